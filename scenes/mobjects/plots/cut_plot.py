"""A function cut along a step, its tangent and its parabola, and a point that moves on it."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optviz.objectives.cut import Cut
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["CutPlot"]

_MARGIN = 0.12


class CutPlot(VGroup):
    """Value f against t, the share of the step that has been made.

    Parameters
    ----------
    along : Cut
    region : Region
    theme : Theme
    heights : array_like, optional
        What must be seen; the function and its parabola over the step if left out.

    Attributes
    ----------
    value, tangent, parabola : Curve
        The two models are not drawn until they are added.
    """

    def __init__(
        self, along: Cut, region: Region, theme: Theme, heights: ArrayLike | None = None
    ) -> None:
        self.along = along
        low, high = _range(_over_the_step(along) if heights is None else np.asarray(heights))
        span = Axis(float(along.t[0]), float(along.t[-1]), "t")
        self.plane = Plane(span, Axis(low, high, "f"), region, theme)
        self.value = self._curve(along.value, Role.FOREGROUND, Dash.SOLID)
        self.tangent = self._curve(along.tangent, Role.MODEL, Dash.DASHED)
        self.parabola = self._curve(along.parabola, Role.MODEL, Dash.DASHED)
        self.here = Marker((0, 0), Shape.DISC, Role.FOREGROUND, theme)
        super().__init__(self.plane, self.value, self.here)
        self.reach(0)

    def reach(self, t: float) -> Self:
        """Let the point be at a share of the step."""
        self.here.stand(self._place(t, self.value_at(t)))
        return self

    def value_at(self, t: float) -> float:
        """Return the function's value at a share of the step, as the record has it."""
        return float(np.interp(t, self.along.t, self.along.value))

    def lowest_of_parabola(self, theme: Theme) -> Marker:
        """Return a mark where the parabola is level at the end of the step."""
        height = float(np.interp(1.0, self.along.t, self.along.parabola))
        return Marker(self._place(1.0, height), Shape.DIAMOND, Role.MODEL, theme, hollow=True)

    def _place(self, t: float, height: float) -> np.ndarray:
        inside = np.isfinite(height) and self.plane.holds(t, height)
        return self.plane.point(t, height) if inside else np.full(3, np.nan)

    def _curve(self, values: np.ndarray, role: Role, dash: Dash) -> Curve:
        points = np.column_stack([self.along.t, values])
        return self.plane.curve(points, role, dash=dash)


def _over_the_step(along: Cut) -> NDArray[np.float64]:
    during = (along.t >= -0.1) & (along.t <= 1.2)
    return np.concatenate([along.value[during], along.parabola[during]])


def _range(heights: NDArray[np.float64]) -> tuple[float, float]:
    """Return heights that hold what must be seen, with some air."""
    seen = heights[np.isfinite(heights)]
    low, high = float(seen.min()), float(seen.max())
    air = _MARGIN * (high - low) if high > low else max(abs(low), 1.0)
    return low - air, high + air
