"""Ax = b with a given x, or AX = I with a given X, in one arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import scipy.linalg

from linalg.check import Check
from linalg.immutable import Immutable
from linalg.kernels.numerical_rank import numerical_rank
from linalg.verification.arithmetic import Arithmetic, Array, FloatArithmetic


@dataclass(frozen=True, eq=False, kw_only=True)
class System(Immutable):
    """The claim that AX = B.

    Attributes
    ----------
    arithmetic : Arithmetic
    A, X, B : (m, n), (n, r) and (m, r) arrays
    is_inverse : bool
        True where B is the identity; of floats XA = I is then as good.
    """

    arithmetic: Arithmetic
    A: Array
    X: Array
    B: Array
    is_inverse: bool

    @cached_property
    def residual(self) -> Array:
        """The rest of B when AX is taken away, (m, r)."""
        result: Array = self.B - self.A @ self.X
        return result

    @cached_property
    def sizes(self) -> Array:
        """The size of what was added up in each entry of the residual."""
        sizes = self.arithmetic.sizes(self.A, self.X)
        return sizes if self.arithmetic.is_exact else sizes + np.abs(self.B)

    def check(self, relation: str) -> Check:
        """Return the verdict: equality, or for floats a residual as small as elimination leaves."""
        if not isinstance(self.arithmetic, FloatArithmetic):
            return self.arithmetic.compared(relation, self.B, self.A, self.X)
        sides = [(self.A, self.X, self.B)]
        if self.is_inverse:
            sides.append((self.A.T, self.X.T, self.B))
        checks = [check for side in sides for check in self._within_rounding(relation, *side)]
        return next((check for check in checks if check.holds), checks[0])

    def _within_rounding(self, relation: str, A: Array, X: Array, B: Array) -> tuple[Check, Check]:
        """Judge by elimination in double precision with A scaled, and in these floats unscaled."""
        assert isinstance(self.arithmetic, FloatArithmetic)
        judged = numerical_rank(np.asfortranarray(A), 2 * self.arithmetic.unit)
        residual, bound = judged.residual(np.ascontiguousarray(X), B)
        P, L, U = scipy.linalg.lu(A)
        gamma = self.arithmetic.gamma(self.arithmetic.roundings)
        with np.errstate(over="ignore", invalid="ignore"):
            plain = np.abs(B - A @ X)
            allowed = gamma * (P @ np.abs(L) @ (np.abs(U) @ np.abs(X)))
        return (
            Check(relation, bool((residual <= bound).all()), residual, bound),
            Check(relation, bool((plain <= allowed).all()), plain, allowed),
        )

    @property
    def hold(self) -> bool:
        """True if AX = B, exactly or within rounding."""
        return self.check("AX = B").holds

    @cached_property
    def wrong(self) -> tuple[tuple[int, int], ...]:
        """The places where AX is not B, row by row."""
        off = ~self.arithmetic.nothing(self.residual, self.sizes)
        return tuple((int(i), int(j)) for i, j in np.argwhere(off))

    def instead(self, **changes: Any) -> System:
        """Return the same claim about other matrices."""
        return replace(self, **changes)

    def shown(self, x: Any) -> Any:
        """Return an entry as it is handed out."""
        return self.arithmetic.shown(x)
