"""A piece of the plane, with a grid and points on it, on its way from one plane to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.mobjects.classifiers.cloud import Cloud
from scenes.mobjects.plots.plane import Curve, Plane
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["BentPlane", "Map"]

Floats = NDArray[np.float64]
Map = Callable[[Floats], Floats]
"""What is done to points, (k, 2)."""

_LINES, _EACH = 11, 61  # grid lines each way, and points on each
_GRID, _BOUNDARY = 1.6, 4.0


class BentPlane(VGroup):
    """The grid, the points and perhaps a boundary of one plane, carried to another by a map.

    Parameters
    ----------
    source, target : Plane
    points : array_like, (N, 2)
        Of the source.
    labels : array_like, (N,)

    Attributes
    ----------
    grid, boundary : Curve
    cloud : Cloud
    """

    def __init__(self, source: Plane, target: Plane, points: ArrayLike, labels: ArrayLike) -> None:
        self.home, self.abroad = source, target
        self.points_on = np.asarray(points, dtype=float)
        x = np.linspace(source.x.low, source.x.high, _LINES)
        y = np.linspace(source.y.low, source.y.high, _LINES)
        along_x, along_y = (np.linspace(a.low, a.high, _EACH) for a in (source.x, source.y))
        across = np.stack(np.broadcast_arrays(along_x[None, :], y[:, None]), axis=-1)
        up = np.stack(np.broadcast_arrays(x[:, None], along_y[None, :]), axis=-1)
        self.lines: Floats = np.concatenate([across, up])
        self.edge: list[Floats] = []
        theme = source.theme
        self.grid = Curve([], Role.MUTED, theme, width=_GRID)
        self.boundary = Curve([], Role.FOREGROUND, theme, width=_BOUNDARY)
        self.cloud = Cloud(labels, theme)
        super().__init__(self.grid, self.boundary, self.cloud)

    def follow(self, boundary: Sequence[Floats]) -> Self:
        """Take polylines of the source along as a boundary."""
        self.edge = list(boundary)
        return self

    def carry(self, image: Map, share: float = 1.0) -> Self:
        """Go a share of the way from each place on the source to that of its image."""
        self.grid.trace(self._carried(self.lines, image, share))
        self.boundary.trace(self._carried(self.edge, image, share))
        self.cloud.stand(self._carried([self.points_on], image, share)[0])
        return self

    def _carried(self, pieces: Iterable[Floats], image: Map, share: float) -> list[Floats]:
        """Return where polylines are, on the frame."""
        given = list(pieces)
        if not given:
            return []
        flat = np.concatenate(given)
        start, end = self.home.places(flat), self.abroad.places(image(flat))
        places = (1 - share) * start + share * end
        return np.split(places, np.cumsum([len(piece) for piece in given])[:-1])
