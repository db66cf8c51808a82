"""The lesson on descent: the slope, the curvature, both in a race, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from linalg.check import Checked
from scenes.lessons.optimisation.descent.ground import DescentGround
from scenes.lessons.optimisation.descent.model_steps import ModelSteps
from scenes.lessons.optimisation.descent.newton_trouble import NewtonTrouble, Troubles
from scenes.lessons.optimisation.descent.parameters import DescentParameters
from scenes.lessons.optimisation.descent.race import DescentRace
from scenes.lessons.optimisation.descent.step_price import StepPrice
from scenes.parts.lesson import Lesson
from scenes.parts.plot_stage import PlotStage
from scenes.parts.races.racers import racers_of

__all__ = ["DescentLesson"]


class DescentLesson(Lesson):
    """One step along the slope, one into the minimum of the quadratic model, then the race.

    Source: CS231n, lecture 7.
    """

    parameters_class = DescentParameters

    @cached_property
    def troubles(self) -> Troubles | None:
        """The failures of Newton's method, if they are to be shown."""
        return Troubles.found() if self.parameters.trouble else None

    def records(self) -> Iterator[Checked]:
        yield self.parameters.race
        if self.troubles is not None:
            yield from self.troubles.records

    def construct(self) -> None:
        given, record = self.parameters, self.parameters.race
        racers = racers_of(record, self.words)
        stage = PlotStage(self)
        ground = DescentGround(stage, given, racers[0].points[0])
        race = DescentRace(stage, record, ground, racers)

        ground.play(surface=given.view == "surface")
        if race.moves:
            steps = ModelSteps(stage, ground.plot, racers)
            steps.first_order()
            steps.second_order()
            race.play()
        else:
            race.stand_still()
        if self.troubles is not None:
            NewtonTrouble(stage, self.troubles).play()
        if given.price:
            StepPrice(stage).play()
        if self.troubles is not None or given.price:
            race.come_back()
