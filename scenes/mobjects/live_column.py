"""A column of live numbers between brackets, under its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.mobjects.written import Written
from scenes.stage import Region
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import VGroup, VMobject

__all__ = ["LiveColumn"]

_PITCH, _FOOT, _HEAD, _SIDE = 1.4, 0.18, 0.3, 0.22  # in ems
_SMALL, _LARGE = 0.1, 1e5  # where all numbers are smaller, or one larger, are powers of ten
_WIDEST = {True: -1.2e-10, False: -0.0667}  # by whether they are
_ROUNDING = 1e-9  # of the largest number


class LiveColumn(VGroup):
    """Numbers under one another that change without moving, and a name above them.

    Parameters
    ----------
    name : Text
        It is put in its place.
    theme : Theme
    size : float
    roles : sequence of roles
        The colour of each number.
    scale : float
        The size of the largest number.

    Attributes
    ----------
    region : Region
        From bracket to bracket.
    """

    def __init__(
        self, name: Text, theme: Theme, size: float, roles: Sequence[Role], scale: float = 1.0
    ) -> None:
        em, count = size * UNITS_PER_POINT, len(roles)
        small = not _SMALL <= scale < _LARGE
        written = Written(places=None, least=1e-3 if small else 0.0, mantissa=1)
        self.noise = _ROUNDING * scale
        self.numbers = [
            LiveNumber(0.0, theme, TextKind.LABEL, written=written, size=size, role=role)
            for role in roles
        ]
        sample = LiveNumber(_WIDEST[small], theme, written=written, size=size)
        width = float(sample.width) + 2 * _SIDE * em
        height = (count - 1) * _PITCH * em + 2 * (_HEAD + 0.35) * em
        self.region = Region(0.0, width, 0.0, height)
        foot = _FOOT * em
        brackets = []
        for x, inward in ((0.0, foot), (width, -foot)):
            bracket = VMobject(stroke_color=theme[Role.FOREGROUND], stroke_width=5.5 * em)
            corners = [(x + inward, height), (x, height), (x, 0.0), (x + inward, 0.0)]
            bracket.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
            brackets.append(bracket)
        for k, number in enumerate(self.numbers):
            y = height / 2 + ((count - 1) / 2 - k) * _PITCH * em - 0.33 * em
            number.stand_at(width - _SIDE * em, y, "right")
        self.heading = name.stand_at(width / 2, height + 0.5 * em)
        super().__init__(*brackets, *self.numbers, self.heading)

    def set_values(self, values: ArrayLike) -> Self:
        """Write other numbers; what is 0 up to rounding is written as 0."""
        for number, value in zip(self.numbers, np.asarray(values, dtype=float), strict=True):
            number.noise = self.noise
            number.set_value(float(value))
        return self

    @property
    def values(self) -> np.ndarray:
        """The numbers that it shows."""
        return np.array([number.value for number in self.numbers])

    def stand_from(self, left: float, middle: float) -> Self:
        """Put the left bracket at x = left, and the middle of the numbers at a height."""
        dx = left - self.region.left
        dy = middle - (self.region.bottom + self.region.top) / 2
        region = self.region
        self.region = Region(
            region.left + dx, region.right + dx, region.bottom + dy, region.top + dy
        )
        return self.shift((dx, dy, 0))
