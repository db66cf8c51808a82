"""The figure of costs: a bar for each column, most of the work at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linalg.costs import Cost

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_cost(record: Cost, ax: Axes | None = None) -> Axes:
    """Draw the multiply-subtracts of each column, dense and with zeros skipped."""
    import matplotlib.pyplot as plt
    from matplotlib.ticker import MaxNLocator

    if ax is None:
        _, ax = plt.subplots(figsize=(6, 3.5), layout="constrained")
    columns = np.array([column.column + 1 for column in record.columns])
    dense = [column.multiply_subtracts for column in record.columns]
    skipping = [column.multiply_subtracts_skipping for column in record.columns]
    ax.bar(columns, dense, color="#56B4E9", label="every entry counted")
    ax.bar(columns, skipping, width=0.4, color="#D55E00", hatch="//", label="zeros skipped")
    ax.set_xlabel("column")
    ax.set_ylabel("multiply-subtracts")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(frameon=False)
    ax.spines[["top", "right"]].set_visible(False)
    return ax
