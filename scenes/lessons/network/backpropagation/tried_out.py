"""The gradients tried out: each input is nudged by h, and Δf / h is held against its gradient."""

from __future__ import annotations

from functools import partial

from scenes.lessons.network.backpropagation.graph_stage import GraphStage
from scenes.mobjects.graphs.gradient_table import GradientTable
from scenes.mobjects.graphs.graph_picture import TAIL, passed, reached
from scenes.parts.following import Following
from scenes.theme import Role
from scenes.typed_manim import FadeIn, linear

__all__ = ["TriedOut"]

_ALONE = 2  # inputs that are nudged in a motion of their own
_RIPPLE, _REST = 0.72, 0.86  # shares of a nudge: it has arrived; it is taken back


class TriedOut:
    """A trip forward for each input, against the one trip back.

    Parameters
    ----------
    stage : GraphStage
    """

    def __init__(self, stage: GraphStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.picture, self.nudges = stage.picture, stage.nudges
        self.table = GradientTable(
            stage.nudges,
            stage.problem.columns,
            stage.lesson.theme,
            self.lesson.words("word.gradient"),
        )
        self.order = sorted(range(len(self.nudges.inputs)), key=lambda k: self.nudges.inputs[k])

    def play(self) -> None:
        """Nudge each input, let h shrink, and close."""
        lesson, table = self.lesson, self.table
        lesson.beat("beat.tried")
        for k, sign in enumerate(table.signs):
            lesson.claim(f"Δf / h at input {k + 1}", sign, partial(table.holds, k))
        several = len(self.order) > 1
        lesson.say("tried" if several else "tried.one", FadeIn(table), *lesson.formula())
        for k in self.order[:_ALONE]:
            self._nudge([k], 2.4)
        rest = self.order[_ALONE:]
        if rest:
            self._nudge(rest, 3.0 if len(rest) > 1 else 2.4)
        self._shrink()
        self._close()

    def _nudge(self, inputs: list[int], seconds: float) -> None:
        """Let one nudge after the other ripple to f."""
        wires = {k: reached(self.stage.plan, self.nudges.inputs[k]) for k in inputs}
        picture, (start, end) = self.picture, self.stage.ends
        rest = [float(node.value) for node in self.stage.record.nodes]

        def update(share: float) -> None:
            at = min(int(share * len(inputs)), len(inputs) - 1)
            for earlier in inputs[:at]:
                self._settle(earlier, wires[earlier][0], rest)
            k = inputs[at]
            own = share * len(inputs) - at
            front = start + (end + TAIL - start) * own / _RIPPLE
            back = min(max((own - _REST) / (1 - _REST), 0.0), 1.0)
            places, lit = wires[k]
            picture.shine(front, lit, Role.SOURCE)
            for place in places:
                moved = passed(front, picture.x_of(place)) * (1 - back)
                change = float(self.nudges.values[k, place]) - rest[place]
                picture.values[place].set_value(rest[place] + moved * change)
            arrived = passed(front, picture.x_of(len(rest) - 1))
            self.table.show_ratio(k, max(arrived, back))
            if share == 1:
                self._settle(k, places, rest)

        motion = Following(picture.live, update, linear)
        lesson = self.lesson
        lesson.show(motion, Following(self.table, lambda _: None), seconds=seconds)

    def _settle(self, k: int, places: set[int], rest: list[float]) -> None:
        for place in places:
            self.picture.values[place].set_value(rest[place])
        self.table.show_ratio(k, 1.0)

    def _shrink(self) -> None:
        """Let h shrink, and say what the ratios do."""
        lesson, table = self.lesson, self.table
        kinks = self.nudges.at_kinks
        if any(kinks):
            lesson.say("tried.kink")
        elif all(table.exact):
            lesson.say("tried.exact")
        else:
            lesson.say("tried.shrink")
        lesson.show(Following(table, table.shrink), seconds=2.5)
        lesson.hold()

    def _close(self) -> None:
        """Run forward once more, and back: that is all it takes."""
        stage, picture = self.stage, self.picture
        start, end = stage.ends
        self.lesson.say("close")
        wires = list(picture.paths)
        stage.sweep(lambda _: None, start, end, wires=wires, longest=2.0)
        stage.sweep(lambda _: None, end, start, wires=wires, role=Role.GRADIENT, longest=2.0)
        self.lesson.hold(1.5)
