"""Beats on where Newton's method fails: caught by a saddle, thrown far, and freed by damping."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from manim import FadeIn, VGroup

from linalg.notation import fenced, marked, power, words
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
from scenes.plot_lesson import HEAD, PLOT, SIDE, TITLE, PlotLesson
from scenes.stage import Region
from scenes.theme import Role

__all__ = ["NewtonTrouble"]

NEAR_SADDLE, NEAR_FLAT = (0.4, 0.5), (0.4, 0.8)
STEPS, TOLERANCE = 40, 1e-8
NEWTON, DAMPED = STYLES[1], STYLES[3]
LINE = 0.7  # between two numbers
BESIDE = Region(SIDE.left, SIDE.right, SIDE.bottom, TITLE.bottom - 2 * LINE - 0.2)


class NewtonTrouble(PlotLesson):
    """Newton's method on x² - y² + y⁴/4, which has a saddle between two minima.

    Source: CS231n, lecture 7; Nocedal and Wright, chapter 3.4.
    """

    @cached_property
    def saddle_function(self) -> Objective:
        """What it is shown on."""
        return saddle_between_minima()

    @cached_property
    def caught(self) -> Trajectory:
        """Newton's method into the saddle."""
        return minimize(
            self.saddle_function, newton(), NEAR_SADDLE, steps=STEPS, tolerance=TOLERANCE
        )

    @cached_property
    def thrown(self) -> Trajectory:
        """Newton's method from where a curvature is almost 0."""
        return minimize(self.saddle_function, newton(), NEAR_FLAT, steps=STEPS, tolerance=TOLERANCE)

    @cached_property
    def damped(self) -> Trajectory:
        """The damped method from where Newton's was caught."""
        return minimize(
            self.saddle_function, trust_region(), NEAR_SADDLE, steps=STEPS, tolerance=TOLERANCE
        )

    def trouble(self) -> None:
        """Caught, thrown, freed."""
        self.beat("beat.trouble")
        function = self.saddle_function
        self.stage = ContourPlot(function, function.domain, PLOT, self.theme)
        self.clear_stage()
        self.formula_place.region = HEAD
        self.say("trouble", FadeIn(self.stage), *self.formula("f", "=", function.expression))
        self.hold()
        self.formula_place.region = TITLE
        self.be_caught()
        self.be_thrown()
        self.be_freed()

    def be_caught(self) -> None:
        """The level point of the model is a saddle, and Newton's method goes there."""
        path = self.caught
        lines = self.stage.model_lines(path.model(0))
        along = cut(path.objective, path.model(0), path.step[0], reach=(-0.8, 2.2))
        beside = CutPlot(along, BESIDE, self.theme)
        trail = Trail(self.stage.plane, path.x, NEWTON, self.theme)
        self.say("saddle", FadeIn(VGroup(lines, beside, beside.parabola, trail)), *self.formula())
        self.hold()

        def reach(share: float) -> None:
            trail.reach(share)
            beside.reach(share)

        self.run(VGroup(trail, beside.here), reach)
        self.hold()
        self.say("caught", self.away(lines))
        self.run(trail, trail.reach, path.steps, start=1, seconds=1.5)
        self.hold()
        self.show(self.away(beside, beside.parabola, trail), seconds=0.5)

    def be_thrown(self) -> None:
        """Where a curvature is almost 0 the step is huge."""
        path = self.thrown
        trail = Trail(self.stage.plane, path.x[:2], NEWTON, self.theme)
        lowest = float(path.model(0).curvatures[0])
        curvature = self._readout((words(self.words("axis.smallest")),), lowest, 0, scale=1)
        readout = self._readout(("y",), float(path.x[0, 1]), 1, scale=10)
        self.say("flat", FadeIn(VGroup(trail, curvature, readout)))
        self.hold()

        def reach(share: float) -> None:
            trail.reach(share)
            readout.show(float(np.interp(share, [0, 1], path.x[:2, 1])))

        self.run(VGroup(trail, readout), reach)
        self.hold()
        self.show(self.away(trail, readout, curvature), seconds=0.5)

    def be_freed(self) -> None:
        """Damping bends the model upwards until it has a minimum close by."""
        path = self.damped
        model, shift = path.model(0), float(path.terms["shift"][0])
        lines = self.stage.model_lines(model)
        goal = Marker((0, 0), Shape.SQUARE, Role.MODEL, self.theme, hollow=True)
        along = cut(path.objective, model, path.step[0], reach=(-0.6, 1.8))
        beside = CutPlot(along, BESIDE, self.theme)
        trail = Trail(self.stage.plane, path.x, DAMPED, self.theme)
        damping = self._readout(("lambda",), 0.0, 0, scale=shift)
        name = (words(self.words("axis.smallest")),)
        curvature = self._readout(name, float(model.curvatures[0]), 1, scale=shift)
        formula = (fenced(("H", "+", marked("lambda", "model"), "I")),)
        self.say(
            "damping",
            FadeIn(VGroup(lines, beside, beside.parabola, goal, trail, damping, curvature)),
            *self.formula("x", "-", power(formula, -1), marked(("∇", "f"), "gradient")),
            amount="lambda",
        )
        self.hold()

        def damp(amount: float) -> None:
            bent = model.damped(amount)
            self.stage.trace_model(lines, bent)
            goal.stand(self.stage.place(bent.stationary_point))
            parabola = cut(path.objective, bent, path.step[0], reach=(-0.6, 1.8)).parabola
            beside.parabola.trace(beside.plane.pieces(np.column_stack([along.t, parabola])))
            damping.show(amount)
            curvature.show(float(bent.curvatures[0]))

        damp(0.0)
        self.run(VGroup(lines, goal, beside.parabola, damping, curvature), damp, shift, seconds=3.0)
        self.hold()

        def reach(share: float) -> None:
            trail.reach(share)
            beside.reach(share)

        self.say("freed")
        self.run(VGroup(trail, beside.here), reach)
        self.hold()
        self.show(self.away(lines, goal, beside, beside.parabola, damping, curvature), seconds=0.5)
        self.run(trail, trail.reach, path.steps, start=1, seconds=1.5)
        self.hold()

    def _readout(
        self, name: tuple[object, ...], value: float, line: int, *, scale: float
    ) -> Readout:
        readout = Readout(self.theme, *name, scale=scale)
        y = TITLE.bottom - (line + 1) * LINE + 0.15
        return readout.show(value).stand_from(SIDE.left, y)
