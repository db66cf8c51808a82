"""L and U in one matrix: each multiplier stands where it has made a zero.

So a computer stores them, since the ones on the diagonal of L and the zeros need no room; when two
rows are exchanged, their multipliers travel with them.

Source: G. Golub, C. Van Loan, Matrix Computations, section 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linalg import Elimination, Subtract, Swap

__all__ = ["PackedState", "packed_states"]

Place = tuple[int, int]


@dataclass(frozen=True)
class PackedState:
    """One state of an elimination, with the multipliers so far.

    Attributes
    ----------
    state : matrix, (m, n)
    multipliers : mapping from place to multiplier
    """

    state: Any
    multipliers: Mapping[Place, Any] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """The shape of the matrix."""
        m, n = self.state.shape
        return m, n

    def __getitem__(self, place: Place) -> Any:
        return self.multipliers[place] if place in self.multipliers else self.state[place]


def packed_states(record: Elimination) -> Iterator[PackedState]:
    """Yield the states of an elimination, each with the multipliers so far.

    Examples
    --------
    >>> from linalg import eliminate
    >>> *_, last = packed_states(eliminate("2 1; 8 7"))
    >>> [[last[i, j] for j in range(2)] for i in range(2)]
    [[2, 1], [4, 3]]
    """
    column = dict(record.pivots)
    multipliers: dict[Place, Any] = {}
    yield PackedState(record.states[0])
    for step, state in zip(record.steps, record.states[1:], strict=True):
        if isinstance(step, Swap):
            other = {step.i: step.j, step.j: step.i}
            multipliers = {(other.get(i, i), j): x for (i, j), x in multipliers.items()}
        elif isinstance(step, Subtract):
            multipliers = {**multipliers, (step.target, column[step.source]): step.multiplier}
        yield PackedState(state, multipliers)
