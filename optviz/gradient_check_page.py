"""The page and the figure of a gradient check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from linalg.differences import ErrorCurve
from linalg.page import Figure, Page, Paragraph, Table, point, symbol, verdict
from optviz.figures import line_style, new_axes
from optviz.gradient_check import GradientCheck

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 20
EXPLAINED = {
    "right": "Every relative error is at most 1e-7, or within the difference's own error.",
    "kink": "There is a kink: the slopes to the left and to the right differ, and a difference "
    "across it mixes them. The analytic value is one that the function allows.",
    "doubtful": "Some relative errors lie between 1e-7 and 1e-2: try another step, or double "
    "precision.",
    "wrong": "Some relative errors are above 1e-2: the gradient is wrong there.",
}


def gradient_check_page(record: GradientCheck) -> Page:
    """Write a check: the gradients side by side, worst coordinates first."""
    worst = record.relative_error.argsort()[::-1][:MOST_ROWS]
    rows: list[list[Any]] = [
        [
            int(i) + 1,
            float(record.analytic[i]),
            float(record.numeric[i]),
            float(f"{record.relative_error[i]:.2g}"),
            record.verdicts[i],
        ]
        for i in worst
    ]
    at = point(*(float(f"{coordinate:.6g}") for coordinate in record.x[:MOST_ROWS]))
    more = ", …" if len(record.x) > MOST_ROWS else ""
    header = [symbol("i"), "analytic", f"numeric ({record.formula})", "relative error", "verdict"]
    return Page(
        "Gradient check",
        [
            Paragraph("At ", at, f"{more}, a component a line:"),
            Table(header, rows),
            Paragraph(EXPLAINED[record.verdict]),
            Figure(record.plot, "Error of the difference against its step"),
            verdict(record.check()),
        ],
    )


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
