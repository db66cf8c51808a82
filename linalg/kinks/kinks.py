"""Kinks of functions with |x|, max and min, and their derivatives beside them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import sympy as sp

from linalg.compilation import Kernel
from linalg.errors import LinalgError
from linalg.notation.expressions import compared

Where: TypeAlias = Mapping[sp.Symbol, sp.Expr]
Failure: TypeAlias = Literal["value", "slope", "steep", "second"]

_TURNING = (sp.sign, sp.Heaviside, sp.DiracDelta)
"""Functions in the derivatives of |x|, max and min that have no value where their argument is 0."""

_WITH_KINKS = (*_TURNING, sp.Abs, sp.Max, sp.Min)
_WORST_FIRST: tuple[Failure, ...] = ("value", "steep", "slope", "second")
_NEAR, _NEARER = sp.Rational(1, 10**20), sp.Rational(1, 10**40)
_POINTS = 4


@dataclass(frozen=True)
class Kink:
    """A place at which a function with |x|, max or min is not smooth.

    Attributes
    ----------
    place : sympy.Expr
        It happens where this is 0.
    failure : {"value", "slope", "steep", "second"}
        The function jumps, the slope jumps, the slope is infinite, or only the second derivative
        is missing.
    extent : {"all", "almost all", "some"}
        At how many of the points where `place` is 0.
    negative : sympy.Expr, optional
        It happens only where this is less than 0, too.
    """

    place: sp.Expr
    failure: Failure
    extent: Literal["all", "almost all", "some"]
    negative: sp.Expr | None = None


def beside_kinks(derivative: sp.Expr) -> sp.Expr:
    """A derivative as it is where |x|, max and min do not turn.

    There the delta functions are 0, sign(x)² is 1, and a step is 0 or 1.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> beside_kinks(sp.Abs(x).diff(x, 2) + 3)
    3
    >>> beside_kinks(sp.sign(x) ** 2 * x + sp.Heaviside(x) ** 2)
    x + Heaviside(x)
    >>> beside_kinks(2 * sp.Heaviside(x) * sp.Max(0, x))
    2*Max(0, x)
    """
    if not derivative.has(*_TURNING):
        return derivative
    return (
        _without_deltas(derivative)
        .replace(_is_power_of_a_step, _power_of_a_step)
        .replace(lambda part: part.is_Mul, _product_of_steps)
    )


def _without_deltas(derivative: sp.Expr) -> sp.Expr:
    return derivative.replace(sp.DiracDelta, lambda *_: sp.S.Zero)


def _is_power_of_a_step(part: sp.Expr) -> bool:
    return bool(
        part.is_Pow
        and part.base.func in (sp.sign, sp.Heaviside)
        and part.exp.is_Integer
        and part.exp > 0
    )


def _power_of_a_step(power: sp.Expr) -> sp.Expr:
    even_sign = power.base.func is sp.sign and power.exp % 2 == 0
    return sp.S.One if even_sign else power.base


def _product_of_steps(product: sp.Expr) -> sp.Expr:
    """A product without steps that say nothing: 1[x > 0] max(0, x) is max(0, x).

    It is 0 if it asks for x > y and for y > x.
    """
    asked = {f.args[0]: f for f in product.args if f.func is sp.Heaviside}
    if len(asked) > 1:
        orders = {order for condition in asked for order in _orders(condition)}
        if any((smaller, larger) in orders for larger, smaller in orders):
            return sp.S.Zero
    powers = [factor.as_base_exp() for factor in product.args]
    known = {base for base, exponent in powers if exponent.is_positive}
    needless = {step for u, step in asked.items() if sp.Max(0, u) in known}
    return sp.Mul(*(factor for factor in product.args if factor not in needless))


def _orders(condition: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Return the inequalities that x - max(y, z) > 0 says: x > y, x > z."""
    larger, smaller = compared(condition)
    for one in smaller.args if smaller.func is sp.Max else [smaller]:
        yield larger, one


def kinks(
    f: sp.Expr,
    variables: Sequence[sp.Symbol],
    first: Iterable[sp.Expr],
    second: Iterable[sp.Expr] = (),
) -> list[Kink]:
    """Find the places at which a function is not smooth, by |x|, max, min or a sign in it.

    At points of each place the derivatives are compared 10⁻²⁰ and 10⁻⁴⁰ to both sides, in exact
    arithmetic or with many digits: x|x| has a slope at 0, though sign(x) occurs in it.

    Parameters
    ----------
    f : sympy.Expr
    variables : sequence of sympy.Symbol
    first, second : iterable of sympy.Expr
        Its derivatives; without `second`, only the slopes are looked at.

    Examples
    --------
    >>> from linalg.calculus.differentiation import second_derivatives
    >>> x = sp.Symbol("x")
    >>> for f in (sp.Abs(x), sp.Max(0, x) ** 2, sp.Max(0, x) ** 3, sp.sqrt(sp.Abs(x))):
    ...     first, second = second_derivatives(f, [x])
    ...     print([kink.failure for kink in kinks(f, [x], first, second.values())])
    ['slope']
    ['second']
    []
    ['steep']
    """
    orders = [[f], list(first), list(second)]
    # What stands beside a delta alone says nothing about anywhere else.
    seen = [f, *orders[1], *map(beside_kinks, orders[2])]
    places = {_turned(part.args[0]) for entry in seen for part in _turning(entry)}
    found = (_kink(place, variables, orders) for place in sorted(places, key=str))
    return [kink for kink in found if kink is not None]


def _turning(entry: sp.Expr) -> set[sp.Expr]:
    parts: set[sp.Expr] = entry.atoms(*_TURNING)
    return parts


def _turned(place: sp.Expr) -> sp.Expr:
    """Write x - y for y - x, which is 0 at the same points."""
    return -place if place.could_extract_minus_sign() else place


def _kink(
    place: sp.Expr, variables: Sequence[sp.Symbol], orders: Sequence[Sequence[sp.Expr]]
) -> Kink | None:
    here = [
        [part for entry in order if (part := _what_turns(entry, place)) != 0] for order in orders
    ]
    t = sp.Dummy("t", real=True)
    found: list[tuple[Failure | None, float]] = []
    for line, root in crossings(place, variables, t):
        near, nearer = (
            [{v: x.xreplace({t: root + sign * step}) for v, x in line.items()} for sign in (-1, 1)]
            for step in (_NEAR, _NEARER)
        )
        seen = _failure(here, list(zip(near, nearer, strict=True)))
        found += [] if seen is None else [seen]
    failures = {failure for failure, _ in found}
    worst = next((failure for failure in _WORST_FIRST if failure in failures), None)
    if worst is None:
        return None
    if len(failures) > 1:
        return Kink(place, worst, "some")
    sizes = [size for _, size in found]
    # One coordinate leaves no point of the place that was not looked at.
    sure = len(variables) == 1 or max(sizes) - min(sizes) <= 1e-12 * max(sizes)
    return Kink(place, worst, "all" if sure else "almost all")


def _what_turns(entry: sp.Expr, place: sp.Expr) -> sp.Expr:
    """The terms of a sum with a kink in the variables of the place; the others are smooth there."""
    letters = place.free_symbols
    return sp.Add(
        *(
            term
            for term in sp.Add.make_args(_without_deltas(entry))
            if any(letters <= part.free_symbols for part in term.atoms(*_WITH_KINKS))
        )
    )


def crossings(
    place: sp.Expr, variables: Sequence[sp.Symbol], t: sp.Symbol, points: int = _POINTS
) -> Iterator[tuple[Mapping[sp.Symbol, sp.Expr], sp.Expr]]:
    """Yield lines through the space, and where on them the place is crossed: a few."""
    chance, count = random.Random(0), 0
    for attempt in range(12):
        scale = sp.Rational(1, 1 + 5 * (attempt // 3))
        start = [scale * sp.Rational(chance.randint(-40, 40), 13) for _ in variables]
        ahead = [sp.Rational(chance.choice([-1, 1]) * chance.randint(5, 20), 17) for _ in variables]
        if len(variables) == 1:
            start, ahead = [sp.S.Zero], [sp.S.One]
        line = {v: a + d * t for v, a, d in zip(variables, start, ahead, strict=True)}
        for root in _roots(place.xreplace(line), t):
            yield line, root
            count += 1
            if count == points:
                return
        if len(variables) == 1:
            return


def _roots(u: sp.Expr, t: sp.Symbol) -> list[sp.Expr]:
    """Real roots of an expression in t, exact or to many digits."""
    if u.is_polynomial(t):
        polynomial = sp.Poly(u, t)
        if polynomial.degree() < 1:
            return []
        if polynomial.degree() == 1:
            slope, constant = polynomial.all_coeffs()
            return [-constant / slope]
        roots = polynomial.sqf_part().nroots(n=80, maxsteps=500)
        return [root for root in roots if root.is_real]
    ends = np.linspace(-10.03, 10, 802)
    try:
        with np.errstate(all="ignore"):
            values = np.sign(Kernel([u], [t])(ends[None, :])[0])
    except LinalgError:
        return []
    crossed = np.flatnonzero(values[:-1] * values[1:] < 0)
    return [_bisected(u, t, sp.Rational(ends[i]), sp.Rational(ends[i + 1])) for i in crossed[:3]]


def _bisected(u: sp.Expr, t: sp.Symbol, low: sp.Expr, high: sp.Expr) -> sp.Expr:
    at_low, at_high = u.xreplace({t: low}), u.xreplace({t: high})
    if at_low.is_Rational and at_high.is_Rational:
        straight = low - at_low * (high - low) / (at_high - at_low)
        if u.xreplace({t: straight}) == 0:
            return straight  # as of x - max(y, z), which is straight but for its corners
    sign = sp.sign(at_low)
    for _ in range(160):
        middle = (low + high) / 2
        if sp.sign(u.xreplace({t: middle})) == sign:
            low = middle
        else:
            high = middle
    return middle


def _failure(
    orders: Sequence[Sequence[sp.Expr]], sides: Sequence[Sequence[Where]]
) -> tuple[Failure | None, float] | None:
    """Return what fails first at a point, of value, slope and second derivative, and by how much.

    None where the function has no real value, on one side at least, or grows beyond bounds.
    """
    values, slopes, bends = [
        [(_limit(entry, *sides[0]), _limit(entry, *sides[1])) for entry in order]
        for order in orders
    ]
    everything = np.array([*values, *slopes, *bends])
    if np.isnan(everything).any() or not np.isfinite(values).all():
        return None
    if gap := _gap(values):
        return "value", gap
    if not np.isfinite(slopes).all():
        return "steep", 1.0
    if gap := _gap(slopes):
        return "slope", gap
    if not np.isfinite(bends).all():
        return "second", 1.0
    gap = _gap(bends)
    return ("second" if gap else None), gap


def _gap(limits: Sequence[tuple[float, float]]) -> float:
    """Sum of the squares of the jumps, 0 for those that rounding explains."""
    jumps = [(abs(right - left), max(1.0, abs(left))) for left, right in limits]
    return sum(jump**2 for jump, size in jumps if jump > 1e-7 * size)


def _limit(entry: sp.Expr, *points: Where) -> float:
    """Limit through a near and a nearer point: inf for none, nan for no real value."""
    near, nearer = (_value(entry, where) for where in points)
    if not all(value.is_real and value.is_Number for value in (near, nearer)):
        return float("nan")
    if abs(nearer) > 10 and abs(nearer) > 1.5 * abs(near):
        return float("inf")
    # A root such as |x|^(1/10) falls slowly, but it falls.
    return 0.0 if abs(nearer) < 0.5 * abs(near) else float(nearer)


def _value(entry: sp.Expr, where: Where) -> sp.Expr:
    """A value to many digits; the steps first, since 0 times something infinite stands for 0."""
    steps = {part: part.xreplace(where) for part in _turning(entry)}
    return entry.xreplace(steps).xreplace(where).evalf(30)


def require_smooth(
    f: sp.Expr,
    first: Iterable[sp.Expr],
    second: Iterable[sp.Expr],
    variables: Sequence[sp.Symbol],
    point: Sequence[Any],
) -> None:
    """Refuse a point at which a derivative depends on the side it is seen from.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> require_smooth(y * sp.Abs(x), [y * sp.sign(x), sp.Abs(x)], [], [x, y], [0, 0])
    >>> require_smooth(y * sp.Abs(x), [y * sp.sign(x), sp.Abs(x)], [], [x, y], [0, 1])
    Traceback (most recent call last):
    linalg.errors.LinalgError: the function has a kink at the point, where x = 0: take another
    """
    where = dict(zip(variables, point, strict=True))
    if at_point(f, where).is_finite is False:
        return  # it has no value there, which is another fault
    for entries, fault, remedy in (
        ([f], "jumps", ""),
        (first, "has a kink", ""),
        (second, "has a slope but no second derivative", ", or order 1"),
    ):
        for entry in entries:
            place, infinite = _seen_from_a_side(entry, where)
            if place is None:
                continue
            if infinite and entries is first:
                fault = "has an infinite slope"
            raise LinalgError(
                f"the function {fault} at the point, where {place} = 0: take another{remedy}"
            )


def at_point(entry: sp.Expr, where: Mapping[sp.Symbol, Any]) -> sp.Expr:
    """Value at a point, the steps and signs that turn there seen from one side.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> at_point(2 * sp.sign(x) ** 2, {x: sp.S.Zero})
    2
    """
    parts, steps = _sides(entry, where)
    one_side = entry.xreplace(parts).xreplace(dict.fromkeys(steps.values(), sp.S.One))
    return sp.sympify(one_side.xreplace(where))


def _seen_from_a_side(
    entry: sp.Expr, where: Mapping[sp.Symbol, Any]
) -> tuple[sp.Expr | None, bool]:
    """Return what turns at the point, so that the entry depends on the side; if it is infinite."""
    parts, steps = _sides(entry, where)
    seen = entry.xreplace(parts).xreplace(where)
    for place, step in steps.items():
        gap = seen.xreplace({step: sp.S.One}) - seen.xreplace({step: sp.S.NegativeOne})
        if sp.expand(gap) != 0:
            return place, bool(seen.has(sp.zoo, sp.oo, -sp.oo, sp.nan))
    return None, False


def _sides(
    entry: sp.Expr, where: Mapping[sp.Symbol, Any]
) -> tuple[dict[sp.Expr, sp.Expr], dict[sp.Expr, sp.Symbol]]:
    """The steps and signs that turn at a point by the side, ±1, and the side of each place.

    A delta is 0 on either side; what it stands for, a jump one order lower, is seen there.
    """
    parts: dict[sp.Expr, sp.Expr] = {}
    steps: dict[sp.Expr, sp.Symbol] = {}
    for part in sorted(_turning(entry), key=str):
        if part.args[0].xreplace(where) != 0:
            continue
        if part.func is sp.DiracDelta:
            parts[part] = sp.S.Zero
            continue
        place = _turned(part.args[0])
        side = steps.setdefault(place, sp.Dummy("side"))
        side = side if place == part.args[0] else -side
        parts[part] = side if part.func is sp.sign else (1 + side) / 2
    return parts, steps
