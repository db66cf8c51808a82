"""Bézier paths laid out in memory as cairo wants them, and handed over in one call each.

Manim's ``Camera.set_cairo_context_path`` calls ``curve_to`` from Python for every curve. Here NumPy
lays out all the paths of a frame at once, in the format of ``cairo_path_data_t``, and each is
appended by cairo's own ``cairo_append_path``, which makes the same calls: the pixels are equal.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cairo
import numpy as np

__all__ = ["Path", "append_by_calls", "appender", "lay_out"]

_MOVE, _CURVE, _CLOSE = 0, 2, 3
_UNIT = 16
"""Bytes of a ``cairo_path_data_t``: a header (type and length) or a point."""

_RELATIVE = 1e-5
"""Manim's relative tolerance for points that count as equal."""


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """One path: rows of an array of units, shape (n, 2), and what bounds its control points."""

    units: np.ndarray
    address: int
    bounds: tuple[float, float, float, float]
    """Smallest x and y, largest x and y."""


def lay_out(points: Sequence[np.ndarray], tolerances: Sequence[float]) -> list[Path]:
    """Lay out one path for each array of points.

    A path is split where a curve does not begin where the one before ended, and closed where a
    part ends where it began, as in ``Camera.set_cairo_context_path``.

    Parameters
    ----------
    points : sequence of array, each of shape (4 k, 3) with k ≥ 1
        The control points of k cubic curves.
    tolerances : sequence of float
        The distance below which two points of a path count as equal.
    """
    counts = np.array([len(p) // 4 for p in points])
    curves = np.concatenate(points)[:, :2].reshape(-1, 4, 2)
    path_starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    tolerance = np.repeat(np.asarray(tolerances, dtype=float), counts)[:, None]

    opens = np.empty(len(curves), dtype=bool)
    opens[0] = True
    opens[1:] = ~_close(curves[:-1, 3], curves[1:, 0], tolerance[1:])
    opens[path_starts] = True
    part_starts = np.flatnonzero(opens)
    part_ends = np.concatenate((part_starts[1:] - 1, [len(curves) - 1]))
    closed = _close(curves[part_starts, 0], curves[part_ends, 3], tolerance[part_ends])

    sizes = 4 + 2 * opens
    sizes[part_ends] += closed
    ends = np.cumsum(sizes)
    units = np.empty((ends[-1], 2))
    headers = units.view(np.int32)
    places = ends - sizes
    headers[places[opens], :2] = _MOVE, 2
    units[places[opens] + 1] = curves[opens, 0]
    places += 2 * opens
    headers[places, :2] = _CURVE, 4
    for k in (1, 2, 3):
        units[places + k] = curves[:, k]
    headers[ends[part_ends[closed]] - 1, :2] = _CLOSE, 1

    lows = np.minimum.reduceat(curves.min(axis=1), path_starts).tolist()
    highs = np.maximum.reduceat(curves.max(axis=1), path_starts).tolist()
    stops = ends[path_starts + counts - 1].tolist()
    address, start, paths = units.ctypes.data, 0, []
    for low, high, stop in zip(lows, highs, stops, strict=True):
        paths.append(Path(units[start:stop], address + _UNIT * start, (*low, *high)))
        start = stop
    return paths


def _close(before: np.ndarray, after: np.ndarray, tolerance: np.ndarray) -> np.ndarray:
    near: np.ndarray = (np.abs(before - after) <= tolerance + _RELATIVE * np.abs(after)).all(axis=1)
    return near


class _PathData(ctypes.Structure):
    """``cairo_path_t``."""

    _fields_ = (
        ("status", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("num_data", ctypes.c_int),
    )


Append = Callable[[Path], object]


def appender(context: cairo.Context[Any]) -> Append:
    """Return the function that appends a path to a context."""
    append = _cairo_append_path()
    if append is None:
        return lambda path: append_by_calls(context, path)
    # A pycairo object is a Python object's header followed by cairo's pointer (pycairo.h).
    pointer = ctypes.c_void_p.from_address(id(context) + object.__basicsize__).value
    data = _PathData(0, None, 0)
    reference = ctypes.byref(data)

    def append_to_context(path: Path) -> None:
        data.data = path.address
        data.num_data = len(path.units)
        append(pointer, reference)

    return append_to_context


@cache
def _cairo_append_path() -> Callable[..., object] | None:
    """Return the function of the very cairo that pycairo is linked with, if it can be found."""
    try:
        append = ctypes.CDLL(vars(cairo)["_cairo"].__file__).cairo_append_path
    except (AttributeError, KeyError, OSError):
        return None
    append.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    append.restype = None
    return append


def append_by_calls(context: cairo.Context[Any], path: Path) -> None:
    """Append a path by one call for each curve, where cairo's functions cannot be reached."""
    headers = path.units.view(np.int32)
    rows = path.units.tolist()
    place = 0
    while place < len(rows):
        kind, length = headers[place, 0], headers[place, 1]
        if kind == _MOVE:
            context.move_to(*rows[place + 1])
        elif kind == _CURVE:
            context.curve_to(*rows[place + 1], *rows[place + 2], *rows[place + 3])
        else:
            context.close_path()
        place += length
