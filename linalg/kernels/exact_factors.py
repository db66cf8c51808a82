"""The factors that fraction-free elimination leaves: L, U, R, and what else is read off them.

All of it is in the rows of the ring: an entry of U or L is a quotient of two of their numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix
from sympy.polys.polyerrors import ExactQuotientFailed

from linalg.errors import ZeroPivotError
from linalg.immutable import Immutable
from linalg.kernels.exchanges import order_after, places_after, sign
from linalg.numbers.matrices import Matrix, sympy_matrix
from linalg.rings.rings import ExactMatrix, in_lowest_terms, undecided


@dataclass(frozen=True, eq=False, kw_only=True)
class ExactFactors(Immutable):
    """The compact result of fraction-free elimination.

    L, U and c are matrices over the field of fractions, built when asked for.

    Row r of `rows` holds the row as it was when its turn came, and in the columns of the pivots
    before, the entry that was eliminated there. Row r belongs to row `p[r]` of the original
    matrix. Pivots stand in the first rows, one in each, from left to right; without exchanges a
    row of zeros has none, and a pivot may stand right of one in a lower row.

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
        1, then each pivot's ring element. A row's numbers are divided by the last pivot above it.
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

    @property
    def sources(self) -> tuple[int, ...]:
        """The rows whose multiples are subtracted, one for each of the `exchanges`."""
        return tuple(r for r, _ in self.pivots)

    @property
    def echelon(self) -> bool:
        """True if the pivots go down and to the right from the first row, as in a staircase."""
        return self.sources == tuple(range(len(self.pivots))) and self.pivots == self.by_column

    @cached_property
    def field(self) -> Any:
        """The field of fractions of the ring."""
        return self.matrix.ring.get_field()

    @property
    def fraction(self) -> Callable[[Any, Any], Any]:
        """The quotient of two ring elements, in lowest terms."""
        return self.matrix.fraction

    @cached_property
    def upper(self) -> list[list[Any]]:
        """[U c] as elements of the field: each row divided by the pivot before and its scale."""
        zero, fraction = self.field.zero, self.fraction
        result = []
        for i, row in enumerate(self.rows):
            above = self.pivots_above(i)
            bottom = self.previous[len(above)] * self.scale[i]
            line = [fraction(x, bottom) if x else zero for x in row]
            for _, c in above:
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
            for r, c in self.pivots_above(i):
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
        """[R d] as elements of the field, from the last pivot back, divided exactly in the ring.

        The last pivot is a common denominator of R (Cramer's rule).
        """
        fraction, last, zero = self.fraction, self.previous[-1], self.field.zero
        rows = [self._reduced[r] for r, _ in self.by_column]
        reduced = [[fraction(x, last) if x else zero for x in row] for row in rows]
        return reduced + [self.upper[i] for i in self.rows_of_zeros]

    @cached_property
    def _reduced(self) -> dict[int, list[Any]]:
        """The rows of [R d] times the last pivot, by the rows of their pivots."""
        ring, divide, last = self.matrix.ring, self.matrix.divide, self.previous[-1]
        done: dict[int, list[Any]] = {}
        for r, c in reversed(self.by_column):
            eliminated = {column for _, column in self.pivots_above(r)}
            entries = enumerate(self.rows[r])
            row = [last * x if j >= c and j not in eliminated else ring.zero for j, x in entries]
            for source, other in done.items():
                column = self._columns[source]
                if column not in eliminated and (f := self.rows[r][column]):
                    row = [x - f * y if y else x for x, y in zip(row, other, strict=True)]
            pivot = self.rows[r][c]
            done[r] = [divide(x, pivot) if x else x for x in row]
        return done

    @cached_property
    def _columns(self) -> dict[int, int]:
        return dict(self.pivots)

    def cleared(self, i: int, sources: Collection[int]) -> list[Any]:
        """Return row i of [U c] with zeros in the pivot columns of the rows `sources` below it.

        Subtracting U[i, c] times the row of R with its pivot in column c leaves the others alone.
        """
        if not sources:
            return self.upper[i]
        zero, fraction, last = self.matrix.ring.zero, self.fraction, self.previous[-1]
        upper = self.rows[i]
        bottom = last * self.previous[len(self.pivots_above(i))] * self.scale[i]
        done = {column for _, column in self.pivots_above(i)}
        row = [zero if j in done else last * x for j, x in enumerate(upper)]
        for source in sources:
            f = upper[self._columns[source]]
            row = [x - f * y for x, y in zip(row, self._reduced[source], strict=True)]
        return [fraction(x, bottom) if x else self.field.zero for x in row]

    def terms_cleared(self, i: int, sources: Collection[int]) -> int:
        """Bound the terms that an entry of such a row is made of, before common factors cancel."""

        def terms(x: Any) -> int:
            return len(x) if self.matrix.relations is not None else 1

        last, upper = terms(self.previous[-1]), self.rows[i]
        bottom = terms(self.previous[len(self.pivots_above(i))]) * (last if sources else 1)
        sizes = [terms(x) * (last if sources else 1) for x in upper]
        for source in sources:
            f = terms(upper[self._columns[source]])
            sizes = [x + f * terms(y) for x, y in zip(sizes, self._reduced[source], strict=True)]
        return bottom + max(sizes, default=0)

    def require_echelon(self) -> None:
        """Raise `ZeroPivotError` where the rows would have to change places for an echelon form."""
        for k, (r, c) in enumerate(self.by_column):
            if r != k:
                raise ZeroPivotError(row=k, column=c, exchange_with=r)

    def pivots_above(self, i: int) -> tuple[tuple[int, int], ...]:
        """Return the pivots in the rows above row i."""
        return self.pivots[: bisect_left(self.sources, i)]

    @cached_property
    def by_column(self) -> tuple[tuple[int, int], ...]:
        """The pivots from left to right."""
        return tuple(sorted(self.pivots, key=lambda place: place[1]))

    @property
    def rows_of_zeros(self) -> tuple[int, ...]:
        """The rows without a pivot: U is zero there."""
        return tuple(sorted(set(range(len(self.rows))) - set(self.sources)))

    def claims(self) -> Iterator[tuple[int, Any]]:
        """Yield what rows of [U c] say is zero and is not, with the row: ring elements."""
        for i in self.rows_of_zeros:
            for x in self.rows[i][self.width :]:
                vanishes = self.matrix.vanishes(x)
                if vanishes is None:
                    raise undecided(self.matrix, x, i, self.width)
                if not vanishes:
                    yield i, x

    def combination_of_rows(self, i: int) -> Matrix:
        """Return y, m × 1, such that yᵀ[A b] is row i of [U c]: row i of L⁻¹P."""
        m = len(self.rows)
        y = [self.field.zero] * m
        y[i] = self.field.one
        for j in reversed(range(i)):
            y[j] = -sum((y[k] * self.lower[k][j] for k in range(j + 1, i + 1)), self.field.zero)
        if self.matrix.relations:
            y = [self.fraction(x.numer, x.denom) for x in y]
        places = places_after(self.exchanges, m)
        return self.handed_out([[y[places[row]]] for row in range(m)], 1)

    def vanishes(self, x: Any) -> bool:
        """Say whether a number or expression handed out is proved to be zero."""
        return bool(x == 0) or bool(in_lowest_terms(x) == 0)

    def holds(self) -> bool:
        """Say whether L [U c] = P [A b], entry by entry."""
        m, n = self.matrix.shape
        order = order_after(self.exchanges, m)
        if self.matrix.relations is not None:
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
        divide = self.matrix.divide
        rows = [list(row) for row in self.rows]
        for r, c in reversed(self.pivots):
            above = self.pivots_above(r)
            done = {column for _, column in above} | {c}
            first = c + 1 if self.echelon else 0
            rest = [j for j in range(first, self.matrix.shape[1]) if j not in done]
            top, before = rows[r], self.previous[len(above)]
            pivot = top[c]
            for row in rows[r + 1 :]:
                for j in rest:
                    try:
                        row[j] = divide(row[j] * before + row[c] * top[j], pivot)
                    except ExactQuotientFailed:
                        return None
        return rows

    def handed_out(self, elements: list[list[Any]], width: int) -> Matrix:
        """Return rows of field elements as a SymPy matrix."""
        return sympy_matrix(elements, (len(elements), width), self.field)
