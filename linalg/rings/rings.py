"""The smallest ring that holds a matrix exactly, and its zero test.

Whole numbers and fractions live in ℤ once their denominators are cleared, algebraic numbers in
their field while that is small; symbols, square roots and functions in ℤ[a, b, √2, sin t, …] modulo
what the generators obey. Where they may obey more (log 2, cube roots), zero is three-valued.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import sympy as sp

from linalg.errors import LinalgError, UndecidedZeroError
from linalg.immutable import Immutable
from linalg.numbers.matrices import Grid
from linalg.numbers.separation import degree_bound
from linalg.numbers.zero import is_zero
from linalg.rings.generators import Generators, collect, is_square_root
from linalg.rings.number_fields import element, number_field
from linalg.rings.relations import Relations

LARGEST_DEGREE = 8
"""A field of algebraic numbers of higher degree takes too long to find and to compute in."""


@dataclass(frozen=True, kw_only=True)
class ExactMatrix(Immutable):
    """Row i of the matrix is `rows[i]` divided by `scale[i]`, all elements of `ring`.

    The ring is ℤ, a field of algebraic numbers, or ℤ[a, b, …] with `relations`, which are applied
    where an element is looked at. Unless it is `canonical`, normal forms that differ may be equal
    as numbers or functions; `vanishes` answers True, False or None (undecided) there.
    """

    rows: list[list[Any]]
    scale: list[Any]
    shape: tuple[int, int]
    ring: Any
    canonical: bool
    relations: Relations | None = None

    def vanishes(self, element: Any) -> bool | None:
        """Say whether an element of the ring is zero; None if that is not decided."""
        if self.relations:
            element = self.relations.reduce(element)
        if not element:
            return True
        return False if self.canonical else is_zero(self.ring.to_sympy(element))

    def written(self, element: Any) -> sp.Expr:
        """Return an element of the ring as an expression, as short as it can be."""
        if self.relations:
            element = self.relations.written(element)
        return self.ring.to_sympy(element)

    @cached_property
    def divide(self) -> Callable[[Any, Any], Any]:
        """The division of ring elements that is known to leave no remainder."""
        if self.relations is not None:
            return self.ring.exquo  # type: ignore[no-any-return]
        return operator.floordiv if self.ring.is_ZZ else operator.truediv

    @cached_property
    def fraction(self) -> Callable[[Any, Any], Any]:
        """The quotient of two ring elements in the field of fractions, in lowest terms."""
        if self.relations is None:
            return sp.QQ.dtype if self.ring.is_ZZ else operator.truediv
        in_lowest_terms = partial(self.relations.quotient, self.ring.get_field().field)
        if self.canonical:
            return in_lowest_terms

        def decided(top: Any, bottom: Any) -> Any:
            return in_lowest_terms(self.ring.zero if self.vanishes(top) else top, bottom)

        return decided


def exact_matrix(entries: Grid) -> ExactMatrix:
    """Find the ring that holds every entry of an exact grid, and clear its denominators by row.

    Raises
    ------
    LimitError
        If an entry has too many terms when it is multiplied out.
    LinalgError
        If an entry is divided by zero.
    """
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
        return ExactMatrix(rows=cleared, scale=scale, shape=shape, ring=sp.ZZ, canonical=True)
    rows = [[sp.sympify(x) for x in row] for row in rows]
    return _algebraic(rows, shape) or _polynomial(rows, shape)


def _algebraic(rows: list[list[sp.Expr]], shape: tuple[int, int]) -> ExactMatrix | None:
    """Return the matrix over a field of algebraic numbers, or None if no small one holds it.

    Square roots alone are generators that obey relations.
    """
    flat = [x for row in rows for x in row]
    leaves: dict[sp.Expr, None] = {}
    for x in flat:
        collect(x, leaves)
    degree = degree_bound(flat)
    if degree is None or degree > LARGEST_DEGREE or all(map(is_square_root, leaves)):
        return None
    field = number_field(frozenset(leaves))
    elements = [[element(field, x) for x in row] for row in rows]
    return ExactMatrix(
        rows=elements, scale=[field.one] * shape[0], shape=shape, ring=field, canonical=True
    )


def _polynomial(rows: list[list[sp.Expr]], shape: tuple[int, int]) -> ExactMatrix:
    """Clear the denominators of polynomials or rational functions, row by row."""
    generators = Generators(x for row in rows for x in row)
    relations = generators.relations
    ring = relations.ring
    cleared, scale = [], []
    for i, row in enumerate(rows):
        try:
            fractions = [relations.lowest(*generators.fraction(x)) for x in row]
        except ZeroDivisionError:
            raise LinalgError(f"an entry of row {i + 1} is divided by zero") from None
        common = ring.one
        for _, bottom in fractions:
            common = ring.lcm(common, bottom)
        scale.append(common)
        cleared.append([relations.reduce(top * ring.exquo(common, b)) for top, b in fractions])
    return ExactMatrix(
        rows=cleared,
        scale=scale,
        shape=shape,
        ring=ring,
        canonical=generators.canonical,
        relations=relations,
    )


def undecided(matrix: ExactMatrix, element: Any, row: int, column: int) -> UndecidedZeroError:
    """Return the error for an element of which nobody can say whether it is zero."""
    return UndecidedZeroError(matrix.ring.to_sympy(element), row=row, column=column)


def in_lowest_terms(expression: sp.Expr) -> sp.Expr:
    """Write an expression as one quotient, as short as it can be; what is proved zero is 0.

    Examples
    --------
    >>> t = sp.Symbol("t")
    >>> in_lowest_terms(1 / sp.cos(t) - sp.sin(t) * sp.tan(t))
    cos(t)
    """
    single = exact_matrix(Grid([[expression]], (1, 1)))
    quotient = single.fraction(single.rows[0][0], single.scale[0])
    return single.ring.get_field().to_sympy(quotient)
