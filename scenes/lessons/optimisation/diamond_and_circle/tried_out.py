"""The answers tried out: a point walks all around each ball, and nowhere is the loss lower."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optviz.planar.touch import Touch
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import MOMENTS, Paths, TouchStage
from scenes.lessons.optimisation.diamond_and_circle.two_questions import TwoQuestions
from scenes.mobjects.readout import Readout
from scenes.typed_manim import Dot, FadeIn

__all__ = ["TriedOut"]

Floats = NDArray[np.float64]


class TriedOut:
    """Both touches once more, with their paths, their proof and their reason: a figure of its own.

    Parameters
    ----------
    stage : TouchStage
    paths : pair of TouchPath or None
    questions : TwoQuestions
        Whose titles it replaces by the balls'.
    """

    def __init__(self, stage: TouchStage, paths: Paths | None, questions: TwoQuestions) -> None:
        self.stage, self.lesson, self.paths, self.questions = stage, stage.lesson, paths, questions

    def play(self) -> None:
        """Walk around the balls, then close with the reason."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.close")
        self.questions.put_back()
        walks = [_around(touch) for touch in stage.touches]
        heights = [stage.loss.values(walk) for walk in walks]
        losses = stage.readouts("f")
        for (panel, touch), loss in zip(stage.both, losses, strict=True):
            panel.show_touch(touch)
            panel.add(loss.set_value(float(touch.value)))
        self._walk(losses, walks, heights)
        self._close()

    def _walk(self, losses: list[Readout], walks: list[Floats], heights: list[Floats]) -> None:
        lesson, stage = self.lesson, self.stage
        probes = [Dot(radius=0.1, fill_opacity=0) for _ in walks]

        def show(moment: int) -> None:
            for panel, probe, walk, height, loss in zip(
                stage.panels, probes, walks, heights, losses, strict=True
            ):
                probe.move_to(panel.at(walk[moment]))
                loss.set_value(float(height[moment]))

        show(0)
        for panel, probe in zip(stage.panels, probes, strict=True):
            panel.add(probe.set_stroke(lesson.theme["foreground"], width=3.5))
        if stage.picture is stage.panes:
            lesson.say("tried", *map(FadeIn, (*probes, *losses)))
        else:
            stage.turn_to(stage.panes)
            lesson.say("tried", FadeIn(stage.panes))
        stage.follow(show, seconds=2.5)
        lesson.hold()
        lesson.finish_reading()
        for loss, touch in zip(losses, stage.touches, strict=True):
            loss.set_value(float(touch.value))
        stage.clear(probes)

    def _close(self) -> None:
        lesson, stage = self.lesson, self.stage
        for panel, path in zip(stage.panels, self.paths or (), strict=False):
            under = panel.submobjects.index(panel.normal)  # the arrow lies over the path
            panel.submobjects.insert(under, panel.path(path))
        lesson.say(self._lesson_learnt(), force=("-", "∇", "f"))

        def show(moment: int) -> None:
            share = moment / (MOMENTS - 1)
            for place, touch in enumerate(stage.touches):
                if touch.kind == "inside":  # no force: the level sets lie around the solution
                    stage.panels[place].show_rings(stage.rings(share))
                else:
                    stage.show_reason(place, share)

        stage.follow(show, seconds=2.5)
        lesson.hold(2.0)

    def _lesson_learnt(self) -> str:
        """Return the closing words that the records bear out."""
        touches = self.stage.touches
        corners = [t for t in touches if t.kind == "corner" and len(t.active) == 1]
        if all(touch.kind == "inside" for touch in touches):
            return "close.zero" if self.paths is None else "close.inside"
        if len(corners) == 2:
            return "close.corners"
        if not corners:
            return "close.none"
        (corner,) = corners
        other = touches[1 - touches.index(corner)]
        return {"arc": "close.arc", "inside": "close.half"}.get(other.kind, "close.edge")


def _around(touch: Touch) -> Floats:
    """Return a walk around the ball from the touch and back to it, shape (MOMENTS, 2)."""
    angles = np.linspace(0.0, 2 * np.pi, MOMENTS)
    rim = touch.ball.boundary(angles)
    start = angles[int(np.linalg.norm(rim - touch.point, axis=1).argmin())]
    walk = touch.ball.boundary(start + angles)
    if touch.kind != "inside":
        walk[0] = walk[-1] = touch.point
    return walk
