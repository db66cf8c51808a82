"""Rules that begin close beside a saddle: who leaves it, and after how many steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from optviz.descent.compare import Comparison
from optviz.descent.minimize import minimize
from optviz.figures import Window
from optviz.objectives.contours import window_grid
from optviz.objectives.function import Function
from optviz.second_order import newton
from optviz.trajectories.endings import SADDLE
from optviz.trajectories.trajectory import Trajectory

FloatArray = NDArray[np.float64]

BESIDE = 1e-3
"""Of the window: how far from the saddle all begin, along the way out."""
AWAY = 0.1
"""Of the window: who is so far from it along the way out has left."""
_RIDGE = 0.25  # of the window: how far from the saddle all begin, along its ridge
_STARTS, _STEPS = 7, 60  # of the search
_TOLERANCE = 1e-9
_LEVEL = 1e-6  # of the steepest slope at the corners of the window
_ALIKE = 0.5  # of a curvature: what it may change from the saddle to the start
_EDGE = 0.05  # of the window: a saddle at its edge is not seen


@dataclass(frozen=True, eq=False)
class SaddleEscape(Immutable):
    """Several rules from one start beside a saddle of two variables.

    Attributes
    ----------
    saddle : ndarray, shape (2,)
    out : ndarray, shape (2,)
        The direction in which the function falls away from it, of length 1.
    size : float
        Of the window.
    trajectories : mapping of str to Trajectory
        By label.

    Examples
    --------
    >>> from optviz.descent.compare import compare
    >>> from optviz.objectives.gallery import saddle_between_minima
    >>> race = compare(saddle_between_minima(), "gd(lr=0.1), adam(lr=0.1)", [1, 1], steps=60)
    >>> escape = saddle_escape(race, ((-2, 2), (-2, 2)))
    >>> escape.saddle.round(6).tolist(), escape.left()
    ([0.0, 0.0], {'gd(lr=0.1)': 26, 'adam(lr=0.1)': 5})
    """

    saddle: FloatArray
    out: FloatArray
    size: float
    trajectories: Mapping[str, Trajectory]

    def distances(self, label: str) -> FloatArray:
        """Return how far from the saddle a rule is along the way out, shape (T + 1,)."""
        path = self.trajectories[label]
        return np.asarray(np.abs((path.x - self.saddle) @ self.out))

    def left(self) -> dict[str, int | None]:
        """The step after which each rule has left the saddle; None for one that has not."""
        steps: dict[str, int | None] = {}
        for label in self.trajectories:
            away = np.flatnonzero(self.distances(label) > AWAY * self.size)
            steps[label] = int(away[0]) if len(away) else None
        return steps

    def check(self) -> Check:
        """Say whether each made its steps, and f is level there and falls on the way out."""
        paths = list(self.trajectories.values())
        checks = [path.check() for path in paths]
        f = paths[0].objective
        slope = float(np.abs(f.gradient(self.saddle)).max())
        steepest = max(float(np.abs(path.g[0]).max()) for path in paths)
        falls = float(self.out @ f.hessian(self.saddle) @ self.out) < 0
        residual, bound = (
            np.concatenate([[first], *(np.ravel(getattr(check, side)) for check in checks)])
            for side, first in (("residual", slope), ("bound", _LEVEL * steepest))
        )
        holds = all(checks) and falls and slope <= _LEVEL * steepest
        relation = f"{checks[0].relation}; ∇f = 0 at the saddle, and f falls on the way out"
        return Check(relation, bool(holds), residual, bound)


def saddle_escape(race: Comparison, window: Window) -> SaddleEscape | None:
    """Let the rules of a race begin beside the saddle in a window that is nearest to its start.

    A rule with a schedule takes no part.

    Parameters
    ----------
    race : Comparison
        Of first-order rules, on a function of two variables.
    window : ((left, right), (bottom, top))

    Returns
    -------
    SaddleEscape or None
        None where no saddle is found.
    """
    paths = {k: path for k, path in race.trajectories.items() if not _changes_rate(path)}
    if not paths:
        return None
    first = next(iter(paths.values()))
    function, size = first.objective, float(np.ptp(np.array(window), axis=1).min())
    found = _saddles(function, window)
    if not found:
        return None
    saddle = min(found, key=lambda x: float(np.linalg.norm(x - first.x[0])))
    curvatures, axes = np.linalg.eigh(function.hessian(saddle))
    if not curvatures[0] < 0 < curvatures[1]:
        return None
    out, ridge = axes[:, 0], axes[:, 1]
    near = function.hessian(saddle + BESIDE * size * out)
    if not abs(out @ near @ out - curvatures[0]) <= _ALIKE * -curvatures[0]:
        return None  # a degenerate one, whose curvatures are 0 but for rounding
    towards = ridge * (1 if (first.x[0] - saddle) @ ridge >= 0 else -1)
    start = saddle + size * (_RIDGE * towards + BESIDE * out)
    if not np.isfinite([function(start), *function.gradient(start)]).all():
        return None
    steps = max(int(path.steps) for path in paths.values())
    again = {
        label: minimize(
            function, path.method, start, steps=steps, learning_rate=float(path.learning_rate[0])
        )
        for label, path in paths.items()
    }
    return SaddleEscape(saddle, np.asarray(out), size, again)


def _changes_rate(path: Trajectory) -> bool:
    """Tell whether a rule follows a schedule, of which its trajectory knows only the rates."""
    return not len(path.learning_rate) or bool(np.ptp(path.learning_rate))


def _saddles(function: Function, window: Window) -> list[FloatArray]:
    """Return the saddles in a window that Newton's method reaches from a grid of starts."""
    x, y = window_grid(window, _STARTS)
    starts = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        usable = np.isfinite(function(starts)) & np.isfinite(function.gradient(starts)).all(axis=1)
        if not usable.any():
            return []
        ends = minimize(function, newton(), starts[usable], steps=_STEPS, tolerance=_TOLERANCE)
    low, high = np.array(window).T
    margin = _EDGE * (high - low)
    return [
        end
        for end, ending in zip(ends.x[-1], np.atleast_1d(ends.ending), strict=True)
        if ending == SADDLE and bool(((low + margin <= end) & (end <= high - margin)).all())
    ]
