"""Straight lines between given points."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Line, VMobject

__all__ = ["set_corners", "set_ends"]

_general_ends = Line._set_start_and_end_attrs
_general_corners = VMobject.set_points_as_corners

_FLOATS = np.dtype(float)
_WEIGHTS = np.linspace(0, 1, 4).reshape(1, 4, 1)


def set_ends(self: Line, start: Any, end: Any) -> None:
    """Note where a line begins and ends.

    In place of ``Line._set_start_and_end_attrs`` (manim/mobject/geometry/line.py), which finds the
    direction between the two though only the outlines of mobjects depend on it, not points.
    """
    if _is_point(start) and _is_point(end):
        self.start, self.end = start.copy(), end.copy()
    else:
        _general_ends(self, start, end)


def _is_point(place: Any) -> bool:
    return type(place) is np.ndarray and place.shape == (3,) and place.dtype is _FLOATS


def set_corners(self: VMobject, points: Any) -> VMobject:
    """Make a path of the straight lines from each point to the next.

    In place of ``VMobject.set_points_as_corners`` (manim/mobject/types/vectorized_mobject.py),
    which makes four arrays and puts them together. The arithmetic is that of ``interpolate``.
    """
    corners = np.array(points)
    if corners.ndim != 2 or corners.shape[1] != 3 or len(corners) < 2 or not _divides(self):
        return _general_corners(self, points)
    starts, ends = corners[:-1, None], corners[1:, None]
    self.points = ((1 - _WEIGHTS) * starts + _WEIGHTS * ends).reshape(-1, 3)
    return self


def _divides(mobject: VMobject) -> bool:
    """Say whether a mobject's curves are cubic, in three dimensions, set as ``VMobject`` does."""
    return (
        mobject.n_points_per_cubic_curve == 4
        and mobject.dim == 3
        and type(mobject).set_anchors_and_handles is VMobject.set_anchors_and_handles
    )
