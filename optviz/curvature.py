"""Steps to where a quadratic model is level, and what counts as no curvature at all.

Vectors are (n, A) and matrices (n, n, A): A problems at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

RELATIVE = 8 * float(np.finfo(float).eps)
"""Times the number of variables: the share of the largest that rounding leaves of nothing."""


def solve(matrix: FloatArray, right: FloatArray) -> FloatArray:
    """Solutions, shape (n, A); NaN where a matrix is singular."""
    stacked = np.moveaxis(matrix, -1, 0)
    columns = right.T[..., None]
    try:
        solutions = np.linalg.solve(stacked, columns)
    except np.linalg.LinAlgError:
        solutions = np.full_like(columns, np.nan)
        for i, (one, column) in enumerate(zip(stacked, columns, strict=True)):
            if np.linalg.matrix_rank(one) == len(one):
                solutions[i] = np.linalg.solve(one, column)
    return np.asarray(solutions[..., 0].T, dtype=float)


def level_step(matrix: FloatArray, g: FloatArray) -> FloatArray:
    """Steps p with Hp = -g, shape (n, A), the shortest of many; NaN where there is none.

    Along a valley the curvature is 0 up to rounding, and so is the slope: a plain solution would
    wander along it, by rounding over rounding. There the step has no part.
    """
    step = solve(matrix, -g)
    values, vectors = np.linalg.eigh(np.moveaxis(_finite(matrix), -1, 0))
    w, axes = values.T, np.moveaxis(vectors, 0, -1)
    parts = (axes * g[:, None]).sum(axis=0)
    level = rounded_away(w)
    valley = level & (np.abs(parts) <= RELATIVE * len(g) * np.sqrt((g * g).sum(axis=0)))
    along = valley.any(axis=0) & (valley == level).all(axis=0)
    if along.any():
        with np.errstate(all="ignore"):
            shortest = (axes * np.where(level, 0.0, -parts / w)[None]).sum(axis=1)
        step = np.where(along, shortest, step)
    return step


def rounded_away(curvatures: NDArray[Any]) -> NDArray[np.bool_]:
    """Say which curvatures (n, A) are 0 up to the rounding of the largest."""
    largest = np.abs(curvatures).max(axis=0)
    return np.asarray(np.abs(curvatures) <= RELATIVE * len(curvatures) * largest)


def _finite(matrix: FloatArray) -> FloatArray:
    """Matrices (n, n, A), those that are not finite as 0."""
    return np.where(np.isfinite(matrix).all(axis=(0, 1)), matrix, 0.0)
