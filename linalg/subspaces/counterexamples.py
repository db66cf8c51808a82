"""Vectors of a set whose multiple or sum leaves it: the proof that it is no subspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from typing import Any, Literal

import sympy as sp
from sympy.core.relational import Relational
from sympy.solvers.simplex import lpmax

from linalg.subspaces.constraints import Constraint

Law = Literal["zero", "scaling", "addition"]
Point = tuple[sp.Expr, ...]

_SCALARS = tuple(map(sp.Rational, (-1, 2, "1/2", -2, 3, 10, 100)))
_COORDINATES = tuple(map(sp.Rational, (0, 1, -1, 2, -2, "1/2", "-1/2")))
_POINTS = 40
"""Points of the set that are tried, the simplest first."""


@dataclass(frozen=True, eq=False)
class Counterexample:
    """Vectors of the set whose multiple or sum is not in it.

    Attributes
    ----------
    law : {"zero", "scaling", "addition"}
        The law that is broken; "zero": the zero vector is missing.
    vectors : tuple of points
        None, one or two points of the set.
    scalar : number or None
        What the one vector is multiplied by.
    result : point
        The zero vector, the multiple, or the sum.
    broken : Constraint
        What the result does not satisfy.
    """

    law: Law
    vectors: tuple[Point, ...]
    scalar: Any
    result: Point
    broken: Constraint


def is_inside(constraints: Iterable[Constraint], point: Point) -> bool | None:
    """Say whether a point satisfies all constraints; None where that is not decided."""
    answers = [constraint.holds(point) for constraint in constraints]
    return False if False in answers else None if None in answers else True


def missing_zero(constraints: Sequence[Constraint], dimension: int) -> Counterexample | None:
    """Return the counterexample "zero" if the zero vector is not in the set."""
    return _counterexample(constraints, "zero", (), None, (sp.Integer(0),) * dimension)


def search(
    constraints: Sequence[Constraint], variables: Sequence[sp.Symbol]
) -> list[Counterexample]:
    """Return the simplest counterexamples to scaling and to addition among small points."""
    points = _points(constraints, variables)
    multiples = (
        _counterexample(constraints, "scaling", (u,), k, tuple(k * a for a in u))
        for u in points
        for k in _SCALARS
    )
    sums = (
        _counterexample(constraints, "addition", (u, v), None, _sum(u, v))
        for u, v in combinations_with_replacement(points, 2)
    )
    found = [next(filter(None, examples), None) for examples in (multiples, sums)]
    return [example for example in found if example is not None]


def escape(linear: Sequence[Constraint], variables: Sequence[sp.Symbol]) -> Counterexample | None:
    """Return a counterexample to scaling for a set of linear constraints that holds 0, or None.

    None proves that the set is a subspace: each inequality is an equation in disguise, for its left
    side has the maximum and the minimum 0 over the set.
    """
    for constraint in linear:
        side = constraint.expression - constraint.expression.subs(dict.fromkeys(variables, 0))
        if constraint.relation != "=" and side != 0:
            for direction in (side, -side):
                point = _farthest(direction, linear, variables)
                if point is not None:
                    return _scaled_out(linear, point)
    return None


def seen_from(constraints: Sequence[Constraint], example: Counterexample) -> Counterexample:
    """Return a counterexample with the one of the given constraints that it breaks."""
    own = _counterexample(constraints, example.law, example.vectors, example.scalar, example.result)
    return example if own is None else own


def _farthest(
    direction: sp.Expr, linear: Sequence[Constraint], variables: Sequence[sp.Symbol]
) -> Point | None:
    """Return the point of the set, near 0, where a linear function is largest, if that is not 0."""
    sides = [constraint.expression for constraint in linear]
    allowed = [
        sp.Eq(side, 0) if constraint.relation == "=" else side >= 0
        for side, constraint in zip(sides, linear, strict=True)
    ]
    near = [bound for x in variables for bound in (x <= 1, x >= -1)]
    largest, place = lpmax(direction, [*filter(_is_relation, allowed), *near])
    if largest <= 0:
        return None
    # Half of it satisfies strict inequalities too, as 0 does.
    return tuple(sp.nsimplify(place.get(x, 0), rational=True) / 2 for x in variables)


def _is_relation(rule: Any) -> bool:
    """Say whether a rule is left a relation: SymPy did not find that it always holds."""
    return isinstance(rule, Relational)


def _scaled_out(linear: Sequence[Constraint], point: Point) -> Counterexample:
    """Return the first of the multiples -1, 2, -2, 4, -4, … of a point that is outside."""
    k = sp.Integer(-1)
    while True:
        result = tuple(k * entry for entry in point)
        example = _counterexample(linear, "scaling", (point,), k, result)
        if example is not None:
            return example
        k = -2 * k if k < 0 else -k


def _counterexample(
    constraints: Sequence[Constraint],
    law: Law,
    vectors: tuple[Point, ...],
    scalar: Any,
    result: Point,
) -> Counterexample | None:
    broken = next((rule for rule in constraints if rule.holds(result) is False), None)
    return None if broken is None else Counterexample(law, vectors, scalar, result, broken)


def _sum(u: Point, v: Point) -> Point:
    return tuple(sp.expand(a + b) for a, b in zip(u, v, strict=True))


def _points(constraints: Sequence[Constraint], variables: Sequence[sp.Symbol]) -> list[Point]:
    """Return points that are proved to be in the set, those with small whole entries first."""
    small = product(_COORDINATES, repeat=len(variables))
    candidates = sorted({*small, *_roots(constraints, variables)}, key=_complexity)
    inside = (point for point in candidates if is_inside(constraints, point))
    return [point for _, point in zip(range(_POINTS), inside, strict=False)]


def _roots(constraints: Sequence[Constraint], variables: Sequence[sp.Symbol]) -> Iterator[Point]:
    """Yield points of the equations, solved for one coordinate with small values of the others."""
    for constraint in constraints:
        if constraint.relation == "=" and constraint.polynomial.total_degree() > 1:
            for i, x in enumerate(variables):
                for others in product(_COORDINATES[:5], repeat=len(variables) - 1):
                    known = dict(zip((*variables[:i], *variables[i + 1 :]), others, strict=True))
                    section = sp.Poly(constraint.expression.subs(known), x)
                    for root in section.real_roots() if section.degree() in (1, 2) else ():
                        yield (*others[:i], root, *others[i:])


def _complexity(point: Point) -> tuple[Any, ...]:
    """Order points by radicals, denominators, size, and minus signs."""
    rational = [entry for entry in point if entry.is_Rational]
    return (
        len(point) - len(rational),
        max((entry.q for entry in rational), default=1),
        sum(abs(float(entry)) for entry in point),
        sum(float(entry) < 0 for entry in point),
        [-float(entry) for entry in point],
    )
