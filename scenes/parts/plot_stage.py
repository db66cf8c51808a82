"""The stage of lessons with a plot to the left and what is said about it beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scenes.parts.lesson import Lesson
from scenes.stage import CAPTION, MAIN, Region
from scenes.typed_manim import FadeIn, FadeOut, Group, Mobject, UpdateFromAlphaFunc, linear, smooth

__all__ = ["HEAD", "NUMBERS", "PLOT", "SIDE", "TITLE", "UNDER_NUMBERS", "PlotStage", "away"]

PLOT = Region(MAIN.left, 0.1, CAPTION.top + 0.15, MAIN.top)
"""Where the plot stands."""

SIDE = Region(0.55, MAIN.right, CAPTION.top + 0.15, MAIN.top)
"""Where formulas, numbers and a second plot stand."""

HEAD = Region(SIDE.left, SIDE.right, 0.0, SIDE.top)
"""The upper half of the side, for a tall formula while nothing else stands there."""

TITLE = Region(SIDE.left, SIDE.right, SIDE.top - 0.75, SIDE.top)
"""The formula at the head of the side."""

NUMBERS = Region(SIDE.left, SIDE.right, TITLE.bottom - 0.75, TITLE.bottom - 0.1)
"""A line of numbers under the formula."""

UNDER_NUMBERS = Region(SIDE.left, SIDE.right, SIDE.bottom, NUMBERS.bottom - 0.1)
"""A second plot, under the numbers."""


class PlotStage:
    """A plot, with the one formula at the head of the side.

    Parameters
    ----------
    lesson : Lesson
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        lesson.formula_place.region = TITLE

    def run(
        self,
        mobject: Mobject,
        reach: Callable[[float], Any],
        end: float = 1.0,
        *,
        start: float = 0.0,
        seconds: float = 2.0,
        steady: bool = False,
    ) -> None:
        """Play `reach` from one value to another: what `mobject` shows goes with it.

        Parameters
        ----------
        mobject : Mobject
            Everything that changes.
        reach : callable
            Makes it show a moment.
        start, end : float
            The first and the last moment.
        seconds : float
        steady : bool
            Whether it goes on at one speed, as time does.
        """
        rate = linear if steady else smooth

        def update(_: Mobject, share: float) -> None:
            reach(start + (end - start) * share)

        motion = UpdateFromAlphaFunc(mobject, update, rate_func=rate)
        self.lesson.show(motion, seconds=seconds)

    def turn_to(self, *mobjects: Mobject, seconds: float = 1.5) -> None:
        """Let everything else give way to what is named, of which some may be there already."""
        lesson = self.lesson
        there = lesson.picture()
        leaving = [mobject for mobject in there if mobject not in mobjects]
        coming = [FadeIn(mobject) for mobject in mobjects if mobject not in there]
        lesson.show(*([away(*leaving)] if leaving else []), *coming, seconds=seconds)

    def clear(self) -> None:
        """Take everything away but the caption."""
        lesson = self.lesson
        lesson.finish_reading()
        lesson.formula()
        lesson.show(away(*lesson.picture()), seconds=0.6)


def away(*mobjects: Mobject | None) -> FadeOut:
    """Return the animation that takes things away."""
    return FadeOut(Group(*(m for m in mobjects if m is not None)))
