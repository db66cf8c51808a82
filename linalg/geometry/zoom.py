"""A map of the plane near a point, magnified: the closer, the more it is its Jacobian.

A window around the point shrinks, and its image is magnified by the same factor. What is left
between the image and that of the linear map J falls with the window, and the area of a small
square's image over the area of the square comes to det J.

Source: MIT 18.02, on changes of variables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike

from linalg.calculus.derivative import Point, coordinates
from linalg.calculus.gradients import Jacobian, gradient, jacobian
from linalg.calculus.taylor import taylor
from linalg.check import Check
from linalg.compilation import Kernel
from linalg.errors import LinalgError, ShapeError
from linalg.numbers.matrices import FloatArray

__all__ = ["HALVINGS", "InvisibleWindowError", "Zoom", "zoom"]

HALVINGS = 6
"""How often the window is halved."""

_GRID = 33  # points of a window in a row, where the distance from J is measured
_EPS = float(np.finfo(float).eps)
_ROUNDING = 64 * _EPS  # of the numbers that are subtracted
_TRUSTED = 100.0  # times its rounding a distance is, at least, before an order is read off
_BENT = 0.1  # of the size of J: more is no straight image
_SEEN = 1e-3  # of a window: rounding must stay below it, or nothing is seen but rounding
_PANELS, _NODES = 16, 8  # of the rules that integrate along an edge and over a square
_SAME = 1e-9  # of an area


class InvisibleWindowError(LinalgError):
    """A first window that cannot be drawn."""


@dataclass(frozen=True, eq=False)
class Zoom:
    """Two functions of two variables in ever smaller windows around a point.

    A window is the square a + hu, where the coordinates of u lie between -1 and 1.

    Attributes
    ----------
    jacobian : Jacobian
    point : tuple of 2 sympy numbers
        The point a.
    side : sympy number
        Of the first window.
    """

    jacobian: Jacobian
    point: tuple[Any, ...]
    side: Any

    @cached_property
    def matrix(self) -> sp.ImmutableMatrix:
        """J at the point, exact for exact coordinates."""
        return sp.ImmutableMatrix(self.jacobian.at(self.point))

    @cached_property
    def linear(self) -> FloatArray:
        """J at the point, (2, 2), as floats."""
        return np.array(self.matrix.evalf().tolist(), dtype=float)

    @cached_property
    def determinant(self) -> sp.Expr:
        """The determinant of J at the point; 0 for floats that are so up to rounding."""
        (a, b), (c, d) = self.matrix.tolist()
        found = sp.simplify(a * d - b * c)
        terms = abs(sp.N(a * d)) + abs(sp.N(b * c))
        return sp.S.Zero if abs(sp.N(found)) <= _ROUNDING * terms else found

    @property
    def rank(self) -> int:
        """The dimension of what J makes of the plane: 2, a line (1), or a point (0)."""
        if self.determinant != 0:
            return 2
        return int(any(entry != 0 for entry in self.matrix))

    @cached_property
    def windows(self) -> FloatArray:
        """The values of h: half the side of the first window, halved again and again."""
        return np.asarray(float(self.side) / 2 / 2.0 ** np.arange(HALVINGS + 1))

    def image(self, u: ArrayLike, h: float) -> FloatArray:
        """Return F(a + hu) - F(a), magnified by 1/h, for points u, (2, ...)."""
        directions = np.asarray(u, dtype=float)
        beside = (slice(None), *[None] * (directions.ndim - 1))
        start, value = self._start
        values = self._kernel(start[beside] + h * directions)
        return np.asarray((values - value[beside]) / h)

    def straight(self, u: ArrayLike) -> FloatArray:
        """Return Ju for points u, (2, ...): what the image becomes."""
        return np.tensordot(self.linear, np.asarray(u, dtype=float), axes=1)

    def gap(self, h: float) -> float:
        """Return the largest distance of F(a + hu) from F(a) + hJu in a window, over h."""
        return float(np.hypot(*(self.image(_LATTICE, h) - self.straight(_LATTICE))).max())

    @cached_property
    def distances(self) -> FloatArray:
        """The largest distance of F from its linear map in each window."""
        return np.array([h * self.gap(h) for h in self.windows])

    @cached_property
    def trusted(self) -> int:
        """In how many windows, from the first on, the distance is far above rounding."""
        small = self.distances <= _TRUSTED * self._noise
        return int(small.argmax()) if small.any() else len(small)

    @property
    def is_straight(self) -> bool:
        """True if there is no distance from the linear map in any window, up to rounding."""
        return bool((self.distances <= _TRUSTED * self._noise).all())

    @property
    def factor(self) -> float:
        """By what the distance falls when the smallest trusted window was made by halving."""
        last = self.trusted - 1
        return float(self.distances[last - 1] / self.distances[last]) if last > 0 else np.nan

    @property
    def order(self) -> float:
        """The order of the distance in h, measured there: 2 means a quarter for half a window."""
        return float(np.log2(self.factor))

    def area(self, h: float) -> float:
        """Return the signed area of the image of the square from a to a + (h, h), over h².

        It is integrated along the outline, so that a square turned over has a negative area.
        """
        return self._along_the_outline(h, _PANELS)

    @cached_property
    def areas(self) -> FloatArray:
        """The ratio of the areas for each window."""
        return np.array([self.area(h) for h in self.windows])

    def check(self) -> Check:
        """Compare J with differences, F - its linear map with O(h²), areas with ∬ det J."""
        parts = [self.jacobian.check()]
        parts += [taylor(f, self.point, 1, self.jacobian.variables).check() for f in self._F]
        if not all(parts):
            return next(part for part in parts if not part)
        return self._compared_areas()

    def require_visible(self) -> None:
        """Refuse a first window that cannot be drawn.

        Raises
        ------
        InvisibleWindowError
            Where F has no value somewhere in the window, rounding would be seen, or the image is
            still bent in the last window.
        LinalgError
            Where F is constant.
        """
        sizes = float(np.abs(self.linear).max()), *(self.gap(h) for h in self.windows)
        if not np.isfinite(sizes).all():
            raise InvisibleWindowError(
                "F has no value everywhere in the first window: take a smaller side"
            )
        if not any(sizes):
            raise LinalgError("F does not change near the point: take other functions")
        if self._noise > _SEEN * self.windows[-1] * max(sizes):
            raise InvisibleWindowError(
                "the side is too small beside the point or the values of F, so that rounding "
                "would be seen: take a larger side"
            )
        if sizes[-1] > _BENT * (sizes[0] or max(sizes)) or not self._compared_areas():
            raise InvisibleWindowError(
                f"F bends too much to be seen straight {2**HALVINGS} times closer: take a "
                "smaller side"
            )

    def _compared_areas(self) -> Check:
        """Compare the areas from outlines with ∬ det J, both as sure as finer rules make them."""
        (outline, inside), (rough_outline, rough_inside) = (
            np.array([[rule(h, panels) for h in self.windows] for rule in self._rules])
            for panels in (_PANELS, _PANELS // 2)
        )
        scale = max(float(np.abs(self.linear).max()) ** 2, float(np.abs(inside).max()))
        bound = np.abs(outline - rough_outline) + np.abs(inside - rough_inside) + _SAME * scale
        bound += self._noise / self.windows * np.sqrt(scale)
        residual = np.abs(self.areas - inside)
        relation = "area of the image = ∬ det J"
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    @property
    def _rules(self) -> tuple[Callable[[float, int], float], ...]:
        """The area from the outline, and as ∬ det J."""
        return self._along_the_outline, self._over_the_square

    @property
    def _F(self) -> tuple[sp.Expr, ...]:
        return self.jacobian.components

    @cached_property
    def _kernel(self) -> Kernel:
        return Kernel(list(self._F), self.jacobian.variables)

    @cached_property
    def _start(self) -> tuple[FloatArray, FloatArray]:
        """The point and its image, as floats."""
        start = np.array([float(c) for c in self.point])
        return start, np.asarray(self._kernel(start[:, None])[:, 0])

    @cached_property
    def _noise(self) -> float:
        """The distance that rounding may make."""
        start, value = self._start
        reach = float(np.abs(start).max() + self.windows[0])
        return _ROUNDING * float(np.abs(value).max() + np.abs(self.linear).max() * reach)

    def _along_the_outline(self, h: float, panels: int) -> float:
        """Integrate X dY along the square's outline: the signed area of the image, over h²."""
        t, weights = _gauss(panels)
        total = 0.0
        for foot, ahead in zip(_CORNERS, np.roll(_CORNERS, -1, axis=0) - _CORNERS, strict=True):
            u = foot[:, None] + ahead[:, None] * t
            slopes = self._slopes(u, h)[1]
            total += float(weights @ (self.image(u, h)[0] * (ahead @ slopes)))
        return total

    def _over_the_square(self, h: float, panels: int) -> float:
        """Integrate det J over the square, over h²."""
        t, weights = _gauss(panels)
        (a, b), (c, d) = self._slopes(np.array(np.meshgrid(t, t)), h)
        return float(weights @ (a * d - b * c) @ weights)

    def _slopes(self, u: FloatArray, h: float) -> FloatArray:
        """Return J at the points a + hu, (2, 2, ...)."""
        start, _ = self._start
        points = start[(slice(None), *[None] * (u.ndim - 1))] + h * u
        entries = self.jacobian.compile()(points)
        return np.asarray(entries).reshape(2, 2, *u.shape[1:])


def zoom(
    components: Sequence[Any], at: Point, side: Any = 2, variables: Sequence[Any] | None = None
) -> Zoom:
    """Look at two functions of two variables ever more closely around a point.

    Parameters
    ----------
    components : sequence of 2 str or sympy.Expr
    at : sequence, or mapping from variables or their names
        The point.
    side : number
        Of the first window around it.
    variables : sequence of str or sympy.Symbol, optional
        By default those that occur.

    Raises
    ------
    ShapeError
        If there are not two functions of two variables.
    LinalgError
        If F has no real value or slope at the point, or a kink; if the first window cannot be
        drawn.

    Examples
    --------
    >>> polar = zoom(["r*cos(t)", "r*sin(t)"], [sp.Rational(3, 2), sp.pi / 3])
    >>> polar.jacobian.determinant, polar.determinant
    (r, 3/2)
    >>> polar.areas.round(3).tolist()
    [2.0, 1.75, 1.625, 1.562, 1.531, 1.516, 1.508]
    >>> round(polar.order, 2)
    2.0
    >>> print(polar.check())  # doctest: +ELLIPSIS
    area of the image = ∬ det J holds within rounding: ...
    """
    record = jacobian(components, variables)
    m, n = record.matrix.shape
    if (m, n) != (2, 2):
        names = ", ".join(v.name for v in record.variables)
        raise ShapeError(
            f"a picture needs 2 functions of 2 variables, not {m} of {n} ({names}); "
            "put numbers for other letters"
        )
    point = tuple(sp.sympify(c) for c in coordinates(at, record.variables))
    for component in record.components:
        gradient(component, record.variables, at=point)  # refuses kinks and what has no value
    if not float(side) > 0:
        raise LinalgError(f"the side of a window is positive, not {side}")
    made = Zoom(record, point, sp.sympify(side))
    made.require_visible()
    return made


_LATTICE: FloatArray = np.array(np.meshgrid(*[np.linspace(-1, 1, _GRID)] * 2))
_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def _gauss(panels: int) -> tuple[FloatArray, FloatArray]:
    """Return nodes and weights of Gauss's rule on so many equal parts of [0, 1]."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    t = (np.arange(panels)[:, None] + (nodes + 1) / 2) / panels
    return t.ravel(), np.tile(weights / 2 / panels, panels)
