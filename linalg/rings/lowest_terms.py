"""Quotients of polynomials in lowest terms, without a greatest common divisor where none is.

The leading minors that symbolic elimination divides by each other have no common factor as a
rule, and a multivariate gcd takes long to find that out. A look along one line proves it: put
xᵢ = aᵢ + bᵢt, modulo a prime. A common factor h leaves a factor of degree deg h there, as long as
neither polynomial loses degree; so if the two polynomials in t have no common factor, h is a
number.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import sympy as sp
from sympy.polys.galoistools import gf_degree, gf_gcd, gf_strip

PRIME = 2_147_483_647


def quotient(field: Any, top: Any, bottom: Any) -> Any:
    """Return top / bottom as an element of a field of rational functions.

    Parameters
    ----------
    field : sympy.polys.fields.FracField
    top, bottom : PolyElement
        Polynomials with integer coefficients, `bottom` not zero.
    """
    if not top or not coprime(top, bottom):
        return field.new(top, bottom)
    factor = sp.ZZ.gcd(top.content(), bottom.content())
    if bottom.LC < 0:
        factor = -factor
    return field.raw_new(top.quo_ground(factor), bottom.quo_ground(factor))


def coprime(
    top: Any, bottom: Any, roots: Mapping[int, int] | None = None, prime: int = PRIME
) -> bool:
    """Return True only if it is proved that a common factor is a number.

    Parameters
    ----------
    top, bottom : PolyElement
    roots : mapping of int to int, optional
        What stands, modulo the prime, for generators that are numbers, √2 say.
    """
    roots = roots or {}
    draw = random.Random(0)
    line = [
        (roots[k], 0) if k in roots else (draw.randrange(1, prime), draw.randrange(1, prime))
        for k in range(top.ring.ngens)
    ]
    images = []
    for polynomial in (top, bottom):
        image = _on_line(polynomial, line, prime)
        degree = max(
            sum(power for k, power in enumerate(monomial) if k not in roots)
            for monomial in polynomial.itermonoms()
        )
        if gf_degree(image) < degree:
            return False
        images.append(image)
    return bool(gf_degree(gf_gcd(*images, prime, sp.ZZ)) == 0)


def _on_line(polynomial: Any, line: list[tuple[int, int]], prime: int) -> list[Any]:
    """Put xᵢ = aᵢ + bᵢt into a polynomial; coefficients modulo the prime, the highest first."""
    total = [0]
    for monomial, coefficient in polynomial.iterterms():
        product = [int(coefficient)]
        for (a, b), exponent in zip(line, monomial, strict=True):
            for _ in range(exponent):
                shifted = [x * b for x in product] + [0]
                for k, x in enumerate(product, start=1):
                    shifted[k] += x * a
                product = [x % prime for x in shifted]
        if len(product) > len(total):
            product, total = total, product
        for k in range(1, len(product) + 1):
            total[-k] += product[-k]
    return gf_strip([sp.ZZ(x % prime) for x in total])  # type: ignore[no-any-return]
