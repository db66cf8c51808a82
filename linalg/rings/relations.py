"""Polynomials whose generators obey relations: √2² = 2, sin² t = 1 - cos² t.

Modulo such relations every polynomial has one normal form, at most linear in √2 and in sin t, so
that zero is seen as zero. Elimination itself computes in the ring without relations, where the
division by the pivot before is exact and cheap; they are applied where a result is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

from linalg.rings.algebraic_coefficients import without_common_factor
from linalg.rings.lowest_terms import quotient

MIRRORED = 3
"""Up to so many pairs of sin and cos every choice of which to keep is tried, else two choices."""

MANY_TERMS = 100
"""Longer quotients are not written in every way to find the shortest."""
TERM_PRODUCTS = 4000
"""Products of terms up to which a quotient is multiplied by conjugates."""


@dataclass(frozen=True)
class Relation:
    """The square of generator number `high` is `square`, a polynomial in others.

    `low` is the number of the cosine where the generator is a sine: the two can change places.
    """

    high: int
    square: Any
    low: int | None = None

    def mirrored(self) -> Relation:
        """Return the same relation, solved for the cosine: cos² t = 1 - sin² t."""
        if self.low is None:
            return self
        ring = self.square.ring
        sign = self.square.coeff(1)  # s² = 1 - c² on the circle, c² - 1 on the hyperbola
        return Relation(self.low, ring.one - sign * ring.gens[self.high] ** 2, self.high)


@dataclass(frozen=True)
class Relations:
    """A polynomial ring over ℤ modulo relations; without any it is the ring itself.

    Attributes
    ----------
    ring : sympy.PolynomialRing
        ℤ[x₁, …], some of whose generators are square roots, sines or hyperbolic sines.
    relations : tuple of Relation
        No square holds another relation's `high`.
    """

    ring: Any
    relations: tuple[Relation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.relations)

    def reduce(self, x: Any) -> Any:
        """Return the normal form."""
        for relation in self.relations:
            x = _reduced(x, relation)
        return x

    def lowest(self, top: Any, bottom: Any) -> tuple[Any, Any]:
        """Return an equal numerator and denominator without a common factor in the ring."""
        if bottom == 1:
            return top, bottom
        return top.cancel(bottom)  # type: ignore[no-any-return]

    def quotient(self, field: Any, top: Any, bottom: Any) -> Any:
        """Return top / bottom in the field of fractions, written as short as it can be.

        Parameters
        ----------
        field : sympy.polys.fields.FracField
        top, bottom : PolyElement
            `bottom` is not zero.
        """
        if not self.relations:
            return quotient(field, top, bottom)
        top, bottom = self.reduce(top), self.reduce(bottom)
        if not top:
            return field.zero
        return min(self._writings(field, top, bottom), key=_length)

    def written(self, x: Any) -> Any:
        """Return the shortest polynomial that stands for the same element."""
        return min((view._factored(x) for view in self._views), key=lambda y: (len(y), _degree(y)))

    def _writings(self, field: Any, top: Any, bottom: Any) -> Iterator[Any]:
        """Yield equal quotients: with and without roots and sines below the bar."""
        views = self._views if len(top) + len(bottom) <= MANY_TERMS else (self,)
        for view in views:
            if rational := view._rational(view.reduce(top), view.reduce(bottom)):
                yield quotient(field, *rational)
        if not bottom.is_ground:
            top, bottom = self._without_common_factor(top, bottom)
        for view in views:
            yield quotient(field, view.reduce(top), view.reduce(bottom))
            yield quotient(field, view._factored(top), view._factored(bottom))

    def _rational(self, top: Any, bottom: Any) -> tuple[Any, Any] | None:
        """Multiply both by conjugates, until no root and no sine is left in the bottom.

        None if that takes too long: what is found then would not be shorter.
        """
        for relation in self.relations:
            if any(monomial[relation.high] for monomial in bottom.itermonoms()):
                if (len(top) + len(bottom)) * len(bottom) > TERM_PRODUCTS:
                    return None
                conjugate = _conjugate(bottom, relation.high)
                top, bottom = self.reduce(top * conjugate), self.reduce(bottom * conjugate)
        return top, bottom

    @cached_property
    def _views(self) -> tuple[Relations, ...]:
        """The same relations, solved for the sines or for the cosines."""
        pairs = sum(relation.low is not None for relation in self.relations)
        choices = product((False, True), repeat=pairs)
        views = []
        for choice in choices if pairs <= MIRRORED else ((False,) * pairs, (True,) * pairs):
            flips = iter(choice)
            views.append(
                replace(
                    self,
                    relations=tuple(
                        relation.mirrored()
                        if relation.low is not None and next(flips)
                        else relation
                        for relation in self.relations
                    ),
                )
            )
        return tuple(views)

    def _factored(self, x: Any) -> Any:
        """Take sines out of the normal form: cos² t - cos⁴ t is sin² t cos² t."""
        x, taken = self.reduce(x), self.ring.one
        for relation in self.relations:
            if relation.low is None:
                continue
            sine = self.ring.gens[relation.high]
            while x and (rest := _divided_by(x, relation)) is not None:
                x, taken = rest, taken * sine
        return x * taken

    def _without_common_factor(self, top: Any, bottom: Any) -> tuple[Any, Any]:
        """Divide out the greatest common divisor over the field of the square roots of numbers."""
        if not all(relation.square.is_ground for relation in self.relations):
            return top, bottom
        radicands = {relation.high: int(relation.square.coeff(1)) for relation in self.relations}
        if _is_free(top, radicands) and _is_free(bottom, radicands):
            return top, bottom
        return without_common_factor(top, bottom, radicands)


def _reduced(x: Any, relation: Relation) -> Any:
    """Replace every even power of one generator."""
    high = relation.high
    if all(monomial[high] < 2 for monomial in x.itermonoms()):
        return x
    parts: dict[int, Any] = {}
    for monomial, coefficient in x.iterterms():
        power = monomial[high]
        rest = (*monomial[:high], power % 2, *monomial[high + 1 :])
        parts.setdefault(power // 2, x.ring.zero)[rest] = coefficient
    return sum((part * relation.square**power for power, part in parts.items()), x.ring.zero)


def _conjugate(x: Any, high: int) -> Any:
    """Change the sign of one generator."""
    return x.ring.from_dict(
        {monomial: -c if monomial[high] % 2 else c for monomial, c in x.iterterms()}
    )


def _divided_by(x: Any, relation: Relation) -> Any | None:
    """Return x / sin t in normal form, or None if that is no polynomial.

    (A + B sin t) / sin t = B + (A / sin² t) sin t.
    """
    ring, high = x.ring, relation.high
    sine = ring.gens[high]
    with_sine = ring.from_dict(
        {(*m[:high], 0, *m[high + 1 :]): c for m, c in x.iterterms() if m[high]}
    )
    without = ring.from_dict({m: c for m, c in x.iterterms() if not m[high]})
    whole, remainder = divmod(without, relation.square)
    return None if remainder else with_sine + whole * sine


def _is_free(x: Any, generators: Iterable[int]) -> bool:
    return not any(monomial[g] for monomial in x.itermonoms() for g in generators)


def _degree(x: Any) -> int:
    return max((sum(monomial) for monomial in x.itermonoms()), default=0)


def _length(x: Any) -> tuple[int, int]:
    """Order quotients by what there is to write."""
    return len(x.numer) + (len(x.denom) if x.denom != 1 else 0), _degree(x.numer) + _degree(x.denom)
