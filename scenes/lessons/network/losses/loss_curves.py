"""Both losses against the right score, right under the line of numbers; may be enlarged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import symbol, words
from optviz.network.losses.loss_slide import slide_losses
from scenes.lessons.network.losses.loss_columns import (
    HINGE,
    HINGE_WIDTH,
    SOFTMAX,
    SOFTMAX_WIDTH,
)
from scenes.mobjects.classifiers.layers import Layers
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve, Plane
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["LossCurves"]

Floats = NDArray[np.float64]

_GRID = 100
_BELOW = 0.06  # of the height, under the zero of the losses


class LossCurves:
    """The two curves as the other scores are, and where the right score is on them.

    Parameters
    ----------
    line : Region
        From left to right as the line of numbers; the room for the plot from bottom to top.
    span : (float, float)
        The ends of the line of numbers.
    tops : (float, float)
        The largest loss that is shown: of the whole, and enlarged.
    label : int
    name : str
        Of the losses' axis.
    theme : Theme

    Attributes
    ----------
    planes : tuple of Plane
        The whole and the enlarged one.
    picture : Layers
        ``here``, ``curves`` and ``dots``.
    """

    def __init__(
        self,
        line: Region,
        span: tuple[float, float],
        tops: tuple[float, float],
        label: int,
        name: str,
        theme: Theme,
    ) -> None:
        self.label, self.tops, self.top = label, tops, tops[0]
        self.planes = tuple(_plane(line, span, top, name, theme) for top in tops)
        self.inner = self.planes[0].inner
        self.grid = np.linspace(*span, _GRID)
        self.hinge = Curve([], HINGE, theme, width=HINGE_WIDTH)
        self.softmax = Curve([], SOFTMAX, theme, width=SOFTMAX_WIDTH)
        self.here = Curve([], Role.SOLUTION, theme, width=2.0)
        self.dots = [
            Marker((0, 0), Shape.DIAMOND, role, theme, radius=radius)
            for role, radius in ((HINGE, 0.15), (SOFTMAX, 0.13))
        ]
        self.picture = Layers(
            here=self.here, curves=VGroup(self.hinge, self.softmax), dots=VGroup(*self.dots)
        )

    def stand(self, scores: Floats) -> None:
        """Draw the curves as other scores are, and the right score on them; for every frame."""
        kinks = np.delete(scores, self.label) + 1
        grid = np.sort(np.concatenate([self.grid, kinks, scores[self.label, None]]))
        around = np.tile(scores, (len(grid), 1))
        around[:, self.label] = grid
        record = slide_losses(around, self.label)
        for curve, losses in ((self.hinge, record.hinge), (self.softmax, record.softmax)):
            curve.trace([self._visible(np.column_stack([self._x(grid), self._y(losses)]))])
        here = int(np.searchsorted(grid, scores[self.label]))
        x = float(self._x(grid[here]))
        self.here.trace([np.array([[x, self.inner.bottom], [x, self.inner.top]])])
        for dot, loss in zip(self.dots, (record.hinge[here], record.softmax[here]), strict=True):
            y = float(self._y(loss))
            # Out of sight while it is above the plot.
            dot.move_to((x, min(y, self.inner.top), 0.0))
            seen = self.picture.levels["dots"] if y <= self.inner.top + 1e-6 else 0.0
            dot.set_opacity(seen)

    def enlarge(self, share: float) -> None:
        """Go from the whole to the enlarged plot, by one ratio at all times."""
        whole, part = self.tops
        self.top = whole * (part / whole) ** share

    def losses_drawn(self) -> Floats:
        """Return the hinge and the softmax loss as their dots are drawn."""
        y = np.array([float(dot.get_center()[1]) for dot in self.dots])
        zero = self._y(0.0)
        return np.asarray((y - zero) / (self.inner.top - zero) * self.top)

    def _visible(self, places: Floats) -> Floats:
        """Return the part, below the upper edge of the plot, of a curve that only falls."""
        top = self.inner.top
        first = int(np.argmax(places[:, 1] <= top))
        if first == 0:
            return places
        (x, y), (u, v) = places[first - 1 : first + 1]
        return np.concatenate([[[x + (u - x) * (y - top) / (y - v), top]], places[first:]])

    def _x(self, scores: Floats | float) -> Floats:
        axis = self.planes[0].x
        return np.asarray(self.inner.left + axis.shares(scores) * self.inner.width)

    def _y(self, losses: Floats | float) -> Floats:
        low = -_BELOW * self.top
        share = (np.asarray(losses) - low) / (self.top - low)
        return np.asarray(self.inner.bottom + share * self.inner.height)


def _plane(line: Region, span: tuple[float, float], top: float, name: str, theme: Theme) -> Plane:
    """Return axes whose box begins and ends where the line of numbers does."""
    x, y = Axis(*span, symbol("s", "y")), Axis(-_BELOW * top, top, words(name))
    first = Plane(x, y, line, theme).inner
    left = line.left - (first.left - line.left)
    region = Region(left, line.right + (line.right - first.right), line.bottom, line.top)
    return Plane(x, y, region, theme)
