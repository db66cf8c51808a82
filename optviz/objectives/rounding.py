"""The rounding noise of a function's values, and the difference that suffers least from it.

The values of f are wrong by more than half a unit in their last place: a sum of many terms adds up
their roundings, and what cancels inside f leaves its rounding behind. The noise is measured: a
smooth f is a parabola on a stretch of a billionth, and what is left of its fourth differences there
is rounding.

Source: Moré and Wild, "Estimating computational noise" (2011) and "Estimating derivatives of noisy
simulations" (2012).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.calculus.differences import EPS, Difference, Formula, difference

__all__ = ["noise_of", "steady_difference"]

FloatArray = NDArray[np.float64]

_STRETCH = 1e-12
"""Relative distance of the places at which the noise is measured."""
_PLACES = 9
_FACTORS = (1e1, 1e2, 1e3, 1e4, 1e5, 1e-1, 1e-2)
"""Steps to try beside the usual one."""


def noise_of(value: Callable[[Any], Any], point: FloatArray) -> float:
    """Return by how much rounding makes the values of a function uncertain near a point.

    Parameters
    ----------
    value : callable
        From an array (n,) to a number.
    point : ndarray, shape (n,)

    Returns
    -------
    float
        At least half a unit in the last place of the value.

    Examples
    --------
    >>> noise_of(lambda x: 1e9 + x[0], np.ones(1)) > 1e-8
    True
    """
    along = np.random.default_rng(0).choice([-1.0, 1.0], len(point)) * np.maximum(1, np.abs(point))
    places = np.arange(_PLACES) - _PLACES // 2
    with np.errstate(all="ignore"):
        values = np.array([float(value(point + _STRETCH * t * along)) for t in places])
    least = EPS / 2 * float(np.nanmax(np.abs(values), initial=0.0))
    fourth = np.diff(values, 4)
    # The fourth difference of independent errors has 70 times their variance: 1, -4, 6, -4, 1.
    measured = float(np.sqrt(np.mean(fourth**2) / 70))
    return max(least, measured) if np.isfinite(measured) else least


def steady_difference(
    value: Callable[[Any], Any], point: FloatArray, formula: Formula, h: float | None, enough: float
) -> Difference:
    """Differentiate with an error that knows the rounding of f, and with steps that keep it small.

    Where the usual step leaves a larger relative error than `enough`, longer and shorter ones are
    tried, and the one with the smallest error is taken.

    Parameters
    ----------
    value : callable
        From an array (n,) to a number.
    point : ndarray, shape (n,)
    formula : {"forward", "central", "complex"}
    h : float or None
        The step, if it is given.
    enough : float

    Returns
    -------
    Difference

    Examples
    --------
    >>> found = steady_difference(lambda x: 1e9 + x[0] ** 2, np.ones(1), "central", None, 1e-7)
    >>> bool(abs(found.value[0] - 2) < found.error[0] < 1e-5)
    True
    """
    found = difference(value, point, formula, h=h)
    if formula == "complex" or not np.isfinite(found.value).all():
        return found
    noise = noise_of(value, point)
    best = _with_noise(found, noise)
    if h is not None:
        return best
    for factor in _FACTORS:
        coarse = np.flatnonzero(best.error > enough * np.abs(best.value))
        steps = factor * found.h[coarse]
        tried = coarse[steps <= np.maximum(1, np.abs(point[coarse]))]
        if tried.size:
            best = _better(value, point, best, tried, factor * found.h[tried], noise)
    return best


def _with_noise(found: Difference, noise: float) -> Difference:
    return Difference(found.value, found.error + 2 * noise / found.h, found.h, found.formula)


def _better(
    value: Callable[[Any], Any],
    point: FloatArray,
    best: Difference,
    places: NDArray[np.intp],
    steps: FloatArray,
    noise: float,
) -> Difference:
    """Return the difference with other steps at some places, where those have a smaller error."""

    def along(some: FloatArray) -> Any:
        moved = point.copy()
        moved[places] = some
        return value(moved)

    try:
        with np.errstate(all="ignore"):
            other = _with_noise(difference(along, point[places], best.formula, h=steps), noise)
    except (ArithmeticError, ValueError):  # of a function that refuses what lies so far away
        return best
    # Far away another part of the function may look as smooth: it has to agree with what is known.
    agrees = np.abs(other.value - best.value[places]) <= 3 * best.error[places]
    smaller = agrees & (other.error < best.error[places])
    fields = [best.value.copy(), best.error.copy(), best.h.copy()]
    for field, new in zip(fields, (other.value, other.error, other.h), strict=True):
        field[places[smaller]] = new[smaller]
    derivative, error, h = fields
    return Difference(derivative, error, h, best.formula)
