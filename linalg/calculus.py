"""Calculus of several variables: gradient, Jacobian, Hessian, directional derivative, Taylor.

Each is exact, and each can be compared with differences at random points (`check`), evaluated at a
point, compiled to kernels, and shown.

Source: CS231n lecture 4 and its notes on derivatives; MIT 18.02.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from linalg.check import Check
from linalg.compilation import Kernel
from linalg.differences import Difference, Formula, difference
from linalg.differentiation import (
    first_derivatives,
    natural_order,
    read_function,
    second_derivatives,
)
from linalg.errors import LinalgError, ShapeError
from linalg.record import Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from linalg.page import Page

FloatArray = NDArray[np.float64]
Point = Sequence[Any] | Mapping[Any, Any]

CHECKED_POINTS = 5


class Derivative(Record):
    """What all derivatives share: variables, a matrix of expressions, evaluation, a check."""

    variables: tuple[sp.Symbol, ...]
    matrix: sp.ImmutableMatrix
    relation: ClassVar[str]

    def compile(self) -> Kernel:
        """Kernel of the entries, row by row; see `linalg.compilation.Kernel`."""
        return Kernel(list(self.matrix), self.variables)

    def at(self, point: Point) -> Any:
        """Matrix at a point: exact for exact coordinates, floats for floats.

        Parameters
        ----------
        point : sequence, or mapping from variables or their names

        Raises
        ------
        ShapeError
            For a missing coordinate or one too many.
        """
        values = coordinates(point, self.variables)
        if any(isinstance(v, float) for v in values):
            entries = self.compile()(np.array([float(v) for v in values]))
            return entries.reshape(self.matrix.shape)
        where = dict(zip(self.variables, values, strict=True))
        return sp.ImmutableMatrix(self.matrix.xreplace(where))

    def check(self, seed: int = 0) -> Check:
        """Compare with central differences at random points where all values are finite.

        The points are first sought near the origin, then farther and farther away.
        """
        rng = np.random.default_rng(seed)
        kernel, numeric = self.compile(), self._function()
        residuals, bounds = [], []
        for scale in np.repeat([1.0, 1.0, 10.0, 100.0, 1000.0], 10 * CHECKED_POINTS):
            x = scale * rng.normal(size=len(self.variables))
            with np.errstate(all="ignore"):
                exact = kernel(x)
                found = difference(numeric, x)
            if np.isfinite(exact).all() and np.isfinite(found.value).all():
                residuals.append(exact - found.value.reshape(-1))
                size = np.maximum(1, np.abs(exact))
                bounds.append(10 * found.error.reshape(-1) + 1e-9 * size)
            if len(residuals) == CHECKED_POINTS:
                break
        if not residuals:
            raise LinalgError("no random point was found where the function has a value")
        residual, bound = np.abs(np.array(residuals)), np.array(bounds)
        return Check(self.relation, bool((residual <= bound).all()), residual, bound)

    def _function(self) -> Callable[[Any], Any]:
        """The function whose differences approximate the matrix."""
        raise NotImplementedError

    def numeric(self, point: Sequence[float], formula: Formula = "central") -> Difference:
        """The same derivative by differences, with an estimate of its error."""
        return difference(self._function(), np.asarray(point, dtype=float), formula)

    def page(self) -> Page:
        """Return the page: the function, the derivative and the check."""
        from linalg.calculus_page import derivative_page

        return derivative_page(self)


def coordinates(point: Point, variables: Sequence[sp.Symbol]) -> list[Any]:
    """Coordinates of a point in the order of the variables; exact numbers as SymPy's."""
    if isinstance(point, Mapping):
        by_name = {str(name): value for name, value in point.items()}
        if set(by_name) != {v.name for v in variables}:
            raise ShapeError(
                f"the point gives {', '.join(sorted(by_name))}, "
                f"the variables are {', '.join(v.name for v in variables)}"
            )
        point = [by_name[v.name] for v in variables]
    if len(point) != len(variables):
        raise ShapeError(
            f"a point has the {len(variables)} coordinates "
            f"{', '.join(v.name for v in variables)}; got {len(point)}"
        )
    return [_number(value) for value in point]


def _require_variables(symbols: Sequence[sp.Symbol]) -> None:
    if not symbols:
        raise ShapeError("a constant has no variables of its own: name some, as in ['x', 'y']")


def _number(value: Any) -> Any:
    if isinstance(value, float | np.floating):
        return float(value)
    if isinstance(value, Fraction):
        return sp.Rational(value.numerator, value.denominator)
    return sp.sympify(value, strict=True)


@dataclass(frozen=True, eq=False)
class Gradient(Derivative):
    """∇f, n × 1.

    Attributes
    ----------
    f : sympy.Expr
    variables : tuple of sympy.Symbol
    matrix : sympy.ImmutableMatrix
    """

    f: sp.Expr
    variables: tuple[sp.Symbol, ...]
    matrix: sp.ImmutableMatrix
    relation: ClassVar[str] = "∇f = its central differences"

    def _function(self) -> Callable[[Any], Any]:
        kernel = Kernel([self.f], self.variables)
        return lambda x: kernel(x)[0]


def gradient(f: Any, variables: Iterable[Any] | None = None) -> Gradient:
    """Differentiate a function of several variables.

    Parameters
    ----------
    f : str or sympy.Expr
        Text is read without running it.
    variables : iterable of str or sympy.Symbol, optional
        By default the symbols that occur, by name.

    Raises
    ------
    LinalgError
        If `f` holds a symbol that is not among the variables.
    ShapeError
        If there are no variables.

    Examples
    --------
    >>> g = gradient("(x + y)*z")
    >>> list(g.matrix)
    [z, z, x + y]
    >>> list(g.at([-2, 5, -4]))
    [-4, -4, 3]
    """
    expression, symbols = read_function(f, variables)
    _require_variables(symbols)
    entries = first_derivatives(expression, symbols)
    return Gradient(expression, symbols, sp.ImmutableMatrix(len(symbols), 1, entries))


@dataclass(frozen=True, eq=False)
class Jacobian(Derivative):
    """∂Fᵢ/∂xⱼ, m × n: the linear map that F is nearby.

    Attributes
    ----------
    components : tuple of sympy.Expr
    variables : tuple of sympy.Symbol
    matrix : sympy.ImmutableMatrix
    """

    components: tuple[sp.Expr, ...]
    variables: tuple[sp.Symbol, ...]
    matrix: sp.ImmutableMatrix
    relation: ClassVar[str] = "J = its central differences"

    @cached_property
    def determinant(self) -> sp.Expr:
        """By what factor a small area or volume grows; negative where it is turned over.

        Raises
        ------
        ShapeError
            If there are not as many components as variables.
        """
        if self.matrix.rows != self.matrix.cols:
            raise ShapeError(
                f"a determinant needs a square Jacobian, this one is "
                f"{self.matrix.rows} × {self.matrix.cols}"
            )
        found = sp.cancel(self.matrix.det(method="berkowitz"))
        return sp.trigsimp(found) if found.has(sp.sin, sp.cos) else found

    def _function(self) -> Callable[[Any], Any]:
        return Kernel(list(self.components), self.variables)

    def images(
        self, corner: Sequence[float], side: float, points: int = 40
    ) -> tuple[FloatArray, FloatArray]:
        """What F and its linear map make of the outline of a small square.

        Parameters
        ----------
        corner : (x, y)
        side : float
        points : int
            On each side.

        Returns
        -------
        curved, straight : ndarray, shape (2, 4 points + 1)
        """
        if self.matrix.shape != (2, 2):
            raise ShapeError("the picture of a square needs two variables and two components")
        along = np.linspace(0, 1, points, endpoint=False)
        ones, zeros = np.ones(points), np.zeros(points)
        square = np.hstack(
            [[along, zeros], [ones, along], [1 - along, ones], [zeros, 1 - along], [[0], [0]]]
        )
        start = np.asarray(corner, dtype=float)
        kernel = Kernel(list(self.components), self.variables)
        curved = kernel(start[:, None] + side * square)
        linear = np.asarray(self.at([float(c) for c in start]), dtype=float)
        return curved, kernel(start)[:, None] + side * linear @ square

    def plot(self, ax: Axes | None = None, *, corner: Any = (1.0, 0.5), side: float = 0.25) -> Axes:
        """Draw a small square's image under F, and the parallelogram that the Jacobian makes."""
        from linalg.calculus_pictures import plot_square

        return plot_square(self, ax, corner, side)


def jacobian(components: Sequence[Any], variables: Iterable[Any] | None = None) -> Jacobian:
    """Differentiate a function with several components.

    Parameters
    ----------
    components : sequence of str or sympy.Expr
    variables : iterable of str or sympy.Symbol, optional
        By default all symbols that occur, by name.

    Examples
    --------
    >>> J = jacobian(["r*cos(t)", "r*sin(t)"])
    >>> J.matrix
    Matrix([
    [cos(t), -r*sin(t)],
    [sin(t),  r*cos(t)]])
    >>> J.determinant
    r
    """
    if not components or isinstance(components, str):
        raise ShapeError("a Jacobian needs a list of components")
    given = None if variables is None else list(variables)
    read = [read_function(component, given) for component in components]
    if given is None:
        occurring = set().union(*(set(symbols) for _, symbols in read))
        symbols = tuple(sorted(occurring, key=natural_order))
    else:
        symbols = read[0][1]
    _require_variables(symbols)
    parts = tuple(expression for expression, _ in read)
    rows = [first_derivatives(part, symbols) for part in parts]
    return Jacobian(parts, symbols, sp.ImmutableMatrix(rows))


@dataclass(frozen=True, eq=False)
class Hessian(Derivative):
    """∂²f/∂xᵢ∂xⱼ, n × n, symmetric.

    Attributes
    ----------
    f : sympy.Expr
    variables : tuple of sympy.Symbol
    gradient : tuple of sympy.Expr
    lower : dict
        (i, j) with i ≥ j -> entry, where it is not 0.
    """

    f: sp.Expr
    variables: tuple[sp.Symbol, ...]
    gradient: tuple[sp.Expr, ...]
    lower: dict[tuple[int, int], sp.Expr]
    relation: ClassVar[str] = "H = the central differences of ∇f"

    @cached_property
    def matrix(self) -> sp.ImmutableMatrix:
        """The whole matrix."""
        n = len(self.variables)
        both = self.lower | {(j, i): entry for (i, j), entry in self.lower.items()}
        return sp.ImmutableMatrix(sp.SparseMatrix(n, n, both))

    def _function(self) -> Callable[[Any], Any]:
        return Kernel(list(self.gradient), self.variables)


def hessian(f: Any, variables: Iterable[Any] | None = None) -> Hessian:
    """Differentiate a function twice.

    Only the lower half is computed, and only where both variables occur together.

    Examples
    --------
    >>> hessian("x**2*y + z").matrix
    Matrix([
    [2*y, 2*x, 0],
    [2*x,   0, 0],
    [  0,   0, 0]])
    """
    expression, symbols = read_function(f, variables)
    _require_variables(symbols)
    first, second = second_derivatives(expression, symbols)
    return Hessian(expression, symbols, tuple(first), second)


@dataclass(frozen=True, eq=False)
class DirectionalDerivative(Derivative):
    """Slope of f along a direction: ∇f · u, 1 × 1.

    Attributes
    ----------
    f : sympy.Expr
    variables : tuple of sympy.Symbol
    direction : sympy.ImmutableMatrix, n × 1
        As it is used: of length 1 unless that was switched off.
    matrix : sympy.ImmutableMatrix, 1 × 1
    """

    f: sp.Expr
    variables: tuple[sp.Symbol, ...]
    direction: sp.ImmutableMatrix
    matrix: sp.ImmutableMatrix
    relation: ClassVar[str] = "∇f · u = the central difference along u"

    @property
    def slope(self) -> sp.Expr:
        """The only entry."""
        return self.matrix[0]

    def check(self, seed: int = 0) -> Check:
        """Compare with central differences along the direction at random points."""
        t = sp.Dummy("t")
        moved = {v: v + t * u for v, u in zip(self.variables, self.direction, strict=True)}
        along = gradient(self.f.xreplace(moved), [t, *self.variables])
        at_start = along.matrix[0].xreplace({t: sp.S.Zero})
        if sp.simplify(at_start - self.slope) == 0:
            return replace(along.check(seed), relation=self.relation)
        return Check(self.relation, False)

    def plot(self, ax: Axes | None = None, *, at: Sequence[float] | None = None) -> Axes:
        """Draw f along the direction, and the tangent there."""
        from linalg.calculus_pictures import plot_slope

        return plot_slope(self, ax, at or [1.0] * len(self.variables))


def directional_derivative(
    f: Any, direction: Sequence[Any], variables: Iterable[Any] | None = None, *, unit: bool = True
) -> DirectionalDerivative:
    """Slope of a function along a direction.

    Parameters
    ----------
    f : str or sympy.Expr
    direction : sequence of n exact numbers or expressions
    variables : iterable, optional
    unit : bool
        Divide the direction by its length first, so that the result is a slope.

    Raises
    ------
    ShapeError
        For a direction of the wrong length, or of length zero.

    Examples
    --------
    >>> d = directional_derivative("x**2 + y**2", [3, 4])
    >>> d.slope
    6*x/5 + 8*y/5
    >>> d.at([1, 2])[0]
    22/5
    """
    expression, symbols = read_function(f, variables)
    vector = sp.Matrix(coordinates(direction, symbols))
    length = sp.sqrt(sum(c**2 for c in vector))
    if length == 0:
        raise ShapeError("the zero vector has no direction")
    if unit:
        vector = vector / length
    slopes = zip(vector, first_derivatives(expression, symbols), strict=True)
    slope = sp.Add(*(c * partial for c, partial in slopes))
    return DirectionalDerivative(
        expression, symbols, sp.ImmutableMatrix(vector), sp.ImmutableMatrix([[slope]])
    )


@dataclass(frozen=True, eq=False)
class Taylor(Record):
    """Taylor polynomial of order 1 or 2 around a point.

    Attributes
    ----------
    f : sympy.Expr
    variables : tuple of sympy.Symbol
    point : tuple of sympy numbers
    order : int
    value : sympy.Expr
        f at the point.
    gradient : sympy.ImmutableMatrix, n × 1
        ∇f at the point.
    hessian : sympy.ImmutableMatrix or None
        n × n, for order 2.
    """

    f: sp.Expr
    variables: tuple[sp.Symbol, ...]
    point: tuple[Any, ...]
    order: int
    value: sp.Expr
    gradient: sp.ImmutableMatrix
    hessian: sp.ImmutableMatrix | None

    @cached_property
    def polynomial(self) -> sp.Expr:
        """f(a) + ∇f(a)·(x - a) + ½ (x - a)ᵀH(a)(x - a)."""
        d = sp.Matrix([v - a for v, a in zip(self.variables, self.point, strict=True)])
        linear = self.value + sum(g * c for g, c in zip(self.gradient, d, strict=True))
        if self.hessian is None:
            return linear
        return linear + (d.T * self.hessian * d)[0] / 2

    def check(self, seed: int = 0) -> Check:
        """Whether the error falls as the distance to the power order + 1, in random directions."""
        rng = np.random.default_rng(seed)
        kernel = Kernel([self.f, self.polynomial], self.variables)
        a = np.array([float(c) for c in self.point])
        ratios = []
        for _ in range(CHECKED_POINTS):
            u = rng.normal(size=len(a))
            u /= np.linalg.norm(u)
            h = np.geomspace(0.05, 0.0125, 3)
            values = kernel(a[:, None] + u[:, None] * h)
            error = np.abs(values[0] - values[1])
            ratios.append(error / h**self.order)
        # Over two halvings the share error / h^order must fall as h does, up to rounding.
        shares = np.array(ratios)
        noise = 1e-12 * max(1.0, abs(float(self.value))) / 0.0125**self.order
        residual, bound = shares[:, 2], 0.6 * shares[:, 0] + noise
        power = self.order + 1
        relation = f"f - T = O(distance^{power})"
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    def page(self) -> Page:
        """Return the page: the polynomial and what it is made of."""
        from linalg.calculus_page import taylor_page

        return taylor_page(self)

    def plot(self, ax: Axes | None = None, *, radius: float = 1.0) -> Axes:
        """Draw f and the polynomial around the point (one or two variables)."""
        from linalg.calculus_pictures import plot_taylor

        return plot_taylor(self, ax, radius)


def taylor(f: Any, at: Point, order: int = 2, variables: Iterable[Any] | None = None) -> Taylor:
    """Taylor polynomial of order 1 (the tangent plane) or 2 (the local parabola).

    Examples
    --------
    >>> taylor("exp(x)*cos(y)", [0, 0]).polynomial
    x**2/2 + x - y**2/2 + 1
    >>> taylor("(x + y)*z", [-2, 5, -4], order=1).polynomial
    -4*x - 4*y + 3*z + 12
    """
    if order not in (1, 2):
        raise LinalgError(f"the order is 1 or 2, not {order}")
    expression, symbols = read_function(f, variables)
    point = tuple(coordinates(at, symbols))
    where = dict(zip(symbols, point, strict=True))
    slope = gradient(expression, symbols).matrix.xreplace(where)
    bend = hessian(expression, symbols).matrix.xreplace(where) if order == 2 else None
    return Taylor(
        expression,
        symbols,
        point,
        order,
        expression.xreplace(where),
        sp.ImmutableMatrix(slope),
        None if bend is None else sp.ImmutableMatrix(bend),
    )
