"""The loss ½‖Xw - y‖² of a linear fit: its slope, a proximal step, distance from stationary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from linalg.immutable import Immutable
from optviz.regularisation.penalty import Penalty

__all__ = ["LinearFit"]

Floats = NDArray[np.float64]

ROUNDING = 4 * np.finfo(float).eps
"""Of a sum of a few numbers, as a share of their size."""


@dataclass(frozen=True, eq=False)
class LinearFit(Immutable):
    """The loss ½‖Xw - y‖² of a linear fit to data.

    Parameters
    ----------
    X : array_like, shape (m, n)
        Used as given: centre the columns of X and y first, and there is no intercept to penalise.
    y : array_like, shape (m,)

    Raises
    ------
    ValueError
        If the shapes do not fit, an entry is not finite, or X is zero.

    Examples
    --------
    >>> loss = LinearFit([[1, 0], [0, 2]], [3, 1])
    >>> float(loss(np.zeros(2))), loss.curvature
    (5.0, 4.0)
    """

    X: Floats
    y: Floats

    def __post_init__(self) -> None:
        X, y = np.array(self.X, dtype=float), np.array(self.y, dtype=float)
        if X.ndim != 2 or y.shape != X.shape[:1]:
            raise ValueError(f"X has shape {X.shape} and y {y.shape}; they must be (m, n) and (m,)")
        if not (np.isfinite(X).all() and np.isfinite(y).all()):
            raise ValueError("X or y has an entry that is not finite")
        if not X.any():
            raise ValueError("X is zero: no weights can fit anything")
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y)
        super().__post_init__()

    def __call__(self, w: Floats) -> Floats:
        """Return the loss at w of shape (..., n), shape (...)."""
        residual = w @ self.X.T - self.y
        return np.asarray(0.5 * (residual**2).sum(axis=-1))

    def gradient(self, w: Floats) -> Floats:
        """Return Xᵀ(Xw - y) at w of shape (n,)."""
        return np.asarray(self.X.T @ (self.X @ w - self.y))

    @cached_property
    def gram(self) -> Floats:
        """XᵀX, shape (n, n): the Hessian."""
        return np.asarray(self.X.T @ self.X)

    @cached_property
    def pull(self) -> Floats:
        """Xᵀy, shape (n,): what the data pull with on weights that are all zero."""
        return np.asarray(self.X.T @ self.y)

    @cached_property
    def curvature(self) -> float:
        """The largest eigenvalue of XᵀX; its inverse is the step of ISTA and FISTA."""
        return float(np.linalg.eigvalsh(self.gram)[-1])

    def proximal_step(self, w: Floats, penalty: Penalty, strength: float) -> Floats:
        """Take a gradient step on the loss, then the penalty's proximal operator."""
        step = 1.0 / self.curvature
        return penalty.prox(w - step * self.gradient(w), step * strength)

    def violation(self, w: Floats, penalty: Penalty, strength: float) -> float:
        """Return how far w is from stationary: 0 where a proximal step does not move it.

        The largest entry of the gradient mapping over that of Xᵀy, so that no unit enters.
        """
        moved = self.curvature * np.abs(w - self.proximal_step(w, penalty, strength)).max()
        return float(moved / np.abs(self.pull).max(initial=np.finfo(float).tiny))

    def rounding(self, w: Floats) -> float:
        """Return how much of the violation at w of shape (n,) may be rounding.

        Examples
        --------
        >>> LinearFit(np.eye(2), [3, 1]).rounding(np.array([1e9, 1e9])) > 1e-8
        True
        """
        size = np.abs(self.X).T @ (np.abs(self.X) @ np.abs(w) + np.abs(self.y))
        size = size.max() + self.curvature * np.abs(w).max()
        least = np.abs(self.pull).max(initial=np.finfo(float).tiny)
        return float(ROUNDING * np.sqrt(self.X.size) * size / least)
