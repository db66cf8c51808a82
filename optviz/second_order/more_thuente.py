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
LENGTH, BRACKETED, LATE, TRIALS = 10, 11, 12, 13
ROWS = 14
AT, VALUE, SLOPE = 0, 1, 2

MOST_TRIALS = 100
SHORTEST, LONGEST = 1e-100, 1e100


def begin(value: FloatArray, slope: FloatArray, length: FloatArray) -> FloatArray:
    """Searches, shape (14, A), that try `length` first, from values and slopes at 0."""
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
    interval: float,
) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Whether each trial has decreased enough, is accepted, and is the last one.

    Parameters
    ----------
    search : ndarray, shape (14, A)
    trial : ndarray, shape (3, A)
    value, slope : ndarray, shape (A,)
        At length 0.
    """
    enough = trial[VALUE] <= value + c1 * trial[AT] * slope
    good = enough & (np.abs(trial[SLOPE]) <= -c2 * slope)
    stuck = _stuck(search, interval) | (search[TRIALS] >= MOST_TRIALS) | ~(slope < 0)
    if stuck.any():
        good |= stuck & enough & (trial[VALUE] < value)
    return enough, good, stuck


def _stuck(search: FloatArray, interval: float) -> BoolArray:
    """Where the interval has become a point, or the length is no number."""
    length, (least, most) = search[LENGTH], search[BOUNDS]
    outside = (length <= least) | (length >= most)
    outside |= most - least <= interval * most
    stuck: BoolArray = (search[BRACKETED] > 0) & outside | ~np.isfinite(length)
    return stuck


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
    search[LENGTH] = np.minimum(np.maximum(length, SHORTEST), LONGEST)
    search[LENGTH] = np.where(_stuck(search, interval), low, search[LENGTH])


def _interpolate(search: FloatArray, trial: FloatArray, tilt: FloatArray | None) -> FloatArray:
    """New ends, in place, and the next lengths (`dcstep`).

    The four cases: the value rose; the slope changed sign; the slope shrank; neither.
    """
    a, b, t = search[LOW], search[HIGH], trial
    if tilt is not None:
        a, b, t = (_tilted(end, tilt) for end in (a, b, t))
    rose = t[VALUE] > a[VALUE]
    crossed = ~rose & (t[SLOPE] * a[SLOPE] < 0)
    shrank = ~(rose | crossed) & (np.abs(t[SLOPE]) < np.abs(a[SLOPE]))
    bracketed, bounds = search[BRACKETED] > 0, search[BOUNDS]
    cases = ((rose, _rose), (crossed, _crossed), (shrank, _shrank))
    length: FloatArray = t[AT]
    for case, formula in (*cases, (~(rose | crossed | shrank), _neither)):
        if case.any():
            length = np.where(case, formula(a, b, t, bracketed, bounds), length)
    low = search[LOW].copy()
    search[HIGH] = np.where(rose, trial, np.where(crossed, low, search[HIGH]))
    search[LOW] = np.where(rose, low, trial)
    search[BRACKETED] = bracketed | rose | crossed
    return length


def _tilted(end: FloatArray, tilt: FloatArray) -> FloatArray:
    """The end of φ(a) - tilt·a."""
    return np.array([end[AT], end[VALUE] - tilt * end[AT], end[SLOPE] - tilt])


def _cubic(a: FloatArray, t: FloatArray, *, clip: bool = False) -> tuple[FloatArray, FloatArray]:
    """θ and γ of the cubic through two ends; γ without its sign."""
    theta = 3 * (a[VALUE] - t[VALUE]) / (t[AT] - a[AT]) + a[SLOPE] + t[SLOPE]
    size = np.maximum(np.abs(theta), np.maximum(np.abs(a[SLOPE]), np.abs(t[SLOPE])))
    square = (theta / size) ** 2 - (a[SLOPE] / size) * (t[SLOPE] / size)
    return theta, size * np.sqrt(np.maximum(square, 0) if clip else square)


def _secant(a: FloatArray, t: FloatArray) -> FloatArray:
    """Where the line through the two slopes is 0."""
    point: FloatArray = t[AT] + t[SLOPE] / (t[SLOPE] - a[SLOPE]) * (a[AT] - t[AT])
    return point


def _rose(
    a: FloatArray, b: FloatArray, t: FloatArray, bracketed: BoolArray, bounds: FloatArray
) -> FloatArray:
    theta, gamma = _cubic(a, t)
    gamma = np.where(t[AT] < a[AT], -gamma, gamma)
    ratio = ((gamma - a[SLOPE]) + theta) / (((gamma - a[SLOPE]) + gamma) + t[SLOPE])
    cubic = a[AT] + ratio * (t[AT] - a[AT])
    rise = (a[VALUE] - t[VALUE]) / (t[AT] - a[AT]) + a[SLOPE]
    parabola = a[AT] + a[SLOPE] / rise / 2 * (t[AT] - a[AT])
    nearer = np.abs(cubic - a[AT]) <= np.abs(parabola - a[AT])
    chosen: FloatArray = np.where(nearer, cubic, cubic + (parabola - cubic) / 2)
    return chosen


def _crossed(
    a: FloatArray, b: FloatArray, t: FloatArray, bracketed: BoolArray, bounds: FloatArray
) -> FloatArray:
    theta, gamma = _cubic(a, t)
    gamma = np.where(t[AT] > a[AT], -gamma, gamma)
    ratio = ((gamma - t[SLOPE]) + theta) / (((gamma - t[SLOPE]) + gamma) + a[SLOPE])
    cubic, secant = t[AT] + ratio * (a[AT] - t[AT]), _secant(a, t)
    chosen: FloatArray = np.where(np.abs(cubic - t[AT]) > np.abs(secant - t[AT]), cubic, secant)
    return chosen


def _shrank(
    a: FloatArray, b: FloatArray, t: FloatArray, bracketed: BoolArray, bounds: FloatArray
) -> FloatArray:
    theta, gamma = _cubic(a, t, clip=True)
    gamma = np.where(t[AT] > a[AT], -gamma, gamma)
    ratio = ((gamma - t[SLOPE]) + theta) / ((gamma + (a[SLOPE] - t[SLOPE])) + gamma)
    far = np.where(t[AT] > a[AT], bounds[1], bounds[0])
    cubic = np.where((ratio < 0) & (gamma != 0), t[AT] + ratio * (a[AT] - t[AT]), far)
    secant = _secant(a, t)
    cubic_away, secant_away = np.abs(cubic - t[AT]), np.abs(secant - t[AT])
    inside = np.where(cubic_away < secant_away, cubic, secant)
    limit = t[AT] + 0.66 * (b[AT] - t[AT])
    inside = np.where(t[AT] > a[AT], np.minimum(limit, inside), np.maximum(limit, inside))
    outside = np.where(cubic_away > secant_away, cubic, secant)
    outside = np.minimum(np.maximum(outside, bounds[0]), bounds[1])
    chosen: FloatArray = np.where(bracketed, inside, outside)
    return chosen


def _neither(
    a: FloatArray, b: FloatArray, t: FloatArray, bracketed: BoolArray, bounds: FloatArray
) -> FloatArray:
    theta, gamma = _cubic(t, b)
    gamma = np.where(t[AT] > b[AT], -gamma, gamma)
    ratio = ((gamma - t[SLOPE]) + theta) / (((gamma - t[SLOPE]) + gamma) + b[SLOPE])
    cubic = t[AT] + ratio * (b[AT] - t[AT])
    far = np.where(t[AT] > a[AT], bounds[1], bounds[0])
    chosen: FloatArray = np.where(bracketed, cubic, far)
    return chosen
