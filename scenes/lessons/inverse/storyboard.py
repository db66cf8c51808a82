"""The lesson on the inverse: from [A I] to [I A⁻¹], or to an x that A sends to 0."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import sympy as sp
from manim import FadeIn, VGroup

from linalg import Elimination, Inverse, SingularError, Solution, eliminate, inverse, solve
from linalg.notation import symbol
from linalg.record import Record
from scenes.gauss_jordan import GaussJordan
from scenes.lessons.inverse.parameters import InverseParameters
from scenes.mobjects.text import region_of
from scenes.product_check import ProductCheck
from scenes.theme import Role

__all__ = ["InverseLesson"]

A_INVERSE = symbol("A", sup=-1)


class InverseLesson(ProductCheck, GaussJordan):
    """Eliminate [A I] downwards, upwards, and divide by the pivots; then multiply back.

    Source: G. Strang, MIT 18.06, lecture 3.
    """

    parameters_class = InverseParameters
    about = "inverse"
    by_column_from = 4  # [A I] is twice as wide, and there are steps upwards too

    @cached_property
    def inverse(self) -> Inverse | None:
        """The inverse with its elimination; None for a singular matrix."""
        try:
            return inverse(self.parameters.A)
        except SingularError:
            return None

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of [A I], which goes on to the inverse if there is one."""
        if self.inverse is not None:
            return self.inverse.elimination
        return eliminate(self.parameters.A, self.identity)

    @cached_property
    def homogeneous(self) -> Solution:
        """The solutions of Ax = 0."""
        return solve(self.parameters.A)

    @cached_property
    def identity(self) -> Any:
        """I, of the size of A."""
        return sp.ImmutableMatrix.eye(len(self.parameters.A))

    def records(self) -> Iterable[Record]:
        return [self.elimination, self.inverse or self.homogeneous]

    def level(self) -> Iterable[Any]:
        return [self.homogeneous.null_vectors[0]] if self.inverse is None else []

    def construct(self) -> None:
        self.open()
        self.reduce()
        if self.inverse is None:
            self.close_singular()
            self.close_by_cases()
            return
        if self.m > 1:
            self.say("gauss", *self.formula())
            self.hold()
        self.clear_upward()
        self.divide_by_pivots()
        self.show_inverse()
        self.check_inverse()
        self.close_by_cases()

    def open(self) -> None:
        """The question AX = I, then [A I]."""
        self.beat("beat.question")
        left = VGroup(self.grid.frame, *(e for row in self.grid.entries for e in row[: self.n]))
        right = VGroup(*(e for row in self.grid.entries for e in row[self.n :]))
        self.say("question", FadeIn(left), *self.formula("A", "X", "=", "I"))
        self.hold()
        self.say("beside", FadeIn(right))
        self.remove(left, right)
        self.add(self.grid)
        self.hold(2.0)
        self.show(*self.formula(), seconds=0.5)

    # The inverse.

    def show_inverse(self) -> None:
        """Where I stood now stands the inverse."""
        self.beat("beat.inverse")
        first, last = self.layout.cell(0, self.n), self.layout.cell(self.m - 1, 2 * self.n - 1)
        self.result_box = self.box(first.joined(last), Role.RESULT)
        zeros = [(i, j) for i in range(self.n) for j in range(self.n) if i != j]
        recede = [self.grid.colour(*place, Role.MUTED) for place in zeros]
        self.say("inverse", FadeIn(self.result_box), *recede, *self.formula())
        self.hold(2.0)

    def check_inverse(self) -> None:
        """A times its inverse is I: multiplied out if there is room for it."""
        factors = (self.elimination.A, self.inverse.matrix, self.identity)
        product = self.product_of(*factors)
        if product is None:
            self.say("check.silent", *self.formula("A", A_INVERSE, "=", "I"))
            self.hold(2.0)
            return
        self.beat("beat.check")
        self.say("check", *self.make_room(product))
        self.multiply(product, *factors)
        self.conclude("check.done", "A", A_INVERSE, "=", "I")

    # No inverse.

    def close_singular(self) -> None:
        """Some x other than 0 is sent to 0, and no matrix could bring it back."""
        self.beat("beat.singular")
        x = self.homogeneous.null_vectors[0]
        factors = (self.elimination.A, x, 0 * x)
        product = self.product_of(*factors)
        if product is None:
            self.show_null_vector([x])
            return
        self.say("sent", *self.make_room(product), *self.formula())
        self.multiply(product, *factors)
        self.conclude("no.inverse", "A", "x", "=", 0)

    def conclude(self, key: str, *relation: object) -> None:
        """Write what has been shown, in a box; without room for it the product is boxed."""
        shown = self.formula(*relation)
        if self.formula_place.text is None:
            box = self.box(self.product.layout.inside, Role.RESULT, padding=0.05)
        else:
            box = self.box(region_of(self.formula_place.text), Role.RESULT, padding=0.3)
        self.say(key, *shown, FadeIn(box))
        self.hold(2.0)
