"""Figures of derivatives: a square and its image, a slope, a Taylor polynomial, a pattern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.figures import axis_name, legend_above, new_axes
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.numbers.matrices import FloatArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE = (6.4, 4.8)


def plot_square(
    curved: FloatArray, straight: FloatArray, area: float, ax: Axes | None = None
) -> Axes:
    """Draw the image of a square's outline, and the parallelogram of the linear map.

    Both outlines are of shape (2, k) and begin at the image of the square's corner.
    """
    ax = new_axes(ax, _SIZE)
    ax.plot(*curved, color=ON_PAPER["level set"], label="image under F")
    ax.plot(*straight, "--", color=ON_PAPER["model"], label="image under J")
    ax.plot(*curved[:, 0], "o", color=ON_PAPER["target"], markersize=4)
    ax.set(aspect="equal", xlabel=say("signed area {area:.4g}", area=area))
    legend_above(ax)
    return ax


def plot_slope(f: Callable[[FloatArray], FloatArray], slope: float, ax: Axes | None = None) -> Axes:
    """Draw f, a function of the distance along a direction, and its tangent at distance 0."""
    ax = new_axes(ax, _SIZE)
    t = np.linspace(-1, 1, 201)
    values = f(t)
    tangent = values[100] + slope * t
    ax.plot(t, values, color=ON_PAPER["level set"], label="f along u")
    ax.plot(
        t, tangent, "--", color=ON_PAPER["gradient"], label=say("slope {slope:.4g}", slope=slope)
    )
    ax.plot(0, values[100], "o", color=ON_PAPER["target"], markersize=4)
    ax.set(xlabel="distance along u", ylabel="f")
    ax.legend()
    return ax


def plot_taylor(
    both: Callable[[Any], FloatArray],
    point: FloatArray,
    radius: float,
    order: int,
    names: Sequence[str],
    ax: Axes | None = None,
) -> Axes:
    """Draw f and its polynomial: curves for one variable, level sets for two.

    Parameters
    ----------
    both : function
        From points, the coordinates along the first axis, to the values of f and the polynomial.
    point : ndarray, shape (1,) or (2,)
    radius : float
        How far from the point they are drawn.
    order : int
    names : sequence of str
        Of the variables.
    """
    ax = new_axes(ax, _SIZE)
    reach = np.linspace(-radius, radius, 121)
    name = say("polynomial of order {order}", order=order)
    if len(point) == 1:
        values = both(point[:, None] + reach)
        ax.plot(point[0] + reach, values[0], color=ON_PAPER["level set"], label="f")
        ax.plot(point[0] + reach, values[1], "--", color=ON_PAPER["model"], label=name)
    else:
        grid = np.array(np.meshgrid(point[0] + reach, point[1] + reach))
        values = both(grid)
        levels = np.unique(
            np.quantile(values[0][np.isfinite(values[0])], np.linspace(0.05, 0.95, 9))
        )
        ax.contour(*grid, values[0], levels, colors=ON_PAPER["level set"], linestyles="-")
        ax.contour(*grid, values[1], levels, colors=ON_PAPER["model"], linestyles="--")
        ax.plot([], [], color=ON_PAPER["level set"], label="f")
        ax.plot([], [], "--", color=ON_PAPER["model"], label=name)
        ax.plot(*point, "o", color=ON_PAPER["target"], markersize=4)
        ax.set(aspect="equal", ylabel=axis_name(names[1]))
    ax.set(xlabel=axis_name(names[0]))
    legend_above(ax)
    return ax


def draw_pattern(matrix: np.ndarray[Any, Any], ax: Axes | None = None) -> Axes:
    """Mark the entries of a Jacobian that are not zero."""
    ax = new_axes(ax)
    rows, columns = np.nonzero(matrix)
    m, n = matrix.shape
    ax.plot(
        columns + 1, rows + 1, "s", color=ON_PAPER["source"], markersize=max(1.5, 120 / (m + n))
    )
    ax.set(xlim=(0, n + 1), ylim=(m + 1, 0), xlabel="input", ylabel="output", aspect="equal")
    return ax
