"""A name and the live number after it."""

from __future__ import annotations

import math
from typing import Self

from linalg.notation import to_typst
from scenes.mobjects.live_number import LiveNumber, Written
from scenes.mobjects.text import Text, region_of
from scenes.theme import SMALLEST, Role, TextKind, Theme
from scenes.typed_manim import VGroup
from scenes.typesetting.typeset import mathematics

__all__ = ["Readout", "label", "written_for"]

_AFTER = 0.14  # between a name and its number
_LEAST = 1e-2  # sizes below are written with a power of ten
_SPAN = 1000  # between the largest number and the smallest that is not 0


def label(theme: Theme, *parts: object, size: float = SMALLEST[TextKind.LABEL]) -> Text:
    """Return a formula of a size to stand beside something."""
    body = mathematics(to_typst(parts, colours=theme.colours))
    return Text(body, theme, TextKind.LABEL, size, Role.FOREGROUND)


class Readout(VGroup):
    """A name, an equals sign, and a live number close after it.

    What is less than a thousandth of the largest number is written as 0.

    Parameters
    ----------
    theme : Theme
    *name : object
        Parts in the sense of ``linalg.notation``.
    scale : float
        The size of the largest number: room is left for it.
    signed : bool
        Whether room is left for a minus sign.
    """

    def __init__(self, theme: Theme, *name: object, scale: float, signed: bool = True) -> None:
        self.least = scale / _SPAN
        self.title = label(theme, *name, "=")
        written = written_for(scale)
        sign = -1 if signed else 1
        sizes = (scale, self.least)
        room = max(LiveNumber(sign * size, theme, written=written).width for size in sizes)
        self.value = LiveNumber(0.0, theme, written=written)
        self.value.stand_at(
            region_of(self.title).right + _AFTER + room, self.title.baseline, "right"
        )
        super().__init__(self.title, self.value)

    def set_value(self, value: float) -> Self:
        """Change the number."""
        self.value.set_value(value if abs(value) >= self.least else 0.0)
        self.value.value = value
        return self

    def stand_from(self, x: float, y: float) -> Self:
        """Put the left edge at x and the baseline at height y."""
        return self.shift((x - region_of(self.title).left, y - self.title.baseline, 0))


def written_for(scale: float) -> Written:
    """Return how a live number is written among numbers up to a size: three digits, or fewer.

    Examples
    --------
    >>> written_for(2.5).of(0.25), written_for(250).of(25), written_for(1e-6).of(1e-8)
    ('0.25', '25', '1.0×10⁻⁸')
    """
    exponents = [math.floor(math.log10(size)) for size in (scale, scale / _SPAN) if size > 0]
    mantissa = int(all(abs(exponent) < 10 for exponent in exponents))
    if 0 < scale < _LEAST:
        return Written(places=0, mantissa=mantissa, least=math.inf)
    places = min(max(2 - max(exponents, default=0), 0), 4)
    return Written(places=places, mantissa=mantissa)
