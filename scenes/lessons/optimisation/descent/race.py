"""All methods at once, on the plot and against the step, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.notation import words
from optviz.descent.compare import Comparison
from optviz.rules import Rule
from optviz.trajectories.endings import (
    CONVERGED,
    DIVERGED,
    FLAT_GROUND,
    INFLECTION,
    MAXIMUM,
    SADDLE,
    STEP_LIMIT,
)
from scenes.lessons.optimisation.descent.ground import DescentGround
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.plots.race import Race, Racer, Table, value_axis
from scenes.parts.plot_stage import SIDE, PlotStage
from scenes.parts.races.method_names import ENDINGS
from scenes.parts.races.racers import subject
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["DescentRace"]

STILL = {
    CONVERGED: "still.minimum",
    SADDLE: "still.saddle",
    MAXIMUM: "still.maximum",
    INFLECTION: "still.inflection",
    FLAT_GROUND: "still.flat",
}


class DescentRace:
    """A race on its ground.

    Parameters
    ----------
    stage : PlotStage
    record : Comparison
    ground : DescentGround
    racers : sequence of Racer
        Everyone who takes part.
    """

    def __init__(
        self,
        stage: PlotStage,
        record: Comparison,
        ground: DescentGround,
        racers: Sequence[Racer],
    ) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.ground, self.racers = ground, racers
        self.picture: VGroup | None = None  # as the race ends

    @property
    def moves(self) -> bool:
        """True if a method leaves the start."""
        return any((racer.trajectory.x != racer.points[0]).any() for racer in self.racers)

    def stand_still(self) -> None:
        """Nobody moves: the start is level, or there is nowhere to go from it."""
        endings = {racer.trajectory.ending for racer in self.racers}
        if endings <= set(STILL):
            self.lesson.say(STILL[endings.pop()])
            self.lesson.hold(2.0)
        else:
            self._say_endings()

    def play(self) -> None:
        """Everyone at once, on the plot and against the step."""
        lesson, run = self.lesson, self.stage.run
        lesson.beat("beat.race")
        table = self._table()
        values = self._values(table)
        race = self._race(table, values)
        lesson.say("race", FadeIn(race, values), *lesson.formula())
        lesson.remove(self.ground.dot)
        fastest = min((r.steps for r in self.racers if r.arrived), default=race.steps)
        first = fastest if 0 < fastest < race.steps else min(race.steps, 5)
        run(race, race.reach, first, seconds=2.5, steady=True)
        lesson.hold()
        if first < race.steps:
            self._say_who_is_there(first)
            run(race, race.reach, race.steps, start=first, seconds=2.5, steady=True)
            lesson.hold()
        self._give_verdict(race)
        self.picture = VGroup(self.ground.plot, values, race)

    def come_back(self) -> None:
        """Show the whole race once more, after what came between: a figure of its own."""
        if self.picture is None:
            return
        lesson = self.lesson
        lesson.beat("beat.end")
        self.stage.clear()
        orders = {isinstance(r.trajectory.method, Rule) for r in self.racers if r.arrived}
        key = "end" if len(orders) == 2 else "end.plain"
        lesson.say(key, FadeIn(self.picture), *lesson.formula())
        lesson.hold(2.0)

    # What is said.

    def _say_who_is_there(self, step: int) -> None:
        """Say who is there already."""
        there = [racer for racer in self.racers if racer.arrived and racer.steps == step]
        if there:
            self.lesson.say("race.on", name=subject(there[0]), count=step)
        else:
            self.lesson.say("race.further")

    def _give_verdict(self, race: Race) -> None:
        """Say who arrived after how many steps, and what became of the others."""
        lesson = self.lesson
        arrived = sorted((r for r in self.racers if r.arrived), key=lambda r: r.steps)
        if len(arrived) >= 2 and arrived[0].steps == arrived[-1].steps:
            lesson.say("verdict.same", count=arrived[0].steps)
        elif len(arrived) >= 2:
            lesson.say("verdict", slow=arrived[-1].steps, fast=arrived[0].steps)
        elif arrived:
            lesson.say("verdict.one", name=words(arrived[0].name), count=arrived[0].steps)
        lesson.hold(1.5)
        self._say_endings()
        outside = [r for r, trail in zip(self.racers, race.trails, strict=True) if trail.leaves]
        for racer in outside:
            if racer.trajectory.ending != DIVERGED:
                lesson.say("leaves", name=words(racer.name))
                lesson.hold()

    def _say_endings(self) -> None:
        """Say what became of those that have not arrived."""
        for racer in self.racers:
            if not racer.arrived or racer.steps == 0:
                ending = racer.trajectory.ending
                count = racer.steps if ending == STEP_LIMIT else None
                self.lesson.say(ENDINGS[ending], name=subject(racer), count=count)
                self.lesson.hold()

    # What is drawn.

    def _table(self) -> Table:
        lesson = self.lesson
        headings = (
            lesson.label(words(lesson.words("axis.index")), role=Role.MUTED, size=28),
            lesson.label("f", role=Role.MUTED, size=28),
        )
        names = [lesson.label(words(r.name), size=28) for r in self.racers]
        return Table(self.racers, names, SIDE, headings, lesson.theme)

    def _values(self, table: Table) -> Plane:
        """Return the plot of values against the step, under the table."""
        lesson = self.lesson
        longest = max(racer.steps for racer in self.racers)
        x = Axis(0, longest * 1.04, words(lesson.words("axis.index")))
        above = "axis.above" if self.record.settled else "axis.above.reached"
        y = value_axis(self.racers, self.record.lowest, words(lesson.words(above)))
        room = Region(SIDE.left, SIDE.right, SIDE.bottom, table.bottom - 0.15)
        return Plane(x, y, room, lesson.theme)

    def _race(self, table: Table, values: Plane) -> Race:
        plane, lowest = self.ground.plot.plane, self.record.lowest
        return Race(self.racers, table, plane, values, lowest, self.lesson.theme)
