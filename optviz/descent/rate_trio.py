"""Three learning rates of gradient descent from one start: too small, the best tried, too large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from optviz.descent.minimize import minimize
from optviz.objectives.function import Function
from optviz.rules import GradientDescent
from optviz.trajectories.endings import DIVERGED, NOT_FINITE
from optviz.trajectories.trajectory import Trajectory

FloatArray = NDArray[np.float64]

SMALLER = 10.0
"""The rate that is too small is so many times smaller than the best one tried."""
_REACH = 3  # decades to each side of 1 / curvature
_EACH = 12  # rates a decade


@dataclass(frozen=True, eq=False)
class RateTrio(Immutable):
    """Gradient descent from one start with three learning rates.

    Attributes
    ----------
    small, best : Trajectory
        With a tenth of the best rate, and with the rate, of those tried, that ends lowest.
    large : Trajectory
        With the smallest rate tried above the best from which it ends higher than it began.
    tried : tuple of float

    Examples
    --------
    >>> from optviz.objectives.objective import Objective
    >>> trio = rate_trio(Objective("x**2 + 10*y**2"), [4, 1], steps=20)
    >>> [round(rate, 4) for rate in trio.rates]
    [0.0089, 0.089, 0.11]
    """

    small: Trajectory
    best: Trajectory
    large: Trajectory
    tried: tuple[float, ...]

    @property
    def trajectories(self) -> tuple[Trajectory, Trajectory, Trajectory]:
        """The three, by their rates."""
        return self.small, self.best, self.large

    @property
    def rates(self) -> tuple[float, float, float]:
        """The three learning rates."""
        small, best, large = (float(t.learning_rate[0]) for t in self.trajectories)
        return small, best, large

    def check(self) -> Check:
        """Say whether each made its steps, the best ends lowest, and the last above the start."""
        checks = [trajectory.check() for trajectory in self.trajectories]
        low, high = self.best.f[-1], self.best.f[0]
        ordered = low < self.small.f[-1] and (_is_lost(self.large) or self.large.f[-1] > high)
        relation = f"{checks[0].relation}; the best rate ends lowest and the largest above f(x₀)"
        residual, bound = (
            np.concatenate([np.ravel(getattr(check, side)) for check in checks])
            for side in ("residual", "bound")
        )
        return Check(relation, bool(all(checks) and ordered), residual, bound)


def rate_trio(objective: Function, x0: ArrayLike, *, steps: int = 20) -> RateTrio | None:
    """Try rates around 1 / curvature and return the best, one too small and one too large.

    Parameters
    ----------
    objective : Function
    x0 : array_like, shape (n,)
        Where the gradient is not 0.
    steps : int

    Returns
    -------
    RateTrio or None
        None where no rate is best, or none that was tried is too large: on a slope that only falls.

    Examples
    --------
    >>> from optviz.objectives.objective import Objective
    >>> rate_trio(Objective("x + y"), [2, 1]) is None
    True
    """
    start = np.asarray(x0, dtype=float)
    middle = _middle(objective, start)
    if not np.isfinite(middle):
        return None
    count = 2 * _REACH * _EACH + 1
    tried = np.array([float(f"{r:.2g}") for r in middle * np.logspace(-_REACH, _REACH, count)])
    rule = GradientDescent()
    with np.errstate(all="ignore"):
        paths = minimize(objective, rule, start, steps=steps, learning_rate=tried)
    ends = np.where(np.isin(paths.ending, (DIVERGED, NOT_FINITE)), np.inf, paths.f[-1])
    best = int(ends.argmin())
    slopes = np.linalg.norm(paths.g[:, best], axis=1)
    worse = np.flatnonzero(ends[best:] > paths.f[0, best:])
    if not (len(worse) and ends[best] < paths.f[0, best] and slopes[-1] < slopes.max()):
        return None
    rates = float(f"{tried[best] / SMALLER:.2g}"), tried[best], tried[best + int(worse[0])]
    small, good, large = (
        minimize(objective, rule, start, steps=steps, learning_rate=float(rate)) for rate in rates
    )
    return RateTrio(small, good, large, tuple(tried.tolist()))


def _middle(objective: Function, start: FloatArray) -> float:
    """Return 1 / the largest curvature at the start; without any, a step as long as the start."""
    slope, bend = objective.gradient(start), objective.hessian(start)
    curvature = float(np.abs(np.linalg.eigvalsh(bend)).max()) if np.isfinite(bend).all() else 0.0
    if curvature > 0:
        return 1 / curvature
    rise = float(np.linalg.norm(slope))
    return (1 + float(np.abs(start).max())) / rise if rise > 0 else np.nan


def _is_lost(trajectory: Trajectory) -> bool:
    return str(trajectory.ending) in (DIVERGED, NOT_FINITE)
