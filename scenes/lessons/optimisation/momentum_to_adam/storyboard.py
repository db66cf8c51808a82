"""The lesson from momentum to Adam: each method adds one idea to the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np

from linalg.check import Checked
from optviz.descent.compare import compare
from optviz.descent.divided_bowl import DividedBowl
from optviz.descent.last_bowl import LastBowl
from optviz.descent.minimize import minimize
from optviz.descent.saddle_escape import SaddleEscape, saddle_escape
from optviz.descent.whole_bowls import whole_bowls
from optviz.rules import AdaGrad, Adam, GradientDescent, Momentum, Nesterov, RMSProp, Rule
from optviz.trajectories.stacked_velocity import StackedVelocity
from optviz.trajectories.trajectory import Trajectory
from scenes.lessons.optimisation.momentum_to_adam.axis_divider import AxisDivider
from scenes.lessons.optimisation.momentum_to_adam.correction import STEPS, BiasCorrection
from scenes.lessons.optimisation.momentum_to_adam.ground import Ground
from scenes.lessons.optimisation.momentum_to_adam.look_ahead import LookAhead
from scenes.lessons.optimisation.momentum_to_adam.method_line import MethodLine
from scenes.lessons.optimisation.momentum_to_adam.parameters import MomentumToAdamParameters
from scenes.lessons.optimisation.momentum_to_adam.race import RuleRace
from scenes.lessons.optimisation.momentum_to_adam.saddle import BesideASaddle
from scenes.lessons.optimisation.momentum_to_adam.velocity import VelocitySum
from scenes.lessons.optimisation.momentum_to_adam.zigzag import Zigzag
from scenes.mobjects.plots.race import Racer
from scenes.parts.lesson import Lesson
from scenes.parts.plot_stage import PlotStage
from scenes.parts.races.racers import racers_of
from scenes.parts.title_card import TitleCard

__all__ = ["MomentumToAdamLesson"]

RAVINE = 2.0  # the steep curvature, of the flat one, from which there is a ravine
ROUNDER = 0.8  # of that ratio: what a divider has to leave at most
SEARCH = 100  # steps of the search for a minimum, where no rule has reached one
ALONG = 1e-6  # of 1, for the cosine of an angle that is 0
RATE = 0.05  # of the way, where the ravine is only a model of the function


class MomentumToAdamLesson(Lesson):
    """Gradient descent, the velocity of momentum, a divider for each axis, both together in Adam.

    Source: CS231n, lecture 7.
    """

    parameters_class = MomentumToAdamParameters

    @cached_property
    def racers(self) -> list[Racer]:
        """Everyone who takes part, in the order of their rules."""
        return racers_of(self.parameters.race, self.words)

    @cached_property
    def stack(self) -> StackedVelocity | None:
        """The steps of the first rule with momentum, taken apart."""
        racer = self.first(Momentum, Nesterov)
        return None if racer is None else StackedVelocity.of(racer.trajectory)

    @cached_property
    def bowl(self) -> LastBowl | None:
        """The bowl that the race ends in, or else the one that lies below the start."""
        race = self.parameters.race
        if found := LastBowl.of(race):
            return found
        path = next(iter(race.trajectories.values()))
        return LastBowl.of(compare(path.objective, "trust_region", path.x[0], steps=SEARCH))

    @cached_property
    def divided(self) -> tuple[Racer, DividedBowl] | None:
        """The first rule with a divider, and what it makes of the ravine that the race ends in."""
        racer, bowl = self.first(RMSProp, AdaGrad, Adam), self.bowl
        if racer is None or bowl is None or bowl.errors.condition < RAVINE:
            return None
        path = racer.trajectory
        radius = float(np.linalg.norm(bowl.errors.errors))
        rate = float(path.learning_rate[0]) if bowl.own else RATE * radius
        divided = DividedBowl.of(bowl.errors, path.method, rate)
        rounder = divided.condition(0.0) < ROUNDER * divided.condition(0.0, 0.0)
        return (racer, divided) if rounder else None

    @property
    def lies_along_an_axis(self) -> bool:
        """True if the function is a ravine itself, which lies along an axis."""
        if self.bowl is None or not self.bowl.own:
            return False
        flattest = np.abs(self.bowl.errors.axes[:, 0])
        return bool(flattest.max() > 1 - ALONG)

    @cached_property
    def saddle(self) -> SaddleEscape | None:
        """The same rules from beside a saddle, if there is one in sight."""
        race = self.parameters.race
        return saddle_escape(race, whole_bowls(race))

    @cached_property
    def uncorrected(self) -> Trajectory | None:
        """The first steps of Adam without its bias correction, if it has one."""
        racer = self.first(Adam)
        if racer is None or not racer.trajectory.method.bias_correction:
            return None
        path = racer.trajectory
        if np.ptp(path.learning_rate):
            return None  # a schedule, of which the trajectory knows only the rates
        rule = replace(path.method, bias_correction=False)
        rate = float(path.learning_rate[0])
        return minimize(path.objective, rule, path.x[0], steps=STEPS, learning_rate=rate)

    def records(self) -> Iterator[Checked]:
        yield self.parameters.race
        if self.stack is not None:
            yield self.stack
        if self.divided is not None:
            yield self.divided[1]
        if self.uncorrected is not None:
            yield self.uncorrected
        if self.saddle is not None:
            yield self.saddle

    def first(self, *kinds: type) -> Racer | None:
        """Return the first racer with a rule of exactly one of these kinds, tried in turn."""
        for kind in kinds:
            for racer in self.racers:
                rule = racer.trajectory.method
                if racer.steps and not _has_more(rule) and type(rule) is kind:
                    return racer
        return None

    def construct(self) -> None:
        given, record = self.parameters, self.parameters.race
        stage, line = PlotStage(self), MethodLine(self)
        self.beat("beat.title")
        TitleCard(self).play()
        ground = Ground(stage, given, self.racers[0].trajectory.x[0])
        ground.play()
        race = RuleRace(stage, record, line, ground, self.racers)
        if not race.moves:
            race.stand_still()
            return
        descent, momentum = self.first(GradientDescent), self.first(Momentum, Nesterov)
        if descent is not None:
            Zigzag(stage, line, ground, descent, record.lowest).play()
        if momentum is not None and self.stack is not None:
            VelocitySum(stage, line, ground, momentum, self.stack).play()
            ahead = LookAhead(stage, line, ground, momentum, self.stack)
            if ahead.is_told:
                ahead.play()
        if self.divided is not None:
            divider, bowl = self.divided
            AxisDivider(stage, line, divider, bowl, laid=not self.lies_along_an_axis).play()
        adam = self.first(Adam)
        if adam is not None and self.uncorrected is not None:
            BiasCorrection(stage, line, ground, adam, self.uncorrected).play()
        if self.saddle is not None:
            told = {id(record.trajectories[label]) for label in self.saddle.trajectories}
            near = [racer for racer in self.racers if id(racer.trajectory) in told]
            BesideASaddle(stage, line, ground, near, self.saddle).play()
        race.play()


def _has_more(rule: Rule) -> bool:
    """Tell whether a rule has parts beside those that the film tells of."""
    decayed = np.any(rule.weight_decay)
    return bool(decayed or (isinstance(rule, RMSProp) and (rule.centred or np.any(rule.momentum))))
