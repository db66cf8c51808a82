"""The balls of a penalty, {w : penalty(w) ≤ bound}: nearest points, and outlines in the plane.

One radius for all of them: where the boundary cuts the axes. So the diamond, the circle and the
square of one radius meet on the axes, and a figure can hold them side by side.

Source: Duchi et al., "Efficient projections onto the l1-ball" (2008); Parikh and Boyd, "Proximal
algorithms" (2014), section 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from optviz.regularisation.penalties import L1, L2, MaxNorm, Penalty, excess_level, soft_threshold

__all__ = ["Ball", "Face"]

Floats = NDArray[np.float64]
Face = Literal["corner", "edge", "arc"]


@dataclass(frozen=True)
class Ball:
    """The weights that a penalty charges no more than it charges one weight of size ``radius``.

    Parameters
    ----------
    penalty : Penalty
    radius : float
        Where the boundary cuts the axes; not negative.

    Examples
    --------
    >>> diamond = Ball(L1(), 1.0)
    >>> diamond.project([2.0, 0.5])
    array([1., 0.])
    >>> diamond.face([0.25, 0.75])
    'edge'
    """

    penalty: Penalty
    radius: float

    def __post_init__(self) -> None:
        if not 0 <= self.radius < np.inf:
            raise ValueError(f"radius = {self.radius} is negative or not finite")

    @property
    def bound(self) -> float:
        """The penalty on the boundary."""
        return float(self.penalty([float(self.radius)]))

    def contains(self, w: ArrayLike) -> bool:
        """Say whether w, of shape (n,), lies in the ball, its boundary included."""
        return float(self.penalty(w)) <= self.bound

    def project(self, w: ArrayLike) -> Floats:
        """Return the point of the ball nearest to w, of shape (n,).

        It is the proximal operator's point for the one λ that spends the bound, the multiplier.

        Raises
        ------
        ValueError
            If the ball is not convex (p < 1), for then the nearest point need not be unique.
        """
        w = np.asarray(w, dtype=float)
        if not self.penalty.convex:
            raise ValueError(f"the ball of {self.penalty.name} is not convex: no unique projection")
        if self.contains(w):
            return w
        if self.radius == 0:
            return np.zeros_like(w)
        match self.penalty:
            case L1():
                return soft_threshold(w, excess_level(np.abs(w), self.radius))
            case L2():
                return np.asarray(w * (self.radius / np.linalg.norm(w)))
            case MaxNorm():
                return np.asarray(np.clip(w, -self.radius, self.radius))
        return self.penalty.prox(w, self._multiplier(w))

    def _multiplier(self, w: Floats) -> float:
        """Find the λ at which the proximal operator's point lies on the boundary."""

        def excess(strength: float) -> float:
            return float(self.penalty(self.penalty.prox(w, strength))) - self.bound

        high = 1.0
        while excess(high) > 0:
            high *= 2.0
        return float(brentq(excess, 0.0, high, xtol=1e-15, rtol=1e-14))

    def corners(self) -> Floats:
        """Return the corners of the outline in the plane, shape (0, 2) or (4, 2)."""
        if self.penalty.order <= 1:
            return self.radius * np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])
        if isinstance(self.penalty, MaxNorm):
            return self.radius * np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
        return np.empty((0, 2))

    def face(self, w: ArrayLike) -> Face:
        """Name the part of the boundary on which a point w of the plane lies, exact zeros decide.

        A corner has a cone of normals, an edge is flat, an arc is curved.

        Parameters
        ----------
        w : array_like, shape (2,)
            A point of the boundary.
        """
        x, y = np.abs(np.asarray(w, dtype=float))
        if isinstance(self.penalty, MaxNorm):
            return "corner" if x == y else "edge"
        if self.penalty.order <= 1 and 0 in (x, y):
            return "corner"
        return "edge" if isinstance(self.penalty, L1) else "arc"

    def normals(self, w: ArrayLike) -> Floats:
        """Return the outward unit normals at a point w of the boundary, shape (1, 2) or (2, 2).

        At a corner they are the two sides of the cone that -∇f must lie in for the loss to touch
        there; at a tip of a ball that is not convex that cone is a half-plane.
        """
        w = np.asarray(w, dtype=float)
        corner = self.face(w) == "corner"
        normals = self._cone(w) if corner else self.penalty.gradient(w)[None, :]
        return np.asarray(normals / np.linalg.norm(normals, axis=1, keepdims=True))

    def _cone(self, tip: Floats) -> Floats:
        """Return the two limits of the gradient at a corner."""
        if isinstance(self.penalty, MaxNorm):
            return np.diag(np.sign(tip))
        along = self.penalty.gradient(tip)
        across = (tip == 0).astype(float)
        if not self.penalty.convex:
            return np.array([across, -across])
        kink = float(np.abs(self.penalty.gradient(across * np.finfo(float).tiny)).max())
        return np.array([along + kink * across, along - kink * across])

    def boundary(self, angle: ArrayLike) -> Floats:
        """Return points of the boundary in the plane, shape (..., 2), one full turn for 0 to 2π.

        The angle runs as on the circle, but for p < 2 the points crowd where the ball turns, at
        the axes, as (cosᵏ, sinᵏ) do with k = 2/p. A quarter turn leads from an axis to the next.
        """
        circle = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        circle[np.isclose(circle, 0.0, atol=1e-15)] = 0.0  # the axes exactly: tips are there
        crowding = 2.0 / min(self.penalty.order, 2.0)
        direction = np.sign(circle) * np.abs(circle) ** crowding
        return np.asarray(direction * self.penalty.reach(direction, self.bound)[..., None])

    def outline(self, count: int = 360) -> Floats:
        """Return the closed boundary in the plane, shape (count + 1, 2), its corners included.

        Parameters
        ----------
        count : int
            The number of points; a multiple of 8, so that each corner is one of them.
        """
        if count <= 0 or count % 8:
            raise ValueError(f"count = {count} is not a positive multiple of 8")
        return self.boundary(np.linspace(0.0, 2 * np.pi, count + 1))
