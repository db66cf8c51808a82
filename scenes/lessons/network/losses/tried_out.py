"""The answer tried out: the slope of both losses with respect to each score, as a score slides."""

from __future__ import annotations

from scenes.lessons.network.losses.board import LossBoard
from scenes.lessons.network.losses.slide import Slide
from scenes.typed_manim import FadeIn, FadeOut

__all__ = ["TriedOut"]


class TriedOut:
    """Slopes in place of terms and probabilities, down to the low score and up again.

    Parameters
    ----------
    stage : LossBoard
    slide : Slide
        Which enlarged the plot.
    """

    def __init__(self, stage: LossBoard, slide: Slide) -> None:
        self.board, self.lesson, self.before = stage, stage.lesson, slide

    def play(self) -> None:
        """Show the slopes within the margin, then beyond it, where the film ends."""
        lesson, board, course = self.lesson, self.board, self.board.course
        columns = board.columns
        lesson.beat("beat.tried")
        lesson.say("tried", FadeOut(columns.terms), FadeOut(columns.shares))
        board.drop(columns.terms, columns.shares)
        board.turn_to_slopes()
        lesson.show(FadeIn(columns.slopes), FadeIn(board.pushes.picture), seconds=1.5)
        board.keep(columns.slopes, board.pushes.picture)
        if board.enlarges:
            self.before.reduce()
        lesson.say("tried.within")
        board.slide_to(course.low)
        lesson.say("tried.up")
        board.slide_to(course.at_edge)
        lesson.say("tried.end")
        if board.enlarges:
            self.before.enlarge()
        board.slide_to(course.settled)
