"""A least-squares loss of two weights: its ellipses, from data or from their centre and shape.

With parallel columns of data the ellipses are pairs of parallel lines, about a flat valley.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.immutable import Immutable
from linalg.numbers.matrices import columns, grid

__all__ = ["PlanarLoss"]

Floats = NDArray[np.float64]
Number = Any
"""An int, Fraction or float: exact numbers stay exact."""
Pair = tuple[Number, Number]

LONGEST = 1e14
"""Largest ratio of the two curvatures; floats cannot tell a larger one from infinity."""
_TOO_LONG = "the ellipses are too long and thin for floats: measure the weights in other units"
_LINES = 1e3  # how far the lines about a flat valley reach, in sizes of what is between them


@dataclass(frozen=True)
class PlanarLoss(Immutable):
    """The loss f(w) = ½(w - ŵ)ᵀH(w - ŵ) + f(ŵ) of two weights, H positive semidefinite, not 0.

    Parameters
    ----------
    hessian : pair of pairs
        H = ((h11, h12), (h12, h22)); XᵀX for data.
    centre : pair
        ŵ, the least-squares solution; the shortest of them if H is singular.
    least : number
        f(ŵ).

    Raises
    ------
    ValueError
        If H is not symmetric and positive semidefinite, or is 0: then f has no lowest point, or no
        other.

    Examples
    --------
    >>> loss = PlanarLoss.from_data("2 0; 0 1; 1 1", "1, 1, 2")
    >>> loss.hessian
    ((5, 1), (1, 2))
    >>> loss.centre, loss.least
    ((Fraction(5, 9), Fraction(11, 9)), Fraction(1, 18))
    """

    hessian: tuple[Pair, Pair]
    centre: Pair
    least: Number = 0

    def __post_init__(self) -> None:
        if np.shape(self.hessian) != (2, 2) or np.shape(self.centre) != (2,):
            raise ValueError("a loss of two weights needs a 2 × 2 Hessian and a centre of two")
        (a, b), (c, d) = self.hessian
        if not all(map(math.isfinite, (a, b, c, d, *self.centre, self.least))):
            raise ValueError("the Hessian, the centre or the least value is not finite")
        if b != c:
            raise ValueError(f"H = {self.hessian} is not symmetric")
        if not (a >= 0 and d >= 0 and a + d > 0 and (self.flat or a * d > b * b)):
            raise ValueError(
                f"H = {self.hessian} is not positive semidefinite, or is 0: the loss has no lowest "
                "point, or all points are"
            )
        if not self.flat and float(a + d) ** 2 > LONGEST * float(a * d - b * b):
            raise ValueError(_TOO_LONG)
        super().__post_init__()

    @classmethod
    def from_data(cls, X: object, y: object) -> PlanarLoss:
        """Return ½‖Xw - y‖² for X of shape (m, 2) and y of shape (m,), exact for exact data.

        Parameters
        ----------
        X, y : str, sequences, numpy.ndarray, sympy matrix
            As `linalg.numbers.matrices.grid` reads them; centre the columns first: there is no
            intercept.
        """
        rows, right = grid(X, "X"), columns(y, "y")
        if rows.shape[1] != 2 or right.shape != (rows.shape[0], 1):
            raise ValueError(f"X is {rows.shape} and y {right.shape}; they must be m × 2 and m × 1")
        data = rows.beside(right)
        if data.kind == "symbolic":
            raise TypeError("X and y must hold numbers, not symbols")
        first, second, target = zip(*data.rows, strict=True)
        a, b, d = _dot(first, first), _dot(first, second), _dot(second, second)
        p, q = _dot(first, target), _dot(second, target)
        if a + d == 0:
            raise ValueError("X is zero: no weights can fit anything")
        if _is_flat(a, b, d):
            # Xᵀy lies along the columns of H, which multiplies it by its trace.
            u, v = quotient(p, a + d), quotient(q, a + d)
        else:
            determinant = a * d - b * b
            u = quotient(d * p - b * q, determinant)
            v = quotient(a * q - b * p, determinant)
        residual = [x * u + z * v - t for x, z, t in data.rows]
        return cls(((a, b), (b, d)), (u, v), quotient(_dot(residual, residual), 2))

    @classmethod
    def from_ellipse(cls, centre: Pair, axes: Pair, angle: Number = 0) -> PlanarLoss:
        """Return the loss whose level ½ is the ellipse of a centre and semi-axes.

        Parameters
        ----------
        centre : pair
        axes : pair
            The semi-axes, positive; the first lies along the w₁-axis before turning.
        angle : number
            Degrees, against the clock; with 0 exact input stays exact.

        Examples
        --------
        >>> PlanarLoss.from_ellipse((2, 1), (2, 1)).hessian
        ((Fraction(1, 4), 0), (0, Fraction(1, 1)))
        """
        if not all(axis > 0 for axis in axes):
            raise ValueError(f"axes = {axes} are not both positive")
        first, second = (quotient(1, axis * axis) for axis in axes)
        upright = cls(((first, 0), (0, second)), centre)
        if upright.flat:
            raise ValueError(_TOO_LONG)
        return upright.turned(angle) if angle else upright

    def turned(self, angle: Number, about: Pair | None = None) -> PlanarLoss:
        """Return the loss turned by an angle in degrees, about its centre or another point."""
        radians = math.radians(angle)
        c, s = math.cos(radians), math.sin(radians)
        turn = np.array([[c, -s], [s, c]])
        (a, b), (_, d) = (turn @ self.matrix @ turn.T).tolist()
        return PlanarLoss(((a, b), (b, d)), self._centre_turned(turn, about), self.least)

    def _centre_turned(self, turn: Floats, about: Pair | None) -> Pair:
        if about is None:
            return self.centre
        pivot = np.array(about, dtype=float)
        x, y = (pivot + turn @ (np.array(self.centre, dtype=float) - pivot)).tolist()
        return x, y

    def __call__(self, w: Pair) -> Number:
        """Return f(w), exact where everything is."""
        gap = (w[0] - self.centre[0], w[1] - self.centre[1])
        return self.least + quotient(_dot(gap, self.hessian_times(gap)), 2)

    def gradient(self, w: Pair) -> Pair:
        """Return ∇f(w) = H(w - ŵ), exact where everything is."""
        return self.hessian_times((w[0] - self.centre[0], w[1] - self.centre[1]))

    @property
    def flat(self) -> bool:
        """True if H is singular, so that f is lowest along a whole line, its valley.

        Exact numbers decide by equality, floats by what rounding leaves.
        """
        (a, b), (_, d) = self.hessian
        return _is_flat(a, b, d)

    @property
    def pull(self) -> Pair:
        """Hŵ = Xᵀy, the pull of the data on weights that are all zero."""
        return self.hessian_times(self.centre)

    @property
    def exact(self) -> bool:
        """True if every number is an int or a Fraction."""
        numbers = (*self.hessian[0], *self.hessian[1], *self.centre, self.least)
        return all(isinstance(number, int | Fraction) for number in numbers)

    @cached_property
    def matrix(self) -> Floats:
        """H as floats, shape (2, 2)."""
        return np.array(self.hessian, dtype=float)

    @property
    def condition(self) -> float:
        """The condition number of H: the square of the ratio of the ellipses' axes."""
        if self.flat:
            return math.inf
        return float(np.linalg.cond(self.matrix))

    def slopes(self, w: ArrayLike) -> Floats:
        """Return ∇f as floats at points w of shape (..., 2)."""
        return np.asarray((np.asarray(w) - np.array(self.centre, dtype=float)) @ self.matrix)

    def values(self, w: ArrayLike) -> Floats:
        """Return f as floats at points w of shape (..., 2)."""
        gap = np.asarray(w) - np.array(self.centre, dtype=float)
        return np.asarray(float(self.least) + 0.5 * (gap * self.slopes(w)).sum(axis=-1))

    def ellipse(self, level: Number, count: int = 360) -> Floats:
        """Return the closed ellipse on which f = level, shape (count + 1, 2).

        About a flat valley: two parallel lines, far longer than anything between them, with a row
        of NaN between the two.

        Below the least value there is none: a ValueError.
        """
        height = float(level) - float(self.least)
        if height < 0:
            raise ValueError(f"level {level} lies below the least value {self.least} of the loss")
        if self.flat:
            return self._lines(height, count)
        curvatures, directions = np.linalg.eigh(self.matrix)
        angle = np.linspace(0.0, 2 * np.pi, count + 1)
        circle = np.column_stack([np.cos(angle), np.sin(angle)])
        semi_axes = np.sqrt(2.0 * height / curvatures)
        return np.asarray(np.array(self.centre, dtype=float) + circle * semi_axes @ directions.T)

    def _lines(self, height: float, count: int) -> Floats:
        _, directions = np.linalg.eigh(self.matrix)
        along, across = directions.T
        width = math.sqrt(2.0 * height / float(np.trace(self.matrix)))
        centre = np.array(self.centre, dtype=float)
        reach = _LINES * (width + float(np.linalg.norm(centre)))
        half = count // 2
        stretch = np.linspace(-reach, reach, half)[:, None] * along
        gap = np.full((count + 1 - 2 * half, 2), np.nan)
        sides = [centre + side * width * across + stretch for side in (1, -1)]
        return np.concatenate([sides[0], gap, sides[1]])

    def hessian_times(self, w: Pair) -> Pair:
        """Return Hw, exact where everything is."""
        return _dot(self.hessian[0], w), _dot(self.hessian[1], w)


def _is_flat(a: Number, b: Number, d: Number) -> bool:
    """Say whether a positive semidefinite ((a, b), (b, d)) is singular."""
    determinant = a * d - b * b
    if isinstance(determinant, int | Fraction):
        return determinant == 0
    return bool(abs(determinant) <= (a + d) ** 2 / LONGEST)


def _dot(a: tuple[Number, ...] | list[Number], b: tuple[Number, ...] | list[Number]) -> Number:
    return sum(x * y for x, y in zip(a, b, strict=True))


def quotient(a: Number, b: Number) -> Number:
    """Return a / b, a Fraction where both are exact."""
    exact = isinstance(a, int | Fraction) and isinstance(b, int | Fraction)
    return Fraction(a) / b if exact else a / b
