"""A stack of gradients taken apart: what cancels across the ravine, and what adds up along it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import words
from optviz.trajectories.stacked_velocity import StackedVelocity
from scenes.mobjects.plots.stacked_arrows import ArrowComponents, GrowingStack, StackedArrows
from scenes.parts.plot_stage import PlotStage
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["TakenApart"]

FIRST, LAST = 4, 6  # between these steps the stack is taken apart
RAVINE = 2.0  # the steep curvature, of the flat one, from which there is a ravine
_CANCELLED, _ADDED = 0.5, 0.9  # of the lengths: less is left, or more
_AS_WELL = 0.05  # more than this a later stack may not leave across, to be taken
_SEEN = 0.15  # of the longest arrow: a shorter sum along the ravine is not seen
_LABEL = 0.55
_ACROSS = 0.64  # of the height, for what goes across
_MARGIN = 0.15


class TakenApart:
    """The arrows of one stack in two directions, and their sums there.

    Parameters
    ----------
    stage : PlotStage
    record : StackedVelocity
    stack : StackedArrows
        As it is drawn.
    room : Region
        Where the parts stand.
    roles : pair of Role
        Of the arrows, and of their sum.

    Attributes
    ----------
    pause : int
        After how many steps.
    is_told : bool
        Whether there are so many, in a ravine, and they cancel across it.
    """

    def __init__(
        self,
        stage: PlotStage,
        record: StackedVelocity,
        stack: StackedArrows,
        room: Region,
        roles: tuple[Role, Role],
    ) -> None:
        self.stage, self.lesson, self.record, self.stack = stage, stage.lesson, record, stack
        steps = stack.stack.steps
        self.pause = min(steps, LAST)
        self.is_told = False
        axes = self._axes() if steps >= FIRST else None
        if axes is None:
            return
        left = np.array([record.left(k, axes)[1] for k in range(FIRST - 1, self.pause)])
        self.pause = FIRST + int(np.flatnonzero(left <= min(left) + _AS_WELL)[-1])
        self.axes = axes * np.sign(record.arrows(self.pause - 1).sum(axis=0) @ axes)
        self.left = record.left(self.pause - 1, self.axes)
        arrows = tuple(record.arrows(k) @ self.axes for k in range(steps))
        summed, longest = arrows[self.pause - 1].sum(axis=0), np.abs(arrows[self.pause - 1]).max()
        self.is_told = bool(self.left[1] < _CANCELLED and abs(summed[0]) > _SEEN * longest)
        if not self.is_told:
            return
        self._draw(GrowingStack(arrows, first=self.pause), room, roles)

    def play(self) -> None:
        """Let the stack fall apart; then let what is across add up, and what is along."""
        lesson, step = self.lesson, self.pause
        feet, tips = self.stack.places(step)
        lesson.beat("beat.apart")
        self._fall(feet, tips, 0.0)
        lesson.remove(self.stack)
        lesson.add(self.parts)
        lesson.say("apart", FadeIn(self.labels))
        self.stage.run(self.parts, lambda share: self._fall(feet, tips, share), seconds=2.0)
        along, across = (round(100 * float(left)) for left in self.left)
        lesson.say("across.cancel", share=across)
        self._add_up(self.across)
        lesson.say("along.add" if self.left[0] > _ADDED else "along.left", share=along)
        self._add_up(self.along)

    def reach(self, step: float) -> None:
        """Show both parts at a step."""
        self.across.reach(step)
        self.along.reach(step)

    def _fall(self, feet: NDArray[np.float64], tips: NDArray[np.float64], share: float) -> None:
        for track in (self.across, self.along):
            track.arrive(feet, tips, self.pause, share)

    def _add_up(self, track: ArrowComponents) -> None:
        step = self.pause
        self.stage.run(track, lambda share: track.add_up(step, share), seconds=2.0)

    def _axes(self) -> NDArray[np.float64] | None:
        """Return the directions along and across a ravine at the point of the pause, as columns."""
        path = self.record.trajectory
        hessian = path.objective.hessian(path.x[self.pause - 1])
        if not np.isfinite(hessian).all():
            return None
        curvatures, axes = np.linalg.eigh(hessian)
        order = np.argsort(np.abs(curvatures))
        flat, steep = np.abs(curvatures)[order]
        return np.asarray(axes[:, order]) if steep >= RAVINE * flat and steep > 0 else None

    def _draw(self, stack: GrowingStack, room: Region, roles: tuple[Role, Role]) -> None:
        theme = self.lesson.theme
        border = room.top - _ACROSS * room.height
        upper = Region(room.left, room.right, border + _MARGIN, room.top - _LABEL)
        lower = Region(room.left, room.right, room.bottom, border - _MARGIN - _LABEL)
        low, high = stack.reach()
        width, height = (float(extent) for extent in np.maximum(high - low, 1e-12))
        scale = min(lower.width / width, upper.height / height)
        self.across = ArrowComponents(stack, 1, upper, roles, theme, scale)
        self.along = ArrowComponents(stack, 0, lower, roles, theme, scale)
        self.parts = VGroup(self.across, self.along)
        self.labels = VGroup(
            *(
                self.lesson.label(words(self.lesson.words(key)), role=Role.MUTED, size=30).stand_at(
                    part.left, part.top + 0.12, "left"
                )
                for key, part in (("across", upper), ("along", lower))
            )
        )
