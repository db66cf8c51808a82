"""The diagnosis of a descent: what it suffered from, and its speed beside that of theory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.language import listing
from linalg.record import Record
from optviz.objectives.function import Function
from optviz.objectives.objective import Objective
from optviz.rules import GradientDescent, Momentum, Nesterov
from optviz.trajectories.endings import CONVERGED, SADDLE
from optviz.trajectories.iterates import STATIONARY
from optviz.trajectories.recorded import Recorded
from optviz.trajectories.stationary import FLAT, kinds_of_ground

FloatArray = NDArray[np.float64]

ZIG_ZAG = "zig-zag"
ESCAPED = "escaped a saddle"
TURNS = 5
"""So many turns in a row make a zig-zag."""
PLATEAU = 10.0
"""A gradient this much smaller than both before and after marks a plateau."""
_AGREE = 0.25
"""Share by which two measurements of an order may differ."""
NEAR = 0.25
"""A saddle is nearby within this share of the path's extent."""


def status_words(trajectory: Recorded) -> Any:
    """The ending with what was met on the way, a str or an array of them."""
    x, g = trajectory.x, trajectory.g
    if trajectory.n_starts is None:
        x, g = x[:, None], g[:, None]
    endings = np.atleast_1d(trajectory.ending)
    zig_zags = longest_zig_zag(x)[1] >= TURNS
    saddles = saddle_step(trajectory.objective, x, g)[0] >= 0
    words = np.array(
        [
            listing([e, *[ZIG_ZAG] * bool(z), *[ESCAPED] * bool(s)], ",")
            for e, z, s in zip(endings, zig_zags, saddles, strict=True)
        ],
        dtype=object,
    )
    return words[0] if trajectory.n_starts is None else words


def longest_zig_zag(x: FloatArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First step and number of turns of the longest zig-zag.

    A turn belongs to one if the next step goes off by more than 60° and the one after comes back
    to within 60°; a spiral, which turns on and on in one sense, does not count.

    Parameters
    ----------
    x : ndarray, shape (T + 1, B, n)

    Returns
    -------
    first, turns : ndarray of int, shape (B,)
    """
    step = np.diff(x, axis=0)
    with np.errstate(invalid="ignore"):
        step = step / np.abs(step).max(axis=-1, keepdims=True)  # whose squares are not 0
        step = step / np.linalg.norm(step, axis=-1, keepdims=True)
    off = (step[1:-1] * step[:-2]).sum(axis=-1) < 0.5
    back = (step[2:] * step[:-2]).sum(axis=-1) > 0.5
    first = np.zeros(x.shape[1], dtype=int)
    longest, run = np.zeros_like(first), np.zeros_like(first)
    for k, turned in enumerate(off & back):
        run = np.where(turned, run + 1, 0)
        longer = run > longest
        longest = np.where(longer, run, longest)
        first = np.where(longer, k + 1 - run, first)
    return first, longest


def saddle_step(
    function: Function, x: FloatArray, g: FloatArray
) -> tuple[NDArray[np.int64], FloatArray]:
    """Step at which each start was slowest beside a saddle that it left again, and the saddle.

    On the way the gradient was small and larger again, Newton's method from there leads to a
    stationary point nearby that is a saddle, and the end is lower than that.

    Parameters
    ----------
    x, g : ndarray, shape (T + 1, B, n)

    Returns
    -------
    step : ndarray of int, shape (B,)
        -1 where there was none.
    saddle : ndarray, shape (B, n)
    """
    size = np.linalg.norm(g, axis=-1)
    before = np.maximum.accumulate(size, axis=0)
    after = np.maximum.accumulate(size[::-1], axis=0)[::-1]
    plateau = (np.minimum(before, after) >= PLATEAU * size) & (after > size)
    slowest = np.where(plateau, size, np.inf).argmin(axis=0)
    step = np.full(x.shape[1], -1)
    saddle = np.full(x.shape[1:], np.nan)
    some = np.flatnonzero(plateau.any(axis=0))
    if len(some):
        there = x[slowest[some], some]
        level = _stationary_point(function, there)
        near = np.linalg.norm(level - there, axis=1) <= NEAR * np.linalg.norm(
            np.ptp(x[:, some], axis=0), axis=1
        )
        found = some[near]
        if len(found):
            saddles = kinds_of_ground(function, level[near].T) == SADDLE
            saddles &= function.values(x[-1, found].T) < function.values(level[near].T)
            step[found[saddles]] = slowest[found[saddles]]
            saddle[found[saddles]] = level[near][saddles]
    return step, saddle


def _stationary_point(function: Function, x: FloatArray) -> FloatArray:
    """Return the limits of Newton's method from points (K, n); NaN where it does not converge."""
    with np.errstate(all="ignore"):
        for _ in range(20):
            hessian = function.hessian(x)
            safe = np.isfinite(hessian).all(axis=(1, 2)) & (np.abs(np.linalg.det(hessian)) > 0)
            hessian[~safe] = np.nan
            x = x - np.linalg.solve(hessian, function.gradient(x)[..., None])[..., 0]
        settled = np.abs(function.gradient(x)).max(axis=1) <= STATIONARY
    return np.where(settled[:, None], x, np.nan)


def best_fixed_rate(curvatures: ArrayLike) -> float:
    """Learning rate 2/(L + μ) with which gradient descent contracts fastest on a quadratic.

    Parameters
    ----------
    curvatures : array_like
        Eigenvalues of the Hessian, μ the smallest and L the largest.

    Examples
    --------
    >>> best_fixed_rate([1.0, 100.0])
    0.019801980198019802
    """
    values = np.asarray(curvatures, dtype=float)
    return float(2 / (values.max() + values.min()))


def contraction(method: Any, rate: float, curvatures: ArrayLike) -> float | None:
    """Factor by which a rule shrinks the distance to the minimum of a quadratic, in the long run.

    The spectral radius of the linear map of one step: |1 - ηλ| for gradient descent, the
    companion matrix's for momentum and Nesterov. None for rules that are not linear.

    Examples
    --------
    >>> round(contraction(GradientDescent(), 2 / 101, [1.0, 100.0]), 6)
    0.980198
    """
    shrink = 1 - rate * np.asarray(curvatures, dtype=float)
    if isinstance(method, GradientDescent):
        return float(np.abs(shrink).max())
    if not isinstance(method, Momentum) or np.ndim(method.momentum):
        return None
    mu = method.momentum
    push = rate * (1 - method.dampening)
    keep = 1 - push * np.asarray(curvatures, dtype=float)
    if isinstance(method, Nesterov):
        maps = [[[(1 + mu) * a, -mu * a], [1, 0]] for a in shrink]
    else:
        maps = [[[mu + a, -mu], [1, 0]] for a in keep]
    return float(np.abs(np.linalg.eigvals(np.array(maps))).max())


def steps_to(factor: float, contraction: float) -> int:
    """Steps until the distance has shrunk by `factor`.

    Examples
    --------
    >>> steps_to(1e-6, 99 / 101)
    691
    """
    return int(np.ceil(np.log(factor) / np.log(contraction)))


@dataclass(frozen=True, kw_only=True)
class Diagnosis(Record):
    """The diagnosis of one descent.

    Attributes
    ----------
    ending : str
    zig_zag : (int, int) or None
        First and last step of the longest run of reversals, if it is a zig-zag.
    saddle : (int, point) or None
        Step at which it was slowest beside a saddle that it left again, and where that saddle is.
    rate : float or None
        Measured factor of the gradient's norm a step, over the later half above rounding.
    order : float or None
        Measured order of convergence: 1 linear, 2 quadratic; None where it did not settle.
    theory : float or None
        Factor that theory gives for the method with the curvatures at the end.
    best : float or None
        Factor (κ - 1)/(κ + 1) of gradient descent with the best fixed step.
    condition : float or None
        κ at the end, if it is a minimum that is not flat.

    Examples
    --------
    >>> from optviz.objectives.gallery import quadratic
    >>> from optviz.descent.minimize import minimize
    >>> path = minimize(
    ...     quadratic(100), GradientDescent(), [100, 1], steps=300, learning_rate=2 / 101
    ... )
    >>> found = diagnose(path)
    >>> found.condition, round(found.rate, 6), round(found.best, 6)
    (100.0, 0.980198, 0.980198)
    """

    ending: str
    zig_zag: tuple[int, int] | None
    saddle: tuple[int, tuple[float, ...]] | None
    rate: float | None
    order: float | None
    theory: float | None
    best: float | None
    condition: float | None


def diagnose(trajectory: Recorded) -> Diagnosis:
    """Diagnose a descent from one start.

    Parameters
    ----------
    trajectory : Trajectory
        From one start.

    Returns
    -------
    Diagnosis
        What the path did, and what theory says of it; None where there is nothing to say.

    Raises
    ------
    ValueError
        For many starts; take one with `Trajectory.start`.

    Examples
    --------
    >>> from optviz.objectives.gallery import quadratic
    >>> from optviz.descent.minimize import minimize
    >>> f = quadratic(condition=100)
    >>> path = minimize(f, GradientDescent(), [100, 1], steps=300, learning_rate=2 / 101)
    >>> found = diagnose(path)
    >>> found.zig_zag, round(found.rate, 6), round(found.theory, 6)
    ((0, 300), 0.980198, 0.980198)
    """
    if trajectory.n_starts is not None:
        raise ValueError("a diagnosis is of one start: diagnose(trajectory.start(b))")
    x, g = trajectory.x[:, None], trajectory.g[:, None]
    first, turns = (int(a[0]) for a in longest_zig_zag(x))
    step, saddle = saddle_step(trajectory.objective, x, g)
    size = np.linalg.norm(trajectory.g, axis=1)
    curvatures = _curvatures(trajectory)
    condition = None
    if curvatures is not None and curvatures[0] > FLAT * _steepest(trajectory):
        condition = float(curvatures[-1] / curvatures[0])
    return Diagnosis(
        ending=trajectory.ending,
        zig_zag=(first, first + turns + 2) if turns >= TURNS else None,
        saddle=(int(step[0]), tuple(saddle[0].tolist())) if step[0] >= 0 else None,
        rate=_measured_rate(size),
        order=_measured_order(size) if trajectory.ending == CONVERGED else None,
        theory=None if condition is None else _theory(trajectory, curvatures),
        best=None if condition is None else (condition - 1) / (condition + 1),
        condition=condition,
    )


def _curvatures(trajectory: Recorded) -> FloatArray | None:
    """Eigenvalues of the Hessian at the end, or anywhere if it is the same everywhere."""
    f = trajectory.objective
    quadratic = isinstance(f, Objective) and f.is_quadratic
    if trajectory.ending != CONVERGED and not quadratic:
        return None
    return np.asarray(np.linalg.eigvalsh(f.hessian(trajectory.x[-1])), dtype=float)


def _steepest(trajectory: Recorded) -> float:
    """The largest curvature at the start, beside which one at the end may be none at all."""
    start = trajectory.objective.hessian(trajectory.x[0])
    return float(np.abs(np.linalg.eigvalsh(start)).max())


def _theory(trajectory: Recorded, curvatures: Any) -> float | None:
    rates = trajectory.learning_rate
    if not len(rates) or np.ptp(rates) > 0 or np.isnan(rates[0]):
        return None
    return contraction(trajectory.method, float(rates[0]), curvatures)


def _measured_rate(size: FloatArray) -> float | None:
    """Geometric mean of the norm's ratio over the later half of what is above rounding."""
    above = size[size > 1e-13 * size[0]] if size[0] > 0 else size[:0]
    steps = len(above) - 1
    if steps < 2:
        return None
    middle = steps // 2
    return float((above[-1] / above[middle]) ** (1 / (steps - middle)))


def _measured_order(size: FloatArray) -> float | None:
    """Order q of |g|ₖ₊₁ ∝ |g|ₖ^q above rounding, where the last two measurements of it agree."""
    above = size[size > 1e-11 * size[0]] if size[0] > 0 else size[:0]
    if len(above) < 4 or (np.diff(above[-4:]) >= 0).any():
        return None
    a, b, c, d = np.log(above[-4:])
    before, last = (c - b) / (b - a), (d - c) / (c - b)
    return float(last) if abs(last - before) <= _AGREE * last else None
