"""Bases for arguments of sin, exp and the like: all are sums of whole multiples of a few.

sin t and sin 2t have the base t, cos (a + b) alone the base a + b, beside sin a
and sin b the bases a and b.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd, lcm

import sympy as sp

from linalg.numbers.zero import term_bound

LARGEST_MULTIPLE = 12
"""Up to sin 12t is written by sin t and cos t; beyond, it is a function of its own."""
_LARGEST_SUM = 50

Multiples = tuple[tuple[sp.Expr, int], ...]
"""An argument: bases with the whole numbers to multiply them with, to be added up."""


def bases(arguments: Iterable[sp.Expr]) -> dict[sp.Expr, Multiples]:
    """Write arguments as sums of whole multiples of as few bases as possible.

    Examples
    --------
    >>> a, b, t = sp.symbols("a b t")
    >>> bases([t / 2, 3 * t])
    {t/2: ((t/2, 1),), 3*t: ((t/2, 6),)}
    >>> bases([a + b, a, b])
    {a + b: ((a, 1), (b, 1)), a: ((a, 1),), b: ((b, 1),)}
    """
    vectors = {argument: _terms(argument) for argument in dict.fromkeys(arguments)}
    lines: dict[frozenset[tuple[sp.Expr, sp.Rational]], list[sp.Expr]] = {}
    for argument, vector in vectors.items():
        lead = next(iter(vector.values()))
        lines.setdefault(frozenset((x, c / lead) for x, c in vector.items()), []).append(argument)
    if not _are_independent([vectors[line[0]] for line in lines.values()]):
        return _by_terms(vectors)
    found: dict[sp.Expr, Multiples] = {}
    for line in lines.values():
        lead = next(iter(vectors[line[0]]))
        unit = vectors[line[0]][lead]
        found |= _on_line(line[0], {x: vectors[x][lead] / unit for x in line})
    return {argument: found[argument] for argument in vectors}


def are_independent(found: list[sp.Expr]) -> bool:
    """Say whether exp and sin of the bases are known to obey no relation but sin² + cos² = 1.

    True of sums of monomials in symbols, and of algebraic numbers (Lindemann and Weierstrass), as
    long as no base is a combination of the others with rational coefficients.
    """
    vectors = list(map(_terms, found))
    known = all(_is_independent_term(term) for vector in vectors for term in vector)
    return known and _are_independent(vectors)


def _is_independent_term(term: sp.Expr) -> bool:
    constants, functions = sp.sift(sp.Mul.make_args(term), lambda x: x.is_number, binary=True)
    roots = [c for c in constants if not (c.is_Rational or c == sp.pi)]
    return (
        all(c.is_Pow and c.base.is_Integer and c.exp == sp.S.Half for c in roots)
        and (bool(functions) or sp.pi not in constants)
        and all(
            f.is_Symbol or (f.is_Pow and f.base.is_Symbol and f.exp.is_Rational) for f in functions
        )
    )


def _terms(argument: sp.Expr) -> dict[sp.Expr, sp.Rational]:
    if term_bound(argument) > _LARGEST_SUM:
        return {argument: sp.S.One}
    terms = sp.expand(argument, deep=False).as_coefficients_dict()
    return {x: c for x, c in sorted(terms.items(), key=lambda item: str(item[0])) if c}


def _are_independent(vectors: list[dict[sp.Expr, sp.Rational]]) -> bool:
    terms = list(dict.fromkeys(x for vector in vectors for x in vector))
    if len(vectors) > len(terms):
        return False
    if not vectors:
        return True
    rows = [[vector.get(x, sp.S.Zero) for x in terms] for vector in vectors]
    return bool(sp.Matrix(rows).rank() == len(vectors))


def _by_terms(vectors: dict[sp.Expr, dict[sp.Expr, sp.Rational]]) -> dict[sp.Expr, Multiples]:
    """Take single terms as bases, each divided until all multiples are whole."""
    terms = dict.fromkeys(x for vector in vectors.values() for x in vector)
    of = {
        term: _on_line(term, {x: v[term] for x, v in vectors.items() if term in v})
        for term in terms
    }
    return {
        argument: tuple(part for term in vector for part in of[term][argument])
        for argument, vector in vectors.items()
    }


def _on_line(unit: sp.Expr, ratios: dict[sp.Expr, sp.Rational]) -> dict[sp.Expr, Multiples]:
    """Write rational multiples of one term as whole multiples of one base.

    What would be too large a multiple keeps a base of its own.
    """
    step = sp.Rational(
        gcd(*(int(r.p) for r in ratios.values())), lcm(*(int(r.q) for r in ratios.values()))
    )
    base = sp.expand(unit * step, deep=False)
    # cos(π/7) beside sin(π/11): π/77 would be no help
    apart = unit.has(sp.pi) and unit.is_number and step not in map(abs, ratios.values())
    found: dict[sp.Expr, Multiples] = {}
    for x, ratio in ratios.items():
        multiple = int(ratio / step)
        alone = apart or abs(multiple) > LARGEST_MULTIPLE
        found[x] = ((sp.expand(unit * ratio, deep=False), 1),) if alone else ((base, multiple),)
    return found
