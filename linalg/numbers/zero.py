"""Is this expression zero? Yes, no, or not decided: never a guess.

An interval that excludes zero proves that an expression is not zero; a rewriting that leaves
nothing, or an interval narrower than an algebraic number can be, proves that it is. A search that
ends without a proof says None, and nobody divides.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from math import comb, prod

import sympy as sp

from linalg.numbers.intervals import Interval, enclosure
from linalg.numbers.separation import separation_bits

_PRECISIONS = (64, 256, 1024, 4096)
_POINTS = 8
_POINT_PRECISIONS = (64, 256)

LARGEST_EXPANSION = 2000
"""Terms that a proof may make."""
LARGEST_PRECISION = 100_000
"""Bits to which an algebraic number is evaluated."""
LARGEST_SIMPLIFICATION = 40
"""Operations that `sympy.simplify`, whose time nobody can foretell, is let loose on."""
_GUARD_BITS = 64
_LARGEST_FACTOR = 10_000

_CIRCULAR_AND_HYPERBOLIC = [sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh]


def is_zero(expression: sp.Expr) -> bool | None:
    """Decide whether an expression is zero, for all values of its symbols.

    Parameters
    ----------
    expression : sympy.Expr
        Real, of any symbols.

    Returns
    -------
    bool or None
        True and False are proved; None is undecided (see `UndecidedZeroError`). The time is
        bounded by the size of the expression.

    Notes
    -----
    Whether an expression of exponentials, logarithms and circular functions is zero is undecidable
    in general (D. Richardson, "Some undecidable problems involving elementary functions of a real
    variable", J. Symbolic Logic 33, 1968), so None cannot be avoided.

    Examples
    --------
    >>> is_zero(sp.log(2) + sp.log(3) - sp.log(6))
    True
    >>> is_zero(sp.sin(1) ** 2 + sp.cos(1) ** 2 - 1)
    True
    >>> is_zero(sp.exp(sp.pi * sp.sqrt(163)) - 262537412640768744)
    False
    """
    expression = sp.sympify(expression)
    if isinstance(expression, sp.Rational):
        return bool(expression == 0)
    if _is_proved_nonzero(expression):
        return False
    return True if _is_proved_zero(expression) else None


def _is_proved_nonzero(expression: sp.Expr) -> bool:
    return any(map(_excludes_zero, _intervals(expression)))


def _intervals(expression: sp.Expr) -> Iterator[Interval | None]:
    """Yield intervals at rising precision, or at several points if there are symbols."""
    if expression.free_symbols:
        for point in _points(expression):
            yield from (enclosure(expression, bits, point) for bits in _POINT_PRECISIONS)
    else:
        yield from (enclosure(expression, bits) for bits in _PRECISIONS)


def _excludes_zero(interval: Interval | None) -> bool:
    return interval is not None and bool(interval.a > 0 or interval.b < 0)


def _points(expression: sp.Expr) -> Iterator[dict[sp.Symbol, sp.Rational]]:
    """Yield rational points: positive ones first, where roots and logarithms are defined."""
    generator = random.Random(expression.count_ops())
    symbols = sorted(expression.free_symbols, key=str)
    for number in range(_POINTS):
        point = {symbol: _value(symbol, generator, number < _POINTS // 2) for symbol in symbols}
        if None not in point.values():
            yield point


def _value(symbol: sp.Symbol, generator: random.Random, positive: bool) -> sp.Rational | None:
    """Draw a rational number that fits what is assumed of a symbol."""
    for attempt in range(20):
        sign = 1 if positive and attempt < 10 else generator.choice((1, -1))
        denominator = generator.choice((1, 2, 3, 5, 7, 11))
        value = sp.Rational(sign * generator.randint(1, 60), denominator)
        if all(
            getattr(value, f"is_{fact}") is holds for fact, holds in symbol.assumptions0.items()
        ):
            return value
    return None


def _is_proved_zero(expression: sp.Expr) -> bool:
    """Try rewritings that keep the value, the cheap ones first."""
    if _is_algebraic_zero(expression):
        return True
    has_value = any(interval is not None for interval in _intervals(expression))
    if not has_value and not expression.free_symbols:
        return False  # SymPy's own evaluation of exp(exp(exp(10))) would not come back
    constants: dict[sp.Expr, sp.Dummy] = {}
    lifted = _lift_constants(expression, constants)
    values = {dummy: constant for constant, dummy in constants.items()}
    if any(_expands_to_zero(rewritten, values) for rewritten in _rewritings(lifted)):
        return True
    small = has_value and expression.count_ops() <= LARGEST_SIMPLIFICATION
    return small and bool(sp.simplify(expression) == 0)


def _rewritings(expression: sp.Expr) -> Iterator[sp.Expr]:
    yield expression
    expression = sp.expand_log(expression.replace(_is_power_of_number, _natural_power))
    expression = expression.replace(sp.log, _log_of_factors)
    yield expression
    yield expression.rewrite(_CIRCULAR_AND_HYPERBOLIC, sp.exp)


def _is_power_of_number(expression: sp.Expr) -> bool:
    """Say whether this is 6**x, say, which is 2**x * 3**x in terms of exp, log 2 and log 3."""
    return (
        isinstance(expression, sp.Pow)
        and isinstance(expression.base, sp.Rational)
        and expression.base > 0
        and not isinstance(expression.exp, sp.Rational)
    )


def _natural_power(power: sp.Pow) -> sp.Expr:
    return sp.exp(power.exp * sp.log(power.base))


def _log_of_factors(argument: sp.Expr) -> sp.Expr:
    """Return log 2 + log 3 for log 6: logarithms of numbers in terms of few others."""
    if not isinstance(argument, sp.Rational) or argument <= 0:
        return sp.log(argument)
    factors = argument.factors(limit=_LARGEST_FACTOR)
    return sp.Add(*(power * sp.log(factor, evaluate=False) for factor, power in factors.items()))


def _lift_constants(expression: sp.Expr, constants: dict[sp.Expr, sp.Dummy]) -> sp.Expr:
    """Put a dummy in the place of each algebraic number, so that expansion leaves it whole."""
    if isinstance(expression, sp.Rational):
        return expression
    if _is_algebraic(expression):
        return constants.setdefault(expression, sp.Dummy())
    if not isinstance(expression, sp.Add | sp.Mul | sp.Pow):
        return expression
    return expression.func(*(_lift_constants(part, constants) for part in expression.args))


def _expands_to_zero(expression: sp.Expr, values: dict[sp.Dummy, sp.Expr]) -> bool:
    """Expand the numerator and add up, for each product of symbols and functions, its coefficient.

    The coefficients are algebraic numbers; when all of them are zero, so is the expression.
    """
    if term_bound(expression) > LARGEST_EXPANSION:
        return False
    numerator, denominator = sp.fraction(sp.together(expression))
    if term_bound(numerator) > LARGEST_EXPANSION:
        return False
    coefficients: dict[sp.Expr, list[sp.Expr]] = defaultdict(list)
    for term in sp.Add.make_args(sp.expand(numerator)):
        factors = [factor.xreplace(values) for factor in sp.Mul.make_args(term)]
        algebraic, others = sp.sift(factors, _is_algebraic, binary=True)
        coefficients[sp.Mul(*others)].append(sp.Mul(*algebraic))
    vanishes = all(_is_algebraic_zero(sp.Add(*terms)) for terms in coefficients.values())
    return vanishes and (denominator == 1 or _is_proved_nonzero(denominator.xreplace(values)))


def term_bound(expression: sp.Expr) -> int:
    """Bound the number of terms after expansion."""
    if isinstance(expression, sp.Add):
        return sum(map(term_bound, expression.args))
    if isinstance(expression, sp.Mul):
        return prod(map(term_bound, expression.args))
    if isinstance(expression, sp.Pow) and isinstance(expression.exp, sp.Integer):
        terms, power = term_bound(expression.base), abs(int(expression.exp))
        return comb(terms + power - 1, power) if terms > 1 else 1
    return 1


def _is_algebraic(expression: sp.Expr) -> bool:
    return separation_bits(expression) is not None


def _is_algebraic_zero(expression: sp.Expr) -> bool:
    """Say whether an interval is too narrow around zero for a non-zero algebraic number."""
    bits = separation_bits(expression)
    if bits is None or bits > LARGEST_PRECISION:
        return False
    scale = 2**bits
    for digits in (bits, 2 * bits):  # more where terms of many digits cancel each other
        interval = enclosure(expression, digits + _GUARD_BITS)
        if interval is None or _excludes_zero(interval):
            return False
        if scale * interval.a > -1 and scale * interval.b < 1:
            return True
    return False
