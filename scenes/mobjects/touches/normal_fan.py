"""The cone of outward normals at a corner of a ball, as a fan."""

from __future__ import annotations

import math
from typing import Self

import numpy as np
from numpy.typing import NDArray

from optviz.planar.touch import Touch
from scenes.mobjects.plots.plane import Area, Curve, Dash
from scenes.mobjects.plots.polylines import clipped, clipped_area
from scenes.mobjects.touches.touch_panel import TouchPanel
from scenes.theme import Role
from scenes.typed_manim import VGroup

__all__ = ["NormalFan"]

Floats = NDArray[np.float64]

_LENGTH = 0.95


class NormalFan(VGroup):
    """A fan between the two limits of the normals at a corner, with dashed sides.

    Parameters
    ----------
    panel : TouchPanel
        Where it stands.
    touch : Touch
        A touch at the corner.
    """

    def __init__(self, panel: TouchPanel, touch: Touch) -> None:
        self.start, self.box = panel.at(touch.point)[:2], panel.plane.inner
        first, last = touch.normals
        self.directions = _between(first, last, outward=touch.point)
        self.fan = Area(np.zeros((0, 2)), Role.CONSTRAINT, panel.theme, opacity=0.35)
        self.sides = Curve([], Role.CONSTRAINT, panel.theme, width=3, dash=Dash.DASHED)
        super().__init__(self.fan, self.sides)
        self.open(1.0)

    def open(self, share: float) -> Self:
        """Draw a part of the fan, from its middle outwards."""
        half = len(self.directions) // 2
        width = round(share * half)
        rim = self.start + _LENGTH * self.directions[half - width : half + width + 1]
        shown = np.vstack([self.start, rim]) if width else np.zeros((0, 2))
        self.fan.trace(clipped_area(shown, self.box) if width else shown)
        ends = [np.array([self.start, end]) for end in (rim[0], rim[-1])] if width else []
        self.sides.trace([piece for end in ends for piece in clipped(end, self.box)])
        return self


def _between(first: Floats, last: Floats, outward: Floats) -> Floats:
    """Return unit vectors from one to another, on the side of a third, shape (91, 2)."""
    middle = first + last
    if np.linalg.norm(middle) < 1e-9:  # opposite ones: a half-plane
        middle = outward
    angle = math.atan2(middle[1], middle[0])
    half = math.acos(np.clip(first @ middle / np.linalg.norm(middle), -1, 1))
    angles = angle + half * np.linspace(-1, 1, 91)
    return np.column_stack([np.cos(angles), np.sin(angles)])
