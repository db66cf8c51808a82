"""Other notations of a permutation: rows counted from 0 or 1, cycles, exchanges, pivots.

Each function returns the list p, counted from 0: row i of PA is row ``p[i]`` of A.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral
from typing import Any, Literal

import numpy as np
import sympy as sp

from linalg.errors import LinalgError, ShapeError
from linalg.reading import read_matrix, read_vector

First = Literal[0, 1]
"""Whether rows are counted from 0 or from 1."""


def list_of(P: object) -> list[int] | None:
    """Return the whole numbers of a list, an array or a matrix of one line; None for anything else.

    Examples
    --------
    >>> list_of(np.array([[2.0, 3.0, 1.0]])), list_of([[0, 1], [1, 0]])
    ([2, 3, 1], None)
    """
    if isinstance(P, sp.MatrixBase) or (hasattr(P, "__array__") and not isinstance(P, str)):
        array = np.asarray(P, dtype=object if isinstance(P, sp.MatrixBase) else None)
        is_line = array.ndim == 1 or (array.ndim == 2 and sorted(array.shape)[0] == 1)
        P = array.ravel().tolist() if is_line and max(array.shape) != 1 else array.tolist()
    if not isinstance(P, Sequence) or isinstance(P, str) or not all(map(_is_whole, P)):
        return None
    return [int(i) for i in P]


def order_of_rows(p: Sequence[int]) -> tuple[int, ...]:
    """Return p counted from 0; it holds each of 0 to n - 1 once, or each of 1 to n.

    Raises
    ------
    ShapeError
        If it does not.

    Examples
    --------
    >>> order_of_rows([2, 3, 1]), order_of_rows([1, 2, 0])
    ((1, 2, 0), (1, 2, 0))
    """
    n, rows = len(p), sorted(p)
    for first in (0, 1):
        if rows == list(range(first, n + first)):
            return tuple(i - first for i in p)
    hint = ""
    if all(k <= i < n for k, i in enumerate(p)) or all(k < i <= n for k, i in enumerate(p)):
        hint = "; exchanges, as LAPACK lists them, are given by name: pivots="
    raise ShapeError(
        f"{_listed(p)} holds neither each of 0 to {n - 1} once nor each of 1 to {n}{hint}"
    )


def order_of_cycles(cycles: object, n: int | None = None, first: First | None = None) -> list[int]:
    """Return p of cycles, where row i of PA is the row of A that follows i in its cycle.

    Parameters
    ----------
    cycles : sequence of sequences of ints
    n : int, optional
        The number of rows; else as many as the largest number says.
    first : {0, 1}, optional
        Where rows are counted from; 0 unless said.

    Raises
    ------
    LinalgError
        For a row that is not there, or stands there twice.

    Examples
    --------
    >>> order_of_cycles([(0, 1, 2)], n=4)
    [1, 2, 0, 3]
    """
    lines = _rows_from_zero(_sequences(cycles, "cycles"), first or 0)
    rows = [row for cycle in lines for row in cycle]
    p = _identity(rows, n, first or 0)
    if len(set(rows)) < len(rows):
        twice = next(row for row in rows if rows.count(row) > 1)
        raise LinalgError(f"{twice + (first or 0)} stands there twice; cycles share no row")
    for cycle in lines:
        for row, following in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
            p[row] = following
    return p


def order_of_exchanges(
    exchanges: object, n: int | None = None, first: First | None = None
) -> list[int]:
    """Return p of exchanges of two rows, one after the other, from the left.

    Parameters
    ----------
    exchanges : sequence of pairs of ints, or text
        Text counts from 1: ``"1 3; 2 3"``.
    n, first
        As in `order_of_cycles`.

    Raises
    ------
    LinalgError
        For what is no pair, or a row that is not there.

    Examples
    --------
    >>> order_of_exchanges([(0, 2), (1, 2)]), order_of_exchanges("1 3; 2 3")
    ([2, 0, 1], [2, 0, 1])
    """
    if isinstance(exchanges, str):
        exchanges, first = read_matrix(exchanges).rows, 1 if first is None else first
    pairs = _rows_from_zero(_sequences(exchanges, "exchanges"), first or 0)
    if wrong := [pair for pair in pairs if len(pair) != 2]:
        raise LinalgError(
            f"an exchange names two rows, not {len(wrong[0])}; a list with one row for each step "
            "is given as pivots="
        )
    p = _identity([row for pair in pairs for row in pair], n, first or 0)
    for i, j in pairs:
        p[i], p[j] = p[j], p[i]
    return p


def order_of_pivots(pivots: object, n: int | None = None, first: First | None = None) -> list[int]:
    """Return p of the list that LAPACK makes: for k = 0, 1, … row k changes places with pivots[k].

    Parameters
    ----------
    pivots : sequence of ints, an array, or text
        Each names the row itself or one below it.
    n : int, optional
        The number of rows; else that of the pivots.
    first : {0, 1}, optional
        Where rows are counted from: 1 in LAPACK and PyTorch, 0 in SciPy. Unless said, it is
        what the list allows, which is one of the two where there is a pivot for each row.

    Raises
    ------
    LinalgError
        If the list is no such list, or may be counted either way.

    Examples
    --------
    >>> order_of_pivots([3, 3, 3]), order_of_pivots([2, 2, 2])
    ([2, 0, 1], [2, 0, 1])
    """
    if isinstance(pivots, str):
        pivots = read_vector(pivots)
    listed = list_of(pivots)
    if listed is None:
        raise LinalgError("pivots is one list of whole numbers; pairs are given as exchanges=")
    n = len(listed) if n is None else n
    check_first(first)
    counted_from = [
        start
        for start in ((0, 1) if first is None and listed else (first or 0,))
        if len(listed) <= n and all(k <= row - start < n for k, row in enumerate(listed))
    ]
    if not counted_from:
        raise LinalgError(
            f"{_listed(listed)} are no pivots of {n} rows: step k exchanges row k with itself or "
            "one below (other exchanges: exchanges=; more rows than pivots: n=)"
        )
    if len(counted_from) > 1:
        raise LinalgError(
            f"{_listed(listed)} of {n} rows may be counted from 0 or from 1: say first=0 or first=1"
        )
    p = list(range(n))
    for k, row in enumerate(listed):
        i = row - counted_from[0]
        p[k], p[i] = p[i], p[k]
    return p


def _identity(rows: Sequence[int], n: int | None, first: First) -> list[int]:
    """Return the rows in their order, as many as there are, with all that are named among them."""
    size = max(rows, default=-1) + 1 if n is None else n
    for row in rows:
        if not 0 <= row < size:
            counted = "; to count from 1, say first=1" if row == size and not first else ""
            raise LinalgError(
                f"there is no row {row + first}: they are counted from {first} to "
                f"{size - 1 + first}{counted}"
            )
    return list(range(size))


def _sequences(value: object, name: str) -> list[list[int]]:
    lines = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else None
    read = [list_of(line) for line in lines or []]
    if lines is None or None in read:
        raise LinalgError(f"{name} is a list of lists of whole numbers, such as [(0, 2), (1, 2)]")
    return [line for line in read if line is not None]


def _rows_from_zero(lines: list[list[int]], first: First) -> list[list[int]]:
    check_first(first)
    return [[row - first for row in line] for line in lines]


def check_first(first: Any) -> None:
    """Refuse what is neither 0 nor 1, nor None."""
    if first not in (None, 0, 1) or isinstance(first, bool):
        raise LinalgError(f"first is 0 or 1, where rows are counted from, not {first!r}")


def _is_whole(x: object) -> bool:
    if isinstance(x, float | np.floating):
        return float(x).is_integer()
    return isinstance(x, Integral) and not isinstance(x, bool)


def _listed(p: Sequence[int]) -> str:
    shown = ", ".join(map(str, p[:12]))
    return f"({shown}{', …' if len(p) > 12 else ''})"
