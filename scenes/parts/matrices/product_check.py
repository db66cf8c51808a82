"""A product of two matrices, multiplied out in the place where a matrix stood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from linalg.notation import marked
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import nonzero_terms, product_form
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text, region_of
from scenes.parts.matrices.matrix_rooms import LABEL_SIZES, TALL
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.matrices.relation import Relation, is_product
from scenes.stage import MAIN, Region
from scenes.theme import Role
from scenes.typed_manim import Animation, FadeIn, FadeOut, LaggedStart, VGroup

__all__ = ["ProductCheck"]

ENTRY_BY_ENTRY_UP_TO = 9  # entries of the product
COLUMNS_ONE_BY_ONE = 2  # of a larger product; the others follow together
TOLERANCE = 0.01


class ProductCheck:
    """A X = B, multiplied out: entry by entry, or a column at a time.

    Parameters
    ----------
    stage : MatrixStage
    A, X, B : matrix
        The factors and their product.

    level : Level
        A X = B on the frame.
    """

    def __init__(self, stage: MatrixStage, A: Any, X: Any, B: Any, level: Level) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.A, self.X, self.B, self.level = A, X, B, level
        self.left, self.right, self.product = level.grids
        (sign,) = level.texts
        sign.set_fill(self.lesson.theme[Role.MUTED])
        self.sign = Relation(self.lesson, sign, "AX = B", self._is_product)

    @classmethod
    def fitting(cls, stage: MatrixStage, A: Any, X: Any, B: Any) -> Self | None:
        """Return the product as large as fits, or None without room for it."""
        parts, theme, layout = (A, X, "=", B), stage.lesson.theme, stage.layout
        for size in (layout.size, *LABEL_SIZES):
            if size > layout.size:
                continue
            left = MAIN.centre[0] - Level(parts, theme, size).width / 2
            level = Level(parts, theme, size, left, layout)
            if TALL.contains(region_of(level), slack=TOLERANCE):
                return cls(stage, A, X, B, level)
        return None

    def make_room(self) -> list[Animation]:
        """Return what takes away all but the captions and the notes that stay clear of it."""
        lesson, notes = self.lesson, self.stage.notes
        seen = [m for m in lesson.picture() if m.family_members_with_points()]
        clear = len(notes) and not region_of(notes).overlaps(region_of(self.level))
        return [FadeOut(m) for m in seen if not (clear and m is notes)]

    def multiply(self) -> None:
        """Let A X = B appear where there is room now, and fill in B."""
        filled = VGroup(*self.level.texts, self.product.frame)
        self.lesson.show(*map(FadeIn, [self.left, self.right, filled]), seconds=1.0)
        self.lesson.hold()
        m, k = self.product.shape
        if m * k <= ENTRY_BY_ENTRY_UP_TO:
            self._multiply_entries(filled)
        else:
            self._multiply_columns(filled)
        self.lesson.show(self.sign.light(), seconds=0.5)

    def _is_product(self) -> bool:
        return is_product([self.left.values, self.right.values], [self.product.values])

    def conclude(self, key: str, *relation: object) -> None:
        """Write what has been shown, in a box; without room for it the product is boxed."""
        shown = self.lesson.formula(*relation)
        formula = self.lesson.formula_place.text
        if formula is None:
            box = self.stage.box(self.product.layout.inside, Role.RESULT, padding=0.05)
        else:
            box = self.stage.box(region_of(formula), Role.RESULT, padding=0.3)
        self.lesson.say(key, *shown, FadeIn(box))
        self.lesson.hold(2.0)

    def _multiply_entries(self, filled: VGroup) -> None:
        """Each entry is a row of A times a column of X."""
        lesson = self.lesson
        row, column = self._row_box(0), self._column_box(0)
        lesson.say("product.entries", FadeIn(row, column))
        lesson.hold()
        m, k = self.product.shape
        for i in range(m):
            for j in range(k):
                entry = self.product.entry(i, j)
                lesson.show(
                    row.animate.become(self._row_box(i)),
                    column.animate.become(self._column_box(j)),
                    *self._sum(i, j),
                    FadeIn(entry),
                    seconds=0.7,
                )
                lesson.remove(entry)
                filled.add(entry)
                lesson.hold()
        lesson.show(FadeOut(row, column), *lesson.formula(), seconds=0.5)

    def _multiply_columns(self, filled: VGroup) -> None:
        """Each column is A times a column of X."""
        lesson = self.lesson
        box = self._column_box(0)
        lesson.say("product.columns", FadeIn(box))
        lesson.hold()
        columns = list(zip(*self.product.entries, strict=True))
        for j, column in enumerate(columns[:COLUMNS_ONE_BY_ONE]):
            if j:
                lesson.show(box.animate.become(self._column_box(j)), seconds=0.5)
            self._fill(filled, column)
        lesson.show(FadeOut(box), seconds=0.5)
        rest = [entry for column in columns[COLUMNS_ONE_BY_ONE:] for entry in column]
        if rest:
            self._fill(filled, rest)

    def _fill(self, filled: VGroup, entries: Sequence[Text]) -> None:
        """Let entries of the product appear one after the other."""
        group = VGroup(*entries)
        appear = LaggedStart(*map(FadeIn, entries), group=group, lag_ratio=2 / len(entries))
        self.lesson.change(appear, seconds=1.0 + 0.03 * len(entries))
        self.lesson.remove(group)
        filled.add(*entries)

    def _sum(self, i: int, j: int) -> list[Animation]:
        """Return the formula of row i times column j; terms with a 0 are left out."""
        terms = nonzero_terms(self.A[i, :], self.X[:, j])
        return self.lesson.formula(*product_form(terms), "=", marked(self.B[i, j], "result"))

    def _row_box(self, i: int) -> Box:
        return self._box(self.left, self.left.layout.row(i), padding=0.06)

    def _column_box(self, j: int) -> Box:
        layout = self.right.layout
        column = layout.cell(0, j).joined(layout.cell(len(layout.rows) - 1, j))
        return self._box(self.right, column, padding=0.15)

    def _box(self, grid: MatrixGrid, region: Region, padding: float) -> Box:
        return Box(region, Role.SOURCE, self.lesson.theme, padding=padding * grid.layout.em)
