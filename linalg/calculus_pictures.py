"""Figures of derivatives: a square and its image, a slope, a Taylor polynomial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.calculus import Jacobian
from linalg.compilation import Kernel
from linalg.directional import DirectionalDerivative
from linalg.figures import axis_name
from linalg.notation.roles import ON_PAPER
from linalg.taylor import Taylor

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    from matplotlib import pyplot as plt

    return plt.subplots(layout="constrained")[1]


def plot_square(record: Jacobian, ax: Axes | None, corner: Sequence[float], side: float) -> Axes:
    """Draw the image of a square's outline, and the parallelogram of the linear map."""
    ax = _axes(ax)
    curved, straight = record.images(corner, side)
    ax.plot(*curved, color=ON_PAPER["level set"], label="image under F")
    ax.plot(*straight, "--", color=ON_PAPER["model"], label="image under J")
    ax.plot(*curved[:, 0], "o", color=ON_PAPER["target"], markersize=4)
    area = side**2 * float(np.linalg.det(np.asarray(record.at([float(c) for c in corner]), float)))
    ax.set(aspect="equal", title=f"signed area {area:.4g}")
    ax.legend()
    return ax


def plot_slope(record: DirectionalDerivative, ax: Axes | None, at: Sequence[float]) -> Axes:
    """Draw f along the direction through a point, and its tangent."""
    ax = _axes(ax)
    a = np.asarray(at, dtype=float)
    u = np.array([float(c) for c in record.direction])
    t = np.linspace(-1, 1, 201)
    values = Kernel([record.f], record.variables)(a[:, None] + u[:, None] * t)[0]
    slope = float(np.asarray(record.at(a.tolist()), dtype=float).item())
    ax.plot(t, values, color=ON_PAPER["level set"], label="f along u")
    ax.plot(
        t, values[100] + slope * t, "--", color=ON_PAPER["gradient"], label=f"slope {slope:.4g}"
    )
    ax.plot(0, values[100], "o", color=ON_PAPER["target"], markersize=4)
    ax.set(xlabel="distance along u", ylabel="f")
    ax.legend()
    return ax


def plot_taylor(record: Taylor, ax: Axes | None, radius: float) -> Axes:
    """Draw f and the polynomial: curves for one variable, level sets for two."""
    ax = _axes(ax)
    a = np.array([float(c) for c in record.point])
    kernel = Kernel([record.f, record.polynomial], record.variables)
    reach = np.linspace(-radius, radius, 121)
    name = f"polynomial of order {record.order}"
    if len(a) == 1:
        values = kernel(a[:, None] + reach)
        ax.plot(a[0] + reach, values[0], color=ON_PAPER["level set"], label="f")
        ax.plot(a[0] + reach, values[1], "--", color=ON_PAPER["model"], label=name)
    elif len(a) == 2:
        grid: Any = np.meshgrid(a[0] + reach, a[1] + reach)
        values = kernel(np.array(grid))
        levels = np.unique(
            np.quantile(values[0][np.isfinite(values[0])], np.linspace(0.05, 0.95, 9))
        )
        ax.contour(*grid, values[0], levels, colors=ON_PAPER["level set"], linestyles="-")
        ax.contour(*grid, values[1], levels, colors=ON_PAPER["model"], linestyles="--")
        ax.plot([], [], color=ON_PAPER["level set"], label="f")
        ax.plot([], [], "--", color=ON_PAPER["model"], label=name)
        ax.plot(*a, "o", color=ON_PAPER["target"], markersize=4)
        ax.set(aspect="equal", ylabel=axis_name(record.variables[1].name))
    else:
        raise ValueError(f"a picture needs one or two variables, not {len(a)}")
    ax.set(xlabel=axis_name(record.variables[0].name))
    ax.legend()
    return ax
