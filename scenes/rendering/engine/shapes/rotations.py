"""The matrix of a rotation, by plain numbers.

Stands in for SciPy's ``Rotation`` in manim/utils/space_ops.py, which takes longer to import than a
short scene takes to render, and four times as long for each turn.
"""

from __future__ import annotations

import math

import numpy as np

__all__ = ["Rotation"]

_SMALL = 1e-3
"""Angles below it are told by a series, as in SciPy."""


class Rotation:
    """A rotation around an axis by its length, in radians."""

    def __init__(self, vector: np.ndarray) -> None:
        self.vector = vector

    @classmethod
    def from_rotvec(cls, vector: np.ndarray) -> Rotation:
        """Take the axis, as long as the angle."""
        return cls(vector)

    def as_matrix(self) -> np.ndarray:
        """Return the matrix, by way of the quaternion, in SciPy's order of operations.

        Examples
        --------
        >>> Rotation.from_rotvec(np.array([0, 0, math.pi / 2])).as_matrix().round(12) + 0
        array([[ 0., -1.,  0.],
               [ 1.,  0.,  0.],
               [ 0.,  0.,  1.]])
        """
        x, y, z = map(float, self.vector)
        angle = math.sqrt(x * x + y * y + z * z)
        if angle <= _SMALL:
            square = angle * angle
            scale = 0.5 - square / 48 + square * square / 3840
        else:
            scale = math.sin(angle / 2) / angle
        x, y, z, w = scale * x, scale * y, scale * z, math.cos(angle / 2)
        xx, yy, zz, ww = x * x, y * y, z * z, w * w
        xy, zw, xz, yw, yz, xw = x * y, z * w, x * z, y * w, y * z, x * w
        return np.array(
            [
                [xx - yy - zz + ww, 2 * (xy - zw), 2 * (xz + yw)],
                [2 * (xy + zw), -xx + yy - zz + ww, 2 * (yz - xw)],
                [2 * (xz - yw), 2 * (yz + xw), -xx - yy + zz + ww],
            ]
        )
