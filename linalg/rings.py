"""The smallest ring that holds a matrix exactly, and its zero test.

Whole numbers and fractions live in ℤ once their denominators are cleared, symbols in ℤ[a, b, …],
one radical in an algebraic field. Expressions with other generators (log 2, cos 1) live in a field
whose elements have no canonical form: there zero is three-valued.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.polys.constructor import construct_domain

from linalg.errors import UndecidedZeroError
from linalg.matrices import Grid
from linalg.zero import is_zero

RADICALS_IN_ONE_EXTENSION = 3
"""More radicals than this would need a primitive element of a degree too high to find."""


@dataclass(frozen=True)
class ExactMatrix:
    """Row i of the matrix is `rows[i]` divided by `scale[i]`, all elements of `ring`.

    The ring is ℤ, ℤ[a, b, …], an algebraic field, or a field whose elements have no canonical
    form; `vanishes` answers True, False or None (undecided) there.
    """

    rows: list[list[Any]]
    scale: list[Any]
    shape: tuple[int, int]
    ring: Any
    canonical: bool

    def vanishes(self, element: Any) -> bool | None:
        """Say whether an element of the ring is zero; None if that is not decided."""
        if not element:
            return True
        return False if self.canonical else is_zero(self.ring.to_sympy(element))


def exact_matrix(entries: Grid) -> ExactMatrix:
    """Find the ring that holds every entry of an exact grid, and clear its denominators by row."""
    rows, shape = entries.rows, entries.shape
    if entries.kind == "rational":
        scale = [math.lcm(*(x.denominator for x in row)) for row in rows]
        cleared = [
            row if s == 1 else [x.numerator * (s // x.denominator) for x in row]
            for row, s in zip(rows, scale, strict=True)
        ]
        if sp.ZZ.dtype is not int:
            cleared = [list(map(sp.ZZ, row)) for row in cleared]
            scale = list(map(sp.ZZ, scale))
        return ExactMatrix(cleared, scale, shape, sp.ZZ, canonical=True)
    flat = [sp.sympify(x) for row in rows for x in row]
    domain, elements = _domain(flat)
    width = shape[1]
    split = [list(elements[i : i + width]) for i in range(0, len(elements), width)]
    if domain.is_Poly or domain.is_Frac:
        if all(generator.is_Symbol for generator in domain.symbols):
            return _cleared(split, shape, domain)
        domain, field = domain.get_field(), domain
        split = [[domain.convert_from(x, field) for x in row] for row in split]
    canonical = bool(domain.is_Algebraic)
    return ExactMatrix(split, [domain.one] * shape[0], shape, domain, canonical)


def undecided(matrix: ExactMatrix, element: Any, row: int, column: int) -> UndecidedZeroError:
    """Return the error for an element of which nobody can say whether it is zero."""
    return UndecidedZeroError(matrix.ring.to_sympy(element), row=row, column=column)


def _domain(flat: list[Any]) -> tuple[Any, list[Any]]:
    radicals = {
        power
        for x in flat
        for power in x.atoms(sp.Pow)
        if power.base.is_number and power.exp.is_Rational and not power.exp.is_Integer
    }
    extension = True if len(radicals) <= RADICALS_IN_ONE_EXTENSION else None
    # Naming the symbols keeps them generators where they cancel, as in (x + 1)² - x² - 2x - 1.
    symbols = sorted(set().union(*(x.free_symbols for x in flat)), key=str)
    domain, elements = construct_domain([*flat, *symbols], extension=extension)
    return domain, elements[: len(flat)]


def _cleared(rows: list[list[Any]], shape: tuple[int, int], domain: Any) -> ExactMatrix:
    """Clear the denominators of polynomials or rational functions, row by row."""
    if domain.is_Poly and domain.domain.is_ZZ:
        return ExactMatrix(rows, [domain.one] * shape[0], shape, domain, canonical=True)
    field = domain.get_field()
    ring = sp.ZZ[domain.symbols]
    cleared, scale = [], []
    for row in rows:
        fractions = [field.convert_from(x, domain) for x in row]
        common = ring.one
        for x in fractions:
            common = ring.lcm(common, ring.convert(_integral(x)[1]))
        scale.append(common)
        cleared.append(
            [
                ring.convert(top) * ring.exquo(common, ring.convert(bottom))
                for top, bottom in map(_integral, fractions)
            ]
        )
    return ExactMatrix(cleared, scale, shape, ring, canonical=True)


def _integral(x: Any) -> tuple[Any, Any]:
    """Numerator and denominator of a rational function, both with integer coefficients."""
    top_denominator, top = x.numer.clear_denoms()
    bottom_denominator, bottom = x.denom.clear_denoms()
    return top * bottom_denominator, bottom * top_denominator
