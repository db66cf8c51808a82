"""The reason: the window shrinks, its image is magnified as much, and becomes straight."""

from __future__ import annotations

from linalg.geometry.zoom import HALVINGS
from scenes.lessons.linear_algebra.jacobian.zoom_stage import ZoomStage
from scenes.typed_manim import FadeIn

__all__ = ["Zooming"]


class Zooming:
    """One dial from the first window to the last.

    Parameters
    ----------
    stage : ZoomStage
    """

    def __init__(self, stage: ZoomStage) -> None:
        self.stage, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Turn the dial in three parts, each under a caption."""
        lesson, stage, record = self.lesson, self.stage, self.stage.record
        lesson.beat("beat.zoom")
        lesson.add(stage.first)
        lesson.say("distance", FadeIn(stage.numbers))
        stage.run([stage.lens], stage.lens.measure, seconds=2.5)
        third = HALVINGS // 3
        if record.is_straight:
            for k, key in enumerate(("zoom", "zoom.linear")):
                lesson.say(key)
                stage.turn(k * HALVINGS // 2, (k + 1) * HALVINGS // 2)
            return
        ending = ("zoom.point", "zoom.line", "zoom.end")[record.rank]
        for k, key in enumerate(("zoom", "zoom.on" if record.rank else "zoom.on.point", ending)):
            lesson.say(key, times=2**HALVINGS)
            stage.turn(k * third, (k + 1) * third)
