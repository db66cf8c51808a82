"""The matrices between the steps of an elimination, rebuilt on demand.

Storing a copy for every step would cost O(n⁴); a state is rebuilt from the factors instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import overload

import numpy as np

from linalg.elimination.steps import Scale, Step, Subtract, Swap
from linalg.immutable import read_only
from linalg.kernels.exact_factors import ExactFactors
from linalg.kernels.floating import FloatFactors
from linalg.kernels.fraction_free import after_columns
from linalg.numbers.matrices import Matrix, is_float
from linalg.numbers.record_matrix import RecordMatrix


class States(Sequence[Matrix]):
    """State t is [A b] after the first t steps; there is one more state than steps.

    Parameters
    ----------
    factors : ExactFactors or FloatFactors
    steps_by_pivot : sequence of sequences of steps
        The way down to U.
    upward : sequence of steps
        The way from there to R, where that is asked for.

    Examples
    --------
    >>> from linalg import eliminate
    >>> eliminate("2 1; 8 7").states[1]
    Matrix([
    [2, 1],
    [0, 3]])
    """

    def __init__(
        self,
        factors: ExactFactors | FloatFactors,
        steps_by_pivot: Sequence[Sequence[Step]],
        upward: Sequence[Step],
    ) -> None:
        self._factors, self._groups, self._upward = factors, steps_by_pivot, upward
        self._forward = sum(map(len, steps_by_pivot))
        rebuilt = (
            partial(after_columns, factors)
            if isinstance(factors, ExactFactors)
            else factors.after_columns
        )
        self._after_columns = lru_cache(maxsize=2)(rebuilt)

    def __len__(self) -> int:
        return self._forward + len(self._upward) + 1

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
        if isinstance(self._factors, ExactFactors):
            return self._on_the_way_up(self._factors, t)
        state = self._after_columns(len(self._groups))
        for step in self._upward[:t]:
            state = step.apply(state)
        return state

    def __iter__(self) -> Iterator[Matrix]:
        if isinstance(self._factors, ExactFactors):
            yield from (self[t] for t in range(len(self)))
            return
        yield from (self[t] for t in range(self._forward))
        state = self[self._forward]
        yield state
        for step in self._upward:
            state = step.apply(state)
            yield state

    def terms(self, t: int) -> int:
        """Bound the terms that an entry of state t is made of, before common factors cancel.

        It costs next to nothing, and is 1 for numbers and on the way down, where the terms are
        few or all needed.
        """
        factors = self._factors
        if t <= self._forward or not isinstance(factors, ExactFactors):
            return 1
        progress = enumerate(self._progress(factors, t - self._forward))
        return max((factors.terms_cleared(i, sources) for i, (sources, _) in progress), default=1)

    def _progress(self, factors: ExactFactors, done: int) -> list[tuple[list[int], bool]]:
        """For each row the rows subtracted from it on the way up, and whether it was scaled."""
        rows: list[tuple[list[int], bool]] = [([], False)] * factors.matrix.shape[0]
        for step in self._upward[:done]:
            match step:
                case Subtract(target, source):
                    rows[target] = ([*rows[target][0], source], False)
                case Scale(row):
                    rows[row] = (rows[row][0], True)
        return rows

    def _on_the_way_up(self, factors: ExactFactors, done: int) -> Matrix:
        """Read each row off U and R: what has been subtracted from it are rows of R."""
        rank = len(factors.pivots)
        rows = []
        for i, (sources, scaled) in enumerate(self._progress(factors, done)):
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
        if is_float(before):
            return read_only(np.array([source[i] for i, source in enumerate(rows)]))
        return RecordMatrix.vstack(*(source[i, :] for i, source in enumerate(rows)))
