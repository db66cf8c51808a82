"""Exchanges that are kept in P, while the multipliers travel with their rows."""

from __future__ import annotations

from typing import Any

import sympy as sp

from linalg import Elimination
from scenes.mobjects.matrices.exchange import ExchangeRows
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text
from scenes.parts.elimination.row_reduction import Exchange
from scenes.parts.factors.factor_rows import name_above, sign_between
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.matrices.matrix_rooms import TAG_GAP, Needs, lane
from scenes.theme import Role
from scenes.typed_manim import PI, FadeIn, FadeOut, Transform, VGroup

__all__ = ["RecordedExchanges", "left_of_lower"]

_AROUND_EACH_OTHER = PI / 6  # the bend of the ways of two numbers that change places


def left_of_lower(record: Elimination) -> list[list[Any]]:
    """Return what stands to the left of L: P as it begins, then PA."""
    return [[sp.ImmutableMatrix.eye(record.shape[0])], [record.P @ record.A]]


class RecordedExchanges:
    """P on the left, which becomes PA at the end.

    Where L and U share one matrix, each row has its number in A beside it.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination

    Attributes
    ----------
    order : MatrixGrid
        P; not there if packed.
    numbers : VGroup of Text
        The numbers of the rows, if packed.
    """

    order: MatrixGrid
    numbers: VGroup[Text]

    def __init__(self, stage: FactorStage, record: Elimination) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.m = record.shape[0]
        self.is_exchanged = record.p != tuple(range(self.m))
        self.before_lower = VGroup()  # the name of P, and the sign after it

    def needs(self) -> Needs:
        """Return the room for the numbers of the rows."""
        numbers = map(self._number, range(self.m)) if self.stage.packed else ()
        return Needs(tags=lane(numbers))

    # The opening.

    def open(self) -> None:
        """The identity twice, to become P and L, and A, which becomes U."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.matrix")
        if stage.packed:
            self.numbers = self._numbered_rows()
            lesson.say("open.packed", FadeIn(stage.upper.grid, self.numbers))
            lesson.hold()
            return
        self.order = self._permutation_grid()
        at = stage.left_layouts[0]
        self.before_lower = VGroup(name_above(lesson, at, "P"), stage.sign_before_lower())
        stage.signs.add(*stage.names(), *self.before_lower)
        given = name_above(lesson, stage.upper.layout, "A")
        lesson.say("open", FadeIn(stage.upper.grid, given))
        lesson.hold()
        lesson.say("start", FadeOut(given), FadeIn(self.order, stage.lower, stage.signs))
        lesson.hold()

    def _permutation_grid(self) -> MatrixGrid:
        """Return P before any exchange, its zeros receding."""
        theme = self.lesson.theme
        grid = MatrixGrid(self.stage.identity, self.stage.left_layouts[0], theme)
        for i, row in enumerate(grid.entries):
            for entry in (*row[:i], *row[i + 1 :]):
                entry.role = Role.MUTED
                entry.set_fill(theme[Role.MUTED])
        return grid

    # Exchanges.

    def keep(self, exchange: Exchange) -> None:
        """After the exchange in U: that in L, as far as it is filled; then that in P."""
        (step,) = exchange
        r, other = step.i, step.j
        if self.stage.packed:
            self._exchange_numbers(r, other)
            return
        lesson, lower = self.lesson, self.stage.lower
        if any(e.role is Role.MULTIPLIER for i in (r, other) for e in lower.entries[i][:r]):
            lesson.say("travel")
            lesson.change(ExchangeRows(lower, r, other, columns=r), seconds=1.8)
        lesson.say("record")
        lesson.change(ExchangeRows(self.order, r, other), seconds=1.8)

    # The end.

    def show_permuted(self) -> MatrixGrid:
        """P gives way to PA, which is A with its rows in another order."""
        lesson, stage, left = self.lesson, self.stage, self.before_lower
        stage.signs.remove(*left)
        lesson.show(FadeOut(self.order, left), *lesson.formula(), seconds=0.5)
        place = stage.left_layouts[1]
        grid = MatrixGrid(self.record.P @ self.record.A, place, lesson.theme)
        signs = VGroup(
            name_above(lesson, place, "P", "A"),
            sign_between(lesson, place, stage.lower.layout, "="),
        )
        rows = tuple(part for i in self.record.p for part in (",", i + 1))[1:]
        key = "order" if self.is_exchanged else "order.unchanged"
        lesson.say(key, FadeIn(grid, signs), rows=rows)
        lesson.hold()
        lesson.remove(signs)
        stage.signs.add(*signs)
        return grid

    # L and U in one matrix.

    def _numbered_rows(self) -> VGroup[Text]:
        """Return beside each row which one of A it is."""
        rows = enumerate(self.stage.upper.layout.rows)
        left = self.stage.upper.layout.box.left - TAG_GAP
        return VGroup(*(self._number(i).stand_at(left, y, "right") for i, y in rows))

    def _exchange_numbers(self, r: int, other: int) -> None:
        """Let the numbers of two rows follow them."""
        layout = self.stage.upper.layout
        self.lesson.say("record.packed" if r else "record.first")
        goal = self.numbers.copy()
        for i, k in ((r, other), (other, r)):
            goal[i].stand_at(layout.box.left - TAG_GAP, layout.rows[k], "right")
        turn = Transform(self.numbers, goal, path_arc=_AROUND_EACH_OTHER)
        self.lesson.change(turn, seconds=1.5)
        numbers = self.numbers.submobjects
        numbers[r], numbers[other] = numbers[other], numbers[r]

    def _number(self, i: int) -> Text:
        return self.stage.upper.label(i + 1, role=Role.MUTED)
