"""Functions that SymPy lacks, or evaluates slowly at constants: logarithms to a base, angles."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp


def logarithm(x: sp.Expr, base: sp.Expr = sp.E) -> sp.Expr:
    """Return the logarithm to a base, a rational one where it is.

    Examples
    --------
    >>> logarithm(sp.Integer(8), sp.Integer(4)), logarithm(sp.sqrt(10), sp.Integer(10))
    (3/2, 1/2)
    """
    quotient = sp.log(x) / sp.log(base)
    if not quotient.free_symbols and (exact := sp.expand_log(quotient)).is_Rational:
        return exact
    return quotient


def angle(y: sp.Expr, x: sp.Expr) -> sp.Expr:
    """Return the angle of (x, y), from -π to π; of constants by the arctangent.

    Examples
    --------
    >>> angle(sp.Integer(1), sp.Integer(-1)), angle(sp.Symbol("y"), sp.Symbol("x"))
    (3*pi/4, atan2(y, x))
    """
    if not y.free_symbols and not x.free_symbols:
        right, up = sign_of(x), sign_of(y)
        if right == 1:
            return sp.atan(y / x)
        if up in (1, -1):
            return up * sp.pi / 2 - sp.atan(x / y)
        if right is not None and up == 0:
            return sp.pi if right else sp.nan
    return sp.atan2(y, x, evaluate=False)


def sign_of(constant: sp.Expr) -> int | None:
    """Return 1, -1 or 0; None where too few digits are found to tell."""
    if constant.is_Rational:
        return int(sp.sign(constant))
    value = constant.evalf(5)
    # SymPy leaves one digit to a value that may be zero.
    known = value.is_Float and value._prec > 1
    return int(sp.sign(value)) if known else None


def quotient_of(
    above: Callable[..., sp.Expr] | None, below: Callable[..., sp.Expr]
) -> Callable[[sp.Expr], sp.Expr]:
    """Make one of cot, sec, csc: of a constant, the quotient that it is."""
    whole = {sp.cos: sp.sec, sp.sin: sp.cot if above else sp.csc}[below]

    def function(x: sp.Expr) -> sp.Expr:
        if x.free_symbols:
            return whole(x)
        return (above(x) if above else sp.S.One) / below(x)

    return function
