"""Numbers that are right but for their last decimals: rounded, or cut off."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

from linalg.language import listing, say
from linalg.notation import formula, words
from linalg.verification.claims import Cause

_MOST_DECIMALS = 8
"""Longer decimals are floats that were computed, not typed."""
_SHOWN = 3
_PRECISION = 30


def rounded_cause(found: Sequence[tuple[object, Any, Any]], name: str) -> Cause | None:
    """Say that every wrong entry is the right one to some decimals, if that is so.

    Parameters
    ----------
    found : sequence of (symbol, found, expected)
        Every entry that is wrong.
    name : str
        The factor that the first of them stands in.

    Examples
    --------
    >>> print(rounded_cause([("x", Fraction(33, 100), Fraction(1, 3))], "x"))
    The numbers are right but for their decimals, and are compared as they stand: x = 1/3, not 0.33.
    """
    written = [_decimal(wrong) for _, wrong, _ in found]
    if not written or not any("." in each for each in written):
        return None
    if not all(is_short_for(wrong, right) for _, wrong, right in found):
        return None
    entries = [
        say("{right}, not {wrong}", right=(formula(symbol), "=", expected), wrong=(words(decimal),))
        for decimal, (symbol, _, expected) in zip(written, found, strict=True)
    ][:_SHOWN]
    entries += [say("and so on")] if len(found) > _SHOWN else []
    said = say(
        "The numbers are right but for their decimals, and are compared as they stand: {entries}.",
        entries=listing(entries, ";"),
    )
    return Cause("rounded", name, None, None, said)


def _decimal(x: Any) -> str:
    """Return a number as a short decimal, or nothing where it is none."""
    if isinstance(x, float):
        x = sp.Rational(repr(x)) if abs(x) < float("inf") else sp.nan
    if isinstance(x, int | Fraction):
        x = sp.Rational(x.numerator, x.denominator)
    if not isinstance(x, sp.Rational):
        return ""
    scaled, places = x, 0
    while scaled.q != 1:
        scaled, places = scaled * 10, places + 1
        if places > _MOST_DECIMALS:
            return ""
    sign = "-" if scaled < 0 else ""
    digits = str(abs(int(scaled))).zfill(places + 1)
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def is_short_for(found: Any, expected: Any) -> bool:
    """Say whether a number is another one rounded, or cut off, to its decimals.

    Examples
    --------
    >>> (
    ...     is_short_for(Fraction(67, 100), Fraction(2, 3)),
    ...     is_short_for(Fraction(1, 2), Fraction(2, 3)),
    ... )
    (True, False)
    """
    decimal, exact = _decimal(found), _number(expected)
    if not decimal or exact is None:
        return False
    unit = sp.Rational(1, 10 ** max(len(decimal.partition(".")[2]), 1))
    short = sp.Rational(decimal)
    missing = exact - short
    return bool(abs(missing) <= unit / 2 or (exact * missing > 0 and abs(missing) < unit))


def _number(x: Any) -> Any | None:
    """Return a real number for comparing, or None for anything else."""
    if isinstance(x, int | Fraction):
        return sp.Rational(x.numerator, x.denominator)
    if isinstance(x, float):
        return sp.Rational(x) if abs(x) < float("inf") else None
    if not isinstance(x, sp.Expr) or not x.is_number or not x.is_real:
        return None
    return x if x.is_Rational else sp.N(x, _PRECISION)
