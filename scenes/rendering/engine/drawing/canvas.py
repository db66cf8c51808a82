"""A picture that is kept from frame to frame, and redrawn only where the display list changes.

Nothing is clipped: cairo rounds a clipped shape differently. Every item that touches a changed
rectangle is drawn whole, on a second surface where only the rectangles count, and they are copied
from there. So each pixel comes about by the same operations as if the whole frame were drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import zip_longest

import cairo
import numpy as np

from scenes.rendering.engine.drawing.display import Item, Stroke
from scenes.rendering.engine.drawing.paths import appender
from scenes.rendering.engine.drawing.rectangles import Rectangle, merged

__all__ = ["Canvas"]

_STEADY = 3
"""Frames that items have to stay the same, at first, before they are drawn on the ground."""

Matrix = tuple[float, float, float, float, float, float]


def numbers_of(matrix: cairo.Matrix) -> Matrix:
    """Return xx, yx, xy, yy, x0 and y0 of a map, to be compared."""
    return matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0


class Canvas:
    """Draws display lists, one after another, into an array of pixels.

    Parameters
    ----------
    pixels : array of uint8, shape (height, width, 4)
        Where the picture appears; its bytes are in Manim's order.
    """

    def __init__(self, pixels: np.ndarray) -> None:
        self.pixels = pixels
        self.height, self.width = pixels.shape[:2]
        self.whole = Rectangle(0, 0, self.width, self.height)
        self._scratch = _Surface(pixels.shape)
        self._ground = _Surface(pixels.shape)
        self._background: np.ndarray | None = None
        self._matrix: Matrix | None = None
        self._items: list[Item] = []
        self._grounded: list[Item] = []
        self._steady = 0
        self._same = 0
        self._patience = _STEADY
        self._boxes: dict[Item, Rectangle | None] = {}

    def forget(self) -> None:
        """Let the next picture be drawn anew, whatever is on this one."""
        self._matrix = None

    def draw(
        self, items: list[Item], matrix: cairo.Matrix, background: np.ndarray
    ) -> list[Rectangle]:
        """Draw the items on the background; return the rectangles that may have changed.

        Parameters
        ----------
        items : list of Item
            In drawing order.
        matrix : cairo.Matrix
            From Manim's coordinates to pixels.
        background : array, shape (height, width, 4)
        """
        view = numbers_of(matrix)
        if view != self._matrix or background is not self._background:
            self._begin(view, background)
            changed = [self.whole]
        else:
            changed = self._changed(items)
        self._settle_ground(items)
        self._items = items
        if changed:
            self._redraw(changed)
        return changed

    def _begin(self, matrix: Matrix, background: np.ndarray) -> None:
        self._matrix, self._background = matrix, background
        self._scratch.set_matrix(matrix)
        self._ground.set_matrix(matrix)
        self._boxes.clear()
        self._items = []
        self._clear_ground()
        self._steady, self._patience = 0, _STEADY

    def _clear_ground(self) -> None:
        assert self._background is not None
        np.copyto(self._ground.pixels, self._background)
        self._grounded = []

    def _changed(self, items: list[Item]) -> list[Rectangle]:
        """Return where the items differ from those of the picture before."""
        before = self._items
        same = _common_start(before, items)
        old, new = before[same:], items[same:]
        if not old and not new:
            return []
        gone, come = set(old).difference(new), set(new).difference(old)
        differing = [i for i in old if i in gone] + [i for i in new if i in come]
        stayed_old = [i for i in old if i not in gone]
        stayed_new = [i for i in new if i not in come]
        for i, j in zip_longest(stayed_old, stayed_new):
            if i is not j:
                differing += [item for item in (i, j) if item is not None]
        boxes = (self._box(item) for item in differing)
        rectangles = merged(box for box in boxes if box is not None)
        for item in gone:
            self._boxes.pop(item, None)
        return rectangles

    def _settle_ground(self, items: list[Item]) -> None:
        """Draw what has stayed the same for some frames on the ground, below what changes."""
        grounded = len(self._grounded)
        right = _common_start(self._grounded, items)
        if right < grounded:
            self._clear_ground()
            self._add_to_ground(items[:right])
            self._patience *= 2  # what has changed once may change again
            return
        same = _common_start(self._items, items)
        if same <= grounded:
            self._steady = 0
            return
        self._same = min(same, self._same) if self._steady else same
        self._steady += 1
        if self._steady >= self._patience:
            self._add_to_ground(items[grounded : self._same])

    def _add_to_ground(self, items: list[Item]) -> None:
        self._ground.draw(items)
        self._grounded = self._grounded + items
        self._steady = 0

    def _redraw(self, rectangles: Sequence[Rectangle]) -> None:
        for rectangle in rectangles:
            self._scratch.pixels[rectangle.slices] = self._ground.pixels[rectangle.slices]
        above = self._items[len(self._grounded) :]
        if rectangles[0] == self.whole:
            self._scratch.draw(above)
        else:
            self._scratch.draw([i for i in above if self._touches(i, rectangles)])
        for rectangle in rectangles:
            self.pixels[rectangle.slices] = self._scratch.pixels[rectangle.slices]

    def _touches(self, item: Item, rectangles: Sequence[Rectangle]) -> bool:
        box = self._box(item)
        return box is not None and any(box.meets(r) for r in rectangles)

    def _box(self, item: Item) -> Rectangle | None:
        """Return the pixels that an item may reach, None when it is off the picture."""
        if item not in self._boxes:
            self._boxes[item] = self._bounds(item).within(self.width, self.height)
        return self._boxes[item]

    def _bounds(self, item: Item) -> Rectangle:
        assert self._matrix is not None
        xx, _, _, yy, x0, y0 = self._matrix
        low_x, low_y, high_x, high_y = item.path.bounds
        reach = item.reach
        across = (xx * (low_x - reach) + x0, xx * (high_x + reach) + x0)
        down = (yy * (low_y - reach) + y0, yy * (high_y + reach) + y0)
        # Far off the picture is as good as infinitely far, and stays a number.
        return Rectangle(
            math.floor(max(min(across), -1e6)) - 1,
            math.floor(max(min(down), -1e6)) - 1,
            math.ceil(min(max(across), 1e6)) + 1,
            math.ceil(min(max(down), 1e6)) + 1,
        )


def _common_start(before: Sequence[Item], after: Sequence[Item]) -> int:
    """Return how many items are the same at the beginning of both lists."""
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        if old is not new:
            return index
    return min(len(before), len(after))


class _Surface:
    """Pixels and the cairo context that draws on them."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.pixels = np.empty(shape, dtype=np.uint8)
        height, width = shape[:2]
        surface = cairo.ImageSurface.create_for_data(
            self.pixels.data, cairo.FORMAT_ARGB32, width, height
        )
        self._context = cairo.Context(surface)
        self._append = appender(self._context)

    def set_matrix(self, matrix: Matrix) -> None:
        self._context.set_matrix(cairo.Matrix(*matrix))

    def draw(self, items: Sequence[Item]) -> None:
        """Draw items as ``Camera.display_vectorized`` does."""
        context = self._context
        for item in items:
            context.new_path()
            self._append(item.path)
            if item.behind is not None:
                self._draw_stroke(item.behind)
            if item.fill is not None:
                self._set_paint(item.fill)
                context.fill_preserve()
            if item.stroke is not None:
                self._draw_stroke(item.stroke)

    def _draw_stroke(self, stroke: Stroke) -> None:
        context = self._context
        self._set_paint(stroke.paint)
        context.set_line_width(stroke.width)
        context.set_line_join(stroke.join)
        context.set_line_cap(stroke.cap)
        context.stroke_preserve()

    def _set_paint(self, paint: tuple[float, float, float, float] | cairo.Pattern) -> None:
        if isinstance(paint, tuple):
            self._context.set_source_rgba(*paint)
        else:
            self._context.set_source(paint)
