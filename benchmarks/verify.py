"""Verifying factors against the products and the assertions that one writes for it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import scipy.linalg
from sympy import ZZ, Matrix
from sympy.polys.matrices import DomainMatrix

from benchmarks.measure import Case
from linalg import plu, verify

SUITE = 10_000
"""Small factorisations, each verified once."""

Rows = list[list[Any]]


def cases() -> Iterator[Case]:
    """Yield a large matrix of floats, one of whole numbers, and suites of small ones."""
    yield floating(1000)
    yield whole_numbers(50)
    yield suite("of whole numbers", small_integers)
    yield suite("of fractions", fractions)


def floating(n: int) -> Case:
    """The factors of a random matrix of floats against their product alone."""
    A = np.random.default_rng(n).standard_normal((n, n))
    P, L, U = scipy.linalg.lu(A)
    p = np.argmax(P.T, axis=1)
    return Case(
        f"verify, floats, n = {n}",
        lambda: bool(verify(A, L=L, U=U, P=p)),
        lambda: L @ U,
        "NumPy's L @ U",
        3.0,
    )


def whole_numbers(n: int) -> Case:
    """Factors of whole numbers, reading included, on both sides."""
    random = Random(n)
    A, L, U = product(random, n)

    def read_and_multiplied() -> object:
        lower, upper = (DomainMatrix([[ZZ(x) for x in row] for row in M], (n, n), ZZ)
                        for M in (L, U))  # fmt: skip
        return lower * upper

    return Case(
        f"verify, exact, n = {n}",
        lambda: bool(verify(A, L=L, U=U)),
        read_and_multiplied,
        "sympy DomainMatrix, L * U",
        1.2,
    )


def suite(name: str, make: Any) -> Case:
    """Many small factorisations against the same assertions with SymPy's matrices."""
    random = Random(1)
    given = [make(random, random.randint(1, 6)) for _ in range(SUITE)]

    def ours() -> None:
        for A, L, U, p in given:
            assert verify(A, L=L, U=U, P=p)

    def asserted() -> None:
        for A, L, U, p in given:
            lower, upper = Matrix(L), Matrix(U)
            assert Matrix([A[i] for i in p]) == lower * upper
            assert lower.is_lower
            assert upper.is_upper
            assert all(lower[i, i] == 1 for i in range(lower.rows))

    return Case(
        f"{SUITE} factorisations {name}", ours, asserted, "sympy Matrix, assertions", 1 / 20
    )


def fractions(random: Random, n: int) -> tuple[Rows, Rows, Rows, list[int]]:
    """Return a random matrix of digits with the factors that elimination by hand finds."""
    A = [[random.randint(-9, 9) for _ in range(n)] for _ in range(n)]
    record = plu(A)
    return A, plain(record.L), plain(record.U), list(record.p)


def small_integers(random: Random, n: int) -> tuple[Rows, Rows, Rows, list[int]]:
    """Return factors of whole numbers with their product."""
    A, L, U = product(random, n)
    return A, L, U, list(range(n))


def product(random: Random, n: int) -> tuple[Rows, Rows, Rows]:
    """Return a product of triangular factors, and them."""
    L = [[random.randint(-3, 3) if j < i else int(i == j) for j in range(n)] for i in range(n)]
    U = [[random.randint(1, 3) if i == j else random.randint(-3, 3) * (j > i) for j in range(n)]
         for i in range(n)]  # fmt: skip
    A = [[sum(L[i][k] * U[k][j] for k in range(n)) for j in range(n)] for i in range(n)]
    return A, L, U


def plain(M: Any) -> Rows:
    """Return the rows of an exact matrix as int and Fraction."""
    return [[int(x) if x.q == 1 else Fraction(int(x.p), int(x.q)) for x in row]
            for row in M.tolist()]  # fmt: skip
