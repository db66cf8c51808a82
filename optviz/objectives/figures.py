"""The figure of an objective: its level sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optviz.figures import FOREGROUND, Window, new_axes, plane
from optviz.objectives.contours import contours
from optviz.objectives.function import Function

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_contours(function: Function, window: Window, ax: Axes | None = None) -> Axes:
    """Draw level sets of a function of two variables, and a star at each known minimum."""
    ax = new_axes(ax)
    shown = contours(function, window)
    ax.contour(shown.x, shown.y, shown.values, shown.levels, colors="0.72", linewidths=0.7)
    minima = np.reshape([list(m) for m in getattr(function, "minima", ())], (-1, 2))
    ax.plot(*minima.T, "*", color=FOREGROUND, markersize=10, zorder=3)
    plane(ax, window, function.names)
    return ax
