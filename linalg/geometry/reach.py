"""Right-hand sides that a singular matrix reaches, and those that it misses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.solving import Solution, null_space, solve
from linalg.geometry.hyperplanes import floats
from linalg.numbers.matrices import FloatArray
from linalg.numbers.record_matrix import RecordMatrix
from linalg.numbers.round_numbers import round_below, round_near
from linalg.numbers.zero import is_zero
from linalg.rings.verified_products import is_product

__all__ = ["Reach", "reach"]

_AWAY = 0.6  # how far a side is missed, of the size of what is there
_FEW = 20  # steps that still give whole multiples of the columns


@dataclass(frozen=True, eq=False)
class Reach:
    """Two right-hand sides of one singular matrix: with infinitely many solutions, and with none.

    Attributes
    ----------
    hit : Solution
        A combination of the columns is this side, and so are infinitely many.
    missed : Solution
        No combination of the columns is this side.
    x : Matrix, n × 1
        One solution of `hit`, near to 0.
    """

    hit: Solution
    missed: Solution
    x: Any

    @property
    def A(self) -> Any:
        """The matrix."""
        return self.hit.A

    @property
    def free(self) -> Any:
        """A direction that changes no sum: an n × 1 matrix v with Av = 0."""
        return self.hit.null_vectors[0]

    @cached_property
    def evidence(self) -> Any:
        """An m × 1 matrix y with yᵀA = 0 and yᵀb ≠ 0 for the side that is missed."""
        vectors = null_space(self.A.T)
        return next(y for y in vectors if is_zero((y.T @ self.missed.b)[0, 0]) is False)

    def at(self, s: float) -> FloatArray:
        """Return x + s v, (n,), which solves `hit` for every s."""
        return np.asarray(floats(self.x)[:, 0] + s * floats(self.free)[:, 0])

    def around(self, turn: float, radius: float) -> FloatArray:
        """Return an x, (n,), whose sum of columns swings about that of `hit`.

        Where the columns span a line it goes to and fro on it, where they span a plane it goes
        round in it; a full turn is 1.

        Parameters
        ----------
        turn : float
        radius : float
            How far the sum swings.
        """
        _, sizes, right = np.linalg.svd(floats(self.A))
        rank = int(self.hit.elimination.rank)
        swings = np.array([np.sin(2 * np.pi * turn), 1 - np.cos(2 * np.pi * turn)])[:rank]
        return np.asarray(self.at(0.0) + radius * right[:rank].T @ (swings / sizes[:rank]))

    def check(self) -> Check:
        """Put x and x + v into the one system, and compare yᵀA and yᵀb of the other."""
        A, b, y = self.A, self.hit.b, self.evidence
        return Check.exact(
            "every x + s v solves Ax = b, and yᵀA = 0 while yᵀb is not 0",
            is_product(A, self.x, b),
            is_product(A, self.x + self.free, b),
            any(self.free),
            is_product(y.T, A, sp.zeros(1, A.shape[1])),
            is_zero((y.T @ self.missed.b)[0, 0]) is False,
            self.hit.kind == "family",
            self.missed.kind == "none",
        )


def reach(A: Any, b: Any) -> Reach:
    """Return what a singular matrix reaches and what it misses; one of both is the given side.

    Parameters
    ----------
    A : exact matrix, n × n
        Of numbers, singular, not zero.
    b : exact matrix, n × 1

    Raises
    ------
    ValueError
        If every side has exactly one solution.

    Examples
    --------
    >>> from linalg import solve
    >>> given = solve("2 -1; -2 1", "0 3")
    >>> record = reach(given.A, given.b)
    >>> record.hit.b.T, record.missed.b.T, bool(record.check())
    (Matrix([[-3/2, 3/2]]), Matrix([[0, 3]]), True)
    """
    given = solve(A, b)
    if given.kind == "unique":
        raise ValueError("the matrix reaches every side in one way: it is not singular")
    if given.kind == "family":
        x = _near_zero(given)
        return Reach(given, solve(A, given.b + _aside(given)), x)
    x = _nearby(given)
    return Reach(solve(given.A, given.A @ x), given, x)


def _near_zero(given: Solution) -> Any:
    """Return a solution that is nearly the shortest: the particular one and whole parts of N."""
    x, N = given.particular, given.N
    parts = np.linalg.lstsq(floats(N), -floats(x)[:, 0], rcond=None)[0]
    rounded = [Fraction(round(float(part))) for part in parts]
    return x + N @ _column(rounded)


def _nearby(given: Solution) -> Any:
    """Return round multiples of the columns whose sum is near to a side that is missed."""
    A, b = floats(given.A), floats(given.b)[:, 0]
    parts = np.linalg.lstsq(A, b, rcond=None)[0]
    largest = float(np.abs(parts).max())
    if largest > 1e-9 * (1 + float(np.abs(b).max())):
        unit = _unit(largest)
        rounded = [round(float(part) / float(unit)) * unit for part in parts]
        if (A @ np.array(rounded, dtype=float)).any():
            return _column(rounded)
    sizes = np.linalg.norm(A, axis=0)
    longest = int(sizes.argmax())
    size = float(np.linalg.norm(b)) or float(sizes[longest])
    return _column(
        round_near(size / float(sizes[longest])) if j == longest else Fraction(0)
        for j in range(A.shape[1])
    )


def _unit(largest: float) -> Fraction:
    if largest < 1:
        return round_below(largest)
    return Fraction(1) if largest <= _FEW else round_below(largest / _FEW)


def _aside(given: Solution) -> Any:
    """Return a step that leaves all combinations of the columns, at right angles to them."""
    y = null_space(given.A.T)[0]
    size = max(float(np.abs(floats(given.b)).max()), float(np.abs(floats(given.A)).max()))
    step = round_near(_AWAY * size / float(np.linalg.norm(floats(y))))
    return sp.Rational(step.numerator, step.denominator) * y


def _column(numbers: Any) -> Any:
    return RecordMatrix([[sp.Rational(x.numerator, x.denominator)] for x in numbers])
