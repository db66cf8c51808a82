"""The inertia of a symmetric matrix: the signs of its pivots and of its eigenvalues.

Source: G. Strang, MIT 18.06, lectures 27 and 28.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from linalg.check import Check
from linalg.errors import LinalgError, ShapeError, ZeroPivotError
from linalg.factorisations.factorisations import require_square
from linalg.factorisations.figures import draw_form, draw_signs
from linalg.factorisations.symmetric_factors import LDLT, ldlt, require_symmetric
from linalg.figures import new_axes, numbers
from linalg.immutable import read_only
from linalg.kernels.numerical_rank import numerical_rank
from linalg.numbers.matrices import (
    FloatArray,
    Matrix,
    described,
    grid,
    handed_out,
    is_float,
    symbols_in,
)
from linalg.record import Record
from linalg.symmetry.symmetry import is_symmetric

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Definiteness = Literal[
    "positive definite",
    "positive semidefinite",
    "negative definite",
    "negative semidefinite",
    "indefinite",
    "zero",
]


@dataclass(frozen=True, eq=False)
class Inertia(Record):
    """The numbers of positive, zero and negative pivots of a symmetric matrix.

    By Sylvester's law these are the numbers of positive, zero and negative eigenvalues.

    Attributes
    ----------
    A : (n, n) matrix
    positive, zero, negative : int
    factors : LDLT or None
        A = LDLᵀ, if it exists.
    """

    A: Matrix
    positive: int
    zero: int
    negative: int
    factors: LDLT | None

    @property
    def definiteness(self) -> Definiteness:
        """The kind of the quadratic form xᵀAx."""
        if self.positive and self.negative:
            return "indefinite"
        if not self.positive and not self.negative:
            return "zero"
        sign = "positive" if self.positive else "negative"
        return f"{sign} {'semidefinite' if self.zero else 'definite'}"  # type: ignore[return-value]

    @property
    def signs(self) -> tuple[int, ...]:
        """Those of the pivots and of the eigenvalues, from the largest to the smallest."""
        return (1,) * self.positive + (0,) * self.zero + (-1,) * self.negative

    @cached_property
    def eigenvalues(self) -> FloatArray:
        """The n eigenvalues as floats, the largest first; 0 where one is known to be 0."""
        if not self.A.shape[0]:
            return read_only(np.zeros(0))
        values = np.linalg.eigvalsh(numbers(self.A))[::-1]
        return read_only(np.where(np.array(self.signs) == 0, 0.0, values))

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the pivots, if there are some, above the eigenvalues on one line of numbers."""
        ax = new_axes(ax, (5.6, 2.4))
        pivots = None
        if self.factors is not None:
            pivots = np.diagonal(numbers(self.factors.D)), self.factors.signs
        draw_signs(ax, pivots, (self.eigenvalues, self.signs))
        return ax

    def plot_form(self, ax: Axes | None = None) -> Axes:
        """Draw the level sets of xᵀAx: ellipses, hyperbolas or parallel lines.

        Raises
        ------
        ShapeError
            If A is not 2 × 2.
        """
        if self.A.shape != (2, 2):
            raise ShapeError(f"level sets are drawn for 2 unknowns, not {self.A.shape[0]}")
        ax = new_axes(ax)
        draw_form(ax, numbers(self.A), self.signs)
        return ax

    def check(self) -> Check:
        """Say whether the counts add up to n and A = LDLᵀ holds."""
        complete = self.positive + self.zero + self.negative == self.A.shape[0]
        check = self.factors.check() if self.factors else Check("A = Aᵀ", is_symmetric(self.A))
        return Check(check.relation, complete and bool(check), check.residual, check.bound)

    def _brief(self) -> str:
        counts = f"{self.positive} positive, {self.zero} zero, {self.negative} negative"
        return f"{described(self.A)}: {self.definiteness}, {counts}"


def inertia(A: object) -> Inertia:
    """Count the signs of the pivots of a symmetric matrix.

    Parameters
    ----------
    A : (n, n) matrix of numbers

    Raises
    ------
    LinalgError
        If A is not symmetric or holds symbols, whose sign nobody knows.

    Examples
    --------
    >>> inertia("2 -1; -1 2").definiteness
    'positive definite'
    >>> inertia("0 1; 1 0").definiteness
    'indefinite'
    """
    M = handed_out(grid(A))
    require_square(M.shape, "definiteness")
    require_symmetric(M)
    if symbols_in(M):
        raise LinalgError(
            "a symbol has no sign: put in numbers, or ask `definiteness` for the cases"
        )
    try:
        factors: LDLT | None = ldlt(grid(A))
    except ZeroPivotError:  # there are none
        factors = None
    if factors is None or is_float(M):
        signs = _signs_of_eigenvalues(M, grid(A).eps)
    else:
        signs = factors.signs
    return Inertia(M, signs.count(1), signs.count(0), signs.count(-1), factors)


def _signs_of_eigenvalues(A: Matrix, eps: float) -> list[int]:
    """Return the signs of the eigenvalues.

    Exactly, by Descartes' rule on the characteristic polynomial, whose roots are all real. Of
    floats, those of DAD with D of powers of 2, which are the same by Sylvester's law; as many as
    the rank is short of n count as zero.
    """
    if is_float(A):
        judged = numerical_rank(A, eps)
        half = (judged.scaled.rows + judged.scaled.columns) // 2
        values = np.linalg.eigvalsh(np.ldexp(A, half[:, None] + half))
        values[np.argsort(np.abs(values))[: len(A) - judged.rank]] = 0.0
        return [int(np.sign(value)) for value in values]
    coefficients = A.charpoly().all_coeffs()
    zeros = next(i for i, c in enumerate(reversed(coefficients)) if c != 0)
    positive = _changes([c for c in coefficients if c != 0])
    return [1] * positive + [0] * zeros + [-1] * (A.rows - positive - zeros)


def _changes(numbers: list[Any]) -> int:
    return sum((a > 0) != (b > 0) for a, b in pairwise(numbers))
