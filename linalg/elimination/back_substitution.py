"""Back substitution: the unknowns of a triangular system, the last first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linalg.elimination.steps import lowest_terms
from linalg.numbers.matrices import Matrix


@dataclass(frozen=True)
class Term:
    """One known term of an equation: `coefficient` times unknown `column`, whose value is known."""

    column: int
    coefficient: Any
    value: Any


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """One unknown of back substitution: ``value = (right_hand_side - Σ terms) / pivot``.

    Attributes
    ----------
    row, column : int
        The equation used and the unknown found, from 0.
    right_hand_side, pivot, value : number or expression
    terms : tuple of Term
        The terms with unknowns that are known already; zero coefficients are left out.
    """

    row: int
    column: int
    right_hand_side: Any
    terms: tuple[Term, ...]
    pivot: Any
    value: Any


def back_substitute(
    U: Matrix,
    c: Matrix,
    pivots: tuple[tuple[int, int], ...],
    free: Mapping[int, Any] | None = None,
) -> tuple[Unknown, ...]:
    """Solve Ux = c from the bottom up.

    Parameters
    ----------
    U : (m, n) matrix
        Zero in the rows without a pivot, and left of the pivot in the others.
    c : (m, 1) matrix
    pivots : tuple of (row, column)
    free : mapping from column to value, optional
        Values of free unknowns; 0 if not given.

    Returns
    -------
    tuple of Unknown
        In the order in which they are found.
    """
    values: dict[int, Any] = dict(free or {})
    found = []
    for row, column in sorted(pivots, key=lambda place: -place[1]):
        terms = tuple(
            Term(j, U[row, j], values.get(j, 0))
            for j in range(column + 1, U.shape[1])
            if U[row, j] != 0
        )
        known = sum(term.coefficient * term.value for term in terms)
        values[column] = lowest_terms((c[row, 0] - known) / U[row, column])
        found.append(
            Unknown(
                row=row,
                column=column,
                right_hand_side=c[row, 0],
                terms=terms,
                pivot=U[row, column],
                value=values[column],
            )
        )
    return tuple(found)
