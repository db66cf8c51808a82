"""The lasso path from knot to knot: between two knots every coefficient is a straight line in λ.

Source: Osborne, Presnell and Turlach, "A new approach to variable selection in least squares
problems" (2000); Efron, Hastie, Johnstone and Tibshirani, "Least angle regression" (2004).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optviz.paths import CoefficientPath, column_names
from optviz.penalties import L1
from optviz.proximal import LinearFit

__all__ = ["lasso_knots"]

Floats = NDArray[np.float64]

# Events nearer to the last knot than this, relative to the first λ, are that knot itself.
_SAME_KNOT = 1e-12


def lasso_knots(
    X: ArrayLike, y: ArrayLike, *, names: Sequence[str] | None = None
) -> CoefficientPath:
    """Return the lasso path at its knots, from where all coefficients are zero down to λ = 0.

    At a knot a coefficient enters (its pull has reached λ) or leaves (it has come back to zero);
    interpolation between the knots is exact.

    Parameters
    ----------
    X : array_like, shape (m, n)
        Columns linearly independent.
    y : array_like, shape (m,)
    names : sequence of n str, optional

    Returns
    -------
    CoefficientPath
        A row at each knot, from the largest λ to 0.

    Raises
    ------
    ValueError
        If the columns of X are linearly dependent: then the path need not be unique.

    Examples
    --------
    >>> path = lasso_knots([[1, 0], [0, 2]], [3, 1])
    >>> path.strengths
    array([3., 2., 0.])
    >>> path.coefficients
    array([[0. , 0. ],
           [1. , 0. ],
           [3. , 0.5]])
    """
    loss = LinearFit(np.asarray(X, dtype=float), np.asarray(y, dtype=float))
    n = loss.X.shape[1]
    if np.linalg.matrix_rank(loss.X) < n:
        raise ValueError("the columns of X are linearly dependent: the path need not be unique")
    strength = float(np.abs(loss.pull).max())
    active = np.abs(loss.pull) >= strength * (1 - _SAME_KNOT)
    w, knots, points = np.zeros(n), [strength], [np.zeros(n)]
    least = strength * _SAME_KNOT
    while strength > 0:
        rise, gain = _direction(loss, w, active)
        leaves = np.where(active & (w * rise < 0), -w / np.where(rise == 0, 1, rise), np.inf)
        enters = np.where(active, np.inf, _until_felt(loss, w, gain, strength, least))
        fall = min(leaves.min(), enters.min(), strength)
        strength = strength - fall if fall < strength else 0.0
        w = w + fall * rise
        active = (active & (leaves > fall)) | (enters <= fall + least)
        w[~active] = 0.0
        knots.append(strength)
        points.append(w)
    return CoefficientPath(
        loss, L1(), np.array(knots), np.array(points), column_names(names, loss), 1e-10
    )


def _direction(loss: LinearFit, w: Floats, active: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return dw/d(-λ) and the fall of each column's pull, both shape (n,)."""
    rise = np.zeros_like(w)
    signs = np.sign(-loss.gradient(w))[active]
    rise[active] = np.linalg.solve(loss.gram[np.ix_(active, active)], signs)
    return rise, loss.gram @ rise


def _until_felt(loss: LinearFit, w: Floats, gain: Floats, strength: float, least: float) -> Floats:
    """Return how far λ can fall before each column's pull has its size, shape (n,)."""
    pull = -loss.gradient(w)
    with np.errstate(divide="ignore", invalid="ignore"):
        falls = np.stack([(strength - pull) / (1 - gain), (strength + pull) / (1 + gain)])
    return np.asarray(np.where(falls > least, falls, np.inf).min(axis=0))
