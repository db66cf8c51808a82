"""Matrices drawn with their numbers: boxes around groups of entries, schemes and chains.

A product stands as in Falk's scheme: the left factor beside it, the right factor above it, so that
each row and each column of the product stands level with the one it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from linalg.errors import ShapeError
from linalg.figures import FOREGROUND
from linalg.notation import to_text

LARGEST = 8
"""Matrices of so many rows and columns can be read in a figure."""
READABLE = 5
"""On a page, whose figures are all of one size, only so many."""
_LONGEST = 9
_LONGEST_ROW = 30
"""Longer entries are cut, with three dots to show it; where columns are few, later."""
_CHARACTER = 0.3
_GAP = 0.35
_APART = 1.1
_INSET = 0.07


class Box(NamedTuple):
    """A frame around some entries, in a colour and with dashes that say which group it is."""

    rows: range
    columns: range
    color: str
    linestyle: str = "-"
    filled: bool = True


@dataclass(frozen=True)
class Drawing:
    """A matrix to be drawn.

    Attributes
    ----------
    name : str
        In matplotlib's mathtext.
    entries : tuple of rows of str
    boxes : tuple of Box
    rows, columns : tuple of int
        Sizes of the groups that a gap keeps apart.
    """

    name: str
    entries: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...] = ()
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """Its rows and columns."""
        return len(self.entries), len(self.entries[0])


class _Spans(NamedTuple):
    """The first and last places of rows or columns."""

    starts: list[float]
    stops: list[float]

    @property
    def length(self) -> float:
        return self.stops[-1]

    def shifted(self, by: float) -> _Spans:
        return _Spans([s + by for s in self.starts], [s + by for s in self.stops])

    def part(self, places: range) -> tuple[float, float]:
        return self.starts[places.start], self.stops[places.stop - 1]


def is_readable(*shapes: tuple[int, int]) -> bool:
    """Say whether the numbers of matrices of these shapes can be read in a page's figure."""
    return all(0 < size <= READABLE for shape in shapes for size in shape)


def entry_texts(matrix: Any) -> tuple[tuple[str, ...], ...]:
    """Write the entries of a matrix of any kind, cut where they are long.

    Raises
    ------
    ShapeError
        If it has no entries, or more rows or columns than a figure holds.

    Examples
    --------
    >>> entry_texts(np.array([[0.1 + 0.2, -2.0]]))
    (('0.3', '-2.0'),)
    """
    m, n = matrix.shape
    if not (0 < m <= LARGEST and 0 < n <= LARGEST):
        raise ShapeError(f"a figure holds 1 to {LARGEST} rows and columns, not {m} × {n}")
    longest = max(_LONGEST, _LONGEST_ROW // n)
    return tuple(tuple(_text(matrix[i, j], longest) for j in range(n)) for i in range(m))


def draw_scheme(
    ax: Any,
    left: Drawing,
    top: Drawing,
    product: Drawing,
    *,
    layers: Sequence[Drawing] = (),
) -> None:
    """Draw a product with its left factor beside it and its right factor above it.

    Parameters
    ----------
    ax : Axes
    left, top, product : Drawing
    layers : sequence of Drawing
        Matrices that add up to the product, drawn after an equals sign.
    """
    upright = _spans([1.0] * top.shape[0], top.rows)
    level = _spans([1.0] * left.shape[0], left.rows).shifted(upright.length + _APART)
    across = _columns([left])
    over = _columns([top, product]).shifted(across.length + _APART)
    bottom, right = level.length, over.length
    board = _Board(ax)
    board.matrix(left, level, across, label="above")
    board.matrix(top, upright, over, label="above")
    board.matrix(product, level, over, label="below")
    for sign, layer in zip(["=", *["+"] * len(layers)], layers, strict=False):
        board.sign(sign, right + _APART / 2, (level.starts[0] + bottom) / 2)
        columns = _columns([layer]).shifted(right + _APART)
        board.matrix(layer, level, columns, label="below")
        right = columns.length
    board.finish(right, bottom)


def draw_chain(ax: Any, parts: Sequence[Drawing | str]) -> None:
    """Draw matrices side by side, all with as many rows, with signs between them."""
    board, right, height = _Board(ax), -_GAP, 0.0
    drawings = [part for part in parts if isinstance(part, Drawing)]
    middle = max(drawing.shape[0] for drawing in drawings) / 2
    for part in parts:
        if isinstance(part, str):
            board.sign(part, right + _APART / 2, middle)
            right += _APART - _GAP
            continue
        rows = _spans([1.0] * part.shape[0], part.rows)
        columns = _columns([part]).shifted(right + _GAP)
        board.matrix(part, rows, columns, label="below")
        right, height = columns.length, max(height, rows.length)
    board.finish(right, height)


class _Board:
    """Axes in which one unit is the height of a row."""

    def __init__(self, ax: Any) -> None:
        self.ax = ax
        self.texts: list[Any] = []

    def matrix(self, drawing: Drawing, rows: _Spans, columns: _Spans, label: str) -> None:
        """Draw the boxes, the entries, the brackets and the name of a matrix."""
        from matplotlib.patches import FancyBboxPatch

        for box in drawing.boxes:
            (upper, lower), (start, stop) = rows.part(box.rows), columns.part(box.columns)
            width, height = stop - start - 2 * _INSET, lower - upper - 2 * _INSET
            corner, round_off = (start + _INSET, upper + _INSET), "round,pad=0,rounding_size=0.15"
            frame: dict[str, Any] = {"edgecolor": box.color, "facecolor": "none"}
            frame |= {"linestyle": box.linestyle, "linewidth": 1.2}
            fill: dict[str, Any] = {"edgecolor": "none", "facecolor": box.color, "alpha": 0.16}
            for style in (frame, fill) if box.filled else (frame,):
                self.ax.add_patch(FancyBboxPatch(corner, width, height, round_off, **style))
        for i, row in enumerate(drawing.entries):
            for j, entry in enumerate(row):
                x = (columns.starts[j] + columns.stops[j]) / 2
                self._write(x, (rows.starts[i] + rows.stops[i]) / 2, entry.replace("-", "−"))
        top, bottom = rows.starts[0], rows.stops[-1]
        for x, inward in ((columns.starts[0], 0.18), (columns.stops[-1], -0.18)):
            edge = x - inward / 2
            path = [edge + inward, edge, edge, edge + inward], [top, top, bottom, bottom]
            self.ax.plot(*path, color=FOREGROUND, linewidth=1.1)
        middle = (columns.starts[0] + columns.stops[-1]) / 2
        self._write(middle, top - 0.45 if label == "above" else bottom + 0.45, drawing.name)

    def sign(self, sign: str, x: float, y: float) -> None:
        """Write a sign between matrices."""
        self._write(x, y, sign)

    def finish(self, right: float, bottom: float) -> None:
        """Set the limits, and make every letter as large as its row allows."""
        ax, margin = self.ax, 0.3
        low, high = -1.0, bottom + 1.0
        ax.set(xlim=(-margin, right + margin), ylim=(high, low), aspect="equal")
        ax.axis("off")
        figure = ax.get_figure()
        place, (width, height) = ax.get_position(), figure.get_size_inches()
        unit = min(place.width * width / (right + 2 * margin), place.height * height / (high - low))
        size = min(12.0, 72 * unit * 0.5)
        for text in self.texts:
            text.set_fontsize(size)

    def _write(self, x: float, y: float, text: str) -> None:
        written = self.ax.text(x, y, text, ha="center", va="center", color=FOREGROUND)
        self.texts.append(written)


def _text(entry: Any, longest: int) -> str:
    if isinstance(entry, (float, np.floating)):
        text = to_text(float(f"{entry:.4g}"))
    else:
        text = to_text(entry)
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _spans(sizes: Sequence[float], groups: Iterable[int]) -> _Spans:
    """Put items of some sizes one after the other, with a gap between groups."""
    borders = set(list(accumulate(groups))[:-1])
    starts, stops, place = [], [], 0.0
    for k, size in enumerate(sizes):
        place += _GAP if k in borders else 0.0
        starts.append(place)
        place += size
        stops.append(place)
    return _Spans(starts, stops)


def _columns(drawings: Sequence[Drawing]) -> _Spans:
    """Make columns as wide as the longest entry that any of the matrices has there."""
    entries = [row for drawing in drawings for row in drawing.entries]
    widths = [
        max(0.9, 0.4 + _CHARACTER * max(len(row[j]) for row in entries))
        for j in range(drawings[0].shape[1])
    ]
    return _spans(widths, drawings[0].columns)
