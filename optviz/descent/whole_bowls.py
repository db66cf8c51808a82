"""A window on a race that shows whole bowls: the minima inside, those beside them, no runaway."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from optviz.descent.compare import Comparison
from optviz.descent.minimize import minimize
from optviz.figures import Window
from optviz.objectives.contours import window_around, window_grid
from optviz.objectives.function import Function
from optviz.second_order import trust_region
from optviz.trajectories.endings import CONVERGED
from optviz.trajectories.trajectory import Trajectory

__all__ = ["found_minima", "whole_bowls"]

FloatArray = NDArray[np.float64]

BEYOND = 0.45
"""As far behind a minimum the bowl is shown, of the way from the start to it."""
WIDER = 2.2
"""Minima as low as the lowest are looked for in a window so many times as wide."""
UNLIKE = 4.0
"""Sides of a window this unlike are two scales."""
FARTHEST = 3.0
"""Who runs farther, of the way of those who arrive, leaves the window."""
_MARGIN = 0.12
_STARTS, _STEPS = 7, 60  # of the search for minima
_SAME = 1e-3  # of the window: two ends so close are one
_AS_LOW = 1e-3  # of the way down


def whole_bowls(race: Comparison, others: Iterable[Trajectory] = ()) -> Window:
    """Return a window of two variables with the start, the ways down and whole bowls.

    Where the methods got no higher than the start, as far as those that arrive; each minimum with
    some ground behind it; and the other minima that lie near and are as low.

    Parameters
    ----------
    race : Comparison
    others : iterable of Trajectory
        More ways from the same start.

    Examples
    --------
    Himmelblau's function has four minima, all 0. A descent to one of them shows the others.

    >>> from optviz.descent.compare import compare
    >>> from optviz.objectives.objective import Objective
    >>> f = Objective("(x**2 + y - 11)**2 + (x + y**2 - 7)**2")
    >>> (left, right), (bottom, top) = whole_bowls(compare(f, "gd(lr=0.01)", [-0.25, -0.9]))
    >>> [left < x < right and bottom < y < top for x, y in [(-2.81, 3.13), (-3.78, -3.28)]]
    [True, True]
    """
    paths = [*race.trajectories.values(), *others]
    function, start = paths[0].objective, paths[0].x[0]
    below = [path.x[np.isfinite(path.f) & (path.f <= path.f[0])] for path in paths]
    steps = race.steps_to() if race.settled else {}
    arrived = [race.trajectories[label].x[k] for label, k in steps.items() if k is not None]
    arrived += [path.x[-1] for path in paths if str(path.ending) == CONVERGED]
    known = [np.array(minimum) for minimum in getattr(function, "minima", ())]
    near = _kept(below, [*arrived, *known], start)
    behind = [x + BEYOND * (x - start) for x in arrived]
    moved = max(float(np.abs(x - start).max()) for x in (*near, start, *known) if x.size)
    around = [] if moved > 0 else [start - _standing(start), start + _standing(start)]
    window = window_around(function, [*near, *arrived, *behind, *around], _MARGIN, np.inf)
    if known:
        return window
    floor, height = race.lowest, abs(float(paths[0].f[0]) - race.lowest)
    twins = [
        x
        for x in found_minima(function, _widened(window, WIDER))
        if function(x) <= floor + _AS_LOW * height
    ]
    if len(twins) < 2:
        return window
    return window_around(function, [*near, *arrived, *behind, *around, *twins], _MARGIN, np.inf)


def _standing(start: FloatArray) -> float:
    """Return how far around a start that nobody leaves the ground is shown."""
    return 1.0 + 0.5 * float(np.abs(start).max())


def found_minima(function: Function, window: Window) -> list[FloatArray]:
    """Return the minima in a window that descents from a grid of starts reach.

    Examples
    --------
    >>> from optviz.objectives.gallery import saddle_between_minima
    >>> len(found_minima(saddle_between_minima(), ((-2, 2), (-2, 2))))
    2
    """
    x, y = window_grid(window, _STARTS)
    starts = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        usable = np.isfinite(function(starts)) & np.isfinite(function.gradient(starts)).all(axis=1)
        if not usable.any():
            return []
        ends = minimize(function, trust_region(), starts[usable], steps=_STEPS, tolerance=1e-9)
    low, high = np.array(window).T
    minima: list[FloatArray] = []
    for end in ends.x[-1][np.asarray(ends.ending) == CONVERGED]:
        inside = bool(((low <= end) & (end <= high)).all())
        if inside and all(np.abs((end - x) / (high - low)).max() > _SAME for x in minima):
            minima.append(end)
    return minima


def _kept(
    ways: list[FloatArray], arrivals: list[FloatArray], start: FloatArray
) -> list[FloatArray]:
    """Return what lies no farther from the start than those who arrive go, or else the nearest."""
    lengths = [float(np.abs(way - start).max()) for way in ways if len(way)]
    goals = [float(np.abs(x - start).max()) for x in arrivals]
    reach = max(goals, default=0.0) or min((d for d in lengths if d > 0), default=np.inf)
    return [way[np.abs(way - start).max(axis=1) <= FARTHEST * reach] for way in ways if len(way)]


def _widened(window: Window, factor: float) -> Window:
    """Return a larger window around the middle of one: a square, but for unlike scales."""
    low, high = np.array(window).T
    centre, span = (low + high) / 2, high - low
    half = factor * np.where(span * UNLIKE >= span.max(), span.max(), span) / 2
    (left, bottom), (right, top) = (centre - half).tolist(), (centre + half).tolist()
    return (left, right), (bottom, top)
