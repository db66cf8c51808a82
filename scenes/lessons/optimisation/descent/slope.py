"""Down along the slope: which way, but not how far."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import marked
from optviz.objectives.cut import Cut, cut
from optviz.objectives.function import Function
from optviz.objectives.model import QuadraticModel
from scenes.lessons.optimisation.descent.ground import DescentGround
from scenes.mobjects.plots.cut_plot import CutPlot
from scenes.mobjects.plots.trail import STYLES, Trail
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import NUMBERS, SIDE, UNDER_NUMBERS, PlotStage, away
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["AlongTheSlope"]

Floats = NDArray[np.float64]

_BEHIND = -0.15  # of the way: how far behind the start the cut begins
_SHARE = 0.85  # of the way to the edge of the plot, at most
_PLACES = 400


class AlongTheSlope:
    """The function cut along -∇f from the start, with its tangent.

    Parameters
    ----------
    stage : PlotStage
    ground : DescentGround
    model : QuadraticModel
        At the start.
    """

    def __init__(self, stage: PlotStage, ground: DescentGround, model: QuadraticModel) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.ground, self.plot = ground, ground.plot
        function, theme = ground.problem.function, stage.lesson.theme
        way = self._way(function, model)
        self.along = cut(function, model, way, reach=(_BEHIND, 1.0), resolution=_PLACES)
        self.beside = CutPlot(
            self.along, UNDER_NUMBERS, theme, heights=self.along.value[self.along.t >= 0]
        )
        self.trail = Trail(
            self.plot.plane, [model.centre, model.centre + way], STYLES[0], theme, marked=False
        )
        self.value = Readout(theme, "f")
        self.value.stand_from(SIDE.left, NUMBERS.bottom + 0.2).set_value(model.value)

    def play(self) -> None:
        """Go down to the lowest point of the cut, and on."""
        lesson = self.lesson
        lesson.beat("beat.slope")
        side = VGroup(self.beside, self.value)
        down = ("-", marked(("∇", "f"), "gradient"))
        arriving = [*self.ground.give_way(), *lesson.formula(*down)]
        lesson.say("slope", FadeIn(side, self.trail), *arriving, down=down)
        lowest = _lowest(self.along)
        rises = lowest < 1.0
        halfway = lowest if rises else 0.5
        self._go(0.0, halfway)
        lesson.say("slope.tangent" if rises else "slope.on", FadeIn(self.beside.tangent))
        self._go(halfway, 1.0)
        lesson.finish_reading()
        lesson.show(away(side, self.beside.tangent, self.trail), *lesson.formula(), seconds=0.6)

    def _go(self, start: float, end: float) -> None:
        def reach(t: float) -> None:
            self.trail.reach(t)
            self.beside.reach(t)
            self.value.set_value(self.beside.value_at(t))

        moving = VGroup(self.trail, self.beside.here, self.value)
        self.stage.run(moving, reach, end, start=start, seconds=2.5)

    def _way(self, function: Function, model: QuadraticModel) -> Floats:
        """Return the way along -∇f until f is as high again, or near the edge of the plot."""
        (left, right), (bottom, top) = self.plot.window
        low, high = np.array([left, bottom]), np.array([right, top])
        down = -model.gradient / np.linalg.norm(model.gradient)
        with np.errstate(all="ignore"):
            room = np.where(down > 0, high - model.centre, low - model.centre) / down
        farthest = _SHARE * float(np.nanmin(np.where(down == 0, np.inf, room)))
        lengths = farthest * np.linspace(0, 1, _PLACES)[1:]
        with np.errstate(all="ignore"):
            values = np.asarray(function(model.centre + lengths[:, None] * down))
        back = np.flatnonzero(~(values < model.value))
        return np.asarray(down * (lengths[back[0]] if len(back) and back[0] > 2 else farthest))


def _lowest(along: Cut) -> float:
    """Return where the cut is lowest, from the start on."""
    ahead = along.t >= 0
    return float(along.t[ahead][np.nanargmin(along.value[ahead])])
