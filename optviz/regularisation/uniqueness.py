"""Uniqueness of a lasso solution.

Two solutions have one fit Xw, and one set of weights whose pull is λ. They differ by a null vector
of those columns that gives no weight of 0 the sign against its pull.

Source: Tibshirani, "The lasso problem and uniqueness" (2013), sections 2.1 and 2.3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import null_space
from scipy.optimize import linprog

__all__ = ["is_the_only_lasso_solution"]

Floats = NDArray[np.float64]


def is_the_only_lasso_solution(X: Floats, y: Floats, w: Floats, strength: float) -> bool:
    """Say whether ½‖Xw - y‖² + λ‖w‖₁ has no other minimiser.

    Parameters
    ----------
    X : ndarray, shape (m, n)
    y : ndarray, shape (m,)
    w : ndarray, shape (n,)
        A minimiser.
    strength : float
        λ.

    Examples
    --------
    >>> X, y = np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([1.0, 3.0])
    >>> is_the_only_lasso_solution(X, y, np.array([1.2, 0.0]), 1.0)
    False
    >>> is_the_only_lasso_solution(X, y, np.zeros(2), 8.0)
    True
    """
    lengths = np.linalg.norm(X, axis=0)
    pull = X.T @ (y - X @ w)
    size = np.linalg.norm(y) + float(lengths @ np.abs(w))
    slack = 1e-9 * np.abs(X.T @ y).max() + 1e-12 * lengths * size
    tied = np.abs(pull) >= strength - slack
    columns = np.flatnonzero(tied | (w != 0))
    scaled = X[:, columns] / np.where(lengths[columns] > 0, lengths[columns], 1.0)
    null = null_space(scaled)
    if not null.size:
        return True
    if strength == 0:
        return False
    zero = w[columns] == 0
    towards = np.sign(pull[columns])[zero, None] * null[zero]
    if np.linalg.matrix_rank(towards, tol=1e-9) < null.shape[1]:
        return False  # the weights that are not zero can be exchanged among themselves
    bounds = [(-1.0, 1.0)] * null.shape[1]
    found = linprog(-towards.sum(axis=0), -towards, np.zeros(len(towards)), bounds=bounds)
    return not (found.status == 0 and -found.fun > 1e-9)
