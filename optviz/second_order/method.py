"""A method is a direction and a globalisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.method_names import title_of
from optviz.objectives.function import Function
from optviz.objectives.objective import Objective
from optviz.second_order.directions import Direction, Newton
from optviz.second_order.globalisations import Globalisation, Here, Move
from optviz.second_order.line_searches import FixedStep
from optviz.second_order.newton_loop import MOST_VARIABLES, any_singular, newton_iterates
from optviz.second_order.rounds import Rounds
from optviz.second_order.trust_regions import model_decrease
from optviz.trajectories.endings import NO_HESSIAN, NOT_FINITE, STALLED, STEP_LIMIT, ZERO_CURVATURE
from optviz.trajectories.iterates import ESCAPE, Ends, Iterates, beyond, ending_words, last_steps
from optviz.trajectories.trajectory import Trajectory

FloatArray = NDArray[np.float64]


_STUCK = (NOT_FINITE, STALLED, STEP_LIMIT)

SHOWN = ("direction", "inverse_hessian")
"""What is remembered from step to step and also recorded."""


@dataclass(frozen=True)
class Method:
    """A direction made safe by a globalisation; `minimize` runs it.

    Parameters
    ----------
    direction : Direction
    globalisation : Globalisation
    label : str
        What the method is called; by default its two parts.

    Raises
    ------
    TypeError
        For a trust region or damping with a direction that has no matrix.

    Examples
    --------
    >>> from optviz.descent.minimize import minimize
    >>> newton = Method(Newton(), FixedStep(), "newton")
    >>> path = minimize(Objective("x**2 + 10*y**2"), newton, [4, 1], tolerance=1e-9)
    >>> path.steps, path.x[-1].tolist(), path.ending
    (1, [0.0, 0.0], 'converged')
    """

    direction: Direction
    globalisation: Globalisation
    label: str = ""

    def __post_init__(self) -> None:
        if self.globalisation.needs_matrix and not self.direction.has_matrix:
            raise TypeError(
                f"{title_of(self.globalisation.name)} needs a matrix of curvatures; "
                f"{title_of(self.direction.name)} has none: take Newton's or "
                "Gauss-Newton, or a line search"
            )

    @property
    def name(self) -> str:
        """The label, else the direction's and the globalisation's names."""
        return self.label or f"{self.direction.name}, {self.globalisation.name}"

    def minimize(
        self, function: Function, starts: FloatArray, steps: int, tolerance: float | None
    ) -> Trajectory:
        """Run from starts (n,) or (B, n); see `optviz.descent.minimize.minimize`."""
        columns = np.ascontiguousarray(np.atleast_2d(starts).T)
        single = starts.ndim == 1
        iterates = self._by_plain_newton(function, columns, steps, tolerance)
        if iterates is not None:
            last = last_steps(iterates, tolerance)
            words: Callable[[], NDArray[Any]] = partial(
                _words_of_newton, function, iterates, last, tolerance
            )
            made = int(last.sum())
            calls = {"gradient": made + len(last), "hessian": made}
            cut, ends = iterates.cut(last), Ends(last, words, beyond(iterates, last))
        else:
            run = _Run(self, function, columns, steps, tolerance)
            cut, calls = run.iterates, run.calls
            ends = Ends(run.last, run.words, run.beyond)
        rates = np.full(len(cut.x) - 1, np.nan)
        return Trajectory.of_iterates(
            function, self, cut, rates, ends, single=single, evaluations=calls
        )

    def _by_plain_newton(
        self, function: Function, starts: FloatArray, steps: int, tolerance: float | None
    ) -> Iterates | None:
        """Run the generated loop where it applies: Cramer's rule needs some curvature."""
        fixed = self.globalisation
        if type(self.direction) is not Newton or not isinstance(fixed, FixedStep):
            return None
        if not isinstance(function, Objective) or function.n > MOST_VARIABLES:
            return None
        if not function.hessian_expressions:
            return None
        iterates = newton_iterates(function, starts, steps, tolerance, fixed.length)
        return None if any_singular(iterates.terms["hessian"]) else iterates


class _Run:
    """One run of a method; starts that have ended are left out of the arrays."""

    def __init__(
        self,
        method: Method,
        function: Function,
        start: FloatArray,
        steps: int,
        tolerance: float | None,
    ) -> None:
        self.function, self.tolerance = function, tolerance
        count = start.shape[1]
        self.stalled = np.zeros(count, dtype=bool)
        self.lost = np.zeros(count, dtype=bool)
        self.level = np.zeros(count, dtype=bool)
        self.modelless = np.zeros(count, dtype=bool)
        self.beyond: FloatArray | None = None
        self.calls = {"value and gradient": count, "hessian": 0}
        self._steps = steps
        with np.errstate(all="ignore"):
            self.iterates, self.last = self._go(method, start)

    def _go(self, method: Method, x: FloatArray) -> tuple[Iterates, NDArray[np.int64]]:
        direction, globalisation = method.direction, method.globalisation
        going = np.arange(x.shape[1])
        f, g = self.function.evaluate(x)
        before = f + 0.5 * np.sqrt((g * g).sum(axis=0))
        remembered = {**direction.start(x), **globalisation.start(x)}
        bound = ESCAPE * (1 + np.abs(x).max(axis=0))
        alive = np.ones(len(going), dtype=bool)
        made = np.zeros_like(going)
        rounds = Rounds((x, f, g))
        while True:
            kept = alive & self._goes_on(x, g, bound) & (made < self._steps)
            if not kept.all():
                on = kept.nonzero()[0]
                x, g, f, before, bound = (a.take(on, axis=-1) for a in (x, g, f, before, bound))
                going, made = going[on], made[on]
                remembered = {name: value.take(on, axis=-1) for name, value in remembered.items()}
            if not len(going):
                return rounds.iterates()
            matrix, terms = direction.matrix(self.function, x)
            here = Here(x, f, g, matrix)
            p = first = None
            if globalisation.needs_direction:
                p = remembered["direction"] = direction.vector(g, matrix, remembered)
                first = direction.first_length(made, f, before, (g * p).sum(axis=0), p)
            move = globalisation.move(self.function, here, p, first, remembered)
            self.calls["hessian"] += len(going) * (matrix is not None)
            self.calls["value and gradient"] += move.trials
            if matrix is not None:
                terms["hessian"] = matrix
                terms["predicted_decrease"] = model_decrease(here, move.proposed)
            shown = {name: remembered[name] for name in SHOWN if name in remembered}
            alive = self._check(going, move)
            if matrix is not None:
                unknown = _no_hessian(matrix)
                self.modelless[going[unknown]] = True
                alive &= ~unknown
            if p is not None:
                self.level[going[~np.isfinite(p).all(axis=0)]] = True
            moved = alive if move.pending is None else alive & ~move.pending
            rounds.add(made, going, moved, (move.x, move.f, move.g), terms | shown | move.terms)
            after = direction.after(remembered, move.x - x, move.g - g, move.g)
            if move.pending is not None and move.pending.any():
                before = np.where(moved, f, before)
                after = {name: np.where(moved, after[name], remembered[name]) for name in after}
            else:
                before = f
            remembered = after | move.state
            x, f, g = move.x, move.f, move.g
            made = made + moved

    def _goes_on(self, x: FloatArray, g: FloatArray, bound: FloatArray) -> NDArray[np.bool_]:
        """Say which starts are neither done nor gone."""
        near = np.abs(x).max(axis=0) <= bound
        if self.tolerance is not None:
            near &= np.abs(g).max(axis=0) > self.tolerance
        return np.asarray(near)

    def _check(self, going: NDArray[Any], move: Move) -> NDArray[np.bool_]:
        """Say which starts go on; mark the others as lost or stalled."""
        finite = np.isfinite(move.f) & np.isfinite((move.x + move.g).sum(axis=0))
        alive: NDArray[np.bool_] = finite & ~move.failed
        if not alive.all():
            self.lost[going[~finite]] = True
            if not finite[0] and np.isfinite(move.x[:, 0]).all():
                self.beyond = move.x[:, 0].copy()
            self.stalled[going[move.failed & finite]] = True
        return alive

    def words(self) -> NDArray[Any]:
        """Say why each start ended."""
        words = ending_words(self.function, self.iterates, self.last, self.tolerance)
        words[self.lost & (words == STEP_LIMIT)] = NOT_FINITE
        words[self.level & np.isin(words, _STUCK)] = ZERO_CURVATURE
        words[self.stalled & (words == STEP_LIMIT)] = STALLED
        words[self.modelless & np.isin(words, (*_STUCK, ZERO_CURVATURE))] = NO_HESSIAN
        return words


def _words_of_newton(
    function: Function, iterates: Iterates, last: NDArray[np.int64], tolerance: float | None
) -> NDArray[Any]:
    """Say why each start of a generated loop ended."""
    words = ending_words(function, iterates, last, tolerance)
    hessians = iterates.terms["hessian"]
    for start in np.flatnonzero((words == NOT_FINITE) & (last < len(hessians))):
        if _no_hessian(hessians[last[start], ..., start]):
            words[start] = NO_HESSIAN
    return words


def _no_hessian(matrix: FloatArray) -> NDArray[np.bool_]:
    """Say which matrices (n, n, ...) are not finite, as the Hessian on a kink is not."""
    return np.asarray(~np.isfinite(matrix).all(axis=(0, 1)))
