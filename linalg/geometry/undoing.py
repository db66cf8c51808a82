"""The plane (or space) that a matrix has moved, on its way back under row operations.

Every row operation is a map too, and moves what A has moved by one map more. Beside A stands I and
goes through the same operations: at each moment what it has become is their product E, so that
E A stands where A stood. When that is I again, E is the inverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from linalg.check import Check
from linalg.elimination.elimination import Elimination
from linalg.geometry.ways import Way
from linalg.numbers.matrices import FloatArray
from linalg.rings.verified_products import is_product

__all__ = ["Undoing"]

_ROUNDING = 1e-9  # of floats, relative to the terms of a product


@dataclass(frozen=True, eq=False)
class Undoing:
    """The maps that a matrix becomes, from one row operation to the next.

    Attributes
    ----------
    elimination : Elimination
        Of [A I], with numbers, A of 2 or 3 rows and columns.

    Examples
    --------
    >>> from linalg import inverse
    >>> undoing = Undoing(inverse("1 3; 2 7").elimination)
    >>> [one.tolist() for one in undoing.maps]
    [[[1.0, 3.0], [2.0, 7.0]], [[1.0, 3.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]]]
    >>> print(undoing.check())
    EA stands where A stood, after every step holds exactly
    """

    elimination: Elimination

    @property
    def n(self) -> int:
        """The number of rows and columns of A."""
        return self.elimination.shape[1]

    @cached_property
    def out(self) -> Way:
        """The way of the plane from where it is to where A sends it."""
        return Way(np.array(self.elimination.A.tolist(), dtype=float))

    @cached_property
    def maps(self) -> tuple[FloatArray, ...]:
        """The matrices where A stood, before, between and after the steps, each (n, n)."""
        return tuple(
            np.array(state.tolist(), dtype=float)[:, : self.n] for state in self.elimination.states
        )

    def between(self, first: int, last: int, share: float) -> FloatArray:
        """Return the map a part of the way from before step `first` to before step `last`.

        A multiple of a row that is subtracted little by little slides everything along an axis.
        """
        return (1 - share) * self.maps[first] + share * self.maps[last]

    def check(self) -> Check:
        """Compare E A with what stands where A stood, after every step."""
        relation, n = "EA stands where A stood, after every step", self.n
        states = self.elimination.states
        if self.elimination.kind != "float":
            A = self.elimination.A
            return Check.exact(relation, *(is_product(S[:, n:], A, S[:, :n]) for S in states))
        A = np.array(self.elimination.A, dtype=float)
        wholes = [np.array(state, dtype=float) for state in states]
        residual = np.array([np.abs(W[:, n:] @ A - W[:, :n]) for W in wholes])
        bound = np.array([np.abs(W[:, n:]) @ np.abs(A) + np.abs(W[:, :n]) for W in wholes])
        bound *= _ROUNDING
        return Check(relation, bool((residual <= bound).all()), residual, bound)
