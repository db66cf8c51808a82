"""Gauss-Jordan: eliminate upward as well, to the reduced echelon form or the inverse.

Source: G. Strang, MIT 18.06, lecture 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination import Elimination, eliminate
from linalg.errors import SingularError
from linalg.factorisations import require_square
from linalg.floating import EPS
from linalg.fraction_free import ExactFactors
from linalg.immutable import read_only
from linalg.matrices import FloatArray, Grid, Matrix, grid, handed_out
from linalg.numerical_rank import combination, independent_columns
from linalg.products import is_product
from linalg.record import Record
from linalg.solving import null_space

if TYPE_CHECKING:
    from linalg.page import Page


@dataclass(frozen=True, eq=False)
class ReducedForm(Record):
    """The reduced row echelon form R of A.

    Attributes
    ----------
    A, R : (m, n) matrices
    pivot_columns : tuple of int
    elimination : Elimination or None
        The steps; None for floats, whose R comes from the independent columns.
    tolerance : float or None
        Floats: the singular value below which the rank ends.
    """

    A: Matrix
    R: Matrix
    pivot_columns: tuple[int, ...]
    elimination: Elimination | None = None
    tolerance: float | None = None

    @property
    def rank(self) -> int:
        """The number of pivots."""
        return len(self.pivot_columns)

    def check(self) -> Check:
        """Say whether A = (pivot columns of A)(pivot rows of R), which a right R satisfies."""
        columns = list(self.pivot_columns)
        if isinstance(self.A, np.ndarray):
            C, R = self.A[:, columns], self.R[: self.rank]
            residual = np.abs(self.A - C @ R)
            bound = 10 * max(*self.A.shape, 1) * EPS * float((np.abs(C) @ np.abs(R)).max(initial=0))
            return Check("A = CR", bool((residual <= bound).all()), residual, bound)
        return Check("A = CR", is_product(self.A[:, columns], self.R[: self.rank, :], self.A))

    def page(self) -> Page:
        """Return the page with the steps that lead to R."""
        from linalg.gauss_jordan_page import reduced_form_page

        return reduced_form_page(self)


@dataclass(frozen=True, eq=False)
class Inverse(Record):
    """The inverse of A, with the elimination of [A I] that found it.

    Attributes
    ----------
    matrix : (n, n) matrix
        A⁻¹.
    elimination : Elimination
        Gauss-Jordan on [A I], steps included.
    """

    matrix: Matrix
    elimination: Elimination

    @property
    def A(self) -> Matrix:
        """The matrix that was inverted, n × n."""
        return self.elimination.A

    def check(self) -> Check:
        """Say whether AA⁻¹ = I and A⁻¹A = I."""
        relation, n = "AA⁻¹ = I = A⁻¹A", self.A.shape[0]
        if isinstance(self.A, np.ndarray):
            residual = np.abs(self.A @ self.matrix - np.eye(n))
            size = np.abs(self.matrix) @ np.abs(self.A) @ np.abs(self.matrix) @ np.abs(self.A)
            bound = 10 * max(n, 1) * EPS * float(size.max(initial=0))
            return Check(relation, bool((residual <= bound).all()), residual, bound)
        holds = is_product(self.A, self.matrix, sp.eye(n))
        return Check(relation, holds and is_product(self.matrix, self.A, sp.eye(n)))

    def page(self) -> Page:
        """Return the page with the steps from [A I] to [I A⁻¹]."""
        from linalg.gauss_jordan_page import inverse_page

        return inverse_page(self)


def rref(A: object) -> ReducedForm:
    """Return the reduced row echelon form with its pivot columns.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> rref("1 2 2 2; 2 4 6 8; 3 6 8 10").R
    Matrix([
    [1, 2, 0, -2],
    [0, 0, 1,  2],
    [0, 0, 0,  0]])
    """
    entries = grid(A)
    if isinstance(entries.entries, np.ndarray):
        R, columns, tolerance = _float_rref(entries.entries)
        return ReducedForm(handed_out(entries), R, tuple(columns), tolerance=tolerance)
    elimination = eliminate(entries, form="reduced")
    return ReducedForm(elimination.A, elimination.R, elimination.pivot_columns, elimination)


def inverse(A: object) -> Inverse:
    """Invert a square matrix by Gauss-Jordan on [A I].

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    ShapeError
        If A is not square.
    SingularError
        If A has no inverse; the error carries some x ≠ 0 with Ax = 0.

    Notes
    -----
    MIT 18.06, lecture 3.

    Examples
    --------
    >>> inverse("1 3; 2 7").matrix
    Matrix([
    [ 7, -3],
    [-2,  1]])
    """
    entries = grid(A)
    require_square(entries.shape, "an inverse")
    n = entries.shape[0]
    if isinstance(entries.entries, np.ndarray):
        _refuse_singular(entries.entries, entries)
    identity = Grid([[int(i == j) for j in range(n)] for i in range(n)], (n, n))
    elimination = eliminate(entries, identity, form="reduced")
    if isinstance(elimination.factors, ExactFactors):
        if len(elimination.pivots) < n:
            raise SingularError(tuple(null_space(entries)[0]))
        matrix = elimination.d
    else:
        matrix = read_only(np.linalg.inv(elimination.A)) if n else elimination.A
    return Inverse(matrix, elimination)


def _refuse_singular(A: FloatArray, entries: Grid) -> None:
    if len(independent_columns(A)[0]) < len(A):
        raise SingularError(tuple(map(float, null_space(entries)[0][:, 0])))


def _float_rref(A: FloatArray) -> tuple[FloatArray, list[int], float]:
    columns, tolerance = independent_columns(A)
    R = np.zeros(A.shape)
    if columns:
        R[: len(columns)] = combination(A[:, columns], A)
    for row, column in enumerate(columns):
        R[row, :column] = 0.0
        R[:, column] = 0.0
        R[row, column] = 1.0
    return read_only(R), columns, tolerance
