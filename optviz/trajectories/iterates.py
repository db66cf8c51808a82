"""Iterates as methods leave them, and why they ended: decided from the record, start by start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from linalg.immutable import Immutable
from optviz.objectives.function import Function
from optviz.trajectories.endings import CONVERGED, DIVERGED, NO_MINIMUM, NOT_FINITE, STEP_LIMIT
from optviz.trajectories.stationary import distance_to_level, is_tail, kinds_of_ground

FloatArray = NDArray[np.float64]


ESCAPE = 1e10
"""A start that leaves by this factor (of 1 + its largest coordinate) has diverged."""
STATIONARY = 1e-8
"""Largest component of a gradient that counts as 0 where no tolerance was asked for."""
ARRIVED = 1e-6
"""Who is this close, of 1 + the largest coordinate, to where the slope ends has arrived."""


@dataclass(frozen=True, eq=False)
class Iterates(Immutable):
    """The iterates of T steps from B starts, the starts along the last axis.

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

    def cut(self, last: NDArray[np.int64]) -> Iterates:
        """Return the iterates up to each start's last step.

        A start that ended stays at its last point, and has no terms (NaN) from there on.
        """
        if (last == len(self.x) - 1).all():
            return self
        made = int(last.max(initial=0))
        terms = {name: term[:made] for name, term in self.terms.items()}
        x, f, g = self.x[: made + 1], self.f[: made + 1], self.g[: made + 1]
        if (last == made).all():
            return Iterates(x, f, g, terms)
        over = np.arange(made + 1)[:, None] >= last
        blank = {
            name: np.where(_spread(over[:made], term), np.nan, term) for name, term in terms.items()
        }
        x, f, g = (np.where(_spread(over, a), _at(a, last), a) for a in (x, f, g))
        return Iterates(x, f, g, blank)


class Ends(NamedTuple):
    """The ends of B starts, and their reasons.

    Attributes
    ----------
    last : ndarray of int, shape (B,)
        The last step of each.
    words : callable
        Says why each ended, once that is asked for.
    beyond : ndarray, shape (n,), or None
        The point after the first start's last one, as `beyond` finds it.
    """

    last: NDArray[np.int64]
    words: Callable[[], NDArray[Any]]
    beyond: FloatArray | None


def beyond(iterates: Iterates, last: NDArray[np.int64]) -> FloatArray | None:
    """The point after the first start's last one, where it is finite and its value is not."""
    after = int(last[0]) + 1
    if after >= len(iterates.x):
        return None
    point = iterates.x[after, :, 0].copy()
    known = np.isfinite(iterates.f[after, 0]) and np.isfinite(iterates.g[after, :, 0]).all()
    return point if np.isfinite(point).all() and not known else None


def _at(record: FloatArray, last: NDArray[np.int64]) -> FloatArray:
    """Return the entries of each start's last step, shape (..., B)."""
    return np.moveaxis(record[last, ..., np.arange(len(last))], 0, -1)


def _spread(mask: NDArray[Any], record: FloatArray) -> NDArray[Any]:
    """A (T, B) array with axes of length 1 in between, to go with a (T, ..., B) record."""
    return mask.reshape(len(mask), *(1,) * (record.ndim - 2), -1)


def last_steps(iterates: Iterates, tolerance: float | None) -> NDArray[np.int64]:
    """Index of the last point that counts, for each start.

    It is the first point within the tolerance, or the first one that has escaped, or the one
    before a value that is not finite, or the end.
    """
    x, f, g = iterates.x, iterates.f, iterates.g
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
    function: Function, iterates: Iterates, last: NDArray[np.int64], tolerance: float | None
) -> NDArray[Any]:
    """Say why each start ended at its last step; see `optviz.Trajectory`."""
    x, f = _at(iterates.x, last), _at(iterates.f, last)
    after = np.minimum(last + 1, len(iterates.x) - 1)
    lost = ~(np.isfinite(_at(iterates.f, after)) & np.isfinite(_at(iterates.g, after)).all(axis=0))
    words = np.full(len(last), STEP_LIMIT, dtype=object)
    words[lost] = NOT_FINITE
    gone = np.abs(x).max(axis=0) > 1e-7 * _escape(iterates.x[0])
    words[gone & (lost | (np.abs(x).max(axis=0) > _escape(iterates.x[0])))] = DIVERGED
    words[lost & (f > iterates.f[0] + 1e3 * (1 + np.abs(iterates.f[0])))] = DIVERGED
    still = _still(function, iterates, last, tolerance)
    if still.any():
        words[still] = kinds_of_ground(function, x[:, still])
    floor, reached = function.floor
    if floor is not None and reached:  # on a kink, where the slope is not 0
        words[(f == floor) & ~still] = CONVERGED
    words[(words != STEP_LIMIT) & function.has_no_minimum(x)] = NO_MINIMUM
    return words


def _still(
    function: Function, iterates: Iterates, last: NDArray[np.int64], tolerance: float | None
) -> NDArray[np.bool_]:
    """Say which starts ended where the gradient is close to 0.

    Within the tolerance, where there is one. Otherwise a small gradient is not enough: 1e-9·x² has
    one everywhere. It must have shrunk, too, or the point where it ends must be close; or the
    slope goes on as far as one looks, and is as flat as one cares to follow.
    """
    x, g = _at(iterates.x, last), _at(iterates.g, last)
    size = np.abs(g).max(axis=0)
    if tolerance is not None:
        return np.asarray(size <= tolerance)
    over = np.arange(len(iterates.g))[:, None] > last
    sizes = np.where(over, 0.0, np.abs(iterates.g).max(axis=1))
    largest = np.where(np.isfinite(sizes), sizes, 0.0).max(axis=0)
    still = size <= STATIONARY * np.minimum(1.0, largest)
    maybe = np.flatnonzero(~still & (size <= STATIONARY * np.maximum(1.0, largest)))
    if len(maybe):
        there = x[:, maybe]
        close = distance_to_level(function, there) <= ARRIVED * (1 + np.abs(there).max(axis=0))
        still[maybe] = close | (is_tail(function, there) & (size[maybe] <= STATIONARY))
    return np.asarray(still)
