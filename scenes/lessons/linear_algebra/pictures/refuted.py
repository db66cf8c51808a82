"""Evidence that there is no answer: multiples of rows that add up to 0, while b does not."""

from __future__ import annotations

from typing import Any

import numpy as np

from linalg.geometry.hyperplanes import floats
from linalg.geometry.reach import Reach
from linalg.notation import words
from scenes.lessons.linear_algebra.pictures.two_pictures import Moment, TwoPictures
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import linear_form
from scenes.mobjects.text import Text, region_of
from scenes.parts.matrices.relation import is_same
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut

__all__ = ["Refuted"]

_SIZES = (48, 40, 36, 32, 28)


class Refuted:
    """The given system again, and the evidence that it has no answer.

    Parameters
    ----------
    stage : TwoPictures
    record : Reach
        Whose missed side is the given one.
    """

    def __init__(self, stage: TwoPictures, record: Reach) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record

    def play(self) -> None:
        """B goes back, and the rows are added up."""
        lesson, stage, view = self.lesson, self.stage, self.stage.columns
        lesson.beat("beat.none")
        lesson.say("back")
        start, b = stage.now, floats(self.record.missed.b)[:, 0]

        def hide(share: float) -> Moment:
            view.chained = 1 - share
            return start if share < 1 else start._replace(x=None)

        stage.run(hide, 1.0)
        stage.run(lambda share: Moment(start.A, start.b + share * (b - start.b), None), 2.0)
        evidence = self._evidence()
        if evidence is None:
            lesson.say(stage.key("none.rows"))
            lesson.hold()
            return
        lesson.claim("0 is not what b adds up to", evidence, lambda: self._holds(evidence))
        box = Box(region_of(evidence), Role.RESULT, lesson.theme, padding=0.15)
        lesson.say("refuted")
        stage.part(stage.system)
        lesson.show(FadeOut(stage.system), seconds=0.6)
        lesson.show(FadeIn(evidence), FadeIn(box), seconds=0.8)
        lesson.hold()

    @property
    def _sum(self) -> Any:
        """The same multiples of b, which do not add up to 0."""
        return (self.record.evidence.T @ self.record.missed.b)[0, 0]

    def _evidence(self) -> Text | None:
        """Return the multiples of the rows, and what both sides add up to."""
        y, room = self.record.evidence, self.stage.head
        terms = [(y[i, 0], words(self.lesson.words("row", row=i + 1))) for i in range(len(y))]
        sides = (words(":\u2003"), 0, "≠", self._sum)
        for size in _SIZES:
            text = self.lesson.label(*linear_form(terms), *sides, size=size)
            if text.width <= room.width - 0.6 and text.height <= room.height - 0.4:
                text.value = y
                box = region_of(text)
                across, up, _ = room.centre
                return text.shift((across - box.centre[0], up - box.centre[1], 0))
        return None

    def _holds(self, text: Text) -> bool:
        """Tell whether the rows add up to 0 and b does not, of the multiples that are written."""
        y = text.value
        rows = (y.T @ self.record.A).tolist()[0]
        right = (y.T @ self.record.missed.b)[0, 0]
        drawn = np.allclose(self.stage.now.b, floats(self.record.missed.b)[:, 0])
        return is_same(rows, [0] * len(rows)) and right != 0 and drawn
