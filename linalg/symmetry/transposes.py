"""The transpose, and the rules for transposes and inverses of products, on examples.

Source: G. Strang, MIT 18.06, lectures 3 and 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from linalg.check import Check
from linalg.elimination.steps import lowest_terms
from linalg.factorisations.gauss_jordan import inverse
from linalg.numbers.matrices import EPS, Matrix, described, grid, handed_out, is_float
from linalg.products.multiplication import conformable
from linalg.record import Record


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
