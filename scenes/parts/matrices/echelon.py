"""The echelon form that elimination has made of a matrix, and what its pivots say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linalg import Elimination
from scenes.mobjects.matrices.staircase import Staircase
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.matrices.null_vector import show_null_vector
from scenes.typed_manim import Create

__all__ = ["Echelon"]


class Echelon:
    """The staircase of the pivots, and the rank.

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
    """

    def __init__(self, stage: MatrixStage, record: Elimination) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.m, self.n = record.shape

    @property
    def is_regular(self) -> bool:
        """True if there is a pivot in every row and column."""
        return self.m == self.n == self.record.rank

    def show_staircase(self) -> None:
        """Draw the line under the pivots; a single row has no stairs."""
        if not self.record.pivots or self.m == 1:
            return
        lesson = self.lesson
        lesson.beat("beat.triangular" if self.is_regular else "beat.echelon")
        pivots = self.record.pivots
        lesson.claim("echelon form", self.stage.settled, self._is_echelon)
        staircase = Staircase(self.stage.layout, pivots, self.n, lesson.theme)
        lesson.say("triangular" if self.is_regular else "echelon")
        lesson.show(Create(staircase), seconds=2.0)
        lesson.remove(staircase)
        self.stage.settled.add(staircase)

    def _is_echelon(self) -> bool:
        """Tell, from what is drawn, whether all is 0 below the pivots, and they are not."""
        grid, pivots = self.stage.grid, self.record.pivots
        below = [grid.entry(i, c).value for r, c in pivots for i in range(r + 1, self.m)]
        on = [grid.entry(*place).value for place in pivots]
        return all(value == 0 for value in below) and all(value != 0 for value in on)

    def conclude(self, null_vectors: Sequence[Any]) -> None:
        """Say what the pivots say about A alone, and show an x with Ax = 0 if there is one."""
        lesson, rank = self.lesson, self.record.rank
        lesson.beat("beat.answer")
        if self.record.assumptions:
            lesson.say("invertible.pivots" if self.is_regular else "rank.pivots", rank=rank)
        else:
            lesson.say("invertible" if self.is_regular else "rank", count=rank)
        lesson.hold(2.0)
        show_null_vector(self.stage, (self.m, self.n), null_vectors)
