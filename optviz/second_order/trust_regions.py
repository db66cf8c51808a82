"""Globalisations by trust in the model: a radius, or a damping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.options import check_options
from optviz.curvature import solve
from optviz.objectives.function import Function
from optviz.second_order.globalisations import Globalisation, Here, Move, State
from optviz.second_order.subproblem import dogleg, dot, exact, times

FloatArray = NDArray[np.float64]


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

    Parameters
    ----------
    radius, largest : float
        The first radius, and the largest; 0 < radius ≤ largest.
    accept : float
        Ratio above which a step is made, from 0 to below 0.25.
    subproblem : {"exact", "dogleg"}

    Raises
    ------
    ValueError
        For a constant out of its range, or another subproblem.

    Examples
    --------
    >>> from optviz.objectives.gallery import rosenbrock
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.second_order import Method, Newton
    >>> path = minimize(rosenbrock(), Method(Newton(), TrustRegion(0.5)), [-1.2, 1], steps=4)
    >>> path.terms["radius"]
    array([0.5, 0.5, 1. , 1. ])
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
        check_options(self)

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
            x=np.where(accepted, here.x + step, here.x),
            f=np.where(accepted, trial, here.f),
            g=np.where(accepted, gradient, here.g),
            proposed=step,
            failed=failed,
            pending=None,
            terms={"radius": radius, "ratio": ratio, "shift": shift},
            state={"radius": next_radius},
            trials=len(trial),
        )


@dataclass(frozen=True)
class Damping(Globalisation):
    """Levenberg and Marquardt: solve with M + λI, and let λ follow how well the model predicts.

    Large λ is a short step downhill, small λ the full one. λ starts at `initial` times the largest
    diagonal entry; a good step divides it by up to 3, a refused one multiplies it by 2, 4, 8, ….

    Source: Levenberg 1944, Marquardt 1963; the rule for λ is Nielsen's (1999).

    Parameters
    ----------
    initial : float
        The first λ over the largest diagonal entry, positive.

    Raises
    ------
    ValueError
        For an initial damping that is not positive.

    Examples
    --------
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.objectives.residuals import SumOfSquares
    >>> from optviz.second_order import GaussNewton, Method
    >>> f = SumOfSquares(["x - 3"])
    >>> minimize(f, Method(GaussNewton(), Damping(1.0)), [0], steps=3).x.ravel()
    array([0.    , 1.5   , 2.625 , 2.9625])
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
            x=np.where(accepted, here.x + step, here.x),
            f=np.where(accepted, trial, here.f),
            g=np.where(accepted, gradient, here.g),
            proposed=step,
            failed=failed,
            pending=None,
            terms={"damping": damping, "ratio": ratio},
            state={
                "damping": np.where(accepted, eased, damping * state["growth"]),
                "growth": np.where(accepted, 2.0, 2 * state["growth"]),
            },
            trials=len(trial),
        )
