"""The errors of gradient descent in a quadratic bowl: each eigenvector's shrinks on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from optviz.curvature import rounded_away

FloatArray = NDArray[np.float64]

_STEPS = 20  # that the check repeats
_ROUNDING = 64 * float(np.finfo(float).eps)


@dataclass(frozen=True, eq=False)
class EigenErrors(Immutable):
    """Descent from a point of m(x) = ½ (x - c)ᵀH(x - c), in coordinates along the eigenvectors.

    A step with the rate η multiplies the error along the eigenvector i by 1 - ηλᵢ.

    Attributes
    ----------
    minimum, start : ndarray, shape (n,)
        c, and where it begins.
    hessian : ndarray, shape (n, n)
        H, all of whose curvatures are positive.
    curvatures : ndarray, shape (n,)
        λ, the flattest first.
    axes : ndarray, shape (n, n)
        The eigenvectors, as columns.

    Examples
    --------
    >>> errors = EigenErrors.of([[1, 0], [0, 9]], minimum=[0, 0], start=[9, 1])
    >>> errors.best_rate, errors.limit, errors.condition
    (0.2, 0.2222222222222222, 9.0)
    >>> errors.factors(0.2).round(6)
    array([ 0.8, -0.8])
    >>> errors.points(errors.own_rates, steps=1).tolist()
    [[9.0, 1.0], [0.0, 0.0]]
    """

    minimum: FloatArray
    start: FloatArray
    hessian: FloatArray
    curvatures: FloatArray
    axes: FloatArray

    @classmethod
    def of(cls, hessian: ArrayLike, minimum: ArrayLike, start: ArrayLike) -> Self:
        """Find the eigenvectors of a bowl.

        Raises
        ------
        ValueError
            If a curvature is not positive: then it is none.
        """
        h = np.asarray(hessian, dtype=float)
        if not np.isfinite(h).all():
            raise ValueError("a Hessian that is not finite has no eigenvectors")
        curvatures, axes = np.linalg.eigh(h)
        if curvatures[0] <= 0 or rounded_away(curvatures[:, None]).any():
            raise ValueError(f"no bowl: its smallest curvature is {curvatures[0]:g}")
        c, x = (np.asarray(point, dtype=float) for point in (minimum, start))
        return cls(c, x, h, curvatures, axes)

    @property
    def errors(self) -> FloatArray:
        """The first error along each eigenvector, shape (n,)."""
        first: FloatArray = self.axes.T @ (self.start - self.minimum)
        return first

    @property
    def best_rate(self) -> float:
        """The one rate with which the slowest error shrinks fastest, 2 / (λ₁ + λₙ)."""
        return float(2 / (self.curvatures[0] + self.curvatures[-1]))

    @property
    def limit(self) -> float:
        """The rate from which the steepest error no longer shrinks, 2 / λₙ."""
        return float(2 / self.curvatures[-1])

    @property
    def own_rates(self) -> FloatArray:
        """A rate for each eigenvector, 1 / λ: that of Newton's method."""
        return np.asarray(1 / self.curvatures)

    @property
    def condition(self) -> float:
        """λₙ / λ₁."""
        return float(self.curvatures[-1] / self.curvatures[0])

    def factors(self, rates: ArrayLike) -> FloatArray:
        """Return what a step multiplies each error by, for one rate or one of each: shape (n,)."""
        return np.asarray(1 - np.asarray(rates, dtype=float) * self.curvatures)

    def after(self, rates: ArrayLike, steps: int) -> FloatArray:
        """The errors at the start and after each step, shape (steps + 1, n)."""
        with np.errstate(over="ignore"):
            powers = self.factors(rates) ** np.arange(steps + 1)[:, None]
        return np.asarray(self.errors * powers)

    def points(self, rates: ArrayLike, steps: int) -> FloatArray:
        """The start and the point after each step, shape (steps + 1, n)."""
        return np.asarray(self.minimum + self.after(rates, steps) @ self.axes.T)

    def check(self) -> Check:
        """Compare the points with steps made one by one with H(x - c), for the best rate."""
        x, made = self.start, [self.start]
        for _ in range(_STEPS):
            x = x - self.best_rate * (self.hessian @ (x - self.minimum))
            made.append(x)
        residual = np.abs(np.array(made) - self.points(self.best_rate, _STEPS)).max()
        scale = np.abs(self.start - self.minimum).max() + np.abs(self.minimum).max()
        bound = _ROUNDING * (_STEPS + 1) * scale
        relation = "V(I - ηΛ)ᵏVᵀ(x₀ - c) = (I - ηH)ᵏ(x₀ - c)"
        return Check(relation, bool(residual <= bound), float(residual), float(bound))
