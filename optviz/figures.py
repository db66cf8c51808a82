"""The figures of this package look as those of `linalg` do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linalg.figures import FOREGROUND, axis_name, legend_above, line_style, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

__all__ = [
    "FOREGROUND",
    "Window",
    "axis_name",
    "legend_above",
    "legend_below",
    "line_style",
    "log_ticks",
    "new_axes",
    "plane",
]

Window = tuple[tuple[float, float], tuple[float, float]]
"""A part of the plane: ((left, right), (bottom, top))."""

CLOSEST = 12
"""Numbers on an axis stay at least this part of its length apart."""

LONGEST = 2.0
"""A window this many times as long as high, or as high as long, is drawn in equal units."""


def plane(ax: Axes, window: Window, names: Sequence[str]) -> None:
    """Show a window of the plane, in equal units where its sides allow that.

    In equal units a gradient stands at right angles to the level set through its point.
    """
    (left, right), (low, high) = window
    xlabel, ylabel = map(axis_name, names)
    ax.set(xlim=(left, right), ylim=(low, high), xlabel=xlabel, ylabel=ylabel)
    if 1 / LONGEST <= (right - left) / (high - low) <= LONGEST:
        ax.set_aspect("equal")


def legend_below(ax: Axes) -> None:
    """Put the legend beneath the axes and their label, in rows of two."""
    place: dict[str, Any] = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.16)}
    ax.legend(fontsize="small", ncols=2, frameon=False, **place)


def log_ticks(axis: Axis, places: Sequence[float]) -> None:
    """Mark a logarithmic axis at what was measured, as far as the numbers stay apart.

    Matplotlib's own marks within a decade run into each other where there are few decades.

    Parameters
    ----------
    axis : matplotlib axis
        ``ax.xaxis`` or ``ax.yaxis``.
    places : sequence of float
        Positive.
    """
    logs = [math.log10(place) for place in sorted(places)]
    apart = (logs[-1] - logs[0]) / CLOSEST
    kept = [logs[-1]]
    for log in logs[-2::-1]:
        if kept[-1] - log >= apart > 0:
            kept.append(log)
    axis.set_ticks([10**log for log in kept], [f"{10**log:.6g}" for log in kept])
    axis.set_ticks([], minor=True)
