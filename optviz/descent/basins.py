"""Basins: from which start a method reaches which minimum, and in how many steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.language import say
from linalg.page import Figure, Page, Paragraph, Table, point
from linalg.record import Record
from optviz.descent.minimize import minimize
from optviz.figures import FOREGROUND, Window, line_style, new_axes, plane
from optviz.method_names import title_of
from optviz.objectives.function import Function
from optviz.schedules.schedules import Schedule
from optviz.trajectories.endings import CONVERGED

if TYPE_CHECKING:
    from matplotlib.axes import Axes


FloatArray = NDArray[np.float64]

SAME = 1e-3
"""Ends within this share of the window are one minimum."""
FINEST = 2000
MOST_ROWS = 20
"""The most minima in a table."""
ROUNDING = 1e-9
"""A coordinate below this share of the window is shown as 0."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Basins(Record):
    """A grid of starts, and where each came to.

    Attributes
    ----------
    name : str
        Of the method.
    x, y : ndarray, shape (m,) and (k,)
        Coordinates of the starts.
    minima : ndarray, shape (r, 2)
        Minima that were reached, the lowest first.
    which : ndarray of int, shape (k, m)
        Index of the minimum that the start at (x[j], y[i]) reached; -1 for none.
    steps : ndarray of int, shape (k, m)
    names : (str, str)
        Of the coordinates.

    Examples
    --------
    >>> from optviz.objectives.gallery import himmelblau
    >>> from optviz.second_order import newton
    >>> basins(himmelblau(), newton(), ((-5, 5), (-5, 5)), resolution=9, steps=60).which.shape
    (9, 9)
    """

    name: str
    x: FloatArray
    y: FloatArray
    minima: FloatArray
    which: NDArray[np.int64]
    steps: NDArray[np.int64]
    names: tuple[str, ...] = ("x", "y")

    @property
    def shares(self) -> FloatArray:
        """Share of the starts that reached each minimum, shape (r,)."""
        return np.array([(self.which == i).mean() for i in range(len(self.minima))])

    def page(self) -> Page:
        """Return the page: each minimum with its share of the starts, and the map."""
        zero = ROUNDING * max(np.ptp(self.x), np.ptp(self.y))
        rows = [
            [
                i + 1,
                point(*(float(f"{c:.6g}") if abs(c) > zero else 0 for c in minimum)),
                f"{100 * share:.1f} %",
                int(np.median(self.steps[self.which == i])),
            ]
            for i, (minimum, share) in enumerate(
                zip(self.minima[:MOST_ROWS], self.shares[:MOST_ROWS], strict=True)
            )
        ]
        count = len(self.minima)
        more = (
            say(
                "These are the {most} lowest of {count} minima. ",
                most=MOST_ROWS,
                count=count,
            )
            if count > MOST_ROWS
            else ""
        )
        header = ["basin", "minimum", "share of starts", "median steps"]
        lost = (self.which < 0).mean()
        share = f"{100 * lost:.1f} %" if lost >= 5e-4 else "Less than 0.1 %"
        return Page(
            say("Basins of {method}", method=title_of(self.name)),
            [
                *([Table(header, rows)] if rows else []),
                Paragraph(
                    more + say("{share} of the starts reached no minimum.", share=share)
                    if lost
                    else more + "Every start reached a minimum."
                ),
                Figure(self.plot, "The basins; the paler, the more steps"),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the map: paler for more steps, light grey where no minimum was reached.

        Each basin has a colour, an outline, and the number of its minimum in the table.
        """
        from matplotlib.colors import to_rgb

        ax = new_axes(ax)
        colours = np.array([to_rgb(line_style(i)["color"]) for i in range(len(self.minima))])
        image = np.full((*self.which.shape, 3), 0.85)
        reached = self.which >= 0
        if reached.any():
            pale = 0.75 * self.steps[reached] / max(int(self.steps[reached].max()), 1)
            image[reached] = (1 - pale[:, None]) * colours[self.which[reached]] + pale[:, None]
        window = (self.x[0], self.x[-1]), (self.y[0], self.y[-1])
        look: dict[str, Any] = {"origin": "lower", "aspect": "auto", "interpolation": "nearest"}
        ax.imshow(image, extent=(*window[0], *window[1]), **look)
        for i in np.flatnonzero(self.shares < 1).tolist():
            ax.contour(self.x, self.y, self.which == i, [0.5], colors="white", linewidths=0.8)
        ax.plot(*self.minima.T, "*", color="white", markeredgecolor=FOREGROUND, markersize=12)
        middle = np.mean(window, axis=1)
        box = {"boxstyle": "circle,pad=0.15", "facecolor": "white", "edgecolor": FOREGROUND}
        for i, (u, v) in enumerate(self.minima):
            shift = (-7 if u > middle[0] else 7, -7 if v > middle[1] else 7)  # away from the border
            place: dict[str, Any] = {"xytext": shift, "textcoords": "offset points"}
            ax.annotate(str(i + 1), (u, v), fontsize=8, bbox=box, ha="center", va="center", **place)
        plane(ax, window, self.names)
        return ax


def basins(
    objective: Function,
    method: Any,
    window: Window,
    *,
    resolution: int = 100,
    steps: int = 500,
    learning_rate: Schedule | float | None = None,
    tolerance: float = 1e-6,
) -> Basins:
    """Start a method at every point of a grid in one call.

    Parameters
    ----------
    objective : Function
        Of two variables.
    method : Rule or Method
    window : ((left, right), (bottom, top))
    resolution : int
        Starts along each side, from 2 to 2000.
    steps : int
        At most so many.
    learning_rate : float or Schedule, optional
        For rules.
    tolerance : float
        A start has arrived where no slope is steeper; at a known minimum without a slope, such as
        Ackley's, where it is about as near as two ends of one minimum.

    Returns
    -------
    Basins
        Which minimum each start reached, and after how many steps.

    Raises
    ------
    ValueError
        For another number of variables, an empty window, or a resolution out of its range.

    Examples
    --------
    >>> from optviz.objectives.gallery import himmelblau
    >>> from optviz.second_order import newton, trust_region
    >>> window = ((-5, 5), (-5, 5))
    >>> found = basins(himmelblau(), trust_region(), window, resolution=20, steps=60)
    >>> len(found.minima), float(found.shares.sum())
    (4, 1.0)
    """
    if objective.n != 2:
        raise ValueError(f"a map of basins needs two variables, not {objective.n}")
    if not 2 <= resolution <= FINEST:
        raise ValueError(f"a map has 2 to {FINEST} starts along each side, not {resolution}")
    (left, right), (low, high) = window
    if not (left < right and low < high):
        raise ValueError(f"the window {window} is empty")
    x, y = np.linspace(left, right, resolution), np.linspace(low, high, resolution)
    starts = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    path = minimize(
        objective, method, starts, steps=steps, learning_rate=learning_rate, tolerance=tolerance
    )
    arrived = path.ending.astype(str) == CONVERGED
    reach = SAME * max(right - left, high - low)
    which = np.full(len(starts), -1)
    ends = path.x[-1].copy()
    for tip in _tips(objective):
        around = np.linalg.norm(ends - tip, axis=1) <= reach
        ends[around] = tip
        arrived |= around
    minima = _clusters(ends[arrived], objective.values(ends[arrived].T), reach)
    if len(minima):
        away = np.linalg.norm(ends[arrived, None] - minima, axis=-1)
        which[arrived] = away.argmin(axis=1)
    shape = (resolution, resolution)
    reached, made = which.reshape(shape), path.steps.reshape(shape)
    return Basins(
        name=method.name,
        x=x,
        y=y,
        minima=minima,
        which=reached,
        steps=made,
        names=tuple(objective.names),
    )


def _tips(objective: Function) -> list[FloatArray]:
    """Known minima without a gradient, as Ackley's: around them no slope is ever small."""
    known = [np.asarray(minimum, dtype=float) for minimum in getattr(objective, "minima", ())]
    return [m for m in known if not np.isfinite(objective.gradient(m)).all()]


def _clusters(ends: FloatArray, values: FloatArray, reach: float) -> FloatArray:
    """Ends that are apart by more than `reach`, the lowest first, then from left to right."""
    found: list[list[float]] = []
    order = np.argsort(values)
    while len(order):
        here = ends[order[0]]
        found.append([round(float(values[order[0]]), 6), *here])
        order = order[np.linalg.norm(ends[order] - here, axis=1) > reach]
    return np.array([point for _, *point in sorted(found)]).reshape(-1, ends.shape[-1])
