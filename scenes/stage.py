"""Regions of the frame, in Manim's units: 128/9 wide, 8 high, the middle at (0, 0)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CAPTION", "FORMULA", "FRAME", "MAIN", "SAFE", "DoesNotFitError", "Region"]


class DoesNotFitError(ValueError):
    """Something that cannot be shown at a legible size; the message says what would fit."""


@dataclass(frozen=True)
class Region:
    """An upright rectangle on the frame.

    Examples
    --------
    >>> SAFE.width < FRAME.width
    True
    """

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Its extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its extent from bottom to top."""
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float, float]:
        """Its middle, as a point of Manim's."""
        return ((self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0)

    def joined(self, other: Region) -> Region:
        """Return the smallest region that holds this one and another."""
        return Region(
            min(self.left, other.left),
            max(self.right, other.right),
            min(self.bottom, other.bottom),
            max(self.top, other.top),
        )

    def contains(self, other: Region, slack: float = 0.0) -> bool:
        """Tell whether another region lies within this one, up to `slack`."""
        return (
            self.left - slack <= other.left
            and other.right <= self.right + slack
            and self.bottom - slack <= other.bottom
            and other.top <= self.top + slack
        )

    def overlaps(self, other: Region, slack: float = 0.0) -> bool:
        """Tell whether two regions share more than an edge of width `slack`."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.top, other.top) - max(self.bottom, other.bottom) > slack
        )


MARGIN = 0.5

FRAME = Region(-64 / 9, 64 / 9, -4.0, 4.0)
SAFE = Region(FRAME.left + MARGIN, FRAME.right - MARGIN, FRAME.bottom + MARGIN, FRAME.top - MARGIN)

CAPTION = Region(SAFE.left, SAFE.right, SAFE.bottom, -2.55)
"""Two lines of caption."""

FORMULA = Region(SAFE.left, SAFE.right, -2.4, -1.15)
"""The one formula that the eye is led to."""

MAIN = Region(SAFE.left, SAFE.right, -1.05, SAFE.top)
"""What the lesson is about: a matrix, a plot, a graph."""
