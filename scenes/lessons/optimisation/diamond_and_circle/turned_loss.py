"""The loss is turned: the ellipses about their centre, and the touch wanders along the ball."""

from __future__ import annotations

from optviz.planar.planar_turn import TurnedTouches
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import TouchStage
from scenes.mobjects.plots.penalty_notation import penalty_name, zero_weight
from scenes.mobjects.plots.touch_pictures import TurnPicture
from scenes.typed_manim import FadeIn

__all__ = ["TurnedLoss"]


class TurnedLoss:
    """In how many directions of the ellipses a weight is zero.

    Parameters
    ----------
    stage : TouchStage
    record : TurnedTouches
        By half a circle, in as many steps as there are moments.
    """

    def __init__(self, stage: TouchStage, record: TurnedTouches) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """Turn the loss by half a circle, with a halt where it touches otherwise."""
        lesson, record = self.lesson, self.record
        lesson.beat("beat.turn")
        picture = TurnPicture(record, lesson.theme)
        self.stage.turn_to(picture)
        name = penalty_name(record.penalty)
        lesson.say("turn.start", FadeIn(picture), name=name)
        lesson.hold()
        stop, zero_first = record.clearest_other, record.sparse[0]
        if stop is not None:
            self.stage.follow(picture.reach, 0, stop, seconds=2.5)
            angle = round(record.angles[stop])
            if zero_first:
                lesson.say("turn.leaves", angle=angle)
            else:
                lesson.say("turn.reaches", angle=angle, zero=zero_weight(record.touches[stop]))
            lesson.hold()
        self.stage.follow(picture.reach, stop or 0, seconds=2.5)
        if stop is not None:  # the last angle is the first again
            share = round(100 * record.sparse[:-1].mean())
            lesson.say("turn.some", name=name, share=share)
        else:
            lesson.say("turn.always" if zero_first else "turn.never", name=name)
        lesson.hold(1.5)
