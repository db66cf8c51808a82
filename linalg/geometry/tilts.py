"""A square matrix on its way to a singular one: its last line, or plane, is tilted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp

from linalg.check import Check
from linalg.elimination.solving import determinant, rank
from linalg.geometry.hyperplanes import floats
from linalg.numbers.matrices import FloatArray
from linalg.numbers.record_matrix import RecordMatrix
from linalg.numbers.round_numbers import round_near
from linalg.numbers.zero import is_zero

__all__ = ["Tilt", "tilt"]

_SMALL = 0.1  # of the lengths of rows: a part this small is left out


@dataclass(frozen=True, eq=False)
class Tilt:
    """The straight way from an invertible matrix to one whose last row depends on the others.

    Only the last row changes, so the determinant changes in proportion, and reaches 0 at the end
    and not before: the last line becomes parallel to the first, the columns fall onto one line.

    Attributes
    ----------
    A : Matrix, n × n
        Exact and invertible.
    multiples : tuple of n - 1 Fractions
        The last row turns into the sum of so many times each row above it.
    """

    A: Any
    multiples: tuple[Fraction, ...]

    @cached_property
    def tilted(self) -> Any:
        """The singular matrix at the end."""
        return self.between(sp.Integer(1))

    @cached_property
    def determinant(self) -> Any:
        """The determinant of A."""
        return determinant(self.A)

    def between(self, share: Any) -> Any:
        """Return the exact matrix after a part of the way."""
        rows = self.A.tolist()
        pairs = list(zip(map(sp.Rational, self.multiples), rows[:-1], strict=True))
        last = [sum(k * row[j] for k, row in pairs) for j in range(len(rows))]
        rows[-1] = [(1 - share) * x + share * y for x, y in zip(rows[-1], last, strict=True)]
        return RecordMatrix(rows)

    def at(self, share: float) -> FloatArray:
        """Return the matrix after a part of the way, as floats."""
        return np.asarray((1 - share) * self._ends[0] + share * self._ends[1])

    def check(self) -> Check:
        """Compare the determinant along the way with its part, and the rank at the end."""
        n, half = self.A.shape[0], sp.Rational(1, 2)
        halved = is_zero(determinant(self.between(half)) - half * self.determinant)
        return Check.exact(
            "the determinant falls to 0 in proportion, and one dimension is lost",
            is_zero(self.determinant) is False,
            halved,
            rank(self.tilted) == n - 1,
        )

    @cached_property
    def _ends(self) -> tuple[FloatArray, FloatArray]:
        return floats(self.A), floats(self.tilted)


def tilt(A: Any) -> Tilt:
    """Return the tilt of an invertible matrix whose multiples are small round numbers.

    The last row turns into nearly what the rows above it come closest to.

    Parameters
    ----------
    A : exact matrix, n × n with n ≥ 2
        Of numbers, invertible.

    Raises
    ------
    ValueError
        If the matrix is singular already.

    Examples
    --------
    >>> from linalg import solve
    >>> record = tilt(solve("2 -1; -1 2", "0 3").A)
    >>> record.tilted, bool(record.check())
    (Matrix([
    [ 2, -1],
    [-2,  1]]), True)
    """
    if determinant(A) == 0:
        raise ValueError("the matrix is singular already: there is nothing to tilt")
    *above, last = floats(A)
    sizes = [float(np.linalg.norm(last) / np.linalg.norm(row)) for row in above]
    nearest = np.linalg.lstsq(np.array(above).T, last, rcond=None)[0]
    multiples = tuple(
        Fraction(0) if abs(k) < _SMALL * size else _signed(float(k))
        for k, size in zip(nearest, sizes, strict=True)
    )
    if not any(multiples):  # as near to one as to the other
        multiples = tuple(round_near(size) for size in sizes)
    return Tilt(A, multiples)


def _signed(k: float) -> Fraction:
    return round_near(abs(k)) * (1 if k > 0 else -1)
