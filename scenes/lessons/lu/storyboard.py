"""The lesson on A = LU: the multipliers drop into L while U grows, and why L is so simple."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from manim import FadeIn, FadeOut, VGroup, VMobject

from linalg import (
    LDU,
    LU,
    Elimination,
    EliminationMatrices,
    LinalgError,
    Subtract,
    Swap,
    ZeroPivotError,
    eliminate,
    elimination_matrices,
    ldu,
)
from linalg.factorisations.elimination_matrices import LARGEST, Way
from linalg.notation import marked, power
from linalg.record import Record
from scenes.factor_check import CheckedFactors
from scenes.factor_lesson import row_as_point
from scenes.lessons.lu.parameters import LUParameters
from scenes.mobjects.matrices.matrix_grid import MatrixGrid, Rewrite
from scenes.stage import DoesNotFitError
from scenes.theme import Role

__all__ = ["LULesson"]

MOST_FACTORS = 3  # of a product whose factors are all shown


class LULesson(CheckedFactors):
    """Eliminate without exchanges and keep each multiplier; compare, divide, check.

    Source: G. Strang, MIT 18.06, lecture 4.
    """

    parameters_class = LUParameters
    in_place_of = ("A", "=")
    shown_instead: tuple[VMobject, ...] = ()  # of A = LU

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of A; where there is no A = LU it exchanges rows, and ends there."""
        with suppress(ZeroPivotError):
            return eliminate(self.parameters.A, pivoting="none")
        return eliminate(self.parameters.A, pivoting="nonzero")

    @cached_property
    def blocked(self) -> int | None:
        """The pivot that cannot be had without an exchange, or None."""
        groups = self.elimination.steps_by_pivot
        swaps = (r for r, steps in enumerate(groups) if steps and isinstance(steps[0], Swap))
        return next(swaps, None)

    @cached_property
    def products(self) -> EliminationMatrices | None:
        """The elimination matrices and their products, if they are to be shown."""
        record = self.elimination
        possible = self.blocked is None and record.steps and record.shape[0] <= LARGEST
        wanted = self.parameters.products == "yes"
        return elimination_matrices(record) if wanted and possible else None

    @cached_property
    def ldu(self) -> LDU | None:
        """A = LDU, if it is to be shown and there is one."""
        if self.parameters.ldu == "no" or self.blocked is not None:
            return None
        with suppress(LinalgError):
            return ldu(self.parameters.A)
        return None

    def records(self) -> Iterable[Record]:
        factors = LU(self.elimination) if self.blocked is None else self.elimination
        return [record for record in (factors, self.products, self.ldu) if record is not None]

    @property
    def left_slot(self) -> Sequence[Sequence[Any]]:
        return [[self.elimination.A]]

    def construct(self) -> None:
        self.open()
        self.reduce(self.blocked)
        if self.blocked is not None:
            self.stop(self.blocked)
            self.close_by_cases()
            return
        self.name_factors()
        if self.products is not None:
            self.compare_products(self.products)
        if self.ldu is not None:
            self.take_pivots_out(self.ldu)
        self.beat("beat.check")
        self.come_back()
        if self.left_layouts:
            self.check_factors(self.given[0], "A", "=", "L", "U")
        else:
            self.close("A", "=", "L", "U")
        self.close_by_cases()

    # The opening.

    def open(self) -> None:
        """A, and beside it the identity, which becomes L, and a copy of A, which becomes U."""
        self.beat("beat.matrix")
        if self.packed:
            self.say("open.packed", FadeIn(self.grid))
            self.hold()
            return
        names = (self.name_above(self.lower_layout, "L"), self.name_above(self.layout, "U"))
        self.given = [MatrixGrid(self.elimination.A, at, self.theme) for at in self.left_layouts]
        if self.given:
            self.signs.add(self.name_above(self.left_layouts[0], "A"))
            self.say("open", FadeIn(*self.given, self.signs))
            self.hold()
            equals = self.sign_between(self.left_layouts[0], self.lower_layout, *self.between)
            added = (*names, equals)
            self.say("start", FadeIn(self.lower, self.grid, *added))
            self.remove(*added)
            self.signs.add(*added)
        else:
            self.signs.add(*names, self.sign_before(self.lower_layout, *self.in_place_of))
            self.say("open", FadeIn(self.grid, self.lower, self.signs))
            self.hold()
            self.say("start")
        self.hold()

    # A pivot that is zero.

    def stop(self, r: int) -> None:
        """Say which exchange would help, and that it leads to PA = LU."""
        (_, c), step = self.elimination.pivots[r], self.elimination.steps_by_pivot[r][0]
        other = max(step.i, step.j)
        self.beat("beat.column", column=c + 1)
        box = self.box(self.grid.around(r, c), Role.PIVOT)
        self.say("zero", FadeIn(box), self.grid.colour(r, c, Role.PIVOT))
        self.hold()
        offer = self.underline(self.grid.around(other, c), Role.PIVOT)
        self.say("stop", FadeIn(offer), row=other + 1, value=self.entry(other, c))
        self.hold()
        relation = self.formula("P", "A", "=", "L", "U")
        self.say("stop.remedy", *relation, row=r + 1, other=other + 1)
        self.hold(2.0)

    # The factors.

    def name_factors(self) -> None:
        """What stands there now."""
        self.beat("beat.factors")
        record = self.elimination
        triangular = self.m == self.n == record.rank or record.pivots != staircase(record)
        self.say("factors" if triangular else "factors.echelon", *self.formula("A", "=", "L", "U"))
        self.hold()
        if self.packed:
            self.say("factors.packed")
            self.hold()

    def stage(self) -> list[Any]:
        """Return everything that stands around A = LU."""
        grids = [self.grid] if self.packed else [*self.given, self.lower, self.grid]
        others = [self.signs, self.settled, self.notes, self.stairs]
        return [*grids, *(other for other in others if other)]

    def replace(self, *others: VMobject) -> None:
        """Clear the frame: A = LU at first, later what took its place, which is remembered."""
        self.finish_reading()
        self.show(FadeOut(*self.shown_instead or self.stage()), *self.formula(), seconds=0.5)
        self.shown_instead = others

    def come_back(self) -> None:
        """Show A = LU again, if something else took its place."""
        if self.shown_instead:
            self.replace()
            self.show(FadeIn(*self.stage()), seconds=0.5)

    # Why L is simpler than the product of the elimination matrices.

    def compare_products(self, record: EliminationMatrices) -> None:
        """E mixes the multipliers; undone in the reverse order, nothing mixes."""
        try:
            down, up, in_place = self._product_rows(record)
        except DoesNotFitError:
            return
        self.beat("beat.products")
        if len(record.steps) == 1:
            self.replace(down, up)
            self.say("products.single", FadeIn(down, up), E=_symbol(record.steps[0]))
            self.hold(2.0)
            return
        self.replace(down)
        self.say("products", FadeIn(down))
        self.hold()
        mixed = self.show_mixing(record, down)
        if in_place:
            self.replace()
        boxes = [self.box(up[0].around(*place), Role.MULTIPLIER) for place in mixed]
        self.shown_instead += (up, *boxes)
        self.say("products.back", FadeIn(up, *boxes))
        self.hold(1.5)

    def show_mixing(self, record: EliminationMatrices, down: VGroup) -> list[tuple[int, int]]:
        """Point at an entry of E that is made of several multipliers, say how, and return it."""
        chains = {
            place: way
            for place, ways in record.origins.items()
            for way in ways
            if len(way.steps) > 1
        }
        if not chains:
            return []
        place, way = next(iter(chains.items()))
        E = down[0]
        box = self.box(E.around(*place), Role.MULTIPLIER)
        self.shown_instead += (box,)
        self.say(
            "products.mixed",
            FadeIn(box),
            *self.formula(*_sum_of_ways(record.origins[place]), "=", record.E[place]),
            source=place[1] + 1,
            target=place[0] + 1,
            middle=way.steps[0].target + 1,
        )
        self.hold(2.0)
        return [place]

    def _product_rows(self, record: EliminationMatrices) -> tuple[VGroup, VGroup, bool]:
        """Return E and L as products, and whether the second takes the place of the first."""
        symbols = [_symbol(step) for step in record.steps]
        inverses = [power(symbol, -1) for symbol in symbols]
        if 1 < len(symbols) <= MOST_FACTORS:
            undone = [step.inverse.matrix(self.m) for step in record.steps]
            down = [record.E, *reversed(record.matrices)]
            up = [record.L, *undone]
            with suppress(DoesNotFitError):
                places = self.places_in_a_row(*zip(down, up, strict=True))
                return (
                    self.row_of_factors(down, places, ["E", *reversed(symbols)]),
                    self.row_of_factors(up, places, ["L", *inverses]),
                    True,
                )
        one, other = self.places_in_a_row([record.E], [record.L])
        names = ("E", "L")
        if len(symbols) == 1:
            names = (symbols[0], ("L", "=", inverses[0]))
        return (
            self.row_of_factors([record.E], [one], names[:1]),
            self.row_of_factors([record.L], [other], names[1:]),
            False,
        )

    # A = LDU.

    def take_pivots_out(self, record: LDU) -> None:
        """The pivots go into D, and each row of U is divided by its own."""
        U, identity = self.elimination.U, self.identity
        try:
            places = self.places_in_a_row(
                [record.A], [record.L], [identity, record.D], [U, record.U]
            )
        except DoesNotFitError:
            return
        self.beat("beat.ldu")
        shown = [record.A, record.L, identity, U]
        row = self.row_of_factors(shown, places, ["A", "L", "D", "U"])
        D, upper = row[2], row[3]
        self.replace(row)
        self.say("ldu", FadeIn(row))
        self.hold()
        self.fill_diagonal(D, record.D)
        divided = {
            (i, j): record.U[i, j]
            for i in range(self.n)
            for j in range(i, self.n)
            if record.U[i, j] != U[i, j]
        }
        self.say("ldu.divide", *self._division(record))
        self.hold()
        rewrite = [Rewrite(upper, divided, row_lag=0.4)] if divided else []
        self.change(*rewrite, *self.formula("A", "=", "L", "D", "U"), seconds=2.0)

    def fill_diagonal(self, grid: MatrixGrid, D: Any) -> None:
        """Let the pivots come into D, each in a box."""
        pivots = {(i, i): D[i, i] for i in range(self.n)}
        roles = {place: Role.PIVOT for place, pivot in pivots.items() if pivot != 0}
        rewrite = Rewrite(grid, pivots, roles, row_lag=0.3)
        around = [grid.around(*place, rewrite.new[place]) for place in roles]
        boxes = VGroup(*(self.box(region, Role.PIVOT).quieten() for region in around))
        self.shown_instead += (boxes,)
        self.change(rewrite, FadeIn(boxes), seconds=1.5)

    def _division(self, record: LDU) -> list[Any]:
        """Return the formula of the first row that is not divided by 1."""
        for i in range(self.n):
            pivot = record.D[i, i]
            if pivot not in (0, 1):
                rows = (row_as_point(self.elimination.U, i), row_as_point(record.U, i))
                return self.formula(rows[0], "=", marked(pivot, "pivot"), "·", rows[1])
        return self.formula()


def staircase(record: Elimination) -> tuple[tuple[int, int], ...]:
    """Return the places that the pivots have in an echelon form."""
    return tuple(enumerate(record.pivot_columns))


def _symbol(step: Subtract) -> str:
    return f"E_{step.target + 1}{step.source + 1}"


def _sum_of_ways(ways: Sequence[Way]) -> list[object]:
    """Return how an entry of E comes about: a sum of products of negative multipliers."""
    parts: list[object] = []
    for way in ways:
        factors = [marked(s.inverse.multiplier, "multiplier") for s in reversed(way.steps)]
        product = [part for factor in factors for part in ("·", factor)][1:]
        parts += ["+", *product]
    return parts[1:]
