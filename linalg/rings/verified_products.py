"""Verification of a product of exact matrices, multiplied out without fractions.

The matrices are read anew, as they were handed out, and their denominators are cleared: of the
left factor by rows, of the right one by columns. Polynomials are then equal or are not.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from linalg.numbers.zero import is_zero
from linalg.rings.generators import Generators


def is_product(
    left: sp.ImmutableMatrix, right: sp.ImmutableMatrix, product: sp.ImmutableMatrix
) -> bool | None:
    """Say whether left · right = product, proved entry by entry; None if that is not decided.

    Parameters
    ----------
    left, right, product : sympy.ImmutableMatrix
        Of shapes (m, k), (k, n) and (m, n).

    Examples
    --------
    >>> t = sp.Symbol("t")
    >>> turn = sp.Matrix([[sp.cos(t), -sp.sin(t)], [sp.sin(t), sp.cos(t)]])
    >>> is_product(turn.T, turn, sp.eye(2))
    True
    """
    entries = [x for matrix in (left, right, product) for x in matrix.flat()]
    if all(x.is_Rational for x in entries):
        return bool(left * right == product)
    generators = Generators(entries)
    zero = generators.relations.ring.zero
    rows = [_cleared(generators, left[i, :].flat()) for i in range(left.rows)]
    columns = [_cleared(generators, right[:, j].flat()) for j in range(right.cols)]
    decided = True
    for i, (row, row_scale) in enumerate(rows):
        for j, (column, column_scale) in enumerate(columns):
            total = sum((x * y for x, y in zip(row, column, strict=True) if x and y), zero)
            top, bottom = generators.fraction(product[i, j])
            difference = total * bottom - top * row_scale * column_scale
            vanishes = _vanishes(generators, difference)
            if vanishes is False:
                return False
            decided = decided and vanishes is not None
    return True if decided else None


def _cleared(generators: Generators, entries: list[sp.Expr]) -> tuple[list[Any], Any]:
    """Return a row or column over one common denominator."""
    fractions = list(map(generators.fraction, entries))
    reduce, exquo = generators.relations.reduce, generators.relations.ring.exquo
    common = generators.relations.ring.one
    for _, bottom in fractions:
        common = generators.relations.ring.lcm(common, bottom) if bottom != common else common
    return [reduce(top * exquo(common, bottom)) for top, bottom in fractions], common


def _vanishes(generators: Generators, difference: Any) -> bool | None:
    difference = generators.relations.reduce(difference)
    if not difference or generators.canonical:
        return not difference
    return is_zero(generators.relations.ring.to_sympy(difference))
