"""Directions that learn the curvature from their steps, and conjugate gradients.

Vectors are (n, A), matrices (n, n, A): A starts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.options import check_options
from optviz.second_order.directions import Direction, State, Steps, expected_decrease
from optviz.second_order.subproblem import dot, times

FloatArray = NDArray[np.float64]

MOST_REMEMBERED = 1000


@dataclass(frozen=True)
class BFGS(Direction):
    """-B∇f with B ≈ H⁻¹, corrected after each step so that By = s.

    Source: Broyden, Fletcher, Goldfarb, Shanno 1970; Nocedal and Wright, chapter 6.

    Examples
    --------
    >>> direction, s, y = BFGS(), np.array([[1.0], [0.0]]), np.array([[4.0], [0.0]])
    >>> state = direction.after(direction.start(s), s, y, y)
    >>> state["inverse_hessian"][..., 0]
    array([[0.25, 0.  ],
           [0.  , 1.  ]])
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
        growth = np.where(rho > 0, rho * (1 + rho * dot(change, by)), 0.0)
        # growth ssᵀ - rho (By sᵀ + s (By)ᵀ), as half of it and its transpose
        half = step[:, None] * (0.5 * growth * step - rho * by)[None]
        return {"inverse_hessian": inverse + (half + np.swapaxes(half, 0, 1))}

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """From the last decrease, 1 near the end."""
        return expected_decrease(f, before, slope)


@dataclass(frozen=True)
class LBFGS(Direction):
    """BFGS from the last `memory` steps alone: 2mn numbers in place of n².

    Source: Nocedal 1980; Liu and Nocedal 1989 (two loops, scaled by sᵀy / yᵀy).

    Parameters
    ----------
    memory : int
        Steps remembered, from 1 to 1000.

    Raises
    ------
    ValueError
        For another number of steps.

    Examples
    --------
    >>> direction, s, y = LBFGS(2), np.array([[1.0], [0.0]]), np.array([[4.0], [0.0]])
    >>> state = direction.after(direction.start(s), s, y, y)
    >>> direction.vector(np.array([[8.0], [4.0]]), None, state).T
    array([[-2., -1.]])
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

    Parameters
    ----------
    kind : {"pr+", "fr", "hs", "dy"}

    Raises
    ------
    ValueError
        For another kind.

    Examples
    --------
    >>> from optviz.objectives.gallery import quadratic
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.second_order import Method, StrongWolfe
    >>> method = Method(ConjugateGradient("fr"), StrongWolfe(c2=1e-3))
    >>> minimize(quadratic(30), method, [3.0, -2.0], steps=9, tolerance=1e-6).steps
    2
    """

    kind: Literal["pr+", "fr", "hs", "dy"] = "pr+"
    name: ClassVar[str] = "conjugate gradient"

    def __post_init__(self) -> None:
        check_options(self)

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
        return expected_decrease(f, before, slope)
