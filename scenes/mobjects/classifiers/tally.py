"""A count of so many among all, in words, whose number can change at every frame."""

from __future__ import annotations

from typing import Self

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.text import Text, region_of
from scenes.mobjects.written import Written
from scenes.theme import Theme
from scenes.typed_manim import VGroup

__all__ = ["Tally"]

_GAP = 0.14
_SIZE = 28


class Tally(VGroup):
    """Words, a number, and more words; the right edge stays.

    Parameters
    ----------
    before, after : Text or None
        At least one of them.
    most : int
        The largest number, for which room is kept.
    theme : Theme
    """

    def __init__(self, before: Text | None, after: Text | None, most: int, theme: Theme) -> None:
        self.number = LiveNumber(most, theme, written=Written(places=0), size=_SIZE)
        parts = [part for part in (before, self.number, after) if part is not None]
        x = 0.0
        for part in parts:
            part.stand_at(x, 0.0, "left")
            x = region_of(part).right + _GAP
        super().__init__(*parts)

    def stand_to(self, x: float, y: float) -> Self:
        """Put the right edge at x, and the baseline at height y."""
        region = region_of(self)
        return self.shift((x - region.right, y - self.number.baseline, 0))

    def set_value(self, value: int) -> Self:
        """Change the number."""
        self.number.set_value(value)
        return self
