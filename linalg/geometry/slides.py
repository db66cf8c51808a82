"""Right-hand sides that slide: the lines of the row picture shift, the sum of columns follows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.solving import Solution, determinant, solve
from linalg.geometry.hyperplanes import floats
from linalg.geometry.pictures import row_picture
from linalg.numbers.matrices import FloatArray
from linalg.numbers.record_matrix import RecordMatrix
from linalg.numbers.round_numbers import round_below
from linalg.rings.verified_products import is_product

__all__ = ["Approach", "Slides", "approach", "slides"]

_FAR = 2.5  # the crossing moves so many times the half width of its picture at most
_LONG = 1.2  # and b so many times its largest number


@dataclass(frozen=True, eq=False)
class Slides:
    """One invertible matrix with a right-hand side that goes from stop to stop, and back.

    Attributes
    ----------
    stops : tuple of Solution
        The given system first and last; from each to the next b moves straight, and x with it.
    """

    stops: tuple[Solution, ...]

    def at(self, leg: int, share: float) -> tuple[FloatArray, FloatArray]:
        """Return b and x, (n,) each, after a part of the way from a stop to the next."""
        one, other = self._ends[leg], self._ends[leg + 1]
        b, x = ((1 - share) * here + share * there for here, there in zip(one, other, strict=True))
        return b, x

    def check(self) -> Check:
        """Put x into every stop; what holds at both ends of a straight way holds along it."""
        return Check.exact(
            "Ax = b at every stop",
            *(stop.kind == "unique" and bool(stop.check()) for stop in self.stops),
            self.stops[0].b == self.stops[-1].b,
        )

    @cached_property
    def _ends(self) -> tuple[tuple[FloatArray, FloatArray], ...]:
        return tuple((floats(stop.b)[:, 0], floats(stop.x)[:, 0]) for stop in self.stops)


@dataclass(frozen=True, eq=False)
class Approach:
    """An x that is put right one equation after the other, until all of them hold.

    Attributes
    ----------
    solution : Solution
        Of an invertible matrix.
    stops : tuple of n + 1 matrices, n × 1
        At the k-th the first k equations hold: the first k entries of the sum of columns are
        those of b.
    """

    solution: Solution
    stops: tuple[Any, ...]

    def at(self, leg: int, share: float) -> FloatArray:
        """Return x, (n,), after a part of the way from a stop to the next."""
        one, other = (floats(stop)[:, 0] for stop in self.stops[leg : leg + 2])
        return np.asarray((1 - share) * one + share * other)

    def check(self) -> Check:
        """Compare the first k entries of A x with those of b at the k-th stop."""
        A, b = self.solution.A, self.solution.b
        return Check.exact(
            "the first k equations hold at the k-th stop",
            *(is_product(A[:k, :], x, b[:k, :]) for k, x in enumerate(self.stops) if k),
            self.stops[-1] == self.solution.x,
        )


def slides(given: Solution) -> Slides:
    """Return stops at which one entry of b after the other has moved, the first two at most.

    Parameters
    ----------
    given : Solution
        Of an invertible exact matrix of numbers.

    Examples
    --------
    >>> from linalg import solve
    >>> record = slides(solve("2 -1; -1 2", "0 3"))
    >>> [tuple(stop.b) for stop in record.stops], [tuple(stop.x) for stop in record.stops]
    ([(0, 3), (-3, 3), (-3, 0), (0, 3)], [(1, 2), (-1, 1), (-2, -1), (1, 2)])
    >>> bool(record.check())
    True
    """
    stops = [given]
    for entry in range(2):
        step = _step(given, entry)
        moved = [solve(given.A, _moved(stops[-1].b, entry, sign * step)) for sign in (1, -1)]
        stops.append(min(moved, key=lambda stop: _size(stop, given)))
    return Slides((*stops, given))


def approach(given: Solution) -> Approach:
    """Return the way to x on which one equation after the other is put right.

    It begins where the first entry of the sum of columns is a step off, and the others are half
    of what they should be.

    Parameters
    ----------
    given : Solution
        Of an invertible exact matrix of numbers.

    Examples
    --------
    >>> from linalg import solve
    >>> record = approach(solve("2 -1; -1 2", "0 3"))
    >>> [tuple(x) for x in record.stops], bool(record.check())
    ([(-3/2, 0), (1/2, 1), (1, 2)], True)
    """
    b = given.b.tolist()
    n = len(b)
    later = [_half(right, _rational(_step(given, i))) for i, (right,) in enumerate(b)]
    first = _rational(_step(given, 0))
    starts = [[[b[0][0] + sign * first], *([right] for right in later[1:])] for sign in (1, -1)]
    ways = [
        [solve(given.A, RecordMatrix([*b[:k], *start[k:]])) for k in range(n)] for start in starts
    ]
    way = min(ways, key=lambda stops: _size(stops[0], given))
    return Approach(given, (*(stop.x for stop in way), given.x))


def _half(right: Any, step: sp.Rational) -> Any:
    """Return half of an entry of b, or if that is hardly wrong what is a step off."""
    return right / 2 if 2 * abs(right) > step else right - step


def _step(given: Solution, entry: int) -> Fraction:
    """Return how far an entry of b moves, so that both pictures show it and lose nothing."""
    A = floats(given.A)
    low, high = row_picture(given.A, given.b).box()
    moves = float(np.linalg.norm(np.linalg.inv(A)[:, entry]))
    half = float((high - low).max()) / 2
    sizes = [np.linalg.norm(A, axis=0).max(), np.linalg.norm(floats(given.b))]
    most = min(_FAR * half / moves, _LONG * float(max(sizes)))
    whole = abs(determinant(given.A))
    if whole.is_Integer and 0 < whole <= most:  # then x moves by whole numbers, if A holds such
        return Fraction(int(whole) * max(1, int(most / 2 / float(whole))))
    return round_below(most / 2)


def _moved(b: Any, entry: int, step: Fraction) -> Any:
    rows = b.tolist()
    rows[entry] = [rows[entry][0] + _rational(step)]
    return RecordMatrix(rows)


def _size(stop: Solution, given: Solution) -> float:
    """Return how far a stop reaches, compared with what is given."""
    x, b = (float(np.linalg.norm(floats(part))) for part in (stop.x, stop.b))
    scale_x, scale_b = (float(np.linalg.norm(floats(part))) for part in (given.x, given.b))
    return x / (scale_x or 1.0) + b / (scale_b or 1.0)


def _rational(x: Fraction) -> sp.Rational:
    return sp.Rational(x.numerator, x.denominator)
