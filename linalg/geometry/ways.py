"""A way from the identity to a matrix, on which the plane (or space) turns and is stretched.

A matrix is a turn after a stretch along perpendicular axes, its polar form. To show what it does,
both are done little by little: a rotation is then seen to turn, where a straight way between the
matrices would shrink everything on half of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from linalg.numbers.matrices import FloatArray

__all__ = ["Way"]

_SYMMETRIC = 1e-12  # relative, of floats


@dataclass(frozen=True, eq=False)
class Way:
    """A continuous way from I to a square matrix.

    Attributes
    ----------
    end : (n, n) matrix of numbers, n = 2 or 3

    Notes
    -----
    With A = QS, Q a rotation and S symmetric, the way is R(t) ((1 - t) I + t S), where R(t) turns
    about Q's axis by a part of its angle. Where det A < 0 one eigenvalue of S is negative, the
    smallest in size: the picture turns over on the way, as it must.

    Examples
    --------
    >>> quarter = Way([[0, -1], [1, 0]])
    >>> quarter.at(0.5).round(4)
    array([[ 0.7071, -0.7071],
           [ 0.7071,  0.7071]])
    >>> quarter.at(1).round(12)
    array([[ 0., -1.],
           [ 1.,  0.]])
    """

    end: Any

    @cached_property
    def matrix(self) -> FloatArray:
        """The end, of floats."""
        return np.array(self.end, dtype=float)

    def at(self, share: float) -> FloatArray:
        """Return the matrix after a part of the way, from 0 to 1."""
        rotation, stretch = self._parts
        n = len(stretch)
        return _part_of(rotation, share) @ ((1 - share) * np.eye(n) + share * stretch)

    @property
    def keeps_its_side(self) -> bool:
        """True if nothing is turned over or flattened on the way: det A > 0."""
        return bool(np.linalg.det(self.matrix) > 0)

    @cached_property
    def _parts(self) -> tuple[FloatArray, FloatArray]:
        """The rotation and the symmetric stretch that come before it."""
        A = self.matrix
        n = len(A)
        symmetric = np.abs(A - A.T).max() <= _SYMMETRIC * np.abs(A).max()
        if symmetric and (np.linalg.eigvalsh(A) < 0).sum() <= 1:
            return np.eye(n), A
        U, sizes, Vt = np.linalg.svd(A)
        turned = np.ones(n)
        turned[-1] = np.sign(np.linalg.det(U @ Vt))
        return (U * turned) @ Vt, (Vt.T * (turned * sizes)) @ Vt


def _part_of(rotation: FloatArray, share: float) -> FloatArray:
    """Return the rotation about the same axis by a part of the angle."""
    if len(rotation) == 2:
        angle = share * float(np.arctan2(rotation[1, 0], rotation[0, 0]))
        return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    axis = np.linalg.eigh(rotation + rotation.T)[1][:, -1]
    x, y, z = axis
    across = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    sine, cosine = float(np.sum(across * rotation)) / 2, (float(np.trace(rotation)) - 1) / 2
    angle = share * float(np.arctan2(sine, cosine))
    turned: FloatArray = np.eye(3) + np.sin(angle) * across + (1 - np.cos(angle)) * across @ across
    return turned
