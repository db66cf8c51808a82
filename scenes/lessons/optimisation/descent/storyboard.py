"""The lesson on descent: a slope says where, a curvature says how far."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from linalg.check import Checked
from optviz.descent.last_bowl import LastBowl
from optviz.descent.rate_trio import RateTrio, rate_trio
from scenes.lessons.optimisation.descent.ground import DescentGround
from scenes.lessons.optimisation.descent.model_steps import ModelSteps
from scenes.lessons.optimisation.descent.newton_trouble import NewtonTrouble, Troubles
from scenes.lessons.optimisation.descent.parameters import DescentParameters
from scenes.lessons.optimisation.descent.race import DescentRace
from scenes.lessons.optimisation.descent.slope import AlongTheSlope
from scenes.lessons.optimisation.descent.step_price import StepPrice
from scenes.lessons.optimisation.descent.three_rates import ThreeRates
from scenes.lessons.optimisation.descent.two_curvatures import TwoCurvatures
from scenes.parts.lesson import Lesson
from scenes.parts.plot_stage import PlotStage
from scenes.parts.races.racers import racers_of
from scenes.parts.title_card import TitleCard

__all__ = ["DescentLesson"]


class DescentLesson(Lesson):
    """Along the slope, three rates, two curvatures, Newton's steps, and all methods in a race.

    Source: CS231n, lecture 7.
    """

    parameters_class = DescentParameters

    @cached_property
    def troubles(self) -> Troubles | None:
        """The failures of Newton's method, if they are to be shown."""
        return Troubles.found() if self.parameters.trouble else None

    @cached_property
    def start(self) -> NDArray[np.float64]:
        """The point where all begin."""
        return np.asarray(next(iter(self.parameters.race.trajectories.values())).x[0])

    @cached_property
    def trio(self) -> RateTrio | None:
        """Three learning rates from the start, if there are a best and too large a one."""
        try:
            return rate_trio(self.parameters.function, self.start)
        except ValueError:
            return None

    @cached_property
    def bowl(self) -> LastBowl | None:
        """The bowl that the race ends in, if it does."""
        return LastBowl.of(self.parameters.race)

    def records(self) -> Iterator[Checked]:
        yield self.parameters.race
        if self.trio is not None:
            yield self.trio
        if self.bowl is not None:
            yield self.bowl
        if self.troubles is not None:
            yield from self.troubles.records

    def construct(self) -> None:
        given, record = self.parameters, self.parameters.race
        racers = racers_of(record, self.words)
        stage = PlotStage(self)
        self.beat("beat.title")
        TitleCard(self).play()
        others = self.trio.trajectories if self.trio is not None else ()
        ground = DescentGround(stage, given, self.start, others)
        race = DescentRace(stage, record, ground, racers)
        ground.play(surface=given.view == "surface" or not race.moves)
        if not race.moves:
            race.stand_still()
            return
        ground.put_away()
        AlongTheSlope(stage, ground, racers[0].trajectory.model(0)).play()
        if self.trio is not None:
            rates = ThreeRates(stage, ground, self.trio, record.lowest, settled=record.settled)
            rates.play()
        if self.bowl is not None:
            TwoCurvatures(stage, self.bowl).play()
        if self.bowl is None or not self.bowl.own:
            ModelSteps(stage, ground, racers).play()
        if self.troubles is not None:
            NewtonTrouble(stage, self.troubles).play()
        if given.price:
            StepPrice(stage).play()
        race.play()
