"""The lesson on decision regions: a hidden layer bends the plane until a line parts the classes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from linalg.check import Checked
from optviz.network.experiments.hidden_training import HiddenTraining, train_hidden
from scenes.lessons.network.regions.held_back import HeldBack
from scenes.lessons.network.regions.hidden_plane import HiddenPlane
from scenes.lessons.network.regions.more_units import MoreUnits
from scenes.lessons.network.regions.parameters import RegionsParameters
from scenes.lessons.network.regions.straight_line import StraightLine
from scenes.lessons.network.regions.tried_out import TriedOut
from scenes.lessons.network.regions.two_planes import InputPlane
from scenes.parts.lesson import Lesson
from scenes.parts.plot_stage import PlotStage
from scenes.parts.title_card import TitleCard

__all__ = ["RegionsLesson"]


class RegionsLesson(Lesson):
    """A straight line, the plane bent by two units, more units, decay, and held-out points.

    Source: CS231n, notes on neural networks, part 1.
    """

    parameters_class = RegionsParameters

    @cached_property
    def line(self) -> HiddenTraining:
        """Softmax regression."""
        return self._trained(0)

    @cached_property
    def pair(self) -> HiddenTraining:
        """Two hidden units."""
        return self._trained(2)

    @cached_property
    def by_units(self) -> list[HiddenTraining]:
        """A training for each number of hidden units that was asked for."""
        return [self.pair if n == 2 else self._trained(n) for n in self.parameters.by_units]

    @cached_property
    def held_back(self) -> list[HiddenTraining]:
        """The last one trained on while λ grows to what was asked for, and far beyond; or none."""
        decay, last = self.parameters.decay, self.by_units[-1]
        if not decay:
            return []
        data = self.parameters.points_of_data
        up = np.concatenate([np.geomspace(decay / 100, decay, 200), np.full(100, decay)])
        first = train_hidden(data, last.hidden, decay=up, steps=300, start=last.vectors[-1])
        on = np.geomspace(decay, 100 * decay, 200)
        far = train_hidden(data, last.hidden, decay=on, steps=200, start=first.vectors[-1])
        return [first, far]

    def _trained(self, hidden: int) -> HiddenTraining:
        given = self.parameters
        return train_hidden(given.points_of_data, hidden, seed=given.seed)

    def records(self) -> Iterator[Checked]:
        yield self.line
        yield self.pair
        yield from self.by_units
        yield from self.held_back

    def construct(self) -> None:
        stage = PlotStage(self)
        self.beat("beat.title")
        TitleCard(self).play()
        plane = InputPlane(stage, self.parameters.points_of_data)
        StraightLine(plane, self.line).play()
        hidden = HiddenPlane(plane, self.pair)
        hidden.play()
        hidden.put_away()
        last = self.by_units[-1]
        units = MoreUnits(plane, self.by_units, self.held_back)
        units.play()
        if self.held_back:
            HeldBack(plane, units, last, *self.held_back).play()
            last = self.held_back[0]
        TriedOut(plane, last).play()
