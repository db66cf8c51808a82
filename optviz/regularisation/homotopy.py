"""The lasso path from knot to knot: between two knots every coefficient is a straight line in λ.

As λ falls by t, the weights go by t·d. Along the columns whose pull is λ, d fits Xd to the residual
over λ as well as it can, with the sign of the pull wherever a weight is still 0. That is a
least-squares problem in the columns themselves, solved by QR: XᵀX would square their condition.

Source: Osborne, Presnell and Turlach, "A new approach to variable selection in least squares
problems" (2000); Efron, Hastie, Johnstone and Tibshirani, "Least angle regression" (2004); for the
directions at a tie Lawson and Hanson, "Solving least squares problems" (1974), chapter 23.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import LimitError
from optviz.regularisation.active_set import active_set_steps, least_squares, refined
from optviz.regularisation.paths import CoefficientPath, path_of, regression
from optviz.regularisation.penalties import L1

__all__ = ["lasso_knots"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

EPS = float(np.finfo(float).eps)
# Events nearer to the last knot than this, relative to the first λ, are that knot itself.
_SAME_KNOT = 1e-12
# A column that points this little out of the span of others is one of their combinations.
_DEPENDENT = 1e-12
_MOST_KNOTS = 10_000


def lasso_knots(
    X: ArrayLike,
    y: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    intercept: bool = False,
) -> CoefficientPath:
    """Return the lasso path at its knots, from where all coefficients are zero down to λ = 0.

    At a knot a coefficient enters (its pull has reached λ) or leaves (it has come back to zero);
    interpolation between the knots is exact. There may be more columns than examples, columns of
    zeros, and columns that depend on one another: then the path is one of many, which the record
    says.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
    names : sequence of n str, optional
    intercept : bool
        Whether a constant that is not penalised is fitted too, by centring the columns and y.

    Returns
    -------
    CoefficientPath
        A row at each knot, from the largest λ to 0.

    Raises
    ------
    LimitError
        For a path of more than 10 000 knots.

    Examples
    --------
    >>> path = lasso_knots([[1, 0], [0, 2]], [3, 1])
    >>> path.strengths
    array([3., 2., 0.])
    >>> path.coefficients
    array([[0. , 0. ],
           [1. , 0. ],
           [3. , 0.5]])
    >>> lasso_knots([[1, 1], [2, 2]], [1, 3]).unique
    array([ True, False])
    """
    data = regression(X, y, names, intercept)
    knots, points = map(np.array, _followed(data.loss.X, data.loss.y))
    return path_of(data, L1(), knots, points, tolerance=1e-10, knots=True)


def _followed(X: Floats, y: Floats) -> tuple[list[float], list[Floats]]:
    """Return the knots and the weights there."""
    w = np.zeros(X.shape[1])
    pull = X.T @ y
    strength = float(np.abs(pull).max())
    knots, points, least = [strength], [w], strength * _SAME_KNOT
    while strength > 0:
        if len(knots) > _MOST_KNOTS:
            raise LimitError(f"a path of more than {_MOST_KNOTS} knots")
        tied = np.abs(pull) >= strength - least - _blur(X, y, w)
        rise = _direction(X, (y - X @ w) / strength, w != 0, np.sign(pull), tied)
        leaves = np.where(w * rise < 0, -w / np.where(rise == 0, 1.0, rise), np.inf)
        enters = np.where(rise == 0, _until_felt(X, pull, rise, strength, least), np.inf)
        fall = min(float(leaves.min()), float(enters.min()), strength)
        w = w + fall * rise
        w[leaves <= fall + least] = 0.0
        strength = strength - fall if fall < strength else 0.0
        if strength <= _blur(X, y, w).max() / 16:  # what is left of the path is rounding
            strength = 0.0
            w = [w, *active_set_steps(X, y, 0.0, 0.0, w)][-1]
        active = np.flatnonzero(w)
        signs = np.sign(pull)[active]
        w[active] = refined(X[:, active], y, w[active], signs, strength)
        pull = X.T @ (y - X @ w)
        knots.append(strength)
        points.append(w)
    return knots, points


def _blur(X: Floats, y: Floats, w: Floats) -> Floats:
    """Bound the rounding in each pull, shape (n,)."""
    lengths = np.linalg.norm(X, axis=0)
    size = float(np.linalg.norm(y)) + float(lengths @ np.abs(w))
    return np.asarray(16 * EPS * lengths * size)


def _direction(X: Floats, target: Floats, moving: Flags, signs: Floats, tied: Flags) -> Floats:
    """Return dw/d(-λ), shape (n,): zero but for the moving and for some of the tied columns.

    A tied column takes part if that brings Xd nearer to the target; with it, the sign of its pull.
    """
    chosen, d = moving.copy(), np.zeros(len(moving))
    waiting = tied & ~moving
    if chosen.any():
        d[chosen] = least_squares(X[:, chosen], target)
    enough = _DEPENDENT * np.linalg.norm(X, axis=0) * np.linalg.norm(target)
    for _ in range(3 * len(d)):
        gain = np.where(waiting & ~chosen, signs * (X.T @ (target - X @ d)) - enough, 0.0)
        if not (gain > 0).any():
            break
        chosen[int(gain.argmax())] = True
        while True:
            aim = np.zeros(len(d))
            aim[chosen] = least_squares(X[:, chosen], target)
            wrong = chosen & waiting & (signs * aim <= 0)
            if not wrong.any():
                break
            share = (d[wrong] / np.where(d[wrong] == aim[wrong], 1.0, d[wrong] - aim[wrong])).min()
            d = d + share * (aim - d)
            chosen &= ~(waiting & (signs * d <= 0))
        d = aim
    return d


def _until_felt(X: Floats, pull: Floats, rise: Floats, strength: float, least: float) -> Floats:
    """Return how far λ can fall before each column's pull has its size, shape (n,)."""
    gain = X.T @ (X @ rise)
    with np.errstate(divide="ignore", invalid="ignore"):
        falls = np.stack([(strength - pull) / (1 - gain), (strength + pull) / (1 + gain)])
    return np.asarray(np.where(falls > least, falls, np.inf).min(axis=0))
