"""Equations of two unknowns as lines of a plane, each of which may be anything on its way."""

from __future__ import annotations

import numpy as np

from linalg.geometry.hyperplanes import Hyperplane
from scenes.mobjects.plots.plane import Curve, Dash, Plane
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["LOOKS", "Lines"]

LOOKS = (
    (Role.SOURCE, Dash.SOLID),
    (Role.ELIMINATED, Dash.DASHED),
    (Role.MULTIPLIER, Dash.DASH_DOT),
    (Role.PIVOT, Dash.DOTTED),
)
"""Role and dashes of each equation."""

WIDTH, GIVEN_WIDTH = 5.0, 2.5


class Lines(VGroup):
    """A line for each equation, nothing until it is placed.

    Parameters
    ----------
    plane : Plane
    count : int
        How many equations.
    """

    def __init__(self, plane: Plane, count: int) -> None:
        self.plane = plane
        self.low = np.array([plane.x.low, plane.y.low])
        self.high = np.array([plane.x.high, plane.y.high])
        looks, theme = LOOKS[:count], plane.theme
        self.given = [Curve([], role, theme, width=GIVEN_WIDTH, dash=dash) for role, dash in looks]
        self.lines = [Curve([], role, theme, width=WIDTH, dash=dash) for role, dash in looks]
        super().__init__(*self.given, *self.lines)

    def place(self, row: int, equation: Hyperplane, share: float = 1.0) -> None:
        """Draw a line where it is, as much of it as has grown or is left."""
        self._draw(self.lines[row], equation, share)

    def give(self, row: int, equation: Hyperplane, share: float) -> None:
        """Draw a line as it was given, beside what it has become."""
        self._draw(self.given[row], equation, share)

    @property
    def edges(self) -> list[np.ndarray]:
        """The ends of all lines that are drawn, (2, 2) each, on the frame."""
        return [line.points[[0, -1], :2] for line in self.lines if line.has_points()]

    def _draw(self, line: Curve, equation: Hyperplane, share: float) -> None:
        ends = equation.section(self.low, self.high)
        if len(ends) != 2 or share <= 0:
            line.set_points(np.zeros((0, 3)))
            return
        middle = ends.mean(axis=0)
        line.trace(self.plane.pieces(middle + share * (ends - middle)))
