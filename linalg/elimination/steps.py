"""The three row operations, as data.

Rows are counted from 0 here and from 1 in everything a person reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from linalg.immutable import read_only
from linalg.numbers.matrices import Matrix, is_float
from linalg.numbers.record_matrix import RecordMatrix
from linalg.rings.rings import in_lowest_terms


@dataclass(frozen=True)
class Swap:
    """Exchange rows `i` and `j`.

    Examples
    --------
    >>> Swap(0, 1).apply(sp.Matrix([[0, 1], [2, 3]]))
    Matrix([
    [2, 3],
    [0, 1]])
    """

    i: int
    j: int

    @property
    def inverse(self) -> Swap:
        """The exchange itself: done twice it is undone."""
        return self

    def apply(self, M: Matrix) -> Matrix:
        """Return M with the two rows exchanged."""
        order = list(range(M.shape[0]))
        order[self.i], order[self.j] = self.j, self.i
        if is_float(M):
            return read_only(M[order])
        return M.extract(order, list(range(M.shape[1])))

    def matrix(self, m: int) -> Matrix:
        """Return the m × m permutation matrix that does it from the left."""
        return self.apply(RecordMatrix.eye(m))


@dataclass(frozen=True)
class Subtract:
    """Subtract `multiplier` times row `source` from row `target`.

    Its matrix is E_ij, with -multiplier in row i = target, column j = source (18.06, lecture 2).

    Examples
    --------
    >>> Subtract(target=1, source=0, multiplier=3).matrix(2)
    Matrix([
    [ 1, 0],
    [-3, 1]])
    """

    target: int
    source: int
    multiplier: Any

    @property
    def inverse(self) -> Subtract:
        """The same operation with the sign of the multiplier flipped."""
        return Subtract(self.target, self.source, -self.multiplier)

    def apply(self, M: Matrix) -> Matrix:
        """Return M after the operation."""
        row = [
            lowest_terms(x - self.multiplier * y)
            for x, y in zip(_row(M, self.target), _row(M, self.source), strict=True)
        ]
        return _replaced(M, self.target, row)

    def added(self, M: Matrix) -> tuple[Any, ...]:
        """Return what comes to row `target` of M: minus `multiplier` times row `source`.

        Examples
        --------
        >>> Subtract(target=1, source=0, multiplier=3).added(sp.Matrix([[1, 2], [3, 8]]))
        (-3, -6)
        """
        return tuple(lowest_terms(-self.multiplier * y) for y in _row(M, self.source))

    def matrix(self, m: int) -> Matrix:
        """Return the m × m elimination matrix."""
        return self.apply(RecordMatrix.eye(m))


@dataclass(frozen=True)
class Scale:
    """Multiply row `row` by `factor`, which is not zero.

    Examples
    --------
    >>> Scale(0, sp.Rational(1, 2)).matrix(2)
    Matrix([
    [1/2, 0],
    [  0, 1]])
    """

    row: int
    factor: Any

    @property
    def inverse(self) -> Scale:
        """Division by the factor."""
        return Scale(self.row, 1 / self.factor)

    def apply(self, M: Matrix) -> Matrix:
        """Return M after the operation."""
        return _replaced(M, self.row, [lowest_terms(self.factor * x) for x in _row(M, self.row)])

    def matrix(self, m: int) -> Matrix:
        """Return the m × m diagonal matrix."""
        return self.apply(RecordMatrix.eye(m))


Step = Swap | Subtract | Scale


def _row(M: Matrix, i: int) -> list[Any]:
    return [M[i, j] for j in range(M.shape[1])]


def lowest_terms(x: Any) -> Any:
    """Bring a symbolic entry to lowest terms, so that 0 is seen as 0; leave numbers alone."""
    if not isinstance(x, sp.Expr) or x.is_Rational:
        return x
    return in_lowest_terms(x)


def _replaced(M: Matrix, i: int, row: list[Any]) -> Matrix:
    if is_float(M):
        result = M.copy()
        result[i] = row
        return read_only(result)
    entries = M.tolist() if M.rows and M.cols else []
    if entries:
        entries[i] = row
    return RecordMatrix(*M.shape, [x for line in entries for x in line])
