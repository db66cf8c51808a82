"""Arcs of one kind, calculated once."""

from __future__ import annotations

import numpy as np
from manim import Arc, VMobject

__all__ = ["CalculatedArcs"]

_general = Arc._set_pre_positioned_points

_NUMBERS = frozenset((int, float, np.float64))

_MOST = 200
"""Arcs that are remembered."""


class CalculatedArcs:
    """The points of the arcs around the origin calculated so far."""

    def __init__(self) -> None:
        self._points: dict[tuple[float, ...], np.ndarray] = {}

    def set_points(self, arc: Arc) -> None:
        """Set the points of an arc of radius one.

        In place of ``Arc._set_pre_positioned_points`` (manim/mobject/geometry/arc.py), which
        calculates them by one sine and cosine after another, for every dot and circle.
        """
        key = (arc.start_angle, arc.angle, arc.num_components)
        if not _is_plain(arc, key):
            _general(arc)
            return
        if key not in self._points:
            if len(self._points) >= _MOST:
                self._points.clear()
            _general(arc)
            self._points[key] = arc.points
        arc.points = self._points[key].copy()


def _is_plain(arc: Arc, numbers: tuple[object, ...]) -> bool:
    """Say whether an arc is of plain numbers, and its points are set as they are."""
    return (
        _NUMBERS.issuperset(map(type, numbers))
        and type(arc).set_anchors_and_handles is VMobject.set_anchors_and_handles
        and arc.dim == 3
    )
