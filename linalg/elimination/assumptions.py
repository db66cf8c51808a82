"""Assumptions of a symbolic elimination: that its pivots are not zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from linalg.conditions.conditions import Condition, nonvanishing
from linalg.conditions.parameters import parameters_of
from linalg.conditions.regions import Region
from linalg.errors import LinalgError
from linalg.kernels.exact_factors import ExactFactors


@dataclass(frozen=True)
class Assumption:
    """The pivot in a place is not zero as long as `expression` is not.

    Attributes
    ----------
    expression : sympy.Expr
        A factor that the pivots before do not have and that can be zero; irreducible, unless the
        pivot is too large to be factored.
    row, column : int
        The pivot place, from 0.
    """

    expression: sp.Expr
    row: int
    column: int

    @property
    def condition(self) -> Condition:
        """The assumption as a person writes it: a ≠ b."""
        return nonvanishing(self.expression)

    def __str__(self) -> str:
        return str(self.condition)


def assumptions_of(factors: ExactFactors) -> tuple[Assumption, ...]:
    """Return an assumption for each factor of a pivot that can be zero, once."""
    found: dict[Any, Assumption] = {}
    for r, c in factors.pivots:
        pivot = factors.matrix.written(factors.rows[r][c])
        if pivot.free_symbols:
            for factor in may_vanish(pivot):
                found.setdefault(factor, Assumption(factor, r, c))
    return tuple(found.values())


def may_vanish(expression: sp.Expr) -> tuple[sp.Expr, ...]:
    """Return the factors of an expression that are zero for some real values, as far as is known.

    None are left of one that is never zero, such as a² + 1.

    Examples
    --------
    >>> a, c = sp.symbols("a c")
    >>> may_vanish(-(c**2) * (a**2 + 1) * (a - c))
    (c, a - c)
    """
    try:
        parameters = parameters_of([expression])
        top, _ = parameters.fraction(expression)
        region = Region(parameters=parameters, values=(), equations=parameters.relations)
        found = region.doubtful(top) or ()
    except LinalgError:
        return (expression,)
    return tuple(factor.as_expr() for factor in found)
