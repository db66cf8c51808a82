"""Numbers that are easily read off a picture: 1, 2 or 5 times a power of ten."""

from __future__ import annotations

import math
from fractions import Fraction

__all__ = ["round_below", "round_near"]

_STEPS = (1, 2, 5, 10)


def round_below(x: float) -> Fraction:
    """Return the largest 1, 2 or 5 times a power of ten that is not above a positive number.

    Examples
    --------
    >>> round_below(3.9), round_below(0.5), round_below(12)
    (Fraction(2, 1), Fraction(1, 2), Fraction(10, 1))
    """
    decade = _decade(x)
    return max(c for c in (step * decade for step in _STEPS) if c <= x * (1 + 1e-12))


def round_near(x: float) -> Fraction:
    """Return the 1, 2 or 5 times a power of ten whose ratio to a positive number is nearest to 1.

    Examples
    --------
    >>> round_near(0.8), round_near(3.9), round_near(30)
    (Fraction(1, 1), Fraction(5, 1), Fraction(20, 1))
    """
    decade = _decade(x)
    return min((step * decade for step in _STEPS), key=lambda c: abs(math.log(c / x)))


def _decade(x: float) -> Fraction:
    """Return the largest power of ten that is not above a positive number."""
    power = math.floor(math.log10(x) + 1e-12)
    return Fraction(10) ** power
