"""Rows and columns of a float matrix multiplied by powers of 2, so that units do not matter.

Whether the unknowns are counted in metres or in nanometres, and an equation is written in euros
or in cents, changes the sizes of singular values and not what is true of the system. So ranks are
judged after scaling. Powers of 2 are exact.

Source: A. R. Curtis, J. K. Reid, "On the automatic scaling of matrices for Gaussian elimination",
IMA Journal of Applied Mathematics 10 (1972).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.linalg

from linalg.immutable import Immutable
from linalg.matrices import FloatArray

IntArray = npt.NDArray[np.int64]

MOST_ROUNDS = 50
_NOTHING = -(2**40)  # the exponent of an entry that is 0
RIDGE = 1e-10
"""Keeps the normal equations of the logarithms solvable; the scaled entries do not feel it."""


@dataclass(frozen=True, eq=False)
class Equilibrated(Immutable):
    """D₁AD₂ with D₁ and D₂ diagonal, of powers of 2.

    Attributes
    ----------
    matrix : (m, n) array
        D₁AD₂: the largest entry of each row that is not zero is between 1 and 4, and of each
        column alike.
    rows, columns : arrays of m and of n integers
        The exponents in D₁ and D₂.
    """

    matrix: FloatArray
    rows: IntArray
    columns: IntArray


def equilibrate(A: FloatArray) -> Equilibrated:
    """Scale rows and columns by powers of 2.

    First the sizes of the entries are brought as close to 1 as scaling can, by least squares of
    their logarithms: where A comes scaled by other powers of 2, the result is the same. Then the
    largest entries of rows and columns are brought to 1, all at the same time, so that the
    transpose is scaled alike.

    Parameters
    ----------
    A : (m, n) array

    Examples
    --------
    >>> equilibrate(np.array([[16.0, 0.0], [0.0, 0.25]])).matrix
    array([[1., 0.],
           [0., 1.]])
    """
    present = A != 0
    if not present.any():
        return Equilibrated(A, *(np.zeros(k, dtype=np.int64) for k in A.shape))
    fraction, exponent = np.frexp(A)
    exponent = exponent.astype(np.int64)
    logarithms = np.zeros(A.shape)
    np.log2(np.abs(fraction), out=logarithms, where=present)
    logarithms += exponent
    x, y = _closest_to_one(logarithms, present)
    rows, columns = np.rint(x).astype(np.int64), np.rint(y).astype(np.int64)
    for _ in range(MOST_ROUNDS):
        sizes = np.where(present, exponent + rows[:, None] + columns - 1, _NOTHING)
        shifts = [-(_largest(sizes, axis) // 2) for axis in (1, 0)]
        if not any(shift.any() for shift in shifts):
            break
        rows, columns = rows + shifts[0], columns + shifts[1]
    return Equilibrated(np.ldexp(A, rows[:, None] + columns), rows, columns)


def largest_to_one(A: FloatArray) -> tuple[IntArray, IntArray]:
    """Return exponents that bring the largest entry of each row to 1, then of each column.

    Parameters
    ----------
    A : (m, n) array

    Examples
    --------
    >>> largest_to_one(np.array([[16.0, 8.0], [0.0, 0.0]]))
    (array([-4,  0]), array([0, 1]))
    """
    sizes = np.where(A != 0, np.frexp(A)[1].astype(np.int64) - 1, _NOTHING)
    rows = -_largest(sizes, 1)
    return rows, -_largest(sizes + rows[:, None], 0)


def _largest(sizes: IntArray, axis: int) -> IntArray:
    """Return the largest exponent of each row or column, 0 where there is nothing."""
    largest = sizes.max(axis=axis, initial=_NOTHING)
    return np.where(largest > _NOTHING // 2, largest, 0).astype(np.int64)


def _closest_to_one(
    logarithms: FloatArray, present: npt.NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """Return x and y that make the sum of (log|aᵢⱼ| + xᵢ + yⱼ)², over entries not 0, least."""
    m, n = logarithms.shape
    if present.all():
        mean = float(logarithms.mean())
        return mean / 2 - logarithms.mean(axis=1), mean / 2 - logarithms.mean(axis=0)
    if m < n:
        y, x = _closest_to_one(logarithms.T, present.T)
        return x, y
    pattern = present.astype(float)
    in_rows, in_columns = np.maximum(pattern.sum(axis=1), 1), pattern.sum(axis=0)
    shares = pattern / in_rows[:, None]
    normal = np.diag(in_columns + RIDGE) - pattern.T @ shares
    normal[np.diag_indices(n)] += in_columns == 0
    right = shares.T @ logarithms.sum(axis=1) - logarithms.sum(axis=0)
    y = scipy.linalg.solve(normal, right, assume_a="pos")
    return -(logarithms.sum(axis=1) + pattern @ y) / in_rows, y
