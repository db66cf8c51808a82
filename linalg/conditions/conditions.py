"""Conditions on symbols, as a person writes them: a ≠ b, a·d = b·c, a = ±√2, x > 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from linalg.notation import to_text, words

_SIGNS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_DIGITS = 4


@dataclass(frozen=True)
class Condition:
    """One condition on the symbols.

    Attributes
    ----------
    parts : tuple
        The parts of its formula (see `linalg.notation`).
    """

    parts: tuple[Any, ...]

    def __str__(self) -> str:
        return to_text(self.parts)


def conditions_of(
    substitutions: Iterable[tuple[sp.Expr, sp.Expr]],
    equations: Iterable[sp.Expr],
    nonzero: Iterable[sp.Expr],
) -> tuple[Condition, ...]:
    """Write what the symbols are, what is zero beside that, and what is not zero.

    Examples
    --------
    >>> a, b, c = sp.symbols("a b c")
    >>> [str(c) for c in conditions_of([(c, 2 * a)], [a**2 - 2], [a - b, a * b + 1])]
    ['c = 2*a', 'a = ±sqrt(2)', 'a ≠ b', 'a*b ≠ -1']
    """
    return (
        *(Condition((name, "=", value)) for name, value in substitutions),
        *map(vanishing, equations),
        *map(nonvanishing, nonzero),
    )


def nonvanishing(p: sp.Expr) -> Condition:
    """Write p ≠ 0."""
    left, right = _sides(p)
    return Condition((left, "≠", right))


def vanishing(p: sp.Expr) -> Condition:
    """Write p = 0, with its real roots where there is one symbol."""
    if len(p.free_symbols) == 1:
        (symbol,) = p.free_symbols
        polynomial = p.as_poly(symbol)
        if polynomial is not None and polynomial.gens == (symbol,):
            return _roots(p, symbol, polynomial)
    left, right = _sides(p)
    return Condition((left, "=", right))


def relation(condition: sp.Rel) -> Condition:
    """Write a comparison of SymPy's.

    >>> a = sp.Symbol("a")
    >>> str(relation(a - 1 > 0)), str(relation(sp.Ne(a + 2, 0)))
    ('a > 1', 'a ≠ -2')
    """
    sign = _SIGNS[condition.rel_op]
    left, right = condition.args
    if right == 0 and sign == "≠":
        factors = [f for f in sp.Mul.make_args(sp.factor(left)) if f.free_symbols]
        if len(factors) == 1:
            return nonvanishing(factors[0].as_base_exp()[0])
    if right == 0 and left.is_Add and left.args[0].is_number:
        left, right = left - left.args[0], -left.args[0]
        if left.could_extract_minus_sign():
            left, right = right, left
            left, right = -right, -left
            sign = {"<": ">", "≤": "≥", ">": "<", "≥": "≤"}.get(sign, sign)
    return Condition((left, sign, right))


def _sides(p: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Part p = 0 into two sides: a = b, a = 2b + 1, ad = bc, ab = 1; else p = 0 as it is.

    Of more than two names the last one stands alone, as it does where the equation is solved.
    """
    p = sp.expand(_without_functions(p))
    terms = sp.Add.make_args(p)
    names = sorted({_atom(f) for term in terms for f in sp.Mul.make_args(term)}, key=str)
    varying = [name for name in names if name.free_symbols]
    if all(len(set(varying) & set(sp.Mul.make_args(term))) + term.is_number == 1 for term in terms):
        for name in varying if len(varying) < 3 else reversed(varying):
            coefficient = p.coeff(name)
            if len(varying) == 1 or abs(coefficient) == 1:
                return name, sp.expand(-(p - coefficient * name) / coefficient)
    if len(terms) == 2:
        first, second = sorted(terms, key=lambda term: (term.is_number, _is_negative(term)))
        if _is_negative(first) == _is_negative(second) and not second.is_number:
            return p, sp.S.Zero
        return (-first, second) if _is_negative(first) else (first, -second)
    for name in reversed(varying):
        rest = {1: p - name, -1: p + name}.get(p.coeff(name))
        if name.is_Symbol and rest is not None and not rest.has(name):
            return name, sp.expand(-p.coeff(name) * rest)
    return p, sp.S.Zero


def _atom(factor: sp.Expr) -> sp.Expr:
    """Return a for a², but √a and eᵃ as they are."""
    base, exponent = factor.as_base_exp()
    return base if exponent.is_Integer else factor


def _without_functions(p: sp.Expr) -> sp.Expr:
    """Return what √u = 2, log u = 0 and eᵘ = 1 say of u: u - 4, u - 1 and u."""
    constant, rest = p.as_independent(*p.free_symbols, as_Add=True)
    scale, function = rest.as_independent(*p.free_symbols, as_Add=False)
    value = -constant / scale
    if function.is_Pow and function.exp == sp.S.Half and value.is_nonnegative:
        return function.base - value**2
    if isinstance(function, sp.log) and value == 0:
        return function.args[0] - 1
    if isinstance(function, sp.exp) and value == 1:
        return function.args[0]
    return p


def _is_negative(term: sp.Expr) -> bool:
    return bool(term.could_extract_minus_sign())


def _roots(p: sp.Expr, symbol: sp.Symbol, polynomial: sp.Poly) -> Condition:
    roots = _by_radicals(polynomial)
    if len(roots) == 1:
        return Condition((symbol, "=", roots[0]))
    if len(roots) == 2 and sp.expand(sum(roots)) == 0:
        return Condition((symbol, "=", "±", roots[1]))
    if roots:
        return Condition((symbol, "=", *_alternatives(roots)))
    left, right = _sides(p)
    values = [sp.Float(value, _DIGITS) for value in _real_values(polynomial)]
    if not values:
        return Condition((left, "=", right))
    return Condition((left, "=", right, words(" with "), symbol, "≈", *_alternatives(values)))


def _by_radicals(polynomial: sp.Poly) -> list[sp.Expr]:
    """Return the real roots, in order, of a quadratic polynomial or of c xⁿ + d; else none."""
    coefficients, n = polynomial.all_coeffs(), polynomial.degree()
    if n == 2:
        a, b, c = coefficients
        if sp.N(b**2 - 4 * a * c) < 0:  # which a polynomial beside π does not tell
            return []
        root = sp.sqrt(sp.expand(b**2 - 4 * a * c))
        roots = [
            sp.together(sp.radsimp(sp.expand((-b + sign * root) / (2 * a)))) for sign in (-1, 1)
        ]
        return sorted(roots, key=sp.N)
    if any(coefficients[1:-1]):
        return []
    ratio = -coefficients[-1] / coefficients[0]
    if n % 2 == 0 and sp.N(ratio) < 0:
        return []
    root = sp.real_root(ratio, n)
    return [root] if n % 2 else [-root, root]


def _real_values(polynomial: sp.Poly) -> list[float]:
    if polynomial.domain.is_ZZ or polynomial.domain.is_QQ:
        return [float(sp.N(root, 20)) for root in polynomial.real_roots(radicals=False)]
    roots = [complex(root) for root in polynomial.nroots(n=20)]
    return sorted(root.real for root in roots if abs(root.imag) < 1e-12 * abs(root))


def _alternatives(values: list[Any]) -> tuple[object, ...]:
    """Values with "or" between the last two and commas between the others."""
    parts: list[object] = [values[0]]
    for k, value in enumerate(values[1:], start=2):
        parts += [words(" or ") if k == len(values) else ",", value]
    return tuple(parts)
