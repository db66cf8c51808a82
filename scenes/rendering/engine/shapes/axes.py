"""The point of one pair of coordinates, by plain numbers."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from manim import Axes, NumberLine
from manim.mobject.graphing.scale import LinearBase

__all__ = ["point_of"]

_general = Axes.coords_to_point
_NUMBERS = frozenset((int, float, np.float64))


def point_of(self: Axes, *coords: Any) -> np.ndarray:
    """Return the point with the given coordinates.

    In place of ``Axes.coords_to_point`` (manim/mobject/graphing/coordinate_systems.py), which makes
    arrays of each number. The arithmetic is the same, in the same order.
    """
    lines = cast(list[NumberLine], self.axes.submobjects)
    if (
        not _NUMBERS.issuperset(map(type, coords))
        or self.x_axis is not lines[0]
        or not all(map(_is_plain, lines))
    ):
        return _general(self, *coords)
    horizontal = lines[0]
    origin = _on_line(horizontal, self._origin_shift([horizontal.x_min, horizontal.x_max]))
    point = _on_line(horizontal, coords[0])
    for line, number in zip(lines[1:], coords[1:], strict=False):
        point = [p + (q - o) for p, q, o in zip(point, _on_line(line, number), origin, strict=True)]
    return np.array(point)


def _is_plain(line: NumberLine) -> bool:
    """Say whether a line maps numbers to points as ``NumberLine`` does, on a linear scale."""
    return (
        type(line).number_to_point is NumberLine.number_to_point
        and type(line.scaling) is LinearBase
    )


def _on_line(line: NumberLine, number: float) -> list[float]:
    """Return the point of a number on a line, as ``NumberLine.number_to_point``."""
    low, high = line.x_range[0], line.x_range[1]
    scaling: Any = line.scaling  # linear, as has been seen
    alpha = float((number / scaling.scale_factor - low) / (high - low))
    return [(1 - alpha) * a + alpha * b for a, b in zip(*_ends(line), strict=True)]


def _ends(line: NumberLine) -> tuple[list[float], list[float]]:
    """Return where a line starts and ends; at a tip it ends where the tip begins."""
    if type(line) is NumberLine and line.__dict__.keys().isdisjoint(("tip", "start_tip")):
        return line.points[0].tolist(), line.points[-1].tolist()
    return line.get_start().tolist(), line.get_end().tolist()
