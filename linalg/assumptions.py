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
    ring = factors.matrix.ring
    found: dict[Any, Assumption] = {}
    for r, c in factors.pivots:
        expression = ring.to_sympy(factors.rows[r][c])
        if expression.free_symbols:
            numerator = sp.fraction(sp.together(expression))[0]
            condition = sp.factor_terms(sp.primitive(sp.expand(numerator))[1])
            found.setdefault(condition, Assumption(condition, r, c))
    return tuple(found.values())
