"""Several methods side by side: their ways, their values against the step, and live numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from optviz.trajectories.trajectory import Trajectory
from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Marker
from scenes.mobjects.plots.plane import Curve, Plane
from scenes.mobjects.plots.trail import Style, Trail
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.mobjects.written import Written
from scenes.stage import Region
from scenes.theme import SMALLEST, TextKind, Theme
from scenes.typed_manim import VGroup

__all__ = ["Race", "Racer", "Table", "value_axis"]

DECADES = 7  # below the first value, at most
MOST_RISE = 3  # decades above the first value that are shown
_PITCH = 0.52  # of the table's rows
_SAMPLE = 0.6  # of the line that shows a racer's style
_NUMBER = 2.0  # the column of values
_COUNTS = Written(places=0)
_VALUES = Written(places=None, least=1e-3, most=1e4)
_EM = SMALLEST[TextKind.LABEL] * UNITS_PER_POINT


@dataclass(frozen=True, eq=False)
class Racer:
    """One method in a race.

    Attributes
    ----------
    name : str
    style : Style
    trajectory : Trajectory
    steps : int
        How many of its steps are shown: until it has arrived, else all.
    arrived : bool
    """

    name: str
    style: Style
    trajectory: Trajectory
    steps: int
    arrived: bool

    def __deepcopy__(self, memo: object) -> Racer:
        return self  # it never changes, and Manim copies what it animates

    @property
    def points(self) -> np.ndarray:
        """The points of its path."""
        return self.trajectory.x[: self.steps + 1]

    @property
    def values(self) -> np.ndarray:
        """The values that it reaches."""
        return self.trajectory.f[: self.steps + 1]


def value_axis(racers: Sequence[Racer], lowest: float, name: object) -> Axis:
    """Return a logarithmic axis for values above the lowest one."""
    highest = max(float(np.max(racer.values)) for racer in racers) - lowest
    first = float(racers[0].values[0]) - lowest or highest  # a start may be the lowest
    top = math.log10(first) + min(MOST_RISE, max(0.3, math.log10(highest / first)))
    above = np.concatenate([racer.values for racer in racers]) - lowest
    least = float(above[np.isfinite(above)].min()) / 2
    fall = math.log10(first / least) if least > 0 else DECADES
    bottom = math.log10(first) - min(max(fall, 1.0), DECADES)
    return Axis(10**bottom, 10**top, name, log=True)


class Table(VGroup):
    """A row for each racer: its style, its name, the step it is at and the value there.

    Parameters
    ----------
    racers : sequence of Racer
    names : sequence of Text
        What they are called.
    region : Region
        The table begins at its upper edge.
    headings : pair of Text
        Over the steps and the values.
    theme : Theme
    """

    def __init__(
        self,
        racers: Sequence[Racer],
        names: Sequence[Text],
        region: Region,
        headings: tuple[Text, Text],
        theme: Theme,
    ) -> None:
        super().__init__()
        self.racers = racers
        columns = region.right - _NUMBER, region.right
        y = region.top - 0.75 * _EM
        for heading, right in zip(headings, columns, strict=True):
            self.add(heading.stand_at(right, y, "right"))
        self.numbers: list[tuple[LiveNumber, LiveNumber]] = []
        for racer, name in zip(racers, names, strict=True):
            y -= _PITCH
            self._add_sample(racer.style, region.left, y + 0.33 * _EM, theme)
            self.add(name.stand_at(region.left + _SAMPLE + 0.15, y, "left"))
            step = LiveNumber(0, theme, written=_COUNTS)
            value = LiveNumber(float(racer.values[0]), theme, written=_VALUES)
            for number, right in zip((step, value), columns, strict=True):
                self.add(number.stand_at(right, y, "right"))
            self.numbers.append((step, value))
        self.bottom = y - 0.3 * _EM

    def reach(self, step: float) -> Self:
        """Show the numbers of a step; who has arrived stays."""
        for place in range(len(self.racers)):
            self.reach_one(place, step)
        return self

    def reach_one(self, place: int, step: float) -> Self:
        """Show the numbers of one of them at a step."""
        racer, (steps, value) = self.racers[place], self.numbers[place]
        k = min(int(step + 1e-9), racer.steps)
        steps.set_value(k)
        value.set_value(float(racer.values[k]))
        return self

    def _add_sample(self, style: Style, left: float, y: float, theme: Theme) -> None:
        ends = np.array([[left, y], [left + _SAMPLE, y]])
        self.add(Curve([ends], style.role, theme, dash=style.dash))
        self.add(Marker((left + _SAMPLE / 2, y), style.shape, style.role, theme, radius=0.1))


class Race(VGroup):
    """Ways in one plane, values in another, and a table, all at the same step.

    Parameters
    ----------
    racers : sequence of Racer
    table : Table
    ways, values : Plane
    lowest : float
        What the values are measured from.
    theme : Theme

    Attributes
    ----------
    steps : int
        Of the slowest.
    ways : Plane
    table : Table
    trails, curves : list of Trail
        A way for each in one plane, and its values in the other.
    """

    def __init__(
        self,
        racers: Sequence[Racer],
        table: Table,
        ways: Plane,
        values: Plane,
        lowest: float,
        theme: Theme,
    ) -> None:
        self.steps = max(racer.steps for racer in racers)
        floor = values.y.low / 10
        self.trails = [
            Trail(ways, racer.points, racer.style, theme, steps=self.steps) for racer in racers
        ]
        above = [
            np.column_stack(
                [np.arange(len(racer.values)), np.maximum(racer.values - lowest, floor)]
            )
            for racer in racers
        ]
        self.curves = [
            Trail(values, points, racer.style, theme, steps=self.steps)
            for points, racer in zip(above, racers, strict=True)
        ]
        self.ways, self.table = ways, table
        self.parts: tuple[Trail | Table, ...] = (*self.trails, *self.curves, table)
        super().__init__(*self.parts)

    def reach(self, step: float) -> Self:
        """Let everyone be at a step, which need not be whole."""
        for part in self.parts:
            part.reach(step)
        return self

    def reach_one(self, place: int, step: float) -> Self:
        """Let one of them be at a step, the others where they are."""
        for part in (self.trails[place], self.curves[place]):
            part.reach(step)
        self.table.reach_one(place, step)
        return self
