"""Figures of trajectories: level sets with paths, loss against step, effective rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from optviz.figures import FOREGROUND, Window, axis_name, legend_above, line_style, new_axes
from optviz.method_names import title_of
from optviz.objectives.contours import contours, window_around
from optviz.objectives.figures import plot_contours
from optviz.trajectories.lowest import known_minimum, lowest_value
from optviz.trajectories.recorded import Recorded

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = NDArray[np.float64]

MOST_MARKS = 60
"""Longer paths get a mark only at their ends."""
ROUNDING = 1e-16
"""A height below this share of the first counts as none."""
SURFACE = 120
"""Points along each side of a surface: fine enough that the edge where it is cut is smooth."""


def plot_paths(
    trajectories: Sequence[Recorded],
    ax: Axes | None = None,
    *,
    labels: Sequence[str] | None = None,
    window: Window | None = None,
) -> Axes:
    """Draw level sets with the paths of trajectories of one function of two variables.

    Parameters
    ----------
    trajectories : sequence of Recorded
    ax : matplotlib axes, optional
    labels : sequence of str, optional
        By default the names of the methods.
    window : ((left, right), (bottom, top)), optional
        By default what holds the paths and the known minima.
    """
    function = trajectories[0].objective
    window = window or window_around(function, [t.x for t in trajectories])
    ax = plot_contours(function, window, ax)
    names = labels or [title_of(t.method.name) for t in trajectories]
    for place, (trajectory, name) in enumerate(zip(trajectories, names, strict=True)):
        x = trajectory.x.reshape(len(trajectory.x), -1, 2)
        style = line_style(place) | {"linewidth": 1.3}
        marks = "." if len(x) <= MOST_MARKS and x.shape[1] == 1 else ""
        for b in range(x.shape[1]):
            label = name if b == 0 else None
            ax.plot(*x[:, b].T, marker=marks, markersize=4, label=label, **style)
        ax.plot(*x[0].T, "o", color=FOREGROUND, markersize=4, zorder=3)
    legend_above(ax)
    return ax


def plot_surface(
    trajectories: Sequence[Recorded], ax: Any = None, *, window: Window | None = None
) -> Any:
    """Draw the graph of the function in space with the paths on it; `ax` is a 3-D axes.

    The graph is cut a little above the highest point of the paths, with level lines at equal
    distances in height.

    Raises
    ------
    ValueError
        For a function of another number of variables, or flat axes.
    """
    ax = new_axes(ax, (6.0, 5.0), "3d")
    function = trajectories[0].objective
    window = window or window_around(function, [t.x for t in trajectories])
    shown = contours(function, window, resolution=SURFACE)
    top = 1.2 * max(float(np.nanmax(t.f)) for t in trajectories)
    heights = np.where(shown.values <= top, shown.values, np.nan)
    plain = {"rcount": SURFACE, "ccount": SURFACE, "shade": False, "antialiased": False}
    ax.plot_surface(*np.meshgrid(shown.x, shown.y), heights, color="0.85", alpha=0.5, **plain)
    levels = np.linspace(np.nanmin(heights), top, 16)[1:-1]
    ax.computed_zorder = False  # else the surface may be drawn over its own level lines
    lines = {"colors": "0.5", "linewidths": 0.7, "linestyles": "solid", "zorder": 5}
    ax.contour(shown.x, shown.y, shown.values, levels, **lines)
    for place, trajectory in enumerate(trajectories):
        x = trajectory.x.reshape(len(trajectory.x), -1, 2)
        f = trajectory.f.reshape(len(trajectory.x), -1)
        for b in range(x.shape[1]):
            label = title_of(trajectory.method.name) if b == 0 else None
            ax.plot(*x[:, b].T, f[:, b], label=label, zorder=10, **line_style(place))
    xlabel, ylabel = map(axis_name, function.names)
    ax.set(xlabel=xlabel, ylabel=ylabel, zlabel=function.name)
    ax.set_zlim(float(np.nanmin(heights)), top)
    ax.legend()
    return ax


def plot_losses(
    trajectories: Sequence[Recorded],
    ax: Axes | None = None,
    *,
    labels: Sequence[str] | None = None,
    log: bool = True,
) -> Axes:
    """Draw the value against the step; on a logarithmic axis, its distance to the minimum.

    The minimum is the lowest known one, or, where none is known, the lowest value reached. A
    method that arrives at it leaves a logarithmic axis at the bottom, with a mark.
    """
    ax = new_axes(ax)
    lowest = lowest_value(trajectories) if log else 0.0
    heights = [t.f.reshape(len(t.f), -1) - lowest for t in trajectories]
    nothing = ROUNDING * max(float(f[0].max()) for f in heights)
    bottom = 0.1 * min(float(f[f > nothing].min(initial=1.0)) for f in heights)
    names = labels or [title_of(t.method.name) for t in trajectories]
    for place, (f, name) in enumerate(zip(heights, names, strict=True)):
        for b in range(f.shape[1]):
            style = line_style(place) | {"label": name if b == 0 else None}
            shown = _above(f[:, b], nothing, bottom, ax, style["color"]) if log else f[:, b]
            ax.plot(shown, **style)
    known = known_minimum(trajectories[0]) is not None
    above = "value above the minimum" if known else "value above the lowest reached"
    ax.set(xlabel="step", ylabel=above if log else "value", yscale="log" if log else "linear")
    ax.legend()
    return ax


def _above(heights: FloatArray, nothing: float, bottom: float, ax: Axes, color: Any) -> FloatArray:
    """Heights up to the first that is nothing, which is marked at the bottom."""
    arrived = np.flatnonzero(heights <= nothing)
    if not len(arrived):
        return heights
    first = int(arrived[0])
    ax.plot([first], [bottom], "v", color=color, markersize=6)
    return np.append(heights[:first], bottom)


def plot_term(trajectory: Recorded, name: str, ax: Axes | None = None) -> Axes:
    """Draw a recorded or derived term against the step, one line a coordinate.

    Adam's ``"effective_rate"`` and ``"direction"`` (m̂/√v̂), AdaGrad's ``"square_sum"``.

    Raises
    ------
    KeyError
        If the method has no term of that name, with those it has.
    """
    terms = {**trajectory.terms, **trajectory.derived}
    if name not in terms:
        title = title_of(trajectory.method.name)
        raise KeyError(f"{title} has no term {name!r}; it has {', '.join(terms)}")
    if trajectory.n_starts is not None:
        raise ValueError("a term is drawn for one start: plot_term(trajectory.start(b), …)")
    ax = new_axes(ax)
    for i, coordinate in enumerate(trajectory.objective.names):
        ax.plot(terms[name][:, i], label=axis_name(coordinate), **line_style(i))
    ax.set(xlabel="step", ylabel=name.replace("_", " "))
    ax.legend()
    return ax
