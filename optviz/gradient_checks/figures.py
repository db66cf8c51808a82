"""The figure of a gradient check: the error of the difference against its step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linalg.calculus.differences import ErrorCurve
from optviz.figures import line_style, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_error(curve: ErrorCurve, ax: Axes | None = None) -> Axes:
    """Draw an error curve on logarithmic axes."""
    ax = new_axes(ax)
    lowest = curve.error.min(initial=np.inf) / 10
    ax.loglog(curve.h, curve.error, label=f"{curve.formula} difference", **line_style(0))
    for place, (name, part) in enumerate(
        (("rounding", curve.rounding), ("truncation", curve.truncation)), 1
    ):
        shown = part > lowest
        if shown.any():
            ax.loglog(curve.h[shown], part[shown], label=name, **line_style(place))
    ax.set(xlabel="step h", ylabel="error")
    if np.isfinite(lowest):
        ax.set_ylim(bottom=lowest)
    ax.legend()
    return ax
