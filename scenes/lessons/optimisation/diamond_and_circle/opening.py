"""The loss with its level sets, and the two balls."""

from __future__ import annotations

from linalg.notation import point, symbol
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, TouchStage, short
from scenes.mobjects.touches.touch_panel import CENTRE
from scenes.typed_manim import FadeIn

__all__ = ["Opening"]


class Opening:
    """One loss, drawn twice, and a ball in each picture.

    Parameters
    ----------
    stage : TouchStage
    """

    def __init__(self, stage: TouchStage) -> None:
        self.stage, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Let the level sets spread, then the balls."""
        self._show_loss()
        self._show_balls()

    def _show_loss(self) -> None:
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.loss")
        panel = stage.panels[0]
        for each in stage.panels:
            each.remove(each.title)
        place = (CENTRE, "=", point(*map(short, stage.loss.centre)))
        near = panel.cross.has_points()
        key = "valley" if stage.loss.flat else "loss" if near else "loss.far"
        lesson.say(key, FadeIn(stage.picture), place=place)
        stage.spread_rings()
        lesson.hold()

    def _show_balls(self) -> None:
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.ball")
        for panel in stage.panels:
            panel.add(panel.title)
        titles = [FadeIn(panel.title) for panel in stage.panels]
        lesson.say("balls", *titles, weights=symbol("w"), size=("t", "=", short(stage.radius)))

        def grow(moment: int) -> None:
            for panel, touch in stage.both:
                panel.show_ball(touch, max(moment, 1) / (MOMENTS - 1))

        stage.follow(grow, seconds=3.0)
        lesson.hold()
