"""For which values of its symbols a symmetric matrix is positive definite, indefinite and so on.

With one symbol the line of its values parts at the roots of a coefficient of the characteristic
polynomial: between them no eigenvalue changes its sign. With several, Sylvester's leading minors
say where all eigenvalues are of one sign.

Source: G. Strang, MIT 18.06, lectures 27 and 28.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import sympy as sp

from linalg.check import Check
from linalg.conditions.conditions import Condition, nonvanishing, relation
from linalg.conditions.parameters import parameters_of
from linalg.conditions.regions import Region
from linalg.conditions.signs import even_sign, fixed_sign
from linalg.errors import LimitError
from linalg.factorisations.factorisations import require_square
from linalg.factorisations.symmetric_factors import require_symmetric
from linalg.notation import words
from linalg.notation.expressions import compared
from linalg.numbers.matrices import described, grid, handed_out, is_float
from linalg.record import Record
from linalg.symmetry.inertia import Definiteness, Inertia, inertia

LARGEST_ROWS = 6
LARGEST_DEGREE = 24
"""Of the polynomial in one symbol whose roots part the line."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """The values of the symbol from one number to another, on which A is of one kind.

    Attributes
    ----------
    low, high : sympy.Expr
        The ends, which may be infinite.
    closed : (bool, bool)
        Whether each end belongs to it.
    definiteness : str
    sample : sympy.Expr
        A value in it.
    """

    low: sp.Expr
    high: sp.Expr
    closed: tuple[bool, bool]
    definiteness: Definiteness
    sample: sp.Expr

    def parts(self, symbol: sp.Symbol) -> tuple[object, ...]:
        """Return the formula: -2 < b < 2, b = 2, b ≥ 3."""
        if self.low == self.high:
            return (symbol, "≈" if self.low.has(sp.CRootOf) else "=", _shown(self.low))
        below = "≤" if self.closed[0] else "<"
        above = "≤" if self.closed[1] else "<"
        if self.low == -sp.oo and self.high == sp.oo:
            return (words("every "), symbol)
        if self.low == -sp.oo:
            return (symbol, above, _shown(self.high))
        if self.high == sp.oo:
            return (symbol, "≥" if self.closed[0] else ">", _shown(self.low))
        return (_shown(self.low), below, symbol, above, _shown(self.high))


@dataclass(frozen=True, eq=False, kw_only=True)
class DefinitenessByCases(Record):
    """The kind of the quadratic form of a symmetric matrix with symbols.

    Attributes
    ----------
    A : (n, n) matrix
    minors : tuple of n expressions
        The determinants of its first k rows and columns, factored.
    stretches : tuple of Stretch
        With one symbol: all its values for which A is defined, from left to right.
    positive, negative : tuple of Condition, or None
        Where A is positive definite and where negative definite: all of these hold. None: nowhere.
    defined : tuple of Condition
        Where the entries are defined.
    """

    A: sp.ImmutableMatrix
    minors: tuple[sp.Expr, ...]
    stretches: tuple[Stretch, ...]
    positive: tuple[Condition, ...] | None
    negative: tuple[Condition, ...] | None
    defined: tuple[Condition, ...]

    @property
    def cases(self) -> tuple[tuple[Definiteness, Condition], ...]:
        """With one symbol: each kind that occurs, and for which values."""
        (symbol,) = self.A.free_symbols if self.stretches else (None,)
        found: dict[Definiteness, list[object]] = {}
        for stretch in self.stretches:
            parts = found.setdefault(stretch.definiteness, [])
            parts += [words(" or "), *stretch.parts(symbol)] if parts else stretch.parts(symbol)
        return tuple((kind, Condition(tuple(parts))) for kind, parts in found.items())

    def _with_conditions(self) -> DefinitenessByCases:
        """Read off the stretches where A is positive definite, and where negative definite."""
        cases = {kind: (condition,) for kind, condition in self.cases}
        everywhere = len(self.stretches) == 1 and not self.defined
        found = {kind: () if everywhere else conditions for kind, conditions in cases.items()}
        return replace(
            self,
            positive=found.get("positive definite"),
            negative=found.get("negative definite"),
        )

    def check(self) -> Check:
        """Say whether in each stretch the signs of the leading minors agree (Sylvester)."""
        return Check("Sylvester's rule", all(map(self._agrees, self.stretches)))

    def _agrees(self, stretch: Stretch) -> bool:
        (symbol,) = self.A.free_symbols
        values = [sp.N(minor.subs(symbol, stretch.sample), 30) for minor in self.minors]
        signs = [0 if abs(value) < sp.Float("1e-20", 30) else sp.sign(value) for value in values]
        positive = all(sign > 0 for sign in signs)
        negative = all(sign == (-1) ** k for k, sign in enumerate(signs, start=1))
        return positive == (stretch.definiteness == "positive definite") and negative == (
            stretch.definiteness == "negative definite"
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the minors and the cases as data that `json.dumps` takes."""
        return {
            **super().to_dict(),
            "stretches": None,
            "positive": _texts(self.positive),
            "negative": _texts(self.negative),
            "defined": _texts(self.defined),
            "cases": [
                {"conditions": [str(condition)], "definiteness": kind}
                for kind, condition in self.cases
            ],
            "check": {"relation": "Sylvester's rule", "holds": bool(self.check())},
        }

    def _brief(self) -> str:
        return f"{described(self.A)}: leading minors ({len(self.minors)})"


def _texts(conditions: tuple[Condition, ...] | None) -> list[str] | None:
    return None if conditions is None else list(map(str, conditions))


def definiteness(A: object) -> Inertia | DefinitenessByCases:
    """Say of which kind the quadratic form of a symmetric matrix is, of symbols in each case.

    Parameters
    ----------
    A : str, nested sequences, numpy.ndarray, sympy matrix; shape (n, n)

    Raises
    ------
    LinalgError
        If A is not symmetric.
    LimitError
        If A has symbols and more than `LARGEST_ROWS` rows.

    Examples
    --------
    >>> for kind, condition in definiteness("2 b; b 2").cases:
    ...     print(f"{kind}: {condition}")
    indefinite: b < -2 or b > 2
    positive semidefinite: b = -2 or b = 2
    positive definite: -2 < b < 2
    >>> definiteness("2 1; 1 2").definiteness
    'positive definite'
    """
    M = handed_out(grid(A))
    if is_float(M) or not M.free_symbols:
        return inertia(A)
    require_square(M.shape, "definiteness")
    require_symmetric(M)
    if M.rows > LARGEST_ROWS:
        raise LimitError(
            f"the definiteness of symbols is worked out for at most {LARGEST_ROWS} rows, "
            f"not {M.rows}; put numbers in"
        )
    parameters = parameters_of(list(M))
    minors = tuple(sp.factor(M[:k, :k].det(method="berkowitz")) for k in range(1, M.rows + 1))
    plain = parameters.ring.ngens == 1 and parameters.ring.symbols[0].is_Symbol
    defined = tuple(map(relation, parameters.defined))
    if plain and parameters.ring.domain.is_QQ:
        stretches = _stretches(M, parameters.ring.symbols[0])
        return DefinitenessByCases(
            A=M, minors=minors, stretches=stretches, positive=None, negative=None, defined=defined
        )._with_conditions()
    positive = _signs(minors, [1] * M.rows)
    negative = _signs(minors, [(-1) ** k for k in range(1, M.rows + 1)])
    return DefinitenessByCases(
        A=M, minors=minors, stretches=(), positive=positive, negative=negative, defined=defined
    )


def _signs(minors: tuple[sp.Expr, ...], wanted: list[int]) -> tuple[Condition, ...] | None:
    """Return that each minor has the sign that is wanted, as far as that is not known already.

    A factor of known sign is left out, and one with an even exponent is only not to be zero.
    """
    found: dict[str, Condition] = {}
    signs: dict[sp.Expr, int] = {}
    for minor, sign in zip(minors, wanted, strict=True):
        top, bottom = sp.fraction(sp.together(minor))
        constant, factors = sp.factor_list(sp.expand(top * bottom))
        sign *= int(sp.sign(constant))
        odd: list[sp.Expr] = []
        even: list[sp.Expr] = []
        for factor, exponent in factors:
            known = signs.get(factor, _known_sign(factor))
            if known:
                sign *= known**exponent
            else:
                (odd if exponent % 2 else even).append(factor)
        if minor == 0 or (not odd and sign < 0):
            return None
        conditions = [nonvanishing(f) for f in even if not bottom.has(*f.free_symbols)]
        if odd:
            conditions.append(_compared(sp.expand(sign * sp.Mul(*odd))))
        if len(odd) == 1:
            signs[odd[0]] = sign
        found |= {str(condition): condition for condition in conditions}
    return tuple(found.values())


def _compared(positive: sp.Expr) -> Condition:
    """Write that an expression is positive: a > 0, a·c > b², b² < 4."""
    larger, smaller = compared(positive)
    if larger.is_number:
        return Condition((smaller, "<", larger))
    return Condition((larger, ">", smaller))


def _known_sign(factor: sp.Expr) -> int:
    """Return the sign that a factor has for all values, or 0 if it is not known to have one."""
    parameters = parameters_of([factor])
    top, bottom = parameters.fraction(factor)
    p, nonnegative = top * bottom, parameters.nonnegative
    never_zero = Region(parameters=parameters).doubtful(p) == ()
    return fixed_sign(p, nonnegative) or (even_sign(p, nonnegative) if never_zero else 0)


def _stretches(A: sp.ImmutableMatrix, symbol: sp.Symbol) -> tuple[Stretch, ...]:
    """Part the line at the roots of the lowest coefficient that is not zero, and at poles."""
    coefficients = [sp.together(c) for c in A.charpoly().all_coeffs()]
    lowest = next(c for c in reversed(coefficients) if sp.cancel(c) != 0)
    top, bottom = sp.fraction(sp.cancel(lowest))
    poles = sp.lcm_list([sp.fraction(sp.together(entry))[1] for entry in A])
    parting = sp.Poly(sp.Mul(top, bottom, poles), symbol)
    if parting.degree() > LARGEST_DEGREE:
        raise LimitError(f"the signs of A change at the roots of a polynomial of degree "
                         f"{parting.degree()}; put numbers in")  # fmt: skip
    roots: list[tuple[Any, sp.Poly]] = []
    for factor, _ in parting.factor_list()[1]:
        roots += [(root, factor) for root in factor.real_roots()]
    roots.sort(key=lambda pair: sp.N(pair[0], 30))
    pieces: list[Stretch | None] = []
    ends = [(-sp.oo, None), *roots, (sp.oo, None)]
    for (low, _), (high, factor) in pairwise(ends):
        sample = _between(low, high)
        kind = _kind([c.subs(symbol, sample) for c in coefficients])
        pieces.append(Stretch(low, high, (False, False), kind, sample))
        if factor is not None:
            pole = sp.Poly(poles, symbol).rem(factor).is_zero
            values = None if pole else [_at(c, symbol, high, factor) for c in coefficients]
            pieces.append(
                None if values is None else Stretch(high, high, (True, True), _kind(values), high)
            )
    return _joined(pieces)


def _between(low: sp.Expr, high: sp.Expr) -> sp.Rational:
    """Return a rational number between two others, a whole one if there is one near."""
    if low == -sp.oo:
        return sp.Integer(0) if high == sp.oo else sp.Integer(sp.floor(sp.N(high, 30))) - 1
    if high == sp.oo:
        return sp.Integer(sp.ceiling(sp.N(low, 30))) + 1
    middle, denominator = (sp.N(low, 50) + sp.N(high, 50)) / 2, 1
    while True:
        value = sp.Rational(sp.floor(middle * denominator + sp.Rational(1, 2)), denominator)
        if low < value and value < high:
            return value
        denominator *= 2


def _at(c: sp.Expr, symbol: sp.Symbol, root: sp.Expr, factor: sp.Poly) -> sp.Expr:
    """Return a coefficient at a root: 0 if the root's polynomial divides it, else a number."""
    top, bottom = sp.fraction(sp.cancel(c))
    if sp.Poly(top, symbol).rem(factor).is_zero:
        return sp.S.Zero
    value = sp.N(root, 60)
    return sp.N(top.subs(symbol, value) / bottom.subs(symbol, value), 30)


def _kind(coefficients: list[sp.Expr]) -> Definiteness:
    """Read the signs of the eigenvalues off the characteristic polynomial (Descartes' rule)."""
    n = len(coefficients) - 1
    zeros = next(i for i, c in enumerate(reversed(coefficients)) if c != 0)
    nonzero = [c for c in coefficients if c != 0]
    positive = sum(bool(a > 0) != bool(b > 0) for a, b in pairwise(nonzero))
    return Inertia(None, positive, zeros, n - positive - zeros, None).definiteness


def _joined(pieces: list[Stretch | None]) -> tuple[Stretch, ...]:
    """Join neighbours of one kind; where A is not defined they stay apart."""
    found: list[Stretch] = []
    apart = True
    for piece in pieces:
        if piece is None:
            apart = True
            continue
        if not apart and found[-1].definiteness == piece.definiteness:
            last = found.pop()
            closed = (last.closed[0], piece.closed[1])
            piece = Stretch(last.low, piece.high, closed, piece.definiteness, last.sample)
        found.append(piece)
        apart = False
    return tuple(found)


def _shown(value: sp.Expr) -> object:
    """An end as it is, or in six digits where it has no simple form."""
    return sp.N(value, 6) if value.has(sp.CRootOf) else value
