"""The opening: the graph of a formula, and the values that go forward through it."""

from __future__ import annotations

from scenes.lessons.network.backpropagation.graph_stage import GraphStage
from scenes.mobjects.graphs.graph_picture import TAIL, passed
from scenes.parts.following import Following
from scenes.typed_manim import FadeIn, linear

__all__ = ["Forward"]


class Forward:
    """A formula becomes a graph, and the graph computes it.

    Parameters
    ----------
    stage : GraphStage
    """

    def __init__(self, stage: GraphStage) -> None:
        self.stage, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Let the graph grow, then its values."""
        self._grow()
        self._compute()

    def _grow(self) -> None:
        lesson, stage = self.lesson, self.stage
        picture = stage.picture
        start, end = stage.ends
        picture.grow(start)
        lesson.beat("beat.graph")
        heading = [] if stage.heading is None else [FadeIn(stage.heading)]
        lesson.say("graph", *heading)
        lesson.add(picture)

        def update(share: float) -> None:
            picture.grow(start + (end + TAIL - start) * share)

        lesson.show(Following(picture, update, linear), seconds=2.5)

    def _compute(self) -> None:
        lesson, stage = self.lesson, self.stage
        picture = stage.picture
        lesson.beat("beat.forward")

        def change(front: float) -> None:
            for place, value in picture.values.items():
                value.show_at(passed(front, picture.x_of(place)))

        lesson.say("forward")
        stage.sweep(change, *stage.ends, wires=picture.paths)
