"""A step along the slope, and steps into the minima of quadratic models."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from linalg.notation import marked, power, words
from optviz.objectives.cut import cut
from optviz.objectives.model import QuadraticModel
from optviz.rules import GradientDescent, Rule
from optviz.second_order import newton
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.cut_plot import CutPlot
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.trail import Trail
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import SIDE, TITLE, PlotStage, away
from scenes.parts.races.racers import subject
from scenes.stage import Region
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["ModelSteps"]

NUMBERS = Region(SIDE.left, SIDE.right, TITLE.bottom - 0.75, TITLE.bottom - 0.1)
UNDER_NUMBERS = Region(SIDE.left, SIDE.right, SIDE.bottom, NUMBERS.bottom - 0.1)
SLOPE_REACH, NEWTON_REACH = (-0.4, 2.5), (-0.4, 1.9)  # of a cut, in steps
MODELS = 3  # so many of Newton's steps are shown with their models


class ModelSteps:
    """The models of a first-order and a second-order method, before they step.

    Parameters
    ----------
    stage : PlotStage
    plot : ContourPlot
    racers : sequence of Racer
    """

    def __init__(self, stage: PlotStage, plot: ContourPlot, racers: Sequence[Racer]) -> None:
        self.stage, self.lesson, self.plot, self.racers = stage, stage.lesson, plot, racers
        self.taken = VGroup()  # the first steps that have been made

    # One step along the slope.

    def first_order(self) -> None:
        """The first step of the first rule, along the tangent plane."""
        racer = next((r for r in self.racers if isinstance(r.trajectory.method, Rule)), None)
        if racer is None or racer.trajectory.steps == 0:
            return
        lesson = self.lesson
        lesson.beat("beat.slope")
        lines = self.plot.plane_lines(racer.trajectory.model(0))
        step = _Step(self.stage, self.plot, racer, SLOPE_REACH)
        model = VGroup(lines, step.beside.tangent)
        lesson.say("slope", FadeIn(model, step.side), *lesson.formula())
        lesson.hold()
        if isinstance(racer.trajectory.method, GradientDescent):
            rate = _short(float(racer.trajectory.learning_rate[0]))
            formula = ("x", "-", "eta", marked(("∇", "f"), "gradient"))
            lesson.say("rate", *lesson.formula(*formula), eta="eta", rate=rate)
        else:
            lesson.say("rule", name=words(racer.name))
        self._take(step)
        lesson.show(away(model, step.side), seconds=0.5)

    # Steps into the minima of quadratic models.

    def second_order(self) -> None:
        """The first steps of Newton's method, or else of the first that has a Hessian."""
        having = [r for r in self.racers if "hessian" in r.trajectory.terms if r.trajectory.steps]
        if not having:
            return
        racer = next((r for r in having if r.trajectory.method == newton()), having[0])
        lesson = self.lesson
        lesson.beat("beat.curvature")
        path, model = racer.trajectory, racer.trajectory.model(0)
        lines = self.plot.model_lines(model)
        step = _Step(self.stage, self.plot, racer, NEWTON_REACH)
        inverse = "+" if model.is_valley else -1  # of all steps to the bottom, the shortest
        formula = ("x", "-", power(marked("H", "model"), inverse), marked(("∇", "f"), "gradient"))
        both = VGroup(lines, step.beside.parabola)
        lesson.say("curvature", FadeIn(both, step.side), *lesson.formula(*formula))
        lesson.hold()
        end = path.x[1]
        if np.allclose(end, model.level_point, atol=1e-9 * float(np.abs(end).max())):
            bottom = step.beside.lowest_of_parabola(lesson.theme)
            lesson.say(_landing(model), FadeIn(bottom))
        else:
            bottom = None
            lesson.say("newton.kept", name=subject(racer))
        self._take(step)
        if bottom is not None:
            lesson.show(away(bottom), seconds=0.5)
        self._go_on(racer, lines, step)

    def _go_on(self, racer: Racer, lines: Curve, step: _Step) -> None:
        """At each new point a new model."""
        lesson, path = self.lesson, racer.trajectory
        trail = Trail(self.plot.plane, path.x[: MODELS + 1], racer.style, lesson.theme)
        trail.reach(1)
        lesson.remove(step.trail)
        lesson.add(trail)
        last = min(MODELS, racer.steps)
        if last > 1:
            lesson.say("models")
        for k in range(1, last):
            old = VGroup(lines, step.side, step.beside.parabola)
            lines = self.plot.model_lines(path.model(k))
            step = _Step(self.stage, self.plot, racer, NEWTON_REACH, k)
            new = VGroup(lines, step.side, step.beside.parabola)
            lesson.show(away(old), FadeIn(new))
            step.move(trail)
        lesson.hold()
        gone = away(lines, trail, step.side, step.beside.parabola, *self.taken)
        lesson.show(gone, *lesson.formula(), seconds=0.6)

    def _take(self, step: _Step) -> None:
        """Let the point go along a first step, in both plots."""
        self.taken.add(step.trail)
        self.lesson.add(self.taken)
        step.move(step.trail)
        self.lesson.hold()


class _Step:
    """The drawing of step k of a method: in the plot, and cut along it beside."""

    def __init__(
        self,
        stage: PlotStage,
        plot: ContourPlot,
        racer: Racer,
        reach: tuple[float, float],
        k: int = 0,
    ) -> None:
        self.stage, self.k = stage, k
        path, theme = racer.trajectory, stage.lesson.theme
        along = cut(path.objective, path.model(k), path.step[k], reach=reach)
        self.beside = CutPlot(along, UNDER_NUMBERS, theme)
        self.value = Readout(theme, "f")
        self.value.set_value(float(path.f[k])).stand_from(SIDE.left, NUMBERS.bottom + 0.2)
        self.side = VGroup(self.beside, self.value)
        self.trail = Trail(plot.plane, path.x[k : k + 2], racer.style, theme)

    def move(self, trail: Trail) -> None:
        """Let the point go along this step of a trail, in both plots."""

        def reach(share: float) -> None:
            trail.reach(self.k + share)
            self.beside.reach(share)
            self.value.set_value(self.beside.value_at(share))

        moving = VGroup(trail, self.beside.here, self.value)
        self.stage.run(moving, reach, seconds=1.5 if self.k else 2.0)


def _landing(model: QuadraticModel) -> str:
    """Return the caption of a step to where the model is level."""
    if model.is_valley:
        return "newton.valley"
    return "newton" if model.has_minimum else "newton.level"


def _short(value: float) -> float | int:
    """Return a number with no more digits than one reads."""
    rounded = float(f"{value:.4g}")
    return int(rounded) if rounded.is_integer() else rounded
