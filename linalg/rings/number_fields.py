"""Square roots as elements of the field that they generate, found by solving equations.

SymPy looks for such an element by a search for whole-number relations between long decimals, which
takes seconds in a field of degree 8. The powers of the field's generator, written by the roots,
give it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, product
from math import isqrt, prod
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix

Powers = tuple[dict[tuple[int, ...], Any], ...]
"""For each power of the generator: the exponents of the roots, and the rational number before."""


@lru_cache(maxsize=64)
def number_field(numbers: frozenset[sp.Expr]) -> Any:
    """Return the field that some real algebraic numbers generate, by as few of them as is seen.

    >>> number_field(frozenset(map(sp.sqrt, (2, 3, 6)))).orig_ext
    (sqrt(2), sqrt(3))
    """
    chosen: list[sp.Expr] = []
    for x in sorted(numbers, key=sp.default_sort_key):
        if _product_of(x, chosen) is None:
            chosen.append(x)
    return sp.QQ.algebraic_field(*chosen)


@lru_cache(maxsize=256)
def element(field: Any, x: sp.Expr) -> Any:
    """Return a number as an element of an algebraic field that holds it.

    Parameters
    ----------
    field : sympy.AlgebraicField, or sympy.QQ
    x : sympy.Expr

    Examples
    --------
    >>> field = number_field(frozenset([sp.sqrt(2), sp.sqrt(3)]))
    >>> element(field, sp.sqrt(6)) ** 2 == field(6)
    True
    """
    if x.is_Rational:
        return field.from_sympy(x)
    if x.is_Add:
        return sum((element(field, part) for part in x.args), field.zero)
    if x.is_Mul:
        return prod((element(field, part) for part in x.args), start=field.one)
    if x.is_Pow and x.exp.is_Integer:
        return element(field, x.base) ** int(x.exp)
    factors = _product_of(x, field.orig_ext)
    if factors is None or not _are_independent(field):
        return field.from_sympy(x)
    root = prod((_roots(field)[k] for k in factors), start=field.one)
    below = prod(int(field.orig_ext[k].base) for k in factors)
    return root * field(sp.QQ(isqrt(int(x.base) * below), below))


def _product_of(x: sp.Expr, roots: Sequence[sp.Expr]) -> tuple[int, ...] | None:
    """Return the places of square roots whose product is a rational multiple of x, if any are."""
    if not _is_square_root(x):
        return None
    places = [k for k, root in enumerate(roots) if _is_square_root(root)]
    for size in range(1, len(places) + 1):
        for chosen in combinations(places, size):
            square = int(x.base) * prod(int(roots[k].base) for k in chosen)
            if isqrt(square) ** 2 == square:
                return chosen
    return None


def _is_square_root(x: sp.Expr) -> bool:
    return bool(x.is_Pow and x.exp == sp.S.Half and x.base.is_Integer and x.base > 0)


@lru_cache(maxsize=64)
def powers(field: Any) -> Powers:
    """Write the powers of the generator of a field of independent square roots by these."""
    roots = field.orig_ext
    polynomials = sp.QQ[roots]
    theta = polynomials.convert(field.ext.as_expr())
    squares = [polynomials.convert(root**2) for root in roots]
    power, found = polynomials.one, []
    for _ in range(field.ext.minpoly.degree()):
        found.append(dict(power.iterterms()))
        power = power * theta
        for root, square in zip(polynomials.gens, squares, strict=True):
            whole, rest = divmod(power, root**2)
            power = rest + whole * square
    return tuple(found)


def _are_independent(field: Any) -> bool:
    """Say whether the field is made of square roots, none of which the others give."""
    roots = field.orig_ext
    return all(map(_is_square_root, roots)) and field.ext.minpoly.degree() == 2 ** len(roots)


@lru_cache(maxsize=64)
def _roots(field: Any) -> list[Any]:
    """Solve for the roots: their products are combinations of the powers of the generator."""
    count, found = len(field.orig_ext), powers(field)
    products = list(product((0, 1), repeat=count))
    matrix = [[power.get(exponents, sp.QQ.zero) for power in found] for exponents in products]
    single = [[sp.QQ(sum(e) == 1 and e[k] == 1) for k in range(count)] for e in products]
    solved = DomainMatrix(matrix, (len(products), len(found)), sp.QQ).lu_solve(
        DomainMatrix(single, (len(products), count), sp.QQ)
    )
    return [field([row[k] for row in reversed(solved.to_list())]) for k in range(count)]
