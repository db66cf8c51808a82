"""The level lines of a bowl in coordinates that may be turned and stretched, with the way down."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.polylines import clipped_segments
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["RavinePicture"]

Floats = NDArray[np.float64]

_LEVELS = 9
_CIRCLE = np.linspace(0, 2 * np.pi, 121)
_THIRDS = np.arange(4)[:, None] / 3  # of a segment: where its control points lie
_DOWN = 1.5  # the length of the arrow
_LINE, _GRID, _FRAME = 2.2, 1.2, 2.0
_INNERMOST = 0.15  # of the start's distance
_MOST_LINES = 16  # of the grid, to each side: beyond it every other one is left out
_SQUARES = 4  # of the grid, from the minimum to the nearer edge


class RavinePicture(VGroup):
    """A window on ½ xᵀHx around its minimum, a grid of the coordinates, a start, and -∇.

    Parameters
    ----------
    region : Region
        The window.
    reach : float
        How far it reaches from the minimum at least, to each side.
    theme : Theme

    Attributes
    ----------
    hessian : ndarray, (2, 2)
        Of what is drawn, in the coordinates of the window.
    start : ndarray, (2,)
    """

    def __init__(self, region: Region, reach: float, theme: Theme) -> None:
        self.window = region
        self.centre = np.array(region.centre[:2])
        self.unit = min(region.width, region.height) / 2 / reach
        self.reach = np.array([region.width, region.height]) / 2 / self.unit
        self.hessian, self.start = np.eye(2), np.zeros(2)
        corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1], [1, 1]]) * self.reach
        self.frame = Curve([self._place(corners)], Role.MUTED, theme, width=_FRAME)
        self.grid = Curve([], Role.MUTED, theme, width=_GRID).set_stroke(opacity=0.35)
        self.lines = Curve([], Role.LEVEL_SET, theme, width=_LINE)
        self.star = Marker(self.centre, Shape.STAR, Role.FOREGROUND, theme)
        self.dot = Marker(self.centre, Shape.DISC, Role.FOREGROUND, theme)
        self.down = Pointer(Role.GRADIENT, theme, breadth=1.3)
        super().__init__(self.grid, self.lines, self.frame, self.star, self.down, self.dot)

    def trace(self, hessian: ArrayLike, start: ArrayLike, stretch: ArrayLike = (1.0, 1.0)) -> Self:
        """Draw a bowl in stretched coordinates.

        Parameters
        ----------
        hessian : array_like, (2, 2)
            In the coordinates of the window.
        start : array_like, (2,)
            Likewise, seen from the minimum.
        stretch : array_like, (2,)
            Of the grid whose squares were one unit wide.
        """
        self.hessian, self.start = np.asarray(hessian, float), np.asarray(start, float)
        curvatures, axes = np.linalg.eigh(self.hessian)
        height = float(self.start @ self.hessian @ self.start)
        ring = np.column_stack([np.cos(_CIRCLE), np.sin(_CIRCLE)]) / np.sqrt(curvatures) @ axes.T
        radii = np.sqrt(height) * np.linspace(_INNERMOST, 2.0, _LEVELS)
        self._trace(self.lines, radii[:, None, None] * ring)
        self._trace(self.grid, self._grid(np.asarray(stretch, float)))
        place = self._place(self.start)
        inside = bool((np.abs(self.start) < self.reach).all())
        self.dot.stand(place if inside else np.full(2, np.nan))
        down = -self.hessian @ self.start
        size = float(np.linalg.norm(down))
        seen = inside and size > 0
        self.down.lay(place, place + self._room(down / size) * down / size if seen else place)
        return self

    @property
    def condition(self) -> float:
        """The ratio of the curvatures of what is drawn."""
        low, high = np.linalg.eigvalsh(self.hessian)
        return float(high / low)

    @property
    def seen_condition(self) -> float | None:
        """The square of the axes' ratio of the innermost ellipse, read off what is drawn.

        None where the window cuts it.
        """
        ring = self.lines.points[: 4 * (len(_CIRCLE) - 1), :2] - self.centre
        if len(ring) < 4 * (len(_CIRCLE) - 1) or np.abs(ring[0] - ring[-1]).max() > 1e-6:
            return None
        radii = np.linalg.norm(ring[::4], axis=1)
        return float((radii.max() / radii.min()) ** 2)

    def _grid(self, stretch: Floats) -> Floats:
        lines = []
        for axis in (0, 1):
            spacing = float(stretch[axis]) * self.reach.min() / _SQUARES
            while self.reach[axis] > _MOST_LINES * spacing:
                spacing *= 2
            count = int(self.reach[axis] / spacing)
            for value in spacing * np.arange(-count, count + 1):
                far = float(self.reach[1 - axis])
                ends = np.array([[value, -far], [value, far]])
                lines.append(ends if axis == 0 else ends[:, ::-1])
        return np.array(lines)

    def _room(self, ahead: Floats) -> float:
        """Return how long an arrow from the start may be, to stay in the window."""
        with np.errstate(divide="ignore"):
            edges = np.abs(np.sign(ahead) * self.reach - self.start) / np.abs(ahead)
        return min(_DOWN, 0.95 * self.unit * float(edges.min()))

    def _trace(self, curve: Curve, polylines: Floats) -> None:
        """Let a curve take the course of polylines of as many points each, (l, k, 2)."""
        joined = np.stack([polylines[:, :-1], polylines[:, 1:]], axis=2).reshape(-1, 2, 2)
        seen = clipped_segments(self._place(joined), self.window)
        start, end = seen[:, :1], seen[:, 1:]
        points = np.zeros((4 * len(seen), 3))
        points[:, :2] = (start + _THIRDS * (end - start)).reshape(-1, 2)
        curve.set_points(points)

    def _place(self, points: Floats) -> Floats:
        return self.centre + self.unit * points
