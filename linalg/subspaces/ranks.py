"""The rank: pivots, rows and columns that are independent, and A = CR.

Source: G. Strang, MIT 18.06, lectures 7 to 10; A = CR: G. Strang, "Introduction to Linear Algebra",
6th edition, section 1.4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from linalg.check import Check
from linalg.elimination.cases import cases_data
from linalg.factorisations.gauss_jordan import ReducedForm, rref
from linalg.immutable import read_only
from linalg.kernels.numerical_rank import numpy_rank
from linalg.numbers.matrices import EPS, FloatArray, Matrix, described, grid
from linalg.record import Record, as_json


class Dimensions(NamedTuple):
    """Of the four subspaces of an m × n matrix of rank r."""

    column_space: int
    """r, in Rᵐ."""
    null_space: int
    """n - r, in Rⁿ."""
    row_space: int
    """r, in Rⁿ."""
    left_null_space: int
    """m - r, in Rᵐ."""


@dataclass(frozen=True, eq=False)
class Rank(Record):
    """The rank of a matrix, found from its columns and from its rows.

    Attributes
    ----------
    reduced : ReducedForm
        Of A: its pivot columns are independent columns of A.
    transposed : ReducedForm
        Of Aᵀ: its pivot columns are independent rows of A.
    """

    reduced: ReducedForm
    transposed: ReducedForm

    @property
    def A(self) -> Matrix:
        """The matrix, m × n."""
        return self.reduced.A

    @property
    def value(self) -> int:
        """The rank r: the number of pivots; of floats, of singular values above the tolerance."""
        return self.reduced.rank

    @property
    def columns(self) -> tuple[int, ...]:
        """The pivot columns, from 0."""
        return self.reduced.pivot_columns

    @property
    def rows(self) -> tuple[int, ...]:
        """As many independent rows, from 0: the pivot columns of Aᵀ."""
        return self.transposed.pivot_columns

    @cached_property
    def C(self) -> Matrix:
        """The pivot columns of A, m × r."""
        return self.A[:, list(self.columns)]

    @cached_property
    def R(self) -> Matrix:
        """The rows of the reduced form that are not zero, r × n."""
        return self.reduced.R[: self.value, :]

    @property
    def dimensions(self) -> Dimensions:
        """The dimensions of the four subspaces."""
        (m, n), r = self.A.shape, self.value
        return Dimensions(r, n - r, r, m - r)

    @cached_property
    def singular_values(self) -> FloatArray | None:
        """Of floats with rows and columns scaled, the largest first; None for exact numbers."""
        judged = self.reduced.judged
        return None if judged is None else read_only(judged.singular_values)

    @cached_property
    def numpy_rank(self) -> int | None:
        """The value of `numpy.linalg.matrix_rank` for floats; None for exact numbers."""
        judged = self.reduced.judged
        return None if judged is None else numpy_rank(self.A, judged.eps)

    def check(self) -> Check:
        """Say whether A = CR, and whether A and Aᵀ have as many pivots."""
        check = self.reduced.check()
        same = self.value == self.transposed.rank
        decided = check.decided or not same
        return Check("A = CR", check.holds and same, check.residual, check.bound, decided)

    def to_dict(self) -> dict[str, Any]:
        """Return the rank and what it says as data that `json.dumps` takes."""
        names = ("A", "columns", "rows", "C", "R", "singular_values", "numpy_rank")
        elimination = self.reduced.elimination
        return {
            "record": "Rank",
            "value": self.value,
            **{name: as_json(getattr(self, name)) for name in names},
            "dimensions": self.dimensions._asdict(),
            "tolerance": as_json(self.reduced.tolerance),
            "eps": as_json(self.reduced.eps),
            "assumptions": as_json(() if elimination is None else elimination.assumptions),
            **cases_data(self.A),
            "check": as_json(self.check()),
        }

    def _brief(self) -> str:
        return f"{described(self.A)}: A = CR, rank {self.value}"


def explain_rank(A: object) -> Rank:
    """Find the rank of a matrix, with the columns and rows that are independent.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Returns
    -------
    Rank
        Its `value` is what `rank` returns.

    Notes
    -----
    MIT 18.06, lectures 7 to 10.

    Examples
    --------
    >>> record = explain_rank("1 2 2 2; 2 4 6 8; 3 6 8 10")
    >>> record.value, record.columns, record.rows
    (2, (0, 2), (0, 1))
    >>> record.C, record.R
    (Matrix([
    [1, 2],
    [2, 6],
    [3, 8]]), Matrix([
    [1, 2, 0, -2],
    [0, 0, 1,  2]]))
    >>> record.dimensions
    Dimensions(column_space=2, null_space=2, row_space=2, left_null_space=1)
    >>> print(record.check())
    A = CR holds exactly
    """
    reduced = rref(grid(A))
    transposed = replace(grid(reduced.A.T), eps=reduced.eps or EPS)
    return Rank(reduced, rref(transposed))
