"""The closing frame of lessons on penalties: both balls, with the paths of the solutions."""

from __future__ import annotations

from scenes.lessons.optimisation.diamond_and_circle.touch_stage import TouchStage
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["TouchFigure"]


class TouchFigure:
    """Both touches once more: a figure of its own.

    Parameters
    ----------
    stage : TouchStage
    """

    def __init__(self, stage: TouchStage) -> None:
        self.stage, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Show it in place of what came before."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.close")
        panels = stage.panels()
        for panel, touch in zip(panels, stage.touches, strict=True):
            panel.show_rings(stage.rings())
            panel.show_touch(touch)
            panel.add(panel.dot, panel.weights)
        if stage.paths is not None:
            for panel, path in zip(panels, stage.paths, strict=True):
                panel.submobjects.insert(-2, panel.path(path))
        picture = VGroup(*panels)
        stage.turn_to(picture)
        lesson.say("close.zero" if stage.paths is None else "close", FadeIn(picture))
        lesson.hold(2.0)
