"""Directions: where to go from here, from the gradient and what is known of the curvature.

Vectors are (n, A), matrices (n, n, A): A starts at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optviz.objective import Function
from optviz.residuals import Residuals
from optviz.second_order.subproblem import dot, solve, times

FloatArray = NDArray[np.float64]
State: TypeAlias = dict[str, FloatArray]
Steps: TypeAlias = NDArray[np.int64]
"""Steps made so far, start by start."""

MOST_REMEMBERED = 1000


class Direction(ABC):
    """How a method chooses its direction."""

    name: ClassVar[str]
    has_matrix: ClassVar[bool] = False
    """Whether there is a matrix of curvatures, which a trust region needs."""

    def start(self, x: FloatArray) -> State:
        """What is remembered before the first step."""
        return {}

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """Matrix of the local model, and terms to record with it."""
        return None, {}

    @abstractmethod
    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """The direction."""

    def after(self, state: State, step: FloatArray, change: FloatArray, g: FloatArray) -> State:
        """What is remembered after a step, from the change of the gradient and the new one."""
        return state

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """Length that a line search tries first; 1 is the natural one of Newton's family."""
        return np.ones_like(f)


def _expected_decrease(f: FloatArray, before: FloatArray, slope: FloatArray) -> FloatArray:
    """Length after which the value would fall as much as in the last step, at most 1."""
    length = np.minimum(1.0, 2.02 * (f - before) / slope)
    return np.where(length < 0, 1.0, length)


@dataclass(frozen=True)
class SteepestDescent(Direction):
    """-∇f."""

    name: ClassVar[str] = "steepest descent"

    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """Against the gradient."""
        return -g

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """From the last decrease."""
        return _expected_decrease(f, before, slope)


@dataclass(frozen=True)
class Newton(Direction):
    """-H⁻¹∇f: to where the quadratic model is level, be it a minimum or not."""

    name: ClassVar[str] = "newton"
    has_matrix: ClassVar[bool] = True

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """The Hessian."""
        return function.hessians(x), {}

    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """Solve with the matrix."""
        assert matrix is not None
        return solve(matrix, -g)


@dataclass(frozen=True)
class ModifiedNewton(Newton):
    """Newton with a Hessian made positive definite, so that it always goes down.

    ``"shift"``: H + τI with the smallest τ that lifts every curvature to `floor`; ``"absolute"``:
    |H|, every curvature by its size, at least `floor`.

    Source: Nocedal and Wright, chapter 3.4; Dauphin et al. 2014 for |H| (saddle-free Newton).
    """

    kind: Literal["shift", "absolute"] = "shift"
    floor: float = 1e-3
    name: ClassVar[str] = "modified newton"

    def __post_init__(self) -> None:
        if self.kind not in ("shift", "absolute"):
            raise ValueError(f"the kind is 'shift' or 'absolute', not {self.kind!r}")
        if not self.floor > 0:
            raise ValueError(f"the smallest curvature must be positive, got {self.floor}")

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """The modified Hessian; the true one is recorded beside it."""
        hessian = function.hessians(x)
        values, vectors = np.linalg.eigh(np.moveaxis(hessian, -1, 0))
        if self.kind == "shift":
            shift = np.maximum(0.0, self.floor - values[:, 0])
            matrix = hessian + shift * np.eye(len(hessian))[..., None]
            return matrix, {"true_hessian": hessian, "shift": shift}
        sizes = np.maximum(np.abs(values), self.floor)
        matrix = np.einsum("aij,aj,akj->ika", vectors, sizes, vectors)
        return matrix, {"true_hessian": hessian}


@dataclass(frozen=True)
class GaussNewton(Newton):
    """Newton with JᵀJ for the Hessian of ½‖r‖²: the residuals' own curvature is left out.

    Raises
    ------
    TypeError
        For a function that is not a sum of squares.
    """

    name: ClassVar[str] = "gauss-newton"

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """The matrix JᵀJ."""
        if not isinstance(function, Residuals):
            raise TypeError(
                f"{self.name} needs residuals: give the objective as optviz.residuals.SumOfSquares"
            )
        jacobians = function.jacobians(x)
        return np.einsum("mia,mja->ija", jacobians, jacobians), {}


@dataclass(frozen=True)
class BFGS(Direction):
    """-B∇f with B ≈ H⁻¹, corrected after each step so that By = s.

    Source: Broyden, Fletcher, Goldfarb, Shanno 1970; Nocedal and Wright, chapter 6.
    """

    name: ClassVar[str] = "bfgs"

    def start(self, x: FloatArray) -> State:
        """The identity."""
        n, count = x.shape
        return {"inverse_hessian": np.repeat(np.eye(n)[..., None], count, axis=-1)}

    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """Multiply by the inverse."""
        return -times(state["inverse_hessian"], g)

    def after(self, state: State, step: FloatArray, change: FloatArray, g: FloatArray) -> State:
        """Correct by rank two; a step without curvature (sᵀy ≤ 0) leaves B alone."""
        inverse = state["inverse_hessian"]
        curvature = dot(step, change)
        with np.errstate(all="ignore"):
            rho = np.where(curvature > 0, 1 / curvature, 0.0)
        by = times(inverse, change)
        cross = by[:, None] * step[None]
        growth = np.where(rho > 0, rho * (1 + rho * dot(change, by)), 0.0)
        corrected = inverse + growth * (step[:, None] * step[None])
        corrected -= rho * (cross + np.swapaxes(cross, 0, 1))
        return {"inverse_hessian": corrected}

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """From the last decrease, 1 near the end."""
        return _expected_decrease(f, before, slope)


@dataclass(frozen=True)
class LBFGS(Direction):
    """BFGS from the last `memory` steps alone: 2mn numbers in place of n².

    Source: Nocedal 1980; Liu and Nocedal 1989 (two loops, scaled by sᵀy / yᵀy).
    """

    memory: int = 10
    name: ClassVar[str] = "l-bfgs"

    def __post_init__(self) -> None:
        if self.memory not in range(1, MOST_REMEMBERED + 1):
            raise ValueError(
                f"the memory must hold 1 to {MOST_REMEMBERED} steps, a whole number; "
                f"got {self.memory}"
            )

    def start(self, x: FloatArray) -> State:
        """No steps yet: pairs of zeros count as nothing."""
        empty = np.zeros((self.memory, *x.shape))
        return {"steps": empty, "changes": empty}

    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """Two loops over the steps, newest first, then oldest first."""
        pairs = list(zip(state["steps"], state["changes"], strict=True))
        q = g.copy()
        shares = []
        with np.errstate(all="ignore"):
            for s, y in reversed(pairs):
                rho = _inverse(dot(s, y))
                shares.append(rho * dot(s, q))
                q -= shares[-1] * y
            s, y = pairs[-1]
            scale = dot(s, y) / dot(y, y)
            q *= np.where(np.isfinite(scale) & (scale > 0), scale, 1.0)
            for (s, y), share in zip(pairs, reversed(shares), strict=True):
                q += (share - _inverse(dot(s, y)) * dot(y, q)) * s
        return -q

    def after(self, state: State, step: FloatArray, change: FloatArray, g: FloatArray) -> State:
        """Remember the step, forget the oldest; one without curvature counts as nothing."""
        curved = dot(step, change) > np.finfo(float).eps * dot(change, change)
        pair = {"steps": np.where(curved, step, 0.0), "changes": np.where(curved, change, 0.0)}
        return {name: np.concatenate([state[name][1:], new[None]]) for name, new in pair.items()}

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """One unit of distance in the first step, then 1."""
        return np.where(k == 0, _inverse(np.sqrt(dot(p, p))), 1.0)


def _inverse(number: FloatArray) -> FloatArray:
    """1/number, and 0 for 0."""
    return np.divide(1.0, number, out=np.zeros_like(number), where=number != 0)


@dataclass(frozen=True)
class ConjugateGradient(Direction):
    """-∇f + β (last direction): no matrix at all.

    β is Polak and Ribière's, not below 0 (``"pr+"``), Fletcher and Reeves' (``"fr"``), Hestenes
    and Stiefel's (``"hs"``) or Dai and Yuan's (``"dy"``). Where the new direction would not go
    down by at least a hundredth of |g|², it starts afresh from -∇f.

    Source: Nocedal and Wright, chapter 5.2.
    """

    kind: Literal["pr+", "fr", "hs", "dy"] = "pr+"
    name: ClassVar[str] = "conjugate gradient"

    def __post_init__(self) -> None:
        if self.kind not in ("pr+", "fr", "hs", "dy"):
            raise ValueError(f"the kind is 'pr+', 'fr', 'hs' or 'dy', not {self.kind!r}")

    def start(self, x: FloatArray) -> State:
        """No direction yet."""
        return {"last_direction": np.zeros_like(x)}

    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """Carried on from the last direction, which `after` has scaled by β."""
        carried = state["last_direction"] - g
        down = dot(carried, g) <= -0.01 * dot(g, g)
        return np.where(down, carried, -g)

    def after(self, state: State, step: FloatArray, change: FloatArray, g: FloatArray) -> State:
        """β times the direction of the step just made."""
        before = g - change
        with np.errstate(all="ignore"):
            # Per unit of length along the step: every β is a ratio, so the length drops out.
            top, bottom = {
                "pr+": (np.maximum(dot(g, change), 0.0), dot(before, before)),
                "fr": (dot(g, g), dot(before, before)),
                "hs": (dot(g, change), dot(state["direction"], change)),
                "dy": (dot(g, g), dot(state["direction"], change)),
            }[self.kind]
            beta = top / bottom
        beta = np.where(np.isfinite(beta), beta, 0.0)
        return {"last_direction": beta * state["direction"]}

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """From the last decrease."""
        return _expected_decrease(f, before, slope)
