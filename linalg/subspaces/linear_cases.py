"""Polynomial constraints as linear ones, in a few cases whose sets make up the whole.

Linear equations are substituted into the rest, which may become linear by it: x + y = 0 makes
xy = 0 out of -y² = 0. A product that is zero splits into a case for each factor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp

from linalg.subspaces.constraints import Constraint, compared, linear_parts

MOST_CASES = 64


def linear_cases(
    constraints: Sequence[Constraint], variables: Sequence[sp.Symbol]
) -> list[list[Constraint]] | None:
    """Return linear constraints for each of some cases; the set is where those of any case hold.

    Parameters
    ----------
    constraints : sequence of Constraint
    variables : sequence of n symbols

    Returns
    -------
    list of lists of Constraint, or None
        Without the cases that are empty on sight; None where some constraint stays as it is, or
        there are more than 64 cases.

    Examples
    --------
    >>> from linalg.subspaces.constraints import read_constraints
    >>> symbols, constraints = read_constraints("x + y = 0, x*y = 0")
    >>> (case,) = linear_cases(constraints, symbols)
    >>> [(rule.expression, rule.relation) for rule in case]
    [(x + y, '='), (y, '=')]
    >>> symbols, constraints = read_constraints("x*y = 0")
    >>> [[rule.expression for rule in case] for case in linear_cases(constraints, symbols)]
    [[x], [y]]
    """
    waiting: list[list[Constraint]] = [list(constraints)]
    cases: list[list[Constraint]] = []
    while waiting:
        linear, rest = _substituted(waiting.pop(), variables)
        if any(_never_holds(rule) for rule in linear):
            continue
        if not rest:
            cases.append(linear)
            continue
        split = next((i for i, rule in enumerate(rest) if len(_factors(rule)) > 1), None)
        if split is None or len(waiting) + len(cases) > MOST_CASES:
            return None
        others = [*linear, *rest[:split], *rest[split + 1 :]]
        waiting += [[*others, compared(factor, "=")] for factor in _factors(rest[split])]
    return cases


def _substituted(
    constraints: Iterable[Constraint], variables: Sequence[sp.Symbol]
) -> tuple[list[Constraint], list[Constraint]]:
    """Return the constraints that are linear, and those that stay otherwise after substitution."""
    linear: list[Constraint] = []
    rest = list(constraints)
    while True:
        known = _solved(linear, variables)
        kept: list[Constraint] = []
        found = False
        for rule in rest:
            inside = rule.expression.xreplace(known) if not rule.is_linear else rule.expression
            rule = Constraint(sp.expand(inside), rule.relation, rule.variables)
            parts = linear_parts(rule)
            if parts is None:
                kept.append(rule)
            else:
                linear += parts
                found = True
        rest = kept
        if not found:
            return linear, rest


def _solved(
    linear: Iterable[Constraint], variables: Sequence[sp.Symbol]
) -> dict[sp.Symbol, sp.Expr]:
    """Return the coordinates that linear equations give, by the others."""
    equations = [rule for rule in linear if rule.relation == "=" and any(rule.normal)]
    if not equations:
        return {}
    rows = [[*rule.normal, -rule.polynomial.coeff_monomial(1)] for rule in equations]
    reduced, pivots = sp.Matrix(rows).rref(simplify=True)
    n = len(variables)
    return {
        variables[p]: reduced[i, n] - sum(reduced[i, j] * variables[j] for j in range(n) if j != p)
        for i, p in enumerate(pivots)
        if p < n
    }


def _factors(rule: Constraint) -> list[sp.Poly]:
    """The factors of an equation's left side, whatever their powers."""
    if rule.relation != "=":
        return []
    return [factor for factor, _ in rule.polynomial.factor_list()[1]]


def _never_holds(rule: Constraint) -> bool:
    """Say whether a linear constraint contains no coordinate, and does not hold."""
    return not any(rule.normal) and rule.holds((sp.S.Zero,) * len(rule.variables)) is False
