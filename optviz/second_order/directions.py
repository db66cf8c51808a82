"""Directions: where to go from here, from the gradient and what is known of the curvature.

Vectors are (n, A), matrices (n, n, A): A starts at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from linalg.options import check_options
from optviz.curvature import RELATIVE, level_step
from optviz.method_names import title_of
from optviz.objectives.function import Function
from optviz.objectives.residuals import Residuals

FloatArray = NDArray[np.float64]
State: TypeAlias = dict[str, FloatArray]
Steps: TypeAlias = NDArray[np.int64]
"""Steps made so far, start by start."""


class Direction(ABC):
    """The choice of a search direction.

    A subclass defines `vector`, and `matrix` where it has one.

    Attributes
    ----------
    name : str
    has_matrix : bool
        Whether there is a matrix of curvatures, which a trust region needs.

    Examples
    --------
    >>> SteepestDescent().has_matrix, Newton().has_matrix
    (False, True)
    """

    name: ClassVar[str]
    has_matrix: ClassVar[bool] = False
    """Whether there is a matrix of curvatures, which a trust region needs."""

    def start(self, x: FloatArray) -> State:
        """Return the memory before the first step."""
        return {}

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """Matrix of the local model, and terms to record with it."""
        return None, {}

    @abstractmethod
    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """The direction."""

    def after(self, state: State, step: FloatArray, change: FloatArray, g: FloatArray) -> State:
        """Return the memory after a step, from the change of the gradient and the new one."""
        return state

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """Length that a line search tries first; 1 is the natural one of Newton's family."""
        return np.ones_like(f)


def expected_decrease(f: FloatArray, before: FloatArray, slope: FloatArray) -> FloatArray:
    """Length after which the value would fall as much as in the last step, at most 1."""
    length = np.minimum(1.0, 2.02 * (f - before) / slope)
    return np.where(length < 0, 1.0, length)


@dataclass(frozen=True)
class SteepestDescent(Direction):
    """-∇f.

    Examples
    --------
    >>> SteepestDescent().vector(np.array([[2.0], [-1.0]]), None, {}).T
    array([[-2.,  1.]])
    """

    name: ClassVar[str] = "steepest descent"

    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """Against the gradient."""
        return -g

    def first_length(
        self, k: Steps, f: FloatArray, before: FloatArray, slope: FloatArray, p: FloatArray
    ) -> FloatArray:
        """From the last decrease."""
        return expected_decrease(f, before, slope)


@dataclass(frozen=True)
class Newton(Direction):
    """-H⁻¹∇f: to where the quadratic model is level, be it a minimum or not.

    Examples
    --------
    >>> from optviz.objectives.objective import Objective
    >>> f, x = Objective("x**2 + 10*y**2"), np.array([[4.0], [1.0]])
    >>> matrix, _ = Newton().matrix(f, x)
    >>> Newton().vector(f.gradients(x), matrix, {}).T
    array([[-4., -1.]])
    """

    name: ClassVar[str] = "newton"
    has_matrix: ClassVar[bool] = True

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """The Hessian."""
        return function.hessians(x), {}

    def vector(self, g: FloatArray, matrix: FloatArray | None, state: State) -> FloatArray:
        """Solve with the matrix; along a valley, the shortest solution."""
        assert matrix is not None
        return level_step(matrix, g)


@dataclass(frozen=True)
class ModifiedNewton(Newton):
    """Newton with a Hessian made positive definite, so that it always goes down.

    ``"shift"``: H + τI with the smallest τ that lifts every curvature to `floor`; ``"absolute"``:
    |H|, every curvature by its size, at least `floor`.

    Source: Nocedal and Wright, chapter 3.4; Dauphin et al. 2014 for |H| (saddle-free Newton).

    Parameters
    ----------
    kind : {"shift", "absolute"}
    floor : float
        The smallest curvature after the change, positive.

    Raises
    ------
    ValueError
        For another kind, or a floor that is not positive.

    Examples
    --------
    >>> from optviz.objectives.objective import Objective
    >>> saddle, x = Objective("x**2 - y**2"), np.array([[1.0], [1.0]])
    >>> for kind in ("shift", "absolute"):
    ...     print(ModifiedNewton(kind, 0.5).matrix(saddle, x)[0][..., 0].diagonal())
    [4.5 0.5]
    [2. 2.]
    """

    kind: Literal["shift", "absolute"] = "shift"
    floor: float = 1e-3
    name: ClassVar[str] = "modified newton"

    def __post_init__(self) -> None:
        check_options(self)
        if not self.floor > 0:
            raise ValueError(f"the smallest curvature must be positive, got {self.floor}")

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """The modified Hessian; the true one is recorded beside it."""
        hessian = function.hessians(x)
        values, vectors = np.linalg.eigh(np.moveaxis(hessian, -1, 0))
        if self.kind == "shift":
            # Beside a huge negative curvature a small floor would be lost in rounding.
            rounding = RELATIVE * len(hessian) * np.abs(values).max(axis=1)
            shift = np.maximum(0.0, np.maximum(self.floor, rounding) - values[:, 0])
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

    Examples
    --------
    >>> from optviz.objectives.residuals import SumOfSquares
    >>> f, x = SumOfSquares(["10*(y - x**2)", "1 - x"], "xy"), np.array([[1.0], [1.0]])
    >>> GaussNewton().matrix(f, x)[0][..., 0]
    array([[ 401., -200.],
           [-200.,  100.]])
    """

    name: ClassVar[str] = "gauss-newton"

    def matrix(self, function: Function, x: FloatArray) -> tuple[FloatArray | None, State]:
        """The matrix JᵀJ."""
        if not isinstance(function, Residuals):
            raise TypeError(
                f"{title_of(self.name)} needs residuals: give the objective as "
                "optviz.objectives.residuals.SumOfSquares"
            )
        jacobians = function.jacobians(x)
        return np.einsum("mia,mja->ija", jacobians, jacobians), {}
