"""An x tried in both pictures at once: one equation after the other comes right."""

from __future__ import annotations

from functools import partial

from linalg.geometry.hyperplanes import floats
from linalg.geometry.slides import Approach
from scenes.lessons.linear_algebra.pictures.two_pictures import Moment, TwoPictures

__all__ = ["PutRight"]


class PutRight:
    """A point moves onto the first line, then along it to the next: the sum moves to b with it.

    Parameters
    ----------
    stage : TwoPictures
    record : Approach
    """

    def __init__(self, stage: TwoPictures, record: Approach) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """Lay the multiples tip to tail, then go from stop to stop."""
        lesson, stage, view = self.lesson, self.stage, self.stage.columns
        lesson.beat("beat.link")
        lesson.say("try")
        start = floats(self.record.stops[0])[:, 0]
        given = stage.now
        view.chained, view.laid = 1.0, 0.0

        def lay(share: float) -> Moment:
            view.laid = stage.n * share
            return Moment(given.A, given.b, start)

        stage.run(lay, 2.0)
        for entry in range(stage.n):
            last = entry == stage.n - 1
            key = "all" if last else "first"
            lesson.say(stage.key(key), row=entry + 1)
            if not last:
                stage.change(partial(self._guide, entry, given.b), 1.0)
            stage.run(partial(self._at, entry, given), 2.2)

    def let_go(self) -> None:
        """Take the guides away."""
        b = self.stage.now.b

        def fade(share: float) -> None:
            for entry in range(self.stage.n - 1):
                self.stage.columns.guide(entry, b, 1 - share)

        self.stage.change(fade, 1.0)

    def _guide(self, entry: int, b: object, share: float) -> None:
        self.stage.columns.guide(entry, self.stage.now.b, share)

    def _at(self, entry: int, given: Moment, share: float) -> Moment:
        return Moment(given.A, given.b, self.record.at(entry, share))
