"""The local models that methods follow: the tangent plane, and the parabola through the Hessian."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class QuadraticModel:
    """m(x) = f + gᵀ(x - c) + ½ (x - c)ᵀH(x - c) around a point c.

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
        """Where the model is level: Newton's next point, a minimum only if every curvature is > 0.

        Raises
        ------
        numpy.linalg.LinAlgError
            If the Hessian is singular.
        """
        point: FloatArray = self.centre - np.linalg.solve(self.hessian, self.gradient)
        return point
