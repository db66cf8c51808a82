"""From A = LU to A = LDU: the pivots go into D, and each row of U is divided by its own."""

from __future__ import annotations

from typing import Any

from linalg import LDU, Elimination
from linalg.notation import marked
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.mobjects.matrices.unit_lower import UnitLowerGrid
from scenes.parts.factors.factor_operations import row_as_point
from scenes.parts.factors.factor_rows import name_above, places_in_a_row, sign_between
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.travel import Fly
from scenes.parts.matrices.relation import Relation, is_product
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
        A, D, upper = (
            MatrixGrid(matrix, place, lesson.theme)
            for matrix, place in zip(
                (factors.A, stage.identity, self.U), (places[0], *places[2:]), strict=True
            )
        )
        lower = UnitLowerGrid(factors.L, places[1], lesson.theme)
        equals = sign_between(lesson, *places[:2], "=")
        relation = Relation(
            lesson,
            equals,
            "A = LDU",
            lambda: is_product([A.values], [lower.values, D.values, upper.values]),
        )
        names = [name_above(lesson, at, name) for at, name in zip(places, "ALDU", strict=True)]
        around = VGroup(equals, *names)
        stage.give_way(lower)
        stage.add_instead(A, D, upper, around)
        lesson.say("ldu", FadeIn(A, D, upper, around))
        self._fill_diagonal(D, upper, relation)
        lesson.say("ldu.divide", *self._division())
        divided = self._divided()
        rewrite = [Rewrite(upper, divided, row_lag=0.4)] if divided else []
        lesson.change(*rewrite, relation.light(), seconds=2.0)

    def _fill_diagonal(self, grid: MatrixGrid, upper: MatrixGrid, relation: Relation) -> None:
        """Let the pivots come out of U into D, each into a box."""
        D, stage, lesson = self.factors.D, self.stage, self.lesson
        places = [(i, i) for i in range(self.n) if D[i, i] != 1]
        if not places:
            return
        pivots = VGroup(*(grid.text(i, j, D[i, j], Role.PIVOT) for i, j in places))
        around = [grid.around(*at, text) for at, text in zip(places, pivots, strict=True)]
        boxes = VGroup(*(stage.upper.box(region, Role.PIVOT).quieten() for region in around))
        stage.add_instead(boxes)
        ones = [grid.entry(*at).animate.set_fill(opacity=0) for at in places]
        origins = [upper.entry(*at) for at in places]
        lesson.show(relation.dim(), FadeIn(boxes), *ones, seconds=0.5)
        entries = [grid.entry(*at) for at in places]
        fly = Fly(pivots, origins, lesson.theme.background, row=1, into=entries)
        lesson.change(fly, seconds=2.0)

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
