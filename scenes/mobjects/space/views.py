"""From where a picture of vectors in space is seen well, and from where a plane is a line."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.space.ground import View
from scenes.mobjects.space.projection import Projection

__all__ = ["edge_view", "open_view_of"]

_VIEWS = [(float(a), float(e)) for e in (20, 27, 14) for a in range(-75, 80, 5)]
_OPEN, _APART, _LONG = 0.5, 0.3, 0.6  # sines and shares of a length that are enough
_TURN = 0.0015  # what a degree of turning is worth, as a sine


def open_view_of(vectors: ArrayLike, normal: np.ndarray | None = None, side: float = 0.0) -> View:
    """Return the view in which vectors stand apart, and a plane through 0 is wide open.

    Parameters
    ----------
    vectors : array_like, (k, 3)
    normal : ndarray, (3,), optional
        That of the plane.
    side : float
        Its sign says on which side of the plane, along the normal, the viewer should be.
    """
    arrows = np.asarray(vectors, dtype=float).reshape(-1, 3)
    arrows = arrows[np.linalg.norm(arrows, axis=1) > 0]

    def clear(view: View) -> float:
        projection = Projection(*view)
        seen = projection.places(arrows)
        lengths = np.linalg.norm(seen, axis=1)
        shares = lengths / np.linalg.norm(arrows, axis=1)
        units = seen / np.maximum(lengths, 1e-9)[:, None]
        apart = [abs(float(p[0] * q[1] - p[1] * q[0])) for p, q in combinations(units, 2)]
        marks = [min(1.0, a / _APART) for a in apart if _differ(a)]
        marks += [min(1.0, s / _LONG) for s in shares]
        if normal is not None:
            height = float(normal @ projection.to_viewer) / float(np.linalg.norm(normal))
            marks.append(1 - abs(abs(height) - _OPEN))
            if side * height < 0:
                marks.append(0.3)
        return min(marks, default=1.0)

    return max(_VIEWS, key=clear)


def edge_view(base: View, normal: np.ndarray) -> View:
    """Return a view near to another, in which a plane with this normal is seen along its edge.

    Examples
    --------
    >>> azimuth, _ = edge_view((20.0, 20.0), np.array([1.0, -1.0, 0.0]))
    >>> round(azimuth)
    45
    """
    unit = np.asarray(normal, dtype=float) / float(np.linalg.norm(normal))
    azimuths = base[0] + np.linspace(-75, 75, 151)
    elevations = np.linspace(3, 40, 75)
    views = [(float(a), float(e)) for a in azimuths for e in elevations]
    a, e = np.deg2rad(np.array(views)).T
    to_viewer = np.stack([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)], axis=1)
    turned = np.abs(np.array(views) - base).sum(axis=1)
    return views[int(np.argmin(np.abs(to_viewer @ unit) + _TURN * turned))]


def _differ(sine: float) -> bool:
    """Tell whether two vectors are not parallel, whose angle no view can open."""
    return sine > 1e-6
