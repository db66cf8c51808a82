"""Lines in the plane and planes in space, each the points of one linear equation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy as sp

from linalg.notation import formula
from linalg.notation.expressions import is_negative
from linalg.numbers.matrices import FloatArray

UNKNOWNS = sp.symbols("x y z")


@dataclass(frozen=True, eq=False)
class Hyperplane:
    """One equation as a line in the plane or a plane in space: normal · x = offset.

    Attributes
    ----------
    normal : tuple of n numbers
        The row of A.
    offset : number
        The entry of b.
    """

    normal: tuple[Any, ...]
    offset: Any

    @property
    def is_degenerate(self) -> bool:
        """True if the normal is zero: the equation holds everywhere, or nowhere."""
        return not any(self.normal)

    @property
    def equation(self) -> tuple[object, ...]:
        """The equation as parts of a formula, its terms in the order x, y (and z)."""
        return self.equation_in(UNKNOWNS)

    def equation_in(self, unknowns: Sequence[sp.Symbol]) -> tuple[object, ...]:
        """Return the equation with other names for the unknowns."""
        parts: list[object] = []
        for a, x in zip(self.normal, unknowns, strict=False):
            if a == 0:
                continue
            term = sp.sympify(a) * x
            if is_negative(formula(term)):
                parts += ["-", -term]
            else:
                parts += ["+", term] if parts else [term]
        return *(parts or [0]), "=", self.offset

    @property
    def nearest(self) -> FloatArray:
        """The point nearest to the origin, shape (n,), as floats."""
        normal = floats(self.normal)
        return np.asarray(normal * (float(self.offset) / (normal @ normal)))

    def section(self, low: npt.ArrayLike, high: npt.ArrayLike) -> FloatArray:
        """Return its part in a box: the ends of a segment, or the corners of a polygon in order.

        Parameters
        ----------
        low, high : array_like, shape (n,)
            Two opposite corners of the box.

        Returns
        -------
        ndarray, shape (k, n)
            k = 0 where it misses the box.

        Examples
        --------
        >>> Hyperplane((1, 1), 1).section([0, 0], [1, 1])
        array([[0., 1.],
               [1., 0.]])
        """
        n = len(self.normal)
        corners = np.array(list(np.ndindex((2,) * n)), dtype=float)
        corners = np.asarray(low) + corners * (np.asarray(high) - np.asarray(low))
        heights = corners @ floats(self.normal) - float(self.offset)
        crossings = [
            _on_edge(corners[i], corners[j], heights[i], heights[j])
            for i, j in combinations(range(2**n), 2)
            if (i ^ j).bit_count() == 1
            and heights[i] * heights[j] <= 0
            and heights[i] != heights[j]
        ]
        points = np.unique(np.round(np.array(crossings).reshape(-1, n), 12), axis=0)
        return points if n == 2 else _around(points, floats(self.normal))


def floats(numbers: Any) -> FloatArray:
    """Return a matrix of any kind, or a sequence of numbers, as an array of floats."""
    return np.array(numbers.tolist() if hasattr(numbers, "tolist") else numbers, dtype=float)


def _on_edge(start: FloatArray, end: FloatArray, above: float, below: float) -> FloatArray:
    return np.asarray(start + above / (above - below) * (end - start))


def _around(points: FloatArray, normal: FloatArray) -> FloatArray:
    """Order points of a plane as the corners of the polygon around their centre."""
    if not len(points):
        return points
    across = np.linalg.svd(normal[None, :])[2][1:]
    flat = (points - points.mean(axis=0)) @ across.T
    return np.asarray(points[np.argsort(np.arctan2(flat[:, 1], flat[:, 0]))])
