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
    """The largest distance e for each h, while the dial goes back and comes again.

    Parameters
    ----------
    stage : ZoomStage
    """

    def __init__(self, stage: ZoomStage) -> None:
        self.stage, self.lesson, record = stage, stage.lesson, stage.record
        sizes = np.array([stage.at(k / EACH) for k in range(HALVINGS * EACH + 1)])
        errors = np.array([h * record.gap(h) for h in sizes])
        kept = (record.trusted - 1) * EACH + 1
        self.plot = LogPlot(
            self.lesson, "h", "e", {STYLES[0]: np.column_stack([sizes, errors])[:kept]}, sizes
        )

    def play(self) -> None:
        """Open the window again, shrink it, and read off the order."""
        lesson, stage, plot = self.lesson, self.stage, self.plot
        record = stage.record
        lesson.beat("beat.order")
        lesson.say("error", away(stage.plane, stage.first, stage.window, stage.dot), FadeIn(plot))
        factor = rounded(record.factor)
        moving = (stage.lens, stage.numbers, plot)

        def back(k: float) -> None:
            stage.show(stage.at(k))

        def reach(k: float) -> None:
            stage.show(stage.at(k))
            plot.reach(k)

        stage.run(moving, back, 0.0, start=HALVINGS, seconds=2.5)
        stage.run(moving, reach, HALVINGS, seconds=3.0)
        e, half = ("e", fenced("h")), ("e", fenced(over("h", 2)))
        relation = (*half, "≈", over(e, factor))
        lesson.say("order", *stage.formula(*relation), factor=factor, order=rounded(record.order))
        if stage.head is not None:
            lesson.claim("e(h/2) = e(h)/factor", stage.head, self._is_read_off)
        lesson.add(plot.steps)
        stage.run([plot.steps], lambda k: plot.mark(int(k)), record.trusted - 1, seconds=2.5)

    def _is_read_off(self) -> bool:
        """Compare the factor with heights of the drawn line half a window apart."""
        last, (trail,) = self.stage.record.trusted - 1, self.plot.trails
        one, two = (self.plot.plane.value_at(trail.places[k * EACH])[1] for k in (last - 1, last))
        return bool(abs(one / two / rounded(self.stage.record.factor) - 1) < _CLOSE)
