"""All methods at once, what became of each, and whether the best one reached a minimum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from linalg.notation import words
from optviz.descent.compare import Comparison
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
from scenes.lessons.optimisation.descent.tried_out import TriedOut, best_of
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.plots.race import Race, Racer, Table, value_axis
from scenes.mobjects.plots.trail import Trail
from scenes.parts.plot_stage import SIDE, PlotStage, away
from scenes.parts.races.method_names import ENDINGS
from scenes.parts.races.racers import subject
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn

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
        self.lowest = self._lowest()

    @property
    def moves(self) -> bool:
        """True if a method leaves the start."""
        return any((racer.trajectory.x != racer.points[0]).any() for racer in self.racers)

    def stand_still(self) -> None:
        """Nobody moves: the start is level, or there is nowhere to go from it."""
        endings = {racer.trajectory.ending for racer in self.racers}
        plane = self.ground.plot.plane
        racer = self.racers[0]
        trail = Trail(plane, racer.points, racer.style, self.lesson.theme)
        self.lesson.beat("beat.race")
        self.lesson.show(FadeIn(trail), seconds=0.5)
        if not endings <= set(STILL):
            self._say_endings()
        self.ground.turn()
        self.ground.put_away()
        room = Region(SIDE.left, SIDE.right, SIDE.bottom, SIDE.top)
        TriedOut(self.stage, racer, trail, room).play(STILL.get(str(racer.trajectory.ending)))

    def play(self) -> None:
        """Everyone at once, on the plot and against the step; then the answer is tried out."""
        lesson, run = self.lesson, self.stage.run
        lesson.beat("beat.race")
        table = self._table()
        values = self._values(table)
        race = self._race(table, values)
        lesson.say("race", *lesson.formula())
        self.stage.turn_to(self.ground.plot, values, race)
        fastest = min((r.steps for r in self.racers if r.arrived), default=race.steps)
        first = fastest if 0 < fastest < race.steps else min(race.steps, 5)
        run(race, race.reach, first, seconds=2.5, steady=True)
        if first < race.steps:
            self._say_how_it_goes_on(first)
            run(race, race.reach, race.steps, start=first, seconds=2.5, steady=True)
        self._say_what_became(race)
        lesson.beat("beat.end")
        lesson.finish_reading()
        lesson.show(away(values, *race.curves), seconds=0.6)
        place = best_of(self.racers, race.trails)
        room = Region(SIDE.left, SIDE.right, SIDE.bottom, table.bottom - 0.15)
        TriedOut(self.stage, self.racers[place], race.trails[place], room).play()

    # What is said.

    def _say_how_it_goes_on(self, step: int) -> None:
        """Say who is there already, and how long the others will take."""
        arrived = self._arrived
        if len(arrived) >= 2 and arrived[0].steps == step:
            self.lesson.say("verdict", slow=arrived[-1].steps, fast=step)
        elif arrived and arrived[0].steps == step:
            self.lesson.say("race.on", name=subject(arrived[0]), count=step)
        else:
            self.lesson.say("race.further")

    @property
    def _arrived(self) -> list[Racer]:
        """Those who arrive, the fastest first."""
        return sorted((r for r in self.racers if r.arrived), key=lambda r: r.steps)

    def _say_what_became(self, race: Race) -> None:
        """Say what has not been said: who arrived together or alone, and what became of others."""
        lesson, arrived = self.lesson, self._arrived
        if len(arrived) >= 2 and arrived[0].steps == arrived[-1].steps:
            lesson.say("verdict.same", count=arrived[0].steps)
        elif len(arrived) == 1:
            lesson.say("verdict.one", name=words(arrived[0].name), count=arrived[0].steps)
        self._say_endings(race)
        outside = [r for r, trail in zip(self.racers, race.trails, strict=True) if trail.leaves]
        for racer in outside:
            if racer.trajectory.ending != DIVERGED:
                lesson.say("leaves", name=words(racer.name))
                self._follow(race.trails[self.racers.index(racer)], racer)

    def _say_endings(self, race: Race | None = None) -> None:
        """Say what became of those that have not arrived, and follow their ways once more."""
        for place, racer in enumerate(self.racers):
            if not racer.arrived or racer.steps == 0:
                ending = racer.trajectory.ending
                count = racer.steps if ending == STEP_LIMIT else None
                self.lesson.say(ENDINGS[ending], name=subject(racer), count=count)
                if race is None:
                    self.ground.turn()
                else:
                    self._follow(race.trails[place], racer)

    def _follow(self, trail: Trail, racer: Racer) -> None:
        """Let one go its way once more; who has not moved is pointed at."""
        if racer.steps:
            self.stage.run(trail, trail.reach, racer.steps, seconds=3.0)
        else:
            self.lesson.show(FadeIn(trail.head, scale=3), seconds=1.5)

    def _lowest(self) -> float:
        """Return what values are measured from: without a minimum, the lowest in sight."""
        if self.record.settled:
            return self.record.lowest
        plane = self.ground.plot.plane
        seen = [
            float(value)
            for racer in self.racers
            for x, value in zip(racer.points, racer.values, strict=True)
            if plane.holds(*x) and np.isfinite(value)
        ]
        fell = min(seen) < float(self.racers[0].values[0])
        return min(seen) if fell else self.record.lowest

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
        y = value_axis(self.racers, self.lowest, words(lesson.words(above)))
        room = Region(SIDE.left, SIDE.right, SIDE.bottom, table.bottom - 0.15)
        return Plane(x, y, room, lesson.theme)

    def _race(self, table: Table, values: Plane) -> Race:
        plane = self.ground.plot.plane
        return Race(self.racers, table, plane, values, self.lowest, self.lesson.theme)
