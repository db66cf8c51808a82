"""Cofactors: a determinant as the entries of one line times the minors without their places.

Source: G. Strang, MIT 18.06, lecture 19.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import sympy as sp

from linalg.elimination.elimination import Elimination, eliminate
from linalg.elimination.steps import lowest_terms
from linalg.immutable import Immutable, read_only
from linalg.kernels.equilibration import SMALLEST, ldexp
from linalg.numbers.matrices import EPS, Matrix, is_float
from linalg.record import as_json

NESTED = 4
"""Up to so many rows the minors are expanded in turn, down to 2 × 2."""


@dataclass(frozen=True, eq=False)
class Cofactor(Immutable):
    """One term of an expansion: an entry, and the minor without its row and column.

    Attributes
    ----------
    row, column : int
        The place of the entry, from 0.
    entry : number or expression
    elimination : Elimination
        Of the minor.
    """

    row: int
    column: int
    entry: Any
    elimination: Elimination

    @property
    def sign(self) -> int:
        """(-1)ⁱ⁺ʲ."""
        return -1 if (self.row + self.column) % 2 else 1

    @property
    def minor(self) -> Matrix:
        """A without the row and the column, (n - 1) × (n - 1)."""
        return self.elimination.A

    @property
    def determinant(self) -> Any:
        """The determinant of the minor, by elimination."""
        return product_of_pivots(self.elimination)

    @property
    def term(self) -> Any:
        """Its term in the determinant of A."""
        return lowest_terms(self.sign * self.entry * self.determinant)

    @cached_property
    def expansion(self) -> Expansion | None:
        """The expansion of the minor where it is written out: a minor of 3 rows."""
        return expand(self.minor) if 2 < self.minor.shape[0] < NESTED else None


@dataclass(frozen=True, eq=False)
class Expansion(Immutable):
    """The determinant of A by cofactors along one row or column.

    Attributes
    ----------
    A : (n, n) matrix
    line : {"row", "column"}
    index : int
        Which, from 0: the first with the most zeros.
    cofactors : tuple of Cofactor
        One for each entry of the line that is not 0.
    """

    A: Matrix
    line: Literal["row", "column"]
    index: int
    cofactors: tuple[Cofactor, ...]

    @property
    def zeros(self) -> int:
        """The number of terms that vanish, since their entry is 0."""
        return int(self.A.shape[0]) - len(self.cofactors)

    @cached_property
    def value(self) -> Any:
        """The sum of the terms."""
        if is_float(self.A):
            return float(sum(cofactor.term for cofactor in self.cofactors))
        return lowest_terms(sp.Add(*(cofactor.term for cofactor in self.cofactors)))

    @property
    def rounding(self) -> float:
        """The bound on the rounding in the sum of floats; 0 for exact numbers."""
        if not is_float(self.A):
            return 0.0
        of_sum = (len(self.cofactors) + 2) * EPS * sum(abs(c.term) for c in self.cofactors)
        of_minors = sum(abs(c.entry) * determinant_rounding(c.elimination) for c in self.cofactors)
        return float(of_sum + of_minors)

    def to_dict(self) -> dict[str, Any]:
        """Return the line, the terms and the sum as data that `json.dumps` takes."""
        names = ("row", "column", "entry", "sign", "minor", "determinant", "term")
        terms = [{name: as_json(getattr(c, name)) for name in names} for c in self.cofactors]
        return {
            "line": self.line,
            "index": self.index,
            "cofactors": terms,
            "value": as_json(self.value),
        }


def expand(A: Matrix) -> Expansion:
    """Expand the determinant of a square matrix along the row or column with the most zeros.

    Parameters
    ----------
    A : (n, n) matrix
        As records hand it out, n ≥ 1.

    Examples
    --------
    >>> expansion = expand(sp.Matrix([[1, 2, 1], [3, 8, 1], [0, 4, 1]]))
    >>> expansion.line, expansion.index, [cofactor.sign for cofactor in expansion.cofactors]
    ('row', 2, [-1, 1])
    >>> expansion.value
    10
    """
    n = A.shape[0]
    lines = [("row", i, [(i, j) for j in range(n) if A[i, j] != 0]) for i in range(n)] + [
        ("column", j, [(i, j) for i in range(n) if A[i, j] != 0]) for j in range(n)
    ]
    line, index, places = min(lines, key=lambda found: len(found[2]))
    cofactors = (Cofactor(i, j, _entry(A, i, j), eliminate(_minor(A, i, j))) for i, j in places)
    return Expansion(A, line, index, tuple(cofactors))  # type: ignore[arg-type]


def product_of_pivots(elimination: Elimination) -> Any:
    """Multiply the pivots of a square matrix, with the sign of the exchanges.

    Of floats that are singular within rounding this is what rounding leaves, where
    `Elimination.determinant` is 0.

    Raises
    ------
    LinalgError
        If the product of floats overflows.
    """
    if not is_float(elimination.A):
        return elimination.determinant
    return elimination.factors.product_of_pivots()  # type: ignore[union-attr]


def determinant_rounding(elimination: Elimination, of: Matrix | None = None) -> float:
    """Bound what the rounding of an elimination may do to a determinant; 0 for exact numbers.

    The determinant found is that of A + E with PE bounded by the check of PA = LU. It is linear in
    each row, and Hadamard's inequality bounds each of its parts by the lengths of the rows.

    Parameters
    ----------
    elimination : Elimination
    of : (n, n) array, optional
        The matrix that E is added to, A by default.
    """
    if not is_float(elimination.A):
        return 0.0
    A = elimination.A if of is None else of
    E = elimination.check().bound
    # E is that of the scaled matrix, whose determinant is that of A times a power of 2.
    row_exponents, _, column_exponents = elimination.factors.scales  # type: ignore[union-attr]
    A = ldexp(A[list(elimination.p)], row_exponents[:, None] + column_exponents)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        rows, errors = np.linalg.norm(A, axis=1), np.linalg.norm(E, axis=1)
        if (rows == 0).any():
            scaled = np.prod(rows + errors)
        else:
            growth = np.expm1(np.log1p(errors / rows).sum())
            scaled = np.prod(rows) * (growth + len(A) * EPS)
    back = -row_exponents.sum() - column_exponents.sum()
    return float(ldexp(scaled, back)) + SMALLEST


def _entry(A: Matrix, i: int, j: int) -> Any:
    """Return an entry; of floats Python's, whose products overflow without a warning."""
    return float(A[i, j]) if is_float(A) else A[i, j]


def _minor(A: Matrix, i: int, j: int) -> Matrix:
    """Return A without row i and column j."""
    if is_float(A):
        return read_only(np.delete(np.delete(A, i, 0), j, 1))
    return A.minor_submatrix(i, j)
