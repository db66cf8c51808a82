"""Which columns of a float matrix are independent, decided with a stated tolerance."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from linalg.floating import rank
from linalg.matrices import FloatArray


def independent_columns(A: FloatArray) -> tuple[list[int], float]:
    """Return rank-many independent columns, the leftmost where they carry the rank.

    The rank is the number of singular values above the tolerance max(m, n)·eps·σ₁; `getrf`'s U
    would not tell it: [0 1; 0 1] leaves two non-zero rows there.

    Parameters
    ----------
    A : (m, n) array

    Returns
    -------
    columns : list of int
        In rising order.
    tolerance : float

    Examples
    --------
    >>> independent_columns(np.array([[0.0, 1.0], [0.0, 1.0]]))[0]
    [1]
    """
    r, tolerance = rank(A)
    leftmost = _leftmost(A, tolerance)
    if len(leftmost) == r:
        return leftmost, tolerance
    _, order = scipy.linalg.qr(A, mode="r", pivoting=True)
    return sorted(map(int, order[:r])), tolerance


def combination(columns: FloatArray, targets: FloatArray) -> FloatArray:
    """Return the coefficients with which independent columns come nearest to the targets.

    By QR, which takes the independence as decided; `lstsq` would decide once more, and otherwise.
    """
    Q, R = scipy.linalg.qr(columns, mode="economic")
    solution: FloatArray = scipy.linalg.solve_triangular(R, Q.T @ targets)
    return solution


def _leftmost(A: FloatArray, tolerance: float) -> list[int]:
    """Take each column that the columns before it leave more than the tolerance of."""
    basis: FloatArray = np.zeros((A.shape[0], 0))
    columns = []
    for j in range(A.shape[1]):
        rest = A[:, j].copy()
        for _ in range(2):  # once more, since one projection loses digits
            rest -= basis @ (basis.T @ rest)
        size = float(scipy.linalg.norm(rest))
        if size > tolerance:
            basis = np.column_stack([basis, rest / size])
            columns.append(j)
    return columns
