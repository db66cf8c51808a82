"""Moré and Thuente's line search for the strong Wolfe conditions, a trial at a time.

Each search keeps an interval that holds an acceptable length and shrinks it by cubic and quadratic
interpolation. The formulas, their order and their safeguards are MINPACK-2's `dcsrch` and `dcstep`
(which SciPy's BFGS and L-BFGS use), so that the lengths are the same.

A searches are the columns of one array; its rows are named below. An end of an interval is three
rows: a length, the value of φ there, and its slope.

Source: Moré and Thuente 1994, Line search algorithms with guaranteed sufficient decrease.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[Any]
BoolArray = NDArray[np.bool_]

LOW, HIGH = slice(0, 3), slice(3, 6)
BOUNDS, WIDTHS = slice(6, 8), slice(8, 10)
LENGTH, BRACKETED, LATE, TRIALS, CLOSED = 10, 11, 12, 13, 14
ROWS = 15
AT, VALUE, SLOPE = 0, 1, 2

MOST_TRIALS = 100
SHORTEST, LONGEST = 1e-100, 1e100


def begin(value: FloatArray, slope: FloatArray, length: FloatArray) -> FloatArray:
    """Searches, shape (15, A), that try `length` first, from values and slopes at 0."""
    search = np.zeros((ROWS, len(value)))
    search[VALUE], search[SLOPE] = value, slope
    search[HIGH] = search[LOW]
    search[BOUNDS.stop - 1] = 5 * length
    search[WIDTHS] = [[LONGEST], [2 * LONGEST]]
    search[LENGTH] = length
    return search


def judge(
    search: FloatArray,
    trial: FloatArray,
    value: FloatArray,
    slope: FloatArray,
    *,
    c1: float,
    c2: float,
) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Say whether each trial has decreased enough, is accepted, and is the last one.

    Parameters
    ----------
    search : ndarray, shape (15, A)
        Before the trial; NaN for a search that begins with it.
    trial : ndarray, shape (3, A)
    value, slope : ndarray, shape (A,)
        At length 0.
    """
    enough = trial[VALUE] <= value + c1 * trial[AT] * slope
    good = enough & (np.abs(trial[SLOPE]) <= -c2 * slope)
    stuck = (search[CLOSED] > 0) | (search[TRIALS] >= MOST_TRIALS)
    stuck |= ~(slope < 0) | ~np.isfinite(trial[AT])
    if stuck.any():
        good |= stuck & enough & (trial[VALUE] < value)
    return enough, good, stuck


def narrow(
    search: FloatArray, trial: FloatArray, enough: BoolArray, tilt: FloatArray, interval: float
) -> None:
    """Take the trials into the intervals and choose the next lengths, in place.

    Until a trial with enough decrease has a slope ≥ 0, the search is for φ(a) - tilt·a.
    """
    search[TRIALS] += 1
    search[LATE] = np.maximum(search[LATE], enough & (trial[SLOPE] >= 0))
    tilted = (search[LATE] == 0) & (trial[VALUE] <= search[VALUE]) & ~enough
    length = _interpolate(search, trial, tilt * tilted if tilted.any() else None)
    bracketed = search[BRACKETED] > 0
    low, high = search[LOW.start], search[HIGH.start]
    width = np.abs(high - low)
    last, before = search[WIDTHS]
    length = np.where(bracketed & (width >= 0.66 * before), low + 0.5 * (high - low), length)
    search[WIDTHS] = np.where(bracketed, [width, last], search[WIDTHS])
    inner = [np.minimum(low, high), np.maximum(low, high)]
    outer = [length + 1.1 * (length - low), length + 4.0 * (length - low)]
    search[BOUNDS] = np.where(bracketed, inner, outer)
    length = np.minimum(np.maximum(length, SHORTEST), LONGEST)
    least, most = search[BOUNDS]
    lost = ~np.isfinite(length)
    closed = (length <= least) | (length >= most) | (most - least <= interval * most) | lost
    closed &= bracketed
    search[CLOSED] = closed
    search[LENGTH] = np.where(closed | lost, low, length)


def _interpolate(search: FloatArray, trial: FloatArray, tilt: FloatArray | None) -> FloatArray:
    """New ends, in place, and the next lengths (`dcstep`).

    The four cases: the value rose; the slope changed sign; the slope shrank; neither. Each has
    its cubic through the trial and another end: they are computed together.
    """
    a, b, t = search[LOW], search[HIGH], trial
    if tilt is not None:
        a, b, t = (_tilted(end, tilt) for end in (a, b, t))
    rose = t[VALUE] > a[VALUE]
    crossed = ~rose & (t[SLOPE] * a[SLOPE] < 0)
    shrank = ~(rose | crossed) & (np.abs(t[SLOPE]) < np.abs(a[SLOPE]))
    neither = ~(rose | crossed | shrank)
    bracketed, bounds = search[BRACKETED] > 0, search[BOUNDS]
    cubic, beyond = _cubic(np.where(neither, b, a), t, rose, shrank)
    secant = t[AT] + t[SLOPE] / (t[SLOPE] - a[SLOPE]) * (a[AT] - t[AT])
    farther = np.abs(cubic - t[AT]) > np.abs(secant - t[AT])
    length: FloatArray = np.where(farther, cubic, secant)
    if rose.any():
        length = np.where(rose, _towards_parabola(a, t, cubic), length)
    far = np.where(t[AT] > a[AT], bounds[1], bounds[0])
    if shrank.any():
        cubic = np.where(beyond | ~shrank, cubic, far)
        length = np.where(shrank, _shrunk(a, b, t, cubic, secant, bracketed, bounds), length)
    length = np.where(neither, np.where(bracketed, cubic, far), length)
    low = search[LOW].copy()
    search[HIGH] = np.where(rose, trial, np.where(crossed, low, search[HIGH]))
    search[LOW] = np.where(rose, low, trial)
    search[BRACKETED] = bracketed | rose | crossed
    return length


def _tilted(end: FloatArray, tilt: FloatArray) -> FloatArray:
    """The end of φ(a) - tilt·a."""
    return np.array([end[AT], end[VALUE] - tilt * end[AT], end[SLOPE] - tilt])


def _cubic(
    other: FloatArray, t: FloatArray, rose: BoolArray, shrank: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """Return the minima of the cubics through two ends, and whether they lie beyond the trial.

    The step is taken from the other end if the value rose, from the trial if not.
    """
    theta = 3 * (other[VALUE] - t[VALUE]) / (t[AT] - other[AT]) + other[SLOPE] + t[SLOPE]
    size = np.maximum(np.abs(theta), np.maximum(np.abs(other[SLOPE]), np.abs(t[SLOPE])))
    square = (theta / size) ** 2 - (other[SLOPE] / size) * (t[SLOPE] / size)
    some_shrank = shrank.any()
    if some_shrank:  # there may be no minimum
        square = np.where(shrank, np.maximum(square, 0), square)
    begin, end = np.where(rose, other, t), np.where(rose, t, other)
    gamma = size * np.sqrt(square)
    gamma = np.where(end[AT] < begin[AT], -gamma, gamma)
    lean = gamma - begin[SLOPE]
    bottom = (lean + gamma) + end[SLOPE]
    if some_shrank:
        bottom = np.where(shrank, (gamma + (end[SLOPE] - begin[SLOPE])) + gamma, bottom)
    ratio = (lean + theta) / bottom
    return begin[AT] + ratio * (end[AT] - begin[AT]), (ratio < 0) & (gamma != 0)


def _towards_parabola(a: FloatArray, t: FloatArray, cubic: FloatArray) -> FloatArray:
    """The cubic's minimum, or half-way to the parabola's if that is nearer to the low end."""
    rise = (a[VALUE] - t[VALUE]) / (t[AT] - a[AT]) + a[SLOPE]
    parabola = a[AT] + a[SLOPE] / rise / 2 * (t[AT] - a[AT])
    nearer = np.abs(cubic - a[AT]) <= np.abs(parabola - a[AT])
    length: FloatArray = np.where(nearer, cubic, cubic + (parabola - cubic) / 2)
    return length


def _shrunk(
    a: FloatArray,
    b: FloatArray,
    t: FloatArray,
    cubic: FloatArray,
    secant: FloatArray,
    bracketed: BoolArray,
    bounds: FloatArray,
) -> FloatArray:
    """The nearer minimum within the bracket, the farther one while there is none."""
    cubic_away, secant_away = np.abs(cubic - t[AT]), np.abs(secant - t[AT])
    inside = np.where(cubic_away < secant_away, cubic, secant)
    limit = t[AT] + 0.66 * (b[AT] - t[AT])
    inside = np.where(t[AT] > a[AT], np.minimum(limit, inside), np.maximum(limit, inside))
    outside = np.where(cubic_away > secant_away, cubic, secant)
    outside = np.minimum(np.maximum(outside, bounds[0]), bounds[1])
    length: FloatArray = np.where(bracketed, inside, outside)
    return length
