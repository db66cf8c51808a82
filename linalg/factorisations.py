"""A = LU and its relatives, read off one elimination.

Source: G. Strang, MIT 18.06, lectures 4 and 5 (PA = LU is Strang's convention).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination import Elimination, Pivoting, eliminate
from linalg.errors import LinalgError, ShapeError, SingularError
from linalg.matrices import Matrix, grid, read_only
from linalg.record import Record, as_json

if TYPE_CHECKING:
    from linalg.page import Page


@dataclass(frozen=True, eq=False)
class Factorisation(Record):
    """Triangular factors of a matrix, with the elimination that found them.

    Attributes
    ----------
    elimination : Elimination
        The record with the steps.
    """

    elimination: Elimination
    names: ClassVar[tuple[str, ...]] = ()
    """What it unpacks to."""

    def page(self) -> Page:
        """Return the page: the steps, the factors and the check."""
        from linalg.factorisation_page import factorisation_page

        return factorisation_page(self)

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


class LU(Factorisation):
    """A = LU, without row exchanges; unpacks to (L, U)."""

    names: ClassVar[tuple[str, ...]] = ("L", "U")

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.L, self.U))

    def check(self) -> Check:
        """Say whether A = LU, as `Elimination.check` does."""
        check = self.elimination.check()
        return Check("A = LU", check.holds, check.residual, check.bound)


class PLU(Factorisation):
    """PA = LU; unpacks to (P, L, U)."""

    names: ClassVar[tuple[str, ...]] = ("P", "L", "U")

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.P, self.L, self.U))

    def check(self) -> Check:
        """Say whether PA = LU, as `Elimination.check` does."""
        return self.elimination.check()


class LDU(Factorisation):
    """A = LDU with unit triangular L and U; unpacks to (L, D, U)."""

    names: ClassVar[tuple[str, ...]] = ("L", "D", "U")

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.L, self.D, self.U))

    @cached_property
    def D(self) -> Matrix:
        """The pivots on the diagonal, n × n; 0 after the last of them."""
        n = self.A.shape[0]
        pivots = [self.elimination.U[r, c] for r, c in self.elimination.pivots]
        diagonal = pivots + [0] * (n - len(pivots))
        if isinstance(self.A, np.ndarray):
            return read_only(np.diag(np.array(diagonal, dtype=float)))
        return sp.ImmutableMatrix.diag(*diagonal) if n else sp.ImmutableMatrix.zeros(0, 0)

    @cached_property
    def U(self) -> Matrix:
        """U with each row divided by its pivot, n × n, unit upper triangular."""
        U, n = self.elimination.U, self.A.shape[0]
        rank = len(self.elimination.pivots)
        rows = [
            [_quotient(U[r, c], U[r, r]) for c in range(n)]
            if r < rank
            else [int(r == c) for c in range(n)]
            for r in range(n)
        ]
        if isinstance(U, np.ndarray):
            return read_only(np.array(rows, dtype=float).reshape(n, n))
        return sp.ImmutableMatrix(n, n, [x for row in rows for x in row])

    def check(self) -> Check:
        """Say whether A = LDU: the check of A = LU, and that DU gives the U of A = LU back."""
        check = self.elimination.check()
        U, DU = self.elimination.U, self.D @ self.U
        if isinstance(U, np.ndarray):
            same = bool(np.all(np.abs(DU - U) <= np.finfo(float).eps * np.abs(U)))
        else:
            same = all(sp.cancel(x) == 0 for x in DU - U)
        return Check("A = LDU", check.holds and same, check.residual, check.bound)


class LDLT(LDU):
    """A = LDLᵀ of a symmetric matrix; unpacks to (L, D)."""

    names: ClassVar[tuple[str, ...]] = ("L", "D")

    def __iter__(self) -> Iterator[Matrix]:
        return iter((self.L, self.D))

    def check(self) -> Check:
        """Say whether A = LDLᵀ: A = LDU, and U is the transpose of L."""
        check = super().check()
        if isinstance(self.A, np.ndarray):
            n = self.A.shape[0]
            size = np.abs(self.L) @ np.abs(self.D) @ np.abs(self.L.T)
            bound = (3 * n + 2) * np.finfo(float).eps * size
            residual = np.abs(self.A - self.L @ self.D @ self.L.T)
            return Check("A = LDLᵀ", bool((residual <= bound).all()), residual, bound)
        same = all(sp.cancel(x) == 0 for x in self.U - self.L.T)
        return Check("A = LDLᵀ", check.holds and same)


def lu(A: object) -> LU:
    """Factor A = LU without exchanging rows.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Raises
    ------
    ZeroPivotError
        Where a row exchange is needed; `plu` makes it.

    Notes
    -----
    MIT 18.06, lecture 4.

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
        Where a row exchange is needed.
    SingularError
        If a pivot is missing before the last, so that no such factors exist.

    Notes
    -----
    MIT 18.06, lecture 4.

    Examples
    --------
    >>> L, D, U = ldu("2 1; 8 7")
    >>> U
    Matrix([
    [1, 1/2],
    [0,   1]])
    """
    return LDU(_square_with_diagonal_pivots(A))


def ldlt(A: object) -> LDLT:
    """Factor a symmetric A = LDLᵀ without exchanging rows.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    LinalgError
        If A is not symmetric.
    ZeroPivotError
        Where a row exchange is needed.

    Notes
    -----
    MIT 18.06, lecture 5.

    Examples
    --------
    >>> L, D = ldlt("2 1; 1 3")
    >>> D
    Matrix([
    [2,   0],
    [0, 5/2]])
    """
    elimination = _square_with_diagonal_pivots(A)
    require_symmetric(elimination.A)
    return LDLT(elimination)


def require_square(shape: tuple[int, int], what: str) -> None:
    """Raise `ShapeError` unless the shape is square."""
    if shape[0] != shape[1]:
        raise ShapeError(f"{what} needs a square matrix; this one is {shape[0]} × {shape[1]}")


def _square_with_diagonal_pivots(A: object) -> Elimination:
    entries = grid(A)
    require_square(entries.shape, "A = LDU")
    elimination = eliminate(entries, pivoting="none")
    if any(row != column for row, column in elimination.pivots):
        from linalg.solving import null_space

        raise SingularError(tuple(null_space(entries)[0]))
    return elimination


def require_symmetric(A: Matrix) -> None:
    """Raise `LinalgError` unless A = Aᵀ, naming the first entries that differ."""
    for i in range(A.shape[0]):
        for j in range(i):
            if A[i, j] != A[j, i] and sp.simplify(A[i, j] - A[j, i]) != 0:
                raise LinalgError(
                    f"A = LDLᵀ needs a symmetric matrix; entry ({i + 1}, {j + 1}) is {A[i, j]} "
                    f"but ({j + 1}, {i + 1}) is {A[j, i]}"
                )


def _quotient(x: Any, y: Any) -> Any:
    quotient = x / y
    return sp.cancel(quotient) if isinstance(quotient, sp.Expr) else quotient
