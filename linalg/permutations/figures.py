"""The figure of a permutation: lines from the rows of A to their places in PA."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linalg.figures import line_style, new_axes
from linalg.language import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_permutation(p: Sequence[int], inversions: int, ax: Axes | None = None) -> Axes:
    """Draw each row as a line; two lines cross for each inversion, so their number is the sign.

    Row i of PA is row ``p[i]`` of A.
    """
    ax = new_axes(ax, (3.5, 0.6 * len(p) + 1.2))
    for place, row in enumerate(p):
        ax.plot([0, 1], [row, place], linewidth=2, marker="o", **line_style(row))
    ax.set_yticks(range(len(p)), [str(i + 1) for i in range(len(p))])
    places = ax.secondary_yaxis("right")
    places.set_yticks(range(len(p)), [str(row + 1) for row in p])
    sign = "−1" if inversions % 2 else "+1"
    ax.set_title(say("crossings: {count}, so the sign is {sign}", count=inversions, sign=str(sign)))
    ax.set_xlim(-0.25, 1.25)
    ax.invert_yaxis()
    ax.set_xticks([0, 1], ["rows of A", "rows of PA"])
    for side in (ax, places):
        side.tick_params(length=0)
        side.spines[:].set_visible(False)
    return ax
