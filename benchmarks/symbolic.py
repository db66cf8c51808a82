"""Symbolic factorisations and exact inverses against SymPy's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from sympy import Matrix, Symbol, cancel
from sympy.core.cache import clear_cache

from benchmarks.measure import Case
from linalg import inverse, lu


def cases() -> Iterator[Case]:
    """Yield exact inverses and symbolic LU."""
    for n in [5, 10, 20]:
        random = Random(n)
        rows = [[random.randint(-9, 9) for _ in range(n)] for _ in range(n)]
        matrix = Matrix(rows)
        name = f"inverse, exact, n = {n}"
        yield Case(name, lambda A=rows: inverse(A).matrix, matrix.inv, "sympy Matrix.inv", 1.0)
    for n in [3, 4]:
        # At n = 5 the peer takes minutes, ours a tenth of a second.
        generic = Matrix(n, n, lambda i, j: Symbol(f"a{i}{j}"))
        yield Case(
            f"lu, symbolic, n = {n}",
            _once(lambda A=generic: tuple(lu(A))),
            _once(lambda A=generic: [M.applyfunc(cancel) for M in A.LUdecomposition()[:2]]),
            "sympy LUdecomposition, cancel",
            1 / 50 if n > 3 else None,
        )


def _once(function: Callable[[], object]) -> Callable[[], object]:
    """Run as the first time: SymPy's cache remembers what a benchmark asks again."""

    def run() -> object:
        clear_cache()
        return function()

    return run
