"""Orders of rows, in the forms in which systems write them: matrices, lists, exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any, Literal

import numpy as np
import sympy as sp

from linalg.errors import ShapeError
from linalg.numbers.matrices import Grid, grid
from linalg.permutations.permutations import Permutation, permutation

ListForm = Literal["forward", "inverse", "exchanges", "pairs"]
"""Row i of PA is row p[i] of A; row p[i] of PA is row i of A; row i and row p[i] change places, one
after the other; the rows of each pair do."""


class NoPermutationError(ShapeError):
    """A matrix that was to be a permutation and is none.

    Parameters
    ----------
    name : str
    row, column : int
        The first entry that is wrong, from 0.
    entries : Grid
    """

    def __init__(self, name: str, row: int, column: int, entries: Grid) -> None:
        super().__init__(name, row, column, entries)
        self.name = name
        self.row = row
        self.column = column
        self.entries = entries

    def __str__(self) -> str:
        return (
            f"{self.name} has {self.entries.rows[self.row][self.column]} in row {self.row + 1}, "
            f"column {self.column + 1}; a permutation matrix has one 1 in each row and each "
            "column, else 0"
        )


def is_list(P: object) -> bool:
    """Say whether a permutation is given as a list of whole numbers and not as a matrix.

    Examples
    --------
    >>> is_list([1, 2, 0]), is_list([[0, 1], [1, 0]]), is_list("2 3 1"), is_list("0 1; 1 0")
    (True, False, True, False)
    """
    if isinstance(P, str):
        return not any(mark in P.strip() for mark in ";\n[|") or P.strip().startswith("(")
    if isinstance(P, Permutation):
        return True
    if isinstance(P, np.ndarray):
        return P.ndim == 1
    return (
        isinstance(P, Sequence)
        and len(P) > 0
        and all(isinstance(i, Integral | sp.Integer) for i in P)
    )


def order_of(P: object, *, name: str = "P") -> tuple[int, ...]:
    """Read a permutation: row i of PA is row ``order[i]`` of A.

    Parameters
    ----------
    P : permutation, text, list of n ints from 0, or (n, n) matrix

    Raises
    ------
    NoPermutationError
        If the matrix is none of a permutation.
    ShapeError
        If the list is none.
    """
    if isinstance(P, Permutation):
        return P.p
    if is_list(P):
        if isinstance(P, str):
            return permutation(P).p
        return permutation([int(i) for i in P]).p  # type: ignore[attr-defined]
    entries = grid(P, name)
    m, n = entries.shape
    if m != n:
        raise ShapeError(f"{name} is {m} × {n}; a permutation matrix is square")
    array = np.array(entries.entries)
    order = [int(np.argmax(row != 0)) if n else 0 for row in array]
    right = np.zeros((m, n))
    right[np.arange(m), order] = 1
    taken: set[int] = set()
    for i, j in enumerate(order):
        off = np.flatnonzero(array[i] != right[i])
        if off.size or j in taken:
            raise NoPermutationError(name, i, int(off[0]) if off.size else j, entries)
        taken.add(j)
    return tuple(order)


def list_order(p: object, m: int, form: ListForm, base: int = 0) -> tuple[int, ...] | None:
    """Return the order of rows that a list stands for, or None where it cannot stand for one.

    Parameters
    ----------
    p : sequence of ints, or of pairs of them
    m : int
        The number of rows.
    form : {"forward", "inverse", "exchanges", "pairs"}
    base : {0, 1}
        The number of the first row.

    Examples
    --------
    >>> list_order([2, 0, 1], 3, "forward"), list_order([2, 0, 1], 3, "inverse")
    ((2, 0, 1), (1, 2, 0))
    >>> list_order([3, 3, 3], 3, "exchanges", 1), list_order([[0, 2], [1, 2]], 3, "pairs")
    ((2, 0, 1), (2, 0, 1))
    """
    pairs = _pairs(p, m, form, base)
    if pairs is not None:
        order = list(range(m))
        for i, j in pairs:
            if not (0 <= i < m and 0 <= j < m):
                return None
            order[i], order[j] = order[j], order[i]
        return tuple(order)
    if form in ("exchanges", "pairs") or _holds_pairs(p):
        return None
    rows = [int(i) - base for i in p]  # type: ignore[attr-defined]
    if sorted(rows) != list(range(m)):
        return None
    return tuple(rows) if form == "forward" else inverse_order(rows)


def _pairs(p: Any, m: int, form: ListForm, base: int) -> list[tuple[int, int]] | None:
    """Return a list as exchanges of two rows, or None where it is none of exchanges."""
    if form == "pairs":
        if any(isinstance(pair, Integral) or len(pair) != 2 for pair in p):
            return None
        return [(int(i) - base, int(j) - base) for i, j in p]
    if form == "exchanges" and not _holds_pairs(p):
        rows = [int(i) - base for i in p]
        if len(rows) <= m and all(i >= k for k, i in enumerate(rows)):
            return list(enumerate(rows))
    return None


def _holds_pairs(p: Any) -> bool:
    return any(isinstance(each, Sequence) for each in p)


def identity_order(n: int) -> tuple[int, ...]:
    """Return the order that exchanges nothing."""
    return tuple(range(n))


def inverse_order(p: Sequence[int]) -> tuple[int, ...]:
    """Return the order that puts the rows back.

    Examples
    --------
    >>> inverse_order((1, 2, 0))
    (2, 0, 1)
    """
    inverse = [0] * len(p)
    for i, row in enumerate(p):
        inverse[row] = i
    return tuple(inverse)


def lower_order(L: Any) -> tuple[int, ...] | None:
    """Return the order of rows that makes a square matrix unit lower triangular, if one does.

    Examples
    --------
    >>> lower_order(np.array([[0, 1], [1, 0]]))
    (1, 0)
    """
    lasts = []
    for row in L:
        places = np.flatnonzero(row != 0)
        if not places.size or row[places[-1]] != 1:
            return None
        lasts.append(int(places[-1]))
    if sorted(lasts) != list(range(len(lasts))):
        return None
    return tuple(int(i) for i in np.argsort(lasts))
