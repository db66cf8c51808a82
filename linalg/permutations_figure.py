"""The figure of a permutation: lines from the rows of A to their places in PA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linalg.figures import line_style, new_axes
from linalg.permutations import Permutation

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_permutation(record: Permutation, ax: Axes | None = None) -> Axes:
    """Draw each row as a line; two lines cross for each inversion, so their number is the sign."""
    ax = new_axes(ax, (3.5, 0.6 * record.n + 1.2))
    for place, row in enumerate(record.p):
        ax.plot([0, 1], [row, place], linewidth=2, marker="o", **line_style(row))
    ax.set_yticks(range(record.n), [str(i + 1) for i in range(record.n)])
    places = ax.secondary_yaxis("right")
    places.set_yticks(range(record.n), [str(row + 1) for row in record.p])
    sign = "+1" if record.sign == 1 else "−1"
    ax.set_title(f"crossings: {record.inversions}, so the sign is {sign}")
    ax.set_xlim(-0.25, 1.25)
    ax.invert_yaxis()
    ax.set_xticks([0, 1], ["rows of A", "rows of PA"])
    for side in (ax, places):
        side.tick_params(length=0)
        side.spines[:].set_visible(False)
    return ax
