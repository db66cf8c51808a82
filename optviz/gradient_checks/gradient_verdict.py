"""The verdict on a component of a gradient beside its difference: right, wrong, or a kink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from linalg.calculus.differences import EPS

__all__ = ["COARSE", "RIGHT", "Component", "Verdict", "is_symmetric_kink", "judged"]

FloatArray = NDArray[np.float64]
Verdict = Literal["right", "kink", "undecided", "doubtful", "wrong"]

RIGHT, DOUBTFUL = 1e-7, 1e-2
"""Relative errors up to which a gradient is right, and above which it is wrong."""
COARSE = 1e-4
"""Relative error above which a difference is too inexact to judge by."""
NEAR = 1e-6
"""Step at which a kink is looked for."""

_Slopes: TypeAlias = tuple[float, float, float]
"""Slopes to the left and to the right, and their rounding."""


class Judgement(NamedTuple):
    """A verdict, between which slopes the value must lie, and how far outside it may be."""

    verdict: Verdict
    low: float
    high: float
    noise: float


class Component(NamedTuple):
    """A component of a gradient beside its difference.

    Attributes
    ----------
    analytic, numeric, relative : float
        The component as given, its difference, and the relative error of the one to the other.
    error, step : float
        The difference's own error, and its step.
    exact : bool
        Whether the difference is good enough to judge by.
    """

    analytic: float
    numeric: float
    relative: float
    error: float
    step: float
    exact: bool


def judged(
    value: Callable[[Any], Any],
    x: FloatArray,
    i: int,
    component: Component,
    noise_of_value: float,
) -> Judgement:
    """Judge component i of the gradient at x; the value there is known but for some noise."""
    analytic, numeric, relative, own = component[:4]
    own *= 3
    noise = max(RIGHT * max(abs(analytic), abs(numeric)), own) + 1e2 * EPS
    within = abs(analytic - numeric) <= own
    if relative <= RIGHT or (within and component.exact):
        # A central difference does not see a kink that is the same on both sides, as |x| at 0.
        if not is_symmetric_kink(value, x, i, noise_of_value):
            return Judgement("right", numeric, numeric, noise)
        left, right, rounding = one_sided_slopes(value, x, i, noise=noise_of_value)
        return Judgement("kink", min(left, right), max(left, right), rounding)
    slopes = _slopes_at_a_kink(value, x, i, component.step, noise_of_value)
    if slopes is None or not _lies_between(analytic, slopes):
        unlike: Verdict = "doubtful" if relative <= DOUBTFUL else "wrong"
        # Within the error of a coarse difference nothing is known, however large the gap.
        return Judgement("undecided" if within else unlike, numeric, numeric, noise)
    left, right, rounding = slopes
    return Judgement("kink", min(left, right), max(left, right), rounding)


def _slopes_at_a_kink(
    value: Callable[[Any], Any], x: FloatArray, i: int, step: float, noise: float
) -> _Slopes | None:
    """The slopes on the two sides, if they differ: near by, or at a longer step of a difference."""
    slopes = one_sided_slopes(value, x, i, noise=noise)
    if _differ(slopes):
        return slopes
    if step <= NEAR:
        return None
    slopes, nearer = (one_sided_slopes(value, x, i, h, noise) for h in (step, step / 4))
    # The slopes of a curve get nearer to one another with the step.
    if not _differ(nearer) or abs(nearer[0] - nearer[1]) <= 0.5 * abs(slopes[0] - slopes[1]):
        return None
    left, right, rounding = nearer
    return left, right, rounding + max(abs(slopes[0] - left), abs(slopes[1] - right))


def _differ(slopes: _Slopes) -> bool:
    left, right, noise = slopes
    return abs(left - right) > max(100 * noise, 1e-4 * max(abs(left), abs(right)))


def _lies_between(slope: float, slopes: _Slopes) -> bool:
    left, right, noise = slopes
    return min(left, right) - noise <= slope <= max(left, right) + noise


def is_symmetric_kink(
    value: Callable[[Any], Any], x: FloatArray, i: int, noise: float = 0.0
) -> bool:
    """Say whether the slopes on the two sides differ, and go on differing nearer by."""
    gaps = []
    for h in (NEAR, NEAR / 10):
        slopes = one_sided_slopes(value, x, i, h, noise)
        gaps.append(abs(slopes[0] - slopes[1]))
        if not _differ(slopes):
            return False
    return gaps[1] > 0.5 * gaps[0]


def one_sided_slopes(
    value: Callable[[Any], Any], x: FloatArray, i: int, h: float = NEAR, noise: float = 0.0
) -> _Slopes:
    """Slopes to the left and to the right of coordinate i, and how much of them is rounding.

    Second-order differences, so that curvature does not look like a kink. `noise` is what is known
    of the rounding of the function.
    """

    def at(t: float) -> float:
        moved = x.copy()
        moved[i] += t
        return float(value(moved))

    here, above, below = at(0.0), at(2 * h), at(-2 * h)
    right = (4 * at(h) - above - 3 * here) / (2 * h)
    left = (3 * here - 4 * at(-h) + below) / (2 * h)
    size, rise = max(map(abs, (here, above, below))), max(abs(above - here), abs(below - here))
    # x ± h is rounded too; and a millionth of the rise, for what cancels inside the function.
    rounding = 8 * EPS * (size + rise * abs(float(x[i])) / h)
    return left, right, max(rounding, 16 * noise, 1e-6 * rise, 1e-300) / h
