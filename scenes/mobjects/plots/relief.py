"""The graph of a function of two variables in space, drawn as slices, the nearer over the farther.

A slice hides what is behind it, so nothing else is needed to see the ground as solid; turning it
only moves the slices.
"""

from __future__ import annotations

import itertools
from typing import Any, Self

import numpy as np

from optviz.figures import Window
from optviz.objectives.contours import Contours
from optviz.objectives.function import Function
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.polylines import bezier_points
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup, VMobject

__all__ = ["Relief"]

SLICES, POINTS = 44, 90
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))  # of the square, outwards
_TILT = np.deg2rad(48)  # how far the eye stands above the ground
_HEIGHT = 0.85  # of the highest ground, in half diagonals of the window
_LINE = 1.6


class Relief(VGroup):
    """A surface over a window, its ground raised in proportion to the values.

    Parameters
    ----------
    function : Function
        Of two variables.
    window : ((left, right), (bottom, top))
    shown : Contours
        Whose highest level the surface is cut at.
    start : ndarray, (2,)
        A point that is marked on it.
    region : Region
    theme : Theme
    """

    def __init__(
        self,
        function: Function,
        window: Window,
        shown: Contours,
        start: np.ndarray,
        region: Region,
        theme: Theme,
    ) -> None:
        self.function, self.region = function, region
        low, high = np.array(window).T
        self.centre, self.half = (low + high) / 2, (high - low) / 2
        self.floor = float(np.nanmin(np.where(np.isfinite(shown.values), shown.values, np.nan)))
        self.top = max(float(shown.levels[-1]), float(function(start)))
        self.start = (np.asarray(start, dtype=float) - self.centre) / self.half
        solid: dict[str, Any] = {"fill_color": theme.surface, "fill_opacity": 1, "stroke_width": 0}
        self.grounds = [VMobject(**solid) for _ in range(SLICES)]
        edge: dict[str, Any] = {"stroke_color": theme[Role.LEVEL_SET], "stroke_width": _LINE}
        self.edges = [VMobject(**edge) for _ in range(SLICES)]
        self.dot = Marker((0, 0), Shape.DISC, Role.FOREGROUND, theme)
        slices = itertools.chain(*zip(self.grounds, self.edges, strict=True))
        self.walls = [VMobject(**solid | edge) for _ in SIDES]
        super().__init__(*slices, *self.walls, self.dot)
        self.turn(0.0)

    def turn(self, angle: float) -> Self:
        """Show it turned by an angle in radians."""
        along = np.array([np.cos(angle), np.sin(angle)])
        away = np.array([-np.sin(angle), np.cos(angle)])
        reach = np.abs(away).sum()
        depths = np.linspace(reach, -reach, SLICES + 2)[1:-1]
        for depth, ground, edge in zip(depths, self.grounds, self.edges, strict=True):
            across = _chord(along, depth * away)
            points = across[:, None] * along + depth * away
            upper = self._place(points, self._heights(points), along, away)
            lower = self._place(points[[-1, 0]], np.zeros(2), along, away)
            edge.set_points(bezier_points([upper]))
            ground.set_points(bezier_points([np.concatenate([upper, lower, upper[:1]])]))
        for side, wall in zip(SIDES, self.walls, strict=True):
            wall.set_points(self._wall(np.array(side), along, away))
        here = self.start[None]
        self.dot.stand(self._place(here, self._heights(here), along, away)[0])
        return self

    def _wall(self, side: np.ndarray, along: np.ndarray, away: np.ndarray) -> np.ndarray:
        """Return the outline of the wall on one side, or nothing where it faces away."""
        if side @ away >= 0:
            return np.zeros((0, 3))
        points = side + np.linspace(-1, 1, POINTS)[:, None] * side[::-1]
        upper = self._place(points, self._heights(points), along, away)
        lower = self._place(points[[-1, 0]], np.zeros(2), along, away)
        return bezier_points([np.concatenate([upper, lower, upper[:1]])])

    def _heights(self, ground: np.ndarray) -> np.ndarray:
        """Return the heights, from 0 to 1, of points of the square from -1 to 1."""
        points = self.centre + ground * self.half
        with np.errstate(all="ignore"):
            values = self.function.values(points.T)
            height = (values - self.floor) / (self.top - self.floor or 1.0)
        return np.clip(np.nan_to_num(height, nan=1.0, posinf=1.0, neginf=0.0), 0.0, 1.0)

    def _place(
        self, ground: np.ndarray, heights: np.ndarray, along: np.ndarray, away: np.ndarray
    ) -> np.ndarray:
        """Return the places on the frame, seen from in front and above."""
        scale = min(
            self.region.width / (2 * np.sqrt(2)),
            self.region.height / (2 * np.sqrt(2) * np.sin(_TILT) + _HEIGHT * np.cos(_TILT)),
        )
        x, y, _ = self.region.centre
        rise = _HEIGHT * np.cos(_TILT)
        up = (ground @ away) * np.sin(_TILT) + heights * rise - rise / 2
        return np.column_stack([x + scale * (ground @ along), y + scale * up])


def _chord(along: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """Return evenly spaced s with offset + s * along in the square from -1 to 1."""
    with np.errstate(divide="ignore"):
        ends = (np.array([[-1.0], [1.0]]) - offset) / along
    first, last = ends.min(axis=0).max(), ends.max(axis=0).min()
    return np.linspace(first, last, POINTS)
