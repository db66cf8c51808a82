"""What a symbolic elimination takes for granted: that its pivots are not zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from linalg.fraction_free import ExactFactors


@dataclass(frozen=True)
class Assumption:
    """The pivot in a place is not zero as long as `expression` is not.

    Attributes
    ----------
    expression : sympy.Expr
        A polynomial without a constant factor; the pivots before are not zero already.
    row, column : int
        The pivot place, from 0.
    """

    expression: sp.Expr
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.expression} ≠ 0"


def assumptions_of(factors: ExactFactors) -> tuple[Assumption, ...]:
    """Return one assumption for each pivot that depends on a symbol."""
    found: dict[Any, Assumption] = {}
    for r, c in factors.pivots:
        condition = _condition(factors.matrix.ring, factors.rows[r][c])
        if condition.free_symbols:
            found.setdefault(condition, Assumption(condition, r, c))
    return tuple(found.values())


def _condition(ring: Any, pivot: Any) -> sp.Expr:
    """Write a pivot without what cannot make it zero: constant factors and denominators."""
    if ring.is_Poly:
        return ring.to_sympy(pivot.primitive()[1])
    expression = ring.to_sympy(pivot)
    if not expression.free_symbols:
        return expression
    return sp.primitive(sp.expand(sp.fraction(sp.together(expression))[0]))[1]
