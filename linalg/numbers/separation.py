"""Bounds on how near to zero an algebraic number can come without being zero.

With this bound a narrow interval around zero becomes a proof of zero, which nested radicals would
otherwise need minimal polynomials for.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm, prod
from typing import NamedTuple

import sympy as sp

_LARGEST_RADICAND = 10**6
"""Larger ones are not factored."""


class _Size(NamedTuple):
    """Bits above log₂ u and log₂ l, for a number U/L of algebraic integers.

    u and l bound U and L together with all their conjugates.
    """

    u: int
    l: int  # noqa: E741 (the name in the source)


def separation_bits(expression: sp.Expr) -> int | None:
    """Return k such that the number is zero or its absolute value is at least 2⁻ᵏ.

    Parameters
    ----------
    expression : sympy.Expr
        Built from rationals with sums, products, integer powers, roots, and the cosines and sines
        of rational multiples of π.

    Returns
    -------
    int or None
        None if the expression is anything else.

    Notes
    -----
    C. Burnikel, R. Fleischer, K. Mehlhorn and S. Schirra, "A strong and easily computable
    separation bound for arithmetic expressions involving radicals", Algorithmica 27 (2000): the
    norm of a non-zero algebraic integer U of degree D is at least 1, hence abs(U) ≥ u^(1-D). A root
    (U/L)^(1/k) is taken as (U L^(k-1))^(1/k) / L, so that it raises the degree only once.

    Examples
    --------
    >>> separation_bits(sp.sqrt(2) - 1)
    2
    >>> separation_bits(sp.log(2)) is None
    True
    """
    size = _size(expression)
    return None if size is None else (_degree([expression]) - 1) * size.u + size.l


def degree_bound(expressions: Iterable[sp.Expr]) -> int | None:
    """Bound the degree of a field that holds all the numbers; None if one is not algebraic.

    Examples
    --------
    >>> degree_bound([sp.sqrt(2), sp.sqrt(3) + 1, sp.sqrt(2) * sp.sqrt(3)])
    8
    """
    expressions = list(expressions)
    if any(_size(expression) is None for expression in expressions):
        return None
    return _degree(expressions)


def _degree(expressions: Iterable[sp.Expr]) -> int:
    root_degrees: dict[sp.Expr, int] = {}
    circle = 1
    for part in sp.preorder_traversal(expressions):
        if isinstance(part, sp.Pow) and isinstance(part.exp, sp.Rational):
            root_degrees[part.base] = lcm(root_degrees.get(part.base, 1), part.exp.q)
        elif isinstance(part, sp.sin | sp.cos) and part.args[0].coeff(sp.pi).is_Rational:
            circle = lcm(circle, 4 * int(part.args[0].coeff(sp.pi).q))
    outside = [k for base, k in root_degrees.items() if not (k == 2 and _is_in(circle, base))]
    return prod(outside) * max(1, int(sp.totient(circle)) // 2)


def _is_in(circle: int, base: sp.Expr) -> bool:
    """Say whether √base, of a rational number, is a sum of roots of unity of that order.

    √p is one of order p or 4p, √2 of order 8 (Gauss sums).
    """
    if not isinstance(base, sp.Rational) or base <= 0 or max(base.p, base.q) > _LARGEST_RADICAND:
        return False
    factors = sp.factorint(base.p * base.q)
    odd = [int(prime) for prime, exponent in factors.items() if exponent % 2]
    return all(
        circle % (8 if prime == 2 else prime if prime % 4 == 1 else 4 * prime) == 0 for prime in odd
    )


def _size(expression: sp.Expr) -> _Size | None:
    """Bound the conjugates of numerator and denominator; None if not algebraic on sight."""
    if isinstance(expression, sp.Rational):
        return _Size(_ceil_log2(abs(expression.p)), _ceil_log2(expression.q))
    if isinstance(expression, sp.sin | sp.cos):
        turns = expression.args[0] / sp.pi
        return _Size(1, 1) if isinstance(turns, sp.Rational) else None
    if isinstance(expression, sp.Add | sp.Mul):
        sizes = [_size(argument) for argument in expression.args]
        known = [size for size in sizes if size is not None]
        if len(known) < len(sizes):
            return None
        return _sum(known) if isinstance(expression, sp.Add) else _product(known)
    if isinstance(expression, sp.Pow) and isinstance(expression.exp, sp.Rational):
        base = _size(expression.base)
        return None if base is None else _power(base, expression.exp)
    return None


def _sum(sizes: list[_Size]) -> _Size:
    denominator = sum(size.l for size in sizes)
    largest = max(size.u + denominator - size.l for size in sizes)
    return _Size(largest + _ceil_log2(len(sizes)), denominator)


def _product(sizes: list[_Size]) -> _Size:
    return _Size(sum(size.u for size in sizes), sum(size.l for size in sizes))


def _power(base: _Size, exponent: sp.Rational) -> _Size:
    k, n = exponent.q, abs(exponent.p)
    root = _Size(-(-(base.u + (k - 1) * base.l) // k), base.l)
    return _Size(n * root.u, n * root.l) if exponent > 0 else _Size(n * root.l, n * root.u)


def _ceil_log2(n: int) -> int:
    return (n - 1).bit_length() if n else 0
