"""Intervals that are certain to hold the value of an expression.

What an interval excludes is excluded: this is how an expression is proved not to be zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import sympy as sp
from mpmath import iv

Interval = Any
"""An `mpmath.iv` interval, outward rounded."""

_LARGEST_EXPONENT = 2**64
_LARGEST_ANGLE = 2**256


class UndefinedError(ArithmeticError):
    """No finite real interval: outside the domain, too large, or not known here."""


def enclosure(
    expression: sp.Expr, bits: int, point: Mapping[sp.Symbol, sp.Rational] | None = None
) -> Interval | None:
    """Enclose the value of a real expression.

    Parameters
    ----------
    expression : sympy.Expr
    bits : int
        The precision of the arithmetic.
    point : mapping of Symbol to Rational, optional
        A value for every symbol.

    Returns
    -------
    mpmath.iv interval or None
        None where the expression is not defined over the reals, or may not be.

    Notes
    -----
    `mpmath.iv` rounds outward whatever its precision, so that another thread which changes the
    precision meanwhile makes an interval wider, never wrong.

    Examples
    --------
    >>> 0 in enclosure(sp.log(2) + sp.log(3) - sp.log(6), 64)
    True
    >>> 0 in enclosure(sp.exp(sp.pi * sp.sqrt(163)) - 262537412640768744, 256)
    False
    """
    before = iv.prec
    iv.prec = bits
    try:
        known = {symbol: _rational(value) for symbol, value in (point or {}).items()}
        value = _enclose(expression, known)
        return value if mpmath.isfinite(value.a) and mpmath.isfinite(value.b) else None
    except (UndefinedError, ZeroDivisionError, OverflowError, mpmath.libmp.ComplexResult):
        return None
    finally:
        iv.prec = before


def _enclose(expression: sp.Expr, known: dict[sp.Expr, Interval]) -> Interval:
    """Enclose a node; `known` holds what was enclosed before."""
    if expression not in known:
        known[expression] = _enclose_new(expression, known)
    return known[expression]


def _enclose_new(expression: sp.Expr, known: dict[sp.Expr, Interval]) -> Interval:
    if isinstance(expression, sp.Rational):
        return _rational(expression)
    if expression in _CONSTANTS:
        return _CONSTANTS[expression]()
    arguments = [_enclose(argument, known) for argument in expression.args]
    if isinstance(expression, sp.Pow):
        return _power(expression, *arguments)
    if expression.func not in _FUNCTIONS:
        raise UndefinedError
    return _FUNCTIONS[expression.func](*arguments)


def _rational(value: sp.Rational) -> Interval:
    return iv.mpf(value.p) / iv.mpf(value.q)


def _power(expression: sp.Pow, base: Interval, exponent: Interval) -> Interval:
    if expression.base == sp.E:
        return _exp(exponent)
    if expression.exp == sp.S.Half:
        return iv.sqrt(base)
    if isinstance(expression.exp, sp.Integer):
        return base ** int(expression.exp)
    if base.a > 0:
        return _exp(exponent * iv.log(base))
    if base.a < 0 or exponent.a <= 0:
        raise UndefinedError
    largest = _exp(exponent * iv.log(iv.mpf(base.b))).b if base.b > 0 else 0
    return iv.mpf([0, largest])


def _sum(*terms: Interval) -> Interval:
    return sum(terms, iv.mpf(0))


def _product(*factors: Interval) -> Interval:
    product = iv.mpf(1)
    for factor in factors:
        product *= factor
    return product


def _exp(x: Interval) -> Interval:
    _hold(x, _LARGEST_EXPONENT)
    return iv.exp(x)


def _tanh(x: Interval) -> Interval:
    # through the smaller exponential, which cannot swamp the 1
    if x.b <= 0:
        square = _exp(2 * x)
        return (square - 1) / (square + 1)
    square = _exp(-2 * x)
    return (1 - square) / (1 + square)


def _sign(x: Interval) -> Interval:
    if x.a > 0 or x.b < 0:
        return iv.mpf(1 if x.a > 0 else -1)
    raise UndefinedError


def _atan2(y: Interval, x: Interval) -> Interval:
    """Enclose the angle of (x, y) where the sign of a coordinate keeps it off the negative axis."""
    atan = _monotone(mpmath.atan)
    if x.a > 0:
        return atan(y / x)
    if y.a > 0 or y.b < 0:
        return iv.pi / 2 * (1 if y.a > 0 else -1) - atan(x / y)
    raise UndefinedError


def _step(x: Interval, *_: Interval) -> Interval:
    return (1 + _sign(x)) / 2


def _delta(x: Interval, *_: Interval) -> Interval:
    _sign(x)
    return iv.mpf(0)


def _circular(function: Callable[[Interval], Interval]) -> Callable[[Interval], Interval]:
    def enclosed(x: Interval) -> Interval:
        _hold(x, _LARGEST_ANGLE)
        return function(x)

    return enclosed


def _monotone(function: Callable[[Any], Any]) -> Callable[[Interval], Interval]:
    """Enclose a rising function that `mpmath.iv` lacks: its end values, some bits given away."""

    def enclosed(x: Interval) -> Interval:
        with mpmath.workprec(iv.prec + 20):
            ends = [function(mpmath.mpf(end)) for end in (x._mpi_[0], x._mpi_[1])]
            if not all(isinstance(end, mpmath.mpf) for end in ends):
                raise UndefinedError
            slack = mpmath.ldexp(1, -iv.prec)
            return iv.mpf([ends[0] - slack, ends[1] + slack])

    return enclosed


def _hold(x: Interval, bound: int) -> None:
    """Keep away from arguments that would need as many digits as their size."""
    if not (x.a > -bound and x.b < bound):
        raise UndefinedError


_CONSTANTS: dict[sp.Expr, Callable[[], Interval]] = {
    sp.pi: lambda: +iv.pi,
    sp.E: lambda: +iv.e,
}
_FUNCTIONS: dict[type, Callable[..., Interval]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.exp: _exp,
    sp.log: iv.log,
    sp.sin: _circular(iv.sin),
    sp.cos: _circular(iv.cos),
    sp.tan: _circular(iv.tan),
    sp.cot: _circular(lambda x: iv.cos(x) / iv.sin(x)),
    sp.sec: _circular(lambda x: 1 / iv.cos(x)),
    sp.csc: _circular(lambda x: 1 / iv.sin(x)),
    sp.asin: _monotone(mpmath.asin),
    sp.acos: lambda x: iv.pi / 2 - _monotone(mpmath.asin)(x),
    sp.atan: _monotone(mpmath.atan),
    sp.atan2: _atan2,
    sp.sinh: lambda x: (_exp(x) - _exp(-x)) / 2,
    sp.cosh: lambda x: (_exp(x) + _exp(-x)) / 2,
    sp.tanh: _tanh,
    sp.asinh: _monotone(mpmath.asinh),
    sp.acosh: _monotone(mpmath.acosh),
    sp.atanh: _monotone(mpmath.atanh),
    sp.Abs: abs,
    sp.sign: _sign,
    sp.Heaviside: _step,
    sp.DiracDelta: _delta,
    sp.erf: _monotone(mpmath.erf),
    sp.Max: lambda *xs: iv.mpf([max(x.a for x in xs), max(x.b for x in xs)]),
    sp.Min: lambda *xs: iv.mpf([min(x.a for x in xs), min(x.b for x in xs)]),
}

KNOWN = frozenset(_FUNCTIONS)
"""The functions that have intervals."""
