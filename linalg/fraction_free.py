"""Elimination without fractions: Bareiss's algorithm over the entries' own ring.

The rows stay in the ring (integers, polynomials) because each new row is a 2 × 2 determinant
divided, exactly, by the pivot before. On integers that is 10 to 70 times faster than the same
row operations on fractions, and the factors L and U are read off the same numbers.

Source: E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian
elimination", Mathematics of Computation 22 (1968).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix
from sympy.polys.polyerrors import ExactQuotientFailed

from linalg.errors import LimitError, LinalgError, ZeroPivotError
from linalg.exchanges import order_after, places_after, sign
from linalg.lowest_terms import quotient
from linalg.matrices import Matrix, sympy_matrix
from linalg.rings import ExactMatrix, undecided
from linalg.zero import is_zero

TERM_PRODUCTS = 300_000
"""How many products of terms a symbolic elimination may make: a generic 6 × 6 needs a third."""


@dataclass(frozen=True, eq=False)
class ExactFactors:
    """The compact result of fraction-free elimination.

    L, U and c are matrices over the field of fractions, built when asked for.

    Row r of `rows` holds, from its pivot on, the row as it was when it became a pivot row, and in
    the pivot columns before, the entry that was eliminated there. Row r belongs to row `p[r]`
    of the original matrix.

    Attributes
    ----------
    matrix : ExactMatrix
        What was factored, right-hand sides after its first `width` columns.
    rows : list of list
        Ring elements.
    scale : list
        What the rows were multiplied by to clear denominators, in the order of `p`.
    pivots : tuple of (row, column)
    previous : list
        The pivot that divides row r's numbers: 1, then each pivot's ring element.
    exchanges : tuple
        For each pivot the row it came from, or None.
    width : int
        Columns of A; those after it are right-hand sides.
    """

    matrix: ExactMatrix
    width: int
    pivoting: str
    rows: list[list[Any]]
    scale: list[Any]
    pivots: tuple[tuple[int, int], ...]
    previous: list[Any]
    exchanges: tuple[int | None, ...]

    @cached_property
    def field(self) -> Any:
        """The field of fractions of the ring."""
        return self.matrix.ring.get_field()

    @cached_property
    def fraction(self) -> Callable[[Any, Any], Any]:
        """The quotient of two ring elements, in lowest terms."""
        field = self.field
        if field.is_QQ:
            return field.dtype  # type: ignore[no-any-return]
        if field is self.matrix.ring:
            return operator.truediv
        return partial(quotient, field.field)

    @cached_property
    def upper(self) -> list[list[Any]]:
        """[U c] as elements of the field: each row divided by the pivot before and its scale."""
        zero, fraction = self.field.zero, self.fraction
        rank = len(self.pivots)
        result = []
        for i, row in enumerate(self.rows):
            bottom = self.previous[min(i, rank)] * self.scale[i]
            line = [fraction(x, bottom) if x else zero for x in row]
            for _, c in self.pivots[:i]:
                line[c] = zero
            result.append(line)
        return result

    @cached_property
    def lower(self) -> list[list[Any]]:
        """L as elements of the field: what was eliminated, divided by the pivot above it."""
        zero, one, fraction = self.field.zero, self.field.one, self.fraction
        m, scale = len(self.rows), self.scale
        result = []
        for i, row in enumerate(self.rows):
            line = [zero] * m
            line[i] = one
            for r, c in self.pivots[:i]:
                if row[c]:
                    line[r] = fraction(row[c] * scale[r], self.rows[r][c] * scale[i])
            result.append(line)
        return result

    @cached_property
    def L(self) -> Matrix:
        """The multipliers, m × m, unit lower triangular."""
        return self.handed_out(self.lower, len(self.rows))

    @cached_property
    def U(self) -> Matrix:
        """The echelon form, m × n."""
        return self.handed_out([row[: self.width] for row in self.upper], self.width)

    @cached_property
    def c(self) -> Matrix:
        """The right-hand sides after elimination, m × r."""
        right = [row[self.width :] for row in self.upper]
        return self.handed_out(right, self.matrix.shape[1] - self.width)

    def multiplier(self, i: int, r: int) -> Any | None:
        """Return the multiplier in L's place (i, r), or None where it is zero."""
        element = self.lower[i][r]
        return self.field.to_sympy(element) if element else None

    def determinant(self) -> Any:
        """Return the determinant of a square A: the last pivot, unscaled, with the sign of P."""
        ring = self.matrix.ring
        if len(self.pivots) < self.width:
            return sp.S.Zero
        bottom = ring.one
        for s in self.scale:
            bottom *= s
        return self.field.to_sympy(self.fraction(sign(self.exchanges) * self.previous[-1], bottom))

    @cached_property
    def reduced(self) -> list[list[Any]]:
        """[R d] as elements of the field, from the bottom up with exact divisions in the ring.

        The last pivot is a common denominator of R (Cramer's rule).
        """
        ring, fraction, last = self.matrix.ring, self.fraction, self.previous[-1]
        divide = _exact_division(ring)
        done: list[list[Any]] = []
        for r, c in reversed(self.pivots):
            row = [ring.zero] * c + [last * x for x in self.rows[r][c:]]
            for below, (_, column) in zip(reversed(done), self.pivots[r + 1 :], strict=True):
                if f := self.rows[r][column]:
                    row = [x - f * y if y else x for x, y in zip(row, below, strict=True)]
            pivot = self.rows[r][c]
            done.append([divide(x, pivot) if x else x for x in row])
        zero = self.field.zero
        reduced = [[fraction(x, last) if x else zero for x in row] for row in reversed(done)]
        return reduced + self.upper[len(reduced) :]

    def contradiction(self) -> int | None:
        """Return a row of [U c] that says 0 = non-zero, or None if every system has a solution."""
        for i in range(len(self.pivots), len(self.rows)):
            for x in self.rows[i][self.width :]:
                vanishes = self.matrix.vanishes(x)
                if vanishes is None:
                    raise undecided(self.matrix, x, i, self.width)
                if not vanishes:
                    return i
        return None

    def combination_of_rows(self, i: int) -> Matrix:
        """Return y, m × 1, such that yᵀ[A b] is row i of [U c]: row i of L⁻¹P."""
        m = len(self.rows)
        y = [self.field.zero] * m
        y[i] = self.field.one
        for j in reversed(range(i)):
            y[j] = -sum((y[k] * self.lower[k][j] for k in range(j + 1, i + 1)), self.field.zero)
        places = places_after(self.exchanges, m)
        return self.handed_out([[y[places[row]]] for row in range(m)], 1)

    def vanishes(self, x: Any) -> bool:
        """Say whether a number or expression handed out is proved to be zero."""
        return bool(x == 0) or bool(sp.cancel(x) == 0) or bool(is_zero(x))

    def holds(self) -> bool:
        """Say whether L [U c] = P [A b], entry by entry."""
        m, n = self.matrix.shape
        order = order_after(self.exchanges, m)
        if self.matrix.ring.is_Poly:
            return self._restored() == [self.matrix.rows[i] for i in order]
        given = [
            [self.fraction(x, self.matrix.scale[i]) for x in self.matrix.rows[i]] for i in order
        ]
        L = DomainMatrix(self.lower, (m, m), self.field)
        U = DomainMatrix(self.upper, (m, n), self.field)
        difference = L * U - DomainMatrix(given, (m, n), self.field)
        return all(self.matrix.vanishes(x) for x in difference.iter_values())

    def _restored(self) -> list[list[Any]] | None:
        """Undo the elimination in the ring: the same relation without a gcd of polynomials."""
        divide = _exact_division(self.matrix.ring)
        rows = [list(row) for row in self.rows]
        for r, c in reversed(self.pivots):
            top, before = rows[r][c + 1 :], self.previous[r]
            pivot = rows[r][c]
            for row in rows[r + 1 :]:
                sums = [x * before + row[c] * y for x, y in zip(row[c + 1 :], top, strict=True)]
                try:
                    row[c + 1 :] = [divide(x, pivot) for x in sums]
                except ExactQuotientFailed:
                    return None
        return rows

    def after_columns(self, k: int) -> Matrix:
        """Return [A b] after the first `k` pivots, eliminated again that far."""
        partial = factor(self.matrix, self.width, self.pivoting, stop=k)
        return self.handed_out(partial.upper, self.matrix.shape[1])

    def handed_out(self, elements: list[list[Any]], width: int) -> Matrix:
        """Return rows of field elements as a SymPy matrix."""
        return sympy_matrix(elements, (len(elements), width), self.field)


def factor(
    matrix: ExactMatrix, width: int, pivoting: str, *, stop: int | None = None
) -> ExactFactors:
    """Eliminate below each pivot.

    Parameters
    ----------
    matrix : ExactMatrix
        A, with right-hand sides after its first `width` columns.
    pivoting : {"none", "nonzero", "max"}
    stop : int, optional
        End after so many pivots; what remains are the Bareiss rows of that moment.
    """
    rows = [list(row) for row in matrix.rows]
    scale, m = list(matrix.scale), matrix.shape[0]
    choose = _CHOICES[pivoting]
    eliminate = _kernel(matrix.ring)
    pivots: list[tuple[int, int]] = []
    previous: list[Any] = [matrix.ring.one]
    exchanges: list[int | None] = []
    for c in range(width):
        r = len(pivots)
        if r in (m, stop):
            break
        chosen = choose(rows, scale, r, c, matrix)
        if chosen is None:
            continue
        if chosen != r:
            rows[r], rows[chosen] = rows[chosen], rows[r]
            scale[r], scale[chosen] = scale[chosen], scale[r]
        eliminate(rows, r, c, previous[-1])
        exchanges.append(chosen if chosen != r else None)
        pivots.append((r, c))
        previous.append(rows[r][c])
    return ExactFactors(
        matrix, width, pivoting, rows, scale, tuple(pivots), previous, tuple(exchanges)
    )


def _exact_division(ring: Any) -> Callable[[Any, Any], Any]:
    """Return the division of ring elements that is known to leave no remainder."""
    if ring.is_ZZ:
        return operator.floordiv
    return operator.truediv if ring.is_Field else ring.exquo


def _kernel(ring: Any) -> Callable[[list[list[Any]], int, int, Any], None]:
    """Return the kernel for a ring: integers divide with //, polynomials are also counted."""
    divide = _exact_division(ring)
    budget = TERM_PRODUCTS

    def integers(rows: list[list[Any]], r: int, c: int, previous: Any) -> None:
        top = rows[r][c + 1 :]
        pivot = rows[r][c]
        for row in rows[r + 1 :]:
            f, rest = row[c], row[c + 1 :]
            if not f:
                if pivot != previous:
                    row[c + 1 :] = [pivot * x // previous for x in rest]
            elif previous == 1:
                row[c + 1 :] = [pivot * x - f * y for x, y in zip(rest, top, strict=True)]
            else:
                row[c + 1 :] = [
                    (pivot * x - f * y) // previous for x, y in zip(rest, top, strict=True)
                ]

    def others(rows: list[list[Any]], r: int, c: int, previous: Any) -> None:
        nonlocal budget
        top = rows[r][c + 1 :]
        pivot = rows[r][c]
        for row in rows[r + 1 :]:
            f, rest = row[c], row[c + 1 :]
            if ring.is_Poly:
                budget -= len(pivot) * sum(map(len, rest)) + len(f) * sum(map(len, top))
                if budget < 0:
                    raise LimitError(
                        "the symbolic entries grow beyond what can be shown; use a smaller "
                        "matrix, fewer symbols, or numbers in their place"
                    )
            row[c + 1 :] = [
                divide(pivot * x - f * y, previous) for x, y in zip(rest, top, strict=True)
            ]

    return integers if ring.is_ZZ else others


Choice = Callable[[list[list[Any]], list[Any], int, int, ExactMatrix], int | None]


def _in_place(
    rows: list[list[Any]], scale: list[Any], r: int, c: int, matrix: ExactMatrix
) -> int | None:
    """Take the row that stands in the pivot place, or complain."""
    chosen = _first_nonzero(rows, scale, r, c, matrix)
    if chosen is None or chosen == r:
        return chosen
    raise ZeroPivotError(row=r, column=c, exchange_with=chosen)


def _first_nonzero(
    rows: list[list[Any]], scale: list[Any], r: int, c: int, matrix: ExactMatrix
) -> int | None:
    """Take the first row with an entry that is not zero, as one does by hand."""
    if matrix.canonical:
        for i in range(r, len(rows)):
            if rows[i][c]:
                return i
        return None
    chosen, doubtful = None, None
    for i in range(r, len(rows)):
        vanishes = matrix.vanishes(rows[i][c])
        if vanishes:
            rows[i][c] = matrix.ring.zero
        elif vanishes is None:
            doubtful = i if doubtful is None else doubtful
        elif chosen is None:
            chosen = i
    if chosen is None and doubtful is not None:
        raise undecided(matrix, rows[doubtful][c], doubtful, c)
    return chosen


def _largest(
    rows: list[list[Any]], scale: list[Any], r: int, c: int, matrix: ExactMatrix
) -> int | None:
    """Take the row with the largest entry, as partial pivoting does."""
    if _first_nonzero(rows, scale, r, c, matrix) is None:
        return None
    sizes = [
        abs(matrix.ring.to_sympy(rows[i][c]) / matrix.ring.to_sympy(scale[i]))
        for i in range(r, len(rows))
    ]
    if any(size.free_symbols for size in sizes):
        raise LinalgError(
            'pivoting="max" compares sizes, and a symbol has none; use pivoting="nonzero"'
        )
    return r + max(range(len(sizes)), key=lambda i: (sp.N(sizes[i], 30), -i))


_CHOICES: dict[str, Choice] = {
    "none": _in_place,
    "nonzero": _first_nonzero,
    "max": _largest,
}
