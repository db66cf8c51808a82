"""Products of matrices of whole numbers and fractions, compared without fractions.

Each row of the right factor, and of the product, is brought to whole numbers by its own common
denominator: the rows of U have small ones, the minors of A, where all of U together has a huge one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import TypeAlias

import numpy as np

Rows: TypeAlias = Sequence[Sequence[int | Fraction]]

_WHOLE = {int}
_EXACT = ({int}, {Fraction}, {int, Fraction})


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


def are_factors(target: Rows, L: Rows, U: Rows) -> bool:
    """Say whether target = L U, and L is unit lower and U upper triangular.

    Parameters
    ----------
    target, L, U : sequences of rows of int and Fraction
        Of shapes (m, n), (m, k) and (k, n).

    Examples
    --------
    >>> are_factors([[1, 2], [3, 4]], [[1, 0], [3, 1]], [[1, 2], [0, -2]])
    True
    """
    if not are_triangular(L, U):
        return False
    if len(L) != len(U):
        return is_product(target, L, U)
    found = _in_machine_words(target, L, U)
    return _is_unit_lower_product(target, L, U) if found is None else found


def is_product(product: Rows, left: Rows, right: Rows) -> bool:
    """Say whether product = left · right, every entry compared.

    Parameters
    ----------
    product, left, right : sequences of rows of int and Fraction
        Of shapes (m, n), (m, k) and (k, n).

    Examples
    --------
    >>> is_product([[1, 2], [3, 4]], [[1, 2], [3, 4]], [[1, 0], [0, 1]])
    True
    """
    found = _in_machine_words(product, left, right)
    if found is not None:
        return found
    whole = [_cleared(row) for row in right]
    zeros = [0] * len(right[0])
    for row, wanted in zip(left, product, strict=True):
        if not _is_combination(wanted, 1, zeros, zip(row, whole, strict=True)):
            return False
    return True


def _is_unit_lower_product(target: Rows, L: Rows, U: Rows) -> bool:
    """Compare row by row: a row of U, and multiples of those above it."""
    above: list[tuple[int, list[int]]] = []
    for multipliers, row, wanted in zip(L, U, target, strict=True):
        bottom, numbers = _cleared(row)
        if not _is_combination(wanted, bottom, numbers, zip(multipliers, above, strict=False)):
            return False
        above.append((bottom, numbers))
    return True


def _is_combination(
    wanted: Sequence[int | Fraction],
    bottom: int,
    numbers: list[int],
    multiples: Iterable[tuple[int | Fraction, tuple[int, list[int]]]],
) -> bool:
    """Say whether a row is numbers/bottom and multiples of other rows, which have bottoms too."""
    terms = []
    common = bottom
    for multiple, (below, row) in multiples:
        if multiple:
            top, own = multiple.as_integer_ratio()
            own *= below
            terms.append((top, own, row))
            if own != 1:
                common = lcm(common, own)
    if common != bottom:
        numbers = [x * (common // bottom) for x in numbers]
    for top, own, row in terms:
        factor = top * (common // own)
        numbers = [x + factor * y for x, y in zip(numbers, row, strict=True)]
    scale, whole = _cleared(wanted)
    if common == scale:
        return numbers == whole
    return [scale * x for x in numbers] == [common * x for x in whole]


def _in_machine_words(product: Rows, left: Rows, right: Rows) -> bool | None:
    """Multiply whole numbers of 16 bits in 64; None where there are fractions, or larger ones."""
    if not set(map(type, chain(chain.from_iterable(left), chain.from_iterable(right)))) <= _WHOLE:
        return None
    try:
        L, U = np.array(left, dtype=np.int16), np.array(right, dtype=np.int16)
    except OverflowError:
        return None
    made = (L.astype(np.int64) @ U.astype(np.int64)).tolist()
    return bool(made == (product if type(product[0]) is list else list(map(list, product))))


def _cleared(row: Sequence[int | Fraction]) -> tuple[int, list[int]]:
    """Return a row of whole numbers, and what it is to be divided by."""
    if set(map(type, row)) == _WHOLE:
        return 1, list(row)  # type: ignore[arg-type]
    ratios = [x.as_integer_ratio() for x in row]
    common = lcm(*[bottom for _, bottom in ratios])
    return common, [top * (common // bottom) for top, bottom in ratios]
