"""The lesson on backpropagation: a nudge travels forward, blame travels back."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.check import Checked
from scenes.lessons.network.backpropagation.backward import Backward
from scenes.lessons.network.backpropagation.first_nudge import FirstNudge
from scenes.lessons.network.backpropagation.forward import Forward
from scenes.lessons.network.backpropagation.graph_stage import GraphStage
from scenes.lessons.network.backpropagation.parameters import BackpropagationParameters
from scenes.lessons.network.backpropagation.tried_out import TriedOut
from scenes.parts.lesson import Lesson
from scenes.parts.title_card import TitleCard

__all__ = ["BackpropagationLesson"]


class BackpropagationLesson(Lesson):
    """Values forward, one nudge forward, gradients back, and every gradient tried out.

    Source: CS231n, lecture 4.
    """

    parameters_class = BackpropagationParameters

    def records(self) -> Iterator[Checked]:
        yield self.parameters.nudges

    def construct(self) -> None:
        self.beat("beat.title")
        TitleCard(self).play()
        stage = GraphStage(self, self.parameters)
        Forward(stage).play()
        FirstNudge(stage).play()
        Backward(stage).play()
        TriedOut(stage).play()
