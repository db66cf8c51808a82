"""Arrows tip to tail with their sum; and the same arrows in two directions, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.plots.pointer import Pointer
from scenes.stage import Region
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup

__all__ = ["ArrowComponents", "GrowingStack", "StackedArrows"]

Floats = NDArray[np.float64]

_AGED = 0.45  # of the time of a step: the old arrows shrink, then the new one grows
_FEET = 0.45  # between arrows side by side, at most
_SUM_APART = 0.32  # from the last arrow to the sum, at least


@dataclass(frozen=True, eq=False)
class GrowingStack:
    """A stack of arrows in which the old ones shrink and a new one joins at every step.

    Attributes
    ----------
    arrows : tuple of ndarray, (k + 1, 2) for k = 0, 1, …
        The stack after each step, the oldest arrow first.
    first : int
        The step from which on it is drawn.

    Examples
    --------
    >>> stack = GrowingStack((np.array([[1.0, 0]]), np.array([[0.5, 0], [0, 2.0]])))
    >>> stack.at(1.0).tolist(), stack.at(2.0).tolist()
    ([[1.0, 0.0]], [[0.5, 0.0], [0.0, 2.0]])
    >>> stack.at(1.45).tolist()  # the old one has shrunk
    [[0.5, 0.0], [0.0, 0.0]]
    """

    arrows: tuple[Floats, ...]
    first: int = 0

    def __deepcopy__(self, memo: object) -> GrowingStack:
        return self  # it never changes, and Manim copies what it animates

    @property
    def steps(self) -> int:
        """The number of steps."""
        return len(self.arrows)

    def at(self, step: float) -> Floats:
        """Return the arrows at a step, which need not be whole, (m, 2)."""
        whole = min(int(step + 1e-9), self.steps)
        share = step - whole
        before = self.arrows[whole - 1] if whole else np.zeros((0, 2))
        if share <= 1e-9 or whole == self.steps:
            return before
        after = self.arrows[whole]
        aged, grown = min(share / _AGED, 1.0), max(share - _AGED, 0.0) / (1 - _AGED)
        old = before + aged * (after[:-1] - before)
        return np.concatenate([old, grown * after[-1:]])

    def reach(self) -> tuple[Floats, Floats]:
        """Return the least and the largest coordinates of the tips, seen from the foot."""
        tips = [np.cumsum(arrows, axis=0) for arrows in self.arrows[max(self.first - 1, 0) :]]
        every = np.concatenate([np.zeros((1, 2)), *tips])
        return every.min(axis=0), every.max(axis=0)


class StackedArrows(VGroup):
    """The arrows of a stack tip to tail, and broad from the foot to the last tip their sum.

    Parameters
    ----------
    stack : GrowingStack
    region : Region
        All stacks fit into it.
    roles : pair of Role
        Of the arrows, and of their sum.
    theme : Theme
    scale : float, optional
        How long a unit is; if left out, as long as fits.

    Attributes
    ----------
    scale_factor : float
        How long a unit is on the frame.
    foot : ndarray, (2,)
    """

    def __init__(
        self,
        stack: GrowingStack,
        region: Region,
        roles: tuple[Role, Role],
        theme: Theme,
        scale: float | None = None,
    ) -> None:
        self.stack = stack
        low, high = stack.reach()
        extent = np.maximum(high - low, 1e-12)
        fitting = float(min(region.width / extent[0], region.height / extent[1]))
        self.scale_factor = fitting if scale is None else min(scale, fitting)
        middle = np.array(region.centre[:2])
        self.foot = middle - self.scale_factor * (low + high) / 2
        self.pointers = [Pointer(roles[0], theme) for _ in range(stack.steps)]
        self.sum = Pointer(roles[1], theme, breadth=1.7)
        super().__init__(self.sum, *self.pointers)

    def places(self, step: float) -> tuple[Floats, Floats]:
        """Return where the arrows at a step begin and end, (m, 2) each."""
        arrows = self.scale_factor * self.stack.at(step)
        joints = self.foot + np.concatenate([np.zeros((1, 2)), np.cumsum(arrows, axis=0)])
        return joints[:-1], joints[1:]

    def reach(self, step: float) -> Self:
        """Show the stack at a step."""
        feet, tips = self.places(step)
        _lay(self.pointers, feet, tips)
        self.sum.lay(self.foot, tips[-1] if len(tips) else self.foot)
        return self


class ArrowComponents(VGroup):
    """The arrows of a stack in one direction, each beginning where the last ended, but aside.

    Parameters
    ----------
    stack : GrowingStack
        Whose second coordinate is drawn upwards, or whose first to the right.
    axis : 0 or 1
    region : Region
    roles : pair of Role
        Of the arrows, and of their sum.
    theme : Theme
    scale : float
        How long a unit is on the frame.
    """

    def __init__(
        self,
        stack: GrowingStack,
        axis: int,
        region: Region,
        roles: tuple[Role, Role],
        theme: Theme,
        scale: float,
    ) -> None:
        self.stack, self.axis, self.scale_factor = stack, axis, scale
        low, high = (float(bound[axis]) * scale for bound in stack.reach())
        self.ahead = np.array([1.0, 0.0]) if axis == 0 else np.array([0.0, 1.0])
        aside = np.array([0.0, -1.0]) if axis == 0 else np.array([1.0, 0.0])
        room = region.height if axis == 0 else region.width
        self.aside = min(_FEET, room / (stack.steps + 2)) * aside
        span = (stack.steps + 1) * self.aside
        centre = np.array(region.centre[:2])
        self.foot = centre - (low + high) / 2 * self.ahead - span / 2  # of the first arrow
        self.pointers = [Pointer(roles[0], theme) for _ in range(stack.steps)]
        self.sum = Pointer(roles[1], theme, breadth=1.7)
        ground = np.array([self.foot, self.foot + span])
        self.ground = Curve([ground], Role.MUTED, theme, width=2.0)
        super().__init__(self.ground, *self.pointers, self.sum)

    def places(self, step: float) -> tuple[Floats, Floats]:
        """Return where the arrows at a step begin and end, (m, 2) each."""
        lengths = self.scale_factor * self.stack.at(step)[:, self.axis]
        ends = np.concatenate([[0.0], np.cumsum(lengths)])
        sides = np.arange(len(lengths))[:, None] * self.aside
        feet = self.foot + sides + ends[:-1, None] * self.ahead
        return feet, feet + lengths[:, None] * self.ahead

    def reach(self, step: float) -> Self:
        """Show the components at a step, and their sum beside the last one."""
        _lay(self.pointers, *self.places(step))
        return self.add_up(step)

    def arrive(self, feet: Floats, tips: Floats, step: float, share: float) -> Self:
        """Show the arrows of a step on their way from other places to theirs, without their sum."""
        here, there = self.places(step)
        _lay(self.pointers, feet + share * (here - feet), tips + share * (there - tips))
        return self.add_up(step, 0.0)

    def add_up(self, step: float, share: float = 1.0) -> Self:
        """Show a share of the sum of a step, beside its last arrow."""
        count = len(self.stack.at(step))
        height = self.scale_factor * float(self.stack.at(step)[:, self.axis].sum())
        last = max(count - 1, 0) * self.aside
        gap = float(np.linalg.norm(self.aside))
        beside = self.foot + last + self.aside * max(gap, _SUM_APART) / gap
        self.sum.lay(beside, beside + share * height * self.ahead)
        return self


def _lay(pointers: Sequence[Pointer], feet: Floats, tips: Floats) -> None:
    """Lay as many arrows as there are places; the others are not seen."""
    for k, pointer in enumerate(pointers):
        if k < len(feet):
            pointer.lay(feet[k], tips[k])
        else:
            pointer.lay((0, 0), (0, 0))
