"""Parts of segments and of flat polygons that lie in a box of the line, the plane or space."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["cut_polygon", "cut_segments"]

_TINY = 1e-12


def cut_polygon(corners: ArrayLike, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the part of a flat convex polygon, (k, d), in a box, as a polygon.

    Notes
    -----
    Source: Sutherland and Hodgman 1974, one side of the box after the other.

    Examples
    --------
    >>> square = [[0, 0], [4, 0], [4, 4], [0, 4]]
    >>> cut_polygon(square, np.array([1, -1]), np.array([9, 2])).tolist()
    [[1.0, 2.0], [1.0, 0.0], [4.0, 0.0], [4.0, 2.0]]
    """
    polygon = np.asarray(corners, dtype=float)
    for axis in range(polygon.shape[1]):
        polygon = _half(polygon, polygon[:, axis] - low[axis])
        polygon = _half(polygon, high[axis] - polygon[:, axis])
    return polygon


def cut_segments(segments: ArrayLike, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the parts of segments, (k, 2, d), in a box, (m, 2, d) with m ≤ k.

    Notes
    -----
    Source: Liang and Barsky 1984, all segments at once.

    Examples
    --------
    >>> segments = [[[-1, 0, 0], [3, 0, 0]], [[0, 5, 0], [0, 6, 0]]]
    >>> cut_segments(segments, np.zeros(3), np.ones(3)).tolist()
    [[[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]]
    """
    ends = np.asarray(segments, dtype=float)
    start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    level = np.abs(along) < _TINY
    safe = np.where(level, 1.0, along)
    first, second = (low - start) / safe, (high - start) / safe
    outside = level & ((start < low - _TINY) | (start > high + _TINY))
    near = np.where(level, np.where(outside, np.inf, -np.inf), np.minimum(first, second))
    far = np.where(level, np.inf, np.maximum(first, second))
    entry, exit = np.maximum(near.max(axis=1), 0.0), np.minimum(far.min(axis=1), 1.0)
    kept = entry < exit
    start, along = start[kept], along[kept]
    shares = np.stack([entry[kept], exit[kept]], axis=1)[..., None]
    return np.asarray(start[:, None] + shares * along[:, None])


def _half(polygon: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Return the part of a polygon whose corners have heights of at least 0."""
    kept: list[np.ndarray] = []
    for k in range(len(polygon)):
        here, before = heights[k], heights[k - 1]
        if (here >= 0) != (before >= 0):
            share = before / (before - here)
            kept.append(polygon[k - 1] + share * (polygon[k] - polygon[k - 1]))
        if here >= 0:
            kept.append(polygon[k])
    return np.array(kept).reshape(-1, polygon.shape[1])
