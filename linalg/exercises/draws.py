"""Numbers for work by hand: factors are drawn, and the matrix is their product.

Where fractions are asked for, column j of L holds multiples of 1/dⱼ and row j of U multiples of dⱼ:
the multipliers are fractions, the matrix is of integers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
"""Of integers, or of fractions as objects."""
IntArray: TypeAlias = npt.NDArray[np.int64]
Drawn = TypeVar("Drawn", bound=Array)


@dataclass(frozen=True)
class Wish:
    """The kind of question that is asked for.

    Attributes
    ----------
    size : int
        Of the matrix; of functions, the number of variables.
    fractions : bool
        True if fractions are to occur in the work.
    """

    size: int = 3
    fractions: bool = False


ONE_DIGIT = 9
ATTEMPTS = 200


def smallest(
    draw: Callable[[], Drawn], size: Callable[[Drawn], float], limit: float = ONE_DIGIT
) -> Drawn:
    """Draw until the size is within its limit, or take the smallest of many."""
    best = draw()
    for _ in range(ATTEMPTS):
        if size(best) <= limit:
            break
        best = min(best, draw(), key=size)
    return best


def largest(*arrays: Array) -> float:
    """Return the largest size of an entry.

    >>> largest(np.array([[1, -7], [2, 3]]), np.array([4]))
    7.0
    """
    return max(float(np.abs(A).max(initial=0)) for A in arrays)


def spread(n: int) -> int:
    """Choose how far factors may be from zero, so that their product stays small."""
    return 3 if n <= 3 else 2 if n <= 5 else 1


def nonzero(generator: np.random.Generator, shape: tuple[int, ...], spread: int) -> IntArray:
    """Draw integers from -spread to spread, none of them 0."""
    signs: IntArray = generator.choice([-1, 1], shape)
    return signs * generator.integers(1, spread + 1, shape)


def denominators(generator: np.random.Generator, n: int, *, fractions: bool) -> list[int]:
    """Draw the denominators of the columns of L: 1 unless fractions are asked for, then one is not.

    The last column, which holds no multiplier, has 1.
    """
    if not fractions:
        return [1] * n
    drawn = [int(d) for d in generator.choice([1, 2, 3], n, p=[0.4, 0.4, 0.2])]
    drawn[-1] = 1
    if n > 1 and max(drawn) == 1:
        drawn[int(generator.integers(0, n - 1))] = 2
    return drawn


def unit_lower(generator: np.random.Generator, below: Sequence[int]) -> Array:
    """Draw L, unit lower triangular, whose column j has the denominator `below`[j].

    No multiplier is 0, and none of a column with a denominator is an integer.
    """
    n = len(below)
    L: Array = np.array([[Fraction(int(i == j)) for j in range(n)] for i in range(n)])
    for j, d in enumerate(below):
        reach = min(spread(n), 2) * d
        choices = [k for k in range(1, reach + 1) if d == 1 or k % d]
        for i in range(j + 1, n):
            L[i, j] = Fraction(int(generator.choice(choices)) * int(generator.choice([-1, 1])), d)
    return L


def upper(generator: np.random.Generator, rows: Sequence[int]) -> Array:
    """Draw U, upper triangular, of integers: row i holds multiples of `rows`[i]."""
    n = len(rows)
    reach = spread(n)
    U = np.triu(generator.integers(-reach, reach + 1, (n, n)), 1)
    U += np.diag(generator.choice([1, 2, 3, -1], n))
    return np.array([[int(entry) * d for entry in row] for row, d in zip(U, rows, strict=True)])


def echelon(generator: np.random.Generator, n: int, rank: int, *, fractions: bool) -> Array:
    """Draw an echelon form with `rank` rows and n columns, its first pivot in column 1.

    Pivots are 1, so that the special solutions are of integers. With fractions, the last row with a
    free column right of its pivot has the pivot 2 and odd numbers beside it.
    """
    rest = generator.choice(n - 1, rank - 1, replace=False) + 1
    pivots = [0, *sorted(map(int, rest))]
    halved = max((i for i, j in enumerate(pivots) if j < n - rank + i), default=-1)
    U = np.zeros((rank, n), dtype=int)
    for i, j in enumerate(pivots):
        U[i, j], U[i, j + 1 :] = 1, nonzero(generator, (n - j - 1,), spread(n))
        if fractions and i == halved:
            U[i, j], U[i, j + 1 :] = 2, generator.choice([-3, -1, 1, 3], n - j - 1)
    return U


def rows_of(A: Array) -> list[list[Fraction | int]]:
    """Return the entries row by row, as `eliminate` and its relatives take them."""
    return [[entry if isinstance(entry, Fraction) else int(entry) for entry in row] for row in A]
