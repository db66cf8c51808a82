"""The determinant in three ways: the product of the pivots, cofactors, Cramer's rule.

Source: G. Strang, MIT 18.06, lectures 18 to 20.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.determinants.cofactors import Expansion, determinant_rounding, expand, product_of_pivots
from linalg.determinants.figures import draw_area
from linalg.elimination.cases import cases_data
from linalg.elimination.elimination import Elimination, eliminate
from linalg.elimination.solving import solution_of
from linalg.elimination.steps import lowest_terms
from linalg.errors import LinalgError, ShapeError
from linalg.factorisations.factorisations import require_square
from linalg.figures import new_axes, numbers
from linalg.immutable import Immutable, read_only
from linalg.kernels.equilibration import SMALLEST
from linalg.language import say
from linalg.notation import to_text
from linalg.numbers.matrices import Matrix, described, is_float, system
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record, as_json

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST_EXPANSION = 8
"""Above so many rows cofactors are no way to work: each minor costs another elimination."""

FACTORED = 200
"""Determinants of so many operations are factored."""


@dataclass(frozen=True, eq=False)
class CramerQuotient(Immutable):
    """One unknown by Cramer's rule: xⱼ = det Aⱼ / det A.

    Attributes
    ----------
    column : int
        j, from 0.
    elimination : Elimination
        Of Aⱼ, which is A with b in place of column j.
    value : number or expression
        The unknown.
    """

    column: int
    elimination: Elimination
    value: Any

    @property
    def matrix(self) -> Matrix:
        """Aⱼ, n × n."""
        return self.elimination.A

    @property
    def determinant(self) -> Any:
        """The determinant of Aⱼ."""
        return product_of_pivots(self.elimination)


@dataclass(frozen=True, eq=False)
class Determinant(Record):
    """The determinant of a square matrix, and how it came about.

    Attributes
    ----------
    elimination : Elimination
        Of A, or of [A b] where a right-hand side was given.
    expansion : Expansion or None
        By cofactors along the row or column with the most zeros; None above 8 rows.
    cramer : tuple of CramerQuotient
        One for each unknown of Ax = b; empty without b, where A is singular, and above 8 rows.
    """

    elimination: Elimination
    expansion: Expansion | None
    cramer: tuple[CramerQuotient, ...] = ()

    @property
    def A(self) -> Matrix:
        """The matrix, n × n."""
        return self.elimination.A

    @property
    def b(self) -> Matrix | None:
        """The right-hand side, n × 1, or None."""
        return self.elimination.b

    @property
    def sign(self) -> int:
        """-1 for an odd number of row exchanges, else 1."""
        return self.elimination.sign

    @cached_property
    def diagonal(self) -> tuple[Any, ...]:
        """The diagonal of U: the pivots, and 0 where one is missing."""
        U = self.elimination.U
        return tuple(U[i, i] for i in range(U.shape[0]))

    @property
    def value(self) -> Any:
        """The determinant; of floats 0 where A is singular within rounding."""
        return self.elimination.determinant

    @cached_property
    def product(self) -> Any:
        """The product of the pivots, with the sign of the exchanges; of floats as computed."""
        return product_of_pivots(self.elimination)

    @cached_property
    def factored(self) -> Any:
        """The determinant as a product where it has symbols and is short; else as it is."""
        return _factored(self.value)

    @property
    def is_singular(self) -> bool:
        """True if a pivot is missing for all values of the symbols; of floats, within rounding."""
        return self.elimination.rank < self.elimination.shape[0]

    def check(self) -> Check:
        """Say whether pivots, cofactors and Cramer's rule agree.

        Exact kinds: equality. Floats: each determinant is that of a matrix nearby, by the backward
        error of its elimination, and Hadamard's inequality bounds what that changes.
        """
        eliminated, own = self.elimination.check(), determinant_rounding(self.elimination)
        residuals: list[Any] = []
        bounds: list[float] = []
        if not is_float(self.elimination.A):
            residuals.append(self.sign * sp.prod(self.diagonal) - self.value)
        if self.expansion is None:
            relation = "the product of the pivots of A = that of Aᵀ"
            transposed = eliminate(self.A.T)
            residuals.append(product_of_pivots(transposed) - self.product)
            bounds.append(own + determinant_rounding(transposed))
        else:
            relation = "the product of the pivots = the cofactor expansion"
            residuals.append(self.expansion.value - self.product)
            bounds.append(own + self.expansion.rounding)
            for cofactor in self.expansion.cofactors:
                if (inner := cofactor.expansion) is not None:
                    residuals.append(inner.value - cofactor.determinant)
                    bounds.append(determinant_rounding(cofactor.elimination) + inner.rounding)
        if self.cramer:
            relation += ", and Cramer's x = that of elimination"
            x = solution_of(self.elimination).particular
            for quotient in self.cramer:
                unknown = x[quotient.column, 0]
                if is_float(self.elimination.A):
                    unknown = float(unknown)
                residuals.append(quotient.determinant - unknown * self.product)
                bounds.append(self._rounding_of(quotient, unknown))
        if not is_float(self.elimination.A):
            vanishes = self.elimination.factors.vanishes  # type: ignore[union-attr]
            return Check(relation, eliminated.holds and all(map(vanishes, residuals)))
        residual, bound = np.abs(np.array(residuals, dtype=float)), np.array(bounds, dtype=float)
        known = bool(np.isfinite(residual).all() and np.isfinite(bound).all())
        within = bool((residual <= bound).all())
        return Check(relation, eliminated.holds and known and within, residual, bound)

    def to_dict(self) -> dict[str, Any]:
        """Return the three ways as data that `json.dumps` takes."""
        cramer = [
            {"column": q.column, "matrix": q.matrix, "determinant": q.determinant, "x": q.value}
            for q in self.cramer
        ]
        parts: dict[str, Any] = {
            "A": self.A,
            "b": self.b,
            "value": self.value,
            "product": self.product,
            "sign": self.sign,
            "diagonal": self.diagonal,
            "singular": self.is_singular,
            "expansion": None if self.expansion is None else self.expansion.to_dict(),
            "cramer": cramer,
            "assumptions": self.elimination.assumptions,
            **cases_data(self.elimination.A, self.elimination.b),
            "check": self.check(),
        }
        return {"record": "Determinant", **{name: as_json(part) for name, part in parts.items()}}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the parallelogram of two columns: its area is the size of the determinant.

        Raises
        ------
        ShapeError
            If A is not 2 × 2.
        LinalgError
            If A holds symbols.
        """
        if self.A.shape != (2, 2):
            raise ShapeError(f"the area of 2 columns is drawn, not that of {self.A.shape[0]}")
        A = numbers(self.A)
        sign = 0 if self.is_singular else 1 if self.value > 0 else -1
        ax = new_axes(ax)
        draw_area(
            ax, A, say("area {area}", area=to_text(abs(self.value))), sign, rounded=is_float(self.A)
        )
        return ax

    def _rounding_of(self, quotient: CramerQuotient, unknown: Any) -> float:
        """Bound |det Aⱼ - xⱼ det A| of floats, x from elimination: (A + E)x = b for some E."""
        if not is_float(self.elimination.A):
            return 0.0
        return (
            determinant_rounding(quotient.elimination)
            + determinant_rounding(self.elimination, of=quotient.matrix)
            + 2 * abs(float(unknown)) * determinant_rounding(self.elimination)
            + SMALLEST * abs(float(self.product))
        )

    def _brief(self) -> str:
        product = "-(product of the pivots)" if self.sign < 0 else "product of the pivots"
        return f"{described(self.A)}: det A = {product}"


def explain_determinant(A: object, b: object | None = None) -> Determinant:
    """Find the determinant of A in three ways; the third, Cramer's rule, if there is a b.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)
        Text may carry b after a bar.
    b : shape (n,), optional
        The right-hand side of Ax = b.

    Returns
    -------
    Determinant
        Its `value` is what `determinant` returns.

    Raises
    ------
    ShapeError
        If A is not square, or b has several columns.

    Notes
    -----
    MIT 18.06, lectures 18 to 20.

    Examples
    --------
    >>> record = explain_determinant("1 2 1; 3 8 1; 0 4 1", "2 12 2")
    >>> record.value, record.diagonal, [quotient.value for quotient in record.cramer]
    (10, (1, 2, 5), [2, 1, -2])
    >>> [cofactor.term for cofactor in record.expansion.cofactors]
    [8, 2]
    >>> bool(record.check())
    True
    """
    left, right = system(A, b)
    require_square(left.shape, "a determinant")
    if right is not None and right.shape[1] != 1:
        raise ShapeError(f"Cramer's rule takes one right-hand side, not {right.shape[1]}")
    elimination = eliminate(left, right)
    _ = elimination.determinant  # beyond the range of floats it is refused now
    small = 0 < left.shape[0] <= LARGEST_EXPANSION
    record = Determinant(elimination, expand(elimination.A) if small else None)
    if right is not None and small and not record.is_singular:
        record = Determinant(elimination, record.expansion, tuple(_quotients(record)))
    if small and is_float(elimination.A) and not np.isfinite(record.check().bound).all():
        raise LinalgError(
            "cofactors or numerators are beyond the range of floats; scale A, or compute exactly"
        )
    return record


def _quotients(record: Determinant) -> list[CramerQuotient]:
    found = []
    for j in range(record.A.shape[0]):
        elimination = eliminate(_replaced(record.A, j, record.b))
        value = product_of_pivots(elimination) / record.product
        found.append(CramerQuotient(j, elimination, _factored(lowest_terms(value))))
    return found


def _factored(value: Any) -> Any:
    """Return a product where there are symbols and few operations; anything else as it is."""
    if not getattr(value, "free_symbols", None) or value.count_ops() > FACTORED:
        return value
    return sp.factor(value)


def _replaced(A: Matrix, j: int, b: Matrix) -> Matrix:
    """Return A with b in place of column j."""
    if is_float(A):
        replaced = A.copy()
        replaced[:, [j]] = b
        return read_only(replaced)
    return RecordMatrix.hstack(A[:, :j], b, A[:, j + 1 :])
