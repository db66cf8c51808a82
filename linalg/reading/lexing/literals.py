"""Plain numbers: whole numbers, fractions and decimals, all exact."""

from __future__ import annotations

import re
from fractions import Fraction

from linalg.errors import LimitError
from linalg.reading.lexing.bounds import EXPONENT, INTEGER_BITS

UNSIGNED_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"

_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,72}|[0-9]{1,72}/[0-9]{1,72}|[0-9]{0,36}\.[0-9]{1,36})")
_LARGEST = 2**INTEGER_BITS


def plain_number(text: str) -> int | Fraction | None:
    """Read a sign and a short number, 3 or -3/4 or 0.25; None for anything else.

    The common case, without a look at the grammar. Division by zero is left to the grammar too,
    which knows the place.
    """
    if not _PLAIN_NUMBER.fullmatch(text):
        return None
    if "/" in text:
        numerator, denominator = map(int, text.split("/"))
        return simplest(Fraction(numerator, denominator)) if denominator else None
    return simplest(Fraction(text)) if "." in text else int(text)


def unsigned_number(text: str) -> int | Fraction:
    """Read the text of one number token exactly: 007, 2.50, .5, 1e-3.

    Raises
    ------
    LimitError
        If the power of ten or the fraction is too large.
    """
    mantissa, _, exponent = text.lower().partition("e")
    if len(exponent.lstrip("+-0")) > 3 or abs(int(exponent or 0)) > EXPONENT:
        raise LimitError(f"a power of ten beyond e{EXPONENT}")
    if exponent or "." in mantissa:
        return bounded(Fraction(mantissa) * Fraction(10) ** int(exponent or 0))
    return bounded(int(mantissa))


def simplest(value: int | Fraction) -> int | Fraction:
    """Return an int where the fraction is whole."""
    return value.numerator if value.denominator == 1 else value


def bounded(value: int | Fraction) -> int | Fraction:
    """Return the number in its simplest form, or raise `LimitError` if it is too long."""
    if abs(value.numerator) >= _LARGEST or value.denominator >= _LARGEST:
        raise LimitError(f"a number of more than {INTEGER_BITS} bits (about 72 digits)")
    return simplest(value)
