"""A nudge of one input travels forward, node by node, to f."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from linalg.notation import formula, marked, over, spelled
from scenes.lessons.network.backpropagation.graph_stage import GraphStage
from scenes.mobjects.graphs.graph_picture import passed, reached
from scenes.mobjects.graphs.wording import as_written, number
from scenes.parts.following import Following
from scenes.theme import Role
from scenes.typed_manim import Animation, linear

__all__ = ["FirstNudge"]

_EXACT = 1e-9


class FirstNudge:
    """One input is moved by h; under each wire stands what changes there.

    Parameters
    ----------
    stage : GraphStage
    """

    def __init__(self, stage: GraphStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.picture, self.nudges = stage.picture, stage.nudges
        self.place = stage.nudges.inputs[0]
        self.last = len(stage.record.nodes) - 1

    def play(self) -> None:
        """Nudge, read off how far f moves, and take the nudge back."""
        lesson = self.lesson
        lesson.beat("beat.nudge")
        name = spelled(self.stage.record.nodes[self.place].name)
        lesson.say("nudge", name=name, size=("h", "=", number(self.nudges.h)))
        self._ripple()
        lesson.say(self._said(), name=name)
        self._swing()
        lesson.show(*self._ratio(), seconds=0.6)
        self._claim()
        lesson.hold()
        several = len(self.nudges.inputs) > 1
        lesson.say("nudge.each" if several else "nudge.one", *lesson.formula())
        self._take_back()

    def _ripple(self) -> None:
        picture = self.picture
        places, wires = reached(self.stage.plan, self.place)

        def change(front: float) -> None:
            for place in places:
                share = passed(front, picture.x_of(place))
                start = float(self.stage.record.nodes[place].value)
                end = float(self.nudges.values[0, place])
                value = start + share * (end - start)
                picture.values[place].set_value(end if share == 1 else value)
                picture.changes[place].show_at(share)

        start = picture.plan.at((picture.plan.layout.boxes[self.place][0], 0))[0]
        self.stage.sweep(change, start, self.stage.ends[1], wires=wires, role=Role.SOURCE)

    def _said(self) -> str:
        """Return what is true of how f moves, while the nudge swings as well."""
        if self.nudges.at_kinks[0]:
            return "nudge.kink"
        moved, change = self._changes[:, self.place], self._changes[:, self.last]
        if not change.any():
            return "nudge.still"
        straight = np.abs(change - self.nudges.ratios[0, 0] * moved) <= 1e-6 * np.abs(change).max()
        return "nudge.ratio" if straight.all() else "nudge.bent"

    @cached_property
    def _changes(self) -> NDArray[np.float64]:
        """The changes of all nodes as the nudge swings, (moments, nodes)."""
        rest = np.array([float(node.value) for node in self.stage.record.nodes])
        changes: NDArray[np.float64] = self.nudges.swing - rest
        return np.where(np.abs(changes) <= _EXACT * np.abs(rest), 0.0, changes)

    def _swing(self) -> None:
        """Let the nudge swing to the other side and back: the changes go with it."""
        values, changes = self.nudges.swing, self._changes
        places, _ = reached(self.stage.plan, self.place)
        middle = len(values) // 2

        def update(share: float) -> None:
            moment = round((1 - np.cos(2 * np.pi * share)) / 2 * middle)
            moment = len(values) - 1 - moment if share > 0.5 else moment
            for place in places:
                self.picture.values[place].set_value(float(values[moment, place]))
                self.picture.changes[place].set_value(float(changes[moment, place]))

        motion = Following(self.picture.live, update, linear)
        self.lesson.show(motion, seconds=2.5)

    def _ratio(self) -> list[Animation]:
        delta, h = float(self.nudges.deltas[0, self.last]), self.nudges.h
        ratio = float(self.nudges.ratios[0, 0])
        shown = over(number(delta), number(h))
        exact = _near(as_written(delta), as_written(h) * as_written(ratio))
        return self.lesson.formula(
            over(("Delta", "f"), "h"),
            "=" if exact else "≈",
            marked(shown, "source"),
            "=" if exact else "≈",
            formula(number(ratio)),
        )

    def _claim(self) -> None:
        text, picture = self.lesson.formula_place.text, self.picture
        ratio = float(self.nudges.ratios[0, 0])
        if text is not None:
            self.lesson.claim(
                "Δf / h",
                text,
                lambda: _near(
                    picture.changes[self.last].value, ratio * picture.changes[self.place].value
                ),
            )

    def _take_back(self) -> None:
        picture = self.picture
        places, _ = reached(self.stage.plan, self.place)

        def update(share: float) -> None:
            for place in places:
                start = float(self.stage.record.nodes[place].value)
                end = float(self.nudges.values[0, place])
                picture.values[place].set_value(
                    start if share == 1 else end + share * (start - end)
                )
                picture.changes[place].show_at(1 - share)

        self.lesson.show(Following(picture.live, update), seconds=1.5)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1e-12)
