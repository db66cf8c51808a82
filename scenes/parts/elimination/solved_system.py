"""A linear system with its solutions, as lessons ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linalg import Elimination, Solution, null_space, solve
from linalg.check import Checked
from linalg.elimination.back_substitution import Unknown
from linalg.elimination.cases import Case
from linalg.notation import marked, point, words
from linalg.notation.unknowns import unknown_names
from scenes.parts.matrices.endings import Ending, column_point, null_vector_ending

__all__ = ["Answers", "SolvedSystem"]

_SOLVED = ("unique", "family")


@dataclass(frozen=True)
class Answers:
    """X, a column for each right-hand side, with dashes where there is no solution."""

    solutions: Sequence[Solution]
    shape: tuple[int, int]

    def __getitem__(self, place: tuple[int, int]) -> object:
        i, j = place
        solution = self.solutions[j]
        return solution.particular[i, 0] if solution.kind in _SOLVED else words("–")


@dataclass(frozen=True)
class SolvedSystem:
    """The elimination of A or of [A b], with a solution for each right-hand side.

    Attributes
    ----------
    elimination : Elimination

    Examples
    --------
    >>> from linalg import eliminate
    >>> system = SolvedSystem(eliminate("1 3; 2 6", "1 3"))
    >>> system.is_solvable(0), system.claim(0), system.names
    (False, 1, ('x', 'y'))
    """

    elimination: Elimination

    @cached_property
    def solutions(self) -> tuple[Solution, ...]:
        """One for each right-hand side."""
        A, b = self.elimination.A, self.elimination.b
        return () if b is None else tuple(solve(A, b[:, j : j + 1]) for j in range(b.shape[1]))

    @property
    def bar(self) -> int | None:
        """The column at which the line of [A b] is drawn."""
        return None if self.elimination.b is None else self.elimination.shape[1]

    @property
    def records(self) -> tuple[Checked, ...]:
        """All that is drawn of it."""
        return (self.elimination, *self.solutions)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the unknowns."""
        record = self.elimination
        return unknown_names(record.shape[1], record.A, record.b)

    @cached_property
    def null_vectors(self) -> Sequence[Any]:
        """The special solutions of Ax = 0."""
        if self.solutions:
            return self.solutions[0].null_vectors
        return null_space(self.elimination.A)

    @property
    def is_several(self) -> bool:
        """True if there are several right-hand sides."""
        return len(self.solutions) > 1

    @property
    def answers(self) -> Answers:
        """X, for several right-hand sides."""
        return Answers(self.solutions, (self.elimination.shape[1], len(self.solutions)))

    def is_solvable(self, side: int) -> bool:
        """Say whether a right-hand side has a solution, as long as the pivots are not zero."""
        return self.solutions[side].kind in _SOLVED

    def is_open(self, side: int) -> bool:
        """Say whether the symbols decide if a right-hand side has a solution."""
        return not self.is_solvable(side) and self._has_symbols(self.claim(side), side)

    def claim(self, side: int) -> int:
        """Return a row that says 0 = something else, one of numbers if there is one."""
        record = self.elimination
        rows, column = range(record.rank, record.shape[0]), record.shape[1] + side
        claims = [i for i in rows if self._end[i, column] != 0]
        return next((i for i in claims if not self._has_symbols(i, side)), claims[0])

    def unknowns(self, side: int) -> Sequence[Unknown]:
        """Return how each unknown is found for a right-hand side, the last first."""
        return self.elimination.back_substitution(side) if self.is_solvable(side) else ()

    # What a lesson ends with.

    def ending(self) -> Ending | None:
        """Return the formula of all solutions, or of an x with Ax = 0; None if 0 is the only one.

        Where some right-hand side has no solution it is an x with Ax = 0.
        """
        if not self.null_vectors:
            return None
        if not self.solutions or not all(map(self.is_solvable, range(len(self.solutions)))):
            return null_vector_ending(self.null_vectors[0])
        solution = self.solutions[0]
        points = self._multiples(solution)
        if self.is_several:
            return Ending(("x", "=", "x_p", *points))
        names = [self.names[j] for j in solution.free_columns]
        pairs = zip(names, self.null_vectors, strict=True)
        columns = [part for name, v in pairs for part in ("+", name, v)]
        start = (point(*self.names), "=", marked(column_point(solution.x), "result"))
        return Ending((*start, *points), ("x", "=", solution.x, *columns))

    def solution_of(self, case: Case) -> tuple[object, ...]:
        """Return the parts of the solutions of a case, for one right-hand side."""
        if self.is_several:
            return ()
        return (point(*self.names), "=", column_point(case.x), *self._multiples(case))

    def _multiples(self, solved: Solution | Case) -> list[object]:
        """Return the parts of all multiples of the null vectors, each with its free unknown."""
        pairs = zip(solved.free_columns, solved.null_vectors, strict=True)
        return [part for j, v in pairs for part in ("+", self.names[j], "·", column_point(v))]

    @cached_property
    def _end(self) -> Any:
        """[U c], the last state."""
        return self.elimination.states[-1]

    def _has_symbols(self, i: int, side: int) -> bool:
        return bool(getattr(self._end[i, self.elimination.shape[1] + side], "free_symbols", ()))
