"""Level sets of a function of two variables in a plane, lower ground brighter than high ground."""

from __future__ import annotations

import numpy as np

from optviz.figures import Window
from optviz.objectives.contours import Contours, contours
from optviz.objectives.function import Function
from optviz.objectives.model import QuadraticModel
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["ContourPlot"]

LEVELS = 14
MOST_STRETCH = 6.0  # a window is widened to equal units up to so much; beyond, units differ
_RESOLUTION = 240
_LINE, _MODEL_LINE = 1.6, 2.4
_GROUND = 0.035  # how much brighter each level is than the one above it
_EACH = 3  # of the function's levels, for a model
_SPACING = 0.09  # of the lines of a tangent plane, in lengths of the window's diagonal


class ContourPlot(VGroup):
    """A plane with the level sets of a function, and a star at each of its known minima.

    Parameters
    ----------
    function : Function
        Of two variables.
    window : ((left, right), (bottom, top))
        What has to be seen; more is shown where that makes units equal.
    region : Region
    theme : Theme

    Attributes
    ----------
    plane : Plane
    window : ((left, right), (bottom, top))
        What is shown.
    contours : Contours
    """

    def __init__(self, function: Function, window: Window, region: Region, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        axes = [Axis(*span, name) for span, name in zip(window, function.names, strict=True)]
        self.plane = Plane(axes[0], axes[1], region, theme)
        if self._stretch() <= MOST_STRETCH:
            self.plane = Plane(axes[0], axes[1], region, theme, equal=True)
        x, y = self.plane.x, self.plane.y
        self.window: Window = ((x.low, x.high), (y.low, y.high))
        self.contours = contours(function, self.window, resolution=_RESOLUTION, count=LEVELS)
        self.add(*self._ground(), self._lines(), self.plane, *self._minima(function))

    def point(self, x: np.ndarray) -> np.ndarray:
        """Return the place of a point on the frame, for Manim."""
        return self.plane.point(float(x[0]), float(x[1]))

    def place(self, x: np.ndarray) -> np.ndarray:
        """Return the place of a point, NaN outside the plot."""
        return self.point(x) if self.plane.holds(float(x[0]), float(x[1])) else np.full(3, np.nan)

    # Local models.

    def plane_lines(self, model: QuadraticModel) -> Curve:
        """Return the level lines of the tangent plane of a model: straight ones."""
        (left, right), (bottom, top) = self.window
        spacing = _SPACING * float(np.hypot(right - left, top - bottom))
        return self._model_curve(model.plane_contours(self.window, spacing, count=5))

    def model_lines(self, model: QuadraticModel) -> Curve:
        """Return the level lines of a quadratic model; none where it has no levels of its own."""
        return self._model_curve(model.contours(self.window))

    def model_ground(self, model: QuadraticModel) -> Curve:
        """Return some of the model's lines at the levels of the function: of a hill, its flanks."""
        levels = self.contours.levels[::-_EACH][::-1]
        return self._model_curve(model.contours(self.window, levels))

    def trace_model(self, curve: Curve, model: QuadraticModel) -> None:
        """Let a curve take the course of another model's level lines."""
        curve.trace(self._pieces(model.contours(self.window, resolution=60)))

    def _model_curve(self, shown: Contours) -> Curve:
        pieces = self._pieces(shown)
        return Curve(pieces, Role.MODEL, self.theme, width=_MODEL_LINE, dash=Dash.DASHED)

    def _pieces(self, shown: Contours) -> list[np.ndarray]:
        lines = (line for level in shown.levels for line in shown.lines(float(level)))
        return [piece for line in lines for piece in self.plane.pieces(line)]

    # What stands.

    def _stretch(self) -> float:
        """Return how many times longer a unit is on one axis than on the other."""
        plane = self.plane
        across = plane.inner.width / (plane.x.high - plane.x.low)
        up = plane.inner.height / (plane.y.high - plane.y.low)
        return max(across / up, up / across)

    def _lines(self) -> Curve:
        return Curve(self._pieces(self.contours), Role.LEVEL_SET, self.theme, width=_LINE)

    def _ground(self) -> list[Curve]:
        """Return what lies below each level, one over the other."""
        grounds = []
        for level in self.contours.levels:
            outlines = map(self.plane.places, self.contours.below(float(level)))
            ground = Curve(outlines, Role.LEVEL_SET, self.theme, width=0)
            grounds.append(ground.set_fill(self.theme[Role.LEVEL_SET], _GROUND))
        return grounds

    def _minima(self, function: Function) -> list[Marker]:
        return [
            Marker(self.plane.point(*minimum), Shape.STAR, Role.FOREGROUND, self.theme)
            for minimum in getattr(function, "minima", ())
            if self.plane.holds(*minimum)
        ]
