"""The last line or plane is tilted until the determinant is 0, and both pictures fail."""

from __future__ import annotations

import numpy as np

from linalg.geometry.tilts import Tilt
from scenes.lessons.linear_algebra.pictures.two_pictures import Moment, TwoPictures

__all__ = ["Tilting"]

_FIRST = 0.7  # of the way, before it is said what happens
_GONE = 1e-4  # of the way left, where x is no longer told
_FADED = 0.06  # of the way left, where multiples that have left the picture have faded


class Tilting:
    """One row changes, and all columns with it.

    Parameters
    ----------
    stage : TwoPictures
    record : Tilt
    runs_off : bool
        Whether the common point runs off: the side is missed at the end.
    """

    def __init__(self, stage: TwoPictures, record: Tilt, *, runs_off: bool) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.runs_off = runs_off

    def play(self) -> None:
        """Most of the way, then the rest of it."""
        lesson, stage = self.lesson, self.stage
        lesson.beat(stage.key("beat.tilt"))
        lesson.say(stage.key("tilt"), row=stage.n)
        given = stage.now
        stage.run(lambda share: self._at(_FIRST * share, given), 3.0)
        lesson.say(stage.key("runs" if self.runs_off else "stays"))
        stage.run(lambda share: self._at(_FIRST + (1 - _FIRST) * share, given), 3.0)
        stage.columns.chained = 0.0

    def _at(self, share: float, given: Moment) -> Moment:
        A = self.record.at(share)
        self.stage.columns.chained = min(1.0, (1 - share) / _FADED)
        if 1 - share < _GONE:
            return Moment(A, given.b, None)
        return Moment(A, given.b, np.linalg.solve(A, given.b))
