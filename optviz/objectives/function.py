"""Functions as a minimiser needs them: value, gradient and Hessian, at one point or many."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import ShapeError
from linalg.record import Record

FloatArray = NDArray[np.float64]


class Function(Record, ABC):
    """A function as a minimiser needs it: value, gradient and Hessian.

    `values`, `gradients` and `hessians` take points with coordinates first, shape (n, ...), and
    are what methods call; calling the function, `gradient` and `hessian` take a point (n,) or
    many (..., n), coordinates last. A subclass defines the first three, a page and the attributes.

    Attributes
    ----------
    name : str
    names : tuple of str
        Names of the coordinates.

    Examples
    --------
    >>> from linalg.page import Page
    >>> class Bowl(Function):
    ...     name, names = "bowl", ("x", "y")
    ...
    ...     def values(self, points):
    ...         return (points * points).sum(axis=0)
    ...
    ...     def gradients(self, points):
    ...         return 2 * points
    ...
    ...     def hessians(self, points):
    ...         return 2 * np.eye(2)
    ...
    ...     def page(self):
    ...         return Page(self.name)
    >>> Bowl()([3, 4]), Bowl().gradient([3, 4])
    (25.0, array([6., 8.]))
    """

    name: str
    names: tuple[str, ...]
    """Names of the coordinates."""

    @property
    def n(self) -> int:
        """Number of coordinates."""
        return len(self.names)

    def _brief(self) -> str:
        return f"{self.name}({', '.join(self.names)})"

    @abstractmethod
    def values(self, points: FloatArray) -> FloatArray:
        """f, shape (...)."""

    @abstractmethod
    def gradients(self, points: FloatArray) -> FloatArray:
        """∇f, shape (n, ...)."""

    @abstractmethod
    def hessians(self, points: FloatArray) -> FloatArray:
        """∇²f, shape (n, n, ...)."""

    def evaluate(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """F and ∇f together."""
        return self.values(points), self.gradients(points)

    @property
    def floor(self) -> tuple[float | None, bool]:
        """A value that it is certain not to fall below, if one is known, and whether it is reached.

        ``(0.0, True)`` of a sum of squares: where it is 0 there is a minimum. ``(0.0, False)`` of
        exp(-x²): where it is 0 in floats it still falls.
        """
        return None, True

    def underflows(self, points: FloatArray) -> NDArray[np.bool_]:
        """Say for each point, (n, K), whether a value that floats show as 0 is known not to be."""
        return np.zeros(points.shape[1], dtype=bool)

    @property
    def is_quadratic(self) -> bool:
        """True if its Hessian is known to be the same everywhere."""
        return False

    def has_no_minimum(self, points: FloatArray) -> NDArray[np.bool_]:
        """Say for each point, (n, K), whether it proves that there is no minimum, shape (K,)."""
        return np.zeros(points.shape[1], dtype=bool)

    def gradients_at_step(self, points: FloatArray, k: int) -> FloatArray:
        """Gradient that step k sees; functions that sample their data differ from step to step."""
        return self.gradients(points)

    def __call__(self, x: ArrayLike) -> Any:
        """Value at a point, a float, or at points (..., n), an array (...)."""
        values = self.values(self._first(x))
        return float(values) if values.ndim == 0 else values

    def gradient(self, x: ArrayLike) -> FloatArray:
        """Gradient at points (..., n), of the same shape."""
        return np.moveaxis(self.gradients(self._first(x)), 0, -1)

    def hessian(self, x: ArrayLike) -> FloatArray:
        """Hessian at points (..., n), shape (..., n, n)."""
        return np.moveaxis(self.hessians(self._first(x)), (0, 1), (-2, -1))

    def _first(self, x: ArrayLike) -> FloatArray:
        points = np.asarray(x, dtype=float)
        if points.ndim == 0 or points.shape[-1] != self.n:
            raise ShapeError(
                f"a point has the {self.n} coordinates {', '.join(self.names)}; "
                f"got an array of shape {points.shape}"
            )
        return np.moveaxis(points, -1, 0)
