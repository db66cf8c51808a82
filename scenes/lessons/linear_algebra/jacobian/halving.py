"""Errors against a size that is halved again and again, on logarithmic axes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from scenes.lessons.linear_algebra.jacobian.zoom_stage import LEFT_PLOT
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Curve, Plane
from scenes.mobjects.plots.trail import Style, Trail
from scenes.parts.lesson import Lesson
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["EACH", "LogPlot", "rounded"]

Floats = NDArray[np.float64]

EACH = 8  # points of a line for each halving
_AIR = 1.5  # of an axis, as a factor
_WHOLE = 0.03  # what is so near to a whole number, in its own size, is read off as one


class LogPlot(VGroup):
    """Lines that grow while a size is halved.

    Parameters
    ----------
    lesson : Lesson
    name, error : object
        Of the axes.
    lines : dict from Style to ndarray, (k, 2)
        Sizes, and errors, in the order in which they are drawn; 0 where there is no error to be
        seen.
    sizes : ndarray
        All sizes, `EACH` for a halving.
    """

    def __init__(
        self,
        lesson: Lesson,
        name: object,
        error: object,
        lines: Mapping[Style, Floats],
        sizes: Floats,
    ) -> None:
        errors = np.concatenate([points[:, 1] for points in lines.values()])
        low, high = errors[errors > 0].min(), errors.max()
        x = Axis(float(sizes.min() / _AIR), float(sizes.max() * _AIR), name, log=True)
        y = Axis(float(low / _AIR), float(high * _AIR), error, log=True)
        self.plane = Plane(x, y, LEFT_PLOT, lesson.theme)
        self.lines = list(lines.values())
        self.trails = [
            Trail(self.plane, _seen(points), style, lesson.theme, marked=False)
            for style, points in lines.items()
        ]
        self.steps = VGroup(*(Curve([], Role.MUTED, lesson.theme, width=2) for _ in self.lines))
        super().__init__(self.plane, *self.trails)

    def reach(self, halvings: float) -> None:
        """Grow by so many halvings, or doublings, of the size; made for every frame."""
        for trail in self.trails:
            trail.reach(halvings * EACH)

    def mark(self, last: int) -> None:
        """Draw the steps of the first halvings of each line: along, then down; for every frame."""
        for stairs, points in zip(self.steps, self.lines, strict=True):
            falling = points[np.argsort(-points[:, 0])]
            marks = falling[::EACH][: last + 1]
            marks = marks[marks[:, 1] > 0]
            corners = np.repeat(marks, 2, axis=0)
            corners[1:-1:2, 0] = marks[1:, 0]
            stairs.trace(self.plane.pieces(corners) if len(marks) > 1 else [])


def _seen(points: Floats) -> Floats:
    """Return points, without those that have no place on logarithmic axes."""
    return np.where(points > 0, points, np.nan)


def rounded(value: float) -> int | float:
    """Return a number as it is read off: whole where it nearly is, else with one place.

    Examples
    --------
    >>> rounded(3.98), rounded(2.83)
    (4, 2.8)
    """
    whole = round(value)
    return whole if abs(value - whole) <= _WHOLE * max(whole, 1) else round(value, 1)
