"""The matrices between the steps of an elimination, rebuilt on demand.

Storing a copy for every step would cost O(n⁴); a state is rebuilt from the factors instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, overload

import numpy as np
import sympy as sp

from linalg.fraction_free import ExactFactors
from linalg.immutable import read_only
from linalg.matrices import Matrix
from linalg.steps import Scale, Subtract, Swap

if TYPE_CHECKING:
    from linalg.elimination import Elimination


class States(Sequence[Matrix]):
    """State t is [A b] after the first t steps; there is one more state than steps.

    Examples
    --------
    >>> from linalg import eliminate
    >>> eliminate("2 1; 8 7").states[1]
    Matrix([
    [2, 1],
    [0, 3]])
    """

    def __init__(self, record: Elimination) -> None:
        self._record = record
        self._groups = record.steps_by_pivot
        self._forward = sum(map(len, self._groups))
        self._after_columns = lru_cache(maxsize=2)(record.factors.after_columns)

    def __len__(self) -> int:
        return len(self._record.steps) + 1

    @overload
    def __getitem__(self, t: int) -> Matrix: ...
    @overload
    def __getitem__(self, t: slice) -> list[Matrix]: ...
    def __getitem__(self, t: int | slice) -> Matrix | list[Matrix]:
        if isinstance(t, slice):
            return [self[i] for i in range(*t.indices(len(self)))]
        if not -len(self) <= t < len(self):
            raise IndexError(f"there are {len(self)} states, counted from 0; {t} is none of them")
        t %= len(self)
        for column, group in enumerate(self._groups):
            if t < len(group):
                return self._within(column, t)
            t -= len(group)
        if isinstance(self._record.factors, ExactFactors):
            return self._upward(self._record.factors, t)
        state = self._after_columns(len(self._groups))
        for step in self._record.steps[self._forward : self._forward + t]:
            state = step.apply(state)
        return state

    def __iter__(self) -> Iterator[Matrix]:
        if isinstance(self._record.factors, ExactFactors):
            yield from (self[t] for t in range(len(self)))
            return
        yield from (self[t] for t in range(self._forward))
        state = self[self._forward]
        yield state
        for step in self._record.steps[self._forward :]:
            state = step.apply(state)
            yield state

    def terms(self, t: int) -> int:
        """Bound the terms that an entry of state t is made of, before common factors cancel.

        It costs next to nothing, and is 1 for numbers and on the way down, where the terms are
        few or all needed.
        """
        factors = self._record.factors
        if t <= self._forward or not isinstance(factors, ExactFactors):
            return 1
        progress = enumerate(self._progress(t))
        return max((factors.terms_cleared(i, sources) for i, (sources, _) in progress), default=1)

    def _progress(self, t: int) -> list[tuple[list[int], bool]]:
        """For each row the rows subtracted from it on the way up, and whether it was scaled."""
        rows: list[tuple[list[int], bool]] = [([], False)] * self._record.shape[0]
        for step in self._record.steps[self._forward : t]:
            match step:
                case Subtract(target, source):
                    rows[target] = ([*rows[target][0], source], False)
                case Scale(row):
                    rows[row] = (rows[row][0], True)
        return rows

    def _upward(self, factors: ExactFactors, done: int) -> Matrix:
        """Read each row off U and R: what has been subtracted from it are rows of R."""
        rank = len(factors.pivots)
        rows = []
        for i, (sources, scaled) in enumerate(self._progress(self._forward + done)):
            rows.append(factors.reduced[i] if scaled and i < rank else factors.cleared(i, sources))
        return factors.handed_out(rows, factors.matrix.shape[1])

    def _within(self, column: int, done: int) -> Matrix:
        """Take rows that have had their turn from the end of the column, others from its start."""
        before = self._after_columns(column)
        if done == 0:
            return before
        steps = self._groups[column][:done]
        if isinstance(steps[0], Swap):
            before, steps = steps[0].apply(before), steps[1:]
        after = self._after_columns(column + 1)
        changed = {step.target for step in steps if isinstance(step, Subtract)}
        rows = [after if i in changed else before for i in range(before.shape[0])]
        if isinstance(before, np.ndarray):
            return read_only(np.array([source[i] for i, source in enumerate(rows)]))
        return sp.ImmutableMatrix.vstack(*(source[i, :] for i, source in enumerate(rows)))
