"""Globalisations: how far to go, so that a direction that is right nearby is safe from afar.

Vectors are (n, A), matrices (n, n, A): A starts at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optviz.objective import Function
from optviz.second_order import more_thuente
from optviz.second_order.subproblem import dogleg, dot, exact, solve, times

FloatArray = NDArray[np.float64]
State: TypeAlias = dict[str, FloatArray]


@dataclass(frozen=True, eq=False)
class Here:
    """What is known where A starts stand: point, value, gradient, matrix of the model."""

    x: FloatArray
    f: FloatArray
    g: FloatArray
    matrix: FloatArray | None


@dataclass(frozen=True, eq=False)
class Move:
    """One step of A starts.

    Attributes
    ----------
    x, f, g : ndarray
        The new points; the old ones where a step was refused.
    proposed : ndarray, shape (n, A)
        The step that was tried last.
    failed : ndarray of bool, shape (A,)
        Where no step lowers the value: the method ends there.
    pending : ndarray of bool, shape (A,), or None
        Where the step is not found yet: the start stays, and the search goes on in the next call.
    terms, state : dict
        To record, and to remember.
    trials : int
        Evaluations of value and gradient.
    """

    x: FloatArray
    f: FloatArray
    g: FloatArray
    proposed: FloatArray
    failed: NDArray[np.bool_]
    pending: NDArray[np.bool_] | None = None
    terms: State = field(default_factory=dict)
    state: State = field(default_factory=dict)
    trials: int = 0


class Globalisation(ABC):
    """How a method makes its directions safe."""

    name: ClassVar[str]
    needs_matrix: ClassVar[bool] = False
    needs_direction: ClassVar[bool] = True

    def start(self, x: FloatArray) -> State:
        """What is remembered before the first step."""
        return {}

    @abstractmethod
    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """One step along `p` (if it needs a direction), `first` the length to try first."""


@dataclass(frozen=True)
class FixedStep(Globalisation):
    """Always `length` times the direction: no safety at all."""

    length: float = 1.0
    name: ClassVar[str] = "fixed step"

    def __post_init__(self) -> None:
        if not self.length > 0:
            raise ValueError(f"a step length must be positive, got {self.length}")

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """Go."""
        step = self.length * p
        x = here.x + step
        f, g = function.evaluate(x)
        failed = np.zeros(len(f), dtype=bool)
        terms = {"step_length": np.full(len(f), self.length)}
        return Move(x, f, g, step, failed, terms=terms, trials=len(f))


@dataclass(frozen=True)
class Armijo(Globalisation):
    """Halve (multiply by `shrink`) until the value has fallen by `c1` of what the slope promises.

    Source: Armijo 1966; Nocedal and Wright, chapter 3.1.
    """

    c1: float = 1e-4
    shrink: float = 0.5
    name: ClassVar[str] = "armijo"
    most_trials: ClassVar[int] = 60

    def __post_init__(self) -> None:
        if not (0 < self.c1 < 1 and 0 < self.shrink < 1):
            raise ValueError(f"c1 and shrink lie between 0 and 1, got {self.c1}, {self.shrink}")

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """Backtrack."""
        slope = dot(here.g, p)
        length = np.array(first, dtype=float)
        x, f, g = here.x.copy(), here.f.copy(), here.g.copy()
        failed = np.ones(len(f), dtype=bool)
        going = np.flatnonzero(slope < 0)
        trials = 0
        for _ in range(self.most_trials):
            if not len(going):
                break
            there = here.x[:, going] + length[going] * p[:, going]
            value, gradient = function.evaluate(there)
            trials += len(going)
            enough = value <= here.f[going] + self.c1 * length[going] * slope[going]
            done = going[enough]
            x[:, done], f[done], g[:, done] = there[:, enough], value[enough], gradient[:, enough]
            failed[done] = False
            going = going[~enough]
            length[going] *= self.shrink
        terms = {"step_length": length}
        return Move(x, f, g, length * p, failed, terms=terms, trials=trials)


@dataclass(frozen=True)
class StrongWolfe(Globalisation):
    """Moré and Thuente's search: enough decrease, and a slope that has flattened by `c2`.

    `interval` is the relative width at which the interval of lengths is taken for a point.
    """

    c1: float = 1e-4
    c2: float = 0.9
    interval: float = 1e-14
    name: ClassVar[str] = "strong wolfe"

    def __post_init__(self) -> None:
        if not 0 < self.c1 < self.c2 < 1:
            raise ValueError(f"0 < c1 < c2 < 1 is needed, got {self.c1} and {self.c2}")

    def start(self, x: FloatArray) -> State:
        """No search is under way: lengths are NaN."""
        return {"search": np.full((more_thuente.ROWS, x.shape[1]), np.nan)}

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """One trial of each search; those that are not over yet are pending."""
        slope = dot(here.g, p)
        search = state["search"]
        fresh = np.isnan(search[more_thuente.LENGTH])
        begun = more_thuente.begin(here.f, slope, first)
        search = begun if fresh.all() else np.where(fresh, begun, search)
        length = search[more_thuente.LENGTH]
        step = length * p
        x = here.x + step
        f, g = function.evaluate(x)
        trial = np.array([length, f, dot(g, p)])
        enough, good, stuck = more_thuente.judge(
            search, trial, here.f, slope, c1=self.c1, c2=self.c2, interval=self.interval
        )
        pending = ~(good | stuck)
        on = np.flatnonzero(pending)
        after = np.full_like(search, np.nan)
        if len(on):
            going = search[:, on]
            tilt = self.c1 * slope[on]
            more_thuente.narrow(going, trial[:, on], enough[on], tilt, self.interval)
            after[:, on] = going
            x, g = np.where(pending, here.x, x), np.where(pending, here.g, g)
            f = np.where(pending, here.f, f)
        terms = {"step_length": length}
        return Move(x, f, g, step, stuck & ~good, pending, terms, {"search": after}, len(f))


def model_decrease(here: Here, step: FloatArray) -> FloatArray:
    """By how much the quadratic model falls over a step."""
    assert here.matrix is not None
    decrease: FloatArray = -dot(here.g + 0.5 * times(here.matrix, step), step)
    return decrease


def agreement(value: FloatArray, trial: FloatArray, predicted: FloatArray) -> FloatArray:
    """Actual over predicted decrease, -∞ where the trial has no value.

    The rounding of the values is added to both, so that the last steps, whose decrease drowns in
    it, count as good. Source: Conn, Gould, Toint, section 17.4.2.
    """
    rounding = 10 * np.finfo(float).eps * np.maximum(1.0, np.abs(value))
    with np.errstate(all="ignore"):
        ratio = (value - trial + rounding) / (predicted + rounding)
    return np.where(np.isfinite(ratio), ratio, -np.inf)


@dataclass(frozen=True)
class TrustRegion(Globalisation):
    """The lowest point of the model within a radius that follows how well the model predicts.

    The ratio of actual to predicted decrease below 0.25 quarters the radius; above 0.75 at the
    boundary it doubles; below `accept` the step is refused. `subproblem` is ``"exact"`` or
    ``"dogleg"``. The constants are SciPy's.

    Source: Nocedal and Wright, chapter 4.
    """

    radius: float = 1.0
    largest: float = 1000.0
    accept: float = 0.15
    subproblem: Literal["exact", "dogleg"] = "exact"
    name: ClassVar[str] = "trust region"
    needs_matrix: ClassVar[bool] = True
    needs_direction: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if not 0 < self.radius <= self.largest:
            raise ValueError(f"0 < radius ≤ largest is needed, got {self.radius}, {self.largest}")
        if not 0 <= self.accept < 0.25:
            raise ValueError(f"0 ≤ accept < 0.25 is needed, got {self.accept}")
        if self.subproblem not in ("exact", "dogleg"):
            raise ValueError(f"the subproblem is 'exact' or 'dogleg', not {self.subproblem!r}")

    def start(self, x: FloatArray) -> State:
        """The first radius."""
        return {"radius": np.full(x.shape[1], self.radius)}

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """Solve the subproblem, compare, accept or refuse, change the radius."""
        assert here.matrix is not None
        radius = state["radius"]
        solver = exact if self.subproblem == "exact" else dogleg
        step, shift = solver(here.g, here.matrix, radius)
        predicted = model_decrease(here, step)
        trial, gradient = function.evaluate(here.x + step)
        ratio = agreement(here.f, trial, predicted)
        at_boundary = np.sqrt(dot(step, step)) >= radius * (1 - 1e-10)
        grown = np.where((ratio > 0.75) & at_boundary, np.minimum(2 * radius, self.largest), radius)
        next_radius = np.where(ratio < 0.25, 0.25 * radius, grown)
        accepted = ratio > self.accept
        failed = ~(predicted > 0) | (next_radius < 1e-300)
        return Move(
            np.where(accepted, here.x + step, here.x),
            np.where(accepted, trial, here.f),
            np.where(accepted, gradient, here.g),
            step,
            failed,
            None,
            {"radius": radius, "ratio": ratio, "shift": shift},
            {"radius": next_radius},
            len(trial),
        )


@dataclass(frozen=True)
class Damping(Globalisation):
    """Levenberg and Marquardt: solve with M + λI, and let λ follow how well the model predicts.

    Large λ is a short step downhill, small λ the full one. λ starts at `initial` times the largest
    diagonal entry; a good step divides it by up to 3, a refused one multiplies it by 2, 4, 8, ….

    Source: Levenberg 1944, Marquardt 1963; the rule for λ is Nielsen's (1999).
    """

    initial: float = 1e-3
    name: ClassVar[str] = "damping"
    needs_matrix: ClassVar[bool] = True
    needs_direction: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if not self.initial > 0:
            raise ValueError(f"the first damping must be positive, got {self.initial}")

    def start(self, x: FloatArray) -> State:
        """NaN until the first matrix is seen."""
        return {"damping": np.full(x.shape[1], np.nan), "growth": np.full(x.shape[1], 2.0)}

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """Solve, compare, accept or refuse, change λ."""
        assert here.matrix is not None
        n = len(here.x)
        largest = np.einsum("iia->ia", here.matrix).max(axis=0)
        damping = np.where(np.isnan(state["damping"]), self.initial * largest, state["damping"])
        step = solve(here.matrix + damping * np.eye(n)[..., None], -here.g)
        predicted = 0.5 * dot(step, damping * step - here.g)
        trial, gradient = function.evaluate(here.x + step)
        ratio = agreement(here.f, trial, predicted)
        with np.errstate(all="ignore"):
            eased = damping * np.maximum(1 / 3, 1 - (2 * ratio - 1) ** 3)
        accepted = (ratio > 0) & (predicted > 0)
        failed = ~accepted & (np.sqrt(dot(step, step)) <= 1e-16 * (1 + np.abs(here.x).max(axis=0)))
        return Move(
            np.where(accepted, here.x + step, here.x),
            np.where(accepted, trial, here.f),
            np.where(accepted, gradient, here.g),
            step,
            failed,
            None,
            {"damping": damping, "ratio": ratio},
            {
                "damping": np.where(accepted, eased, damping * state["growth"]),
                "growth": np.where(accepted, 2.0, 2 * state["growth"]),
            },
            len(trial),
        )
