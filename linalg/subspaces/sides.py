"""A right-hand side that the columns of a matrix reach, and one that they miss.

Source: G. Strang, MIT 18.06, lecture 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from linalg.check import Check
from linalg.elimination.solving import Solution, rank, solve
from linalg.errors import LinalgError
from linalg.geometry.hyperplanes import floats
from linalg.numbers.matrices import (
    FloatArray,
    Matrix,
    columns,
    grid,
    handed_out,
    is_float,
    symbols_in,
)
from linalg.numbers.record_matrix import RecordMatrix

__all__ = ["Sides", "sides"]

_AWAY = 0.5  # how far an entry of b moves, of the longest vector there is


@dataclass(frozen=True, eq=False)
class Sides:
    """A side b of Ax = b that is a combination of the columns, and one that is none.

    They differ only in entries that the others decide: as many entries of b as there are
    independent columns stay.

    Attributes
    ----------
    hit : Solution
        There is at least one solution.
    missed : Solution or None
        There is none; None if the columns reach every side.
    """

    hit: Solution
    missed: Solution | None

    @property
    def A(self) -> Matrix:
        """The matrix, m × n."""
        return self.hit.A

    @cached_property
    def columns(self) -> FloatArray:
        """The columns of A, one in each row, (n, m), as floats."""
        return floats(self.A).T

    @cached_property
    def independent(self) -> tuple[int, ...]:
        """The columns that are no combination of those before them, from 0."""
        return tuple(j for j in range(len(self.columns)) if j not in self.hit.free_columns)

    @property
    def rank(self) -> int:
        """The number of independent columns."""
        return len(self.independent)

    @cached_property
    def null_vectors(self) -> FloatArray:
        """The special solutions of Ax = 0, one in each row, (n - rank, n), as floats."""
        found = [floats(vector)[:, 0] for vector in self.hit.null_vectors]
        return np.array(found).reshape(-1, len(self.columns))

    @cached_property
    def x(self) -> FloatArray:
        """The particular solution, (n,), of the side that is reached, as floats."""
        return floats(self.hit.particular)[:, 0]

    def dependence(self, column: int) -> FloatArray:
        """Return the multiples, (n,), of independent columns that give a dependent one."""
        multiples: FloatArray = -self.null_vectors[self.hit.free_columns.index(column)]
        multiples[column] = 0.0
        return multiples

    def side(self, share: float) -> FloatArray:
        """Return b, (m,), after a part of the way from the side that is missed to the other."""
        end = floats(self.hit.b)[:, 0]
        start = end if self.missed is None else floats(self.missed.b)[:, 0]
        return np.asarray((1 - share) * start + share * end)

    def nearest(self, b: FloatArray) -> FloatArray:
        """Return the multiples, (n,), of independent columns whose sum comes nearest to b.

        Examples
        --------
        >>> record = sides("1 0; 0 1; 0 0", "3 4 5")
        >>> record.nearest(record.side(0)).round(12)
        array([3., 4.])
        """
        found = np.zeros(len(self.columns))
        chosen = list(self.independent)
        if chosen:
            found[chosen] = np.linalg.lstsq(self.columns[chosen].T, b, rcond=None)[0]
        return found

    def check(self) -> Check:
        """Say whether the one side is reached and the other proved to be missed."""
        reached = self.hit.x is not None and bool(self.hit.check())
        if self.missed is None:
            return Check("Ax = b, and A reaches every side", reached and self.rank == len(self._b))
        missed = self.missed.evidence is not None and bool(self.missed.check())
        stay = int((self.side(0.0) == self._b).sum())
        relation = "Ax = b for the one side, and yᵀA = 0 but not yᵀb for the other"
        return Check(relation, reached and missed and stay >= self.rank)

    @property
    def _b(self) -> FloatArray:
        return self.side(1.0)


def sides(A: object, b: object | None = None) -> Sides:
    """Return a side that the columns of A reach and one that they miss, b one of the two.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)
        Of numbers.
    b : shape (m,), optional
        Unless given: twice the first independent column and the second.

    Raises
    ------
    LinalgError
        If there are symbols.

    Examples
    --------
    >>> record = sides("1 3 4; 2 3 5; 4 1 5", "5 7 9")
    >>> tuple(record.hit.x), tuple(record.hit.null_vectors[0]), tuple(record.missed.b)
    ((2, 1, 0), (-1, -1, 1), (5, 1, 9))
    >>> bool(record.check())
    True
    """
    left = handed_out(grid(A))
    right = None if b is None else handed_out(columns(b, "b"))
    if symbols_in(left) or (right is not None and symbols_in(right)):
        raise LinalgError("which sides are reached depends on the symbols: give numbers")
    given = solve(left, _reached(left) if right is None else right)
    if given.kind == "none":
        return Sides(_moved_on(given), given)
    return Sides(given, _moved_off(given))


def _reached(A: Any) -> Any:
    """Return twice the first independent column and the second."""
    start = solve(A)
    independent = [j for j in range(A.shape[1]) if j not in start.free_columns]
    multiples = [0] * A.shape[1]
    for j, multiple in zip(independent, (2, 1), strict=False):
        multiples[j] = multiple
    return A @ _column(multiples, A)


def _moved_on(given: Solution) -> Solution:
    """Return the nearest side, not 0, that is reached and has as many of the entries as may be."""
    A, b = given.A, given.b
    count = A.shape[1] - len(given.free_columns)
    found = []
    for kept in map(list, combinations(range(A.shape[0]), count)):
        if count == 0:
            return solve(A, 0 * b)
        if rank(A[kept, :]) == count:
            found.append(A @ solve(A[kept, :], b[kept, :]).particular)
    found = [side for side in found if any(side)] or found
    start = floats(b)
    return solve(A, min(found, key=lambda side: float(np.linalg.norm(floats(side) - start))))


def _moved_off(given: Solution) -> Solution | None:
    """Return a side that is missed, and differs in one entry; None if none is missed."""
    A, b = given.A, given.b
    matrix, start = floats(A), floats(b)[:, 0]
    m = len(start)
    if matrix.shape[1] - len(given.free_columns) == m:
        return None
    across = np.eye(m) - matrix @ np.linalg.pinv(matrix)
    entry = int(np.linalg.norm(across, axis=0).argmax())
    longest = max(*np.linalg.norm(matrix, axis=0), float(np.linalg.norm(start))) or 2.0
    step = _round(_AWAY * longest)
    unit = [int(i == entry) for i in range(m)]
    moved = [b + sign * step * _column(unit, A) for sign in (-1, 1)]
    return solve(A, min(moved, key=lambda side: float(np.linalg.norm(floats(side)))))


def _round(size: float) -> Any:
    """Return a number of one digit near to a size; a whole one if the size is at least 1."""
    return int(float(f"{size:.0e}")) if size >= 1 else Fraction(f"{size:.0e}")


def _column(entries: list[int], A: Any) -> Any:
    """Return a column of the kind of a matrix."""
    if is_float(A):
        return np.array(entries, dtype=float)[:, None]
    return RecordMatrix(len(entries), 1, entries)
