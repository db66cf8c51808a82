"""Expressions as fractions of polynomials: what their generators are, and what these obey.

√8 is 2√2, tan t is sin t / cos t, sin 2t beside sin t is 2 sin t cos t, e^(2t) the square of e^t.
What is left are generators: symbols, functions of few arguments, roots of few numbers. Either their
relations (√2² = 2, sin² t + cos² t = 1) are all there are, or it is said that there may be more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import gcd, isqrt, lcm
from typing import Any

import sympy as sp

from linalg.errors import LimitError
from linalg.rings.arguments import Multiples, are_independent, bases
from linalg.rings.relations import Relation, Relations
from linalg.rings.sines import sines

TERM_PRODUCTS = 20_000
"""Products of terms up to which an entry is multiplied out."""

Fraction = tuple[Any, Any]
"""Numerator and denominator, polynomials with integer coefficients."""

_CIRCULAR = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)
_HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)


class Generators:
    """The generators of some expressions, by which each of them can be read.

    Attributes
    ----------
    relations : Relations
        The polynomial ring and what its generators obey.
    canonical : bool
        Whether an element in normal form is zero only if it is 0. That is not known where
        logarithms, cube roots, two transcendental constants and the like are generators.

    Examples
    --------
    >>> t = sp.Symbol("t")
    >>> generators = Generators([sp.sin(2 * t), sp.tan(t)])
    >>> generators.relations.ring
    ZZ[cos(t),sin(t)]
    >>> generators.fraction(sp.cos(2 * t) - 1)
    (2*(cos(t))**2 - 2, 1)
    """

    def __init__(self, expressions: Iterable[sp.Expr]) -> None:
        leaves: dict[sp.Expr, None] = {}
        for expression in expressions:
            collect(expression, leaves)
        family: dict[str, list[sp.Expr]] = {}
        for leaf in leaves:
            family.setdefault(_family(leaf), []).append(leaf)
        self._degrees = _root_degrees(family.get("symbol", []) + family.get("root", []))
        self._factors = _coprime_base(_radicand(leaf) for leaf in family.get("square root", []))
        exponents, hyperbolic = list(map(_exponent, family.get("exp", []))), family.get("sinh", [])
        self._by_exponentials = bool(exponents)
        if exponents:
            exponents += [function.args[0] for function in hyperbolic]
            hyperbolic = []
        self._exponents = bases(exponents)
        self._sines = {"sin": sines(family.get("sin", [])), "sinh": sines(hyperbolic, True)}
        others = family.get("other", [])
        self._read_before: dict[sp.Expr, Fraction] = {}
        self.relations = self._relations(others)
        self.canonical = (
            not others
            and all(map(are_independent, self._all_bases()))
            and all(
                base.is_Symbol or self._obeys(_root(base, q)) for base, q in self._degrees.items()
            )
        )

    def fraction(self, expression: sp.Expr) -> Fraction:
        """Return numerator and denominator, in normal form but not in lowest terms.

        Raises
        ------
        LimitError
            If multiplying out makes too many terms.
        ZeroDivisionError
            If a denominator is zero.
        """
        if expression not in self._read_before:
            self._read_before[expression] = self._read(expression)
        return self._read_before[expression]

    def _read(self, expression: sp.Expr) -> Fraction:
        if isinstance(expression, sp.Rational):
            return self._number(expression)
        if isinstance(expression, sp.Add | sp.Mul):
            first, *rest = map(self.fraction, expression.args)
            combine = self._sum if isinstance(expression, sp.Add) else self._product
            for part in rest:
                first = combine(first, part)
            return first
        if isinstance(expression, sp.Pow) and isinstance(expression.exp, sp.Integer):
            return self._power(self.fraction(expression.base), int(expression.exp))
        return self._leaf(expression)

    def _leaf(self, leaf: sp.Expr) -> Fraction:
        family = _family(leaf)
        if family in ("symbol", "root"):
            base, exponent = _base_and_exponent(leaf)
            degree = self._degrees[base]
            root = self._generator(_root(base, degree)), self.relations.ring.one
            return self._power(root, int(exponent * degree))
        if family == "square root":
            return self._square_root(leaf)
        if family == "exp":
            return self._exponential(_exponent(leaf))
        if family == "sinh" and self._by_exponentials:
            return self._hyperbolic(type(leaf), *self._exponential(leaf.args[0]))
        if family in self._sines:
            return self._sines[family].fraction(self.relations, leaf)
        return self._generator(leaf), self.relations.ring.one

    def _square_root(self, leaf: sp.Pow) -> Fraction:
        """Write n^(k/2) by the square roots of the coprime numbers that n is a product of."""
        root, rest = self.relations.ring.one, _radicand(leaf)
        for factor in self._factors:
            exponent = 0
            while rest % factor == 0:
                rest, exponent = rest // factor, exponent + 1
            side = isqrt(factor)
            if side**2 == factor:
                root *= side**exponent
            else:
                root *= factor ** (exponent // 2)
                root *= self._generator(sp.sqrt(factor)) ** (exponent % 2)
        return self._power(self._reduced(root, self._integer(leaf.base.q)), int(2 * leaf.exp))

    def _exponential(self, exponent: sp.Expr) -> Fraction:
        result = self._number(sp.S.One)
        for base, multiple in self._exponents[exponent]:
            power = (self._generator(sp.exp(base)), self.relations.ring.one)
            result = self._product(result, self._power(power, multiple))
        return result

    def _hyperbolic(self, function: Any, top: Any, bottom: Any) -> Fraction:
        """Write sinh and the like by e^t = top / bottom, which is a generator beside them."""
        cosine, sine = top**2 + bottom**2, top**2 - bottom**2
        twice = 2 * top * bottom
        return {
            sp.cosh: (cosine, twice), sp.sinh: (sine, twice), sp.tanh: (sine, cosine),
            sp.sech: (twice, cosine), sp.csch: (twice, sine), sp.coth: (cosine, sine),
        }[function]  # fmt: skip

    def _sum(self, x: Fraction, y: Fraction) -> Fraction:
        if x[1] == y[1]:
            return x[0] + y[0], x[1]
        self._hold(x[0], y[1])
        self._hold(x[1], y[0])
        self._hold(x[1], y[1])
        return self._reduced(x[0] * y[1] + y[0] * x[1], x[1] * y[1])

    def _product(self, x: Fraction, y: Fraction) -> Fraction:
        self._hold(x[0], y[0])
        self._hold(x[1], y[1])
        return self._reduced(x[0] * y[0], x[1] * y[1])

    def _power(self, x: Fraction, exponent: int) -> Fraction:
        if exponent < 0:
            if not x[0]:
                raise ZeroDivisionError("a denominator is zero")
            x = (x[1], x[0])
        result = self._number(sp.S.One)
        if max(map(len, x)) == 1:
            return self._reduced(x[0] ** abs(exponent), x[1] ** abs(exponent))
        for _ in range(abs(exponent)):
            result = self._product(result, x)
        return result

    def _reduced(self, top: Any, bottom: Any) -> Fraction:
        return self.relations.reduce(top), self.relations.reduce(bottom)

    def _hold(self, x: Any, y: Any) -> None:
        if len(x) * len(y) > TERM_PRODUCTS:
            raise LimitError(
                "an entry has too many terms when it is multiplied out; use a smaller expression, "
                "fewer symbols, or numbers in their place"
            )

    def _integer(self, n: int) -> Any:
        return self.relations.ring.convert(int(n))

    def _number(self, x: sp.Rational) -> Fraction:
        return self._integer(x.p), self._integer(x.q)

    def _generator(self, name: sp.Expr) -> Any:
        ring = self.relations.ring
        return ring.gens[ring.symbols.index(name)]

    def _all_bases(self) -> Iterator[list[sp.Expr]]:
        yield _bases(self._exponents)
        yield from (family.bases for family in self._sines.values())

    def _relations(self, others: list[sp.Expr]) -> Relations:
        numbers = [n for n in self._factors if isqrt(n) ** 2 != n]
        names = _ordered(_root(base, degree) for base, degree in self._degrees.items())
        names += [*others, *(sp.exp(base) for base in _bases(self._exponents))]
        names += [*map(sp.sqrt, numbers), *(x for f in self._sines.values() for x in f.names)]
        ring = sp.ZZ[names] if names else sp.ZZ[sp.Dummy()]
        found = [Relation(ring.symbols.index(sp.sqrt(n)), ring.convert(n)) for n in numbers]
        for family in self._sines.values():
            found += family.relations(ring)
        self.relations = Relations(ring, tuple(found))
        return Relations(ring, (*self._roots_of_polynomials(), *found))

    def _roots_of_polynomials(self) -> Iterator[Relation]:
        """Yield √(x² + 1)² = x² + 1 for polynomials in symbols, none of them a square.

        Without a repeated and without a common factor no product of them is a square either.
        """
        ring, product = self.relations.ring, self.relations.ring.one
        symbols = [k for k, name in enumerate(ring.symbols) if name.is_Symbol]
        for base, degree in self._degrees.items():
            if base.is_Symbol or degree != 2:
                continue
            square, bottom = self.fraction(base)
            inside = all(
                e == 0 or k in symbols for m in square.itermonoms() for k, e in enumerate(m)
            )
            if bottom == 1 and inside and not square.is_ground:
                product *= square
                if product.is_squarefree:
                    yield Relation(ring.symbols.index(_root(base, 2)), square)

    def _obeys(self, name: sp.Expr) -> bool:
        number = self.relations.ring.symbols.index(name)
        return any(relation.high == number for relation in self.relations.relations)


def collect(expression: sp.Expr, leaves: dict[sp.Expr, None]) -> None:
    """Gather the leaves of an expression, in the order of appearance.

    They are neither numbers nor sums, products or powers of something else.
    """
    if isinstance(expression, sp.Rational):
        return
    if isinstance(expression, sp.Add | sp.Mul):
        for part in expression.args:
            collect(part, leaves)
    elif isinstance(expression, sp.Pow) and isinstance(expression.exp, sp.Integer):
        collect(expression.base, leaves)
    else:
        leaves[expression] = None
        if _family(expression) == "root":
            collect(expression.base, leaves)


def is_square_root(leaf: sp.Expr) -> bool:
    """Say whether this is √n, or an odd power of it, for a positive number n."""
    return (
        isinstance(leaf, sp.Pow)
        and isinstance(leaf.base, sp.Rational)
        and leaf.base > 0
        and leaf.exp.is_Rational
        and leaf.exp.q == 2
    )


def _family(leaf: sp.Expr) -> str:
    if isinstance(leaf, sp.Pow) and isinstance(leaf.exp, sp.Rational):
        if leaf.base.is_Symbol:
            return "symbol"
        return "square root" if is_square_root(leaf) else "root"
    if leaf.is_Symbol:
        return "symbol"
    if isinstance(leaf, sp.exp) or leaf == sp.E:
        return "exp"
    if isinstance(leaf, _CIRCULAR):
        return "sin"
    return "sinh" if isinstance(leaf, _HYPERBOLIC) else "other"


def _base_and_exponent(leaf: sp.Expr) -> tuple[sp.Expr, sp.Rational]:
    return leaf.args if isinstance(leaf, sp.Pow) else (leaf, sp.S.One)


def _root(base: sp.Expr, degree: int) -> sp.Expr:
    return base ** sp.Rational(1, degree)


def _exponent(leaf: sp.Expr) -> sp.Expr:
    return sp.S.One if leaf == sp.E else leaf.args[0]


def _radicand(leaf: sp.Pow) -> int:
    """Return n for √(p/q) = √n / q."""
    return int(leaf.base.p * leaf.base.q)


def _root_degrees(leaves: list[sp.Expr]) -> dict[sp.Expr, int]:
    """Find for each base which root all its powers are powers of."""
    degrees: dict[sp.Expr, int] = {}
    for leaf in leaves:
        base, exponent = _base_and_exponent(leaf)
        degrees[base] = lcm(degrees.get(base, 1), int(exponent.q))
    return degrees


def _coprime_base(numbers: Iterable[int]) -> list[int]:
    """Return pairwise coprime numbers that the given ones are products of.

    >>> _coprime_base([6, 10])
    [2, 3, 5]
    """
    base: list[int] = []
    waiting = list(numbers)
    while waiting:
        n = waiting.pop()
        if n == 1:
            continue
        for k, m in enumerate(base):
            if (common := gcd(n, m)) > 1:
                del base[k]
                waiting += [common, n // common, m // common]
                break
        else:
            base.append(n)
    return sorted(base)


def _bases(exponents: dict[sp.Expr, Multiples]) -> list[sp.Expr]:
    return list(dict.fromkeys(base for parts in exponents.values() for base, _ in parts))


def _ordered(names: Iterable[sp.Expr]) -> list[sp.Expr]:
    """Sort as SymPy does, so that polynomials print as people know them from there."""
    plain, others = sp.sift(names, lambda x: x.as_base_exp()[0].is_Symbol, binary=True)
    return [*(sp.Poly(sp.Add(*plain)).gens if plain else ()), *others]
