"""Solve Ax = b, whatever A and b are: one solution, a family, or none with the reason.

Source: G. Strang, MIT 18.06, lectures 2, 3 and 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.assumptions import may_vanish
from linalg.elimination.cases import cases_data
from linalg.elimination.elimination import Elimination, eliminate
from linalg.errors import LinalgError
from linalg.immutable import read_only
from linalg.kernels.exact_factors import ExactFactors
from linalg.kernels.numerical_rank import numerical_rank
from linalg.kernels.rank_factors import NumericalRank
from linalg.numbers.matrices import Grid, Matrix, described, grid, is_float, system
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record
from linalg.rings.verified_products import is_product

SolutionKind = Literal["unique", "family", "none", "conditional"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution(Record):
    """All solutions of Ax = b, or the proof that there is none.

    Attributes
    ----------
    kind : {"unique", "family", "none", "conditional"}
        Of symbols: as long as the pivots are not zero (`elimination.assumptions`). Conditional:
        there are solutions exactly where the `conditions` are zero.
    elimination : Elimination
        The elimination of [A b] from which the answer was read.
    x : (n, r) matrix or None
        The particular solution, with 0 for every free unknown; None if there is none. If it is
        conditional: what is a solution where the conditions are zero.
    null_vectors : tuple of (n, 1) matrices
        The special solutions of Ax = 0: one free unknown is 1, the other free ones are 0. Every
        solution is x plus a combination of them.
    evidence : (m, 1) matrix or None
        If there is no solution: y with yᵀA = 0 although yᵀb ≠ 0, a combination of the equations
        that says 0 = non-zero. If it is conditional: y with yᵀA = 0 and yᵀb not always zero.
    conditions : tuple of sympy.Expr
        What has to be zero for there to be a solution; none unless it is conditional.
    tolerance : float or None
        Floats: the size below which a singular value or a residual counts as zero.
    """

    kind: SolutionKind
    elimination: Elimination
    x: Matrix | None
    null_vectors: tuple[Matrix, ...]
    free_columns: tuple[int, ...]
    evidence: Matrix | None = None
    tolerance: float | None = None
    conditions: tuple[sp.Expr, ...] = ()

    @property
    def A(self) -> Matrix:
        """The matrix, m × n."""
        return self.elimination.A

    @property
    def b(self) -> Matrix:
        """The right-hand sides, m × r."""
        b, _ = self.elimination.right_hand_sides
        return b

    @property
    def particular(self) -> Matrix:
        """The particular solution x, where there is one.

        Raises
        ------
        LinalgError
            If there is none.
        """
        if self.x is None:
            raise LinalgError(f"{self._equation} has no solution")
        return self.x

    @property
    def weights(self) -> Matrix:
        """The evidence y, where there is any: the weights with which the equations add up.

        Raises
        ------
        LinalgError
            If there is a solution.
        """
        if self.evidence is None:
            raise LinalgError(f"{self._equation} has a solution, and no evidence against one")
        return self.evidence

    @cached_property
    def N(self) -> Matrix:
        """The null-space matrix, n × (n - rank): the special solutions as columns."""
        return beside(self.null_vectors, self.A.shape[1], self.elimination.kind)

    def check(self) -> Check:
        """Say whether Ax = b and AN = 0, or whether the evidence against a solution holds."""
        if self.kind == "conditional":
            return self._check_condition()
        if self.evidence is not None:
            return self._check_evidence()
        relation = self._equation if not self.null_vectors else f"{self._equation}, AN = 0"
        if not is_float(self.elimination.A):
            zeros = sp.zeros(self.A.shape[0], self.N.shape[1])
            solves = is_product(self.A, self.particular, self.b)
            return Check.exact(relation, solves, is_product(self.A, self.N, zeros))
        zeros = np.zeros((len(self.A), self.N.shape[1]))
        found, right = np.hstack([self.particular, self.N]), np.hstack([self.b, zeros])
        residual, bound = self._numerical_rank.residual(found, right)
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    @property
    def _equation(self) -> str:
        return "Ax = b" if self.b.shape[1] == 1 else "AX = B"

    @property
    def _numerical_rank(self) -> NumericalRank:
        return self.elimination.factors.numerical_rank  # type: ignore[union-attr]

    def _check_condition(self) -> Check:
        """Say whether all that Ax lacks of b is what rows of zeros say: PAx = Pb - Lc there."""
        record, factors = self.elimination, self.elimination.factors
        assert isinstance(factors, ExactFactors)
        zeros, y = list(factors.rows_of_zeros), self.weights
        b, c = record.right_hand_sides
        missing = record.L[:, zeros] @ c[zeros, :]
        lacking = (b - self.A @ self.particular)[list(record.p), :] - missing
        zero = [*lacking, *(self.A @ self.N), *(y.T @ self.A)]
        holds = all(factors.vanishes(x) for x in zero)
        said = not all(factors.vanishes(x) for x in y.T @ b)
        return Check(f"yᵀA = 0, AN = 0, and {self._equation} under the condition,", holds and said)

    def _check_evidence(self) -> Check:
        right = "b" if self.b.shape[1] == 1 else "B"
        y, relation = self.weights, f"yᵀA = 0, yᵀ{right} ≠ 0"
        if not is_float(self.elimination.A):
            cancels = is_product(y.T, self.A, sp.zeros(1, self.A.shape[1]))
            silent = is_product(y.T, self.b, sp.zeros(1, self.b.shape[1]))
            return Check.exact(relation, cancels, None if silent is None else not silent)
        residual, bound = self._numerical_rank.combination(y)
        speaks = self._numerical_rank.contradicts(y, self.b, self.tolerance or 0.0)
        return Check(relation, bool((residual <= bound).all()) and speaks, residual, bound)

    def to_dict(self) -> dict[str, Any]:
        """Return the solutions, of symbols in each case, as data that `json.dumps` takes."""
        return {**super().to_dict(), **cases_data(self.A, self.b)}

    def _brief(self) -> str:
        return f"{described(self.A)}: {self._equation}, kind {self.kind}"


def solve(A: object, b: object | None = None) -> Solution:
    """Find every solution of Ax = b.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)
        Text may carry b after a bar.
    b : shape (m,) or (m, r), optional
        One or several right-hand sides; zero if neither text nor argument gives one.

    Returns
    -------
    Solution
        It does not raise for a singular A: `kind` says what became of the system.

    Notes
    -----
    MIT 18.06, lectures 2 and 8 (particular plus special solutions).

    Examples
    --------
    >>> solve("1 2 1; 3 8 1; 0 4 1", "2 12 2").x
    Matrix([
    [ 2],
    [ 1],
    [-2]])
    >>> solve("1 3; 2 6", "1 3").kind
    'none'
    """
    left, right = system(A, b)
    if right is None:
        right = Grid([[0]] * left.shape[0], (left.shape[0], 1))
    return solution_of(eliminate(left, right))


def solution_of(elimination: Elimination) -> Solution:
    """Read the solutions off an elimination that carried right-hand sides along."""
    if isinstance(elimination.factors, ExactFactors):
        return _exact(elimination, elimination.factors)
    return _floating(elimination)


def null_space(A: object) -> tuple[Matrix, ...]:
    """Return the special solutions of Ax = 0, a basis of the null space.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> null_space("1 3; 2 6")
    (Matrix([
    [-3],
    [ 1]]),)
    """
    entries = grid(A)
    if is_float(entries.entries):
        return numerical_rank(entries.entries, entries.eps).null_vectors
    return solve(entries).null_vectors


def rank(A: object) -> int:
    """Return the rank: the number of pivots; of floats, of singular values above rounding.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (m, n)

    Examples
    --------
    >>> rank("1 3; 2 6")
    1
    """
    return eliminate(grid(A)).rank


def determinant(A: object) -> Any:
    """Return the determinant of a square matrix: the product of its pivots, signed.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    LinalgError
        If A is not square.

    Examples
    --------
    >>> determinant("1 2; 3 4")
    -2
    """
    return eliminate(grid(A)).determinant


def beside(vectors: tuple[Matrix, ...], n: int, kind: str) -> Matrix:
    """Put column vectors of n entries beside each other; none give an n × 0 matrix."""
    if kind == "float":
        return read_only(np.hstack([np.zeros((n, 0)), *vectors]))
    return RecordMatrix.hstack(RecordMatrix.zeros(n, 0), *vectors)


def _exact(elimination: Elimination, factors: ExactFactors) -> Solution:
    n, free = elimination.shape[1], elimination.free_columns
    reduced = factors.reduced
    null_vectors = []
    for column in free:
        vector = [[factors.field.zero] for _ in range(n)]
        vector[column][0] = factors.field.one
        for r, (_, c) in enumerate(factors.by_column):
            vector[c][0] = -reduced[r][column]
        null_vectors.append(factors.handed_out(vector, 1))
    row, conditions = _conditions(elimination, factors)
    evidence = None if row is None else factors.combination_of_rows(row)
    if evidence is not None and not conditions:
        return Solution(
            kind="none",
            elimination=elimination,
            x=None,
            null_vectors=tuple(null_vectors),
            free_columns=free,
            evidence=evidence,
        )
    width = factors.matrix.shape[1] - n
    x = [[factors.field.zero] * width for _ in range(n)]
    for r, (_, c) in enumerate(factors.by_column):
        x[c] = reduced[r][n:]
    kind: SolutionKind = "conditional" if conditions else "family" if free else "unique"
    solution = factors.handed_out(x, width)
    return Solution(
        kind=kind,
        elimination=elimination,
        x=solution,
        null_vectors=tuple(null_vectors),
        free_columns=free,
        evidence=evidence,
        conditions=conditions,
    )


def _conditions(
    elimination: Elimination, factors: ExactFactors
) -> tuple[int | None, tuple[sp.Expr, ...]]:
    """Return a row that says 0 = something, and what has to be zero where that is possible.

    No row: every right-hand side is reached. A row without conditions: none of them is.
    """
    first, found = None, dict[sp.Expr, None]()
    nonzero = {assumption.expression for assumption in elimination.assumptions}
    for row, element in factors.claims():
        first = row if first is None else first
        claim = factors.matrix.ring.to_sympy(element)
        doubtful = [factor for factor in may_vanish(claim) if factor not in nonzero]
        if not claim.free_symbols or not doubtful:
            return row, ()
        found.setdefault(sp.Mul(*doubtful), None)
    return first, tuple(found)


def _floating(elimination: Elimination) -> Solution:
    judged: NumericalRank = elimination.factors.numerical_rank  # type: ignore[union-attr]
    x, evidence, limit = judged.solve(elimination.right_hand_sides[0])
    null_vectors, free = judged.null_vectors, judged.free_columns
    if evidence is not None:
        return Solution(
            kind="none",
            elimination=elimination,
            x=None,
            null_vectors=null_vectors,
            free_columns=free,
            evidence=evidence,
            tolerance=limit,
        )
    kind: SolutionKind = "family" if free else "unique"
    return Solution(
        kind=kind,
        elimination=elimination,
        x=read_only(x),
        null_vectors=null_vectors,
        free_columns=free,
        tolerance=limit,
    )
