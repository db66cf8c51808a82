"""A wrong score jiggles off the margin, then all scores are doubled: one loss notices."""

from __future__ import annotations

from linalg.notation import words
from scenes.lessons.network.losses.board import LossBoard
from scenes.mobjects.marks import Box
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut

__all__ = ["Jiggle"]


class Jiggle:
    """Changes that leave the hinge at 0, and not the softmax's loss.

    Parameters
    ----------
    stage : LossBoard
    """

    def __init__(self, stage: LossBoard) -> None:
        self.board, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Jiggle the nearest wrong score, then double all scores."""
        lesson, board, course = self.lesson, self.board, self.board.course
        lesson.beat("beat.jiggle")
        lesson.say("jiggle", name=words(board.names[course.rival]))
        mark = Box(board.lanes.row(course.rival), Role.TARGET, lesson.theme, padding=0.08)
        board.slide(course.jiggled, FadeIn(mark), seconds=3.0)
        lesson.say("jiggle.felt")
        board.slide(lambda share: course.jiggled(-share))
        lesson.beat("beat.double")
        lesson.say("double.edge", FadeOut(mark))
        board.slide_to(course.at_edge, seconds=1.5)
        lesson.say("double", both="W", double=(2, "W"))
        board.slide_to(course.doubled)
        lesson.say("double.end")
        board.slide_to(course.at_edge)
