"""The right score is raised: one loss comes to rest on 0, the other falls on."""

from __future__ import annotations

from scenes.lessons.network.losses.board import LossBoard
from scenes.typed_manim import FadeIn, FadeOut

__all__ = ["Slide"]


class Slide:
    """From the scores given over the edge of the margin, and on.

    Parameters
    ----------
    stage : LossBoard
    """

    def __init__(self, stage: LossBoard) -> None:
        self.board, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Raise the right score until the hinge is 0, look closer, and raise it further."""
        lesson, board, course = self.lesson, self.board, self.board.course
        lesson.beat("beat.slide")
        curves = board.curves
        board.plot()
        lesson.say("slide", FadeIn(curves.planes[0]), FadeOut(board.lanes.scale))
        lesson.add(curves.picture)
        lesson.show(curves.picture.fading(here=1.0, curves=1.0, dots=1.0), seconds=1.5)
        board.keep(curves.picture)
        if course.is_late:
            lesson.say("slide.down")
            board.slide_to(course.low)
        lesson.say("slide.up")
        board.slide_to(course.at_edge, seconds=3.0)
        lesson.say("slide.edge")
        if board.enlarges:
            lesson.finish_reading()
            lesson.say("slide.closer")
            self.enlarge()
        lesson.say("slide.on")
        board.slide_to(course.raised)

    def enlarge(self) -> None:
        """Enlarge the plot upwards, about its 0."""
        board, (whole, part) = self.board, self.board.curves.planes
        board.slide(
            lambda _: board.scores,
            FadeOut(whole),
            FadeIn(part),
            seconds=2.5,
            enlarging=lambda share: share,
        )

    def reduce(self) -> None:
        """Show the whole plot again."""
        board, (whole, part) = self.board, self.board.curves.planes
        board.slide(
            lambda _: board.scores,
            FadeOut(part),
            FadeIn(whole),
            seconds=2.0,
            enlarging=lambda share: 1 - share,
        )
