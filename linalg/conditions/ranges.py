"""The values that functions take: cos t is never 2, tanh t never 1, cosh t never less than 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from linalg.conditions.signs import Polynomial, coefficients_in, sign_of_number


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, None for no end; every value lies in it."""

    low: sp.Rational | None
    high: sp.Rational | None
    open: bool = False

    def holds_root(self, coefficients: list[Any], domain: Any) -> bool:
        """Say whether a polynomial, highest coefficient first, may be zero at some value."""
        ends = [end for end in (self.low, self.high) if end is not None]
        if domain.is_QQ:
            polynomial = sp.Poly(list(map(domain.to_sympy, coefficients)), sp.Dummy())
            outside = sum(polynomial.eval(end) == 0 for end in ends) if self.open else 0
            return bool(polynomial.count_roots(self.low, self.high) > outside)
        if len(coefficients) != 2:
            return True
        value = -coefficients[1] / coefficients[0]
        above = 1 if self.low is None else _sign(value, self.low, domain)
        below = 1 if self.high is None else -_sign(value, self.high, domain)
        return min(above, below) > (0 if self.open else -1)


def _sign(value: Any, end: sp.Rational, domain: Any) -> int:
    return sign_of_number(value - domain.from_sympy(end), domain)


_ONE, _HALF_PI = sp.S.One, sp.Rational(11, 7)
"""11/7 is a little more than π/2."""
_RANGES: dict[Any, Range] = {
    sp.cos: Range(-_ONE, _ONE),
    sp.sin: Range(-_ONE, _ONE),
    sp.tanh: Range(-_ONE, _ONE, open=True),
    sp.cosh: Range(_ONE, None),
    sp.exp: Range(sp.S.Zero, None, open=True),
    sp.Abs: Range(sp.S.Zero, None),
    sp.asin: Range(-_HALF_PI, _HALF_PI, open=True),
    sp.atan: Range(-_HALF_PI, _HALF_PI, open=True),
    sp.acos: Range(sp.S.Zero, 2 * _HALF_PI),
}


def range_of(name: sp.Expr) -> Range | None:
    """Return what is known of the values of a variable, a function or an even root; else None."""
    if name.is_Pow and name.exp.is_Rational and name.exp.q % 2 == 0:
        return Range(sp.S.Zero, None)
    return _RANGES.get(type(name))


def may_be_zero(p: Polynomial, i: int) -> bool:
    """Say whether p, a polynomial in variable i alone, is zero at a value that i can have.

    Examples
    --------
    >>> from sympy.polys.rings import PolyRing
    >>> ring = PolyRing([sp.cos(sp.Symbol("t"))], sp.QQ)
    >>> c = ring.gens[0]
    >>> [may_be_zero(p, 0) for p in (c - 1, c - 2, c**2 - 2, 2 * c**2 - 1)]
    [True, False, False, True]
    """
    values = range_of(p.ring.symbols[i])
    if values is None:
        return True
    return values.holds_root([c.coeff(1) for c in coefficients_in(p, i)], p.ring.domain)
