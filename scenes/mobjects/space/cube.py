"""A cube of space with names at its edges: the axes of a picture of three unknowns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.space.projection import Projection
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["Cube", "open_view"]

_VIEWS = [(float(a), float(e)) for e in (24, 18, 32) for a in range(25, 70, 5)]
_EDGES = [(i, j) for i in range(8) for j in range(i) if (i ^ j).bit_count() == 1]
_NAMES = (1.0, 0.6)  # the room for names, across and upwards
_OPEN = 0.3  # the sine of an angle to the viewer that is enough


class Cube(VGroup):
    """The edges of a cube that fills a region but for the names of the axes.

    Parameters
    ----------
    low, high : ndarray, (3,)
        Two of its corners.
    names : sequence of 3 str or None
        Of the axes, which may have none.
    region : Region
    theme : Theme
    view : pair of float
        Azimuth and elevation, in degrees.

    Attributes
    ----------
    projection : Projection
    edges : list of ndarray, (2, 2)
        On the frame.
    inner : Region
        The box around its edges.
    """

    def __init__(
        self,
        low: np.ndarray,
        high: np.ndarray,
        names: Sequence[str | None],
        region: Region,
        theme: Theme,
        view: tuple[float, float],
    ) -> None:
        self.low, self.high, self.region, self.theme = low, high, region, theme
        self.projection = self._fitted(view, names)
        self.edges = [self.projection.places(self.corners[[i, j]]) for i, j in _EDGES]
        axes = [self._axis_name(k, name) for k, name in enumerate(names) if name is not None]
        drawn = Curve(self.edges, Role.MUTED, theme, width=1.5)
        self.inner = region_of(drawn)
        super().__init__(drawn, *axes)

    @property
    def corners(self) -> np.ndarray:
        """The corners; two with an edge between them differ in one bit."""
        bits = (np.arange(8)[:, None] >> np.array([2, 1, 0])) & 1
        return np.asarray(np.where(bits == 0, self.low, self.high))

    def places(self, points: ArrayLike) -> np.ndarray:
        """Return where points, (k, 3), stand on the frame, (k, 2)."""
        return self.projection.places(points)

    def _fitted(self, view: tuple[float, float], names: Sequence[str | None]) -> Projection:
        region = self.region
        x, y, z = map(float, (self.low + self.high) / 2)
        bare = Projection(*view, (x, y, z))
        size = np.ptp(bare.places(self.corners), axis=0)
        width, height = _NAMES if any(names) else (0.0, 0.0)
        scale = min((region.width - width) / size[0], (region.height - height) / size[1])
        across, up, _ = region.centre
        return Projection(*view, bare.middle, (across, up), float(scale))

    def _axis_name(self, k: int, name: str) -> Text:
        """Return the name of an axis, at the middle of an edge of the cube along it."""
        fixed = np.where(np.arange(3) == 2, self.low, self.high)
        edge = fixed.copy() if k < 2 else np.array([self.high[0], self.low[1], 0.0])
        edge[k] = (self.low[k] + self.high[k]) / 2
        place = self.projection.places([edge])[0]
        middle = self.projection.places([(self.low + self.high) / 2])[0]
        outwards = (place - middle) / np.linalg.norm(place - middle)
        size = SMALLEST[TextKind.LABEL]
        text = Text(mathematics(name), self.theme, TextKind.LABEL, size, Role.MUTED)
        x, y = place + 0.3 * outwards
        return text.stand_at(x, y - size * UNITS_PER_POINT / 4)


def open_view(normals: np.ndarray) -> tuple[float, float]:
    """Return the azimuth and elevation from which no plane is seen along its edge.

    Parameters
    ----------
    normals : ndarray, (k, 3)
        Of the planes, none of them 0.

    Examples
    --------
    >>> azimuth, elevation = open_view(np.array([[1.0, 0.0, 0.0], [1.0, -1.0, 0.0]]))
    >>> abs(azimuth - 45) > 10
    True
    """
    units = normals / np.linalg.norm(normals, axis=1)[:, None]

    def openness(view: tuple[float, float]) -> float:
        return min(_OPEN, float(np.abs(units @ Projection(*view).to_viewer).min()))

    return max(_VIEWS, key=openness)
