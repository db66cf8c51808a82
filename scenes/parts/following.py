"""An animation of what changes as a whole, such as numbers and lines that a front passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scenes.typed_manim import Animation, VMobject, smooth

__all__ = ["Following"]


class Following(Animation):
    """A thing that is shown as it is at each share of the time.

    As Manim's ``UpdateFromAlphaFunc``, but without a copy of the thing, which may be large.

    Parameters
    ----------
    mobject : VMobject
        Everything that changes.
    show : callable
        Makes it show a share of the way, from 0 to 1.
    rate : callable
        From the share of the time to that of the way.
    """

    def __init__(
        self,
        mobject: VMobject,
        show: Callable[[float], object],
        rate: Callable[[float], float] = smooth,
        **options: Any,
    ) -> None:
        super().__init__(mobject, rate_func=rate, **options)
        self.follow = show

    def create_starting_mobject(self) -> VMobject:
        return VMobject()

    def interpolate_mobject(self, alpha: float) -> None:
        self.follow(self.rate_func(alpha))
