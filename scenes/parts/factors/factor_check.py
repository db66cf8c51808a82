"""The closing check of a factorisation: the product of the factors, entry by entry."""

from __future__ import annotations

from typing import Any

from linalg import Elimination
from linalg.notation import marked
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.equations import nonzero_terms, product_form
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import region_of
from scenes.parts.factors.factor_stage import FactorStage
from scenes.theme import Role
from scenes.typed_manim import Animation, FadeIn, FadeOut, VGroup

__all__ = ["FactorCheck"]


class FactorCheck:
    """L and U are multiplied, and compared with a matrix on the left.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination
    relation : tuple
        What is shown by it.
    """

    def __init__(self, stage: FactorStage, record: Elimination, *relation: object) -> None:
        self.stage, self.lesson, self.record, self.relation = stage, stage.lesson, record, relation
        self.upper = stage.upper
        self.m, self.n = record.shape

    def announce(self, key: str) -> None:
        """Say what stands there now, before it is checked."""
        self.lesson.beat("beat.factors")
        self.lesson.say(key, *self.lesson.formula(*self.relation))
        self.lesson.hold()
        if self.stage.packed:
            self.lesson.say("factors.packed")
            self.lesson.hold()

    def compare(self, grid: MatrixGrid) -> None:
        """Compare LU with what stands in `grid`, then write the relation.

        Small matrices are compared entry by entry, large ones row by row.
        """
        lines = [[self._line(grid, i, j) for j in range(self.n)] for i in range(self.m)]
        self.lesson.add(VGroup(*(line for row in lines for line in row)))
        if self.upper.by_column:
            self._check_rows(grid, lines)
        else:
            self._check_entries(grid, lines)
        self.conclude()

    def conclude(self) -> None:
        """Write the relation that has been shown."""
        lesson = self.lesson
        shown = lesson.formula(*self.relation)
        formula = lesson.formula_place.text
        if formula is not None:
            shown.append(FadeIn(self.upper.box(region_of(formula), Role.RESULT, 0.3)))
        lesson.say("check.done", *shown, relation=self.relation)
        lesson.hold(2.0)

    def _line(self, grid: MatrixGrid, i: int, j: int) -> Underline:
        """Return a line under an entry that is not seen yet."""
        line = self.upper.underline(grid.around(i, j), Role.RESULT, strong=False)
        return line.set_stroke(opacity=0)

    def _check_entries(self, grid: MatrixGrid, lines: list[list[Underline]]) -> None:
        lesson = self.lesson
        row, column = self._around_row(0), self._around_column(0)
        lesson.say("check", FadeIn(row, column))
        for i in range(self.m):
            for j in range(self.n):
                terms = self._terms(i, j)
                lesson.show(
                    row.animate.become(self._around_row(i)),
                    column.animate.become(self._around_column(j)),
                    grid.colour(i, j, Role.RESULT),
                    lines[i][j].animate.set_stroke(opacity=0.75),
                    *self._sum(terms, i, j),
                    seconds=0.5,
                )
                if len(terms) > 1:  # what has one term is seen at a glance
                    lesson.hold()
        lesson.show(FadeOut(row, column), *lesson.formula(), seconds=0.5)

    def _check_rows(self, grid: MatrixGrid, lines: list[list[Underline]]) -> None:
        row = self._around_row(0)
        self.lesson.say("check.rows", FadeIn(row))
        for i in range(self.m):
            self.lesson.show(
                row.animate.become(self._around_row(i)),
                *(grid.colour(i, j, Role.RESULT) for j in range(self.n)),
                *(line.animate.set_stroke(opacity=0.75) for line in lines[i]),
                seconds=0.6,
            )
            self.lesson.hold()
        self.lesson.show(FadeOut(row), seconds=0.5)

    def _terms(self, i: int, j: int) -> list[tuple[Any, Any]]:
        """Return what is added up in row i of L times column j of U, where it is not zero."""
        return nonzero_terms(self.record.L[i, :], self.record.U[:, j])

    def _sum(self, terms: list[tuple[Any, Any]], i: int, j: int) -> list[Animation]:
        """Return the formula of an entry of the product: row i of PA is a row of A."""
        entry = self.record.A[self.record.p[i], j]
        return self.lesson.formula(*product_form(terms), "=", marked(entry, "result"))

    def _around_row(self, i: int) -> Box:
        return self.upper.box(self.stage.lower.layout.row(i), Role.SOURCE, padding=0.08)

    def _around_column(self, j: int) -> Box:
        layout = self.upper.layout
        rows = layout.cell(0, j).joined(layout.cell(self.m - 1, j))
        return self.upper.box(rows, Role.SOURCE, padding=0.2)
