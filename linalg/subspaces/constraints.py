"""Equations and inequalities between polynomials, read from text and made linear where they are.

A square is never negative, and a sum of squares is zero only where each of them is: so a constraint
may be linear without looking so, and x² + y² ≤ 0 is two equations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import sympy as sp

from linalg.elimination.solving import null_space
from linalg.errors import LimitError, LinalgError, ParseError
from linalg.numbers.zero import is_zero
from linalg.reading import read_expression
from linalg.reading.lexing.characters import LOWERED

Relation = Literal["=", "≥", ">", "≠"]

LARGEST_DEGREE = 12
"""Polynomials of a higher degree would take too long to factor."""

_INDEXED = re.compile(r"(?<!\w)([A-Za-z]_?)([0-9]{1,2})(?!\w)")
_PLAIN = re.compile(r"(?<!\w)[xyz](?!\w)")
_MOST_INDEX = 9
_SIGN = re.compile(r"<=|>=|!=|==|[<>=≤≥≠]")
_SEPARATOR = re.compile(r"[,;\n]|\band\b")
_RELATIONS: dict[str, tuple[Relation, int]] = {
    **dict.fromkeys(("=", "=="), ("=", 1)),
    **dict.fromkeys(("!=", "≠"), ("≠", 1)),
    **dict.fromkeys((">=", "≥"), ("≥", 1)),
    **dict.fromkeys(("<=", "≤"), ("≥", -1)),
    ">": (">", 1),
    "<": (">", -1),
}
"""Each sign as a relation of left - right, times 1 or -1, to zero."""


@dataclass(frozen=True)
class Constraint:
    """A polynomial compared with zero: ``expression relation 0``.

    Attributes
    ----------
    expression : sympy.Expr
    relation : {"=", "≥", ">", "≠"}
    variables : tuple of symbols
        The coordinates, whether they occur or not.
    """

    expression: sp.Expr
    relation: Relation
    variables: tuple[sp.Symbol, ...]

    @property
    def polynomial(self) -> sp.Poly:
        """The left side as a polynomial in the coordinates."""
        return sp.Poly(self.expression, *self.variables)

    @property
    def is_linear(self) -> bool:
        """True if the polynomial has degree 1 at most and the relation is not ≠."""
        return self.polynomial.total_degree() <= 1 and self.relation != "≠"

    @property
    def normal(self) -> tuple[sp.Expr, ...]:
        """The coefficients of a linear polynomial, without its constant."""
        return tuple(self.polynomial.coeff_monomial(x) for x in self.variables)

    def holds(self, point: Sequence[sp.Expr]) -> bool | None:
        """Say whether a point satisfies it; None where that is not decided."""
        value = self.expression.subs(dict(zip(self.variables, point, strict=True)))
        zero = is_zero(value)
        if zero is None or self.relation in ("=", "≠"):
            return None if zero is None else zero == (self.relation == "=")
        return self.relation == "≥" if zero else bool(sp.N(value) > 0)


def compared(p: sp.Poly, relation: Relation) -> Constraint:
    """Return the constraint that compares a polynomial with zero."""
    return Constraint(p.as_expr(), relation, p.gens)


def read_constraints(
    text: str, variables: Iterable[str] | None = None
) -> tuple[tuple[sp.Symbol, ...], tuple[Constraint, ...]]:
    """Read constraints that hold together, with commas, semicolons or "and" between them.

    Parameters
    ----------
    text : str
        Such as ``"x + 2*y = z, 0 <= x <= 1"``; signs = < > <= >= != may be chained.
    variables : iterable of str, optional
        The coordinates in order. Unless given: x, y; and z if it occurs; or where one letter has
        indices, as x1 and x3, all from 1 to the largest.

    Raises
    ------
    ParseError
        With the position of the trouble.
    LinalgError
        If a side is no polynomial in the variables, or its degree is above 12.

    Examples
    --------
    >>> _, (first, second) = read_constraints("x^2 <= y, x = 1")
    >>> first.expression, first.relation
    (-x**2 + y, '≥')
    """
    names = _variables(text, variables)
    symbols = {name: sp.Symbol(name, real=True) for name in names}
    found: list[Constraint] = []
    for start, piece in _pieces(text):
        signs = list(_SIGN.finditer(piece))
        if not signs:
            hint = "write an equation or an inequality such as x + y = 0"
            raise ParseError("no sign of comparison", text, start, hint)
        ends = [0, *(sign.end() for sign in signs)], [*(s.start() for s in signs), len(piece)]
        sides = [_side(text, start + a, piece[a:b], symbols) for a, b in zip(*ends, strict=True)]
        for (left, right), sign in zip(pairwise(sides), signs, strict=True):
            found.append(_constraint(left, right, sign.group(), tuple(symbols.values())))
    return tuple(symbols.values()), tuple(found)


def linear_parts(constraint: Constraint) -> list[Constraint] | None:
    """Return linear constraints that say the same, none if it always holds; None if there are none.

    A constraint that never holds becomes 0 > 0.

    Examples
    --------
    >>> _, (square,) = read_constraints("x^2 + y^2 <= 0")
    >>> [(part.expression, part.relation) for part in linear_parts(square)]
    [(x, '='), (y, '=')]
    >>> _, (product,) = read_constraints("x*y = 0")
    >>> linear_parts(product) is None
    True
    """
    if constraint.is_linear:
        return [constraint]
    relation, p = constraint.relation, constraint.polynomial
    sign, odd, squares = _signed_factors(p)
    if not odd and not squares:
        return _decided(p, relation == "≠" or (relation != "=" and sign > 0))
    if not odd and sign < 0 and relation == "≥":
        relation = "="
    if not odd and relation in ("≥", ">"):
        always = sign > 0 and relation == "≥"
        return _decided(p, always) if always or sign < 0 else None
    if relation == "=":
        return _vanishing(odd + squares)
    if relation != "≠" and len(odd) == 1 and not squares:
        return _one_sided(sign * odd[0], relation)
    return None


def _signed_factors(p: sp.Poly) -> tuple[int, list[sp.Poly], list[sp.Poly]]:
    """Return a sign, and the factors of odd and even power that do change sign or vanish."""
    constant, powers = p.factor_list()
    sign = 1 if constant > 0 else -1
    odd: list[sp.Poly] = []
    squares: list[sp.Poly] = []
    for factor, power in powers:
        if not _is_positive(factor):
            (odd if power % 2 else squares).append(factor)
    return sign, odd, squares


def _vanishing(factors: list[sp.Poly]) -> list[Constraint] | None:
    """Return linear equations for: one of the factors is zero."""
    if len(factors) != 1:
        return None
    (factor,) = factors
    if factor.total_degree() == 1:
        return [compared(factor, "=")]
    if _semidefinite_sign(factor):
        slopes = [factor.diff(x) for x in factor.gens]
        return [compared(slope.monic(), "=") for slope in slopes if not slope.is_zero]
    return None


def _one_sided(p: sp.Poly, relation: Relation) -> list[Constraint] | None:
    """Return linear constraints for p ≥ 0 or p > 0, p without factors."""
    if p.total_degree() == 1:
        return [compared(p, relation)]
    sign = _semidefinite_sign(p)
    if sign < 0:
        return _vanishing([p]) if relation == "≥" else _decided(p, False)
    return [] if sign > 0 and relation == "≥" else None


def _decided(p: sp.Poly, holds: bool) -> list[Constraint]:
    return [] if holds else [compared(0 * p, ">")]


def _is_positive(p: sp.Poly) -> bool:
    """Say whether a quadratic polynomial, a factor as SymPy returns it, has no zeros.

    As a form in (x, 1) it is semidefinite, and none of its null vectors ends in 1. Its leading
    coefficient is positive, for SymPy puts signs into the constant factor.
    """
    if p.total_degree() != 2:
        return False
    bends = _bends(p.homogenize(sp.Dummy()))
    vanishes = any(vector[-1, 0] != 0 for vector in null_space(bends))
    return bool(bends.is_positive_semidefinite) and not vanishes


def _semidefinite_sign(p: sp.Poly) -> int:
    """Return 1 or -1 for a quadratic form that is never negative or never positive, else 0."""
    if p.total_degree() != 2 or not p.is_homogeneous:
        return 0
    bends = _bends(p)
    return 1 if bends.is_positive_semidefinite else -1 if (-bends).is_positive_semidefinite else 0


def _bends(form: sp.Poly) -> sp.Matrix:
    return sp.hessian(form.as_expr(), form.gens)


def _variables(text: str, variables: Iterable[str] | None) -> tuple[str, ...]:
    if variables is not None:
        return tuple(variables.split() if isinstance(variables, str) else variables)
    indexed = _INDEXED.findall(text.translate(LOWERED))
    stems = {stem for stem, _ in indexed}
    indices = [int(index) for _, index in indexed]
    if len(stems) == 1 and not _PLAIN.search(text) and max(indices) <= _MOST_INDEX:
        first = min(1, *indices)
        return tuple(f"{indexed[0][0]}{i}" for i in range(first, max(*indices, first + 1) + 1))
    return ("x", "y", "z") if re.search(r"\bz\b", text) else ("x", "y")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the constraints with the places where they start."""
    start = 0
    for end, after in [*(match.span() for match in _SEPARATOR.finditer(text)), (len(text),) * 2]:
        if text[start:end].strip():
            yield start, text[start:end]
        start = after


def _side(text: str, start: int, side: str, symbols: dict[str, sp.Symbol]) -> sp.Expr:
    try:
        return sp.sympify(read_expression(side, symbols))
    except ParseError as error:
        raise ParseError(error.reason, text, start + error.position, error.hint) from None


def _constraint(
    left: sp.Expr, right: sp.Expr, sign: str, variables: tuple[sp.Symbol, ...]
) -> Constraint:
    relation, factor = _RELATIONS[sign]
    degree = max(_degree(left), _degree(right))
    if degree > LARGEST_DEGREE:
        raise LimitError(f"a polynomial of degree {degree}; at most {LARGEST_DEGREE} is read")
    try:
        polynomial = sp.Poly(factor * (left - right), *variables)
    except sp.PolynomialError:
        raise LinalgError(f"{left} {sign} {right} is no polynomial in the variables") from None
    return compared(polynomial, relation)


def _degree(expression: sp.Expr) -> int:
    """Bound the degree from above, without expanding."""
    if isinstance(expression, sp.Pow) and expression.exp.is_Integer:
        return _degree(expression.base) * abs(int(expression.exp))
    degrees = [_degree(part) for part in expression.args]
    if isinstance(expression, sp.Mul):
        return sum(degrees)
    return max(degrees, default=int(expression.is_Symbol))
