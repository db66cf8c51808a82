"""Before training all scores are alike: what both losses have to be then."""

from __future__ import annotations

import numpy as np

from linalg.notation import words
from scenes.lessons.network.losses.board import LossBoard
from scenes.mobjects.written import Written

__all__ = ["AtStart"]


class AtStart:
    """All scores slide to 0 and back.

    Parameters
    ----------
    stage : LossBoard
    """

    def __init__(self, stage: LossBoard) -> None:
        self.board, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Slide to the start of a training, and back to the scores that were given."""
        lesson, board = self.lesson, self.board
        lesson.beat("beat.start")
        count = len(board.course.given)
        lesson.say("start")
        moves = bool(board.course.given.any())
        if moves:
            board.slide_to(np.zeros(count))
        loss = Written(places=None).of(float(np.log(count)))
        lesson.say("start.values")
        lesson.show(
            *lesson.formula(
                *("C", "-", 1, "=", count - 1, words("      ")),
                *(words("ln"), "C", "≈", words(loss)),
            ),
            seconds=1.5,
        )
        text = lesson.formula_place.text
        if text is not None:
            lesson.claim("C - 1 and ln C", text, self._holds)
        if moves:
            lesson.say("start.back", *lesson.formula())
            board.slide_to(board.course.given, seconds=2.0)
        else:
            lesson.finish_reading()
            lesson.show(*lesson.formula(), seconds=0.6)

    def _holds(self) -> bool:
        board = self.board
        count = len(board.names)
        hinge, softmax = board.hinge.number.value, board.softmax.number.value
        return bool(np.allclose([hinge, softmax], [count - 1, np.log(count)]))
