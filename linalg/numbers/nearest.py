"""The floating-point number nearest to a fraction, in any of NumPy's types of floats."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from linalg.errors import LinalgError


def nearest(x: Fraction | int, dtype: Any = np.float64) -> Any:
    """Return the float nearest to x, of two equally near the even one.

    However long numerator and denominator are, they are rounded once: their own floats, whose
    quotient would be rounded three times, may not even exist.

    Parameters
    ----------
    x : Fraction or int
    dtype : floating type of NumPy
        float16, float32, float64 or longdouble.

    Raises
    ------
    LinalgError
        If x is beyond the largest float.

    Examples
    --------
    >>> float(nearest(Fraction(10**400, 3 * 10**400 + 1)))
    0.3333333333333333
    >>> nearest(Fraction(1, 3), np.float32)
    np.float32(0.33333334)
    """
    kind = np.dtype(dtype)
    try:
        return np.float64(x.numerator / x.denominator) if kind == np.float64 else _of_kind(x, kind)
    except OverflowError:
        raise LinalgError(f"a number beyond the largest {kind.name}") from None


def _of_kind(x: Fraction | int, kind: np.dtype[Any]) -> Any:
    """Return what Python's division of integers does for float64, for any type."""
    info, p, q = np.finfo(kind), abs(x.numerator), x.denominator
    bits = int(info.nmant) + 1
    last = p.bit_length() - q.bit_length() - bits  # 2^last is worth the last bit, or half of it
    last += ((p << max(-last, 0)) // (q << max(last, 0))).bit_length() > bits
    last = max(last, int(info.minexp) - int(info.nmant))
    whole, rest = divmod(p << max(-last, 0), q << max(last, 0))
    twice, one = 2 * rest, q << max(last, 0)
    whole += twice > one or (twice == one and whole % 2)
    if whole.bit_length() + last > int(info.maxexp):
        raise OverflowError
    upper, lower = divmod(whole, 2**32)  # either is held without rounding
    size = np.ldexp(kind.type(upper), last + 32) + np.ldexp(kind.type(lower), last)
    return -size if x < 0 else size
