"""Moré and Thuente's line search for the strong Wolfe conditions, for many searches at once.

Each search keeps an interval that holds an acceptable length and shrinks it by cubic and quadratic
interpolation. The formulas, their order and their safeguards are MINPACK-2's `dcsrch` and `dcstep`
(which SciPy's BFGS and L-BFGS use), so that the lengths are the same.

Source: Moré and Thuente 1994, Line search algorithms with guaranteed sufficient decrease.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.objective import Function

FloatArray = NDArray[Any]
BoolArray = NDArray[np.bool_]

MOST_TRIALS = 100
SHORTEST, LONGEST = 1e-100, 1e100


@dataclass
class Found:
    """Where the searches ended: lengths (A,), points and gradients (n, A), values (A,)."""

    length: FloatArray
    x: FloatArray
    f: FloatArray
    g: FloatArray
    failed: BoolArray
    trials: int


AT, VALUE, SLOPE = 0, 1, 2
"""Rows of the ends of intervals, shape (3, A): lengths, values of φ, slopes of φ."""


def strong_wolfe(
    function: Function,
    x: FloatArray,
    f: FloatArray,
    g: FloatArray,
    p: FloatArray,
    first: FloatArray,
    *,
    c1: float,
    c2: float,
    interval: float,
) -> Found:
    """Search along `p` from each of A points.

    Parameters
    ----------
    x, g, p : ndarray, shape (n, A)
    f, first : ndarray, shape (A,)
        Values at x, and the lengths to try first.
    c1, c2 : float
        φ(a) ≤ φ(0) + c1 a φ'(0) and |φ'(a)| ≤ c2 |φ'(0)|.
    interval : float
        Relative width below which the interval is taken as a point.
    """
    slope = (g * p).sum(axis=0)
    found = Found(np.zeros_like(f), x.copy(), f.copy(), g.copy(), np.ones(f.shape, bool), 0)
    going = np.flatnonzero((slope < 0) & (first > 0))
    search = _Search(x, p, np.array([np.zeros_like(f), f, slope]), first, interval)
    if len(going) < len(f):
        search.keep(going)
    for _ in range(MOST_TRIALS):
        if not len(going):
            break
        there, value, gradient, trial = search.evaluate(function)
        found.trials += len(going)
        start = search.origin
        enough = value <= start[VALUE] + c1 * search.length * start[SLOPE]
        stuck = search.stuck
        good = enough & (np.abs(trial[SLOPE]) <= -c2 * start[SLOPE])
        if stuck.any():
            good |= stuck & enough & (value < start[VALUE])
        done = np.flatnonzero(good | stuck)
        if len(done):
            ended = going[done]
            found.length[ended], found.f[ended] = search.length[done], value[done]
            found.x[:, ended], found.g[:, ended] = there[:, done], gradient[:, done]
            found.failed[ended] = ~good[done]
            kept = np.flatnonzero(~(good | stuck))
            going, trial, enough = going[kept], trial[:, kept], enough[kept]
            search.keep(kept)
        if len(going):
            search.narrow(trial, enough, c1)
    return found


class _Search:
    """Intervals of the searches that go on, and the lengths that they try next."""

    def __init__(
        self, x: FloatArray, p: FloatArray, origin: FloatArray, length: FloatArray, interval: float
    ) -> None:
        self.interval = interval
        self.x, self.p, self.origin, self.length = x, p, origin, length
        self.low = self.high = origin
        self.bounds = np.array([np.zeros_like(length), 5 * length])
        self.widths = np.repeat([[LONGEST], [2 * LONGEST]], len(length), axis=1)
        self.bracketed = np.zeros(len(length), dtype=bool)
        self.early = np.ones(len(length), dtype=bool)

    def evaluate(self, function: Function) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """Points at the lengths, values and gradients there, and the trial ends."""
        there = self.x + self.length * self.p
        value, gradient = function.evaluate(there)
        return (
            there,
            value,
            gradient,
            np.array([self.length, value, (gradient * self.p).sum(axis=0)]),
        )

    def keep(self, kept: NDArray[np.intp]) -> None:
        """Forget the searches that ended."""
        self.x, self.p = self.x[:, kept], self.p[:, kept]
        self.length, self.bracketed = self.length[kept], self.bracketed[kept]
        self.early, self.origin = self.early[kept], self.origin[:, kept]
        self.low, self.high = self.low[:, kept], self.high[:, kept]
        self.bounds, self.widths = self.bounds[:, kept], self.widths[:, kept]

    @property
    def stuck(self) -> BoolArray:
        """Where the interval has become a point, or the length is no number."""
        least, most = self.bounds
        outside = (self.length <= least) | (self.length >= most)
        outside |= most - least <= self.interval * most
        stuck: BoolArray = (self.bracketed & outside) | ~np.isfinite(self.length)
        return stuck

    def narrow(self, trial: FloatArray, enough: BoolArray, c1: float) -> None:
        """Take the trial into the interval and choose the next length."""
        self.early &= ~(enough & (trial[SLOPE] >= 0))
        tilted = self.early & (trial[VALUE] <= self.low[VALUE]) & ~enough
        tilt = np.where(tilted, c1 * self.origin[SLOPE], 0.0) if tilted.any() else None
        self._interpolate(trial, tilt)
        low, high = self.low[AT], self.high[AT]
        width = np.abs(high - low)
        halve = self.bracketed & (width >= 0.66 * self.widths[1])
        length = np.where(halve, low + 0.5 * (high - low), self.length)
        self.widths = np.where(self.bracketed, [width, self.widths[0]], self.widths)
        inner = [np.minimum(low, high), np.maximum(low, high)]
        outer = [length + 1.1 * (length - low), length + 4.0 * (length - low)]
        self.bounds = np.where(self.bracketed, inner, outer)
        self.length = np.minimum(np.maximum(length, SHORTEST), LONGEST)
        self.length = np.where(self.stuck, low, self.length)

    def _interpolate(self, trial: FloatArray, tilt: FloatArray | None) -> None:
        """New ends and the next length (`dcstep`).

        The four cases: the value rose; the slope changed sign; the slope shrank; neither. `tilt`
        is the slope of the line that is taken off φ first.
        """
        a, b, t = self.low, self.high, trial
        if tilt is not None:
            a, b, t = (_tilted(end, tilt) for end in (a, b, t))
        rose = t[VALUE] > a[VALUE]
        crossed = ~rose & (t[SLOPE] * a[SLOPE] < 0)
        shrank = ~(rose | crossed) & (np.abs(t[SLOPE]) < np.abs(a[SLOPE]))
        length = np.empty_like(self.length)
        cases = ((rose, _rose), (crossed, _crossed), (shrank, _shrank))
        for case, formula in (*cases, (~(rose | crossed | shrank), _neither)):
            i = np.flatnonzero(case)
            if len(i):
                length[i] = formula(a[:, i], b[:, i], t[:, i], self.bracketed[i], self.bounds[:, i])
        self.length = length
        self.high = np.where(rose, trial, np.where(crossed, self.low, self.high))
        self.low = np.where(rose, self.low, trial)
        self.bracketed = self.bracketed | rose | crossed


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
