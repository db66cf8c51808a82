"""All rules at once from the start; then the slope where each of them is at last."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.notation import words
from optviz.descent.compare import Comparison
from optviz.trajectories.endings import (
    CONVERGED,
    FLAT_GROUND,
    INFLECTION,
    MAXIMUM,
    SADDLE,
    STEP_LIMIT,
)
from scenes.lessons.optimisation.momentum_to_adam.ground import Ground
from scenes.lessons.optimisation.momentum_to_adam.method_line import HEAD, RIGHT, MethodLine
from scenes.lessons.optimisation.momentum_to_adam.tried_out import Rests
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.plots.race import Race, Racer, Table, value_axis
from scenes.mobjects.plots.trail import Trail
from scenes.parts.plot_stage import PlotStage, away
from scenes.parts.races.method_names import ENDINGS
from scenes.parts.races.racers import subject
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn

__all__ = ["RuleRace"]

STILL = {
    CONVERGED: "still.minimum",
    SADDLE: "still.saddle",
    MAXIMUM: "still.maximum",
    INFLECTION: "still.inflection",
    FLAT_GROUND: "still.flat",
}
_QUIET = (CONVERGED, STEP_LIMIT)
_ROOM = Region(RIGHT.left, RIGHT.right, RIGHT.bottom, HEAD.top)


class RuleRace:
    """A race of all its steps on its ground.

    Parameters
    ----------
    stage : PlotStage
    record : Comparison
    line : MethodLine
    ground : Ground
    racers : sequence of Racer
    """

    def __init__(
        self,
        stage: PlotStage,
        record: Comparison,
        line: MethodLine,
        ground: Ground,
        racers: Sequence[Racer],
    ) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.line, self.ground = line, ground
        self.racers = [
            Racer(r.name, r.style, r.trajectory, int(r.trajectory.steps), r.arrived) for r in racers
        ]
        self.lowest = record.lowest

    @property
    def moves(self) -> bool:
        """True if anyone leaves the start."""
        return any((r.trajectory.x != r.trajectory.x[0]).any() for r in self.racers)

    def stand_still(self) -> None:
        """Nobody moves: the start is level, or there is nowhere to go from it."""
        lesson, plane = self.lesson, self.ground.plot.plane
        lesson.beat("beat.end")
        trails = [Trail(plane, r.points, r.style, lesson.theme) for r in self.racers]
        lesson.show(*self.ground.give_way(), *map(FadeIn, trails), seconds=1.0)
        for ending in dict.fromkeys(str(r.trajectory.ending) for r in self.racers):
            if ending in STILL:
                lesson.say(STILL[ending])
        Rests(self.stage, self.racers, trails, _ROOM).play()

    def play(self) -> None:
        """Everyone at once, on the plot and against the step; then what is left of the slope."""
        lesson, run = self.lesson, self.stage.run
        lesson.beat("beat.race")
        table = self._table()
        values = self._values(table)
        plane = self.ground.plot.plane
        race = Race(self.racers, table, plane, values, self.lowest, lesson.theme)
        lesson.say("race", *self.ground.give_way(), *self.line.turn_to())
        self.stage.turn_to(self.ground.plot, self.ground.dot, values, race)
        first = min(8, race.steps)
        run(race, race.reach, first, seconds=2.5, steady=True)
        if first < race.steps:
            run(race, race.reach, race.steps, start=first, seconds=2.5, steady=True)
        self._say_endings(race)
        lesson.beat("beat.end")
        lesson.finish_reading()
        lesson.show(away(values, *race.curves, table), seconds=0.6)
        Rests(self.stage, self.racers, race.trails, _ROOM).play()

    def _say_endings(self, race: Race) -> None:
        """Say what became of those that diverged or were stopped otherwise, and show their ways."""
        for racer, trail in zip(self.racers, race.trails, strict=True):
            ending = str(racer.trajectory.ending)
            key = ENDINGS[ending] if ending not in _QUIET else "leaves" if trail.leaves else None
            if key is not None:
                self.lesson.say(key, name=subject(racer))
                if racer.steps:
                    self.stage.run(trail, trail.reach, racer.steps, seconds=2.0)

    def _table(self) -> Table:
        lesson = self.lesson
        headings = (
            lesson.label(words(lesson.words("axis.index")), role=Role.MUTED, size=28),
            lesson.label("f", role=Role.MUTED, size=28),
        )
        names = [lesson.label(words(r.name), size=28) for r in self.racers]
        return Table(self.racers, names, _ROOM, headings, lesson.theme)

    def _values(self, table: Table) -> Plane:
        """Return the plot of values against the step, under the table."""
        lesson = self.lesson
        longest = max(racer.steps for racer in self.racers)
        above = "axis.above" if self.record.settled else "axis.above.reached"
        return Plane(
            Axis(0, max(longest, 1) * 1.04, words(lesson.words("axis.index"))),
            value_axis(self.racers, self.lowest, words(lesson.words(above))),
            Region(_ROOM.left, _ROOM.right, _ROOM.bottom, table.bottom - 0.15),
            lesson.theme,
        )
