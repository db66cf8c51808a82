"""The base of lessons with a plot to the left and what is said about it beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from manim import FadeOut, Group, Mobject, UpdateFromAlphaFunc, linear, smooth

from scenes.lesson import Lesson
from scenes.stage import CAPTION, MAIN, Region

__all__ = ["HEAD", "PLOT", "SIDE", "TITLE", "PlotLesson"]

PLOT = Region(MAIN.left, 0.1, CAPTION.top + 0.15, MAIN.top)
"""Where the plot stands."""

SIDE = Region(0.55, MAIN.right, CAPTION.top + 0.15, MAIN.top)
"""Where formulas, numbers and a second plot stand."""

HEAD = Region(SIDE.left, SIDE.right, 0.0, SIDE.top)
"""The upper half of the side, for a tall formula while nothing else stands there."""

TITLE = Region(SIDE.left, SIDE.right, SIDE.top - 0.75, SIDE.top)
"""The formula at the head of the side."""


class PlotLesson(Lesson):
    """A lesson whose one formula stands at the head of the side."""

    def setup(self) -> None:
        super().setup()
        self.formula_place.region = TITLE

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

        self.show(UpdateFromAlphaFunc(mobject, update, rate_func=rate), seconds=seconds)

    def away(self, *mobjects: Mobject | None) -> FadeOut:
        """Return the animation that takes things away."""
        return FadeOut(Group(*(m for m in mobjects if m is not None)))

    def clear_stage(self) -> None:
        """Take everything away but the caption."""
        self.finish_reading()
        self.formula()
        self.show(
            self.away(*(m for m in self.mobjects if m is not self.caption_line.lines)), seconds=0.6
        )
