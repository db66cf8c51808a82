"""The closing check of a factorisation: the product of the factors, entry by entry."""

from __future__ import annotations

from typing import Any

from manim import FadeIn, FadeOut, VGroup

from linalg.notation import marked
from scenes.factor_lesson import FactorLesson
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import nonzero_terms, product_form
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import region_of
from scenes.theme import Role

__all__ = ["CheckedFactors"]


class CheckedFactors(FactorLesson):
    """A lesson that ends by multiplying L and U, and by comparing with the matrix on the left."""

    def check_factors(self, grid: MatrixGrid, *relation: object) -> None:
        """Compare LU with what stands in `grid`, then write the relation.

        Small matrices are compared entry by entry, large ones row by row.
        """
        lines = [
            [self.underline(grid.around(i, j), Role.RESULT, strong=False) for j in range(self.n)]
            for i in range(self.m)
        ]
        for line in (line for row in lines for line in row):
            line.set_stroke(opacity=0)
        self.add(VGroup(*(line for row in lines for line in row)))
        if self.by_column:
            self._check_rows(grid, lines)
        else:
            self._check_entries(grid, lines)
        self.close(*relation)

    def close(self, *relation: object) -> None:
        """Write the relation that has been shown."""
        shown = self.formula(*relation)
        boxed = [self.box(region_of(self.formula_place.text), Role.RESULT, 0.3)] if shown else []
        self.say("check.done", *shown, *map(FadeIn, boxed), relation=relation)
        self.hold(2.0)

    def _check_entries(self, grid: MatrixGrid, lines: list[list[Any]]) -> None:
        row, column = self._around_row(0), self._around_column(0)
        self.say("check", FadeIn(row, column))
        for i in range(self.m):
            for j in range(self.n):
                terms = self._terms(i, j)
                self.show(
                    row.animate.become(self._around_row(i)),
                    column.animate.become(self._around_column(j)),
                    grid.colour(i, j, Role.RESULT),
                    lines[i][j].animate.set_stroke(opacity=0.75),
                    *self._sum(terms, i, j),
                    seconds=0.5,
                )
                if len(terms) > 1:  # what has one term is seen at a glance
                    self.hold()
        self.show(FadeOut(row, column), *self.formula(), seconds=0.5)

    def _terms(self, i: int, j: int) -> list[tuple[Any, Any]]:
        """Return what is added up in row i of L times column j of U, where it is not zero."""
        return nonzero_terms(self.elimination.L[i, :], self.elimination.U[:, j])

    def _sum(self, terms: list[tuple[Any, Any]], i: int, j: int) -> list[Any]:
        """Return the formula of an entry of the product: row i of PA is a row of A."""
        entry = self.elimination.A[self.elimination.p[i], j]
        return self.formula(*product_form(terms), "=", marked(entry, "result"))

    def _around_row(self, i: int) -> Box:
        return self.box(self.lower_layout.row(i), Role.SOURCE, padding=0.08)

    def _around_column(self, j: int) -> Box:
        rows = self.layout.cell(0, j).joined(self.layout.cell(self.m - 1, j))
        return self.box(rows, Role.SOURCE, padding=0.2)

    def _check_rows(self, grid: MatrixGrid, lines: list[list[Any]]) -> None:
        row = self._around_row(0)
        self.say("check.rows", FadeIn(row))
        for i in range(self.m):
            self.show(
                row.animate.become(self._around_row(i)),
                *(grid.colour(i, j, Role.RESULT) for j in range(self.n)),
                *(line.animate.set_stroke(opacity=0.75) for line in lines[i]),
                seconds=0.6,
            )
            self.hold()
        self.show(FadeOut(row), seconds=0.5)
