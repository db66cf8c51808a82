"""Polynomials over the reals: their irreducible factors, their real roots, and a fixed sign.

Coefficients are rational, or algebraic numbers of one field that is embedded in the reals.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy.polys.rootisolation import dup_sturm

from linalg.errors import LimitError

LARGEST_TO_FACTOR = 60
"""Terms of a condition that is factored."""
LARGEST_BESIDE_ROOTS = 12
"""The same where coefficients are roots of numbers and there are several symbols."""
LARGEST_TO_CANCEL = 24
"""Products of terms up to which a common factor is looked for beside roots of numbers, where it
takes long."""

Polynomial = Any
"""An element of a `sympy.polys.rings.PolyRing` over ℚ or an algebraic field."""


def normalised(p: Polynomial) -> Polynomial:
    """Return p without constant factor: coprime integers, the first one positive."""
    p = p.primitive()[1] if p.ring.domain.is_QQ else p.monic()
    p = -p if sign_of_number(p.LC, p.ring.domain) < 0 else p
    return p.ring.from_dict(dict(p))  # afresh: a quotient may keep the hash of its dividend


def in_lowest_terms(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return top / bottom without common factor, if one is found in short time; bottom ≠ 0."""
    if top.ring.domain.is_QQ or len(top) * len(bottom) <= LARGEST_TO_CANCEL:
        return top.cancel(bottom)  # type: ignore[no-any-return]
    whole, rest = divmod(top, bottom)
    if not rest:
        return whole, top.ring.one
    whole, rest = divmod(bottom, top)
    return (top.ring.one, whole) if not rest else (top, bottom)


def common_multiple(p: Polynomial, q: Polynomial) -> Polynomial:
    """Return a common multiple, the least one if it is found in short time."""
    return p * in_lowest_terms(q, p)[0]


def can_be_factored(p: Polynomial) -> bool:
    """Say whether p is short enough for its factors to be found in short time.

    What a variable of degree 1 shows is a common factor of coefficient and rest; it takes less.
    """
    if p.ring.domain.is_QQ or len(variables_of(p)) < 2:
        return len(p) <= LARGEST_TO_FACTOR
    linear = [i for i, degree in enumerate(p.degrees()) if degree == 1]
    if not linear:
        return len(p) <= LARGEST_BESIDE_ROOTS
    coefficient, rest = coefficients_in(p, linear[0])
    return len(coefficient) * len(rest) <= LARGEST_TO_CANCEL


@lru_cache(maxsize=4096)
def irreducible_factors(p: Polynomial) -> tuple[Polynomial, ...]:
    """Return the different irreducible factors of p ≠ 0, each normalised, the short ones first.

    Raises
    ------
    LimitError
        If it cannot be factored in short time.
    """
    if not can_be_factored(p):
        raise LimitError(
            "the conditions on the symbols grow too large to be factored"
            "; put numbers in for some symbols"
        )
    found: set[Polynomial] = set()
    _collect(p, found)
    return tuple(sorted(found, key=_length))


def _length(p: Polynomial) -> tuple[object, ...]:
    return max(map(sum, p.itermonoms())), len(p), str(p)


def _collect(p: Polynomial, found: set[Polynomial]) -> None:
    """Split off what a variable of degree 1 shows: c x + d has the factor gcd(c, d)."""
    if p.is_ground:
        return
    linear = [i for i, degree in enumerate(p.degrees()) if degree == 1]
    if not linear:
        found.update(normalised(factor) for factor, _ in p.factor_list()[1])
        return
    coefficient, rest = coefficients_in(p, linear[0])
    common = coefficient.gcd(rest) if rest else coefficient
    found.add(normalised(p.exquo(common)))
    _collect(common, found)


def coefficients_in(p: Polynomial, i: int) -> list[Polynomial]:
    """Return the coefficients of p as a polynomial in variable i, the highest first."""
    degree = p.degree(p.ring.gens[i])
    parts: list[dict[Any, Any]] = [{} for _ in range(degree + 1)]
    for monomial, c in p.iterterms():
        lowered = (*monomial[:i], 0, *monomial[i + 1 :])
        parts[degree - monomial[i]][lowered] = c
    return [p.ring.from_dict(part) for part in parts]


def variables_of(p: Polynomial) -> tuple[int, ...]:
    """Return the places of the variables that occur in p."""
    return tuple(i for i, degree in enumerate(p.degrees()) if degree > 0)


def sign_of_number(x: Any, domain: Any) -> int:
    """Return the sign of an element of ℚ or of a real algebraic field."""
    if not x:
        return 0
    if domain.is_QQ:
        return 1 if x > 0 else -1
    return 1 if sp.N(domain.to_sympy(x), 30) > 0 else -1


def real_root_count(p: Polynomial) -> int:
    """Count the different real roots of p, of one variable, by Sturm's theorem."""
    (i,) = variables_of(p)
    domain = p.ring.domain
    dense = [c.coeff(1) for c in coefficients_in(p, i)]
    sequence = dup_sturm(dense, domain)
    at_infinity = [sign_of_number(f[0], domain) for f in sequence]
    at_minus_infinity = [
        s if len(f) % 2 else -s for s, f in zip(at_infinity, sequence, strict=True)
    ]
    return _changes(at_minus_infinity) - _changes(at_infinity)


def _changes(signs: list[int]) -> int:
    return sum(a != b for a, b in pairwise(signs))


def even_sign(p: Polynomial, nonnegative: Collection[int] = ()) -> int:
    """Return the sign that every term of p has wherever it is not zero, or 0 if they differ.

    Such a term has even exponents only, but for variables that are never negative.
    """
    odd = any(
        exponent % 2 and i not in nonnegative
        for monomial in p.itermonoms()
        for i, exponent in enumerate(monomial)
    )
    signs = set() if odd else {sign_of_number(c, p.ring.domain) for c in p.itercoeffs()}
    return signs.pop() if len(signs) == 1 else 0


def fixed_sign(p: Polynomial, nonnegative: Collection[int] = ()) -> int:
    """Return 1 or -1 if p is proved to have that sign at every real point; else 0.

    >>> from sympy import QQ, ring
    >>> _, a, b = ring("a b", QQ)
    >>> fixed_sign(a**2 + a * b + b**2 + 1), fixed_sign(a**2 + b**2), fixed_sign(-(a**4) - 2)
    (1, 0, -1)
    """
    domain = p.ring.domain
    if p.is_ground:
        return sign_of_number(p.coeff(1), domain)
    constant = sign_of_number(p.coeff(1), domain)
    if constant == 0:
        return 0
    if even_sign(p, nonnegative) == constant:
        return constant
    variables = variables_of(p)
    if len(variables) == 1:
        return 0 if real_root_count(p) else constant
    for i in variables:
        coefficients = coefficients_in(p, i)
        if len(coefficients) == 3 and fixed_sign(discriminant(coefficients), nonnegative) < 0:
            return constant
    return 0


def is_never_positive(p: Polynomial, nonnegative: Collection[int] = ()) -> bool:
    """Say whether p is proved to be at most 0 at every real point.

    >>> from sympy import QQ, ring
    >>> _, a, b, c = ring("a b c", QQ)
    >>> is_never_positive(-((a - b) ** 2) - (b - c) ** 2), is_never_positive(-a * b)
    (True, False)
    """
    if not p or even_sign(p, nonnegative) < 0:
        return True
    if len(p) > LARGEST_TO_FACTOR:
        return False
    constant, factors = p.factor_list()
    if sign_of_number(constant, p.ring.domain) < 0 and all(e % 2 == 0 for _, e in factors):
        return True
    for i in variables_of(p):
        coefficients = coefficients_in(p, i)
        lead = coefficients[0]
        if len(coefficients) == 3 and lead.is_ground and even_sign(lead) < 0:
            return is_never_positive(discriminant(coefficients), nonnegative)
    return False


def discriminant(coefficients: list[Polynomial]) -> Polynomial:
    """Return b² - 4ac of a x² + b x + c."""
    a, b, c = coefficients
    return b**2 - 4 * a * c
