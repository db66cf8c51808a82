"""The loss with its level sets, and the two balls."""

from __future__ import annotations

from linalg.notation import point
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
        if near:
            stage.spread_rings()
        else:
            self._grow()
        lesson.hold()

    def _show_balls(self) -> None:
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.ball")
        for panel in stage.panels:
            panel.add(panel.title)
        titles = [FadeIn(panel.title) for panel in stage.panels]
        lesson.say("balls", *titles, size=("t", "=", short(stage.radius)))
        if not stage.panels[0].ball.has_points():
            self._grow()
        lesson.hold()

    def _grow(self) -> None:
        """Let both balls grow to their size."""

        def show(moment: int) -> None:
            for panel, touch in self.stage.both:
                panel.show_ball(touch, max(moment, 1) / (MOMENTS - 1))

        self.stage.follow(show, seconds=3.6)
