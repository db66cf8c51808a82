"""A parallel projection of space onto the frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["Projection"]


@dataclass(frozen=True)
class Projection:
    """Parallel projection: places on the frame of points of space, seen from one direction.

    Attributes
    ----------
    azimuth, elevation : float
        The direction to the viewer, in degrees: around the z axis from the x axis, and upwards.
    middle : tuple of 3 floats
        The point of space that is seen at `place`.
    place : tuple of 2 floats
        On the frame.
    scale : float
        The length of a unit, in Manim's units.

    Examples
    --------
    >>> from_above = Projection(-90, 90)
    >>> from_above.places([[1, 2, 5]]).round(6) + 0.0
    array([[1., 2.]])
    >>> from_above.depths([[1, 2, 5]]).round(6)
    array([5.])
    """

    azimuth: float
    elevation: float
    middle: tuple[float, float, float] = (0.0, 0.0, 0.0)
    place: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0

    @cached_property
    def to_viewer(self) -> np.ndarray:
        """The unit vector towards the viewer."""
        a, e = np.deg2rad([self.azimuth, self.elevation])
        return np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])

    @cached_property
    def _axes(self) -> np.ndarray:
        """The unit vectors that are seen to the right and upwards, as columns."""
        a, e = np.deg2rad([self.azimuth, self.elevation])
        right = np.array([-np.sin(a), np.cos(a), 0.0])
        up = np.array([-np.sin(e) * np.cos(a), -np.sin(e) * np.sin(a), np.cos(e)])
        return np.column_stack([right, up])

    def places(self, points: ArrayLike) -> np.ndarray:
        """Return where points, (k, 3), stand on the frame, (k, 2)."""
        moved = np.asarray(points, dtype=float).reshape(-1, 3) - self.middle
        return np.asarray(self.place + self.scale * (moved @ self._axes))

    def depths(self, points: ArrayLike) -> np.ndarray:
        """Return how near points, (k, 3), are to the viewer: the nearer, the larger."""
        moved = np.asarray(points, dtype=float).reshape(-1, 3) - self.middle
        return np.asarray(moved @ self.to_viewer)
