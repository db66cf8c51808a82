"""A singular system: none or infinitely many, in both pictures at once, as b slides on or off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from linalg.geometry.hyperplanes import floats
from linalg.geometry.reach import Reach
from scenes.lessons.linear_algebra.pictures.spoken import OF_SPAN
from scenes.lessons.linear_algebra.pictures.two_pictures import Moment, TwoPictures
from scenes.typed_manim import FadeIn

__all__ = ["Failing"]

_COMING = 8  # a swinging sum comes and goes within one part of so many


class Failing:
    """The given side, then one of the other kind.

    Parameters
    ----------
    stage : TwoPictures
    record : Reach
    told : bool
        Whether it has been said what all combinations of the columns are.
    """

    def __init__(self, stage: TwoPictures, record: Reach, *, told: bool) -> None:
        self.stage, self.lesson, self.record, self.told = stage, stage.lesson, record, told
        rank = record.hit.elimination.rank
        self.spoken, self.flat = OF_SPAN[rank], "line" if rank == 1 else "plane"
        self.free = len(record.hit.null_vectors)

    def play(self) -> None:
        """Tell of the side that is there, then of the other."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.fail")
        missed = np.allclose(stage.now.b, floats(self.record.missed.b)[:, 0])
        if not self.told:
            lesson.say(self.spoken["why"], FadeIn(stage.mark_failure()), **self._why())
            stage.change(self._span, 2.0)
        if missed:
            lesson.say(self.spoken["none"])
            stage.turn(edge=True)
            self._miss()
            lesson.say(stage.key(f"onto.{self.flat}"))
            stage.run(self._to(floats(self.record.hit.b)[:, 0]), 3.0)
            self._many()
        else:
            self._many()
            self._hide()
            stage.turn(edge=True)
            lesson.say(stage.key(f"off.{self.flat}"))
            stage.run(self._to(floats(self.record.missed.b)[:, 0]), 3.0)
            lesson.say(self.spoken["none"])
            self._miss()

    def _miss(self) -> None:
        """A sum swings through all that the columns reach, and b is not there."""
        stage, view, record = self.stage, self.stage.columns, self.record
        here, radius = stage.now, stage.windows.swing
        view.laid, view.apart = float(stage.n), float(self.flat == "line")

        def swing(turn: float) -> Moment:
            view.chained = min(1.0, _COMING * turn, _COMING * (1 - turn))
            return here._replace(x=record.around(turn, radius) if 0 < turn < 1 else None)

        stage.run(lambda share: swing(share / 2), 2.0, steady=True)
        stage.run(lambda share: swing((1 + share) / 2), 2.0, steady=True)

    def _why(self) -> dict[str, Any]:
        """Return the values of the caption that says what makes both pictures fail."""
        y = self.record.evidence
        return {} if self.flat == "plane" else {"multiple": -y[0, 0] / y[1, 0]}

    def _many(self) -> None:
        """A point glides along what the lines share, and every sum ends at b."""
        lesson, stage, view = self.lesson, self.stage, self.stage.columns
        here, glide = stage.now, stage.windows.glide
        view.laid = float(stage.n)
        lesson.say(stage.key(f"many.{self.free}"))
        stage.turn(edge=False)

        def come(share: float) -> Moment:
            view.chained = share
            view.apart = float(self.flat == "line")
            return here._replace(x=self.record.at(0.0))

        stage.run(come, 1.0)
        for start, end in ((0.0, glide), (glide, -glide), (-glide, 0.0)):
            stage.run(self._gliding(here, start, end), 2.4 if start == glide else 1.5)

    def _gliding(self, here: Moment, start: float, end: float) -> Callable[[float], Moment]:
        def reach(share: float) -> Moment:
            return here._replace(x=self.record.at(start + share * (end - start)))

        return reach

    def _hide(self) -> None:
        """Take x away before b leaves."""
        view = self.stage.columns

        def fade(share: float) -> Moment:
            view.chained = 1 - share
            return self.stage.now if share < 1 else self.stage.now._replace(x=None)

        self.stage.run(fade, 1.0)

    def _to(self, b: np.ndarray) -> Callable[[float], Moment]:
        start = self.stage.now
        return lambda share: Moment(start.A, (1 - share) * start.b + share * b, None)

    def _span(self, share: float) -> None:
        self.stage.columns.spanned = share
