"""Permutation matrices: products, powers, cycles, signs, and all n! of them.

Source: G. Strang, MIT 18.06, lectures 4 and 5.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations as orderings
from math import factorial
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from sympy import combinatorics

from linalg.check import Check
from linalg.errors import LimitError, ShapeError
from linalg.numbers.matrices import Matrix, grid, handed_out
from linalg.numbers.record_matrix import RecordMatrix
from linalg.permutations.figures import draw_permutation
from linalg.permutations.notations import (
    First,
    check_first,
    list_of,
    order_of_cycles,
    order_of_exchanges,
    order_of_pivots,
    order_of_rows,
)
from linalg.reading import ReadMatrix, read_permutation
from linalg.record import Record, as_json

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST_GROUP = 6
"""6! = 720 matrices; the product table of 7! would have 25 million entries."""


@dataclass(frozen=True)
class Permutation(Record):
    """A reordering of n rows, and the matrix P that does it.

    Attributes
    ----------
    p : tuple of n ints
        Row i of PA is row ``p[i]`` of A, as in `Elimination.p`.

    Examples
    --------
    >>> P = Permutation((1, 2, 0))
    >>> P.matrix
    Matrix([
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0]])
    >>> P.inverse.matrix == P.matrix.T
    True
    >>> P.order, P.sign, P.cycles
    (3, 1, ((0, 1, 2),))
    """

    p: tuple[int, ...]

    def __post_init__(self) -> None:
        if sorted(self.p) != list(range(len(self.p))):
            raise ShapeError(f"{self.p} does not hold each of 0 to {len(self.p) - 1} once")
        super().__post_init__()

    @property
    def n(self) -> int:
        """The number of rows."""
        return len(self.p)

    @cached_property
    def matrix(self) -> Matrix:
        """P, (n, n), with its 1 of row i in column ``p[i]``."""
        return RecordMatrix(self.n, self.n, lambda i, j: int(self.p[i] == j))

    @cached_property
    def inverse(self) -> Permutation:
        """P⁻¹ = Pᵀ, which puts the rows back."""
        return Permutation(tuple((~self._combinatorial).array_form))

    @cached_property
    def order(self) -> int:
        """The smallest k > 0 with Pᵏ = I."""
        return int(self._combinatorial.order())

    @cached_property
    def sign(self) -> int:
        """The determinant of P: 1 for an even number of exchanges, -1 for an odd one."""
        return int(self._combinatorial.signature())

    @cached_property
    def cycles(self) -> tuple[tuple[int, ...], ...]:
        """The rows that take each other's places, i → ``p[i]`` → …; fixed rows are left out."""
        return tuple(map(tuple, self._combinatorial.cyclic_form))

    @cached_property
    def cycle_lengths(self) -> tuple[int, ...]:
        """The lengths of all cycles, fixed rows with 1, longest first; they add up to n."""
        lengths = sorted(map(len, self.cycles), reverse=True)
        return (*lengths, *(1,) * (self.n - sum(lengths)))

    @cached_property
    def inversions(self) -> int:
        """Pairs of rows that change sides; the lines of the figure cross as often."""
        return int(self._combinatorial.inversions())

    @cached_property
    def exchanges(self) -> tuple[tuple[int, int], ...]:
        """The exchanges of two rows that, applied to I from left to right, give P."""
        rows, exchanges = list(range(self.n)), []
        for i, wanted in enumerate(self.p):
            j = rows.index(wanted)
            if j != i:
                rows[i], rows[j] = rows[j], rows[i]
                exchanges.append((i, j))
        return tuple(exchanges)

    def as_exchanges(self, first: First = 0) -> tuple[int, ...]:
        """Return the exchanges as LAPACK lists them: step k exchanges row k with the row named.

        Parameters
        ----------
        first : {0, 1}
            Where rows are counted from: 1 for LAPACK and PyTorch, 0 for SciPy's `lu_factor`.

        Returns
        -------
        tuple of n ints
            Row k itself where step k exchanges nothing.

        Raises
        ------
        LinalgError
            For another `first`.

        Examples
        --------
        >>> P = permutation([2, 0, 1])
        >>> P.as_exchanges(first=1)
        (3, 3, 3)
        >>> permutation(pivots=P.as_exchanges()) == P
        True
        """
        check_first(first)
        named = dict(self.exchanges)
        return tuple(named.get(k, k) + first for k in range(self.n))

    def __matmul__(self, other: Permutation) -> Permutation:
        """Return the product PQ: Q reorders the rows first, then P."""
        if not isinstance(other, Permutation):
            return NotImplemented
        if other.n != self.n:
            raise ShapeError(f"permutations of {self.n} and of {other.n} rows have no product")
        return Permutation(tuple(other.p[i] for i in self.p))

    def apply(self, A: object) -> Matrix:
        """Return PA for any matrix with n rows."""
        M = handed_out(grid(A))
        if M.shape[0] != self.n:
            raise ShapeError(f"P reorders {self.n} rows, A has {M.shape[0]}")
        return M[list(self.p), :]

    def power(self, k: int) -> Permutation:
        """Return Pᵏ for k ≥ 0."""
        return Permutation(tuple((self._combinatorial**k).array_form))

    def check(self) -> Check:
        """Say whether PPᵀ = I, Pᵏ = I first for the order k, and the sign counts inversions."""
        P, identity = np.eye(self.n, dtype=int)[list(self.p)], self.power(0)
        is_inverse = self.inverse @ self == identity and np.array_equal(P @ P.T, np.eye(self.n))
        is_order = self.power(self.order) == identity and all(
            self.power(self.order // prime) != identity for prime in sp.primefactors(self.order)
        )
        return Check("PPᵀ = I", is_inverse and is_order and self.sign == (-1) ** self.inversions)

    def to_dict(self) -> dict[str, Any]:
        """Return the reordering and its properties as data that `json.dumps` takes."""
        names = ("matrix", "cycles", "order", "sign", "inversions")
        properties = {name: as_json(getattr(self, name)) for name in names}
        return {**super().to_dict(), **properties, "inverse": list(self.inverse.p)}

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw a line from each row of A to its place in PA; crossings are inversions."""
        return draw_permutation(self.p, self.inversions, ax)

    @cached_property
    def _combinatorial(self) -> Any:
        return combinatorics.Permutation(list(self.p))

    def _brief(self) -> str:
        order = ", ".join(str(row + 1) for row in self.p[:12])
        return f"{self.n} × {self.n}: rows {order}{', …' * (self.n > 12)}"


@dataclass(frozen=True)
class Permutations(Record):
    """All n! permutations of n rows; products and inverses of them are among them.

    Attributes
    ----------
    n : int
    """

    n: int

    @cached_property
    def elements(self) -> tuple[Permutation, ...]:
        """In lexicographic order of `p`, the identity first."""
        return tuple(Permutation(p) for p in orderings(range(self.n)))

    @cached_property
    def table(self) -> tuple[tuple[int, ...], ...]:
        """The product table: ``elements[i] @ elements[j]`` is ``elements[table[i][j]]``."""
        place = {P.p: k for k, P in enumerate(self.elements)}
        return tuple(tuple(place[tuple(q[i] for i in p)] for q in place) for p in place)

    @cached_property
    def cycle_types(self) -> dict[tuple[int, ...], int]:
        """The number of permutations of each kind, by the lengths of cycles, longest first."""
        return dict(sorted(Counter(P.cycle_lengths for P in self.elements).items()))

    def check(self) -> Check:
        """Say whether there are n!, closed under products and transposes that are inverses."""
        everything = list(range(factorial(self.n)))
        lines = (*self.table, *zip(*self.table, strict=True))
        is_group = all(sorted(line) == everything for line in lines)
        are_inverses = all(P.inverse.matrix == P.matrix.T for P in self.elements)
        relation = "Closure under products, with P⁻¹ = Pᵀ,"
        return Check(relation, len(self.elements) == len(everything) and is_group and are_inverses)

    def to_dict(self) -> dict[str, Any]:
        """Return the permutations, their signs and the product table as data for `json.dumps`."""
        elements = [{"p": list(P.p), "order": P.order, "sign": P.sign} for P in self.elements]
        return {**super().to_dict(), "elements": elements, "table": as_json(self.table)}

    def _brief(self) -> str:
        return f"of {self.n} rows: {self.n}!"


def permutation(
    P: object = None,
    *,
    exchanges: object = None,
    pivots: object = None,
    cycles: object = None,
    n: int | None = None,
    first: First | None = None,
) -> Permutation:
    """Read a permutation, from one of its notations.

    Parameters
    ----------
    P : sequence or array of n ints, text, or a permutation matrix in any form
        Of a list p, row i of PA is row ``p[i]`` of A; it holds each of 0 to n - 1, or each of 1 to
        n. Text is such a list, ``"2 3 1"``, a matrix, or the cycles ``"(1 2 3)"``, 1 → 2 → 3 → 1,
        counted from 1.
    exchanges : sequence of pairs of ints, or text
        Rows that change places one pair after the other, beginning with those of A, as
        `Permutation.exchanges`. Text counts from 1: ``"1 3; 2 3"``.
    pivots : sequence or array of ints, or text
        For k = 0, 1, … row k changes places with row ``pivots[k]``, as LAPACK, PyTorch and SciPy's
        `lu_factor` list them and `Permutation.as_exchanges` does.
    cycles : sequence of sequences of ints
        As `Permutation.cycles`: row i of PA is the row of A that follows i in its cycle.
    n : int, optional
        The number of rows, of exchanges, pivots and cycles; else as many as they name.
    first : {0, 1}, optional
        Where rows are counted from; unless said, exchanges and cycles count from 0, and a list or
        pivots from 0 or 1, whichever is possible.

    Raises
    ------
    ShapeError
        If it is no permutation.
    LinalgError
        If a row is not there, or pivots may be counted from 0 or from 1.
    TypeError
        If not exactly one notation is given, or `n` or `first` beside P.

    Examples
    --------
    >>> permutation("0 1; 1 0") == permutation([1, 0]) == permutation("2 1") == permutation("(1 2)")
    True
    >>> permutation(np.array([3, 1, 2])) == permutation(pivots=[3, 3, 3])
    True
    >>> permutation(exchanges=[(0, 2), (1, 2)]).p
    (2, 0, 1)
    """
    notations = {"P": P, "exchanges": exchanges, "pivots": pivots, "cycles": cycles}
    given = [name for name, value in notations.items() if value is not None]
    if len(given) != 1:
        found = " and ".join(given) or "none"
        raise TypeError(f"give one of P, exchanges, pivots and cycles; {found} given")
    if P is None:
        read = {"exchanges": order_of_exchanges, "pivots": order_of_pivots}
        order = read.get(given[0], order_of_cycles)
        return Permutation(tuple(order(notations[given[0]], n, first)))
    if n is not None or first is not None:
        raise TypeError("n and first belong to exchanges, pivots and cycles; P says both itself")
    return _read(P)


def _read(P: object) -> Permutation:
    """Read the list, the text or the matrix."""
    if isinstance(P, Permutation):
        return P
    if isinstance(P, str):
        typed = read_permutation(P)
        P = typed.rows if isinstance(typed, ReadMatrix) else typed
    if (listed := list_of(P)) is not None:
        return Permutation(order_of_rows(listed))
    M = grid(P, "P")
    ones = [[j for j, entry in enumerate(row) if entry == 1] for row in M.rows]
    others = [entry for row in M.rows for entry in row if entry not in (0, 1)]
    p = [row[0] for row in ones if len(row) == 1]
    if others or M.shape[0] != M.shape[1] or sorted(p) != list(range(M.shape[0])):
        raise ShapeError("a permutation matrix has one 1 in each row and each column, else 0")
    return Permutation(tuple(p))


def all_permutations(n: int) -> Permutations:
    """Return the n! permutations of n rows, with their product table.

    Parameters
    ----------
    n : int
        From 1 to 6.

    Raises
    ------
    ValueError
        If n is less than 1.
    LimitError
        If n is more than 6.

    Examples
    --------
    >>> record = all_permutations(3)
    >>> len(record.elements), record.cycle_types
    (6, {(1, 1, 1): 1, (2, 1): 3, (3,): 2})
    >>> record.table[1]
    (1, 0, 3, 2, 5, 4)
    """
    if n < 1:
        raise ValueError(f"n is {n}; there are permutations of 1 row or more")
    if n > LARGEST_GROUP:
        raise LimitError(f"{n}! matrices and their products; at most {LARGEST_GROUP}! are listed")
    return Permutations(n)
