"""The bowl that a race ends in: the quadratic model at its minimum, with two curvatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.immutable import Immutable
from optviz.descent.compare import Comparison
from optviz.descent.eigen_errors import EigenErrors
from optviz.figures import Window
from optviz.objectives.function import Function
from optviz.objectives.objective import Objective
from optviz.trajectories.endings import CONVERGED
from optviz.trajectories.stationary import kinds_of_ground

__all__ = ["LastBowl"]

ALONG, ACROSS = 0.86, 0.4
"""Of the radius, along the eigenvectors: where the descent begins, if not where the race does."""
_ASIDE = 0.15  # of the way: a start with less error than this along one tells nothing of it
_NEAR, _ALIKE = 1e-3, 0.3  # of the radius; of the model's height


@dataclass(frozen=True, eq=False)
class LastBowl(Immutable):
    """The quadratic model of a function at the minimum that a race reached, and a descent in it.

    Attributes
    ----------
    function : Objective
        The model itself.
    errors : EigenErrors
    own : bool
        Whether the function is this bowl everywhere.

    Examples
    --------
    >>> from optviz.descent.compare import compare
    >>> from optviz.objectives.gallery import rosenbrock
    >>> bowl = LastBowl.of(compare(rosenbrock(), "newton", [-1.2, 1]))
    >>> round(bowl.errors.condition), bowl.own
    (2508, False)
    """

    function: Objective
    errors: EigenErrors
    own: bool

    @classmethod
    def of(cls, race: Comparison) -> Self | None:
        """Return the bowl that a race ends in; None where none is reached, or it is flat."""
        if not race.settled:
            return None
        lowest = min(race.trajectories.values(), key=lambda t: float(np.nanmin(t.f)))
        f, minimum = lowest.objective, lowest.x[int(np.nanargmin(lowest.f))]
        if kinds_of_ground(f, minimum[:, None])[0] != CONVERGED:
            return None
        try:
            bowl = EigenErrors.of(f.hessian(minimum), minimum, lowest.x[0])
        except ValueError:
            return None
        radius = float(np.linalg.norm(bowl.errors))
        if radius == 0 or not _is_alike(f, bowl, radius):
            return None
        if not (f.is_quadratic and np.abs(bowl.errors).min() >= _ASIDE * radius):
            aside = bowl.axes @ np.array([-ALONG, ACROSS])
            bowl = EigenErrors.of(bowl.hessian, minimum, minimum + radius * aside)
        return cls(_drawn(bowl, f.names), bowl, f.is_quadratic)

    @property
    def window(self) -> Window:
        """The window that holds the start, and as much on the other side."""
        reach = np.abs(self.errors.start - self.errors.minimum)
        reach = 1.2 * np.maximum(reach, 0.25 * reach.max())
        low, high = self.errors.minimum - reach, self.errors.minimum + reach
        return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))

    def check(self) -> Check:
        """Say whether each error shrinks as its curvature says."""
        return self.errors.check()


def _is_alike(function: Function, bowl: EigenErrors, radius: float) -> bool:
    """Tell whether a function is its model beside the minimum: that of x⁴ is none."""
    for way in (*bowl.axes.T, *-bowl.axes.T):
        aside = _NEAR * radius * way
        rise = float(function(bowl.minimum + aside) - function(bowl.minimum))
        modelled = float(aside @ bowl.hessian @ aside) / 2
        if not abs(rise - modelled) <= _ALIKE * modelled:
            return False
    return True


def _drawn(bowl: EigenErrors, names: tuple[str, ...]) -> Objective:
    """Return the bowl as a function, with its minimum at 0."""
    x, y = variables = [sp.Symbol(name, real=True) for name in names]
    (a, b), (_, d) = bowl.hessian.tolist()
    p, q = (sp.Float(c) for c in bowl.minimum.tolist())
    value = a / 2 * (x - p) ** 2 + b * (x - p) * (y - q) + d / 2 * (y - q) ** 2
    return Objective(value, variables, name="m", minima=[tuple(bowl.minimum.tolist())])
