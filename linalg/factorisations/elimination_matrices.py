"""Both products of the elimination matrices, E and L, with each entry's origin: L is simpler.

Going down, U = E(PA) with E = … E32 E31 E21: row 1 reaches row 3 also by way of row 2, so
multipliers mix. Going back, PA = LU with L = E21⁻¹ E31⁻¹ E32⁻¹ …: each multiplier just takes its
place.

Source: G. Strang, MIT 18.06, lecture 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.elimination import Elimination, eliminate
from linalg.elimination.steps import Subtract, lowest_terms
from linalg.errors import LimitError
from linalg.numbers.matrices import Matrix, described, is_float
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record

LARGEST = 8
"""Rows for which every way from row to row is listed: 2⁶ of them for the corner of 8 × 8."""


@dataclass(frozen=True)
class Way:
    """One way by which row `source` reaches row `target`: a chain of subtractions.

    Its contribution to E is the product of the negative multipliers.
    """

    steps: tuple[Subtract, ...]

    @property
    def contribution(self) -> Any:
        """The product of -multiplier over the chain."""
        return prod(-step.multiplier for step in self.steps)


@dataclass(frozen=True, eq=False)
class EliminationMatrices(Record):
    """The elimination matrices of PA, their product E and the product L of their inverses.

    Attributes
    ----------
    elimination : Elimination
    steps : tuple of Subtract
        The subtractions on PA, in order, with the rows already exchanged.
    origins : mapping from (row, column) to ways
        For each entry of E below the diagonal the ways that add up to it; an entry of L has one
        way only, the step itself.
    """

    elimination: Elimination
    steps: tuple[Subtract, ...]
    origins: Mapping[tuple[int, int], tuple[Way, ...]]

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        """The matrix E_ij of each step, m × m, in the order of the steps."""
        return tuple(step.matrix(self.elimination.shape[0]) for step in self.steps)

    @cached_property
    def E(self) -> Matrix:
        """The product in the forward order, m × m: U = E(PA)."""
        return _product(tuple(reversed(self.matrices)), self.elimination.shape[0])

    @cached_property
    def L(self) -> Matrix:
        """The product of the inverses in the reverse order, m × m: PA = LU."""
        inverses = tuple(step.inverse.matrix(self.elimination.shape[0]) for step in self.steps)
        return _product(inverses, self.elimination.shape[0])

    def check(self) -> Check:
        """Say whether EL = I, whether L is the elimination's, and whether the ways add up to E."""
        relation, m = "EL = I", self.elimination.shape[0]
        E, sums = self.E, {place: _sum(ways) for place, ways in self.origins.items()}
        differences = [
            *(self.E @ self.L - sp.eye(m)),
            *(self.L - sp.Matrix(self.elimination.L)),
            *(E[i, j] - sums.get((i, j), 0) for i in range(m) for j in range(i)),
        ]
        if not is_float(self.elimination.A):
            return Check(relation, all(lowest_terms(x) == 0 for x in differences))
        residual = np.abs(np.array(differences, dtype=float))
        size = np.abs(np.array(self.E, dtype=float)) @ np.abs(np.array(self.L, dtype=float))
        bound = 4 * m * np.finfo(float).eps * float(size.max(initial=1.0))
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    def _brief(self) -> str:
        return f"{described(self.elimination.A)}: E(PA) = U, EL = I"


def elimination_matrices(A: object | Elimination) -> EliminationMatrices:
    """Return the elimination matrices of A and what becomes of their products.

    Parameters
    ----------
    A : Elimination, or a matrix in any form that `eliminate` takes; at most 8 rows
        Where rows are exchanged, the matrices are those of PA.

    Raises
    ------
    LimitError
        If A has more rows.

    Notes
    -----
    MIT 18.06, lecture 4.

    Examples
    --------
    >>> record = elimination_matrices("1 0 0; 2 1 0; 0 5 1")
    >>> record.E[2, 0], record.L[2, 0]
    (10, 0)
    >>> [way.contribution for way in record.origins[2, 0]]
    [10]
    """
    record = A if isinstance(A, Elimination) else eliminate(A)
    m = record.shape[0]
    if m > LARGEST:
        raise LimitError(f"the origin of each entry is listed for at most {LARGEST} rows, not {m}")
    steps = tuple(
        Subtract(target, source, multiplier)
        for source in range(len(record.factors.exchanges))
        for target in range(source + 1, m)
        if (multiplier := record.factors.multiplier(target, source)) is not None
    )
    return EliminationMatrices(record, steps, _origins(steps))


def _origins(steps: tuple[Subtract, ...]) -> dict[tuple[int, int], tuple[Way, ...]]:
    """Follow the steps: whatever has reached the source row comes along to the target."""
    origins: dict[tuple[int, int], tuple[Way, ...]] = {}
    for step in steps:
        arrivals: dict[int, tuple[Way, ...]] = {step.source: (Way((step,)),)}
        for (row, start), ways in origins.items():
            if row == step.source:
                arrivals[start] = tuple(Way((*way.steps, step)) for way in ways)
        for start, ways in arrivals.items():
            place = (step.target, start)
            origins[place] = origins.get(place, ()) + ways
    return origins


def _sum(ways: tuple[Way, ...]) -> Any:
    return sum(way.contribution for way in ways)


def _product(matrices: tuple[Matrix, ...], m: int) -> Matrix:
    product = RecordMatrix.eye(m)
    for matrix in matrices:
        product = (product @ matrix).applyfunc(lowest_terms)
    return product
