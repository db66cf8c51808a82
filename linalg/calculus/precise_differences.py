"""Derivatives compared with differences in so many digits that rounding plays no part.

With hundreds of digits a step can be smaller than any scale of the function, 1/x near 0 or
sin(10⁹x). An error of truncation falls with the step; the error of a wrong derivative does not. So
two steps tell them apart, and no tolerance has to be chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import mpmath
import sympy as sp
from mpmath import iv

from linalg.numbers.intervals import KNOWN, Interval, enclosure

Point = Mapping[sp.Symbol, sp.Rational]

FLOATS = 1e-10
"""By how much of its size a derivative of an expression with floats may be rounded."""

FALL = 20
"""The second step is 2⁻²⁰ of the first."""

AS_THE_STEP, AT_ALL = 2.0 ** (1 - FALL), 0.5
"""What is left of something that falls as the step does, or in any power of it."""


class Error(NamedTuple):
    """The distance of a derivative from a difference, and the largest that it may be."""

    residual: mpmath.mpf
    bound: mpmath.mpf


NO_VALUE = Error(mpmath.inf, mpmath.mpf(0))
"""Where there is nothing to compare."""


def exact(expression: sp.Expr) -> sp.Expr:
    """Return an expression with its floats as the fractions that they are."""
    floats = expression.atoms(sp.Float)
    return expression.xreplace({f: sp.Rational(f) for f in floats})


def enclosed(expression: sp.Expr, bits: int, point: Point) -> Interval | None:
    """Enclose a value; functions without intervals are evaluated by SymPy. None: no real value."""
    if {part.func for part in expression.atoms(sp.Function)} <= KNOWN:
        return enclosure(expression, bits, point)
    value = expression.xreplace(dict(point)).evalf(int(0.302 * bits))
    if not value.is_Float and not value.is_Rational:
        return None
    number = mpmath.mpf(value._mpf_ if value.is_Float else sp.Float(value, int(0.4 * bits))._mpf_)
    slack = abs(number) * mpmath.ldexp(1, 20 - bits)
    return iv.mpf([number - slack, number + slack])


def slope_errors(
    functions: Sequence[sp.Expr],
    slopes: Sequence[sp.Expr],
    variables: Sequence[sp.Symbol],
    point: Sequence[sp.Rational],
    ahead: Sequence[sp.Rational],
) -> list[Error] | None:
    """Compare slopes along a direction with difference quotients.

    Floats in the expressions stand for the fractions that they are; the slopes may then be rounded.

    Parameters
    ----------
    functions, slopes : sequence of m expressions
        The slope of each function along `ahead`, as it is claimed.
    variables : sequence of n symbols
    point, ahead : sequence of n rationals

    Returns
    -------
    list of Error, or None
        None where a function has no value, or too few digits.
    """
    rounding = FLOATS if any(e.has(sp.Float) for e in (*functions, *slopes)) else 0.0
    functions, slopes = [*map(exact, functions)], [*map(exact, slopes)]
    for bits in (256, 1024, 4096):
        steps = (0, sp.Rational(1, 2**80), sp.Rational(1, 2 ** (80 + FALL)))
        places = [
            {v: x + h * u for v, x, u in zip(variables, point, ahead, strict=True)} for h in steps
        ]
        rows = [[enclosed(f, bits, place) for place in places] for f in functions]
        claims = [enclosed(slope, bits, places[0]) for slope in slopes]
        if any(value is None for value in (*claims, *(v for row in rows for v in row))):
            return None
        with Precision(bits):
            found = [
                _slope_error(row, claim, rounding) for row, claim in zip(rows, claims, strict=True)
            ]
        if all(error is not None for error in found):
            return [error for error in found if error is not None]
    return None


def contact_errors(
    remainder: sp.Expr, t: sp.Symbol, order: int, share: float
) -> list[Error] | None:
    """Compare a remainder's first derivatives at t = 0, seen from t > 0, with zero.

    Parameters
    ----------
    remainder : sympy.Expr
        In t alone.
    t : sympy.Symbol
    order : {1, 2}
    share : float
        What may be left at the second step of a derivative at the first one.

    Returns
    -------
    list of Error, or None
        Of the value, the slope and, for order 2, the second derivative; None where there is no
        value.

    Examples
    --------
    >>> t = sp.Symbol("t")
    >>> [ratio(error) <= 1 for error in contact_errors(sp.cos(t) - 1, t, 2, 0.5)]
    [True, True, False]
    """
    bits = 1024
    heights = [[sp.Rational(i, 2**k) for i in range(order + 1)] for k in (120, 120 + FALL)]
    rows = [[enclosed(remainder, bits, {t: height}) for height in row] for row in heights]
    if any(value is None for row in rows for value in row):
        return None
    with Precision(bits):
        (before, after), errors = map(_derivatives, rows, (120, 120 + FALL)), []
        for k, (first, second) in enumerate(zip(before, after, strict=True)):
            allowed = share * largest(first) if k else mpmath.mpf(0)
            errors.append(Error(largest(second), allowed + width(second)))
    return errors


def _derivatives(row: Sequence[Interval], k: int) -> list[Interval]:
    """Value, slope and second derivative from values at 0, h and 2h, where h = 2⁻ᵏ."""
    found = [row[0], (row[1] - row[0]) * iv.mpf(2) ** k]
    if len(row) == 3:
        found.append((row[2] - 2 * row[1] + row[0]) * iv.mpf(2) ** (2 * k))
    return found


def _slope_error(row: Sequence[Interval], claim: Interval, rounding: float) -> Error | None:
    here, near, nearer = row
    first = (near - here) * iv.mpf(2) ** 80
    second = (nearer - here) * iv.mpf(2) ** (80 + FALL)
    before, after = first - claim, second - claim
    size = max(largest(second), largest(claim))
    slack = width(after)
    if slack > size * mpmath.mpf(2) ** -30 and largest(claim) > 0:
        return None
    return Error(largest(after), largest(before) / 2 + slack + rounding * size)


class Precision:
    """A context in which interval arithmetic has so many bits."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = iv.prec, mpmath.mp.prec
        iv.prec = mpmath.mp.prec = self.bits

    def __exit__(self, *_: Any) -> None:
        iv.prec, mpmath.mp.prec = self.before


def largest(interval: Interval) -> mpmath.mpf:
    """The largest absolute value in an interval."""
    low, high = ends(interval)
    return max(abs(low), abs(high))


def width(interval: Interval) -> mpmath.mpf:
    """The length of an interval."""
    low, high = ends(interval)
    return high - low


def ends(interval: Interval) -> tuple[mpmath.mpf, mpmath.mpf]:
    """The ends of an interval, as numbers."""
    low, high = interval._mpi_
    return mpmath.mp.make_mpf(low), mpmath.mp.make_mpf(high)


def rounding_of(derivative: sp.Expr, point: Point) -> mpmath.mpf:
    """Bound what floats may make of a derivative: its width in their arithmetic, and some ulps."""
    here = enclosed(derivative, 53, point)
    if here is None:
        return mpmath.mpf(0)
    return 8 * width(here) + largest(here) * mpmath.mpf(2) ** -46


def ratio(error: Error) -> float:
    """The residual in units of its bound: no residual is 0, also where nothing is allowed."""
    if error.residual == 0:
        return 0.0
    return float(error.residual / error.bound) if error.bound else float("inf")
