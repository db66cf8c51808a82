"""A method is a direction and a globalisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.objective import Function, Objective
from optviz.second_order.directions import (
    BFGS,
    LBFGS,
    ConjugateGradient,
    Direction,
    GaussNewton,
    ModifiedNewton,
    Newton,
)
from optviz.second_order.globalisations import (
    Armijo,
    Damping,
    FixedStep,
    Globalisation,
    Here,
    Move,
    StrongWolfe,
    TrustRegion,
    model_decrease,
)
from optviz.second_order.newton_walk import MOST_VARIABLES, newton_walk
from optviz.trajectory import Trajectory
from optviz.walk import ESCAPE, NOT_FINITE, STALLED, STEP_LIMIT, Walk, ending_words, last_steps

FloatArray = NDArray[np.float64]


SHOWN = ("direction", "inverse_hessian")
"""What is remembered from step to step and also recorded."""


@dataclass(frozen=True)
class Method:
    """A direction made safe by a globalisation; `minimize` runs it.

    Raises
    ------
    TypeError
        For a trust region or damping with a direction that has no matrix.

    Examples
    --------
    >>> from optviz.minimize import minimize
    >>> path = minimize(Objective("x**2 + 10*y**2"), newton(), [4, 1], tolerance=1e-9)
    >>> path.steps, path.x[-1].tolist(), path.ending
    (1, [0.0, 0.0], 'converged')
    """

    direction: Direction
    globalisation: Globalisation
    label: str = ""

    def __post_init__(self) -> None:
        if self.globalisation.needs_matrix and not self.direction.has_matrix:
            raise TypeError(
                f"{self.globalisation.name} needs a matrix of curvatures; {self.direction.name} "
                "has none: take newton or gauss-newton, or a line search"
            )

    @property
    def name(self) -> str:
        """The label, else the direction's and the globalisation's names."""
        return self.label or f"{self.direction.name}, {self.globalisation.name}"

    def minimize(
        self, function: Function, starts: FloatArray, steps: int, tolerance: float | None
    ) -> Trajectory:
        """Run from starts (n,) or (B, n); see `optviz.minimize.minimize`."""
        columns = np.ascontiguousarray(np.atleast_2d(starts).T)
        single = starts.ndim == 1
        if self._is_plain_newton(function):
            walk = newton_walk(function, columns, steps, tolerance, self.globalisation.length)  # type: ignore[arg-type, attr-defined]
            last = last_steps(walk, tolerance)
            words: Callable[[], NDArray[Any]] = partial(
                ending_words, function, walk, last, tolerance
            )
            made = int(last.sum())
            calls = {"gradient": made + len(last), "hessian": made}
            cut = walk.cut(last)
        else:
            run = _Run(self, function, columns, steps, tolerance)
            last, cut, calls = run.last, run.walk, run.calls
            words = run.words
        rates = np.full(len(cut.x) - 1, np.nan)
        return Trajectory.of_walk(
            function, self, cut, rates, last, words, single=single, evaluations=calls
        )

    def _is_plain_newton(self, function: Function) -> bool:
        """Whether the generated loop can be used."""
        plain = type(self.direction) is Newton and isinstance(self.globalisation, FixedStep)
        return plain and isinstance(function, Objective) and function.n <= MOST_VARIABLES


class _Run:
    """One run of a method; starts that have ended are left out of the arrays."""

    def __init__(
        self,
        method: Method,
        function: Function,
        x: FloatArray,
        steps: int,
        tolerance: float | None,
    ) -> None:
        self.function, self.tolerance = function, tolerance
        n, count = x.shape
        self.x = np.empty((steps + 1, n, count))
        self.f = np.empty((steps + 1, count))
        self.g = np.empty((steps + 1, n, count))
        self.terms: dict[str, FloatArray] = {}
        self.last = np.zeros(count, dtype=int)
        self.stalled = np.zeros(count, dtype=bool)
        self.lost = np.zeros(count, dtype=bool)
        self.calls = {"value and gradient": count, "hessian": 0}
        self._steps = steps
        with np.errstate(all="ignore"):
            self._go(method, x)
        made = int(self.last.max(initial=0))
        terms = {name: term[:made] for name, term in self.terms.items()}
        self.walk = Walk(self.x[: made + 1], self.f[: made + 1], self.g[: made + 1], terms)

    def _go(self, method: Method, x: FloatArray) -> None:
        direction, globalisation = method.direction, method.globalisation
        going = np.arange(x.shape[1])
        f, g = self.function.evaluate(x)
        before = f + 0.5 * np.sqrt((g * g).sum(axis=0))
        remembered = {**direction.start(x), **globalisation.start(x)}
        bound = ESCAPE * (1 + np.abs(x).max(axis=0))
        moved = np.ones(len(going), dtype=bool)
        self._point(0, going, x, f, g)
        for k in range(self._steps):
            kept = moved & self._goes_on(x, g, bound)
            if not kept.all():
                x, g, f, before, bound = x[:, kept], g[:, kept], f[kept], before[kept], bound[kept]
                going = going[kept]
                remembered = {name: value[..., kept] for name, value in remembered.items()}
            if not len(going):
                return
            matrix, terms = direction.matrix(self.function, x)
            here = Here(x, f, g, matrix)
            p = first = None
            if globalisation.needs_direction:
                p = remembered["direction"] = direction.vector(g, matrix, remembered)
                first = direction.first_length(k, f, before, (g * p).sum(axis=0), p)
            move = globalisation.move(self.function, here, p, first, remembered)
            self.calls["hessian"] += len(going) * (matrix is not None)
            self.calls["value and gradient"] += move.trials
            if matrix is not None:
                terms["hessian"] = matrix
                terms["predicted_decrease"] = model_decrease(here, move.proposed)
            shown = {name: remembered[name] for name in SHOWN if name in remembered}
            moved = self._check(going, move)
            self._record(k, going, moved, terms | shown | move.terms)
            remembered = direction.after(remembered, move.x - x, move.g - g, move.g) | move.state
            before, x, f, g = f, move.x, move.f, move.g
            self._point(k + 1, going[moved], x[:, moved], f[moved], g[:, moved])

    def _goes_on(self, x: FloatArray, g: FloatArray, bound: FloatArray) -> NDArray[np.bool_]:
        """Which starts are neither done nor gone."""
        near = np.abs(x).max(axis=0) <= bound
        if self.tolerance is not None:
            near &= np.abs(g).max(axis=0) > self.tolerance
        return np.asarray(near)

    def _check(self, going: NDArray[Any], move: Move) -> NDArray[np.bool_]:
        """Which starts have moved; the others are marked as lost or stalled."""
        finite = np.isfinite(move.f) & np.isfinite(move.x.sum(axis=0) + move.g.sum(axis=0))
        moved: NDArray[np.bool_] = finite & ~move.failed
        if not moved.all():
            self.lost[going[~finite]] = True
            self.stalled[going[move.failed & finite]] = True
        return moved

    def _point(
        self, k: int, going: NDArray[Any], x: FloatArray, f: FloatArray, g: FloatArray
    ) -> None:
        """Record where the starts are that go on; the others stay."""
        if k:
            self.x[k], self.f[k], self.g[k] = self.x[k - 1], self.f[k - 1], self.g[k - 1]
        self.x[k][:, going], self.f[k][going], self.g[k][:, going] = x, f, g
        self.last[going] = k

    def _record(
        self, k: int, going: NDArray[Any], moved: NDArray[np.bool_], terms: dict[str, FloatArray]
    ) -> None:
        if not moved.all():
            going = going[moved]
            terms = {name: value[..., moved] for name, value in terms.items()}
        for name, value in terms.items():
            if name not in self.terms:
                shape = (self._steps, *value.shape[:-1], self.x.shape[-1])
                self.terms[name] = np.full(shape, np.nan)
            self.terms[name][k][..., going] = value

    def words(self) -> NDArray[Any]:
        """Why each start ended."""
        words = ending_words(self.function, self.walk, self.last, self.tolerance)
        words[self.lost & (words == STEP_LIMIT)] = NOT_FINITE
        words[self.stalled & (words == STEP_LIMIT)] = STALLED
        return words


def newton(length: float = 1.0) -> Method:
    """Newton's method with a fixed step: fast nearby, blind to minimum, maximum and saddle."""
    return Method(Newton(), FixedStep(length), "newton")


def damped_newton() -> Method:
    """Newton's direction with backtracking; it stalls where that direction does not go down."""
    return Method(Newton(), Armijo(), "damped newton")


def modified_newton(kind: Any = "shift", floor: float = 1e-3) -> Method:
    """Newton with a Hessian made positive definite, with backtracking."""
    return Method(ModifiedNewton(kind, floor), Armijo(), f"modified newton ({kind})")


def trust_region(subproblem: Any = "exact", radius: float = 1.0) -> Method:
    """Newton's model within a radius that adapts."""
    region = TrustRegion(radius, max(1000.0, radius), subproblem=subproblem)
    return Method(Newton(), region, f"trust region ({subproblem})")


def gauss_newton(length: float = 1.0) -> Method:
    """Gauss-Newton with a fixed step."""
    return Method(GaussNewton(), FixedStep(length), "gauss-newton")


def levenberg_marquardt(damping: float = 1e-3) -> Method:
    """Gauss-Newton, damped."""
    return Method(GaussNewton(), Damping(damping), "levenberg-marquardt")


def bfgs() -> Method:
    """BFGS with the strong Wolfe search; SciPy's iterates."""
    return Method(BFGS(), StrongWolfe(), "bfgs")


def lbfgs(memory: int = 10) -> Method:
    """L-BFGS with the strong Wolfe search and the constants of L-BFGS-B."""
    return Method(LBFGS(memory), StrongWolfe(1e-3, 0.9, 0.1), "l-bfgs")


def conjugate_gradient(kind: Any = "pr+") -> Method:
    """Nonlinear conjugate gradients with a tight strong Wolfe search."""
    return Method(ConjugateGradient(kind), StrongWolfe(c2=0.4), f"conjugate gradient ({kind})")
