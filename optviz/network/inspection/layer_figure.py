"""A layer drawn: input and output above, the gradients that come back below."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.figures import FOREGROUND

__all__ = ["draw_layer"]

Array = NDArray[Any]

_WRITTEN = 10
"""Matrices up to this side have their numbers written into the cells."""


def draw_layer(ax: Any, name: str, x: Array, y: Array, dx: Array, dy: Array) -> None:
    """Draw four matrices: x → y, and below dx ← dy."""
    gap = 0.35 * max(x.shape[1], y.shape[1]) + 1.5
    below = max(len(x), len(y)) + 1.6
    right = x.shape[1] + gap
    for label, matrix, left, top in (
        ("x", x, 0.0, 0.0),
        ("y", y, right, 0.0),
        ("dx", dx, 0.0, below),
        ("dy", dy, right, below),
    ):
        _draw_matrix(ax, label, matrix, left, top)
    for direction, top in (("->", 0.0), ("<-", below)):
        height = top + min(len(x), len(y)) / 2
        arrow = {"arrowstyle": direction, "color": FOREGROUND}
        ends = (x.shape[1] + 0.2, height), (right - 0.2, height)
        ax.annotate("", ends[1], ends[0], arrowprops=arrow)
    ax.set(xlim=(-0.5, right + y.shape[1] + 0.5), title=name)
    ax.set_ylim(below + max(len(x), len(y)) + 0.5, -1.2)
    ax.set_aspect("equal")
    ax.axis("off")


def _draw_matrix(ax: Any, label: str, matrix: Array, left: float, top: float) -> None:
    """Draw a matrix as coloured cells, numbers in them where there is room."""
    rows, columns = matrix.shape
    largest = np.abs(matrix).max() or 1.0
    ax.imshow(
        matrix,
        cmap="PuOr_r",
        vmin=-1.6 * largest,  # pale, so that the numbers can be read
        vmax=1.6 * largest,
        extent=(left, left + columns, top + rows, top),
    )
    outline = [(0, 0), (columns, 0), (columns, rows), (0, rows), (0, 0)]
    ax.plot(*np.add(outline, (left, top)).T, color=FOREGROUND, linewidth=1)
    ax.text(left + columns / 2, top - 0.15, label, ha="center", va="bottom", style="italic")
    if max(rows, columns) <= _WRITTEN:
        size = "small" if columns < 4 else "x-small"
        for (i, j), value in np.ndenumerate(matrix):
            where = left + j + 0.5, top + i + 0.5
            ax.text(*where, _short(value + 0.0), ha="center", va="center", fontsize=size)


def _short(value: float) -> str:
    """Two digits, or one where two do not fit into a cell."""
    text = f"{value:.2g}"
    return text if len(text) <= 5 else f"{value:.1g}"
