"""A = LU and its relatives, read off one elimination.

Source: G. Strang, MIT 18.06, lecture 4 (PA = LU is Strang's convention, lecture 5).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from linalg.check import Check
from linalg.elimination.elimination import Elimination, Pivoting, eliminate
from linalg.elimination.steps import lowest_terms
from linalg.errors import LinalgError, ShapeError, ZeroPivotError
from linalg.immutable import read_only
from linalg.kernels.equilibration import SMALLEST
from linalg.numbers.matrices import (
    FloatArray,
    Matrix,
    described,
    grid,
    is_float,
)
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record, as_json


@dataclass(frozen=True, eq=False)
class Factorisation(Record, ABC):
    """Triangular factors of a matrix, with the elimination that found them.

    Attributes
    ----------
    elimination : Elimination
        The record with the steps.
    """

    elimination: Elimination
    names: ClassVar[tuple[str, ...]] = ()
    """What it unpacks to."""
    relation: ClassVar[str]

    def to_dict(self) -> dict[str, Any]:
        """Return the factors, the steps and the check as data that `json.dumps` takes."""
        factors = {name: as_json(factor) for name, factor in zip(self.names, self, strict=True)}
        steps = as_json(self.elimination.steps)
        head = {"record": type(self).__name__, "A": as_json(self.A)}
        return {**head, **factors, "steps": steps, "check": as_json(self.check())}

    @abstractmethod
    def check(self) -> Check:
        """Say whether the product of the factors is A."""

    @abstractmethod
    def __iter__(self) -> Iterator[Matrix]:
        """Unpack to the factors."""

    @property
    def A(self) -> Matrix:
        """The matrix that was factored, m × n."""
        return self.elimination.A

    @property
    def P(self) -> Matrix:
        """The permutation, m × m; the identity where rows were not exchanged."""
        return self.elimination.P

    @property
    def p(self) -> tuple[int, ...]:
        """Row i of PA is row ``p[i]`` of A."""
        return self.elimination.p

    @property
    def sign(self) -> int:
        """The determinant of P."""
        return self.elimination.sign

    @property
    def L(self) -> Matrix:
        """The multipliers, m × m, unit lower triangular."""
        return self.elimination.L

    @property
    def U(self) -> Matrix:
        """The upper triangular factor, m × n."""
        return self.elimination.U

    def _brief(self) -> str:
        return f"{described(self.A)}: {self.relation}"


class LU(Factorisation):
    """A = LU, without row exchanges; unpacks to (L, U)."""

    names: ClassVar[tuple[str, ...]] = ("L", "U")
    relation: ClassVar[str] = "A = LU"

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.L, self.U))

    def check(self) -> Check:
        """Say whether A = LU, as `Elimination.check` does."""
        check = self.elimination.check()
        return Check(self.relation, check.holds, check.residual, check.bound)


class PLU(Factorisation):
    """PA = LU; unpacks to (P, L, U)."""

    names: ClassVar[tuple[str, ...]] = ("P", "L", "U")
    relation: ClassVar[str] = "PA = LU"

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.P, self.L, self.U))

    def check(self) -> Check:
        """Say whether PA = LU, as `Elimination.check` does."""
        return self.elimination.check()


class LDU(Factorisation):
    """A = LDU with unit triangular L and U; unpacks to (L, D, U)."""

    names: ClassVar[tuple[str, ...]] = ("L", "D", "U")
    relation: ClassVar[str] = "A = LDU"

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.L, self.D, self.U))

    @cached_property
    def D(self) -> Matrix:
        """The diagonal of the U of A = LU, n × n: the pivots, and 0 where there is none."""
        U, n = self.elimination.U, self.A.shape[0]
        if is_float(U):
            return read_only(np.diag(np.diagonal(U)))
        return RecordMatrix(n, n, lambda i, j: U[i, i] if i == j else 0)

    @cached_property
    def U(self) -> Matrix:
        """U with each row divided by its pivot, n × n, unit upper triangular."""
        U, n = self.elimination.U, self.A.shape[0]
        if is_float(U):
            return read_only(_unit_rows(U))
        rows = [
            [_quotient(U[r, c], U[r, r]) for c in range(n)]
            if U[r, r] != 0
            else [int(r == c) for c in range(n)]
            for r in range(n)
        ]
        return RecordMatrix(n, n, [x for row in rows for x in row])

    def check(self) -> Check:
        """Say whether A = LDU: the check of A = LU, and that DU gives the U of A = LU back."""
        check = self.elimination.check()
        if is_float(self.A):
            return self._check_floats(self.U)
        U, DU = self.elimination.U, self.D @ self.U
        return Check(self.relation, check.holds and all(lowest_terms(x) == 0 for x in DU - U))

    def _check_floats(self, last: FloatArray) -> Check:
        """Compare A with LD times the last factor, which is U divided by its pivots."""
        D = np.diagonal(self.D)[:, None]
        residual, bound = self.elimination.factors.residual_of(  # type: ignore[union-attr]
            D * last, lost=np.abs(D) * SMALLEST, roundings=2 * len(D) + 8
        )
        return Check(self.relation, bool((residual <= bound).all()), residual, bound)


def lu(A: object) -> LU:
    """Factor A = LU without exchanging rows.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Raises
    ------
    ZeroPivotError
        If A = LU does not exist; `plu` makes the exchange that it names.

    Notes
    -----
    MIT 18.06, lecture 4. A = LU exists exactly when, for every k, row k + 1 cut to its first k
    columns is a combination of the k rows above it, cut alike.

    Examples
    --------
    >>> L, U = lu("2 1; 8 7")
    >>> L
    Matrix([
    [1, 0],
    [4, 1]])
    >>> U
    Matrix([
    [2, 1],
    [0, 3]])
    """
    return LU(eliminate(A, pivoting="none"))


def plu(A: object, *, pivoting: Pivoting | None = None) -> PLU:
    """Factor PA = LU, exchanging rows where needed.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)
    pivoting : {"nonzero", "max"}, optional
        As in `eliminate`.

    Notes
    -----
    MIT 18.06, lecture 5.

    Examples
    --------
    >>> P, L, U = plu("0 1 1; 1 2 1; 2 7 9")
    >>> P * plu("0 1 1; 1 2 1; 2 7 9").A == L * U
    True
    """
    return PLU(eliminate(A, pivoting=pivoting))


def ldu(A: object) -> LDU:
    """Factor a square A = LDU, pivots in D, without exchanging rows.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    ShapeError
        If A is not square.
    ZeroPivotError
        If A = LDU does not exist, with the exchange that helps or what follows.

    Notes
    -----
    MIT 18.06, lecture 4. A = LDU exists exactly when both A and Aᵀ have a factorisation LU.

    Examples
    --------
    >>> L, D, U = ldu("2 1; 8 7")
    >>> U
    Matrix([
    [1, 1/2],
    [0,   1]])
    """
    entries = grid(A)
    require_square(entries.shape, "A = LDU")
    try:
        elimination = eliminate(entries, pivoting="none")
    except ZeroPivotError as error:
        if eliminate(entries).rank == entries.shape[0]:
            raise
        raise without_remedy(error, "A = LDU does not exist, while PA = LU does (plu)") from None
    for row, column in elimination.pivots:
        if row != column:
            entry = elimination.U[row, column]
            raise ZeroPivotError(
                row,
                row,
                consequence=(
                    f"{entry} in column {column + 1} is the first entry of that row, so A = LDU "
                    "does not exist, while A = LU does (lu)"
                ),
            )
    record = LDU(elimination)
    _ = record.U  # beyond the range of floats it is refused now
    return record


def require_square(shape: tuple[int, int], what: str) -> None:
    """Raise `ShapeError` unless the shape is square."""
    if shape[0] != shape[1]:
        raise ShapeError(f"{what} needs a square matrix; this one is {shape[0]} × {shape[1]}")


def without_remedy(error: ZeroPivotError, consequence: str) -> ZeroPivotError:
    """Return the error with what follows, in place of an exchange that does not help."""
    return ZeroPivotError(error.row, error.column, entry=error.entry, consequence=consequence)


def _quotient(x: Any, y: Any) -> Any:
    return lowest_terms(x / y)


def _unit_rows(U: FloatArray) -> FloatArray:
    """Divide each row by its pivot; where there is none it is a row of the identity."""
    pivots = np.diagonal(U)[:, None]
    with np.errstate(over="ignore"):
        rows: FloatArray = np.divide(U, pivots, out=np.eye(len(U)), where=pivots != 0)
    if np.isinf(rows).any():
        raise LinalgError("U is beyond the range of floats; scale the columns")
    return rows
