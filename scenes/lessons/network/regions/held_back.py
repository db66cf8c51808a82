"""Weight decay grows: the same network bends less, and with far too much not at all."""

from __future__ import annotations

import numpy as np

from optviz.network.experiments.hidden_training import HiddenTraining
from scenes.lessons.network.regions.more_units import MoreUnits
from scenes.lessons.network.regions.two_planes import InputPlane
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["HeldBack"]


class HeldBack:
    """The last network trained on while λ grows.

    Parameters
    ----------
    stage : InputPlane
    units : MoreUnits
        Whose last row is for this.
    before, record : HiddenTraining
        Without decay, and from its end on with decay that grows.
    beyond : HiddenTraining
        On from there, with far more.
    """

    def __init__(
        self,
        stage: InputPlane,
        units: MoreUnits,
        before: HiddenTraining,
        record: HiddenTraining,
        beyond: HiddenTraining,
    ) -> None:
        self.plane, self.lesson = stage, stage.lesson
        self.row, self.strength = units.bars.rows[-1], units.strength
        self.before, self.record, self.beyond = before, record, beyond

    def play(self) -> None:
        """Turn λ up to what was asked for, far beyond, and back."""
        lesson, record, beyond = self.lesson, self.record, self.beyond
        lesson.beat("beat.decay")
        self._show(record, 0)
        lesson.say("decay", FadeIn(self.row), strength="lambda")
        self._run(record, 0, record.steps)
        if self._is_flat(record):
            lesson.say("decay.flat")
            return
        self._say_what_it_did()
        lesson.say("decay.flat" if self._is_flat(beyond) else "decay.far")
        self._run(beyond, 0, beyond.steps)
        lesson.say("decay.back")
        self._run(beyond, beyond.steps, 0)
        self._show(record, record.steps)

    def _say_what_it_did(self) -> None:
        """Say how many held-out points are wrong now, if the weights were held back at all."""
        before, after = (int(r.wrong_held_out[-1]) for r in (self.before, self.record))
        if self.record.size[-1] >= self.before.size[-1]:
            self.lesson.say("decay.weak")
        elif after == before:
            self.lesson.say("decay.same", after=after)
        else:
            helps = "decay.helps" if after < before else "decay.hurts"
            self.lesson.say(helps, before=before, after=after)

    def _is_flat(self, record: HiddenTraining) -> bool:
        """Tell whether there is one class everywhere in sight at the end of a training."""
        scores = record.scores(self.plane.regions.grid, record.steps)
        return len(np.unique(scores.argmax(axis=1))) == 1

    def _run(self, record: HiddenTraining, start: int, end: int) -> None:
        self.plane.stage.run(
            VGroup(self.plane.picture, self.plane.tally, self.row),
            lambda moment: self._show(record, moment),
            end,
            start=start,
            seconds=2.4,
            steady=True,
        )

    def _show(self, record: HiddenTraining, moment: float) -> None:
        self.plane.show(record, moment)
        step = int(moment)
        self.strength.set_value(float(record.decay[max(step - 1, 0)]))
        self.row.set_values(int(record.wrong[step]), int(record.wrong_held_out[step]))
