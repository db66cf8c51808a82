"""b slides: lines shift and never turn, and the sum of columns follows."""

from __future__ import annotations

from functools import partial

from linalg.geometry.slides import Slides
from scenes.lessons.linear_algebra.pictures.two_pictures import Moment, TwoPictures

__all__ = ["Sliding"]


class Sliding:
    """Both pictures while b goes from stop to stop, and back.

    Parameters
    ----------
    stage : TwoPictures
    record : Slides
    """

    def __init__(self, stage: TwoPictures, record: Slides) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """Go round once."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.slide")
        lesson.say(stage.key("slide"))
        for leg in range(len(self.record.stops) - 1):
            stage.run(partial(self._at, leg), 2.0)

    def _at(self, leg: int, share: float) -> Moment:
        b, x = self.record.at(leg, share)
        return Moment(self.stage.now.A, b, x)
