"""The proof of an answer by cases, from the given matrices alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from linalg.conditions.elimination_by_cases import EliminationByCases, End
from linalg.conditions.parameters import Parameters
from linalg.conditions.regions import Region
from linalg.conditions.signs import (
    Polynomial,
    can_be_factored,
    common_multiple,
    irreducible_factors,
)

Terms = tuple[tuple[tuple[int, ...], tuple[sp.Rational, ...]], ...]
"""A polynomial as its exponents and coefficients, which pickle where SymPy's rings do not.

A coefficient is a rational number, or those before the powers of a field's generator.
"""


@dataclass(frozen=True, eq=False, kw_only=True)
class Part:
    """A region and the places of a minor of A, and one of [A b], that are not zero there."""

    values: tuple[tuple[int, Terms, Terms], ...]
    equations: tuple[Terms, ...]
    nonzero: tuple[Terms, ...]
    implied: tuple[Terms, ...]
    given: tuple[Terms, ...]
    pivots: tuple[tuple[int, int], ...]
    contradiction: tuple[int, int] | None

    @classmethod
    def of(cls, end: End) -> Part:
        """Return what an end of the elimination claims."""
        region = end.region
        return cls(
            values=tuple((i, _terms(top), _terms(bottom)) for i, top, bottom in region.values),
            equations=tuple(map(_terms, region.equations)),
            nonzero=tuple(map(_terms, region.nonzero)),
            implied=tuple(map(_terms, region.implied)),
            given=tuple(map(_terms, region.given)),
            pivots=end.pivots,
            contradiction=end.contradiction,
        )

    def region(self, parameters: Parameters) -> Region:
        """Return the region in the ring of the parameters."""
        ring = parameters.ring
        return Region(
            parameters=parameters,
            values=tuple(
                (i, _read(top, ring), _read(bottom, ring)) for i, top, bottom in self.values
            ),
            equations=tuple(_read(p, ring) for p in self.equations),
            nonzero=tuple(_read(p, ring) for p in self.nonzero),
            implied=frozenset(_read(p, ring) for p in self.implied),
            given=frozenset(_read(p, ring) for p in self.given),
        )


@dataclass(frozen=True, eq=False)
class Proof:
    """The proof of a case: its region, and the minors in each part of it."""

    whole: Part
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, end: End) -> Proof:
        """Return the proof that an end of the elimination carries."""
        return cls(Part.of(end), tuple(map(Part.of, end.parts or (end,))))

    def holds(
        self,
        given: EliminationByCases,
        rank: int,
        x: sp.ImmutableMatrix | None,
        null_vectors: Sequence[sp.ImmutableMatrix],
    ) -> bool:
        """Say whether the solutions satisfy the equations and minors that are not zero the rank."""
        region = self.whole.region(given.parameters)
        right = [] if x is None else [x[:, k] for k in range(x.cols)]
        return (
            rank + len(null_vectors) == given.n
            and all(_solves(given, region, v, None) for v in null_vectors)
            and all(_solves(given, region, v, given.n + k) for k, v in enumerate(right))
            and all(len(part.pivots) == rank and _has_minors(given, part) for part in self.parts)
        )


def _solves(
    given: EliminationByCases, region: Region, x: Iterable[sp.Expr], side: int | None
) -> bool:
    entries = [given.parameters.fraction(entry) for entry in x]
    common = given.parameters.ring.one
    for _, bottom in entries:
        common = common_multiple(common, bottom)
    unknowns = [top * common.exquo(bottom) for top, bottom in entries]
    for row in given.rows:
        total = sum((a * u for a, u in zip(row, unknowns, strict=False)), 0 * common)
        if side is not None:
            total -= row[side] * common
        if region.at(total):
            return False
    return all(_is_nowhere_zero(region, bottom) for _, bottom in entries)


def _has_minors(given: EliminationByCases, part: Part) -> bool:
    region = part.region(given.parameters)
    if part.contradiction is None:
        return _has_minor(given, region, part.pivots)
    # The left sides of the row in question vanish, so that [A b] has the larger rank.
    return _has_minor(given, region, part.pivots) and _has_minor(
        given, region, (*part.pivots, part.contradiction)
    )


def _has_minor(
    given: EliminationByCases, region: Region, places: Sequence[tuple[int, int]]
) -> bool:
    whole = [region.row_at(given.rows[i]) for i, _ in places]
    rows = [[row[j] for _, j in places] for row in whole]
    domain = given.parameters.ring.to_domain()
    determinant = DomainMatrix(rows, (len(places), len(places)), domain).det()
    return _is_nowhere_zero(region, determinant)


def _is_nowhere_zero(region: Region, p: Polynomial) -> bool:
    """Say whether p vanishes at no point; factor by factor, since reducing p would hide them."""
    for known in (*region.nonzero, *region.implied, *region.given):
        while not p.is_ground:
            quotient, rest = divmod(p, known)
            if rest:
                break
            p = quotient
    if p.is_ground:
        return bool(p)
    factors = irreducible_factors(p) if region.equations and can_be_factored(p) else (p,)
    return not any(any(region.where_zero(region.at(factor), ())) for factor in factors)


def _terms(p: Polynomial) -> Terms:
    return tuple((monomial, _parts(c)) for monomial, c in p.iterterms())


def _parts(coefficient: Any) -> tuple[sp.Rational, ...]:
    parts = coefficient.to_list() if hasattr(coefficient, "to_list") else [coefficient]
    return tuple(map(sp.QQ.to_sympy, parts))


def _read(terms: Terms, ring: Any) -> Polynomial:
    field = ring.domain
    read = {m: list(map(sp.QQ.from_sympy, parts)) for m, parts in terms}
    return ring.from_dict({m: c[0] if field.is_QQ else field(c) for m, c in read.items()})
