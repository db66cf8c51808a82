"""Sums over the examples of a mini-batch, by BLAS.

A row of ones times a matrix adds up its rows, several times faster than NumPy's own reduction on
the small matrices of a training step.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["row_sum"]


def row_sum(matrix: NDArray[Any]) -> NDArray[Any]:
    """The sum of the rows of a matrix, or of the numbers of a vector, as a number.

    Examples
    --------
    >>> row_sum(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([4., 6.])
    """
    total: NDArray[Any] = _ones(len(matrix), matrix.dtype).dot(matrix)
    return total


@lru_cache(maxsize=32)
def _ones(n: int, dtype: Any) -> NDArray[Any]:
    ones = np.ones(n, dtype)
    ones.flags.writeable = False
    return ones
