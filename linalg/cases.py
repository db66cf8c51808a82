"""The cases of a symbolic elimination: what becomes of it where an assumption fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from linalg.elimination import Elimination, eliminate
from linalg.errors import LimitError, LinalgError
from linalg.matrices import Matrix


@dataclass(frozen=True, eq=False)
class Case:
    """One case: its conditions, and the elimination that holds under them.

    Attributes
    ----------
    nonzero : tuple of sympy.Expr
        What is not zero in this case.
    substitutions : tuple of (symbol, expression)
        What the symbols are in this case, in the order in which it was found.
    elimination : Elimination
    """

    nonzero: tuple[sp.Expr, ...]
    substitutions: tuple[tuple[sp.Symbol, sp.Expr], ...]
    elimination: Elimination

    def __str__(self) -> str:
        equal = [f"{symbol} = {value}" for symbol, value in self.substitutions]
        conditions = equal + [f"{expression} ≠ 0" for expression in self.nonzero]
        return f"{', '.join(conditions) or 'always'}: rank {self.elimination.rank}"


def cases(record: Elimination, limit: int = 16) -> tuple[Case, ...]:
    """Branch at each assumption: not zero, or zero with a symbol solved for.

    Parameters
    ----------
    record : Elimination
        Of a symbolic matrix; one of numbers has one case.
    limit : int
        The largest number of cases.

    Returns
    -------
    tuple of Case
        Together they cover every value of the symbols; the first is the general one.

    Raises
    ------
    LimitError
        If there are more cases.
    LinalgError
        If a condition is linear in none of its symbols.

    Examples
    --------
    >>> for case in cases(eliminate("1 2; 3 k")):
    ...     print(case)
    k - 6 ≠ 0: rank 2
    k = 6: rank 1
    """
    found: list[Case] = []
    for case in _branches(record, (), ()):
        if len(found) == limit:
            raise LimitError(f"there are more than {limit} cases; put numbers in for some symbols")
        found.append(case)
    return tuple(found)


def _branches(
    record: Elimination,
    nonzero: tuple[sp.Expr, ...],
    substitutions: tuple[tuple[sp.Symbol, sp.Expr], ...],
) -> Iterator[Case]:
    known = {factor for expression in nonzero for factor in _factors(expression)}
    new = [a.expression for a in record.assumptions if not _factors(a.expression) <= known]
    yield Case((*nonzero, *new), substitutions, record)
    for k, expression in enumerate(new):
        before = (*nonzero, *new[:k])
        excluded = {factor for other in before for factor in _factors(other)}
        for factor in sorted(_factors(expression) - excluded, key=str):
            symbol, value = _solved(factor, excluded)
            matrix = _substituted(record.A, symbol, value)
            b = None if record.b is None else _substituted(record.b, symbol, value)
            narrowed = tuple(_numerator(e.subs(symbol, value)) for e in before)
            if any(e == 0 for e in narrowed):
                continue
            there = tuple(e for e in narrowed if e.free_symbols)
            branch = eliminate(matrix, b, pivoting=record.pivoting, form=record.form)
            yield from _branches(branch, there, (*substitutions, (symbol, value)))


def _factors(expression: sp.Expr) -> set[sp.Expr]:
    return {factor for factor, _ in sp.factor_list(expression)[1]}


def _solved(factor: sp.Expr, nonzero: set[sp.Expr]) -> tuple[sp.Symbol, sp.Expr]:
    """Solve for a symbol whose coefficient is a number, or else is known not to be zero."""
    candidates = []
    for symbol in sorted(factor.free_symbols, key=str):
        polynomial = sp.Poly(factor, symbol)
        if polynomial.degree() == 1:
            coefficient, rest = polynomial.all_coeffs()
            if coefficient.is_number:
                return symbol, sp.cancel(-rest / coefficient)
            if _factors(coefficient) <= nonzero:
                candidates.append((symbol, sp.cancel(-rest / coefficient)))
    if not candidates:
        raise LinalgError(f"cannot solve {factor} = 0 for one of its symbols; put numbers in")
    return candidates[-1]


def _substituted(M: Matrix, symbol: sp.Symbol, value: sp.Expr) -> Matrix:
    return M.applyfunc(lambda x: sp.cancel(x.subs(symbol, value)))


def _numerator(expression: sp.Expr) -> sp.Expr:
    return sp.numer(sp.together(expression))
