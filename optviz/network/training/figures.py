"""Decision regions epoch by epoch while a network trains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.figures import FOREGROUND, line_style

__all__ = ["draw_region_history"]

_SHOWN = 4


def draw_region_history(ax: Any, regions: NDArray[Any], labels: Sequence[str]) -> None:
    """Draw the boundaries after some epochs, and the regions of the last one.

    Parameters
    ----------
    regions : integer array of shape (E, points, points)
    labels : (str, str)
        Of the two axes.
    """
    last, classes = regions[-1], int(regions.max()) + 1
    ax.contourf(
        last,
        levels=np.arange(classes + 1) - 0.5,
        colors=[line_style(k)["color"] for k in range(classes)],
        alpha=0.25,
        extent=(0, 1, 0, 1),
    )
    chosen = np.unique(np.linspace(0, len(regions) - 1, _SHOWN).astype(int))
    for place, epoch in enumerate(chosen):
        dashes = line_style(_SHOWN - 1 - place)["linestyle"]  # the last one is a whole line
        look = {"linewidth": 0.8 + 0.5 * place, "linestyle": dashes}
        for k in range(classes - 1):
            ax.contour(
                regions[epoch] > k,
                levels=[0.5],
                colors=FOREGROUND,
                linewidths=look["linewidth"],
                linestyles=look["linestyle"],
                extent=(0, 1, 0, 1),
            )
        ax.plot([], [], color=FOREGROUND, label=f"epoch {epoch + 1}", **look)
    ax.set(xlabel=labels[0], ylabel=labels[1], xticks=[], yticks=[], aspect="equal")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
