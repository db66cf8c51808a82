"""A cube of space with names at its edges: the axes of a picture of three unknowns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.space.projection import Projection
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["Cube", "View", "edge_view", "open_view"]

_VIEWS = [(float(a), float(e)) for e in (24, 18, 32) for a in range(25, 70, 5)]
_EDGES = [(i, j) for i in range(8) for j in range(i) if (i ^ j).bit_count() == 1]
_NAMES = (1.0, 0.6)  # the room for names, across and upwards
_LEVEL, _BELOW = 5.0, 100.0  # an elevation below which a view is avoided, and how much
_UPRIGHT = 1e-3  # the height of a normal of a plane that stands upright
_OPEN = 0.3  # the sine of an angle to the viewer that is enough


View = tuple[float, float]
"""Azimuth and elevation, in degrees."""


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
    also : sequence of views
        Others to which it will turn: it fits into the region there as well.

    Attributes
    ----------
    view : pair of float
    projection : Projection
    inner : Region
        The box around its edges, in all of its views.
    """

    def __init__(
        self,
        low: np.ndarray,
        high: np.ndarray,
        names: Sequence[str | None],
        region: Region,
        theme: Theme,
        view: View,
        also: Sequence[View] = (),
    ) -> None:
        self.low, self.high, self.region, self.theme = low, high, region, theme
        self.view = view
        self.projection = self._fitted((view, *also), names)
        axes = [self._axis_name(k, name) for k, name in enumerate(names) if name is not None]
        self.drawn = Curve(self.edges, Role.MUTED, theme, width=1.5)
        super().__init__(self.drawn, *axes)
        boxes = [region_of(Curve(self._edges(other), Role.MUTED, theme)) for other in (view, *also)]
        self.inner = reduce(Region.joined, boxes)

    @property
    def edges(self) -> list[np.ndarray]:
        """The ends of its edges on the frame, (2, 2) each."""
        return self._edges(self.view)

    def turn_to(self, view: View) -> None:
        """Be seen from another direction; for a cube without names."""
        azimuth, elevation = view
        self.view = view
        self.projection = replace(self.projection, azimuth=azimuth, elevation=elevation)
        self.drawn.trace(self.edges)

    def _edges(self, view: View) -> list[np.ndarray]:
        azimuth, elevation = view
        seen = replace(self.projection, azimuth=azimuth, elevation=elevation)
        return [seen.places(self.corners[[i, j]]) for i, j in _EDGES]

    @property
    def corners(self) -> np.ndarray:
        """The corners; two with an edge between them differ in one bit."""
        bits = (np.arange(8)[:, None] >> np.array([2, 1, 0])) & 1
        return np.asarray(np.where(bits == 0, self.low, self.high))

    def places(self, points: ArrayLike) -> np.ndarray:
        """Return where points, (k, 3), stand on the frame, (k, 2)."""
        return self.projection.places(points)

    def _fitted(self, views: Sequence[View], names: Sequence[str | None]) -> Projection:
        region = self.region
        x, y, z = map(float, (self.low + self.high) / 2)
        bare = [Projection(*view, (x, y, z)) for view in views]
        size = np.max([np.ptp(one.places(self.corners), axis=0) for one in bare], axis=0)
        width, height = _NAMES if any(names) else (0.0, 0.0)
        scale = min((region.width - width) / size[0], (region.height - height) / size[1])
        across, up, _ = region.centre
        return Projection(*views[0], (x, y, z), (across, up), float(scale))

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


def open_view(normals: np.ndarray) -> View:
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


def edge_view(normal: np.ndarray, near: View) -> View:
    """Return the azimuth and elevation, near to another, from which a plane is seen as a line.

    Parameters
    ----------
    normal : ndarray, (3,)
    near : pair of float

    Examples
    --------
    >>> edge_view(np.array([0.0, 1.0, 0.0]), (45.0, 24.0))
    (0.0, 24.0)
    """
    azimuths = near[0] + np.arange(-180, 180)
    level = normal[0] * np.cos(np.deg2rad(azimuths)) + normal[1] * np.sin(np.deg2rad(azimuths))
    if abs(normal[2]) < _UPRIGHT * np.linalg.norm(normal):
        turns = np.array([np.rad2deg(np.arctan2(-normal[0], normal[1])) + k for k in (0, 180)])
        turns = near[0] + (turns - near[0] + 180) % 360 - 180
        return float(min(turns, key=lambda turn: abs(turn - near[0]))), near[1]
    elevations = np.rad2deg(np.arctan(-level / normal[2]))

    def strangeness(view: View) -> float:
        turned, raised = abs(view[0] - near[0]), abs(view[1] - near[1])
        return turned + 2 * raised + _BELOW * max(0.0, _LEVEL - view[1])

    return min(zip(azimuths.tolist(), elevations.tolist(), strict=True), key=strangeness)
