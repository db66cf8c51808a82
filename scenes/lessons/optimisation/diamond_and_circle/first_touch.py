"""Two balls meet the same ellipses: where they touch first, and why there."""

from __future__ import annotations

import numpy as np

from linalg.notation import point
from optviz.planar.touch import Touch
from optviz.regularisation.penalties import L2
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, TouchStage, short
from scenes.mobjects.plots.penalty_notation import penalty_name, penalty_size, zero_weight
from scenes.mobjects.plots.touch_panel import CENTRE, TouchPanel
from scenes.mobjects.readout import Readout
from scenes.typed_manim import Create, FadeIn, VGroup

__all__ = ["FirstTouch"]

BUDGETS = {"L1": "budget.l1", "L2": "budget.l2", "p = ∞": "budget.max"}
TOUCHES = {  # how they touch, with both weights there
    "corner": "touch.tie",
    "edge": "touch.edge",
    "arc": "touch.arc",
}


class FirstTouch:
    """The loss with its ellipses, the two balls, and the two solutions.

    Parameters
    ----------
    stage : TouchStage
    """

    def __init__(self, stage: TouchStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.panels = stage.panels()
        self.both = list(zip(self.panels, stage.touches, strict=True))

    def play(self) -> None:
        """Show the loss and the balls, then let them touch."""
        self._show_loss()
        self._show_balls()
        for panel, touch in self.both:
            self._grow(panel, touch)
        for panel, touch in self.both:
            if touch.penalty == L2() and touch.kind != "inside" and not touch.loss.flat:
                self._compare_with_nearest(panel, touch)

    def _show_loss(self) -> None:
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.loss")
        stage.picture = VGroup(*self.panels)
        for panel in self.panels:
            panel.remove(panel.title)
        lowest = point(*map(short, stage.loss.centre))
        lesson.say("loss", FadeIn(stage.picture), place=(CENTRE, "=", lowest))
        lesson.hold()
        for panel in self.panels:
            panel.show_rings(stage.rings())
        rings = [FadeIn(panel.rings) for panel in self.panels]
        lesson.say("valley" if stage.loss.flat else "rings", *rings)
        lesson.hold()

    def _show_balls(self) -> None:
        lesson = self.lesson
        lesson.beat("beat.ball")
        for panel, touch in self.both:
            panel.show_ball(touch)
            panel.add(panel.title)
            lesson.say(
                BUDGETS.get(touch.penalty.name, "budget.other"),
                *map(FadeIn, (panel.ball, panel.outline, panel.title)),
                name=penalty_name(touch.penalty),
                size=penalty_size(touch.penalty),
                radius=short(touch.radius),
            )
            lesson.hold()

    def _grow(self, panel: TouchPanel, touch: Touch) -> None:
        """The ellipse grows until it touches; then why it touches there."""
        lesson = self.lesson
        lesson.beat("beat.touch", name=penalty_name(touch.penalty))
        if touch.kind == "inside":
            key = "touch.crossed" if touch.loss.flat else "touch.inside"
            lesson.say(key, *self._solution(panel, touch), place=CENTRE)
            lesson.hold()
            return
        scale = max(float(touch.value) for touch in self.stage.touches)
        loss = Readout(lesson.theme, "f", scale=scale).stand_from(*panel.foot(0))
        loss.set_value(float(touch.loss.least))
        panel.add(loss)
        lesson.say("grow" if panel is self.panels[0] else "grow.again", FadeIn(loss))
        ellipses = touch.growing_ellipses(MOMENTS)
        levels = touch.loss.values(ellipses[:, 0])

        def show(moment: int) -> None:
            panel.show_ellipse(ellipses[moment])
            loss.set_value(levels[moment])

        self.stage.follow(show, seconds=2.0)
        self._say_where(panel, touch)
        lesson.hold(1.5)
        self._explain(panel, touch)

    def _say_where(self, panel: TouchPanel, touch: Touch) -> None:
        lesson, shown = self.lesson, self._solution(panel, touch)
        if not touch.unique:
            lesson.say("touch.family", *shown)
        elif len(touch.active) == 2:
            lesson.say(TOUCHES[touch.kind], *shown)
        else:
            key = "touch.corner" if touch.kind == "corner" else "touch.axis"
            lesson.say(key, *shown, zero=zero_weight(touch))

    def _solution(self, panel: TouchPanel, touch: Touch) -> list[FadeIn]:
        """Return the animations that show a solution and its numbers."""
        panel.dot.move_to(panel.at(touch.point))
        panel.show_weights(touch)
        panel.add(panel.dot, panel.weights)
        return [FadeIn(panel.dot), *map(FadeIn, panel.weights)]

    def _explain(self, panel: TouchPanel, touch: Touch) -> None:
        """Show -∇f and the normals of the ball there, and take them away again."""
        lesson = self.lesson
        cone, force = panel.cone(touch), panel.force(touch)
        panel.submobjects.insert(panel.submobjects.index(panel.dot), cone)
        panel.add(force)
        key = "cone" if len(touch.normals) > 1 else "normal"
        lesson.say(key, FadeIn(cone), Create(force), force=("-", "∇", "f"))
        lesson.hold(1.5)
        lesson.finish_reading()
        lesson.show(*(part.animate.set_opacity(0) for part in (cone, force)), seconds=0.5)
        panel.remove(cone, force)

    def _compare_with_nearest(self, panel: TouchPanel, touch: Touch) -> None:
        """Ridge does not lead to the nearest point of the circle, unless the ellipses are round."""
        lesson = self.lesson
        lesson.beat("beat.nearest")
        nearest = panel.nearest(touch)
        panel.add(nearest)
        apart = np.abs(touch.nearest - touch.point).max() > 1e-6 * float(touch.radius)
        lesson.say("nearest" if apart else "nearest.round", FadeIn(nearest), place=CENTRE)
        lesson.hold(1.5)
