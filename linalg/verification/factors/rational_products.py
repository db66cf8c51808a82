"""Products of matrices of whole numbers and fractions, compared without fractions.

Each row of the right factor, and of the product, is brought to whole numbers by its own common
denominator: the rows of U have small ones, the minors of A, where all of U together has a huge one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import TypeAlias

import numpy as np

Rows: TypeAlias = Sequence[Sequence[int | Fraction]]

_WHOLE = {int}
_EXACT = ({int}, {Fraction}, {int, Fraction})
_LARGEST = 2**63 - 1


def are_rational(*matrices: object) -> bool:
    """Say whether all are lists of lists of int and Fraction, of equal lengths and not empty.

    Examples
    --------
    >>> are_rational([[1, Fraction(1, 2)]]), are_rational([[1, 0.5]]), are_rational("1 2")
    (True, False, False)
    """
    for M in matrices:
        if type(M) is not list or not M or set(map(type, M)) != {list}:
            return False
        if len(set(map(len, M))) != 1 or set(map(type, chain.from_iterable(M))) not in _EXACT:
            return False
    return True


def are_triangular(L: Rows, U: Rows) -> bool:
    """Say whether L is unit lower and U upper triangular."""
    for i, row in enumerate(L):
        if row[i : i + 1] not in ([1], [], (1,), ()) or any(row[i + 1 :]):
            return False
    return all(not any(row[:i]) for i, row in enumerate(U))


def is_product(product: Rows, left: Rows, right: Rows) -> bool:
    """Say whether product = left · right, every entry compared.

    Parameters
    ----------
    product, left, right : sequences of rows of int and Fraction
        Of shapes (m, n), (m, k) and (k, n).

    Examples
    --------
    >>> is_product([[1, 2], [3, 4]], [[1, 0], [3, 1]], [[1, 2], [0, -2]])
    True
    """
    found = _in_machine_words(product, left, right)
    if found is not None:
        return found
    whole = [_cleared(row) for row in right]
    for row, wanted in zip(left, product, strict=True):
        scale, factors = _coefficients(row, whole)
        total: Sequence[int] = ()
        for factor, (_, numbers) in zip(factors, whole, strict=False):
            if not factor:
                continue
            if total:
                total = [t + factor * x for t, x in zip(total, numbers, strict=True)]
            else:
                total = numbers if factor == 1 else [factor * x for x in numbers]
        bottom, numbers = _cleared(wanted)
        if not total:
            if any(numbers):
                return False
        elif scale == bottom == 1:
            if total != numbers:
                return False
        elif [bottom * t for t in total] != [scale * x for x in numbers]:
            return False
    return True


def _in_machine_words(product: Rows, left: Rows, right: Rows) -> bool | None:
    """Multiply whole numbers of 64 bits; None where there are fractions, or larger ones."""
    try:
        target, L, U = np.array(product), np.array(left), np.array(right)
    except OverflowError:
        return None
    if not target.dtype == L.dtype == U.dtype == np.int64:
        return None
    if _size(L) * _size(U) * len(right) > _LARGEST:
        return None
    return bool((target == L @ U).all())


def _size(M: np.typing.NDArray[np.int64]) -> int:
    return max(int(M.max()), -int(M.min()))


def _cleared(row: Sequence[int | Fraction]) -> tuple[int, list[int]]:
    """Return a row of whole numbers, and what it is to be divided by."""
    if set(map(type, row)) == _WHOLE:
        return 1, list(row)  # type: ignore[arg-type]
    ratios = [x.as_integer_ratio() for x in row]
    common = lcm(*[bottom for _, bottom in ratios])
    return common, [top * (common // bottom) for top, bottom in ratios]


def _coefficients(
    row: Sequence[int | Fraction], whole: Sequence[tuple[int, list[int]]]
) -> tuple[int, Sequence[int]]:
    """Return what the cleared rows are multiplied by, and what the sum is to be divided by."""
    if set(map(type, row)) == _WHOLE and all(bottom == 1 for bottom, _ in whole):
        return 1, row  # type: ignore[return-value]
    ratios = [
        (top, bottom * below if top else 1)
        for (top, bottom), (below, _) in zip(
            [x.as_integer_ratio() for x in row], whole, strict=True
        )
    ]
    common = lcm(*[bottom for _, bottom in ratios])
    return common, [top * (common // bottom) for top, bottom in ratios]
