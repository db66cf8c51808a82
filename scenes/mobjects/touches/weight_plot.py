"""The two weights against something that moves them: the strength of a penalty, an angle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linalg.notation import symbol
from scenes.mobjects.live_number import GrowingCurve
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.mobjects.readout import label
from scenes.mobjects.text import UNITS_PER_POINT
from scenes.stage import Region
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import Dot, VGroup

__all__ = ["WeightPlot", "legend", "weight_axis"]

Floats = NDArray[np.float64]

_DASHES = (Dash.SOLID, Dash.DASHED)
_SAMPLE = 0.55  # of a line, in the legend
_ROOM = 0.08  # above and below the curves


class WeightPlot(VGroup):
    """Two curves that grow, w₁ solid and w₂ dashed, each with a dot at its end.

    Parameters
    ----------
    across : ndarray, (k,)
        What moves the weights, one value for each moment.
    weights : ndarray, (k, 2)
    x, y : Axis
    region : Region
    theme : Theme
    gaps : sequence of int
        The moments after which the weights jump: a dotted line leads there.
    """

    def __init__(
        self,
        across: Floats,
        weights: Floats,
        x: Axis,
        y: Axis,
        region: Region,
        theme: Theme,
        gaps: Sequence[int] = (),
    ) -> None:
        self.plane = Plane(x, y, region, theme, crossing=(x.low, 0.0))
        colour = theme[Role.SOLUTION]
        self.curves = [
            GrowingCurve(
                self.plane.places(np.column_stack([across, weights[:, place]])),
                gaps=gaps,
                dash=dash.pattern,
                stroke_color=colour,
                stroke_width=5,
            )
            for place, dash in enumerate(_DASHES)
        ]
        self.dots = [Dot(radius=0.08, color=colour) for _ in self.curves]
        self.gaps, self.moments = gaps, len(across)
        self.leaps = Curve([], Role.SOLUTION, theme, width=2.5, dash=Dash.DOTTED)
        super().__init__(self.plane, self.leaps, *self.curves, *self.dots)
        self.reveal(0.0)

    def reveal(self, share: float) -> None:
        """Draw the curves up to a share of the moments."""
        for curve, dot in zip(self.curves, self.dots, strict=True):
            curve.reveal(share)
            dot.move_to(curve.at(share))
        past = [k for k in self.gaps if k < share * (self.moments - 1)]
        self.leaps.trace(curve.path[k : k + 2, :2] for curve in self.curves for k in past)


def weight_axis(weights: Floats, name: object) -> Axis:
    """Return an axis on which all weights and 0 have room."""
    low, high = min(weights.min(), 0.0), max(weights.max(), 0.0)
    room = _ROOM * (high - low or 1.0)
    return Axis(low - room, high + room, name)


def legend(theme: Theme, x: float, y: float) -> VGroup:
    """Return what tells the two curves apart, with its right edge at x and its baseline at y."""
    em = SMALLEST[TextKind.LABEL] * UNITS_PER_POINT
    parts = VGroup()
    for place in (1, 0):
        text = label(theme, symbol("w", place + 1)).stand_at(x, y, "right")
        height, right = y + 0.25 * em, x - text.width - 0.12
        sample = np.array([[right - _SAMPLE, height], [right, height]])
        parts.add(text, Curve([sample], Role.SOLUTION, theme, width=5, dash=_DASHES[place]))
        x = right - _SAMPLE - 0.25
    return parts
