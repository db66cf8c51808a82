"""The opening of lessons on descent: a function of two variables, and the start."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import point
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.relief import Relief
from scenes.parameters.descents import DescentProblem
from scenes.parts.plot_stage import HEAD, PLOT, SIDE, TITLE, PlotStage, away
from scenes.theme import Role
from scenes.typed_manim import FadeIn

__all__ = ["DescentGround"]

GROUND = {"dark": "function.dark", "light": "function.light"}
FIRST_SIGHT, LAST_SIGHT = -0.9, -0.25  # radians


class DescentGround:
    """Level sets, and a point on them.

    Parameters
    ----------
    stage : PlotStage
    problem : DescentProblem
    start : array, (2,)
        Where all begin.

    Attributes
    ----------
    plot : ContourPlot
    dot : Marker
        The start.
    """

    def __init__(
        self, stage: PlotStage, problem: DescentProblem, start: NDArray[np.float64]
    ) -> None:
        self.stage, self.lesson, self.problem = stage, stage.lesson, problem
        theme = self.lesson.theme
        self.start = start
        self.plot = ContourPlot(problem.function, problem.race.window, PLOT, theme)
        self.dot = Marker(self.plot.point(start), Shape.DISC, Role.FOREGROUND, theme)

    def play(self, *, surface: bool) -> None:
        """Show the level sets and the start, and perhaps the same ground in space."""
        lesson, problem = self.lesson, self.problem
        lesson.beat("beat.function")
        lesson.formula_place.region = HEAD
        lesson.say(
            GROUND[lesson.theme.name],
            FadeIn(self.plot),
            *lesson.formula("f", "=", problem.function.expression),
        )
        lesson.hold()
        lesson.say("start", FadeIn(self.dot), start=point(*problem.coordinates))
        lesson.hold()
        if surface:
            self._show_surface()
        lesson.formula_place.region = TITLE

    def _show_surface(self) -> None:
        """The same ground in space, turned before our eyes."""
        lesson, plot = self.lesson, self.plot
        function = self.problem.function
        relief = Relief(function, plot.window, plot.contours, self.start, SIDE, lesson.theme)
        relief.turn(FIRST_SIGHT)
        lesson.say("surface", FadeIn(relief), *lesson.formula())
        self.stage.run(relief, relief.turn, LAST_SIGHT, start=FIRST_SIGHT, seconds=2.5)
        lesson.hold()
        lesson.show(away(relief), seconds=0.5)
