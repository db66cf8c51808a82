"""Common factors of polynomials whose coefficients hold square roots: a² - 2 is (a - √2)(a + √2).

The roots are generators of the polynomial ring like the symbols; here they become coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from math import lcm
from typing import Any

import sympy as sp

from linalg.rings.lowest_terms import PRIME, coprime
from linalg.rings.number_fields import Powers, element, powers

ROOTS = 3
"""Square roots whose common field, of degree 2³, a divisor is looked for over."""
TERM_PRODUCTS = 4000
"""Products of terms of two polynomials up to which a divisor is looked for."""


def without_common_factor(top: Any, bottom: Any, radicands: Mapping[int, int]) -> tuple[Any, Any]:
    """Divide out the greatest common divisor over the field of the square roots.

    Parameters
    ----------
    top, bottom : PolyElement
        Over ℤ, reduced.
    radicands : mapping of int to int
        The generators, by number, that are square roots, and of what.
    """
    symbols = [k for k in range(top.ring.ngens) if k not in radicands]
    if not symbols or _is_proved_coprime(top, bottom, radicands):
        return top, bottom
    if len(radicands) > ROOTS or len(top) * len(bottom) > TERM_PRODUCTS:
        return top, bottom
    field = _field(tuple(top.ring.symbols[k] for k in radicands))
    ring = field[[top.ring.symbols[k] for k in symbols]]
    f, g = (_with_coefficients(x, radicands, symbols, field, ring) for x in (top, bottom))
    _, f, g = f.cofactors(g)
    cleared = lcm(
        *(int(c.denominator) for x in (f, g) for a in x.itercoeffs() for c in a.to_list())
    )
    return tuple(
        _with_generators(x, cleared, powers(field), radicands, symbols, top.ring) for x in (f, g)
    )


def _is_proved_coprime(top: Any, bottom: Any, radicands: Mapping[int, int]) -> bool:
    prime, roots = _prime_with_roots(tuple(radicands.values()))
    return coprime(top, bottom, dict(zip(radicands, roots, strict=True)), prime)


@lru_cache(maxsize=256)
def _prime_with_roots(radicands: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Find a prime modulo which all the numbers are squares, and their roots there."""
    prime = PRIME
    for _ in count():
        if all(n % prime and sp.ntheory.is_quad_residue(n, prime) for n in radicands):
            return prime, tuple(int(sp.ntheory.sqrt_mod(n, prime)) for n in radicands)
        prime = sp.prevprime(prime)
    raise AssertionError


@lru_cache(maxsize=64)
def _field(roots: tuple[sp.Expr, ...]) -> Any:
    return sp.QQ.algebraic_field(*roots)


def _with_coefficients(
    x: Any, radicands: Mapping[int, int], symbols: list[int], field: Any, ring: Any
) -> Any:
    roots = {k: element(field, x.ring.symbols[k]) for k in radicands}
    result: dict[tuple[int, ...], Any] = {}
    for monomial, c in x.iterterms():
        coefficient = field.convert(int(c))
        for k, root in roots.items():
            coefficient *= root ** monomial[k]
        key = tuple(monomial[k] for k in symbols)
        result[key] = result.get(key, field.zero) + coefficient
    return ring.ring.from_dict(result)


def _with_generators(
    x: Any,
    factor: int,
    by_roots: Powers,
    radicands: Mapping[int, int],
    symbols: list[int],
    ring: Any,
) -> Any:
    result = ring.zero
    for key, coefficient in x.iterterms():
        for power, c in zip(by_roots, reversed(coefficient.to_list()), strict=False):
            for exponents, d in power.items():
                monomial = [0] * ring.ngens
                for k, exponent in zip(symbols, key, strict=True):
                    monomial[k] = exponent
                for k, exponent in zip(radicands, exponents, strict=True):
                    monomial[k] = exponent
                value = c * d * factor
                result += ring.from_dict({tuple(monomial): sp.ZZ(int(value.numerator))})
    return result
