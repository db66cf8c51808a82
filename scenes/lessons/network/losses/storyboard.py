"""The lesson on losses: the hinge stops caring beyond its margin, softmax never does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from linalg.check import Checked
from scenes.lessons.network.losses.at_start import AtStart
from scenes.lessons.network.losses.board import LossBoard
from scenes.lessons.network.losses.course import Course
from scenes.lessons.network.losses.jiggle import Jiggle
from scenes.lessons.network.losses.opening import Opening
from scenes.lessons.network.losses.parameters import LECTURE, LossesParameters
from scenes.lessons.network.losses.slide import Slide
from scenes.lessons.network.losses.tried_out import TriedOut
from scenes.parts.lesson import Lesson
from scenes.parts.title_card import TitleCard

__all__ = ["LossesLesson"]

_LECTURE_NAMES = ("class.cat", "class.car", "class.frog")


class LossesLesson(Lesson):
    """Scores, both losses, their start, a slide over the margin, a jiggle, 2W, and the slopes.

    Source: CS231n, lecture 3.
    """

    parameters_class = LossesParameters

    @cached_property
    def course(self) -> Course:
        """The stations between which the scores slide."""
        return Course(np.array(self.parameters.scores), self.parameters.label)

    @property
    def names(self) -> list[str]:
        """The classes as typed, as the lecture calls those of its example, or by number."""
        given = self.parameters
        if given.classes is not None:
            return list(given.classes)
        if given.scores == LECTURE:
            return [self.words(key) for key in _LECTURE_NAMES]
        return [self.words("class", number=k + 1) for k in range(len(given.scores))]

    def records(self) -> Iterator[Checked]:
        yield from self.course.slides

    def construct(self) -> None:
        board = LossBoard(self, self.course, self.names)
        self.beat("beat.title")
        TitleCard(self).play()
        Opening(board).play()
        AtStart(board).play()
        slide = Slide(board)
        slide.play()
        Jiggle(board).play()
        TriedOut(board, slide).play()
