"""A name and the live number after it."""

from __future__ import annotations

from typing import Self

from linalg.notation import to_typst
from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.text import Text, region_of
from scenes.mobjects.written import Written
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["Readout", "label"]

_AFTER = 0.14  # between a name and its number
_ROUNDED = Written(places=None, least=1e-3, mantissa=1)
_ROUNDING = 1e-12  # of the largest number


def label(theme: Theme, *parts: object, size: float = SMALLEST[TextKind.LABEL]) -> Text:
    """Return a formula of a size to stand beside something."""
    body = mathematics(to_typst(parts, colours=theme.colours))
    return Text(body, theme, TextKind.LABEL, size, Role.FOREGROUND)


class Readout(VGroup):
    """A name, an equals sign, and a live number close after it, rounded to its own size.

    Parameters
    ----------
    theme : Theme
    *name : object
        Parts in the sense of ``linalg.notation``.
    scale : float
        The size of the largest number: what is 0 to its rounding is written as 0.
    unit : object, optional
        What follows the number, such as the sign for degrees.
    size : float
        The font size.
    """

    def __init__(
        self,
        theme: Theme,
        *name: object,
        scale: float = 0.0,
        unit: object = None,
        size: float = SMALLEST[TextKind.LABEL],
    ) -> None:
        self.title = label(theme, *name, "=", size=size)
        self.value = LiveNumber(0.0, theme, written=_ROUNDED, size=size, side="left")
        self.value.noise = _ROUNDING * scale
        left = region_of(self.title).right + _AFTER
        self.value.stand_at(left, self.title.baseline, "left")
        super().__init__(self.title, self.value)
        self.unit = None if unit is None else label(theme, unit, size=size)
        if self.unit is not None:
            self.add(self.unit.stand_at(region_of(self.value).right, self.title.baseline, "left"))

    def set_value(self, value: float) -> Self:
        """Change the number."""
        self.value.set_value(value)
        if self.unit is not None:
            gap = region_of(self.value).right - region_of(self.unit).left
            self.unit.shift((gap, 0, 0))
        return self

    def stand_from(self, x: float, y: float) -> Self:
        """Put the left edge at x and the baseline at height y."""
        return self.shift((x - region_of(self.title).left, y - self.title.baseline, 0))
