"""Entries that are short enough to be read on a page, and what a page says of longer ones."""

from __future__ import annotations

from typing import Any

import sympy as sp

from linalg.numbers.matrices import Matrix, is_float
from linalg.numbers.record_matrix import RecordMatrix

LONGEST_ENTRY = 16
"""Terms of numerator and denominator together that still fit on a line."""
LONGEST_SUM = 40
"""Terms of a polynomial that stands by itself, over several lines."""


def terms(x: Any) -> int:
    """Count the terms that there are to write.

    Examples
    --------
    >>> a, b = sp.symbols("a b")
    >>> terms((a + b) / (a - b + 1)), terms(a * b), terms(7)
    (5, 1, 1)
    """
    if not isinstance(x, sp.Expr):
        return 1
    if isinstance(x, sp.Add):
        return sum(map(terms, x.args))
    if isinstance(x, sp.Mul):
        return max(1, sum(terms(part) for part in x.args if terms(part) > 1))
    return terms(x.base) if isinstance(x, sp.Pow) else 1


def longest(matrix: Matrix) -> int:
    """Return the number of terms of the longest entry."""
    if is_float(matrix):
        return 1
    return max(map(terms, matrix.flat()), default=1)


def is_legible(matrix: Matrix) -> bool:
    """Say whether every entry fits on a line."""
    return longest(matrix) <= LONGEST_ENTRY


def common_denominator(
    matrix: sp.ImmutableMatrix,
) -> tuple[sp.Expr, sp.ImmutableMatrix] | None:
    """Write a matrix as C / D, C without denominators, where all its fractions have the same D.

    Examples
    --------
    >>> a = sp.Symbol("a")
    >>> common_denominator(sp.Matrix([[1 / (a + 1), a / (a + 1), 0]]))
    (a + 1, Matrix([[1, a, 0]]))
    """
    halves = [sp.fraction(x) for x in matrix.flat()]
    bottoms = {bottom for top, bottom in halves if top != 0}
    if len(bottoms) != 1:
        return None
    bottom = bottoms.pop()
    sign = -1 if bottom.could_extract_minus_sign() else 1
    tops = [sign * top for top, _ in halves]
    return sign * bottom, RecordMatrix(*matrix.shape, tops)
