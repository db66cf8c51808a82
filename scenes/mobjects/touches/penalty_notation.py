"""Penalties as formulas: what they charge, and the ball in which they charge no more."""

from __future__ import annotations

import math
from fractions import Fraction

from linalg.notation import fenced, power, symbol, words
from optviz.planar.touch import Touch
from optviz.regularisation import penalty_formula
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, Penalty
from optviz.regularisation.penalty_formula import norm

__all__ = ["charge", "penalty_name", "penalty_size", "within", "zero_weight"]

FIRST, SECOND = (fenced(symbol("w", place), "||") for place in (1, 2))
Parts = tuple[object, ...]


def penalty_name(penalty: Penalty) -> object:
    """Return the name of a penalty as a part of a formula.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> from optviz.regularisation.penalties import PNorm
    >>> [to_text(penalty_name(p)) for p in (L1(), PNorm(0.5), MaxNorm())]
    ['L1', 'p = 0.5', 'p = inf']
    """
    match penalty:
        case L1() | L2():
            return words(penalty.name)
        case ElasticNet():
            return words("elastic net")
    return ("p", "=", _decimal(penalty.order))


def charge(penalty: Penalty) -> Parts:
    """Return what a penalty charges, in norms, on one line.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(charge(ElasticNet(Fraction(1, 4))))
    '0.25 ‖w‖₁ + 0.75 ‖w‖₂²'
    """
    match penalty:
        case ElasticNet(ratio):
            return (_decimal(ratio), norm(1), "+", _decimal(1 - ratio), norm(2, 2))
        case MaxNorm():
            return (norm(math.inf),)
    return penalty_formula.charge(penalty)


def penalty_size(penalty: Penalty) -> Parts:
    """Return what a penalty charges, weight by weight where that is short.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(penalty_size(L2()))
    'w₁² + w₂²'
    """
    match penalty:
        case L1():
            return (FIRST, "+", SECOND)
        case L2():
            return (symbol("w", 1, 2), "+", symbol("w", 2, 2))
        case ElasticNet() | MaxNorm():
            return charge(penalty)
    return (power(FIRST, "p"), "+", power(SECOND, "p"))


def within(penalty: Penalty) -> Parts:
    """Return what says that w lies in the ball.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(within(L1())), to_text(within(MaxNorm()))
    ('|w₁| + |w₂| ≤ t', '‖w‖_inf ≤ t')
    """
    bounds: dict[type, object] = {L1: "t", L2: power("t", 2), ElasticNet: "c", MaxNorm: "t"}
    return (*penalty_size(penalty), "<=", bounds.get(type(penalty), power("t", "p")))


def zero_weight(touch: Touch) -> Parts:
    """Return what says which weight of a solution is zero, if one is.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> from optviz.planar.planar_fit import penalised
    >>> from optviz.planar.planar_loss import PlanarLoss
    >>> to_text(zero_weight(penalised(PlanarLoss.from_ellipse((2, 1), (1, 1)), L1(), 1)))
    'w₂ = 0'
    """
    (place,) = {0, 1} - set(touch.active)
    return (symbol("w", place + 1), "=", 0)


def _decimal(value: float | Fraction) -> int | float:
    """Return a number to be written with a point: no fraction makes the line higher."""
    number = float(value)
    return int(number) if number.is_integer() else number
