"""The velocity of momentum as stacked arrows: the past gradients, each shrunk by μ a step."""

from __future__ import annotations

import math

import numpy as np

from linalg.notation import words
from optviz.trajectories.stacked_velocity import StackedVelocity
from scenes.lessons.optimisation.momentum_to_adam.ground import Ground
from scenes.lessons.optimisation.momentum_to_adam.method_line import (
    RIGHT,
    MethodLine,
    of_a_sum,
    stacked_ahead_step,
    stacked_step,
    velocity_step,
)
from scenes.lessons.optimisation.momentum_to_adam.taken_apart import TakenApart
from scenes.mobjects.plots.pointer import Pointer
from scenes.mobjects.plots.race import Racer
from scenes.mobjects.plots.stacked_arrows import GrowingStack, StackedArrows
from scenes.mobjects.plots.trail import Trail
from scenes.parts.plot_stage import PlotStage
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["VelocitySum"]

STEPS = 10  # at most so many are shown
SLOW = 2  # the first of them one by one
_LINE = 0.5  # the height of one line of the legend
_SAMPLE = 0.75
_CLOSE = 1e-6
_UNSEEN = 0.02  # a shorter arrow is not drawn


class VelocitySum:
    """The steps of momentum, each the sum of past gradients.

    Parameters
    ----------
    stage : PlotStage
    line : MethodLine
    ground : Ground
    racer : Racer
        Momentum.
    record : StackedVelocity
        Its steps, taken apart.
    """

    def __init__(
        self,
        stage: PlotStage,
        line: MethodLine,
        ground: Ground,
        racer: Racer,
        record: StackedVelocity,
    ) -> None:
        self.stage, self.lesson, self.line = stage, stage.lesson, line
        self.ground, self.racer, self.record = ground, racer, record
        theme, plane = self.lesson.theme, ground.plot.plane
        inside = [plane.holds(*x) for x in record.trajectory.x[1 : STEPS + 1]]
        within = inside.index(False) if False in inside else len(inside)
        self.steps = min(max(within, 1), racer.steps)
        roles = Role.GRADIENT, of_a_sum(racer)
        self.legend = VGroup(
            self._legend(0, Pointer(roles[0], theme), "legend.gradients"),
            self._legend(1, Pointer(roles[1], theme, breadth=1.7), "legend.velocity"),
        )
        room = Region(RIGHT.left, RIGHT.right, RIGHT.bottom, RIGHT.top - 2 * _LINE - 0.2)
        self.trail = Trail(plane, record.trajectory.x[: self.steps + 1], racer.style, theme)
        self.here = Pointer(roles[1], theme)  # the step that is made, where it is made
        origin, ones = plane.places([[0, 0], [1, 1]])
        arrows = [record.arrows(k) for k in range(self.steps)]
        stack = GrowingStack(tuple(a * (ones - origin) for a in arrows))
        self.stack = StackedArrows(stack, room, roles, theme)
        self.apart = TakenApart(stage, record, self.stack, room, roles)
        self.pause = self.apart.pause if self.apart.is_told else self.steps
        relation = "the arrows of past gradients add up to the step"
        self.lesson.claim(relation, self.stack, self._adds_up)

    def play(self) -> None:
        """Build the velocity up step by step, take it apart, and go on."""
        lesson, run, pause = self.lesson, self.stage.run, self.pause
        lesson.beat("beat.velocity")
        shown = VGroup(self.stack, self.trail, self.here)
        self._reach(0)
        heading = self.line.turn_to(self.racer, *self._step())
        lesson.say("velocity", *self.ground.give_way(), *heading, FadeIn(self.legend))
        lesson.add(shown)
        slow = min(SLOW, pause)
        for k in range(slow):
            run(shown, self._reach, k + 1, start=k, seconds=2.0)
            if k == 0:
                lesson.say("velocity.joins")
        if pause > slow:
            run(shown, self._reach, pause, start=slow, seconds=2.5, steady=True)
        if self.apart.is_told:
            self.apart.play()
            if self.steps > pause:
                run(
                    VGroup(self.trail, self.here, self.apart.parts),
                    self._go_on,
                    self.steps,
                    start=pause,
                    seconds=2.0,
                    steady=True,
                )
        lesson.finish_reading()
        self.ground.alone(self.line)

    def _step(self) -> tuple[object, ...]:
        """Return the formula of a step, as its record takes it apart."""
        k = min(2, self.steps - 1)
        shares, mu = self.record.shares(k), self.record.momentum
        powers = mu ** np.arange(k, -1.0, -1.0)
        if np.allclose(shares, powers):
            return stacked_step()
        ahead = mu * powers
        ahead[-1] += 1.0
        return stacked_ahead_step() if np.allclose(shares, ahead) else velocity_step()

    def _reach(self, step: float) -> None:
        """Show the stack at a step, and the point as far as the sum leads."""
        self.stack.reach(step)
        self._walk(step)

    def _go_on(self, step: float) -> None:
        self.apart.reach(step)
        self._walk(step)

    def _walk(self, step: float) -> None:
        """Show the way up to a step, and as an arrow the one that is being made."""
        self.trail.reach(step)
        foot = self.trail.places[max(math.ceil(step - 1e-9) - 1, 0)]
        head = self.trail.head
        self.here.lay(foot, head.get_center() if head.get_fill_opacity() > 0 else foot)

    def _adds_up(self) -> bool:
        """Compare the sum that is drawn with its arrows, and with the last step of the point."""
        drawn = sum((p.along for p in self.stack.pointers), np.zeros(2))
        total, head = self.stack.sum.along, self.trail.head
        size = max(float(np.abs(total).max()), 1.0)
        if np.abs(total - drawn).max() > _UNSEEN * len(self.stack.pointers) * size:
            return False
        if not (total.any() and head.get_fill_opacity() > 0):
            return True
        place = head.get_center()[:2]
        k = int(np.abs(self.trail.places - place).sum(axis=1).argmin())
        step = self.stack.scale_factor * (place - self.trail.places[max(k - 1, 0)])
        return bool(np.abs(total - step).max() <= _CLOSE * size)

    def _legend(self, row: int, sample: Pointer, key: str) -> VGroup:
        """Return a line of the legend: an arrow, and what it stands for."""
        y = RIGHT.top - (row + 0.6) * _LINE
        label = self.lesson.label(words(self.lesson.words(key)), size=30)
        sample.lay((RIGHT.left, y + 0.1), (RIGHT.left + _SAMPLE, y + 0.1))
        return VGroup(sample, label.stand_at(RIGHT.left + _SAMPLE + 0.2, y, "left"))
