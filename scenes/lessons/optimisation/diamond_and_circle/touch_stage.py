"""The stage of lessons on penalties: one picture at a time, which goes through its moments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, SupportsFloat, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch
from scenes.mobjects.plots.touch_panel import TouchPanel
from scenes.mobjects.plots.touch_pictures import LEFT, RIGHT, Moments
from scenes.parts.lesson import Lesson
from scenes.typed_manim import FadeOut, Mobject

__all__ = ["MOMENTS", "Paths", "TouchStage", "short"]

MOMENTS = 181  # records of a motion: more than one for each frame
RINGS = (0.0, 0.5, 0.8)  # of the size of the ellipse that touches; 0 is the lowest of all

Paths: TypeAlias = tuple[TouchPath, TouchPath]


class TouchStage:
    """Two panels, in which the same ellipses meet two balls, or another picture in their place.

    Parameters
    ----------
    lesson : Lesson
    touches : pair of Touch
        The solutions on the left and on the right, of one loss and one radius.
    paths : pair of TouchPath, optional
        How they move as λ grows.

    Attributes
    ----------
    picture : Mobject
        What is on the frame.
    """

    picture: Mobject

    def __init__(
        self, lesson: Lesson, touches: tuple[Touch, Touch], paths: Paths | None = None
    ) -> None:
        self.lesson, self.touches, self.paths = lesson, touches, paths
        self.loss, self.radius = touches[0].loss, touches[0].radius

    def panels(self) -> list[TouchPanel]:
        """Return two panels, without a ball, that hold all that will be seen in them."""
        seen: list[Any] = [(), ()]
        if self.paths is not None:
            seen = [path.solutions for path in self.paths]
        theme = self.lesson.theme
        return [
            TouchPanel(touch, region, theme, seen=weights)
            for touch, region, weights in zip(self.touches, (LEFT, RIGHT), seen, strict=True)
        ]

    def rings(self) -> list[NDArray[np.float64]]:
        """Return ellipses on the way from the lowest point to where the first ball is touched."""
        loss = self.loss
        rims = [touch.value for touch in self.touches if touch.kind != "inside"]
        top = min(rims, default=max(loss((0, 0)), loss((self.radius, 0))))
        least, height = float(loss.least), float(top - loss.least)
        return [loss.ellipse(least + share**2 * height) for share in RINGS]

    def turn_to(self, picture: Mobject) -> None:
        """Take the picture away to make room for another."""
        self.lesson.finish_reading()
        self.lesson.show(FadeOut(self.picture), seconds=0.5)
        self.picture = picture

    def follow(
        self,
        show: Callable[[int], None],
        start: int = 0,
        stop: int = MOMENTS - 1,
        *,
        seconds: float,
    ) -> None:
        """Go through the moments from one to another, and hold still."""
        self.lesson.change(Moments(self.picture, show, start, stop), seconds=seconds)


def short(value: SupportsFloat, digits: int = 3) -> int | float:
    """Return a number with so many digits at most, for a caption."""
    rounded = float(f"{float(value):.{digits}g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e6 else rounded
