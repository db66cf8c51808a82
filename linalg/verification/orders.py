"""Orders of rows, in the forms in which systems write them: matrices, lists, exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Literal

import numpy as np
import sympy as sp

from linalg.errors import ShapeError
from linalg.numbers.matrices import Grid, grid
from linalg.permutations.permutations import Permutation, permutation

ListForm = Literal["forward", "inverse", "exchanges"]
"""Row i of PA is row p[i] of A; row p[i] of PA is row i of A; row i and row p[i] change places."""


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


def list_order(p: Sequence[int], m: int, form: ListForm, base: int) -> tuple[int, ...] | None:
    """Return the order of rows that a list stands for, or None where it cannot stand for one.

    Parameters
    ----------
    p : sequence of ints
    m : int
        The number of rows.
    form : {"forward", "inverse", "exchanges"}
    base : {0, 1}
        What the first row is called.

    Examples
    --------
    >>> list_order([2, 0, 1], 3, "forward", 0), list_order([2, 0, 1], 3, "inverse", 0)
    ((2, 0, 1), (1, 2, 0))
    >>> list_order([3, 3, 3], 3, "exchanges", 1)
    (2, 0, 1)
    """
    rows = [i - base for i in p]
    if any(not 0 <= i < m for i in rows):
        return None
    if form == "exchanges":
        if len(rows) > m or any(i < k for k, i in enumerate(rows)):
            return None
        order = list(range(m))
        for k, i in enumerate(rows):
            order[k], order[i] = order[i], order[k]
        return tuple(order)
    if sorted(rows) != list(range(m)):
        return None
    return tuple(rows) if form == "forward" else inverse_order(rows)


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
