"""The local models that methods follow: the tangent plane, and the parabola through the Hessian."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.immutable import Immutable
from optviz.curvature import level_step, rounded_away
from optviz.figures import Window
from optviz.objectives.contours import Contours, window_grid

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class QuadraticModel(Immutable):
    """m(x) = f + gᵀ(x - c) + ½ (x - c)ᵀH(x - c) around a point c.

    Attributes
    ----------
    centre : ndarray, shape (n,)
        c.
    value : float
        f.
    gradient : ndarray, shape (n,)
        g.
    hessian : ndarray, shape (n, n)
        H.

    Examples
    --------
    >>> model = QuadraticModel(np.zeros(2), 1.0, np.array([2.0, 0.0]), np.diag([2.0, 4.0]))
    >>> model([-1.0, 0.0])
    0.0
    >>> model.stationary_point
    array([-1.,  0.])
    """

    centre: FloatArray
    value: float
    gradient: FloatArray
    hessian: FloatArray

    def __call__(self, x: ArrayLike) -> FloatArray | float:
        """Value at points (..., n)."""
        d = np.asarray(x, dtype=float) - self.centre
        values = self.linear(x) + 0.5 * np.einsum("...i,ij,...j->...", d, self.hessian, d)
        return float(values) if values.ndim == 0 else values

    def linear(self, x: ArrayLike) -> FloatArray:
        """Value of the tangent plane at points (..., n)."""
        d = np.asarray(x, dtype=float) - self.centre
        plane: FloatArray = self.value + d @ self.gradient
        return plane

    @property
    def curvatures(self) -> FloatArray:
        """Eigenvalues of the Hessian, smallest first."""
        return np.asarray(np.linalg.eigvalsh(self.hessian), dtype=float)

    @property
    def stationary_point(self) -> FloatArray:
        """The stationary point: Newton's next point, a minimum only if every curvature is > 0.

        Raises
        ------
        numpy.linalg.LinAlgError
            If the Hessian is singular.
        """
        point: FloatArray = self.centre - np.linalg.solve(self.hessian, self.gradient)
        return point

    @property
    def level_point(self) -> FloatArray:
        """The stationary point nearest to the centre, or NaN where the model is level nowhere.

        Examples
        --------
        >>> valley = QuadraticModel(np.zeros(2), 4.0, np.full(2, -4.0), np.full((2, 2), 2.0))
        >>> valley.level_point
        array([1., 1.])
        """
        step: FloatArray = level_step(self.hessian[..., None], self.gradient[:, None])[:, 0]
        return self.centre + step

    @property
    def has_minimum(self) -> bool:
        """True if the stationary point is a minimum: there is one, and no curvature is negative."""
        values = self.curvatures[:, None]
        upwards = (values > 0) | rounded_away(values)
        return bool(upwards.all() and np.isfinite(self.level_point).all())

    @property
    def is_valley(self) -> bool:
        """True if it is lowest along a line, a plane and so on, and not at one point alone.

        Examples
        --------
        >>> QuadraticModel(np.zeros(2), 4.0, np.full(2, -4.0), np.full((2, 2), 2.0)).is_valley
        True
        """
        return self.has_minimum and bool(rounded_away(self.curvatures[:, None]).any())

    def damped(self, shift: float) -> QuadraticModel:
        """The model with H + λI in place of H: Levenberg's, whose level point is a shorter step.

        Examples
        --------
        >>> saddle = QuadraticModel(np.zeros(2), 0.0, np.array([1.0, 1.0]), np.diag([1.0, -1.0]))
        >>> saddle.stationary_point, saddle.damped(2.0).stationary_point
        (array([-1.,  1.]), array([-0.33333333, -1.        ]))
        """
        return replace(self, hessian=self.hessian + shift * np.eye(len(self.centre)))

    def contours(
        self, window: Window, levels: ArrayLike | None = None, *, resolution: int = 120
    ) -> Contours:
        """Sample the model of a function of two variables; its own `levels` if none are given."""
        chosen = self.levels() if levels is None else np.asarray(levels, dtype=float)
        x, y = window_grid(window, resolution)
        values = np.asarray(self(np.stack(np.meshgrid(x, y), axis=-1)))
        return Contours(x, y, values, chosen)

    def plane_contours(self, window: Window, spacing: float, count: int = 4) -> Contours:
        """Sample the tangent plane: straight lines, `spacing` apart, `count` to each side."""
        steps = np.arange(-count, count + 1) * spacing
        rise = float(np.linalg.norm(self.gradient))
        x, y = window_grid(window, 2)
        levels = np.asarray(self.value + rise * steps, dtype=float)
        return Contours(x, y, self.linear(np.stack(np.meshgrid(x, y), axis=-1)), levels)

    def levels(self, count: int = 3) -> FloatArray:
        """Levels whose lines divide the way from the level point to the centre into equal parts.

        Two more go on beyond the centre. Those of a saddle begin at the centre, and are mirrored.
        None where the model is level nowhere, or its centre is as high as there.
        """
        middle = float(self(self.level_point))
        if not np.isfinite(middle) or self.value == middle:
            return np.zeros(0)
        shares = np.square(np.arange(1.0, count + 3) / count)
        if self.curvatures[0] < 0 < self.curvatures[-1]:  # whose lines crowd along two others
            shares = np.square(np.arange(1.0, count + 1))
            shares = np.concatenate([-shares, shares])
        levels: FloatArray = np.sort(middle + shares * (self.value - middle))
        return levels[np.isfinite(levels)]
