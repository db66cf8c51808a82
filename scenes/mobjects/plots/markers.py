"""Small shapes at a point: which of several paths it belongs to is seen without its colour."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np

from scenes.theme import Role, Theme
from scenes.typed_manim import VMobject

__all__ = ["Marker", "Shape"]

_SIDES = 60


class Shape(Enum):
    """The corners of a marker, as angles in degrees and distances from its middle."""

    DISC = tuple((360 * k / _SIDES, 0.85) for k in range(_SIDES))
    DIAMOND = tuple((90 * k, 1.15) for k in range(4))
    SQUARE = tuple((45 + 90 * k, 1.1) for k in range(4))
    TRIANGLE = tuple((90 + 120 * k, 1.2) for k in range(3))
    STAR = tuple((90 + 36 * k, 1.5 if k % 2 == 0 else 0.6) for k in range(10))


class Marker(VMobject):
    """A filled shape with a thin rim, so that it stands out from the lines under it.

    Parameters
    ----------
    place : sequence of 2 or 3 floats
        On the frame.
    shape : Shape
    role : Role
    theme : Theme
    radius : float
    hollow : bool
        Whether only its outline is drawn: a point that was left.
    """

    def __init__(
        self,
        place: Sequence[float] | np.ndarray,
        shape: Shape,
        role: Role,
        theme: Theme,
        *,
        radius: float = 0.12,
        hollow: bool = False,
    ) -> None:
        super().__init__(
            fill_color=theme.background if hollow else theme[role],
            fill_opacity=1,
            stroke_color=theme[role] if hollow else theme.background,
            stroke_width=3 if hollow else 1.5,
        )
        self.role, self.shape = role, shape
        angles, distances = np.array(shape.value).T
        turns = np.deg2rad(angles)
        corners = radius * distances[:, None] * np.column_stack([np.cos(turns), np.sin(turns)])
        self.set_points_as_corners(np.pad([*corners, corners[0]], ((0, 0), (0, 1))))
        self.stand(place)

    def stand(self, place: Sequence[float] | np.ndarray) -> Marker:
        """Move to a place; where it is not finite nothing is seen."""
        seen = bool(np.isfinite(place).all())
        self.set_opacity(1.0 if seen else 0.0)
        if seen:
            self.move_to((float(place[0]), float(place[1]), 0.0))
        return self
