"""Elimination under conditions: where no entry is surely a pivot, the cases part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from linalg.conditions.parameters import parameters_of
from linalg.conditions.regions import Region, Rows
from linalg.conditions.signs import (
    Polynomial,
    common_multiple,
    in_lowest_terms,
    irreducible_factors,
)
from linalg.errors import LimitError
from linalg.language import say
from linalg.numbers.matrices import Grid
from linalg.numbers.zero import is_zero
from linalg.rings.multiple_angles import by_single_angles

LARGEST_WORK = 60_000
"""Products of terms that the eliminations of all cases may make together."""
LARGEST_GENERAL = 4
"""Up to so many rows a determinant of several symbols is written out."""
LARGEST_SPLIT = 8
"""For each case that may be handed out, so many may be found before alike ones are joined."""


@dataclass(frozen=True, eq=False)
class End:
    """An end of elimination under conditions; `parts` are the ends it joins."""

    region: Region
    rows: Rows
    pivots: tuple[tuple[int, int], ...]
    contradiction: tuple[int, int] | None
    parts: tuple[End, ...] = ()


class EliminationByCases:
    """The elimination of one [A b] in all its cases, with a bound on the work."""

    def __init__(self, left: Grid, right: Grid | None) -> None:
        self.m, self.n = left.shape
        self.has_right = right is not None
        whole = left if right is None else left.beside(right)
        entries = by_single_angles([[sp.sympify(x) for x in row] for row in whole.rows])
        self.parameters = parameters_of([x for row in entries for x in row])
        self.budget = LARGEST_WORK
        read = [[self.parameters.fraction(x) for x in row] for row in entries]
        ring = self.parameters.ring
        bottoms = {q for row in read for _, q in row} | set(self.parameters.denominators())
        self.region = Region(
            parameters=self.parameters,
            equations=self.parameters.relations,
            given=frozenset(f for q in bottoms for f in irreducible_factors(q)),
        )
        self.rows: Rows = tuple(_cleared(row, ring) for row in read)

    def found(self, most: int) -> Iterator[End]:
        """Yield the ends, at most so many, the general one first."""
        for number, end in enumerate(self._all(), start=1):
            if number > most:
                raise too_many(most // LARGEST_SPLIT)
            if self._is_defined(end.region):
                yield end

    def _all(self) -> Iterator[End]:
        """Part a square system at its determinant first, which asks for no more than it has to."""
        adjugate = self._adjugate()
        factors = None if adjugate is None else self.region.doubtful(adjugate[1])
        if adjugate is None or factors is None:
            yield from self._ends(self.region, self.rows, ())
            return
        for region, rows, vanishes in self._parted(self.region, self.rows, factors):
            if vanishes:
                yield from self._ends(region, rows, ())
            else:
                yield self._by_cramer(region, *adjugate)

    def _adjugate(self) -> tuple[list[list[Polynomial]], Polynomial] | None:
        """Return adjugate and determinant of a square A, where they are no great work."""
        ring, A = self.parameters.ring, [list(row[: self.n]) for row in self.rows]
        terms = max((len(x) for row in A for x in row), default=0)
        few = self.n <= LARGEST_GENERAL or (ring.ngens <= 1 and self.n <= 2 * LARGEST_GENERAL)
        if self.m != self.n or self.n < 2 or not few or terms**self.n > LARGEST_WORK:
            return None
        return _adjugate(A, self.region)

    def _by_cramer(
        self, region: Region, adjugate: list[list[Polynomial]], determinant: Polynomial
    ) -> End:
        """Return the end where A has an inverse: [det(A) I, adj(A) b]."""
        zero = self.parameters.ring.zero
        width = len(self.rows[0]) - self.n
        rows = []
        for i, line in enumerate(adjugate):
            right = [
                sum((x * row[self.n + k] for x, row in zip(line, self.rows, strict=True)), zero)
                for k in range(width)
            ]
            left = [determinant if j == i else zero for j in range(self.n)]
            rows.append((*left, *map(region.reduced, right)))
        return End(region, tuple(rows), tuple((i, i) for i in range(self.n)), None)

    def _ends(
        self, region: Region, rows: Rows, pivots: tuple[tuple[int, int], ...]
    ) -> Iterator[End]:
        rows = tuple(tuple(map(region.reduced, row)) for row in rows)
        taken = {i for i, _ in pivots}
        used = {j for _, j in pivots}
        columns = [j for j in range(self.n) if j not in used]
        waiting = [i for i in range(self.m) if i not in taken]
        place = self._known(region, rows, waiting, columns)
        if place is not None:
            rows = self._eliminated(region, rows, place)
            yield from self._ends(region, rows, (*pivots, place))
            return
        doubtful = self._doubtful(region, rows, waiting, columns)
        if doubtful is not None:
            place, factors = doubtful
            for there, moved, vanishes in self._parted(region, rows, factors):
                if vanishes:
                    yield from self._ends(there, moved, pivots)
                else:
                    eliminated = self._eliminated(there, moved, place)
                    yield from self._ends(there, eliminated, (*pivots, place))
            return
        yield from self._conclusions(region, rows, pivots, waiting)

    def _conclusions(
        self, region: Region, rows: Rows, pivots: tuple[tuple[int, int], ...], waiting: list[int]
    ) -> Iterator[End]:
        """Part at the right-hand sides of the rows whose left sides are zero."""
        columns = list(range(self.n, len(rows[0]) if rows else self.n))
        place = self._known(region, rows, waiting, columns)
        if place is not None:
            yield End(region, rows, pivots, place)
            return
        doubtful = self._doubtful(region, rows, waiting, columns)
        if doubtful is None:
            yield End(region, rows, pivots, None)
            return
        place, factors = doubtful
        for there, moved, vanishes in self._parted(region, rows, factors):
            if vanishes:
                yield from self._conclusions(there, moved, pivots, waiting)
            else:
                yield End(there, moved, pivots, place)

    def _parted(
        self, region: Region, rows: Rows, factors: Sequence[Polynomial]
    ) -> Iterator[tuple[Region, Rows, bool]]:
        """Yield the part where no factor is zero, then those where the first zero one is each."""
        vanishing, before = [], region
        for factor in factors:
            parts = list(before.where_zero(factor, rows))
            vanishing += parts
            before = before.with_nonzero([factor], stated=bool(parts))
        yield before, rows, False
        for there, moved in vanishing:
            yield there, moved, True

    def _known(
        self, region: Region, rows: Rows, waiting: list[int], columns: list[int]
    ) -> tuple[int, int] | None:
        """Return a place that is surely not zero: in the first such column, the shortest."""
        for j in columns:
            sure = [i for i in waiting if rows[i][j] and region.knows(rows[i][j])]
            if sure:
                return min(sure, key=lambda i: (not rows[i][j].is_ground, i)), j
        return None

    def _doubtful(
        self, region: Region, rows: Rows, waiting: list[int], columns: list[int]
    ) -> tuple[tuple[int, int], tuple[Polynomial, ...]] | None:
        """Return the place of which one learns the most easily whether it is zero."""
        places = [(i, j) for j in columns for i in waiting if rows[i][j]]
        places.sort(key=lambda place: _length(rows[place[0]][place[1]]))
        best: tuple[Any, ...] | None = None
        considered = 0
        for i, j in places:
            factors = region.doubtful(rows[i][j])
            if factors is None:
                continue
            cost = sum(max(map(sum, f.itermonoms())) * len(f) for f in factors)
            if best is None or (cost, j, i) < best[:3]:
                best = (cost, j, i, factors)
            considered += 1
            if cost <= 1 or considered > 2 * self.n:
                break
        if best is not None:
            return (best[2], best[1]), best[3]
        return None

    def _eliminated(self, region: Region, rows: Rows, place: tuple[int, int]) -> Rows:
        """Clear the column of a pivot in all other rows, above and below."""
        i, j = place
        top, pivot = rows[i], rows[i][j]
        done = []
        for k, row in enumerate(rows):
            if k == i or not row[j]:
                done.append(row)
                continue
            f = row[j]
            self.budget -= len(pivot) * sum(map(len, row)) + len(f) * sum(map(len, top))
            if self.budget < 0:
                raise LimitError(
                    "the symbolic entries of the cases grow beyond the bound"
                    "; put numbers in for some symbols"
                )
            new = [region.reduced(pivot * x - f * y) for x, y in zip(row, top, strict=True)]
            done.append(_divided(region, new, irreducible_factors(pivot)))
        return tuple(done)

    def _is_defined(self, region: Region) -> bool:
        """Say whether the entries are defined in a region, and its functions have their values."""
        values = substitutions_of(region)
        numbers = [(name, value) for name, value in values if value.is_number]
        return all(
            condition.subs(values, simultaneous=True) != sp.false
            for condition in self.parameters.defined
        ) and not any(
            name.subs(numbers[:k]).is_number and is_zero(name.subs(numbers[:k]) - value) is False
            for k, (name, value) in enumerate(numbers)
            if not name.is_Symbol
        )


def _adjugate(
    A: list[list[Polynomial]], region: Region
) -> tuple[list[list[Polynomial]], Polynomial]:
    """Return adjugate and determinant by the recurrence of Le Verrier and Faddeev.

    With M = I, then M ← AM + cI where c = -trace(AM)/k for k = 1, 2, …, n: the last M but one is,
    up to its sign, the adjugate, and the last c the determinant.
    """
    n, ring = len(A), region.parameters.ring
    columns = range(n)
    M = [[ring.one if i == j else ring.zero for j in columns] for i in columns]
    for k in range(1, n + 1):
        adjugate, columns_of_M = M, list(zip(*M, strict=True))
        M = [[_inner(row, column, region) for column in columns_of_M] for row in A]
        c = -sum((M[i][i] for i in columns), ring.zero) * ring.domain(sp.QQ(1, k))
        for i in columns:
            M[i][i] += c
    sign = 1 if n % 2 else -1
    return [[sign * x for x in row] for row in adjugate], region.reduced(-sign * c)


def _inner(row: Sequence[Polynomial], column: Sequence[Polynomial], region: Region) -> Polynomial:
    zero = region.parameters.ring.zero
    return region.reduced(sum((x * y for x, y in zip(row, column, strict=True)), zero))


def _cleared(row: Sequence[tuple[Polynomial, Polynomial]], ring: Any) -> tuple[Polynomial, ...]:
    common = ring.one
    for _, q in row:
        common = common_multiple(common, q)
    return tuple(p * common.exquo(q) for p, q in row)


def _divided(
    region: Region, row: list[Polynomial], factors: Sequence[Polynomial]
) -> tuple[Polynomial, ...]:
    """Divide a row by the factors that all its entries share and that are not zero."""
    known = [*factors, *region.nonzero, *region.implied, *region.given]
    for factor in dict.fromkeys(known):
        while any(row):
            quotients = [divmod(x, factor) for x in row]
            if any(rest for _, rest in quotients):
                break
            row = [quotient for quotient, _ in quotients]
    return tuple(row)


def substitutions_of(region: Region) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
    """Return what was solved for, without functions whose value follows from the symbols'."""
    symbols = region.parameters.ring.symbols
    values = []
    for i, p, q in sorted(region.values, key=lambda value: value[0]):
        top, bottom = in_lowest_terms(p, q)
        values.append((symbols[i], top.as_expr() / bottom.as_expr()))
    plain = [(name, value) for name, value in values if name.is_Symbol]
    return tuple(
        (name, value) for name, value in values if name.is_Symbol or name.subs(plain) != value
    )


def _length(p: Polynomial) -> tuple[int, int]:
    return len(p), max(map(sum, p.itermonoms()))


def too_many(limit: int) -> LimitError:
    """Return the error for more cases than are wanted."""
    return LimitError(
        say("there are more than {most} cases; put numbers in for some symbols", most=limit)
    )
