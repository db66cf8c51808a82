"""Questions on matrices and systems, drawn backwards from their answers."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from linalg.determinants.determinants import explain_determinant
from linalg.elimination.solving import solve
from linalg.exercises.draws import (
    ONE_DIGIT,
    Array,
    Wish,
    denominators,
    echelon,
    largest,
    rows_of,
    smallest,
    spread,
    unit_lower,
    upper,
)
from linalg.exercises.factor_questions import FactorQuestion, InverseQuestion
from linalg.exercises.question import Question
from linalg.exercises.system_questions import (
    DeterminantQuestion,
    NullSpaceQuestion,
    ProductQuestion,
    RankQuestion,
    SystemQuestion,
)
from linalg.factorisations.factorisations import lu, plu
from linalg.factorisations.gauss_jordan import inverse
from linalg.factorisations.symmetric_factors import ldlt
from linalg.products.multiplication import multiply
from linalg.subspaces.ranks import explain_rank


def _factored(generator: np.random.Generator, wish: Wish) -> Array:
    """Draw LU with small entries."""

    def draw() -> Array:
        below = denominators(generator, wish.size, fractions=wish.fractions)
        return unit_lower(generator, below) @ upper(generator, below)

    return smallest(draw, largest)


def draw_lu(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a matrix with A = LU, every multiplier non-zero."""
    return FactorQuestion(lu(rows_of(_factored(generator, wish))))


def draw_permuted_lu(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a matrix with planned exchanges: one, and of four rows or more sometimes two."""

    def draw() -> Array:
        n = wish.size
        below = denominators(generator, n, fractions=wish.fractions)
        L = unit_lower(generator, below)
        U = upper(generator, below)
        first = int(generator.integers(0, n - 1))
        places = [first]
        if n >= 4 and generator.integers(0, 2) and (first + 2) % n < n - 1:
            places = sorted({first, (first + 2) % n})
        order = list(range(n))
        for k in places:
            last = k + 1 if len(places) > 1 else int(generator.integers(k + 1, n))
            L[k + 1 : last + 1, k] = Fraction(0)
            order[k], order[last] = order[last], order[k]
        A: Array = L @ U
        return A[np.argsort(order)]

    return FactorQuestion(plu(rows_of(smallest(draw, largest))))


def draw_inverse(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a matrix with pivots 1 and -1, so that A⁻¹ is of integers; or one pivot 2."""
    n = wish.size

    def draw() -> Array:
        reach = spread(n)
        L = np.tril(generator.integers(-reach, reach + 1, (n, n)), -1) + np.eye(n, dtype=int)
        pivots = generator.choice([1, -1], n)
        if wish.fractions:
            pivots[int(generator.integers(0, n))] *= 2
        U = np.triu(generator.integers(-reach, reach + 1, (n, n)), 1) + np.diag(pivots)
        A: Array = L @ U
        return A

    def size(A: Array) -> float:
        dull = bool((A == 0).sum() > n * (n - 1) / 2)  # hardly anything is left to eliminate
        return max(largest(A), float(np.abs(np.linalg.inv(A)).round().max())) + 100 * dull

    return InverseQuestion(inverse(rows_of(smallest(draw, size))))


def draw_ldlt(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a symmetric matrix with A = LDLᵀ."""

    def draw() -> Array:
        below = denominators(generator, wish.size, fractions=wish.fractions)
        L = unit_lower(generator, below)
        pivots = generator.choice([1, 2, 3, -1], wish.size)
        D = np.diag([Fraction(int(p) * d * d) for p, d in zip(pivots, below, strict=True)])
        A: Array = L @ D @ L.T
        return A

    return FactorQuestion(ldlt(rows_of(smallest(draw, largest))))


def draw_elimination(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a system with one solution, of small integers."""
    return SystemQuestion(solve(*_unique(generator, wish)), is_open=False)


def draw_solve(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a system with one solution, none or infinitely many."""
    if generator.integers(0, 3) == 0:
        return SystemQuestion(solve(*_unique(generator, wish)), is_open=True)
    return draw_singular(generator, wish)


def draw_singular(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a singular system: without a solution, or with infinitely many."""
    n = wish.size

    def draw() -> Array:
        A = _of_rank(generator, n, n - 1 if n < 4 or generator.integers(0, 3) else n - 2, wish)
        x = generator.integers(-3, 4, n)
        return np.column_stack([A, A @ x])

    drawn = smallest(draw, lambda M: max(largest(M[:, :n]), largest(M[:, n]) / 2))
    A, b = drawn[:, :n], drawn[:, n]
    if generator.integers(0, 2):
        b[-1] += generator.choice([-2, -1, 1, 2])  # the last row combines those before it
    return SystemQuestion(solve(rows_of(A), rows_of(b[:, np.newaxis])), is_open=True)


def _unique(generator: np.random.Generator, wish: Wish) -> tuple[list[Any], list[Any]]:
    """Draw A, invertible, and b = Ax for a small x; with fractions each row is cleared of them."""
    A = _factored(generator, wish)
    n = wish.size

    def draw() -> Array:
        x: Array = generator.integers(-4, 5, n)
        if wish.fractions:
            x = np.array([Fraction(int(entry)) for entry in x])
            x[int(generator.integers(0, n))] = Fraction(int(generator.choice([-3, -1, 1, 3])), 2)
        return A @ x

    b = smallest(draw, largest, limit=2 * ONE_DIGIT)
    system = np.column_stack([A, b])
    clearing = [lcm(*(Fraction(entry).denominator for entry in row)) for row in system]
    system = system * np.array(clearing)[:, np.newaxis]
    return rows_of(system[:, :n]), rows_of(system[:, n:])


def _of_rank(generator: np.random.Generator, columns: int, rank: int, wish: Wish) -> Array:
    """Draw a matrix of a rank, its rows as many as the wish says."""
    L = unit_lower(generator, [1] * wish.size)[:, :rank]
    A: Array = L @ echelon(generator, columns, rank, fractions=wish.fractions)
    return A


def _wide(generator: np.random.Generator, wish: Wish) -> list[Any]:
    """Draw a matrix with a column more than rows, its rows dependent or not."""
    n = wish.size
    rank = n - int(generator.choice([0, 1] if n < 4 else [0, 1, 1, 2]))
    return rows_of(smallest(lambda: _of_rank(generator, n + 1, rank, wish), largest))


def draw_null_space(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a matrix of more columns than rows with small special solutions."""
    return NullSpaceQuestion(solve(_wide(generator, wish), [[0]] * wish.size))


def draw_rank(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a matrix of more columns than rows, its rows dependent or not."""
    return RankQuestion(explain_rank(_wide(generator, wish)))


def draw_determinant(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a matrix with a small determinant that is not 0."""
    return DeterminantQuestion(explain_determinant(rows_of(_factored(generator, wish))))


def draw_multiply(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw two matrices of one-digit numbers."""
    n = wish.size
    A: Array = generator.integers(-4, 5, (n, n))
    B: Array = generator.integers(-4, 5, (n, n))
    if wish.fractions:
        A = np.array([[Fraction(int(entry)) for entry in row] for row in A])
        A[:, int(generator.integers(0, n))] /= 2
    return ProductQuestion(multiply(rows_of(A), rows_of(B)))
