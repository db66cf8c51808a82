"""Row operations seen as pictures: lines and planes that turn about what they have in common.

A combination of two equations holds wherever both hold, so its line (or plane) passes through
every point that they share: while a multiple of one equation is subtracted from another, little by
little, the line of that one turns about the common point, which never moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linalg.check import Check
from linalg.elimination.elimination import Elimination
from linalg.elimination.solving import solve
from linalg.elimination.steps import Subtract
from linalg.geometry.hyperplanes import Hyperplane, floats

__all__ = ["Pencil", "TurningRows", "turning_rows"]

_ROUNDING = 1e-9  # of floats, relative to the terms of an equation


@dataclass(frozen=True, eq=False)
class Pencil:
    """The equations on the way from one to another, which is a combination of it with others.

    Attributes
    ----------
    row : int
        Which equation changes, from 0.
    before, after : Hyperplane

    Examples
    --------
    >>> pencil = Pencil(1, Hyperplane((3, 8), 11), Hyperplane((0, 2), 2))
    >>> pencil.at(0.5)
    Hyperplane(normal=(1.5, 5.0), offset=6.5)
    """

    row: int
    before: Hyperplane
    after: Hyperplane

    def at(self, share: float) -> Hyperplane:
        """Return the equation after a part of the way, of floats."""
        one, other = floats(self.before.normal), floats(self.after.normal)
        normal = (1 - share) * one + share * other
        offset = (1 - share) * float(self.before.offset) + share * float(self.after.offset)
        return Hyperplane(tuple(map(float, normal)), offset)

    def passes_through(self, point: Sequence[Any]) -> bool:
        """Say whether every equation on the way holds at a point: so if the first and last do."""
        return all(_holds(end, point) for end in (self.before, self.after))


@dataclass(frozen=True, eq=False)
class TurningRows:
    """All pencils of an elimination: of its steps, then of the way back up.

    Attributes
    ----------
    elimination : Elimination
    side : int
        Which right-hand side.
    """

    elimination: Elimination
    side: int = 0

    @cached_property
    def steps(self) -> tuple[Pencil | None, ...]:
        """One for each step; None for an exchange, which moves nothing."""
        states = self.elimination.states
        return tuple(
            self._pencil(step.target, states[t], states[t + 1])
            if isinstance(step, Subtract)
            else None
            for t, step in enumerate(self.elimination.steps)
        )

    @cached_property
    def back(self) -> tuple[Pencil, ...]:
        """One for each pivot, the last first: the other pivots leave its equation."""
        end, pivots = self.elimination.states[-1], self.elimination.pivots
        found: list[Pencil] = []
        cleared = {r: self._row(end, r) for r, _ in pivots}
        for r, c in reversed(pivots):
            normal, offset = list(cleared[r].normal), cleared[r].offset
            for below, column in pivots:
                if column > c:
                    multiple = normal[column] / cleared[below].normal[column]
                    source = cleared[below]
                    pairs = zip(normal, source.normal, strict=True)
                    normal = [x - multiple * y for x, y in pairs]
                    offset = offset - multiple * source.offset
            after = Hyperplane(tuple(normal), offset)
            found.append(Pencil(r, cleared[r], after))
            cleared[r] = after
        return tuple(found)

    @cached_property
    def common(self) -> tuple[Any, ...] | None:
        """A point that all the equations share; None if there is none."""
        A, b = self.elimination.A, self.elimination.b
        assert b is not None
        solution = solve(A, b[:, self.side : self.side + 1])
        x: Any = solution.x
        if solution.kind not in ("unique", "family"):
            return None
        return tuple(x[j, 0] for j in range(A.shape[1]))

    @property
    def equations(self) -> tuple[Hyperplane, ...]:
        """The equations as they are given."""
        first = self.elimination.states[0]
        return tuple(self._row(first, i) for i in range(self.elimination.shape[0]))

    def check(self) -> Check:
        """Compare both sides of every equation on the way, at the common point."""
        relation = "every equation on the way holds at the common point"
        point = self.common
        if point is None:
            return Check.exact("there is no common point", True)
        pencils = [pencil for pencil in (*self.steps, *self.back) if pencil is not None]
        return Check.exact(relation, *(pencil.passes_through(point) for pencil in pencils))

    def _pencil(self, row: int, before: Any, after: Any) -> Pencil:
        return Pencil(row, self._row(before, row), self._row(after, row))

    def _row(self, state: Any, i: int) -> Hyperplane:
        n = self.elimination.shape[1]
        return Hyperplane(tuple(state[i, j] for j in range(n)), state[i, n + self.side])


def turning_rows(elimination: Elimination, side: int = 0) -> TurningRows:
    """Return the pencils of an elimination with a right-hand side.

    Parameters
    ----------
    elimination : Elimination
        Of [A b], of numbers.
    side : int
        Which right-hand side, from 0.

    Examples
    --------
    >>> from linalg import eliminate
    >>> rows = turning_rows(eliminate("1 2; 3 8", "3 11"))
    >>> rows.common, bool(rows.check())
    ((1, 1), True)
    >>> rows.back[-1].after
    Hyperplane(normal=(1, 0), offset=1)
    """
    return TurningRows(elimination, side)


def _holds(equation: Hyperplane, point: Sequence[Any]) -> bool:
    terms = [a * x for a, x in zip(equation.normal, point, strict=True)]
    difference = sum(terms) - equation.offset
    if not isinstance(difference, float):
        return bool(difference == 0)
    size = sum(abs(term) for term in terms) + abs(equation.offset)
    return bool(abs(difference) <= _ROUNDING * size)
