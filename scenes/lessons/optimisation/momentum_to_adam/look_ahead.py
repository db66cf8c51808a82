"""Nesterov's idea in brief: the slope is taken where the velocity leads, not where one stands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optviz.trajectories.stacked_velocity import StackedVelocity
from scenes.lessons.optimisation.momentum_to_adam.ground import Ground
from scenes.lessons.optimisation.momentum_to_adam.method_line import (
    RIGHT,
    MethodLine,
    look_ahead_step,
    of_a_sum,
)
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.race import Racer
from scenes.parts.plot_stage import PlotStage
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["LookAhead"]

LATEST = 6  # among so many steps the one with the longest velocity is shown
_ROOM = 0.85  # of the region, for the arrows
_CLOSE = 1e-6


class LookAhead:
    """One step of Nesterov's, in the plot and larger beside it.

    Parameters
    ----------
    stage : PlotStage
    line : MethodLine
    ground : Ground
    racer : Racer
        Momentum, on whose way the step is shown.
    record : StackedVelocity
    """

    def __init__(
        self,
        stage: PlotStage,
        line: MethodLine,
        ground: Ground,
        racer: Racer,
        record: StackedVelocity,
    ) -> None:
        self.stage, self.lesson, self.line, self.ground = stage, stage.lesson, line, ground
        self.racer = replace(racer, name=stage.lesson.words("rule.nesterov"))
        theme, plane, path = self.lesson.theme, ground.plot.plane, record.trajectory
        places = range(1, min(LATEST, racer.steps))
        ways = {k: record.look_ahead(k) for k in places}
        seen = [k for k in places if all(plane.holds(*point) for point in ways[k])]
        self.is_told = bool(seen)
        if not self.is_told:
            return
        k = max(seen, key=lambda k: float(np.linalg.norm(ways[k][1] - ways[k][0])))
        self.function, self.rate = path.objective, float(path.learning_rate[k])
        start, ahead = ways[k]
        lowered = ahead - self.rate * self.function.gradient(ahead)
        self.small = plane.places([start, ahead, lowered])
        low, high = self.small.min(axis=0), self.small.max(axis=0)
        extent = np.maximum(high - low, 1e-12)
        self.factor = _ROOM * float(min(RIGHT.width / extent[0], RIGHT.height / extent[1]))
        middle = np.array(RIGHT.centre[:2])
        self.large = middle + self.factor * (self.small - (low + high) / 2)
        roles = of_a_sum(racer), Role.GRADIENT
        self.arrows = [[Pointer(role, theme, breadth=b) for role in roles] for b in (0.8, 1.7)]
        self.points = [
            Marker(place, Shape.DISC, Role.FOREGROUND, theme, hollow=hollow)
            for places_ in (self.small, self.large)
            for place, hollow in zip(places_[:2], (False, True), strict=True)
        ]
        self.picture = VGroup(*(a for pair in self.arrows for a in pair), *self.points)
        relation = "the slope of the place that μv leads to, as drawn"
        self.lesson.claim(relation, self.arrows[1][1], self._holds)

    def play(self) -> None:
        """Let the velocity lead ahead, and take the slope there."""
        lesson = self.lesson
        lesson.beat("beat.ahead")
        self._reach(0)
        heading = self.line.turn_to(self.racer, *look_ahead_step())
        carried = "mu", "v"
        begun = FadeIn(VGroup(self.points[0], self.points[2]))
        lesson.say("ahead", *heading, begun, carried=carried)
        lesson.add(self.picture)
        self.stage.run(self.picture, self._reach, 1, seconds=2.0)
        self.stage.run(self.picture, self._reach, 2, start=1, seconds=2.0)
        lesson.finish_reading()
        self.ground.alone(self.line)

    def _reach(self, step: float) -> None:
        """Show the way ahead up to step 1, and from there the slope."""
        for (carried, slope), places in zip(self.arrows, (self.small, self.large), strict=True):
            start, ahead, end = places
            carried.lay(start, start + min(step, 1) * (ahead - start))
            slope.lay(ahead, ahead + max(step - 1, 0) * (end - ahead))
        for point in self.points[1::2]:
            point.set_opacity(1.0 if step >= 1 else 0.0)

    def _holds(self) -> bool:
        """Compare the arrow that is drawn with the gradient where the other one ends."""
        plane = self.ground.plot.plane
        ahead = plane.value_at(self.points[1].get_center())
        down = plane.places([ahead, ahead - self.rate * self.function.gradient(ahead)])
        drawn = self.arrows[1][1].along / self.factor
        size = float(np.abs(down[1] - down[0]).max())
        return bool(np.abs(drawn - (down[1] - down[0])).max() <= _CLOSE * max(size, 1.0))
