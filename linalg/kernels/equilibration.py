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
from linalg.numbers.matrices import FloatArray

IntArray = npt.NDArray[np.int64]

MOST_ROUNDS = 50
NOTHING = -(2**40)
"""The exponent of an entry that is 0."""
SMALLEST = float(np.finfo(np.float64).smallest_subnormal)
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


def equilibrate(A: FloatArray, *, closest: bool = True) -> Equilibrated:
    """Scale rows and columns by powers of 2.

    First the sizes of the entries are brought as close to 1 as scaling can, by least squares of
    their logarithms: where A comes scaled by other powers of 2, the result is the same. Then the
    largest entries of rows and columns are brought to 1, all at the same time, so that the
    transpose is scaled alike.

    Parameters
    ----------
    A : (m, n) array
    closest : bool
        Whether to begin with the least squares, which every entry has a say in, however small.

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
    rows, columns = (np.zeros(k, dtype=np.int64) for k in A.shape)
    if closest:
        x, y = _closest_to_one(logarithms, present)
        rows, columns = np.rint(x).astype(np.int64), np.rint(y).astype(np.int64)
    for _ in range(MOST_ROUNDS):
        sizes = np.where(present, exponent + rows[:, None] + columns - 1, NOTHING)
        shifts = [-(largest(sizes, axis) // 2) for axis in (1, 0)]
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
    sizes = np.where(A != 0, np.frexp(A)[1].astype(np.int64) - 1, NOTHING)
    rows = -largest(sizes, 1)
    return rows, -largest(sizes + rows[:, None], 0)


def ldexp(x: FloatArray, exponents: IntArray) -> FloatArray:
    """Multiply by powers of 2; what is too large becomes infinite.

    Parameters
    ----------
    x, exponents : arrays of one shape, or that broadcast to one
    """
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(np.ldexp(x, exponents), dtype=float)


def spacing(
    exponents: IntArray, size: FloatArray | float = SMALLEST, most: int = 426
) -> FloatArray:
    """Return how far apart the numbers next to 0 are after scaling by powers of 2.

    It is at most 2 to the `most`, so that it may be multiplied by numbers that are zero.

    Parameters
    ----------
    exponents : array
    size : float or array
        What they are multiplied by as well.
    most : int
        Small enough by default for the square, too, to be a float.
    """
    return np.minimum(ldexp(np.asarray(size), exponents), 2.0**most)


def largest(sizes: IntArray, axis: int) -> IntArray:
    """Return the largest exponent of each row or column, 0 where there is nothing.

    Parameters
    ----------
    sizes : (m, n) array
        Exponents, with `NOTHING` for an entry that is 0.
    axis : {0, 1}
        0 for each column, 1 for each row.
    """
    exponents = sizes.max(axis=axis, initial=NOTHING)
    return np.where(exponents > NOTHING // 2, exponents, 0).astype(np.int64)


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
