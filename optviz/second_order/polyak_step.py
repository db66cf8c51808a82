"""Polyak's step: as far as the slope, followed straight on, would reach the least value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from optviz.objectives.function import Function
from optviz.second_order.directions import SteepestDescent
from optviz.second_order.globalisations import Globalisation, Here, Move, State
from optviz.second_order.method import Method
from optviz.second_order.subproblem import dot


@dataclass(frozen=True)
class PolyakStep(Globalisation):
    """The length (f - f*) / -∇f·p, which along -∇f is (f - f*) / ‖∇f‖².

    Source: Polyak, Introduction to optimization, 1987; Loizou et al. 2021 for the bound.

    Parameters
    ----------
    minimum : float
        The least value f*, which must be known; with a guess above it the descent stalls there.
    longest : float
        Bound of the length, positive.

    Raises
    ------
    ValueError
        For a minimum that is not finite, or a bound that is not positive.

    Examples
    --------
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.objectives.objective import Objective
    >>> path = minimize(Objective("x**2"), Method(SteepestDescent(), PolyakStep()), [8], steps=3)
    >>> path.x.ravel().tolist(), path.terms["step_length"].tolist()
    ([8.0, 4.0, 2.0, 1.0], [0.25, 0.25, 0.25])
    """

    minimum: float = 0.0
    longest: float = np.inf
    name: ClassVar[str] = "polyak step"

    def __post_init__(self) -> None:
        if not (np.isfinite(self.minimum) and self.longest > 0):
            raise ValueError(
                f"the least value is a number and the longest step positive, "
                f"got {self.minimum} and {self.longest}"
            )

    def move(self, function: Function, here: Here, p: Any, first: Any, state: State) -> Move:
        """Go to where the tangent has the least value."""
        slope = dot(here.g, p)
        length = np.minimum((here.f - self.minimum) / -slope, self.longest)
        failed = ~(length > 0)
        step = np.where(failed, 0.0, length * p)
        x = here.x + step
        f, g = function.evaluate(x)
        return Move(
            x=x,
            f=f,
            g=g,
            proposed=step,
            failed=failed,
            terms={"step_length": length},
            trials=len(f),
        )


def polyak(minimum: float = 0.0, longest: float = np.inf) -> Method:
    """Gradient descent with Polyak's step, for a function whose least value is known.

    Parameters
    ----------
    minimum : float
        The least value f*.
    longest : float
        Bound of the step's length; optax's is 1.

    Returns
    -------
    Method
        Steepest descent with `PolyakStep`.

    Examples
    --------
    >>> from optviz.descent.minimize import minimize
    >>> from optviz.objectives.objective import Objective
    >>> minimize(Objective("x**2 + y**2"), polyak(), [4, 2], steps=2).x.tolist()
    [[4.0, 2.0], [2.0, 1.0], [1.0, 0.5]]
    """
    return Method(SteepestDescent(), PolyakStep(minimum, longest), "polyak")
