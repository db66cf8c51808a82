"""Matrices for exercises, made backwards from the answer that they should have.

The factors are drawn and the matrix is their product, so that the work by hand stays in small whole
numbers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal

import numpy as np

from linalg.check import Check
from linalg.elimination.elimination import Elimination, eliminate
from linalg.errors import LimitError
from linalg.exercises.draws import IntArray, largest, nonzero, smallest, spread
from linalg.factorisations.factorisations import LU, PLU, lu, plu
from linalg.factorisations.gauss_jordan import Inverse, inverse
from linalg.immutable import read_only
from linalg.numbers.matrices import Matrix, described
from linalg.numbers.record_matrix import RecordMatrix
from linalg.options import word
from linalg.page import Equation, Heading, Page, Paragraph
from linalg.record import Record, page_of

ExerciseKind = Literal["lu", "inverse", "exchange", "rank", "condition"]

LARGEST_BY_HAND = 12
"""Nobody eliminates a larger matrix on a blackboard."""
LARGEST_OF_FLOATS = 2000


@dataclass(frozen=True, eq=False)
class Exercise(Record):
    """A matrix made for an exercise, and the answer.

    Attributes
    ----------
    A : (n, n) matrix
        Of integers; of floats for the kind ``"condition"``.
    kind : {"lu", "inverse", "exchange", "rank", "condition"}
    seed : int
        `generate` with the same arguments and seed makes the same matrix.
    target : int or float or None
        The rank or the condition number that was asked for.
    answer : LU, PLU, Inverse or Elimination
        The record of the work.
    """

    A: Matrix
    kind: ExerciseKind
    seed: int
    target: float | None
    answer: LU | PLU | Inverse | Elimination

    def check(self) -> Check:
        """Say whether the matrix is what its kind promises."""
        answer = self.answer
        if isinstance(answer, Inverse):
            return Check("A⁻¹ is of integers", _is_integer(answer.matrix))
        if isinstance(answer, PLU):
            exchanged = answer.sign == -1
            return Check("PA = LU with one exchange", exchanged and _has_integer_factors(answer))
        if isinstance(answer, LU):
            return Check("A = LU is of integers", _has_integer_factors(answer))
        if self.kind == "rank":
            rank_holds = answer.rank == self.target and _has_integer_factors(answer)
            return Check(f"rank(A) = {self.target}", rank_holds)
        return _check_condition(self.A, float(self.target or 1))

    def _brief(self) -> str:
        return f"{described(self.A)}: kind {self.kind}, seed {self.seed}"


@page_of.register
def exercise_page(exercise: Exercise) -> Page:
    """Write the task, then the answer with its steps."""
    return Page(
        "An exercise",
        [
            Paragraph(_TASKS[exercise.kind]),
            Equation("A", "=", exercise.A),
            Heading("Answer"),
            *exercise.answer.page().blocks,
        ],
    )


def generate(
    n: int,
    kind: ExerciseKind = "lu",
    *,
    seed: int | None = None,
    rank: int | None = None,
    condition: float | None = None,
) -> Exercise:
    """Make an n × n matrix for an exercise.

    Parameters
    ----------
    n : int
        At most 12, for floats 2000.
    kind : {"lu", "inverse", "exchange", "rank", "condition"}
        ``"lu"``: A = LU in integers, no exchange, every multiplier non-zero. ``"inverse"``: A and
        A⁻¹ of integers. ``"exchange"``: A = LU fails in one pivot place, PA = LU is of integers.
        ``"rank"``: a chosen rank, with pivots in any columns. ``"condition"``: floats with a
        chosen condition number.
    seed : int, optional
        Drawn, and kept in the record, where it is not given.
    rank : int, optional
        For the kind ``"rank"``; n - 1 by default.
    condition : float, optional
        σ₁/σₙ for the kind ``"condition"``, at least 1; 1000 by default.

    Returns
    -------
    Exercise

    Raises
    ------
    ValueError
        For an unknown kind, a size or a target that no matrix has, or a target of another kind.
    LimitError
        If n is too large.

    Examples
    --------
    >>> exercise = generate(3, "lu", seed=1)
    >>> exercise.A
    Matrix([
    [3, -3, 3],
    [3, -2, 3],
    [6, -4, 7]])
    >>> print(exercise.check())
    A = LU is of integers holds exactly
    """
    _refuse_impossible(n, kind, rank, condition)
    seed = secrets.randbelow(2**32) if seed is None else seed
    generator = np.random.default_rng(seed)
    if kind == "condition":
        kappa = 1000.0 if condition is None else float(condition)
        A = _with_condition(generator, n, kappa)
        return Exercise(A, kind, seed, kappa, eliminate(A))
    if kind == "rank":
        r = n - 1 if rank is None else rank
        A = _exact(smallest(lambda: _of_rank(generator, n, r), largest))
        return Exercise(A, kind, seed, r, eliminate(A))
    if kind == "exchange":
        A = _exact(smallest(lambda: _with_exchange(generator, n), largest))
        return Exercise(A, kind, seed, None, plu(A))
    if kind == "inverse":
        A = _exact(smallest(lambda: _unimodular(generator, n), _largest_with_inverse))
        return Exercise(A, kind, seed, None, inverse(A))
    A = _exact(smallest(lambda: _lower(generator, n) @ _upper(generator, n), largest))
    return Exercise(A, kind, seed, None, lu(A))


_TASKS: dict[ExerciseKind, str] = {
    "lu": "Factor the matrix as A = LU.",
    "inverse": "Find the inverse of the matrix by Gauss-Jordan elimination.",
    "exchange": "Factor the matrix as PA = LU; one exchange of rows is needed.",
    "rank": "Find the rank of the matrix and its pivot columns.",
    "condition": "Factor the matrix as PA = LU with the largest pivots.",
}


def _refuse_impossible(n: int, kind: str, rank: int | None, condition: float | None) -> None:
    word("kind", kind, ExerciseKind)
    smallest = 2 if kind in {"exchange", "condition"} else 1
    if n < smallest:
        raise ValueError(f"n is {n}; this kind needs at least {smallest}")
    limit = LARGEST_OF_FLOATS if kind == "condition" else LARGEST_BY_HAND
    if n > limit:
        raise LimitError(f"n is {n}; an exercise of this kind has at most {limit} rows")
    if rank is not None and (kind != "rank" or not 0 <= rank <= n):
        raise ValueError(f"rank {rank} goes with the kind 'rank' and lies between 0 and {n}")
    if condition is not None and (kind != "condition" or not 1 <= condition < np.inf):
        raise ValueError(f"condition {condition} goes with the kind 'condition' and is at least 1")


def _largest_with_inverse(A: IntArray) -> float:
    return max(largest(A), float(np.abs(np.linalg.inv(A)).round().max()))


def _lower(generator: np.random.Generator, n: int) -> IntArray:
    """Draw L, unit lower triangular, every multiplier non-zero."""
    return np.tril(nonzero(generator, (n, n), spread(n)), -1) + np.eye(n, dtype=np.int64)


def _upper(generator: np.random.Generator, n: int) -> IntArray:
    """Draw U, upper triangular, with pivots from 1 to 3."""
    reach = spread(n)
    above = np.triu(generator.integers(-reach, reach + 1, (n, n)), 1)
    return above + np.diag(generator.integers(1, 4, n))


def _unimodular(generator: np.random.Generator, n: int) -> IntArray:
    """Draw LU with pivots 1: the determinant is 1, so the inverse is of integers."""
    reach = spread(n)
    L = np.tril(generator.integers(-reach, reach + 1, (n, n)), -1) + np.eye(n, dtype=np.int64)
    U = np.triu(generator.integers(-reach, reach + 1, (n, n)), 1) + np.eye(n, dtype=np.int64)
    return L @ U


def _with_exchange(generator: np.random.Generator, n: int) -> IntArray:
    """Draw LU and exchange the rows k and k + 1, where l[k + 1, k] = 0 leaves a zero pivot."""
    L = _lower(generator, n)
    k = int(generator.integers(0, n - 1))
    L[k + 1, k] = 0
    A = L @ _upper(generator, n)
    A[[k, k + 1]] = A[[k + 1, k]]
    return A


def _of_rank(generator: np.random.Generator, n: int, r: int) -> IntArray:
    """Draw the first r columns of L and an echelon form with r pivots, in any columns."""
    L = _lower(generator, n)[:, :r]
    U = np.zeros((r, n), dtype=np.int64)
    reach = spread(n)
    for i, j in enumerate(np.sort(generator.choice(n, r, replace=False))):
        U[i, j] = generator.integers(1, 4)
        U[i, j + 1 :] = generator.integers(-reach, reach + 1, n - j - 1)
    return L @ U


def _with_condition(generator: np.random.Generator, n: int, condition: float) -> Matrix:
    """Return U diag(σ) Vᵀ with random orthogonal U, V and σ from 1 down to 1/condition."""
    U, V = (np.linalg.qr(generator.standard_normal((n, n)))[0] for _ in range(2))
    return read_only((U * np.geomspace(1, 1 / condition, n)) @ V.T)


def _exact(A: IntArray) -> Matrix:
    return RecordMatrix(A.tolist())


def _is_integer(A: Matrix) -> bool:
    return all(entry.is_Integer for entry in A)


def _has_integer_factors(answer: LU | PLU | Elimination) -> bool:
    return _is_integer(answer.L) and _is_integer(answer.U)


def _check_condition(A: Matrix, condition: float) -> Check:
    """Compare with the singular values; σₙ is known to a rounding of σ₁."""
    residual = abs(np.linalg.cond(A) / condition - 1)
    bound = 10 * len(A) * np.finfo(float).eps * condition
    return Check(f"cond(A) = {condition:g}", bool(residual <= bound), residual, bound)
