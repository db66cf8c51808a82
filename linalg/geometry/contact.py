"""A function along a line through a point, with its tangent and its parabola, ever closer."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike

from linalg.calculus.taylor import Taylor, taylor
from linalg.check import Check
from linalg.compilation import Kernel
from linalg.geometry.zoom import Zoom
from linalg.numbers.matrices import FloatArray

__all__ = ["Contact", "most_bent"]

_DIRECTIONS = ((1, 1), (1, -1), (1, 0), (0, 1))
_ROUNDING = 64 * float(np.finfo(float).eps)
_TRUSTED = 100.0
_BENT = 1e-6  # of the values: less is no bend
_PLACES = 33


@dataclass(frozen=True, eq=False)
class Contact:
    """φ(s) = f(a + s d), its tangent, and its parabola.

    Attributes
    ----------
    zoom : Zoom
        Whose point and windows are taken.
    component : int
        Which of its functions f is, from 0.
    direction : tuple of 2 int
        The direction d.
    """

    zoom: Zoom
    component: int
    direction: tuple[int, int]

    @property
    def f(self) -> sp.Expr:
        """The function."""
        return self.zoom.jacobian.components[self.component]

    @cached_property
    def polynomials(self) -> tuple[Taylor, Taylor]:
        """Taylor's polynomials of order 1 and 2, of both variables."""
        variables = self.zoom.jacobian.variables
        first, second = (taylor(self.f, self.zoom.point, k, variables) for k in (1, 2))
        return first, second

    @cached_property
    def coefficients(self) -> FloatArray:
        """φ(0), φ'(0) and φ''(0)/2, from the polynomial of order 2."""
        second = self.polynomials[1]
        d = sp.Matrix(self.direction)
        slope, bend = second.gradient.dot(d), d.dot(second.hessian * d) / 2
        return np.array([float(sp.N(c)) for c in (second.value, slope, bend)])

    def value(self, s: ArrayLike) -> FloatArray:
        """Return φ(s)."""
        t = np.asarray(s, dtype=float)
        start = [float(c) for c in self.zoom.point]
        points = [a + d * t for a, d in zip(start, self.direction, strict=True)]
        return np.asarray(self._kernel(np.array(points).reshape(2, -1))[0]).reshape(t.shape)

    def model(self, order: int, s: ArrayLike) -> FloatArray:
        """Return the tangent (order 1) or the parabola (order 2) at s."""
        return np.polynomial.polynomial.polyval(
            np.asarray(s, dtype=float), self.coefficients[: order + 1]
        )

    def errors(self, order: int, s: ArrayLike) -> FloatArray:
        """Return how far φ is from the tangent or the parabola at s, 0 where rounding hides it."""
        t = np.asarray(s, dtype=float)
        found = np.abs(self.value(t) - self.model(order, t))
        return np.where(found > _TRUSTED * self._noise, found, 0.0)

    def factor(self, order: int) -> float:
        """By what the error falls in the last halving of s that rounding leaves; 1 if in none."""
        found = self.errors(order, self.side * self.zoom.windows)
        pairs = [(a, b) for a, b in itertools.pairwise(found) if b > 0]
        return float(pairs[-1][0] / pairs[-1][1]) if pairs else 1.0

    def order(self, order: int) -> float:
        """The order of the error in s, measured there."""
        return float(np.log2(self.factor(order)))

    @property
    def side(self) -> float:
        """The side, 1 or -1, on which errors fall all the way to the point, or are larger."""
        return max((1.0, -1.0), key=self._clear)

    def check(self) -> Check:
        """Ask both polynomials for their proofs."""
        first, second = (polynomial.check() for polynomial in self.polynomials)
        return second if first else first

    def _clear(self, side: float) -> tuple[bool, float]:
        """Tell whether both errors fall towards the point on a side, and how large the last is."""
        s = side * float(self.zoom.windows[0]) * np.linspace(0, 1, _PLACES)
        first, second = (self.errors(k, s) for k in (1, 2))
        return all(bool((np.diff(e) >= 0).all()) for e in (first, second)), float(second[-1])

    @property
    def _worth(self) -> tuple[bool, float, float]:
        """Rate how tangent, parabola and function part: clearly, all three, two of them."""
        h = float(self.zoom.windows[0])
        s = h * np.linspace(-1, 1, _PLACES)
        size = max(float(np.ptp(self.value(s))), float(np.finfo(float).tiny))
        first, second = (float(self.errors(k, h * self.side)) / size for k in (1, 2))
        bend = abs(float(self.coefficients[2])) * h * h / size
        return self._clear(self.side)[0], min(bend, first, 2 * second), bend

    @cached_property
    def _kernel(self) -> Kernel:
        return Kernel([self.f], self.zoom.jacobian.variables)

    @cached_property
    def _noise(self) -> float:
        h = float(self.zoom.windows[0])
        reach = max(abs(float(c)) for c in self.zoom.point) + h
        size = float(np.abs(self.coefficients[0]))
        return _ROUNDING * (size + float(np.abs(self.coefficients[1])) * reach)


def most_bent(zoom: Zoom) -> Contact | None:
    """Return the function and the line on which tangent, parabola and function part best.

    None where no line has a bend at the point.

    Examples
    --------
    >>> from linalg.geometry.zoom import zoom
    >>> contact = most_bent(zoom(["r*cos(t)", "r*sin(t)"], [1.5, 1]))
    >>> contact.component, contact.direction
    (1, (1, -1))
    >>> [round(contact.order(k)) for k in (1, 2)]
    [2, 3]
    >>> most_bent(zoom(["x + y", "x - y"], [0, 0])) is None
    True
    """
    best: tuple[tuple[bool, float, float], Contact] | None = None
    for component in (0, 1):
        for direction in _DIRECTIONS:
            contact = Contact(zoom, component, direction)
            worth = contact._worth
            if worth[2] > _BENT and (best is None or worth > best[0]):
                best = worth, contact
    return None if best is None else best[1]
