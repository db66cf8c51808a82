"""Steps to where quadratic models are level, each drawn as long as it differs from the function."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from linalg.notation import marked, power, symbol
from optviz.objectives.cut import Cut, cut
from optviz.objectives.model import QuadraticModel
from optviz.second_order import newton
from scenes.lessons.optimisation.descent.ground import DescentGround
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.cut_plot import CutPlot
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.trail import Trail
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import NUMBERS, SIDE, UNDER_NUMBERS, PlotStage, away
from scenes.parts.races.racers import subject
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["ModelSteps"]

REACH = (-0.4, 1.9)  # of a cut, in steps
MODELS = 2  # so many of Newton's steps are shown with their models
DIFFERS = 0.04  # of the heights of a cut, between a function and its model: less is not seen
SEEN = 0.25  # of Manim's units: a shorter step is not seen
_ROUNDING = 1e-6  # of the first slope
FINE = 0.02  # of the value: a cut of less height cannot be read off its axis


class ModelSteps:
    """The models of a second-order method, before it steps.

    Parameters
    ----------
    stage : PlotStage
    ground : DescentGround
    racers : sequence of Racer
    """

    def __init__(self, stage: PlotStage, ground: DescentGround, racers: Sequence[Racer]) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.plot, self.dot = ground.plot, ground.dot
        having = [r for r in racers if "hessian" in r.trajectory.terms if r.trajectory.steps]
        of_newton = (r for r in having if r.trajectory.method == newton())
        self.racer = next(of_newton, having[0] if having else None)

    def play(self) -> None:
        """The first steps of Newton's method, or else of the first that has a Hessian."""
        racer, lesson = self.racer, self.lesson
        if racer is None:
            return
        lesson.beat("beat.curvature")
        path, model = racer.trajectory, racer.trajectory.model(0)
        steps = [self._step(racer, 0)]
        end, level = path.x[1], model.level_point
        kept = not np.allclose(end, level, atol=1e-9 * float(np.abs(end).max()))
        key = "curvature" if steps[0].differs else "curvature.same"
        lesson.say(key, *lesson.formula(*([] if kept else _newton_step(model))))
        self.stage.turn_to(self.plot, self.dot, steps[0].picture)
        lesson.say("newton.kept" if kept else _landing(model), name=subject(racer))
        trail = Trail(self.plot.plane, path.x[: MODELS + 1], racer.style, lesson.theme)
        lesson.add(trail)
        formula = lesson.formula_place.text
        if formula is not None:
            lesson.claim(
                "x₁ = x₀ - H⁻¹∇f as drawn", formula, lambda: _is_level(self.plot, trail, model)
            )
        steps[0].move(trail)
        self._go_on(racer, trail, steps[0])

    def _go_on(self, racer: Racer, trail: Trail, step: _Step) -> None:
        """At each new point a new model, as long as one is seen."""
        lesson = self.lesson
        for k in range(1, min(MODELS, racer.steps)):
            following = self._step(racer, k)
            if not (following.differs and following.seen):
                break
            if k == 1:
                lesson.say("models", away(step.picture), FadeIn(following.picture))
            else:
                lesson.show(away(step.picture), FadeIn(following.picture), seconds=0.6)
            step = following
            step.move(trail)
        lesson.finish_reading()
        lesson.show(away(trail, step.picture), *lesson.formula(), seconds=0.6)

    def _step(self, racer: Racer, k: int) -> _Step:
        return _Step(self.stage, self.plot, racer, k)


class _Step:
    """The drawing of step k of a method: in the plot, and cut along it beside."""

    def __init__(self, stage: PlotStage, plot: ContourPlot, racer: Racer, k: int) -> None:
        self.stage, self.k = stage, k
        path, theme = racer.trajectory, stage.lesson.theme
        model = path.model(k)
        along = cut(path.objective, model, path.step[k], reach=REACH)
        self.along = along
        self.beside = CutPlot(along, UNDER_NUMBERS, theme)
        self.value = Readout(theme, "f")
        self.value.set_value(float(path.f[k])).stand_from(SIDE.left, NUMBERS.bottom + 0.2)
        places = plot.plane.places(path.x[k : k + 2])
        self.seen = bool(np.linalg.norm(places[1] - places[0]) >= SEEN)
        self.differs = not path.objective.is_quadratic and (_differ(along) or not self.seen)
        self.picture = VGroup(self.value)
        if _height(along) > FINE * float(np.nanmax(np.abs(along.value))):
            self.picture.add(self.beside)
            if self.differs:
                self.picture.add(self.beside.parabola)
        if self.differs:
            lines = plot.model_lines(model) if self.seen else plot.model_ground(model)
            self.picture.add(lines)

    def move(self, trail: Trail) -> None:
        """Let the point go along this step of a trail, in both plots."""

        def reach(share: float) -> None:
            trail.reach(self.k + share)
            self.beside.reach(share)
            self.value.set_value(self.beside.value_at(share))

        shown = [self.beside.here] if self.beside in self.picture.submobjects else []
        moving = VGroup(trail, *shown, self.value)
        self.stage.run(moving, reach, seconds=2.0 if self.k else 2.5)


def _differ(along: Cut) -> bool:
    """Tell whether a function and its model differ visibly on the way of a step."""
    during = (along.t >= -0.1) & (along.t <= 1.2)
    between = np.abs(along.value - along.parabola)[during]
    return bool(np.nanmax(between) >= DIFFERS * _height(along))


def _height(along: Cut) -> float:
    during = (along.t >= -0.1) & (along.t <= 1.2)
    seen = np.concatenate([along.value[during], along.parabola[during]])
    return float(np.nanmax(seen) - np.nanmin(seen))


def _newton_step(model: QuadraticModel) -> tuple[object, ...]:
    """Return the formula of a step to where the model is level."""
    inverse = "+" if model.is_valley else -1  # of all steps to the bottom, the shortest
    hessian, gradient = power(marked("H", "model"), inverse), marked(("∇", "f"), "gradient")
    return symbol("x", ("k", "+", 1)), "=", symbol("x", "k"), "-", hessian, gradient


def _is_level(plot: ContourPlot, trail: Trail, model: QuadraticModel) -> bool:
    """Tell whether the model's slope is 0 where the first step ends, as it is drawn."""
    drawn = plot.plane.value_at(trail.places[1])
    slope = model.gradient + model.hessian @ (drawn - model.centre)
    return bool(np.abs(slope).max() <= _ROUNDING * np.abs(model.gradient).max())


def _landing(model: QuadraticModel) -> str:
    """Return the caption of a step to where the model is level."""
    if model.is_valley:
        return "newton.valley"
    if model.has_minimum:
        return "newton"
    return "newton.hill" if model.curvatures[-1] <= 0 else "newton.saddle"
