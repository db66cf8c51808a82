"""The entries of a symbolic matrix as polynomials in what varies, over a real field of numbers.

What varies are the symbols, and functions of them that are no polynomials (cos t, √a, eᵃ), each a
variable of its own with what is known of it: its relations (sin²t + cos²t = 1), its sign, and where
it is defined.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.polys.rings import PolyRing

from linalg.conditions.signs import Polynomial, in_lowest_terms
from linalg.errors import LimitError, LinalgError
from linalg.language import say
from linalg.rings.number_fields import element, number_field

LARGEST_DEGREE_OF_FIELD = 16
"""The product of the degrees of the radicals among the numbers."""
LARGEST_ENTRY = 300
"""Terms of an entry."""
LARGEST_EXPONENT = 64


@dataclass(frozen=True, eq=False)
class Parameters:
    """The ring of the entries, and what is known of its variables.

    Attributes
    ----------
    ring : sympy.polys.rings.PolyRing
        Its symbols are expressions.
    relations : tuple of polynomials
        What is always zero.
    nonnegative, positive : frozenset of int
        The places of variables that are never negative; of these, those that are never zero.
    defined : tuple of sympy relations
        Where all entries are defined, in the symbols.
    """

    ring: Any
    relations: tuple[Polynomial, ...]
    nonnegative: frozenset[int]
    positive: frozenset[int]
    defined: tuple[sp.Rel, ...]

    def denominators(self) -> Iterable[Polynomial]:
        """Yield what is not zero where the entries are defined, as far as it is in the ring."""
        for condition in self.defined:
            names: set[sp.Expr] = set()
            radicals: set[sp.Expr] = set()
            if isinstance(condition, sp.Ne | sp.Gt):
                _collect(condition.lhs, names, radicals)
                if names <= set(self.ring.symbols) and not radicals:
                    yield self.fraction(condition.lhs)[0]

    def fraction(self, expression: sp.Expr) -> tuple[Polynomial, Polynomial]:
        """Return numerator and denominator of an entry as polynomials without common factor."""
        return _Reader(self.ring).fraction(expression)


def parameters_of(expressions: Iterable[sp.Expr]) -> Parameters:
    """Find the variables of some expressions and the field of their numbers.

    Raises
    ------
    LimitError
        If the numbers need a field, or the entries polynomials, beyond the bounds.
    """
    expressions = [sp.sympify(x) for x in expressions]
    names: set[sp.Expr] = set().union(*(x.free_symbols for x in expressions))
    radicals: set[sp.Expr] = set()
    for x in expressions:
        _collect(x, names, radicals)
    gens = sorted(names, key=lambda x: (not x.is_Symbol, sp.default_sort_key(x)))
    ring = PolyRing(gens, _field(radicals), sp.lex)
    places = {x: i for i, x in enumerate(gens)}
    positive = frozenset(i for x, i in places.items() if _is_positive(x))
    nonnegative = frozenset(i for x, i in places.items() if _is_nonnegative(x))
    return Parameters(
        ring,
        tuple(_relations(ring, places)),
        nonnegative | positive,
        positive,
        tuple(where_defined(expressions)),
    )


def _collect(x: sp.Expr, names: set[sp.Expr], radicals: set[sp.Expr]) -> None:
    if x.is_Rational:
        return
    if x.is_Add or x.is_Mul or (x.is_Pow and x.exp.is_Integer):
        for part in x.args:
            _collect(part, names, radicals)
    elif _is_radical(x):
        radicals.add(x)
    else:
        name, _ = _variable(x)
        names.add(name)
        if _is_root_of_polynomial(name):
            _collect(name.base, names, radicals)  # π beside √(a + π)


def _is_radical(x: sp.Expr) -> bool:
    """Say whether x is a root of a number in which only roots occur; tan(π/7) is a variable."""
    if not (x.is_Pow and x.exp.is_Rational and not x.exp.is_Integer and x.base.is_number):
        return False
    return bool(x.is_algebraic) and not x.atoms(sp.Function)


def _variable(x: sp.Expr) -> tuple[sp.Expr, int]:
    """The variable of which x is a power, and the exponent: exp(2t) = (exp t)², a^(3/2) = (√a)³."""
    if isinstance(x, sp.exp):
        count, rest = x.exp.as_coeff_Mul()
        if count.is_Integer and count != 0:
            return sp.exp(rest), int(count)
    if x.is_Pow and x.exp.is_Rational:
        return x.base ** sp.Rational(1, x.exp.q), int(x.exp.p)
    return x, 1


def _is_root_of_polynomial(x: sp.Expr) -> bool:
    symbols = x.free_symbols
    return bool(symbols and x.is_Pow and x.exp.is_Rational and x.base.is_polynomial(*symbols))


def _field(radicals: set[sp.Expr]) -> Any:
    if math.prod(x.exp.q for x in radicals) > LARGEST_DEGREE_OF_FIELD:
        raise LimitError(
            "the cases are not worked out beside so many roots of numbers; put letters for them"
        )
    return number_field(frozenset(radicals)) if radicals else sp.QQ


def _is_positive(x: sp.Expr) -> bool:
    if x.is_number:
        return bool(x.is_positive)  # π, log 2
    return bool(isinstance(x, sp.exp | sp.cosh) or (x.is_Pow and x.base.is_positive))


def _is_nonnegative(x: sp.Expr) -> bool:
    return isinstance(x, sp.Abs) or bool(x.is_Pow and x.exp.is_Rational and x.exp.q % 2 == 0)


def _relations(ring: Any, places: dict[sp.Expr, int]) -> Iterable[Polynomial]:
    """Yield sin² + cos² - 1, cosh² - sinh² - 1, and (ᵏ√x)ᵏ - x, where both stand there."""
    reader = _Reader(ring)
    for x, i in places.items():
        if isinstance(x, sp.cos) and (partner := sp.sin(x.args[0])) in places:
            yield ring.gens[i] ** 2 + ring.gens[places[partner]] ** 2 - 1
        if isinstance(x, sp.cosh) and (partner := sp.sinh(x.args[0])) in places:
            yield ring.gens[i] ** 2 - ring.gens[places[partner]] ** 2 - 1
        if _is_root_of_polynomial(x):
            top, bottom = reader.fraction(x.base)
            yield ring.gens[i] ** x.exp.q * bottom - top


def where_defined(expressions: Iterable[sp.Expr]) -> Iterable[sp.Rel]:
    """Yield what denominators, radicands and logarithms ask for, each once.

    >>> a, b = sp.symbols("a b")
    >>> list(where_defined([sp.sqrt(a) / b]))
    [a >= 0, Ne(b, 0)]
    """
    seen: set[sp.Rel] = set()
    for part in (part for x in expressions for part in sp.preorder_traversal(x)):
        if not part.free_symbols:
            continue
        condition: Any = None
        if part.is_Pow and part.exp.is_Rational and not part.exp.is_Integer and part.exp.q % 2 == 0:
            condition = part.base > 0 if part.exp < 0 else part.base >= 0
        elif part.is_Pow and part.exp.is_negative:
            condition = sp.Ne(part.base, 0)
        elif part.is_Pow and not part.exp.is_Rational and not part.base.is_positive:
            condition = part.base > 0
        elif isinstance(part, sp.log):
            condition = part.args[0] > 0
        elif isinstance(part, sp.tan):
            condition = sp.Ne(sp.cos(part.args[0]), 0)
        elif isinstance(part, sp.asin | sp.acos):
            condition = sp.Abs(part.args[0]) <= 1
        if isinstance(condition, sp.Rel) and condition not in seen:
            seen.add(condition)
            yield condition


@dataclass(frozen=True)
class _Reader:
    """Reads an expression into a ring whose symbols are its variables."""

    ring: Any

    def fraction(self, x: sp.Expr) -> tuple[Polynomial, Polynomial]:
        ring = self.ring
        if x.is_Rational or _is_radical(x):
            return ring.ground_new(element(ring.domain, x)), ring.one
        if x.is_Add:
            top, bottom = ring.zero, ring.one
            for part in x.args:
                p, q = self.fraction(part)
                if q == bottom:
                    top = top + p
                else:
                    top, bottom = self._times(top, q) + self._times(p, bottom), bottom * q
                    top, bottom = in_lowest_terms(top, bottom)
            return top, bottom
        if x.is_Mul:
            top, bottom = ring.one, ring.one
            for part in x.args:
                p, q = self.fraction(part)
                top, bottom = self._times(top, p), self._times(bottom, q)
            return in_lowest_terms(top, bottom)
        base, exponent = (x.base, int(x.exp)) if x.is_Pow and x.exp.is_Integer else _variable(x)
        if base == x:
            return ring.gens[ring.symbols.index(x)], ring.one
        if abs(exponent) > LARGEST_EXPONENT:
            raise LimitError(
                say(
                    "an exponent of {exponent}; at most {most} is read",
                    exponent=str(exponent),
                    most=LARGEST_EXPONENT,
                )
            )
        p, q = self.fraction(base)
        if math.comb(max(len(p), len(q)) + abs(exponent) - 1, abs(exponent)) > LARGEST_ENTRY:
            raise LimitError(
                "an entry has too many terms for its cases to be worked out; put numbers in"
            )
        if exponent < 0 and not p:
            raise LinalgError(f"{x} divides by zero")
        p, q = p ** abs(exponent), q ** abs(exponent)
        return (p, q) if exponent > 0 else in_lowest_terms(q, p)

    def _times(self, p: Polynomial, q: Polynomial) -> Polynomial:
        if len(p) * len(q) > 10 * LARGEST_ENTRY:
            raise LimitError(
                "an entry has too many terms for its cases to be worked out; put numbers in"
            )
        return p * q
