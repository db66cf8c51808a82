"""Exchanges that are kept in P, while the multipliers travel with their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from linalg import Elimination, Swap
from scenes.mobjects.matrices.exchange import ExchangeRows
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text
from scenes.parts.elimination.row_reduction import Exchange
from scenes.parts.factors.factor_rows import name_above
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.travel import Travel
from scenes.parts.fades import in_place_of
from scenes.parts.matrices.endings import QUAD
from scenes.parts.matrices.matrix_rooms import TAG_GAP, Needs, lane
from scenes.theme import Role
from scenes.typed_manim import PI, Animation, FadeIn, FadeOut, Transform, VGroup, VMobject

__all__ = ["RecordedExchanges", "before_lower", "cycles_of"]

_AROUND_EACH_OTHER = PI / 6  # the bend of the ways of two numbers that change places


def before_lower(record: Elimination) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return what may stand before L: P and A, or A alone, whose rows are exchanged then."""
    rows = [record.A, record.P @ record.A]
    return [[sp.ImmutableMatrix.eye(record.shape[0]), record.P], rows], [rows]


def cycles_of(order: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the cycles in which rows go to other places, each from its smallest row.

    Examples
    --------
    >>> cycles_of((2, 0, 1)), cycles_of((0, 2, 1)), cycles_of((0, 1))
    ([(0, 1, 2)], [(1, 2)], [])
    """
    goal = {row: place for place, row in enumerate(order)}
    cycles, left = [], sorted(row for row, place in goal.items() if row != place)
    while left:
        cycle = [left[0]]
        while goal[cycle[-1]] != cycle[0]:
            cycle.append(goal[cycle[-1]])
        cycles.append(tuple(cycle))
        left = [row for row in left if row not in cycle]
    return cycles


class RecordedExchanges:
    """P beside A, which becomes PA at the end; without room for P, A whose rows are exchanged.

    Where L and U share one matrix or P is not there, each row has its number in A beside it.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination

    Attributes
    ----------
    given : MatrixGrid
        A; not there if packed.
    order : MatrixGrid or None
        P, if there is room for it.
    numbers : VGroup of Text
        The numbers of the rows, if they are shown.
    """

    given: MatrixGrid
    numbers: VGroup[Text]

    def __init__(self, stage: FactorStage, record: Elimination) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.m = record.shape[0]
        self.is_exchanged = record.p != tuple(range(self.m))
        self.order: MatrixGrid | None = None
        stage.margin = max(self._number(i).width for i in range(self.m)) + TAG_GAP

    def needs(self) -> Needs:
        """Return the room for the numbers of the rows."""
        numbers = map(self._number, range(self.m)) if self.stage.packed else ()
        return Needs(tags=lane(numbers))

    # The opening.

    def open(self) -> None:
        """A, a copy of it that becomes U, and the identity twice, to become P and L."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.matrix")
        if stage.packed:
            self.numbers = self._numbered_rows(stage.upper.layout)
            lesson.say("open.packed")
            lesson.show(FadeIn(stage.upper.grid, self.numbers), seconds=2.5)
            return
        *before, at = stage.left_layouts
        self.given = MatrixGrid(self.record.A, at, lesson.theme)
        stage.given = [self.given]
        lower, upper = stage.names
        self.name = name_above(lesson, at, "A")
        lesson.say("open", FadeIn(self.given, self.name))
        lesson.show(Travel(self.given, stage.upper.grid), seconds=2.0)
        coming: list[VMobject] = [stage.lower, lower, upper, stage.relation.text]
        if before:
            self.order = self._permutation_grid(before[0])
            self.order_name = name_above(lesson, before[0], "P")
            coming += [self.order, self.order_name]
            stage.given = [self.order, self.given]
            lesson.say("start")
        else:
            self.numbers = self._numbered_rows(at)
            coming.append(self.numbers)
            lesson.say("start.numbers")
        lesson.show(FadeIn(*coming), seconds=1.2)
        signs = [part for part in coming if part not in (stage.lower, self.order)]
        lesson.remove(self.name, *signs)
        stage.signs.add(self.name, *signs)
        lesson.add(stage.signs)

    def _permutation_grid(self, at: GridLayout) -> MatrixGrid:
        """Return P before any exchange, its zeros receding."""
        theme = self.lesson.theme
        grid = MatrixGrid(self.stage.identity, at, theme)
        for i, row in enumerate(grid.entries):
            for entry in (*row[:i], *row[i + 1 :]):
                entry.role = Role.MUTED
                entry.set_fill(theme[Role.MUTED])
        return grid

    # Exchanges.

    def expect(self, _: Exchange) -> None:
        """Before an exchange in U: from now on both sides differ."""
        if not self.stage.packed:
            self.lesson.show(self.stage.relation.dim(), seconds=0.5)

    def keep(self, exchange: Exchange) -> None:
        """After the exchange in U: that in L, as far as it is filled; then that in P, or of A."""
        (step,) = exchange
        r, other = step.i, step.j
        lesson, stage = self.lesson, self.stage
        if stage.packed:
            lesson.say("record.packed" if r else "record.first")
            self._exchange_numbers(r, other, stage.upper.layout)
            return
        lower = stage.lower
        if any(e.role is Role.MULTIPLIER for i in (r, other) for e in lower.entries[i][:r]):
            lesson.say("travel")
            lesson.change(ExchangeRows(lower, r, other, columns=r), seconds=1.6)
        light = stage.relation.light()
        if self.order is not None:
            lesson.say("record")
            lesson.change(ExchangeRows(self.order, r, other), light, seconds=1.6)
            return
        lesson.say("record.numbers")
        lesson.change(ExchangeRows(self.given, r, other), light, seconds=1.6)
        self._exchange_numbers(r, other, self.given.layout)

    # The end.

    def permute(self) -> None:
        """P acts on A, whose rows change places one exchange after the other."""
        lesson, stage = self.lesson, self.stage
        rows = tuple(part for i in self.record.p for part in (",", i + 1))[1:]
        leaving: list[Animation] = []
        if not self.is_exchanged:
            lesson.say("order.unchanged")
        elif self.order is None:
            lesson.say("order", *self._cycles(), rows=rows)
        else:
            self._exchange_in_turn(rows)
        if self.order is not None:
            stage.signs.remove(self.order_name)
            leaving.append(FadeOut(self.order, self.order_name))
            stage.given = [self.given]
        name = name_above(lesson, self.given.layout, "P", "A")
        stage.signs.remove(self.name)
        lesson.add(self.name)
        fades = in_place_of(self.name, name)
        lesson.show(*leaving, *fades, *lesson.formula(), stage.relation.light(), seconds=0.8)
        lesson.remove(name)
        stage.signs.add(name)

    def _exchange_in_turn(self, rows: tuple[object, ...]) -> None:
        """Let the rows of A change places as those of U did, then say in which cycles they went."""
        lesson, dim = self.lesson, self.stage.relation.dim()
        exchanges = [step for step in self.record.steps if isinstance(step, Swap)]
        several = len(exchanges) > 1
        first = () if several else self._cycles()
        lesson.say("order", *first, dim, rows=rows)
        for step in exchanges:
            if several:
                pair = sorted((step.i + 1, step.j + 1))
                lesson.show(*lesson.formula(pair[0], "↔", pair[1]), seconds=0.5)
            lesson.change(ExchangeRows(self.given, step.i, step.j), seconds=1.6)
        if several:
            lesson.show(*self._cycles(), seconds=0.5)
            lesson.hold()

    def _cycles(self) -> list[Animation]:
        """Return what shows in which cycles the rows go to other places."""
        parts: list[object] = []
        for cycle in cycles_of(self.record.p):
            parts += [",", QUAD]
            for row in cycle:
                parts += [row + 1, "→"]
            parts.append(cycle[0] + 1)
        return self.lesson.formula(*parts[2:])

    # The numbers of the rows in A.

    def _numbered_rows(self, layout: GridLayout) -> VGroup[Text]:
        """Return beside each row which one of A it is."""
        left = layout.box.left - TAG_GAP
        rows = enumerate(layout.rows)
        return VGroup(*(self._number(i).stand_at(left, y, "right") for i, y in rows))

    def _exchange_numbers(self, r: int, other: int, layout: GridLayout) -> None:
        """Let the numbers of two rows follow them."""
        goal = self.numbers.copy()
        for i, k in ((r, other), (other, r)):
            goal[i].stand_at(layout.box.left - TAG_GAP, layout.rows[k], "right")
        turn = Transform(self.numbers, goal, path_arc=_AROUND_EACH_OTHER)
        self.lesson.change(turn, seconds=1.5)
        numbers = self.numbers.submobjects
        numbers[r], numbers[other] = numbers[other], numbers[r]

    def _number(self, i: int) -> Text:
        return self.stage.upper.label(i + 1, role=Role.MUTED)
