"""Gauss-Jordan: eliminate upward as well, to the reduced echelon form or the inverse.

Source: G. Strang, MIT 18.06, lecture 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.cases import cases_data
from linalg.elimination.elimination import Elimination, eliminate
from linalg.elimination.solving import null_space
from linalg.errors import SingularError
from linalg.factorisations.factorisations import require_square
from linalg.immutable import read_only
from linalg.kernels.exact_factors import ExactFactors
from linalg.kernels.numerical_rank import numerical_rank
from linalg.kernels.rank_factors import NumericalRank
from linalg.numbers.matrices import Grid, Matrix, described, grid, handed_out, is_float
from linalg.record import Record
from linalg.rings.verified_products import is_product


@dataclass(frozen=True, eq=False)
class ReducedForm(Record):
    """The reduced row echelon form R of A.

    Attributes
    ----------
    A, R : (m, n) matrices
    pivot_columns : tuple of int
    elimination : Elimination or None
        The steps; None for floats, whose R comes from the independent columns.
    judged : NumericalRank or None
        Floats: which columns are independent, and why.
    """

    A: Matrix
    R: Matrix
    pivot_columns: tuple[int, ...]
    elimination: Elimination | None = None
    judged: NumericalRank | None = None

    @property
    def tolerance(self) -> float | None:
        """Floats: the singular value, of A with its rows and columns scaled, that counts as 0."""
        return None if self.judged is None else self.judged.tolerance

    @property
    def eps(self) -> float | None:
        """Floats: the relative rounding of the entries as given; None if exact."""
        return None if self.judged is None else self.judged.eps

    @property
    def rank(self) -> int:
        """The number of pivots."""
        return len(self.pivot_columns)

    def check(self) -> Check:
        """Say whether A = (pivot columns of A)(pivot rows of R), which a right R satisfies."""
        columns = list(self.pivot_columns)
        if self.judged is not None:
            coefficients = np.zeros((self.A.shape[1],) * 2)
            coefficients[columns] = self.R[: self.rank]
            residual, bound = self.judged.residual(coefficients, self.A)
            return Check("A = CR", bool((residual <= bound).all()), residual, bound)
        C, R = self.A[:, columns], self.R[: self.rank, :]
        return Check.exact("A = CR", is_product(C, R, self.A))

    def to_dict(self) -> dict[str, Any]:
        """Return R, its pivots, and of symbols the cases, as data that `json.dumps` takes."""
        return {**super().to_dict(), **cases_data(self.A)}

    def _brief(self) -> str:
        return f"{described(self.A)}: A = CR, rank {self.rank}"


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
        if is_float(self.A):
            judged = self.elimination.factors.numerical_rank  # type: ignore[union-attr]
            residual, bound = judged.residual_of_inverse(self.matrix)
            return Check(relation, bool((residual <= bound).all()), residual, bound)
        identity = sp.eye(n)
        right = is_product(self.A, self.matrix, identity)
        return Check.exact(relation, right, is_product(self.matrix, self.A, identity))

    def to_dict(self) -> dict[str, Any]:
        """Return the inverse, the steps, and of symbols the cases, as data for `json.dumps`."""
        return {**super().to_dict(), **cases_data(self.A)}

    def _brief(self) -> str:
        return f"{described(self.A)}: AA⁻¹ = I"


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
    if is_float(entries.entries):
        judged = numerical_rank(entries.entries, entries.eps)
        return ReducedForm(handed_out(entries), judged.reduced, judged.columns, judged=judged)
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
    if is_float(entries.entries):
        judged = numerical_rank(entries.entries, entries.eps)
        if judged.rank < n:
            raise SingularError(tuple(map(float, judged.null_vectors[0][:, 0])))
    identity = Grid([[int(i == j) for j in range(n)] for i in range(n)], (n, n))
    elimination = eliminate(entries, identity, form="reduced")
    if isinstance(elimination.factors, ExactFactors):
        if len(elimination.pivots) < n:
            raise SingularError(tuple(null_space(entries)[0]))
        matrix = elimination.d
    else:
        matrix = read_only(elimination.factors.numerical_rank.solve(np.eye(n))[0])
    return Inverse(matrix, elimination)
