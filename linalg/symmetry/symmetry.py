"""Transposes and symmetric matrices: the symmetric part, RᵀR, definiteness, and the rules.

Source: G. Strang, MIT 18.06, lecture 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from linalg.check import Check
from linalg.elimination.steps import lowest_terms
from linalg.errors import LinalgError, ShapeError, ZeroPivotError
from linalg.factorisations.factorisations import LDLT, ldlt, require_square, require_symmetric
from linalg.factorisations.gauss_jordan import inverse
from linalg.factorisations.quadratic_form_figure import draw_form, draw_signs
from linalg.figures import new_axes, numbers
from linalg.immutable import read_only
from linalg.kernels.numerical_rank import numerical_rank
from linalg.numbers.matrices import (
    EPS,
    FloatArray,
    Matrix,
    described,
    grid,
    handed_out,
    is_float,
    symbols_in,
)
from linalg.products.multiplication import conformable
from linalg.record import Record

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


def transpose(A: object) -> Matrix:
    """Return Aᵀ, (n, m): entry (i, j) is entry (j, i) of A.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> transpose("1 3; 2 3; 4 1")
    Matrix([
    [1, 2, 4],
    [3, 3, 1]])
    """
    return handed_out(grid(A)).T


def symmetric_part(A: object) -> Matrix:
    """Return (A + Aᵀ)/2, which has the same quadratic form as the square A.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    ShapeError
        If A is not square.

    Examples
    --------
    >>> symmetric_part("1 4; 2 3")
    Matrix([
    [1, 3],
    [3, 3]])
    """
    M = handed_out(grid(A))
    require_square(M.shape, "the symmetric part")
    return (M + M.T) / 2


def gram(R: object) -> Matrix:
    """Return RᵀR, (n, n), always symmetric: the inner products of the columns.

    Parameters
    ----------
    R : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> gram("1 2 4; 3 3 1")
    Matrix([
    [10, 11,  7],
    [11, 13, 11],
    [ 7, 11, 17]])
    """
    M = handed_out(grid(R))
    return M.T @ M


def is_symmetric(A: object) -> bool:
    """Say whether A = Aᵀ, exactly for each kind of number.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> is_symmetric("1 2; 2 3"), is_symmetric("1 2; 3 4")
    (True, False)
    """
    try:
        require_symmetric(handed_out(grid(A)))
    except LinalgError:
        return False
    return True


@dataclass(frozen=True, eq=False)
class Inertia(Record):
    """How many pivots of a symmetric matrix are positive, zero and negative.

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


@dataclass(frozen=True, eq=False)
class Identity(Record):
    """A rule of matrix algebra on particular matrices: both sides, and whether they agree.

    Attributes
    ----------
    rule : str
        Such as ``"(AB)ᵀ = BᵀAᵀ"``.
    left, right : matrix
    """

    rule: str
    left: Matrix
    right: Matrix

    def check(self) -> Check:
        """Say whether the sides are equal; of floats, up to the rounding of the computation."""
        if not is_float(self.left):
            return Check(self.rule, all(lowest_terms(x) == 0 for x in self.left - self.right))
        residual = np.abs(self.left - self.right)
        # Norm-wise, since a product of inverses loses small entries to large ones.
        size = float(max(np.abs(self.left).max(initial=0), np.abs(self.right).max(initial=0)))
        bound = 1e3 * max(*self.left.shape, 1) * EPS * size
        return Check(self.rule, bool((residual <= bound).all()), residual, bound)

    def _brief(self) -> str:
        return f"{described(self.left)}: {self.rule}"


def transpose_of_product(A: object, B: object) -> Identity:
    """Check (AB)ᵀ = BᵀAᵀ on A, (m, n), and B, (n, k).

    Parameters
    ----------
    A, B : matrices in any form, shapes (m, k) and (k, n)

    Raises
    ------
    ShapeError
        If the inner dimensions differ.

    Examples
    --------
    >>> bool(transpose_of_product("1 2; 3 4", "0 1; 1 1").check())
    True
    """
    M, N = conformable(A, B)
    return Identity("(AB)ᵀ = BᵀAᵀ", (M @ N).T, N.T @ M.T)


def inverse_of_product(A: object, B: object) -> Identity:
    """Check (AB)⁻¹ = B⁻¹A⁻¹ on invertible matrices.

    Parameters
    ----------
    A, B : matrices in any form, shapes (n, n) both

    Raises
    ------
    SingularError
        If a factor has no inverse.

    Examples
    --------
    >>> bool(inverse_of_product("1 3; 2 7", "2 1; 8 7").check())
    True
    """
    M, N = conformable(A, B)
    return Identity("(AB)⁻¹ = B⁻¹A⁻¹", inverse(M @ N).matrix, inverse(N).matrix @ inverse(M).matrix)


def inverse_of_transpose(A: object) -> Identity:
    """Check (Aᵀ)⁻¹ = (A⁻¹)ᵀ on an invertible matrix.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    SingularError
        If A has no inverse.

    Examples
    --------
    >>> bool(inverse_of_transpose("1 3; 2 7").check())
    True
    """
    M = handed_out(grid(A))
    return Identity("(Aᵀ)⁻¹ = (A⁻¹)ᵀ", inverse(M.T).matrix, inverse(M).matrix.T)


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
