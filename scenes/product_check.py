"""A product of two matrices, multiplied out in the place where a matrix stood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Animation, FadeIn, FadeOut, LaggedStart, VGroup

from linalg.notation import marked
from scenes.matrix_lesson import LABEL_SIZES, TALL
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import nonzero_terms, product_form
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text, region_of
from scenes.row_reduction_lesson import RowReduction
from scenes.stage import MAIN, Region
from scenes.theme import Role

__all__ = ["ProductCheck"]

ENTRY_BY_ENTRY_UP_TO = 9  # entries of the product
COLUMNS_ONE_BY_ONE = 2  # of a larger product; the others follow together
TOLERANCE = 0.01


class ProductCheck(RowReduction):
    """A lesson that closes with A X = B, multiplied out: entry by entry, or a column at a time."""

    def make_room(self, level: Level) -> list[Animation]:
        """Return what takes away all but the captions and the notes that stay clear of a level."""
        stays = {id(self.caption_line.lines), id(self.formula_place.text)}
        if len(self.notes) and not region_of(self.notes).overlaps(region_of(level)):
            stays.add(id(self.notes))
        seen = [m for m in self.mobjects if m.family_members_with_points()]
        return [FadeOut(m) for m in seen if id(m) not in stays]

    def multiply(self, product: Level, A: Any, X: Any, B: Any) -> None:
        """Let A X = B appear where there is room now, and fill in B."""
        self.factors = product.grids[:2]
        self.product = product.grids[2]
        filled = VGroup(*product.texts, self.product.frame)
        self.show(*map(FadeIn, [*self.factors, filled]), seconds=1.0)
        self.hold()
        m, k = self.product.shape
        if m * k <= ENTRY_BY_ENTRY_UP_TO:
            self._multiply_entries(A, X, B, filled)
        else:
            self._multiply_columns(filled)

    def _multiply_entries(self, A: Any, X: Any, B: Any, filled: VGroup) -> None:
        """Each entry is a row of A times a column of X."""
        row, column = self._row_box(0), self._column_box(0)
        self.say("product.entries", FadeIn(row, column))
        self.hold()
        m, k = self.product.shape
        for i in range(m):
            for j in range(k):
                entry = self.product.entry(i, j)
                self.show(
                    row.animate.become(self._row_box(i)),
                    column.animate.become(self._column_box(j)),
                    *self._sum(A, X, B, i, j),
                    FadeIn(entry),
                    seconds=0.7,
                )
                self.remove(entry)
                filled.add(entry)
                self.hold()
        self.show(FadeOut(row, column), *self.formula(), seconds=0.5)

    def _multiply_columns(self, filled: VGroup) -> None:
        """Each column is A times a column of X."""
        box = self._column_box(0)
        self.say("product.columns", FadeIn(box))
        self.hold()
        columns = list(zip(*self.product.entries, strict=True))
        for j, column in enumerate(columns[:COLUMNS_ONE_BY_ONE]):
            if j:
                self.show(box.animate.become(self._column_box(j)), seconds=0.5)
            self._fill(filled, column)
        self.show(FadeOut(box), seconds=0.5)
        rest = [entry for column in columns[COLUMNS_ONE_BY_ONE:] for entry in column]
        if rest:
            self._fill(filled, rest)

    def _fill(self, filled: VGroup, entries: Sequence[Text]) -> None:
        """Let entries of the product appear one after the other."""
        group = VGroup(*entries)
        appear = LaggedStart(*map(FadeIn, entries), group=group, lag_ratio=2 / len(entries))
        self.change(appear, seconds=1.0 + 0.03 * len(entries))
        self.remove(group)
        filled.add(*entries)

    def _sum(self, A: Any, X: Any, B: Any, i: int, j: int) -> list[Animation]:
        """Return the formula of row i times column j; terms with a 0 are left out."""
        terms = nonzero_terms(A[i, :], X[:, j])
        return self.formula(*product_form(terms), "=", marked(B[i, j], "result"))

    def _row_box(self, i: int) -> Box:
        return self._box(self.factors[0], self.factors[0].layout.row(i), padding=0.06)

    def _column_box(self, j: int) -> Box:
        layout = self.factors[1].layout
        column = layout.cell(0, j).joined(layout.cell(len(layout.rows) - 1, j))
        return self._box(self.factors[1], column, padding=0.15)

    def _box(self, grid: MatrixGrid, region: Region, padding: float) -> Box:
        return Box(region, Role.SOURCE, self.theme, padding=padding * grid.layout.em)

    def product_of(self, A: Any, X: Any, B: Any) -> Level | None:
        """Return A X = B on the frame, as large as fits, or None."""
        for size in (self.layout.size, *LABEL_SIZES):
            if size > self.layout.size:
                continue
            width = Level((A, X, "=", B), self.theme, size).width
            left = MAIN.centre[0] - width / 2
            level = Level((A, X, "=", B), self.theme, size, left, self.layout)
            if TALL.contains(region_of(level), slack=TOLERANCE):
                return level
        return None
