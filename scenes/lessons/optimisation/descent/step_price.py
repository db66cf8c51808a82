"""Beats on what a step costs as the number of parameters grows."""

from __future__ import annotations

import numpy as np

from linalg.notation import over, power, words
from optviz.second_order.newton_cost import gradient_step_flops, newton_step_flops
from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Curve, Plane
from scenes.mobjects.plots.trail import STYLES, Style, Trail
from scenes.mobjects.written import Written
from scenes.parts.plot_stage import PLOT, SIDE, TITLE, PlotStage
from scenes.typed_manim import VGroup

__all__ = ["StepPrice"]

DECADES = 9  # of parameters on the axis
SHOWN = 6  # decades after which it is read aloud: a small network
EACH = 20  # moments for each
LINE = 0.95
BYTES = 8
_WHOLE = Written(places=0, most=1e4)


class StepPrice:
    """Operations of a gradient step and of a Newton step against the number of parameters.

    Source: the counts of `optviz.newton_cost`.

    Parameters
    ----------
    stage : PlotStage
    """

    def __init__(self, stage: PlotStage) -> None:
        self.stage, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """One line of slope 1, one of slope 3."""
        lesson, theme = self.lesson, self.lesson.theme
        lesson.beat("beat.price")
        x = Axis(1, 10.0**DECADES, "N", log=True)
        y = Axis(1, 10.0**27, words(lesson.words("axis.operations")), log=True)
        plane = Plane(x, y, PLOT, theme)
        sizes = [int(n) for n in np.geomspace(1, 10**DECADES, DECADES * EACH + 1).round()]
        counts = {
            STYLES[0]: [float(gradient_step_flops(n)) for n in sizes],
            STYLES[1]: [float(newton_step_flops(n)) for n in sizes],
        }
        memory = [float(BYTES * n * n) for n in sizes]
        trails = [
            Trail(plane, np.column_stack([sizes, values]), style, theme)
            for style, values in counts.items()
        ]
        rows = [
            self._row(("N",), 1.0, 0),
            self._row((words(lesson.words("rule.gd")),), counts[STYLES[0]][0], 1, STYLES[0]),
            self._row((words(lesson.words("rule.newton")),), counts[STYLES[1]][0], 2, STYLES[1]),
            self._row((words(lesson.words("hessian.bytes")),), memory[0], 3),
        ]
        numbers, names = zip(*rows, strict=True)
        square, cost = ("N", "×", "N"), over(power("N", 3), 3)
        lesson.say("price", *lesson.formula(), square=square, cost=cost)
        self.stage.turn_to(VGroup(plane, *trails, *numbers, *names), seconds=1.0)
        columns = [[float(n) for n in sizes], *counts.values(), memory]

        def reach(decades: float) -> None:
            for trail in trails:
                trail.reach(decades * EACH)
            k = min(round(decades * EACH), len(sizes) - 1)
            for number, column in zip(numbers, columns, strict=True):
                number.set_value(column[k])

        self.stage.run(VGroup(*trails, *numbers), reach, SHOWN, seconds=2.5)
        lesson.hold()

    def _row(
        self, name: tuple[object, ...], value: float, line: int, style: Style | None = None
    ) -> tuple[LiveNumber, VGroup]:
        """Return a number and what stands with it: its name, and its line as in the plot."""
        y = TITLE.bottom - (line + 1) * LINE
        number = LiveNumber(value, self.lesson.theme, written=_WHOLE, size=36)
        number.stand_at(SIDE.right, y, "right")
        row = VGroup(self.lesson.label(*name).stand_at(SIDE.left, y, "left"))
        if style is not None:
            under = np.array([[SIDE.left, y - 0.2], [SIDE.right, y - 0.2]])
            row.add(Curve([under], style.role, self.lesson.theme, dash=style.dash))
        return number, row
