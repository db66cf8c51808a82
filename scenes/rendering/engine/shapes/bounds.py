"""The box around a mobject, found in whole arrays instead of point by point."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Mobject, VMobject

__all__ = ["boundary_of", "critical_point_of"]

_general_boundary = VMobject.get_points_defining_boundary
_general_critical = Mobject.get_critical_point


def boundary_of(self: VMobject) -> np.ndarray:
    """Return where the curves of a family begin and end.

    In place of ``VMobject.get_points_defining_boundary``
    (manim/mobject/types/vectorized_mobject.py), which makes a list of them one by one.
    """
    family = self.get_family()
    if not all(_is_plain(member) for member in family):
        return _general_boundary(self)
    anchors = [
        m.points if len(m.points) == 1 else m.points.reshape(-1, 4, 3)[:, ::3].reshape(-1, 3)
        for m in family
        if len(m.points)
    ]
    return np.concatenate(anchors) if anchors else np.array(())


def _is_plain(mobject: Any) -> bool:
    """Say whether a mobject has whole cubic curves, whose ends are its anchors; or one point."""
    return (
        isinstance(mobject, VMobject)
        and type(mobject).get_anchors is VMobject.get_anchors
        and mobject.n_points_per_cubic_curve == 4
        and (len(mobject.points) % 4 == 0 or len(mobject.points) == 1)
        and mobject.dim == 3
    )


def critical_point_of(self: Mobject, direction: Any) -> np.ndarray:
    """Return the corner, the middle of an edge or the centre of the box around a mobject.

    In place of ``Mobject.get_critical_point`` (manim/mobject/mobject.py), which looks for the
    lowest and the highest number of one coordinate after another.
    """
    if type(self).get_extremum_along_dim is not Mobject.get_extremum_along_dim or self.dim != 3:
        return _general_critical(self, direction)
    points = self.get_points_defining_boundary()
    if len(points) == 0:
        return np.zeros(3)
    columns = np.ascontiguousarray(points.T)  # along which NumPy is ten times as fast
    low, high = columns.min(axis=1), columns.max(axis=1)
    signs = np.asarray(direction)
    point: np.ndarray = np.where(signs < 0, low, np.where(signs == 0, (low + high) / 2, high))
    return point
