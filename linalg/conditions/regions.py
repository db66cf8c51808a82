"""Regions of an answer by cases: some polynomials vanish, others do not.

A region is cut by one condition after the other. "p = 0" is solved for a variable wherever that is
possible over the reals, and else remains as an equation, modulo which everything is reduced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import prod
from typing import Any

import sympy as sp
from sympy.polys.groebnertools import groebner

from linalg.conditions.parameters import Parameters
from linalg.conditions.ranges import may_be_zero
from linalg.conditions.signs import (
    Polynomial,
    coefficients_in,
    discriminant,
    even_sign,
    fixed_sign,
    in_lowest_terms,
    irreducible_factors,
    is_never_positive,
    normalised,
    sign_of_number,
    variables_of,
)
from linalg.errors import LimitError, UndecidedZeroError
from linalg.numbers.zero import is_zero

LARGEST_EQUATIONS = 6
"""Equations that remain unsolved side by side."""
LARGEST_BASIS = 24
"""The number of variables in such equations times the product of the degrees of as many equations,
which bounds the work of a Gröbner basis."""
LARGEST_DEGREE = 12
"""The total degree of such an equation."""

Rows = tuple[tuple[Polynomial, ...], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Region:
    """The points where the equations hold and the polynomials of `nonzero` are not zero.

    Attributes
    ----------
    parameters : Parameters
    values : tuple of (place, numerator, denominator)
        Variables that are solved for.
    equations : tuple of polynomials
        What is zero and is not solved: irreducible, reduced modulo each other.
    nonzero : tuple of polynomials
        Irreducible, in the order in which they were asked for.
    implied : frozenset of polynomials
        Irreducible ones that follow from these: they are not zero without being a condition.
    given : frozenset of polynomials
        Irreducible ones that are not zero wherever the entries are defined.
    """

    parameters: Parameters
    values: tuple[tuple[int, Polynomial, Polynomial], ...] = ()
    equations: tuple[Polynomial, ...] = ()
    nonzero: tuple[Polynomial, ...] = ()
    implied: frozenset[Polynomial] = frozenset()
    given: frozenset[Polynomial] = frozenset()

    def reduced(self, p: Polynomial) -> Polynomial:
        """Return what is left of p modulo the equations."""
        return p.rem(list(self.equations)) if p and self.equations else p

    def at(self, p: Polynomial) -> Polynomial:
        """Return p with what is solved put in, times something that is not zero, and reduced."""
        return self.row_at((p,))[0]

    def row_at(self, row: Sequence[Polynomial]) -> list[Polynomial]:
        """Return polynomials with what is solved put in, all times the same, and reduced."""
        for i, top, bottom in self.values:
            row = _put_into(row, i, top, bottom)
        return list(map(self.reduced, row))

    @property
    def solved(self) -> tuple[Polynomial, ...]:
        """The polynomials that are zero because a variable has a value."""
        gens = self.parameters.ring.gens
        return tuple(gens[i] * bottom - top for i, top, bottom in self.values)

    @property
    def unsolved(self) -> tuple[Polynomial, ...]:
        """The equations that are conditions, not relations that always hold."""
        values = replace(self, equations=())
        always = {normalised(values.at(p)) for p in self.parameters.relations if values.at(p)}
        return tuple(e for e in self.equations if normalised(e) not in always)

    def doubtful(self, p: Polynomial) -> tuple[Polynomial, ...] | None:
        """Return the factors of p that may be zero here and may be not; None if p is zero."""
        p = self.reduced(p)
        if not p:
            return None
        found: list[Polynomial] = []
        for factor in irreducible_factors(p):
            vanishes = self._vanishes(factor)
            if vanishes:
                return None
            if vanishes is None:
                found.append(factor)
        return tuple(found)

    def knows(self, p: Polynomial) -> bool:
        """Say whether p is known not to be zero, without factoring it."""
        if p.is_ground:
            return bool(p)
        if len(p) == 1:
            return all(self._is_nonzero_variable(i) for i in variables_of(p))
        p = normalised(p)
        return p in self.nonzero or p in self.implied or p in self.given

    def with_nonzero(self, factors: Sequence[Polynomial], stated: bool = True) -> Region:
        """Return the part of the region where some irreducible factors are not zero."""
        if stated:
            return replace(self, nonzero=(*self.nonzero, *factors))
        return replace(self, implied=self.implied | set(factors))

    def where_zero(self, p: Polynomial, rows: Rows) -> Iterator[tuple[Region, Rows]]:
        """Yield the parts of the region where p is zero, with some rows as they are there.

        A row is a matter of its zeros and of its direction only: it may come back multiplied by
        something that is not zero.
        """
        p = self.reduced(p)
        if not p:
            yield self, rows
            return
        factors = self.doubtful(p) or ()
        if len(factors) > 1:
            for k, factor in enumerate(factors):
                yield from self.with_nonzero(factors[:k]).where_zero(factor, rows)
        elif factors and (left := self.reduced(factors[0])) != factors[0]:
            yield from self.where_zero(left, rows)
        elif factors:
            yield from self._where_irreducible_vanishes(factors[0], rows)

    def _where_irreducible_vanishes(
        self, p: Polynomial, rows: Rows
    ) -> Iterator[tuple[Region, Rows]]:
        if parts := self._vanishing_together(p):
            yield from self._where_all_vanish(parts, rows)
            return
        candidates = self._linear_variables(p)
        for i, coefficient, rest in candidates:
            if self.doubtful(coefficient) == ():
                yield from self._put(i, -rest, coefficient, rows)
                return
        others = {i for e in self.equations for i in variables_of(e)}
        if not candidates or not others & set(variables_of(p)):
            yield from self._with_equation(p, rows)
            return
        i, coefficient, rest = candidates[0]
        yield from self._where_all_vanish((coefficient, p), rows)
        factors = self.doubtful(coefficient) or ()
        yield from self.with_nonzero(factors)._put(i, -rest, coefficient, rows)

    def _where_all_vanish(
        self, parts: Sequence[Polynomial], rows: Rows
    ) -> Iterator[tuple[Region, Rows]]:
        """Yield where several polynomials vanish; they are put beside the rows and move along."""
        if not parts:
            yield self, rows
            return
        first, *rest = parts
        for region, moved in self.where_zero(first, (*rows, tuple(rest))):
            yield from region._where_all_vanish(moved[-1], moved[:-1])

    # What is known of one polynomial.

    def _vanishes(self, p: Polynomial) -> bool | None:
        """Say whether an irreducible polynomial is zero; None if it may be and may be not."""
        nonnegative = self.parameters.nonnegative
        if self.knows(p) or fixed_sign(p, nonnegative):
            return False
        if even_sign(p, nonnegative) and any(
            all(self._is_nonzero_variable(i) for i, e in enumerate(monomial) if e)
            for monomial in p.itermonoms()
        ):
            return False
        names = [p.ring.symbols[i] for i in variables_of(p)]
        varying = [i for i in variables_of(p) if p.ring.symbols[i].free_symbols]
        if len(names) == len(varying) == 1 and not may_be_zero(p, varying[0]):
            return False
        if varying:
            coefficients = coefficients_in(p, varying[0])
            quadratic = len(varying) == 1 < len(names) and len(coefficients) == 3
            return False if quadratic and _is_negative(discriminant(coefficients)) else None
        number = p.as_expr()
        decided = is_zero(number)
        if decided is None:
            raise UndecidedZeroError(number)
        return decided

    def _is_nonzero_variable(self, i: int) -> bool:
        gen = self.parameters.ring.gens[i]
        return i in self.parameters.positive or any(
            gen in known for known in (self.nonzero, self.implied, self.given)
        )

    def _vanishing_together(self, p: Polynomial) -> list[Polynomial]:
        """Return what vanishes wherever p does, if p is of one sign over the reals.

        a² + b² is zero where a and b are; a² + ab + b² where b and 2a + b are.
        """
        ring, nonnegative = p.ring, self.parameters.nonnegative
        if even_sign(p, nonnegative) and len(p) > 1:
            return [ring.from_dict({monomial: ring.domain.one}) for monomial in p.itermonoms()]
        for i in variables_of(p):
            coefficients = coefficients_in(p, i)
            if len(coefficients) != 3 or self.doubtful(coefficients[0]) != ():
                continue
            d = discriminant(coefficients)
            if d and not d.is_ground and is_never_positive(d, nonnegative):
                return [d, 2 * coefficients[0] * ring.gens[i] + coefficients[1]]
        return []

    def _linear_variables(self, p: Polynomial) -> list[tuple[int, Polynomial, Polynomial]]:
        """Return the variables for which p can be solved, the preferred one first.

        Each with its coefficient and the rest. Whole numbers are preferred to fractions, symbols to
        functions, and the last letters to the first: b = 2a.
        """
        symbols, found = p.ring.symbols, []
        for i in variables_of(p):
            coefficients = coefficients_in(p, i)
            name = symbols[i]
            inside = any(name in symbols[j].free_symbols for j in variables_of(p) if j != i)
            if len(coefficients) == 2 and name.free_symbols and not inside:
                unit = abs(coefficients[0].coeff(1)) == 1 if p.ring.domain.is_QQ else True
                rank = (len(coefficients[0]) > 1, not coefficients[0].is_ground, not unit)
                found.append(((*rank, not name.is_Symbol, -i), (i, *coefficients)))
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]

    # Changes of the region.

    def _with_equation(self, p: Polynomial, rows: Rows) -> Iterator[tuple[Region, Rows]]:
        """Yield the part where an equation holds beside the others, none of which can be solved."""
        if not any(self.parameters.ring.symbols[i].free_symbols for i in variables_of(p)):
            return
        equations = _basis((*self.equations, p))
        if any(e.is_ground for e in equations):
            return
        if replace(self, equations=equations)._is_seen_to_be_empty():
            return
        if len(equations) > 1 and (way := self._simpler(equations)) is not None:
            yield from way(rows)
            return
        # Beside a² - 2 = 0 nobody needs to be told that a is not 0.
        moot = [
            q
            for q in self.nonzero
            if variables_of(q) == variables_of(p) and len(set(variables_of(p))) == 1
        ]
        stated = tuple(q for q in self.nonzero if q not in moot)
        region = replace(
            self, equations=equations, nonzero=stated, implied=self.implied | set(moot)
        )
        yield region, tuple(tuple(map(region.reduced, row)) for row in rows)

    def _simpler(
        self, equations: Sequence[Polynomial]
    ) -> Callable[[Rows], Iterator[tuple[Region, Rows]]] | None:
        """Return a way on where an equation of a basis has factors, or can be solved; else None.

        Reducing equations modulo each other brings such factors back: a²(x - k) = 0 beside a ≠ 0.
        Every way leads to more equations, in the sense of their ideal, or to fewer variables, and
        so to an end.
        """
        free = replace(self, equations=())
        for e in equations:
            others = replace(self, equations=tuple(x for x in equations if x is not e))
            factors = free.doubtful(e) or ()
            if len(factors) != 1 or normalised(e) != factors[0]:
                return partial(others._where_one_vanishes, factors)
            for i, coefficient, rest in free._linear_variables(factors[0]):
                if free.doubtful(coefficient) == ():
                    return partial(others._put, i, -rest, coefficient)
        return None

    def _where_one_vanishes(
        self, factors: Sequence[Polynomial], rows: Rows
    ) -> Iterator[tuple[Region, Rows]]:
        """Yield the parts where the first of some irreducible factors that is zero is each."""
        for k, factor in enumerate(factors):
            yield from self.with_nonzero(factors[:k]).where_zero(factor, rows)

    def _is_seen_to_be_empty(self) -> bool:
        """Say whether a product of what is not zero lies in the ideal of the equations."""
        product = self.parameters.ring.one
        for q in (*self.nonzero, *self.implied, *self.given):
            product = self.reduced(product * q)
        return any(not self.reduced(product**k) for k in (1, 2))

    def _put(
        self, i: int, top: Polynomial, bottom: Polynomial, rows: Rows
    ) -> Iterator[tuple[Region, Rows]]:
        """Put a value for a variable everywhere."""
        top, bottom = in_lowest_terms(top, bottom)
        if not self._is_possible(i, top, bottom):
            return
        values = [(j, *_put_into((p, q), i, top, bottom)) for j, p, q in self.values]
        if not all(q for *_, q in values):
            return
        region = Region(parameters=self.parameters, values=(*values, (i, top, bottom)))
        # In this order: what follows from a condition must not make the condition seem needless.
        for name in ("given", "nonzero", "implied"):
            for p in getattr(self, name):
                (moved,) = _put_into((p,), i, top, bottom)
                factors = region.doubtful(moved)
                if factors is None:
                    return
                known = getattr(region, name)
                region = replace(region, **{name: type(known)((*known, *factors))})
        rows = tuple(tuple(_put_into(row, i, top, bottom)) for row in rows)
        waiting = [_put_into((e,), i, top, bottom)[0] for e in self.equations]
        waiting += self._following(i, top, bottom)
        yield from region._where_all_vanish(waiting, rows)

    def _following(self, i: int, top: Polynomial, bottom: Polynomial) -> Iterator[Polynomial]:
        """Yield what is zero with a symbol's value put into functions of it: cos 0 - 1."""
        ring, solved = self.parameters.ring, {j: (p, q) for j, p, q in self.values}
        if not (top.is_ground and bottom.is_ground):
            return
        for j, name in enumerate(ring.symbols):
            if not name.is_Symbol and ring.symbols[i] in name.free_symbols:
                value = name.subs(ring.symbols[i], top.as_expr() / bottom.as_expr())
                p, q = solved.get(j, (ring.gens[j], ring.one))
                if value.is_Rational:
                    yield p - ring.domain.from_sympy(value) * q

    def _is_possible(self, i: int, top: Polynomial, bottom: Polynomial) -> bool:
        """Say whether a variable can have a value, as far as its sign and its range tell."""
        if not (top.is_ground and bottom.is_ground):
            return True
        domain, name = top.ring.domain, top.ring.symbols[i]
        value = top.coeff(1) / bottom.coeff(1)
        sign = sign_of_number(value, domain)
        if name.free_symbols and not may_be_zero(top.ring.gens[i] * bottom - top, i):
            return False
        if i in self.parameters.positive:
            return sign > 0
        return sign >= 0 or i not in self.parameters.nonnegative


def _basis(equations: Sequence[Polynomial]) -> tuple[Polynomial, ...]:
    """Return the reduced Gröbner basis of some equations, within bounds."""
    if len(equations) > LARGEST_EQUATIONS or max(map(_degree, equations)) > LARGEST_DEGREE:
        raise LimitError(
            "the cases meet too many equations without simple solution"
            "; put numbers in for some symbols"
        )
    if len(equations) == 1:
        return tuple(equations)
    varying = {i for e in equations for i in variables_of(e)}
    if len(varying) * prod(sorted(map(_degree, equations))[: len(varying)]) > LARGEST_BASIS:
        raise LimitError(
            "the cases meet equations of too high a degree side by side"
            "; put numbers in for some symbols"
        )
    return tuple(groebner(list(equations), equations[0].ring))


def _degree(p: Polynomial) -> int:
    return max(map(sum, p.itermonoms()))


def _is_negative(number: Polynomial) -> bool:
    """Say whether a polynomial in constants such as π is negative."""
    return bool(sp.N(number.as_expr(), 30) < 0)


def _put_into(
    polynomials: Sequence[Polynomial], i: int, top: Polynomial, bottom: Polynomial
) -> list[Polynomial]:
    """Put top / bottom for a variable, everything times the same power of `bottom`."""
    split = [coefficients_in(p, i) if p else [p] for p in polynomials]
    degree = max(map(len, split), default=1) - 1
    if degree == 0:
        return list(polynomials)
    powers: list[tuple[Any, Any]] = [(top.ring.one, top.ring.one)]
    for _ in range(degree):
        powers.append((powers[-1][0] * top, powers[-1][1] * bottom))
    results = []
    for coefficients in split:
        total = top.ring.zero
        for exponent, c in enumerate(reversed(coefficients)):
            if c:
                total += c * powers[exponent][0] * powers[degree - exponent][1]
        results.append(total)
    return results
