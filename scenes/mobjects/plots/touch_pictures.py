"""Moving touching points, as λ grows and as the loss is turned, with the weights beside.

A picture shows one moment at a time, and every moment is a record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np

from optviz.planar.planar_path import TouchPath
from optviz.planar.planar_turn import TurnedTouches
from optviz.planar.touch import Touch
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.penalty_notation import penalty_name
from scenes.mobjects.plots.touch_panel import TouchPanel, gaps_of
from scenes.mobjects.plots.weight_plot import WeightPlot, legend, weight_axis
from scenes.mobjects.readout import Readout
from scenes.stage import SAFE, Region
from scenes.theme import Theme
from scenes.typed_manim import Animation, Mobject, VGroup, VMobject

__all__ = ["LEFT", "RIGHT", "Moments", "PathPicture", "TurnPicture"]

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
    touches : sequence of two Touch
        What must be seen of the plane of each.
    theme : Theme
    """

    def __init__(self, paths: Sequence[TouchPath], touches: Sequence[Touch], theme: Theme) -> None:
        self.touches = [_Records(path.touches[::-1]) for path in paths]
        self.panels = [
            TouchPanel(touch, region, theme, seen=path.solutions, penalised=True)
            for touch, path, region in zip(touches, paths, _PLANES, strict=True)
        ]
        self.traces = [panel.path(path) for panel, path in zip(self.panels, paths, strict=True)]
        for panel, trace in zip(self.panels, self.traces, strict=True):
            panel.add(trace, panel.dot, panel.weights)
        strengths = paths[0].strengths[::-1]
        self.strength = Readout(theme, "lambda", scale=float(strengths[-1]))
        self.strength.stand_from(_COLUMN.left, _HEAD)
        self.plots = _plots(paths, theme)
        key = legend(theme, _COLUMN.right, _HEAD)
        super().__init__(*self.panels, *self.plots, self.strength, key)
        self.reach(0)

    def reach(self, moment: int) -> None:
        """Show the records of a moment, the smallest λ first."""
        share = moment / (len(self.touches[0]) - 1)
        for panel, touches in zip(self.panels, self.touches, strict=True):
            panel.show_touch(touches[moment])
        for trace in self.traces:
            trace.reveal(share)
        for plot in self.plots:
            plot.reveal(share)
        self.strength.set_value(float(self.touches[0][moment].strength))


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


class TurnPicture(VGroup):
    """The touching point of one penalty as the loss is turned, and the weights against the angle.

    Parameters
    ----------
    turned : TurnedTouches
    theme : Theme
    """

    def __init__(self, turned: TurnedTouches, theme: Theme) -> None:
        self.touches, self.angles = _Records(turned.touches), np.array(turned.angles)
        self.panel = TouchPanel(self.touches[0], LEFT, theme)
        self.panel.add(self.panel.dot, self.panel.weights)
        self.plot = WeightPlot(
            self.angles,
            turned.solutions,
            Axis(turned.angles[0], turned.angles[-1], "theta"),
            weight_axis(turned.solutions, penalty_name(turned.penalty)),
            Region(RIGHT.left, RIGHT.right, RIGHT.bottom, _HEAD - _HEAD_ROOM),
            theme,
        )
        self.angle = Readout(theme, "theta", scale=turned.angles[-1])
        self.angle.stand_from(RIGHT.left, _HEAD)
        super().__init__(self.panel, self.plot, self.angle, legend(theme, RIGHT.right, _HEAD))
        self.reach(0)

    def reach(self, moment: int) -> None:
        """Show the record of a moment."""
        self.panel.show_touch(self.touches[moment])
        self.plot.reveal(moment / (len(self.touches) - 1))
        self.angle.set_value(float(self.angles[moment]))
