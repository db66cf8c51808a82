"""Moving touching points as λ grows, with the weights beside.

A picture shows one moment at a time, and every moment is a record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np

from linalg.notation import symbol
from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Curve, Dash
from scenes.mobjects.readout import Readout
from scenes.mobjects.touches.penalty_notation import penalty_name
from scenes.mobjects.touches.touch_panel import TouchPanel, gaps_of
from scenes.mobjects.touches.touch_window import touch_window
from scenes.mobjects.touches.weight_plot import WeightPlot, legend, weight_axis
from scenes.stage import SAFE, Region
from scenes.theme import Role, Theme
from scenes.typed_manim import Animation, Mobject, VGroup, VMobject

__all__ = ["LEFT", "RIGHT", "Moments", "PathPicture"]

_BOTTOM = -2.4  # the captions are below
LEFT = Region(SAFE.left, -0.2, _BOTTOM, SAFE.top)
RIGHT = Region(0.25, SAFE.right, _BOTTOM, SAFE.top)
_WIDTH = 4.15
_PLANES = [Region(x, x + _WIDTH, _BOTTOM, SAFE.top) for x in (SAFE.left, -2.1)]
_COLUMN = Region(SAFE.right - _WIDTH, SAFE.right, _BOTTOM, SAFE.top)
_HEAD = SAFE.top - 0.38  # the baseline of what stands above the plots
_HEAD_ROOM = 0.3


class Moments(Animation):
    """A picture goes through its moments, from one to another.

    Parameters
    ----------
    picture : Mobject
    show : callable
        Makes the picture show a moment.
    start, stop : int
    """

    def __init__(
        self, picture: Mobject, show: Callable[[int], None], start: int, stop: int, **options: Any
    ) -> None:
        self.show, self.start, self.stop = show, start, stop
        super().__init__(picture, **options)

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        self.show(round(self.start + share * (self.stop - self.start)))


class _Records(tuple[Touch, ...]):
    def __deepcopy__(self, memo: object) -> Self:
        return self  # they never change, and Manim copies what it animates


class PathPicture(VGroup):
    """The touching points of two penalties as λ grows, and their weights against λ.

    Parameters
    ----------
    paths : sequence of two TouchPath
        Along the same λ, from the largest to the smallest.
    theme : Theme
    """

    def __init__(self, paths: Sequence[TouchPath], theme: Theme) -> None:
        self.touches = [_Records(path.touches[::-1]) for path in paths]
        seen = np.concatenate([path.solutions for path in paths])
        axes = touch_window([touches[0] for touches in self.touches], seen)
        self.panels = [
            TouchPanel(touches[0], region, theme, axes=axes, penalised=True)
            for touches, region in zip(self.touches, _PLANES, strict=True)
        ]
        self.traces = [panel.path(path) for panel, path in zip(self.panels, paths, strict=True)]
        self.leaps = [
            Curve([], Role.SOLUTION, theme, width=3, dash=Dash.DOTTED) for _ in self.panels
        ]
        self.gaps = [gaps_of(path) for path in paths]
        self.sizes = [
            self._size(panel, path) for panel, path in zip(self.panels, paths, strict=True)
        ]
        for parts in zip(self.panels, self.traces, self.leaps, self.sizes, strict=True):
            panel, *added = parts
            panel.add(*added, panel.dot, panel.weights)
        strengths = paths[0].strengths[::-1]
        self.strength = Readout(theme, "lambda", scale=float(strengths[-1]))
        self.strength.stand_from(_COLUMN.left, _HEAD)
        self.plots = _plots(paths, theme)
        key = legend(theme, _COLUMN.right, _HEAD)
        super().__init__(*self.panels, *self.plots, self.strength, key)
        self.reach(0)

    def _size(self, panel: TouchPanel, path: TouchPath) -> Readout:
        largest = float(path.radii.max()) or 1.0
        size = Readout(panel.theme, symbol("t"), scale=largest)
        return size.stand_from(*panel.foot(0, row=1))

    def reach(self, moment: int) -> None:
        """Show the records of a moment, the smallest λ first."""
        share = moment / (len(self.touches[0]) - 1)
        for panel, touches in zip(self.panels, self.touches, strict=True):
            panel.show_touch(touches[moment])
        for size, touches in zip(self.sizes, self.touches, strict=True):
            size.set_value(float(touches[moment].radius))
        for trace in self.traces:
            trace.reveal(share)
        for plot in self.plots:
            plot.reveal(share)
        self._show_leaps(moment)
        self.strength.set_value(float(self.touches[0][moment].strength))

    def _show_leaps(self, moment: int) -> None:
        """Draw a dotted line over each jump up to a moment."""
        for panel, leap, gaps, touches in zip(
            self.panels, self.leaps, self.gaps, self.touches, strict=True
        ):
            ends = [[touches[k].point, touches[k + 1].point] for k in gaps if k < moment]
            leap.trace([piece for pair in ends for piece in panel.plane.pieces(pair)])


def _plots(paths: Sequence[TouchPath], theme: Theme) -> list[WeightPlot]:
    """Return the weights against λ, one plot below the other, on equal axes."""
    both = np.concatenate([path.solutions for path in paths])
    top, bottom = _HEAD - _HEAD_ROOM, _COLUMN.bottom
    height = (top - bottom) / len(paths)
    plots = []
    for place, path in enumerate(paths):
        strengths = path.strengths[::-1]
        ceiling = top - place * height
        plots.append(
            WeightPlot(
                strengths,
                path.solutions[::-1],
                Axis(strengths[0], strengths[-1], "lambda"),
                weight_axis(both, penalty_name(path.penalty)),
                Region(_COLUMN.left, _COLUMN.right, ceiling - height + 0.1, ceiling),
                theme,
                gaps_of(path),
            )
        )
    return plots
