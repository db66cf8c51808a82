"""Points without a finite value, and the part of the function that is to blame."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from linalg.compilation import Kernel
from optviz.objectives.objective import Objective

__all__ = ["part_without_value"]

FloatArray = NDArray[np.float64]


def part_without_value(objective: Objective, point: FloatArray) -> tuple[sp.Expr, bool] | None:
    """Return the innermost part of a function, or of its gradient, that is not finite at a point.

    Parameters
    ----------
    objective : Objective
    point : ndarray, shape (n,)

    Returns
    -------
    tuple of the part and whether it is one of the gradient's, or None where all are finite

    Examples
    --------
    >>> part_without_value(Objective("x - 2*log(x)"), np.array([-1.0]))
    (log(x), False)
    >>> part_without_value(Objective("x + sqrt(x)"), np.array([0.0]))
    (1/sqrt(x), True)
    """
    for parts, of_gradient in (
        ([objective.expression], False),
        (objective.gradient_expressions, True),
    ):
        part = _first_without_value(parts, objective.variables, point)
        if part is not None:
            return part, of_gradient
    return None


def _first_without_value(
    expressions: Iterable[sp.Expr], variables: tuple[sp.Symbol, ...], point: FloatArray
) -> sp.Expr | None:
    for expression in expressions:
        for part in sp.postorder_traversal(expression):
            if not isinstance(part, sp.Expr) or part.is_Atom or not part.free_symbols:
                continue
            with np.errstate(all="ignore"):
                value = Kernel([part], variables)(point[:, None])
            if not np.isfinite(value).all():
                return part
    return None
