"""The lesson on PA = LU: exchanges are kept in P, and the multipliers travel with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from manim import PI, FadeIn, FadeOut, Transform, VGroup

from linalg import PLU, Elimination, eliminate
from linalg.record import Record
from scenes.factor_check import CheckedFactors
from scenes.lessons.permuted_lu.parameters import PermutedLUParameters
from scenes.mobjects.matrices.matrix_grid import ExchangeRows, MatrixGrid
from scenes.mobjects.matrices.row_card import TAG_GAP
from scenes.mobjects.text import Text
from scenes.theme import Role

__all__ = ["PermutedLULesson"]

_AROUND_EACH_OTHER = PI / 6  # the bend of the ways of two numbers that change places


class PermutedLULesson(CheckedFactors):
    """Eliminate with exchanges, keep them in P, and check PA = LU.

    Source: G. Strang, MIT 18.06, lecture 5.
    """

    parameters_class = PermutedLUParameters
    between = ("A", "=")

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of A, with exchanges."""
        return eliminate(self.parameters.A, pivoting=self.parameters.pivoting)

    def records(self) -> Iterable[Record]:
        return [PLU(self.elimination)]

    @property
    def left_slot(self) -> Sequence[Sequence[Any]]:
        return [[self.identity], [self.permuted]]

    @cached_property
    def permuted(self) -> Any:
        """PA: the rows of A in the order that the exchanges have made."""
        return self.elimination.P @ self.elimination.A

    @property
    def exchanged(self) -> bool:
        """Whether the rows of A come in another order."""
        return self.elimination.p != tuple(range(self.m))

    def construct(self) -> None:
        self.open()
        self.reduce()
        self.name_factors()
        self.beat("beat.check")
        if self.packed:
            self.close("P", "A", "=", "L", "U")
        else:
            self.check_factors(self.show_permuted(), "P", "A", "=", "L", "U")
        self.close_by_cases()

    # The opening.

    def open(self) -> None:
        """The identity twice, to become P and L, and A, which becomes U."""
        self.beat("beat.matrix")
        if self.packed:
            self.number_rows()
            self.say("open.packed", FadeIn(self.grid, self.numbers))
            self.hold()
            return
        self.order = self.permutation_grid()
        self.left_name = self.name_above(self.left_layouts[0], "P")
        self.left_sign = self.sign_between(self.left_layouts[0], self.lower_layout, *self.between)
        self.signs.add(
            self.name_above(self.lower_layout, "L"),
            self.name_above(self.layout, "U"),
            self.left_name,
            self.left_sign,
        )
        given = self.name_above(self.layout, "A")
        self.say("open", FadeIn(self.grid, given))
        self.hold()
        self.say("start", FadeOut(given), FadeIn(self.order, self.lower, self.signs))
        self.hold()

    def permutation_grid(self) -> MatrixGrid:
        """Return P before any exchange, its zeros receding."""
        grid = MatrixGrid(self.identity, self.left_layouts[0], self.theme)
        for i, row in enumerate(grid.entries):
            for entry in (*row[:i], *row[i + 1 :]):
                entry.role = Role.MUTED
                entry.set_fill(self.theme[Role.MUTED])
        return grid

    # Exchanges.

    def exchange_rows(self, r: int, other: int) -> None:
        """The exchange in U; then in L, as far as it is filled; then in P."""
        super().exchange_rows(r, other)
        if self.packed:
            self.exchange_numbers(r, other)
            return
        if any(e.role is Role.MULTIPLIER for i in (r, other) for e in self.lower.entries[i][:r]):
            self.say("travel")
            self.change(ExchangeRows(self.lower, r, other, columns=r), seconds=1.8)
        self.say("record")
        self.change(ExchangeRows(self.order, r, other), seconds=1.8)

    # L and U in one matrix: each row has its number in A beside it.

    def tags(self) -> Iterator[Text]:
        if self.packed:
            yield from (self._number(i) for i in range(self.m))
        else:
            yield from super().tags()

    def number_rows(self) -> None:
        """Write beside each row which one of A it is."""
        self._beside_rows = self.layout.box.left - TAG_GAP
        rows = enumerate(self.layout.rows)
        numbers = (self._number(i).stand_at(self._beside_rows, y, "right") for i, y in rows)
        self.numbers = VGroup(*numbers)

    def exchange_numbers(self, r: int, other: int) -> None:
        """Let the numbers of two rows follow them."""
        self.say("record.packed" if r else "record.first")
        goal = self.numbers.copy()
        for i, k in ((r, other), (other, r)):
            goal[i].stand_at(self._beside_rows, self.layout.rows[k], "right")
        self.change(Transform(self.numbers, goal, path_arc=_AROUND_EACH_OTHER), seconds=1.5)
        numbers = self.numbers.submobjects
        numbers[r], numbers[other] = numbers[other], numbers[r]

    def _number(self, i: int) -> Text:
        return self.label(i + 1, role=Role.MUTED, size=self.label_size)

    # The factors.

    def name_factors(self) -> None:
        """What stands there now."""
        self.beat("beat.factors")
        key = "factors" if self.exchanged else "factors.unexchanged"
        self.say(key, *self.formula("P", "A", "=", "L", "U"))
        self.hold()
        if self.packed:
            self.say("factors.packed")
            self.hold()

    def show_permuted(self) -> MatrixGrid:
        """P gives way to PA, which is A with its rows in another order."""
        left = VGroup(self.left_name, self.left_sign)
        self.signs.remove(*left)
        self.show(FadeOut(self.order, left), *self.formula(), seconds=0.5)
        place = self.left_layouts[1]
        grid = MatrixGrid(self.permuted, place, self.theme)
        signs = VGroup(
            self.name_above(place, "P", "A"), self.sign_between(place, self.lower_layout, "=")
        )
        rows = tuple(part for i in self.elimination.p for part in (",", i + 1))[1:]
        key = "order" if self.exchanged else "order.unchanged"
        self.say(key, FadeIn(grid, signs), rows=rows)
        self.hold()
        self.remove(signs)
        self.signs.add(*signs)
        return grid
