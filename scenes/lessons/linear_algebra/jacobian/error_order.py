"""The distance from J against the window, on logarithmic axes: a line, whose slope is the order."""

from __future__ import annotations

import numpy as np

from linalg.geometry.zoom import HALVINGS
from linalg.notation import fenced, over
from scenes.lessons.linear_algebra.jacobian.halving import EACH, LogPlot, rounded
from scenes.lessons.linear_algebra.jacobian.zoom_stage import ZoomStage
from scenes.mobjects.plots.trail import STYLES
from scenes.parts.plot_stage import away
from scenes.typed_manim import FadeIn

__all__ = ["ErrorOrder"]


_CLOSE = 0.05


class ErrorOrder:
    """The largest distance e for each h, while the dial goes back, and comes again.

    Parameters
    ----------
    stage : ZoomStage
    """

    def __init__(self, stage: ZoomStage) -> None:
        self.stage, self.lesson, record = stage, stage.lesson, stage.record
        sizes = np.array([stage.at(k / EACH) for k in range(HALVINGS * EACH + 1)])
        errors = np.array([h * record.gap(h) for h in sizes])
        self.last = record.trusted - 1
        opening = np.column_stack([sizes, errors])[self.last * EACH :: -1]
        self.plot = LogPlot(self.lesson, "h", "e", {STYLES[0]: opening}, sizes)

    def play(self) -> None:
        """Open the window again, then halve it, and read off the order."""
        lesson, stage, plot = self.lesson, self.stage, self.plot
        record = stage.record
        lesson.beat("beat.order")
        lesson.say("error", away(stage.plane, stage.first, stage.window, stage.dot), FadeIn(plot))

        def open_to(k: float) -> None:
            stage.show(stage.at(k))
            plot.reach(max(self.last - k, 0.0))

        def shrink_to(k: float) -> None:
            stage.show(stage.at(k))
            plot.mark(min(int(k), self.last))

        moving = (stage.lens, stage.numbers)
        stage.run((*moving, plot), open_to, 0.0, start=HALVINGS, seconds=2.5)
        factor = rounded(record.factor)
        relation = ("e", fenced(over("h", 2)), "≈", over(("e", fenced("h")), factor))
        lesson.say("order", *stage.formula(*relation), factor=factor, order=rounded(record.order))
        if stage.head is not None:
            lesson.claim("e(h/2) = e(h)/factor", stage.head, self._is_read_off)
        stage.run((*moving, plot.steps), shrink_to, HALVINGS, seconds=3.0)

    def _is_read_off(self) -> bool:
        """Compare the factor with heights of the drawn line half a window apart."""
        (trail,) = self.plot.trails
        one, two = (self.plot.plane.value_at(trail.places[k])[1] for k in (EACH, 0))
        return bool(abs(one / two / rounded(self.stage.record.factor) - 1) < _CLOSE)
