"""Polylines on the frame: cut at a box, broken into dashes, made into curves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from scenes.stage import Region

__all__ = [
    "bezier_points",
    "clipped",
    "clipped_area",
    "clipped_segments",
    "dashed",
    "length",
    "moments",
]


def clipped(points: np.ndarray, box: Region) -> list[np.ndarray]:
    """Return the pieces of a polyline that lie within a box.

    Parameters
    ----------
    points : ndarray, (k, 2)
        A point that is not finite breaks the line.
    box : Region

    Returns
    -------
    list of ndarray, (m, 2) with m ≥ 2

    Notes
    -----
    Source: Liang and Barsky 1984, all segments at once.

    Examples
    --------
    >>> unit = Region(0, 1, 0, 1)
    >>> [piece.tolist() for piece in clipped(np.array([[-1, 0.5], [0.5, 0.5], [0.5, 3]]), unit)]
    [[[0.0, 0.5], [0.5, 0.5], [0.5, 1.0]]]
    """
    start, end = np.asarray(points[:-1], dtype=float), np.asarray(points[1:], dtype=float)
    entry, exit = _crossings(start, end, box)
    with np.errstate(invalid="ignore"):
        inside = (entry <= exit) & np.isfinite(start).all(axis=1) & np.isfinite(end).all(axis=1)
    pieces: list[list[np.ndarray]] = []
    joined = False
    for k in np.flatnonzero(inside):
        along = end[k] - start[k]
        if not (joined and entry[k] == 0 and inside[k - 1]):
            pieces.append([start[k] + entry[k] * along])
        pieces[-1].append(start[k] + exit[k] * along)
        joined = bool(exit[k] == 1)
    return [np.array(piece) for piece in pieces]


def moments(points: np.ndarray, box: Region, each: int) -> np.ndarray:
    """Return where someone who walks a polyline is seen in a box, NaN while outside.

    Parameters
    ----------
    points : ndarray, (k + 1, 2)
    box : Region
    each : int
        Moments for a segment.

    Returns
    -------
    ndarray, (k * each + 1, 2)
        The moments before and after a crossing of the edge are moved onto it.

    Examples
    --------
    >>> walk = np.array([[0.5, 0.5], [4.5, 0.5]])
    >>> moments(walk, Region(0, 1, 0, 1), 4).tolist()
    [[0.5, 0.5], [1.0, 0.5], [nan, nan], [nan, nan], [nan, nan]]
    """
    points = np.asarray(points, dtype=float)
    if len(points) == 1:
        return moments(np.repeat(points, 2, axis=0), box, each)[:1]
    start, end = points[:-1], points[1:]
    entry, exit = (share[:, None] for share in _crossings(start, end, box))
    share = np.arange(each + 1) / each
    seen = (entry <= exit) & (share > entry - 1 / each) & (share < exit + 1 / each)
    with np.errstate(invalid="ignore"):
        places = start[:, None] + np.clip(share, entry, exit)[..., None] * (end - start)[:, None]
    places[~seen | ~np.isfinite(places).all(axis=2)] = np.nan
    before, after = places[:-1, -1], places[1:, 0]
    same = np.isnan(before) | np.isnan(after) | (np.abs(before - after) < 1e-9)
    places[1:, 0] = np.where(same, np.where(np.isnan(after), before, after), np.nan)
    walk = np.concatenate([places[:, :-1].reshape(-1, 2), places[-1, -1:]])
    # Between leaving and coming back there is a gap, not a line along the edge.
    inside = (entry <= exit) & (share[:-1] < exit) & (share[1:] > entry)
    walk[1:][~inside.reshape(-1) & np.isfinite(walk[:-1]).all(axis=1)] = np.nan
    return walk


def _crossings(start: np.ndarray, end: np.ndarray, box: Region) -> tuple[np.ndarray, np.ndarray]:
    """Return where each segment enters and leaves the box, as shares of its length."""
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    along = end - start
    with np.errstate(all="ignore"):
        first, second = (low - start) / along, (high - start) / along
        near, far = np.minimum(first, second), np.maximum(first, second)
        level = along == 0
        within = (low <= start) & (start <= high)
        near = np.where(level, np.where(within, -np.inf, np.inf), near)
        far = np.where(level, np.where(within, np.inf, -np.inf), far)
    return np.maximum(near.max(axis=1), 0), np.minimum(far.min(axis=1), 1)


def clipped_segments(segments: np.ndarray, box: Region) -> np.ndarray:
    """Return the parts of segments, (k, 2, 2), that lie within a box, (m, 2, 2) with m ≤ k.

    Examples
    --------
    >>> segments = np.array([[[-1, 0.5], [3, 0.5]], [[2, 2], [3, 3]]])
    >>> clipped_segments(segments, Region(0, 1, 0, 1)).tolist()
    [[[0.0, 0.5], [1.0, 0.5]]]
    """
    start, end = segments[:, 0], segments[:, 1]
    entry, exit = _crossings(start, end, box)
    inside = entry < exit
    along = (end - start)[inside]
    begin = start[inside] + entry[inside, None] * along
    return np.stack([begin, start[inside] + exit[inside, None] * along], axis=1)


def clipped_area(corners: np.ndarray, box: Region) -> np.ndarray:
    """Return the part of a polygon, (k, 2), that lies within a box, as a polygon.

    Notes
    -----
    Source: Sutherland and Hodgman 1974.

    Examples
    --------
    >>> square = np.array([[0, 0], [2, 0], [2, 2], [0, 2]])
    >>> clipped_area(square, Region(1, 3, -1, 3)).tolist()
    [[1.0, 0.0], [2.0, 0.0], [2.0, 2.0], [1.0, 2.0]]
    """
    left, right = np.array([1.0, 0.0]), np.array([-1.0, 0.0])
    up, down = np.array([0.0, 1.0]), np.array([0.0, -1.0])
    polygon = np.asarray(corners, dtype=float)
    edges = ((left, box.left), (right, -box.right), (up, box.bottom), (down, -box.top))
    for normal, bound in edges:
        polygon = _half(polygon, normal, bound)
    return polygon


def _half(polygon: np.ndarray, normal: np.ndarray, bound: float) -> np.ndarray:
    """Return the part of a polygon where normal · p ≥ bound."""
    heights = polygon @ normal - bound
    kept: list[np.ndarray] = []
    for k in range(len(polygon)):
        here, before = heights[k], heights[k - 1]
        if (here >= 0) != (before >= 0):
            share = before / (before - here)
            kept.append(polygon[k - 1] + share * (polygon[k] - polygon[k - 1]))
        if here >= 0:
            kept.append(polygon[k])
    return np.array(kept).reshape(-1, 2)


def length(points: np.ndarray) -> float:
    """Return the length of a polyline, (k, 2)."""
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())


def dashed(points: np.ndarray, pattern: Sequence[float]) -> list[np.ndarray]:
    """Return the dashes of a polyline, (k, 2).

    Parameters
    ----------
    points : ndarray
    pattern : sequence of an even number of lengths
        Drawn, left out, drawn, left out …; empty for a line without gaps.

    Examples
    --------
    >>> [dash.tolist() for dash in dashed(np.array([[0, 0], [5, 0]]), (2, 1))]
    [[[0.0, 0.0], [2.0, 0.0]], [[3.0, 0.0], [5.0, 0.0]]]
    """
    points = np.asarray(points, dtype=float)
    if not len(pattern):
        return [points]
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    rounds = int(np.ceil(along[-1] / sum(pattern)))
    marks = np.concatenate([[0], np.cumsum(np.tile(pattern, rounds))])
    dashes = []
    for begin, end in zip(marks[:-1:2], marks[1::2], strict=True):
        if begin >= along[-1]:
            break
        ends = _at(points, along, np.array([begin, min(end, along[-1])]))
        between = points[(along > begin) & (along < end)]
        dashes.append(np.concatenate([ends[:1], between, ends[1:]]))
    return dashes


def _at(points: np.ndarray, along: np.ndarray, places: np.ndarray) -> np.ndarray:
    return np.stack([np.interp(places, along, points[:, axis]) for axis in (0, 1)], axis=1)


def bezier_points(pieces: Iterable[np.ndarray]) -> np.ndarray:
    """Return polylines as the control points that a VMobject keeps, (4k, 3)."""
    thirds = np.arange(4)[:, None] / 3
    curves = [
        (piece[:-1, None] + thirds * (piece[1:] - piece[:-1])[:, None]).reshape(-1, 2)
        for piece in pieces
    ]
    flat = np.concatenate([np.zeros((0, 2)), *curves])
    return np.column_stack([flat, np.zeros(len(flat))])
