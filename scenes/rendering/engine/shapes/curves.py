"""Lengths of curves and the distance of points, without an array for every number."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from manim import VMobject

__all__ = ["are_equal", "lengths_of_pieces"]

_general_equal = VMobject.consider_points_equals
_general_lengths = VMobject.get_nth_curve_length_pieces

_PIECES = 10
_RELATIVE = 1e-5
"""NumPy's relative tolerance for numbers that count as equal."""


def _weights(count: int) -> tuple[np.ndarray, ...]:
    """Return what the four control points of a cubic curve weigh at evenly spaced places."""
    t = np.linspace(0, 1, count).reshape(-1, 1)
    t2 = t * t
    s = 1 - t
    s2 = s * s
    return s2 * s, 3 * t * s2, 3 * t2 * s, t2 * t


_WEIGHTS = _weights(_PIECES)


def lengths_of_pieces(self: VMobject, n: int, sample_points: int | None = None) -> np.ndarray:
    """Return the lengths of the straight pieces that a curve is measured by.

    In place of ``VMobject.get_nth_curve_length_pieces``
    (manim/mobject/types/vectorized_mobject.py), which evaluates the curve point by point. The
    arithmetic is that of ``bezier``.
    """
    curve = self.get_nth_curve_points(n)
    if sample_points not in (None, _PIECES) or len(curve) != 4:
        return _general_lengths(self, n, sample_points)
    first, second, third, fourth = _WEIGHTS
    points = first * curve[0] + second * curve[1] + third * curve[2] + fourth * curve[3]
    steps = points[1:] - points[:-1]
    lengths: np.ndarray = np.sqrt(np.add.reduce(steps * steps, axis=1))
    return lengths


def are_equal(self: VMobject, p0: Any, p1: Any) -> bool:
    """Say whether two points count as one.

    In place of ``VMobject.consider_points_equals`` (manim/mobject/types/vectorized_mobject.py),
    which asks ``numpy.allclose``. The comparison is the same, for one point each.
    """
    if getattr(p0, "shape", None) != (3,) or getattr(p1, "shape", None) != (3,):
        return _general_equal(self, p0, p1)
    tolerance = self.tolerance_for_point_equality
    return all(
        a == b or (abs(a - b) <= tolerance + _RELATIVE * abs(b) and math.isfinite(b))
        for a, b in zip(p0.tolist(), p1.tolist(), strict=True)
    )
