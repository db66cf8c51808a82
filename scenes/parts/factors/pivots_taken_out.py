"""From A = LU to A = LDU: the pivots go into D, and each row of U is divided by its own."""

from __future__ import annotations

from typing import Any

from linalg import LDU, Elimination
from linalg.notation import marked
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.parts.factors.factor_operations import row_as_point
from scenes.parts.factors.factor_rows import places_in_a_row, row_of_factors
from scenes.parts.factors.factor_stage import FactorStage
from scenes.stage import DoesNotFitError
from scenes.theme import Role
from scenes.typed_manim import Animation, FadeIn, VGroup

__all__ = ["PivotsTakenOut"]


class PivotsTakenOut:
    """A = LDU in place of A = LU.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination
    factors : LDU
    """

    def __init__(self, stage: FactorStage, record: Elimination, factors: LDU) -> None:
        self.stage, self.lesson, self.U, self.factors = stage, stage.lesson, record.U, factors
        self.n = record.shape[1]

    def play(self) -> None:
        """Take the pivots out of U, if there is room for four matrices."""
        lesson, stage, factors = self.lesson, self.stage, self.factors
        slots = [factors.A], [factors.L], [stage.identity, factors.D], [self.U, factors.U]
        try:
            places = places_in_a_row(lesson, *slots)
        except DoesNotFitError:
            return
        lesson.beat("beat.ldu")
        shown = [slot[0] for slot in slots]
        row = row_of_factors(lesson, shown, places, ["A", "L", "D", "U"])
        _, _, D, upper = (part for part in row if isinstance(part, MatrixGrid))
        stage.put_instead(row)
        lesson.say("ldu", FadeIn(row))
        lesson.hold()
        self._fill_diagonal(D)
        lesson.say("ldu.divide", *self._division())
        lesson.hold()
        divided = self._divided()
        rewrite = [Rewrite(upper, divided, row_lag=0.4)] if divided else []
        lesson.change(*rewrite, *lesson.formula("A", "=", "L", "D", "U"), seconds=2.0)

    def _fill_diagonal(self, grid: MatrixGrid) -> None:
        """Let the pivots come into D, each in a box."""
        D, upper = self.factors.D, self.stage.upper
        pivots = {(i, i): D[i, i] for i in range(self.n)}
        roles = {place: Role.PIVOT for place, pivot in pivots.items() if pivot != 0}
        rewrite = Rewrite(grid, pivots, roles, row_lag=0.3)
        around = [grid.around(*place, rewrite.new[place]) for place in roles]
        boxes = VGroup(*(upper.box(region, Role.PIVOT).quieten() for region in around))
        self.stage.add_instead(boxes)
        self.lesson.change(rewrite, FadeIn(boxes), seconds=1.5)

    def _divided(self) -> dict[tuple[int, int], Any]:
        """Return the entries of U that are others once its rows are divided."""
        places = [(i, j) for i in range(self.n) for j in range(i, self.n)]
        return {at: self.factors.U[at] for at in places if self.factors.U[at] != self.U[at]}

    def _division(self) -> list[Animation]:
        """Return the formula of the first row that is not divided by 1."""
        for i in range(self.n):
            pivot = self.factors.D[i, i]
            if pivot not in (0, 1):
                rows = row_as_point(self.U, i), row_as_point(self.factors.U, i)
                return self.lesson.formula(rows[0], "=", marked(pivot, "pivot"), "·", rows[1])
        return self.lesson.formula()
