"""The opening: a function of two variables by its level sets, and the start."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import point
from optviz.descent.whole_bowls import whole_bowls
from scenes.lessons.optimisation.momentum_to_adam.method_line import HEAD, LEFT, MethodLine
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.text import Text
from scenes.parameters.descents import DescentProblem
from scenes.parts.plot_stage import PlotStage
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import Animation, FadeIn, FadeOut

__all__ = ["Ground"]

_START = {"dark": "start.dark", "light": "start.light"}
_LARGEST = 44


class Ground:
    """Level sets and the start.

    Parameters
    ----------
    stage : PlotStage
    problem : DescentProblem
    start : array, (2,)

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
        self.plot = ContourPlot(problem.function, whole_bowls(problem.race), LEFT, theme)
        self.dot = Marker(self.plot.point(start), Shape.DISC, Role.FOREGROUND, theme)
        self.formula: Text | None = self._formula()

    def play(self) -> None:
        """Show the level sets and the start."""
        lesson, problem = self.lesson, self.problem
        lesson.beat("beat.function")
        shown = [FadeIn(shown) for shown in (self.formula,) if shown is not None]
        shown.append(FadeIn(self.plot))
        lesson.say(_START[lesson.theme.name], *shown, start=point(*problem.coordinates))
        lesson.show(FadeIn(self.dot, scale=3), seconds=1.5)
        if not self.plot.plane.is_equal:
            lesson.say("units")

    def give_way(self) -> list[Animation]:
        """Return the animations that take the formula of the function away."""
        formula, self.formula = self.formula, None
        return [] if formula is None else [FadeOut(formula)]

    def alone(self, line: MethodLine) -> None:
        """Take everything away but the level sets, the start, and the line at the head."""
        self.lesson.show(line.alone(self.plot, self.dot), seconds=0.6)

    def _formula(self) -> Text | None:
        """Return the function as a formula at the head, if it is legible there."""
        parts = "f", "=", self.problem.function.expression
        text = self.lesson.label(*parts, size=_LARGEST)
        size = min(_LARGEST, _LARGEST * min(HEAD.width / text.width, HEAD.height / text.height))
        if size < SMALLEST[TextKind.LABEL]:
            return None
        return self.lesson.label(*parts, size=size).move_to(HEAD.centre)
