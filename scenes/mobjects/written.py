"""Numbers as a film writes them: with so many places, to their own size, or with a power of ten."""

from __future__ import annotations

import math
from typing import NamedTuple

__all__ = ["LOWERED", "Written", "own_places", "read_back"]

_MOST_PLACES = 4  # of a number that is rounded to its own size
_ROUNDING = 1e-12  # of a number: what arithmetic leaves
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = {raised: low for low, raised in _RAISED.items()}
"""The digits and the sign for each raised one, for ``str.translate``."""


class Written(NamedTuple):
    """The way numbers are written: with so many places, or with a power of ten.

    Attributes
    ----------
    places : int or None
        Digits after the point; None for three digits of each number's own, at most four after it.
    mantissa : int
        Digits after the point of a number with a power of ten.
    least, most : float
        What is nearer to zero than `least`, or at least as far from it as `most`, is written with
        a power of ten; zero itself is not.
    trimmed : bool
        Whether zeros at the end are left out where nothing was rounded.
    signed : bool
        Whether a positive number wears its sign.

    Examples
    --------
    >>> plain, fine = Written(), Written(least=1e-3)
    >>> plain.of(-2.5), plain.of(-1e-9), fine.of(1e-9), plain.of(2.5e6)
    ('−2.50', '0.00', '1.00×10⁻⁹', '2.50×10⁶')
    >>> [Written(places=None).of(x) for x in (50076, 10.41, 0.0171, -2.5)]
    ['50076', '10.4', '0.0171', '−2.50']
    >>> change = Written(places=None, trimmed=True, signed=True)
    >>> change.of(0.1), change.of(-2), change.of(1 / 3), change.of(0)
    ('+0.1', '−2', '+0.333', '0')
    """

    places: int | None = 2
    least: float = 0.0
    most: float = 1e5
    mantissa: int = 2
    trimmed: bool = False
    signed: bool = False

    def of(self, value: float) -> str:
        """Write a number."""
        if not math.isfinite(value):
            return "?" if math.isnan(value) else "∞" if value > 0 else "−∞"
        size = abs(value)
        if size >= self.most or 0 < size < self.least:
            factor, _, exponent = f"{size:.{self.mantissa}e}".partition("e")
            if self.trimmed and abs(float(f"{factor}e{exponent}") - size) <= _ROUNDING * size:
                factor = factor.rstrip("0").rstrip(".") if "." in factor else factor
            digits = factor + "×10" + str(int(exponent)).translate(_RAISED)
        else:
            places = own_places(size) if self.places is None else self.places
            digits = f"{size:.{places}f}"
            value = value if float(digits) else 0.0
            if self.trimmed and abs(float(digits) - size) <= _ROUNDING * size:
                digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        sign = "−" if value < 0 else "+" if value > 0 and self.signed else ""
        return sign + digits


def own_places(size: float) -> int:
    """Return how many digits after the point show three digits of a number."""
    if size == 0:
        return 0
    return min(max(2 - int(f"{size:.2e}".partition("e")[2]), 0), _MOST_PLACES)


def read_back(text: str) -> float:
    """Return the number that a text of `Written` states.

    Examples
    --------
    >>> read_back("−2.50"), read_back("1.00×10⁻⁹"), read_back("−∞")
    (-2.5, 1e-09, -inf)
    """
    plain = text.replace("−", "-").replace("×10", "e").replace("∞", "inf").replace("?", "nan")
    return float(plain.translate(LOWERED))
