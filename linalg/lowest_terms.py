"""Quotients of polynomials in lowest terms, without a greatest common divisor where none is.

The leading minors that symbolic elimination divides by each other have no common factor as a
rule, and a multivariate gcd takes seconds to find that out. An evaluation modulo a prime proves
it in milliseconds: a common factor that contains x survives in the image where all variables
but x have values, as long as the leading coefficient does.
"""

from __future__ import annotations

import random
from typing import Any

import sympy as sp
from sympy.polys.galoistools import gf_degree, gf_from_dict, gf_gcd

PRIME = 2_147_483_647
WORTH_PROVING = 24
"""Terms from which on the proof is tried first; below, the gcd itself is quick."""


def quotient(field: Any, top: Any, bottom: Any) -> Any:
    """Return top / bottom as an element of a field of rational functions.

    Parameters
    ----------
    field : sympy.polys.fields.FracField
    top, bottom : PolyElement
        Polynomials with integer coefficients, `bottom` not zero.
    """
    if min(len(top), len(bottom)) < WORTH_PROVING or not _coprime(top, bottom):
        return field.new(top, bottom)
    factor = sp.ZZ.gcd(top.content(), bottom.content())
    if bottom.LC < 0:
        factor = -factor
    return field.raw_new(top.quo_ground(factor), bottom.quo_ground(factor))


def _coprime(top: Any, bottom: Any) -> bool:
    """Return True only if it is proved that no variable is in a common factor."""
    degrees = zip(top.degrees(), bottom.degrees(), strict=True)
    shared = [i for i, (a, b) in enumerate(degrees) if a > 0 and b > 0]
    points = random.Random(0)
    values = [points.randrange(1, PRIME) for _ in top.ring.gens]
    return all(_free_of(i, values, top, bottom) for i in shared)


def _free_of(i: int, values: list[int], top: Any, bottom: Any) -> bool:
    images = []
    for polynomial in (top, bottom):
        image = _image(polynomial, i, values)
        if gf_degree(image) < polynomial.degree(i):
            return False
        images.append(image)
    return bool(gf_degree(gf_gcd(*images, PRIME, sp.ZZ)) == 0)


def _image(polynomial: Any, i: int, values: list[int]) -> Any:
    """Put values into all variables but the i-th, modulo the prime."""
    coefficients: dict[int, int] = {}
    for monomial, coefficient in polynomial.terms():
        term = int(coefficient)
        for j, exponent in enumerate(monomial):
            if exponent and j != i:
                term = term * pow(values[j], exponent, PRIME) % PRIME
        coefficients[monomial[i]] = (coefficients.get(monomial[i], 0) + term) % PRIME
    return gf_from_dict({e: sp.ZZ(c) for e, c in coefficients.items()}, PRIME, sp.ZZ)
