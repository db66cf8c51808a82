"""A level set grows until it touches a ball: where it does, and where it does not."""

from __future__ import annotations

import numpy as np

from optviz.planar.touch import Touch
from optviz.regularisation.penalties import L2
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, TouchStage
from scenes.mobjects.readout import Readout
from scenes.mobjects.touches.penalty_notation import penalty_name, zero_weight
from scenes.mobjects.touches.touch_panel import CENTRE, TouchPanel
from scenes.typed_manim import Create, FadeIn, Mobject

__all__ = ["FirstTouch"]

TOUCHES = {  # how they touch, with both weights there
    "corner": "touch.tie",
    "edge": "touch.edge",
    "arc": "touch.arc",
}


class FirstTouch:
    """The two solutions, found one after the other.

    Parameters
    ----------
    stage : TouchStage
    """

    def __init__(self, stage: TouchStage) -> None:
        self.stage, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Let the level set grow in each picture."""
        stage = self.stage
        self.passing: list[Mobject] = []
        if all(touch.kind == "inside" for touch in stage.touches):
            self._show_inside()
            return
        for (panel, touch), loss in zip(stage.both, stage.readouts("f"), strict=True):
            self._grow(panel, touch, loss)
        for panel, touch in stage.both:
            if touch.penalty == L2() and touch.kind != "inside" and not touch.loss.flat:
                self._compare_with_nearest(panel, touch)
        self.lesson.finish_reading()
        stage.clear(self.passing)

    def _show_inside(self) -> None:
        """No ball is felt: the lowest point lies in both."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.inside")
        key = "touch.crossed" if stage.loss.flat else "touch.inside"
        shown = [fade for panel, touch in stage.both for fade in stage.solution(panel, touch)]
        lesson.say(key, *shown, place=CENTRE)
        stage.settle()
        stage.spread_rings()
        lesson.hold()

    def _grow(self, panel: TouchPanel, touch: Touch, loss: Readout) -> None:
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.touch", name=penalty_name(touch.penalty))
        if touch.kind == "inside":
            key = "touch.crossed" if touch.loss.flat else "touch.inside"
            lesson.say(key, *stage.solution(panel, touch), place=CENTRE)
            lesson.hold()
            return
        ellipses = touch.growing_ellipses(MOMENTS, start=self._entry(panel, touch))
        levels = touch.loss.values(ellipses[:, 0])

        def show(moment: int) -> None:
            panel.show_ellipse(ellipses[moment])
            loss.set_value(float(levels[moment]))

        show(0)
        panel.add(loss)
        self.passing.append(loss)
        first = panel is stage.panels[0]
        lesson.say("grow" if first else "grow.again", FadeIn(loss), FadeIn(panel.ellipse))
        stage.follow(show, seconds=3.0 if first else 2.5)
        self._say_where(panel, touch)
        lesson.hold()

    def _entry(self, panel: TouchPanel, touch: Touch) -> float:
        """Return at which share of its last size the level set comes into the picture."""
        if panel.cross.has_points() or touch.loss.flat:
            return 0.0
        x, y = panel.plane.x, panel.plane.y
        grid = np.stack(np.meshgrid(*(np.linspace(a.low, a.high, 60) for a in (x, y))), axis=-1)
        least = float(touch.loss.least)
        height = float(touch.loss.values(grid).min()) - least
        return 0.98 * float(np.sqrt(min(height / (float(touch.value) - least), 1.0)))

    def _say_where(self, panel: TouchPanel, touch: Touch) -> None:
        lesson, shown = self.lesson, self.stage.solution(panel, touch)
        if not touch.unique:
            lesson.say("touch.family", *shown)
        elif len(touch.active) == 2:
            lesson.say(TOUCHES[touch.kind], *shown)
        else:
            key = "touch.corner" if touch.kind == "corner" else "touch.axis"
            lesson.say(key, *shown, zero=zero_weight(touch))

    def _compare_with_nearest(self, panel: TouchPanel, touch: Touch) -> None:
        """Ridge does not lead to the nearest point of the circle, unless the ellipses are round."""
        lesson = self.lesson
        lesson.beat("beat.nearest")
        nearest = panel.nearest(touch)
        panel.add(nearest)
        self.passing.append(nearest)
        apart = np.abs(touch.nearest - touch.point).max() > 1e-6 * float(touch.radius)
        is_round = touch.loss.condition < 1 + 1e-9
        key = "nearest" if apart else "nearest.round" if is_round else "nearest.too"
        lesson.say(key, place=CENTRE)
        lesson.show(Create(nearest[0]), FadeIn(nearest[1]), seconds=2.0)
