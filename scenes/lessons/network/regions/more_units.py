"""One hidden unit, two, three and more: the boundary bends, and who is wrong then."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.notation import words
from optviz.network.experiments.hidden_training import HiddenTraining
from scenes.lessons.network.regions.two_planes import RIGHT, InputPlane, eased
from scenes.mobjects.classifiers.error_bars import ErrorBars
from scenes.mobjects.readout import Readout
from scenes.mobjects.text import Text
from scenes.typed_manim import FadeIn, Motion, VGroup

__all__ = ["MoreUnits"]


class MoreUnits:
    """A training for each number of hidden units, and a row of bars for each.

    Parameters
    ----------
    stage : InputPlane
    records : sequence of HiddenTraining
    held_back : sequence of HiddenTraining
        The last one with weight decay that grows, for which a last row is kept; none without.

    Attributes
    ----------
    bars : ErrorBars
    table : VGroup
        The legend and the rows that are told: one thing, below what moves.
    strength : Readout
        λ, the name of that last row.
    """

    def __init__(
        self,
        stage: InputPlane,
        records: Sequence[HiddenTraining],
        held_back: Sequence[HiddenTraining],
    ) -> None:
        self.plane, self.lesson, self.records = stage, stage.lesson, records
        theme, shown = self.lesson.theme, (*records, *held_back)
        names: list[Text | Readout] = [
            self._label("bars.units", count=record.hidden) for record in records
        ]
        self.strength = Readout(theme, "lambda")
        if held_back:
            self.strength.set_value(float(held_back[0].decay[0]))  # the longest it will be
            names.append(self.strength)
        most = max(int(max(r.wrong.max(), r.wrong_held_out.max())) for r in shown)
        heading = [self._label(key) for key in ("bars.training", "bars.held")]
        self.bars = ErrorBars(RIGHT, heading, names, most, theme)
        self.table: VGroup = VGroup(self.bars.legend)

    def play(self) -> None:
        """Train one after the other."""
        lesson, plane = self.lesson, self.plane
        lesson.beat("beat.units")
        lesson.say(
            "held" if len(self.records) > 1 else "held.one", total=len(plane.data.x_held_out)
        )
        lesson.show(FadeIn(self.bars.legend), seconds=1.5)
        for place, record in enumerate(self.records):
            self._train(place, record)
        if len(self.records) > 1:
            self._compare()

    def _train(self, place: int, record: HiddenTraining) -> None:
        lesson, plane, row = self.lesson, self.plane, self.bars.rows[place]
        self._show(place, record, 0)
        arriving: list[Motion] = [FadeIn(row)]
        if place == 0:
            arriving += [plane.picture.fading(regions=1.0), FadeIn(plane.tally)]
        key = "units.one" if record.hidden == 1 else "units"
        lesson.say(key, *arriving, units=record.hidden)
        plane.stage.run(
            VGroup(plane.picture, plane.tally, row),
            lambda share: self._show(place, record, record.steps * eased(share)),
            seconds=2.4,
            steady=True,
        )
        lesson.add(self.table.add(row))

    def _show(self, place: int, record: HiddenTraining, moment: float) -> None:
        self.plane.show(record, moment)
        step = int(moment)
        self.bars.rows[place].set_values(int(record.wrong[step]), int(record.wrong_held_out[step]))

    def _compare(self) -> None:
        """Say what more units have brought, to the points learned from and to the others."""
        learned = [int(record.wrong[-1]) for record in self.records]
        held = [int(record.wrong_held_out[-1]) for record in self.records]
        best = min(held[:-1])
        if learned[-1] <= min(learned[:-1]) and held[-1] > best:
            self.lesson.say("overfit", wrong=learned[-1], more=held[-1], best=best)
        elif held[-1] < held[0]:
            self.lesson.say("better", first=held[0], last=held[-1])
        else:
            self.lesson.say("no.better", first=held[0], last=held[-1])

    def _label(self, key: str, **values: int) -> Text:
        return self.lesson.label(words(self.lesson.words(key, **values)), size=28)
