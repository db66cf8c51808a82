"""Elimination against SymPy's exact and SciPy's floating-point factorisations."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
import scipy.linalg
from sympy import QQ, Matrix
from sympy.polys.matrices import DomainMatrix

from benchmarks.measure import Case
from linalg import eliminate, lu, null_space, plu


def cases() -> Iterator[Case]:
    """Yield exact LU, floating-point PLU, a null space and intermediate states."""
    for n in [5, 10, 20, 50, 100]:
        yield from exact(n)
    for n in [100, 500, 1000]:
        yield floating(n)
    yield null_spaces()
    for k in [1, 100, 250, 500, 750, 999]:
        yield state(1000, k)


def exact(n: int) -> Iterator[Case]:
    """Yield LU of small integers; ours hands out the factors and every step."""
    random = Random(n)
    rows = [[random.randint(-9, 9) for _ in range(n)] for _ in range(n)]
    matrix = Matrix(rows)
    domain_matrix = DomainMatrix([[QQ(x) for x in row] for row in rows], (n, n), QQ)

    def factors_and_steps() -> object:
        record = lu(rows)
        return *record, record.elimination.steps

    name = f"lu, exact, n = {n}"
    goal = 1 / 10 if n <= 10 else 1 / 25
    yield Case(
        name, factors_and_steps, matrix.LUdecomposition, "sympy Matrix.LUdecomposition", goal
    )
    goal = 2.0 if n <= 20 else 1.0
    yield Case(name, factors_and_steps, domain_matrix.lu, "sympy DomainMatrix.lu", goal)


def floating(n: int) -> Case:
    """P, L and U of a random matrix of floats."""
    A = np.random.default_rng(n).standard_normal((n, n))
    return Case(
        f"plu, floats, n = {n}",
        lambda: tuple(plu(A)),
        lambda: scipy.linalg.lu(A),
        "scipy.linalg.lu",
        3.0 if n < 500 else 1.2,
    )


def null_spaces() -> Case:
    """A basis of the null space of zeros and ones, more unknowns than equations."""
    A = np.random.default_rng(0).integers(0, 2, (123, 150)).astype(float)
    return Case(
        "null_space, zeros and ones, 123 × 150",
        lambda: null_space(A),
        lambda: scipy.linalg.null_space(A),
        "scipy.linalg.null_space",
        3.0,
    )


def state(n: int, k: int) -> Case:
    """The matrix after k columns, rebuilt from the factors (nothing is kept from call to call)."""
    A = np.random.default_rng(n).standard_normal((n, n))
    factors = eliminate(A).factors
    return Case(
        f"state after {k} columns, n = {n}",
        lambda: factors.after_columns(k),
        lambda: scipy.linalg.lu_factor(A),
        "scipy.linalg.lu_factor",
        0.5,
    )
