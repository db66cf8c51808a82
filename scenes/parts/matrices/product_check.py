"""A product of two matrices, multiplied out in the place where a matrix stood."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any, Self

from linalg.notation import marked
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import nonzero_terms, product_form
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.matrix_grid import MatrixGrid, Place
from scenes.mobjects.text import Text, region_of
from scenes.parts.matrices.matrix_rooms import LABEL_SIZES, TALL
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.matrices.relation import Relation, is_product
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import Animation, Create, FadeIn, FadeOut, LaggedStart, Mobject, VGroup

__all__ = ["ProductCheck"]

ENTRY_BY_ENTRY_UP_TO = 9  # entries of the product
SLOWLY = 2  # so many entries, or columns; the others follow in one sweep
TOLERANCE = 0.01
PADDING = 0.14  # of a box around a row or a column, in ems


class ProductCheck:
    """A X = B, multiplied out: entry by entry, or a column at a time, the first two slowly.

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
        self.filled = VGroup(*level.texts, self.product.frame)
        sign.set_fill(self.lesson.theme[Role.MUTED])
        self.sign = Relation(self.lesson, sign, "AX = B", self._is_product)

    @classmethod
    def fitting(
        cls, stage: MatrixStage, A: Any, X: Any, B: Any, within: Region = TALL
    ) -> Self | None:
        """Return the product as large as fits within a region, or None without room for it."""
        parts, theme, layout = (A, X, "=", B), stage.lesson.theme, stage.layout
        for size in (layout.size, *LABEL_SIZES):
            if size > layout.size:
                continue
            left = within.centre[0] - Level(parts, theme, size).width / 2
            level = Level(parts, theme, size, left, layout)
            if within.contains(region_of(level), slack=TOLERANCE):
                return cls(stage, A, X, B, level)
        return None

    def make_room(self, *kept: Mobject) -> list[Animation]:
        """Return what takes away all but what is kept and the notes that stay clear of it."""
        lesson, notes = self.lesson, self.stage.notes
        seen = [m for m in lesson.picture() if m.family_members_with_points()]
        clear = len(notes) and not region_of(notes).overlaps(region_of(self.level))
        return [FadeOut(m) for m in seen if m not in kept and not (clear and m is notes)]

    def appear(self) -> None:
        """Let A X = B appear where there is room now, B still empty."""
        self.lesson.show(*map(FadeIn, [self.left, self.right, self.filled]), seconds=1.0)

    def multiply(self) -> None:
        """Fill in B."""
        m, k = self.product.shape
        if m * k <= ENTRY_BY_ENTRY_UP_TO:
            self._multiply_entries(self.filled)
        else:
            self._multiply_columns(self.filled)
        self.lesson.show(self.sign.light(), seconds=0.5)

    def around(self, factor: MatrixGrid, role: Role) -> Box:
        """Return a box around the entries of a factor."""
        return Box(factor.layout.inside, role, self.lesson.theme, padding=0.03)

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
        self.lesson.say(key, *shown)
        self.lesson.show(Create(box), seconds=1.5)
        self.lesson.hold()

    def _multiply_entries(self, filled: VGroup) -> None:
        """Each entry is a row of A times a column of X."""
        lesson = self.lesson
        row, column = self._row_box(0), self._column_box(0)
        lesson.say("product.entries", FadeIn(row, column))
        m, k = self.product.shape
        places = [(i, j) for i in range(m) for j in range(k)]
        for i, j in places[:SLOWLY]:
            entry = self.product.entry(i, j)
            lesson.show(
                row.animate.become(self._row_box(i)),
                column.animate.become(self._column_box(j)),
                *self._sum(i, j),
                FadeIn(entry),
                seconds=1.2,
            )
            lesson.remove(entry)
            filled.add(entry)
            lesson.hold()
        lesson.show(FadeOut(row, column), *lesson.formula(), seconds=0.5)
        self._fill(filled, [self.product.entry(*place) for place in places[SLOWLY:]])

    def _multiply_columns(self, filled: VGroup) -> None:
        """Each column is A times a column of X."""
        lesson = self.lesson
        box = self._column_box(0)
        lesson.say("product.columns", FadeIn(box))
        columns = list(zip(*self.product.entries, strict=True))
        for j, column in enumerate(columns[:SLOWLY]):
            if j:
                lesson.show(box.animate.become(self._column_box(j)), seconds=0.5)
            self._fill(filled, column)
        lesson.show(FadeOut(box), seconds=0.5)
        self._fill(filled, [entry for column in columns[SLOWLY:] for entry in column])

    def _fill(self, filled: VGroup, entries: Sequence[Text]) -> None:
        """Let entries of the product, if any, appear one after the other."""
        if not entries:
            return
        group = VGroup(*entries)
        appear = LaggedStart(*map(FadeIn, entries), group=group, lag_ratio=2 / len(entries))
        self.lesson.change(appear, seconds=1.4 + 0.1 * len(entries))
        self.lesson.remove(group)
        filled.add(*entries)

    def _sum(self, i: int, j: int) -> list[Animation]:
        """Return the formula of row i times column j; terms with a 0 are left out beside others."""
        row, column = self.A[i, :], self.X[:, j]
        terms = nonzero_terms(row, column) or list(zip(row, column, strict=True))
        return self.lesson.formula(*product_form(terms), "=", marked(self.B[i, j], "result"))

    def _row_box(self, i: int) -> Box:
        places = [(i, j) for j in range(self.A.shape[1])]
        return self._box(self.left, places)

    def _column_box(self, j: int) -> Box:
        places = [(i, j) for i in range(self.X.shape[0])]
        return self._box(self.right, places)

    def _box(self, grid: MatrixGrid, places: Sequence[Place]) -> Box:
        """Return a box close around some entries, so that it touches none beside them."""
        region = reduce(Region.joined, (grid.around(*place) for place in places))
        padding = PADDING * grid.layout.em
        return Box(region, Role.SOURCE, self.lesson.theme, padding=padding)
