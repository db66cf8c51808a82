"""The opening of lessons on descent: a function of two variables, and the start."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from linalg.notation import point
from optviz.descent.whole_bowls import whole_bowls
from optviz.trajectories.trajectory import Trajectory
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.relief import Relief
from scenes.mobjects.text import Text
from scenes.parameters.descents import DescentProblem
from scenes.parts.plot_stage import HEAD, PLOT, SIDE, TITLE, PlotStage, away
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import Animation, FadeIn, FadeOut

__all__ = ["DescentGround"]

GROUND = {"dark": "function.dark", "light": "function.light"}
_SMALL = 40  # of a formula that is too long for the size of one
FIRST_SIGHT, LAST_SIGHT = -0.9, -0.25  # radians


class DescentGround:
    """Level sets, and a point on them.

    Parameters
    ----------
    stage : PlotStage
    problem : DescentProblem
    start : array, (2,)
        Where all begin.
    others : iterable of Trajectory
        More ways from there, beside those of the race.

    Attributes
    ----------
    plot : ContourPlot
    dot : Marker
        The start.
    """

    def __init__(
        self,
        stage: PlotStage,
        problem: DescentProblem,
        start: NDArray[np.float64],
        others: Iterable[Trajectory] = (),
    ) -> None:
        self.stage, self.lesson, self.problem = stage, stage.lesson, problem
        theme = self.lesson.theme
        self.start = start
        self.relief: Relief | None = None  # the ground in space, once it is in sight
        self.small: Text | None = None  # the formula, where it is a small one
        self.sights = FIRST_SIGHT, LAST_SIGHT
        self.plot = ContourPlot(problem.function, whole_bowls(problem.race, others), PLOT, theme)
        self.dot = Marker(self.plot.point(start), Shape.DISC, Role.FOREGROUND, theme)

    def play(self, *, surface: bool) -> None:
        """Show the level sets and the start, and perhaps the same ground in space."""
        lesson, problem = self.lesson, self.problem
        lesson.beat("beat.function")
        lesson.formula_place.region = HEAD
        lesson.say(GROUND[lesson.theme.name], *self._formula())
        lesson.show(FadeIn(self.plot), seconds=1.5)
        if not self.plot.plane.is_equal:
            lesson.say("units")
        lesson.say("start", start=point(*problem.coordinates))
        lesson.show(FadeIn(self.dot, scale=3), seconds=1.5)
        if surface:
            self._show_surface()
        lesson.formula_place.region = TITLE

    def _formula(self) -> list[Animation]:
        """Return what shows the function, in smaller letters where the place is too narrow."""
        lesson, parts = self.lesson, ("f", "=", self.problem.function.expression)
        shown = lesson.formula(*parts)
        if lesson.formula_place.text is None:
            text = lesson.label(*parts, size=_SMALL)
            size = min(_SMALL, _SMALL * HEAD.width / text.width)
            if size >= SMALLEST[TextKind.LABEL]:
                self.small = lesson.label(*parts, size=size).move_to(HEAD.centre)
                return [*shown, FadeIn(self.small)]
        return shown

    def give_way(self) -> list[Animation]:
        """Return the animations that take the formula of the function away."""
        small, self.small = self.small, None
        return [*self.lesson.formula(), *([FadeOut(small)] if small is not None else [])]

    def _show_surface(self) -> None:
        """The same ground in space, turned before our eyes."""
        lesson, plot = self.lesson, self.plot
        function = self.problem.function
        self.relief = Relief(function, plot.window, plot.contours, self.start, SIDE, lesson.theme)
        self.relief.turn(FIRST_SIGHT)
        lesson.say("surface", *self.give_way())
        lesson.show(FadeIn(self.relief))
        self.turn()

    def turn(self) -> None:
        """Turn the ground in space, there or back, if it is in sight."""
        if self.relief is None:
            return
        start, end = self.sights
        self.stage.run(self.relief, self.relief.turn, end, start=start, seconds=2.5)
        self.sights = end, start

    def put_away(self) -> None:
        """Take the ground in space away, if it is in sight."""
        if self.relief is not None:
            self.lesson.show(away(self.relief), seconds=0.6)
