"""The scores, the hinge's margin, and the softmax's probabilities."""

from __future__ import annotations

from linalg.notation import fenced, formula, over, power, symbol, words
from linalg.notation.elements import Script
from scenes.lessons.network.losses.board import LossBoard
from scenes.typed_manim import FadeIn

__all__ = ["Opening"]


class Opening:
    """Both losses of the scores that were given.

    Parameters
    ----------
    stage : LossBoard
    """

    def __init__(self, stage: LossBoard) -> None:
        self.board, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Show the scores, then one loss after the other."""
        lesson, board = self.lesson, self.board
        lanes = board.lanes
        lesson.formula_place.region = board.below
        lesson.beat("beat.scores")
        lesson.add(lanes.picture)
        right = board.names[board.course.label]
        lesson.say("scores", FadeIn(lanes.names), FadeIn(lanes.scale), name=words(right))
        lesson.show(lanes.picture.fading(dots=1.0), FadeIn(lanes.numbers), seconds=2.0)
        board.keep(lanes.picture, lanes.numbers)
        self._hinge()
        self._softmax()

    def _hinge(self) -> None:
        lesson, board = self.lesson, self.board
        lesson.beat("beat.hinge")
        s_j, s_y = symbol("s", "j"), symbol("s", "y")
        total = Script(formula("∑"), sub=formula(("j", "≠", "y")))
        term = (words("max"), fenced((words("0, "), formula((s_j, "-", s_y, "+", 1)))))
        lesson.say("hinge.said", *lesson.formula("L", "=", total, *term))
        lesson.show(board.lanes.picture.fading(margin=1.0), seconds=2.0)
        lesson.finish_reading()
        reaches = float(board.record.hinge[0]) > 0
        lesson.say("hinge.over" if reaches else "hinge.none")
        lesson.show(
            board.lanes.picture.fading(over=1.0),
            FadeIn(board.columns.terms),
            FadeIn(board.hinge),
            seconds=2.0,
        )
        board.keep(board.columns.terms, board.hinge)

    def _softmax(self) -> None:
        lesson, board = self.lesson, self.board
        lesson.beat("beat.softmax")
        share = over(power("e", symbol("s", "y")), ("∑", power("e", symbol("s", "j"))))
        lesson.say("softmax.said", FadeIn(board.columns.shares))
        board.keep(board.columns.shares)
        lesson.show(
            *lesson.formula("L", "=", "-", words("ln"), share),
            FadeIn(board.softmax),
            seconds=2.0,
        )
        board.keep(board.softmax)
