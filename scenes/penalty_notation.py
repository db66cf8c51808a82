"""Penalties as formulas: what they charge, and the ball in which they charge no more."""

from __future__ import annotations

import math
from fractions import Fraction

from linalg.notation import fenced, formula, power, symbol, words
from linalg.notation.formula import Script
from optviz.penalties import L1, L2, ElasticNet, MaxNorm, Penalty

__all__ = ["charge", "penalty_name", "within"]

FIRST, SECOND = (fenced(symbol("w", place), "||") for place in (1, 2))


def penalty_name(penalty: Penalty) -> object:
    """Return the name of a penalty as a part of a formula.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> from optviz.penalties import PNorm
    >>> [to_text(penalty_name(p)) for p in (L1(), PNorm(0.5), MaxNorm())]
    ['L1', 'p = 1/2', 'p = inf']
    """
    match penalty:
        case L1() | L2():
            return words(penalty.name)
        case ElasticNet():
            return words("elastic net")
    return ("p", "=", _exactly(penalty.order))


def charge(penalty: Penalty) -> tuple[object, ...]:
    """Return what a penalty charges, in norms.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(charge(ElasticNet(Fraction(1, 2))))
    '1/2 ‖w‖₁ + 1/2 ‖w‖₂²'
    """
    match penalty:
        case L1():
            return (_norm(1),)
        case L2():
            return (_norm(2, 2),)
        case ElasticNet(ratio):
            share = _exactly(ratio)
            return (share, _norm(1), "+", 1 - share, _norm(2, 2))
        case MaxNorm():
            return (_norm(math.inf),)
    return (_norm("p", "p"),)


def within(penalty: Penalty) -> tuple[object, ...]:
    """Return what says that w lies in the ball, written out where that is short.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(within(L1())), to_text(within(MaxNorm()))
    ('|w₁| + |w₂| ≤ t', '‖w‖_inf ≤ t')
    """
    match penalty:
        case L1():
            return (FIRST, "+", SECOND, "<=", "t")
        case L2():
            return (symbol("w", 1, 2), "+", symbol("w", 2, 2), "<=", power("t", 2))
        case ElasticNet():
            return (*charge(penalty), "<=", "c")
        case MaxNorm():
            return (*charge(penalty), "<=", "t")
    return (power(FIRST, "p"), "+", power(SECOND, "p"), "<=", power("t", "p"))


def _norm(order: object, exponent: object = None) -> object:
    sup = None if exponent is None else formula(exponent)
    return Script(fenced("w", "‖‖"), formula(order), sup)


def _exactly(value: float | Fraction) -> float | Fraction:
    """Return a number as it was typed: 1/2 for 0.5, ∞ for infinity."""
    if value == math.inf:
        return math.inf
    return Fraction(value).limit_denominator(1000)
