"""The figure of costs: a bar for each column, most of the work at the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from linalg.figures import new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_cost(
    columns: Sequence[int], dense: Sequence[int], skipping: Sequence[int], ax: Axes | None = None
) -> Axes:
    """Draw the multiply-subtracts of some columns, dense and with zeros skipped."""
    from matplotlib.ticker import MaxNLocator

    ax = new_axes(ax, (6, 3.5))
    places = np.array(columns) + 1
    ax.bar(places, dense, color="#56B4E9", label="every entry counted")
    ax.bar(places, skipping, width=0.4, color="#D55E00", hatch="//", label="zeros skipped")
    ax.set_xlabel("column")
    ax.set_ylabel("multiply-subtracts")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(frameon=False)
    ax.spines[["top", "right"]].set_visible(False)
    return ax
