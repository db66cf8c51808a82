"""Which columns of a float matrix are independent, decided with a stated tolerance."""

from __future__ import annotations

import numpy as np

from linalg.floating import EPS, rank
from linalg.matrices import FloatArray


def echelon_columns(A: FloatArray) -> tuple[list[int], float]:
    """Return the leftmost independent columns, and the tolerance of the decision.

    The number of them is the numerical rank (singular values above max(m, n)·eps·σ₁). A column
    is taken if what is left of it, after projection off the columns taken, exceeds the tolerance;
    `getrf`'s U would not tell: [0 1; 0 1] leaves two non-zero rows there.

    Parameters
    ----------
    A : (m, n) array

    Returns
    -------
    columns : list of int
    tolerance : float

    Examples
    --------
    >>> echelon_columns(np.array([[0.0, 1.0], [0.0, 1.0]]))[0]
    [1]
    """
    m, n = A.shape
    r, tolerance = rank(A)
    if r == n:
        return list(range(n)), tolerance
    rests, basis = [], np.zeros((m, 0))
    for j in range(n):
        rest = A[:, j].copy()
        for _ in range(2):  # once more, since one projection loses digits
            rest -= basis @ (basis.T @ rest)
        size = float(np.linalg.norm(rest))
        rests.append(size)
        if size > max(tolerance, n * EPS * float(np.linalg.norm(A[:, j]))) and basis.shape[1] < r:
            basis = np.column_stack([basis, rest / size])
        else:
            rests[-1] = 0.0
    taken = [j for j, size in enumerate(rests) if size > 0]
    return taken, tolerance
