"""A walk as methods leave it, and why it ended: decided from the record, start by start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.immutable import Immutable
from optviz.objective import Function

FloatArray = NDArray[np.float64]

CONVERGED = "converged"
SADDLE = "saddle point"
MAXIMUM = "maximum"
STEP_LIMIT = "step limit"
DIVERGED = "diverged"
NOT_FINITE = "not finite"
STALLED = "stalled"

ESCAPE = 1e10
"""A start that leaves by this factor (of 1 + its largest coordinate) has diverged."""
STATIONARY = 1e-8
"""Largest component of a gradient that counts as 0 where no tolerance was asked for."""
BESIDE = 1e-2
"""How far to look, of 1 + the largest coordinate, where a Hessian does not tell."""
FLAT = 1e-9
"""A curvature below this share of the largest has no sign."""


@dataclass(frozen=True, eq=False)
class Walk(Immutable):
    """What a walk of T steps from B starts left, the starts along the last axis.

    Attributes
    ----------
    x : ndarray, shape (T + 1, n, B)
    f : ndarray, shape (T + 1, B)
    g : ndarray, shape (T + 1, n, B)
        The gradient that the step from each point used, and the one at the last point.
    terms : mapping of str to ndarray, shape (T, ..., B)
        What the method kept or computed in each step.
    """

    x: FloatArray
    f: FloatArray
    g: FloatArray
    terms: Mapping[str, FloatArray]

    def cut(self, last: NDArray[np.int64]) -> Walk:
        """The walk up to each start's last step.

        A start that ended stays at its last point, and has no terms (NaN) from there on.
        """
        if (last == len(self.x) - 1).all():
            return self
        made = int(last.max(initial=0))
        terms = {name: term[:made] for name, term in self.terms.items()}
        x, f, g = self.x[: made + 1], self.f[: made + 1], self.g[: made + 1]
        if (last == made).all():
            return Walk(x, f, g, terms)
        over = np.arange(made + 1)[:, None] >= last
        blank = {
            name: np.where(_spread(over[:made], term), np.nan, term) for name, term in terms.items()
        }
        x, f, g = (np.where(_spread(over, a), _at(a, last), a) for a in (x, f, g))
        return Walk(x, f, g, blank)


def _at(record: FloatArray, last: NDArray[np.int64]) -> FloatArray:
    """What a record holds at each start's last step, shape (..., B)."""
    return np.moveaxis(record[last, ..., np.arange(len(last))], 0, -1)


def _spread(mask: NDArray[Any], record: FloatArray) -> NDArray[Any]:
    """A (T, B) array with axes of length 1 in between, to go with a (T, ..., B) record."""
    return mask.reshape(len(mask), *(1,) * (record.ndim - 2), -1)


def last_steps(walk: Walk, tolerance: float | None) -> NDArray[np.int64]:
    """Index of the last point that counts, for each start.

    It is the first point within the tolerance, or the first one that has escaped, or the one
    before a value that is not finite, or the end.
    """
    x, f, g = walk.x, walk.f, walk.g
    steps = len(x) - 1
    last = np.full(x.shape[2], steps)
    if tolerance is not None:
        met = (np.abs(g) <= tolerance).all(axis=1)
        last = np.where(met.any(axis=0), met.argmax(axis=0), last)
    # Only what ends out of reach, or not finite, is looked at step by step.
    calm = (np.abs(x[-1]) <= ESCAPE) & np.isfinite(f[-1]) & np.isfinite(g[-1])
    if not calm.all():
        wild = np.flatnonzero(~calm.all(axis=0))
        x, f, g = x[..., wild], f[..., wild], g[..., wild]
        far = (np.abs(x) > _escape(x[0])).any(axis=1)
        lost = ~(np.isfinite(x).all(axis=1) & np.isfinite(g).all(axis=1) & np.isfinite(f))
        first_far = np.where(far.any(axis=0), far.argmax(axis=0), steps)
        before_lost = np.where(lost.any(axis=0), lost.argmax(axis=0) - 1, steps)
        last[wild] = np.minimum(last[wild], np.minimum(first_far, before_lost))
    return last


def _escape(start: FloatArray) -> FloatArray:
    bound: FloatArray = ESCAPE * (1 + np.abs(start).max(axis=0))
    return bound


def ending_words(
    function: Function, walk: Walk, last: NDArray[np.int64], tolerance: float | None
) -> NDArray[Any]:
    """Why each start ended at its last step; see `optviz.Trajectory`."""
    x, f, g = (_at(record, last) for record in (walk.x, walk.f, walk.g))
    after = np.minimum(last + 1, len(walk.x) - 1)
    lost = ~(np.isfinite(_at(walk.f, after)) & np.isfinite(_at(walk.g, after)).all(axis=0))
    words = np.full(len(last), STEP_LIMIT, dtype=object)
    still = np.abs(g).max(axis=0) <= (STATIONARY if tolerance is None else tolerance)
    if still.any():
        words[still] = curvature_words(function, x[:, still])
    words[lost] = NOT_FINITE
    gone = np.abs(x).max(axis=0) > 1e-7 * _escape(walk.x[0])
    words[gone & (lost | (np.abs(x).max(axis=0) > _escape(walk.x[0])))] = DIVERGED
    words[lost & (f > walk.f[0] + 1e3 * (1 + np.abs(walk.f[0])))] = DIVERGED
    return words


def curvature_words(function: Function, points: FloatArray) -> NDArray[Any]:
    """What kind of stationary point each of `points`, (n, K), is.

    By its Hessian; where that has a direction without curvature, by values beside the point too.

    Examples
    --------
    >>> from optviz.objective import Objective
    >>> [str(curvature_words(Objective(f), np.zeros((1, 1)))[0]) for f in ("x**4", "-x**4", "x**3")]
    ['converged', 'maximum', 'saddle point']
    """
    hessians = np.moveaxis(function.hessians(points), -1, 0)
    curvatures, directions = np.linalg.eigh(hessians)
    size = FLAT * np.abs(curvatures).max(axis=1)
    down, up = curvatures < -size[:, None], curvatures > size[:, None]
    level = np.flatnonzero(~(down | up).all(axis=1))
    if len(level):
        lower, higher = _beside(function, points[:, level], directions[level])
        flat = ~(down | up)[level]
        down[level] |= flat & lower
        up[level] |= flat & higher
    words = np.full(len(hessians), CONVERGED, dtype=object)
    words[down.any(axis=1)] = SADDLE
    words[down.any(axis=1) & ~up.any(axis=1)] = MAXIMUM
    return words


def _beside(
    function: Function, points: FloatArray, directions: FloatArray
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Whether values beside points (n, K) are lower, and higher, along directions (K, n, n).

    By more than the slope there accounts for, which is 0 up to rounding.
    """
    here, slope = function.values(points), np.abs(function.gradients(points)).max(axis=0)
    step = BESIDE * (1 + np.abs(points).max(axis=0))
    enough = 2 * len(points) * slope * step + 1e-12 * (1 + np.abs(here))
    lower = np.zeros(directions.shape[::2], dtype=bool)
    higher = np.zeros_like(lower)
    for i in range(len(points)):
        for sign in (-1, 1):
            with np.errstate(all="ignore"):
                rise = function.values(points + sign * step * directions[:, :, i].T) - here
            lower[:, i] |= rise < -enough
            higher[:, i] |= rise > enough
    return lower, higher
