"""Rectangles of pixels: what has changed on a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Rectangle", "merged"]

_MOST = 12
"""Rectangles a frame is described by at most."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Columns left to right and rows top to bottom, the last ones excluded."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """The number of its pixels."""
        return (self.right - self.left) * (self.bottom - self.top)

    @property
    def slices(self) -> tuple[slice, slice]:
        """The rows and columns, to index an array with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def meets(self, other: Rectangle) -> bool:
        """Say whether the two have a pixel in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def around(self, other: Rectangle) -> Rectangle:
        """Return the smallest rectangle that holds both.

        Examples
        --------
        >>> Rectangle(0, 0, 2, 2).around(Rectangle(4, 1, 6, 3))
        Rectangle(left=0, top=0, right=6, bottom=3)
        """
        return Rectangle(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def within(self, width: int, height: int) -> Rectangle | None:
        """Return the part on a picture of this size, None if there is none."""
        left, right = max(self.left, 0), min(self.right, width)
        top, bottom = max(self.top, 0), min(self.bottom, height)
        return Rectangle(left, top, right, bottom) if left < right and top < bottom else None

    def wider(self, margin: int) -> Rectangle:
        """Return it with so many pixels more on every side."""
        return Rectangle(
            self.left - margin, self.top - margin, self.right + margin, self.bottom + margin
        )


def merged(rectangles: Iterable[Rectangle]) -> list[Rectangle]:
    """Return few rectangles, no two of which meet, that hold all of these.

    Two become one where that costs little: when they meet, when the one around them is hardly
    larger than both, or when there are too many.

    Examples
    --------
    >>> merged([Rectangle(0, 0, 4, 4), Rectangle(90, 90, 94, 94), Rectangle(2, 2, 6, 6)])
    [Rectangle(left=0, top=0, right=6, bottom=6), Rectangle(left=90, top=90, right=94, bottom=94)]
    """
    result: list[Rectangle] = []
    for rectangle in rectangles:
        _insert(result, rectangle)
        if len(result) > _MOST:
            _insert(result, _closest(result))
    return sorted(result, key=lambda r: (r.top, r.left))


def _insert(result: list[Rectangle], rectangle: Rectangle) -> None:
    grown = True
    while grown:
        grown = False
        for index, other in enumerate(result):
            around = rectangle.around(other)
            if rectangle.meets(other) or 4 * around.area <= 5 * (rectangle.area + other.area):
                rectangle = around
                del result[index]
                grown = True
                break
    result.append(rectangle)


def _closest(result: list[Rectangle]) -> Rectangle:
    """Take out the last rectangle and the one that it grows least with; return both as one."""
    last = result.pop()
    best = min(result, key=lambda other: last.around(other).area - other.area)
    result.remove(best)
    return last.around(best)
