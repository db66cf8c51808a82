"""Symbolic factorisations and exact inverses against SymPy's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from sympy import Matrix, Symbol, cancel, symbols
from sympy.core.cache import clear_cache
from sympy.polys.matrices import DomainMatrix

from benchmarks.measure import Case
from linalg import inverse, lu, rref, solve


def cases() -> Iterator[Case]:
    """Yield exact inverses, symbolic LU, and pages of symbolic results."""
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

    yield from _pages()
    yield _nine_letters()


def _pages() -> Iterator[Case]:
    """Yield pages of 16 letters, checks included, against what they show computed by both."""
    A = Matrix(4, 4, symbols("a:h j:n o:q"))
    b = Matrix(symbols("r:u"))
    domain = DomainMatrix.from_Matrix(A).to_field()
    left, right = domain.unify(DomainMatrix.from_Matrix(b).to_field())
    beside = left.hstack(right)
    both = "linalg + sympy DomainMatrix"
    yield Case(
        "page of an inverse, 4 × 4 of 16 letters",
        _once(lambda: str(inverse(A))),
        _once(lambda: (inverse(A).matrix, domain.inv())),
        f"{both}.inv",
        5.0,
    )
    yield Case(
        "page of a solution, 4 × 4 of 16 letters",
        _once(lambda: str(solve(A, b))),
        _once(lambda: (solve(A, b).x, left.lu_solve(right))),
        f"{both}.lu_solve",
        5.0,
    )
    yield Case(
        "page of a reduced form, 4 × 5 of 20 letters",
        _once(lambda: str(rref(A.row_join(b)))),
        _once(lambda: (rref(A.row_join(b)).R, beside.rref())),
        f"{both}.rref",
        5.0,
    )


def _nine_letters() -> Case:
    """Return the inverse of a 5 × 5 of 9 letters and integers, handed out as a matrix."""
    random = Random(3)
    A = Matrix(5, 5, lambda i, j: random.randint(-5, 5))
    places = random.sample([(i, j) for i in range(5) for j in range(5)], 9)
    for letter, place in zip(symbols("a:h j"), places, strict=True):
        A[place] = letter
    return Case(
        "inverse, 5 × 5 of 9 letters and integers",
        _once(lambda: inverse(A).matrix),
        _once(lambda: DomainMatrix.from_Matrix(A).to_field().inv().to_Matrix()),
        "sympy DomainMatrix.inv",
        1.0,
    )


def _once(function: Callable[[], object]) -> Callable[[], object]:
    """Run as the first time: SymPy's cache remembers what a benchmark asks again."""

    def run() -> object:
        clear_cache()
        return function()

    return run
