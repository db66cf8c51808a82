"""Beats on where Newton's method fails: caught by a saddle, thrown far, and freed by damping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from linalg.notation import fenced, marked, power, symbol, words
from optviz.descent.minimize import minimize
from optviz.objectives.cut import cut
from optviz.objectives.gallery import saddle_between_minima
from optviz.objectives.objective import Objective
from optviz.second_order import newton, trust_region
from optviz.trajectories.trajectory import Trajectory
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.cut_plot import CutPlot
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.trail import STYLES, Trail
from scenes.mobjects.readout import Readout
from scenes.parts.plot_stage import HEAD, PLOT, SIDE, TITLE, PlotStage, away
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["NewtonTrouble", "Troubles"]

NEAR_SADDLE, NEAR_FLAT = (0.4, 0.5), (0.4, 0.8)
STEPS, TOLERANCE = 40, 1e-8
NEWTON, DAMPED = STYLES[1], STYLES[3]
LINE = 0.7  # between two numbers
BESIDE = Region(SIDE.left, SIDE.right, SIDE.bottom, TITLE.bottom - 2 * LINE - 0.2)


@dataclass(frozen=True)
class Troubles:
    """Three descents of x² - y² + y⁴/4, which has a saddle between two minima.

    Attributes
    ----------
    function : Objective
    caught : Trajectory
        Newton's method into the saddle.
    thrown : Trajectory
        Newton's method from where a curvature is almost 0.
    damped : Trajectory
        The damped method from where Newton's was caught.

    Examples
    --------
    >>> Troubles.found().caught.ending
    'saddle point'
    """

    function: Objective
    caught: Trajectory
    thrown: Trajectory
    damped: Trajectory

    @classmethod
    def found(cls) -> Self:
        """Follow the three methods."""
        function = saddle_between_minima()
        methods = (newton(), NEAR_SADDLE), (newton(), NEAR_FLAT), (trust_region(), NEAR_SADDLE)
        return cls(
            function,
            *(minimize(function, m, x, steps=STEPS, tolerance=TOLERANCE) for m, x in methods),
        )

    @property
    def records(self) -> tuple[Trajectory, ...]:
        """All that is drawn."""
        return self.caught, self.thrown, self.damped


class NewtonTrouble:
    """Newton's method caught by a saddle, thrown far, and freed by damping.

    Source: CS231n, lecture 7; Nocedal and Wright, chapter 3.4.

    Parameters
    ----------
    stage : PlotStage
    record : Troubles
    """

    def __init__(self, stage: PlotStage, record: Troubles) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        x, y = record.function.domain
        self.plot = ContourPlot(record.function, (x, y), PLOT, stage.lesson.theme)

    def play(self) -> None:
        """Caught, thrown, freed."""
        lesson = self.lesson
        lesson.beat("beat.trouble")
        lesson.formula_place.region = HEAD
        formula = lesson.formula("f", "=", self.record.function.expression)
        lesson.say("trouble", *formula)
        self.stage.turn_to(self.plot)
        lesson.hold()
        lesson.formula_place.region = TITLE
        self._be_caught()
        self._be_thrown()
        self._be_freed()

    def _be_caught(self) -> None:
        """The level point of the model is a saddle, and Newton's method goes there."""
        lesson, theme, path = self.lesson, self.lesson.theme, self.record.caught
        lines = self.plot.model_lines(path.model(0))
        along = cut(path.objective, path.model(0), path.step[0], reach=(-0.8, 2.2))
        beside = CutPlot(along, BESIDE, theme)
        trail = Trail(self.plot.plane, path.x, NEWTON, theme)
        lesson.say(
            "saddle", FadeIn(VGroup(lines, beside, beside.parabola, trail)), *lesson.formula()
        )
        lesson.hold()

        def reach(share: float) -> None:
            trail.reach(share)
            beside.reach(share)

        self.stage.run(VGroup(trail, beside.here), reach)
        lesson.hold()
        lesson.say("caught", away(lines))
        self.stage.run(trail, trail.reach, path.steps, start=1, seconds=1.5)
        lesson.hold()
        lesson.show(away(beside, beside.parabola, trail), seconds=0.5)

    def _be_thrown(self) -> None:
        """Show a huge step, from a point at which a curvature is almost 0."""
        lesson, theme, path = self.lesson, self.lesson.theme, self.record.thrown
        trail = Trail(self.plot.plane, path.x[:2], NEWTON, theme)
        lowest = float(path.model(0).curvatures[0])
        curvature = self._readout((words(lesson.words("axis.smallest")),), lowest, 0, scale=1)
        readout = self._readout(("y",), float(path.x[0, 1]), 1, scale=10)
        lesson.say("flat", FadeIn(VGroup(trail, curvature, readout)))
        lesson.hold()

        def reach(share: float) -> None:
            trail.reach(share)
            readout.set_value(float(np.interp(share, [0, 1], path.x[:2, 1])))

        self.stage.run(VGroup(trail, readout), reach)
        lesson.hold()
        lesson.show(away(trail, readout, curvature), seconds=0.5)

    def _be_freed(self) -> None:
        """Damping bends the model upwards until it has a minimum close by."""
        lesson, theme, path = self.lesson, self.lesson.theme, self.record.damped
        model, shift = path.model(0), float(path.terms["shift"][0])
        lines = self.plot.model_lines(model)
        goal = Marker((0, 0), Shape.SQUARE, Role.MODEL, theme, hollow=True)
        along = cut(path.objective, model, path.step[0], reach=(-0.6, 1.8))
        beside = CutPlot(along, BESIDE, theme)
        trail = Trail(self.plot.plane, path.x, DAMPED, theme)
        damping = self._readout(("lambda",), 0.0, 0, scale=shift)
        name = (words(lesson.words("axis.smallest")),)
        curvature = self._readout(name, float(model.curvatures[0]), 1, scale=shift)
        lesson.say(
            "damping",
            FadeIn(VGroup(lines, beside, beside.parabola, goal, trail, damping, curvature)),
            *lesson.formula(*_damped_step()),
            amount="lambda",
        )
        lesson.hold()

        def damp(amount: float) -> None:
            bent = model.damped(amount)
            self.plot.trace_model(lines, bent)
            goal.stand(self.plot.place(bent.stationary_point))
            parabola = cut(path.objective, bent, path.step[0], reach=(-0.6, 1.8)).parabola
            beside.parabola.trace(beside.plane.pieces(np.column_stack([along.t, parabola])))
            damping.set_value(amount)
            curvature.set_value(float(bent.curvatures[0]))

        damp(0.0)
        self.stage.run(
            VGroup(lines, goal, beside.parabola, damping, curvature), damp, shift, seconds=3.0
        )
        lesson.hold()

        def reach(share: float) -> None:
            trail.reach(share)
            beside.reach(share)

        lesson.say("freed")
        self.stage.run(VGroup(trail, beside.here), reach)
        lesson.hold()
        lesson.show(away(lines, goal, beside, beside.parabola, damping, curvature), seconds=0.5)
        self.stage.run(trail, trail.reach, path.steps, start=1, seconds=1.5)
        lesson.hold()

    def _readout(
        self, name: tuple[object, ...], value: float, line: int, *, scale: float
    ) -> Readout:
        readout = Readout(self.lesson.theme, *name, scale=scale)
        y = TITLE.bottom - (line + 1) * LINE + 0.15
        return readout.set_value(value).stand_from(SIDE.left, y)


def _damped_step() -> tuple[object, ...]:
    """Return the formula of a damped step."""
    damped = (fenced(("H", "+", marked("lambda", "model"), "I")),)
    step = power(damped, -1), marked(("∇", "f"), "gradient")
    return symbol("x", ("k", "+", 1)), "=", symbol("x", "k"), "-", *step
