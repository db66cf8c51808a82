"""Gradient, Jacobian and Hessian: exact, checked against differences, compiled, shown.

Source: CS231n lecture 4 and its notes on derivatives; MIT 18.02.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from linalg.calculus.derivative import Derivative, Point, coordinates, require_variables, values_at
from linalg.calculus.differentiation import first_derivatives, second_derivatives
from linalg.calculus.figures import plot_square
from linalg.calculus.variables import read_function, read_functions, require_sure_order
from linalg.compilation import Kernel
from linalg.errors import ShapeError
from linalg.kinks.branch_cuts import require_off_the_cuts
from linalg.kinks.kinks import require_smooth
from linalg.numbers.record_matrix import RecordMatrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Gradient(Derivative):
    """∇f, n × 1.

    Attributes
    ----------
    f : sympy.Expr
    variables : tuple of sympy.Symbol
    matrix : sympy.ImmutableMatrix
    point : tuple of sympy numbers, or None
        Where the page also shows the value and the slopes.
    """

    f: sp.Expr
    variables: tuple[sp.Symbol, ...]
    matrix: sp.ImmutableMatrix
    point: tuple[Any, ...] | None = None
    relation: ClassVar[str] = "∇f = its differences"

    @property
    def functions(self) -> tuple[sp.Expr, ...]:
        """The function alone."""
        return (self.f,)

    @property
    def rows(self) -> sp.ImmutableMatrix:
        """The derivative as a row."""
        return self.matrix.T

    def _function(self) -> Callable[[Any], Any]:
        kernel = Kernel([self.f], self.variables)
        return lambda x: kernel(x)[0]


def gradient(
    f: Any, variables: Iterable[Any] | None = None, *, at: Point | None = None
) -> Gradient:
    """Differentiate a function of several variables.

    Parameters
    ----------
    f : str or sympy.Expr
        Text is read without running it.
    variables : iterable of str or sympy.Symbol, optional
        By default those that occur: of text in order of appearance, else by name. Other letters
        are parameters.
    at : sequence, or mapping from variables or their names, optional
        A point at which the page shows the value and the slopes too.

    Raises
    ------
    LinalgError
        If `f` has no real value or slope at the point, or a kink; if the point is bare numbers and
        the order of the variables is in doubt.
    ShapeError
        If there are no variables, or the point has another number of coordinates.

    Examples
    --------
    >>> g = gradient("(x + y)*z")
    >>> list(g.matrix)
    [z, z, x + y]
    >>> list(g.at([-2, 5, -4]))
    [-4, -4, 3]
    """
    expression, symbols = read_function(f, variables, parameters=True)
    require_variables(symbols)
    entries = first_derivatives(expression, symbols)
    if at is not None:
        require_sure_order([f], variables, symbols, at)
    point = None if at is None else tuple(coordinates(at, symbols))
    if point is not None:
        require_smooth(expression, entries, [], symbols, point)
        require_off_the_cuts(expression, entries, [], symbols, point)
        values_at([expression, *entries], symbols, point)
    return Gradient(expression, symbols, RecordMatrix(len(symbols), 1, entries), point)


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
    relation: ClassVar[str] = "J = its differences"

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

    @property
    def functions(self) -> tuple[sp.Expr, ...]:
        """The components."""
        return self.components

    def _function(self) -> Callable[[Any], Any]:
        return Kernel(list(self.components), self.variables)

    def images(
        self, corner: Sequence[float], side: float, points: int = 40
    ) -> tuple[FloatArray, FloatArray]:
        """Return the images of the outline of a small square under F and under its linear map.

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
            raise ShapeError("the image of a square needs two variables and two components")
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
        curved, straight = self.images(corner, side)
        linear = np.asarray(self.at([float(c) for c in corner]), dtype=float)
        return plot_square(curved, straight, side**2 * float(np.linalg.det(linear)), ax)


def jacobian(components: Sequence[Any], variables: Iterable[Any] | None = None) -> Jacobian:
    """Differentiate a function with several components.

    Parameters
    ----------
    components : sequence of str or sympy.Expr
    variables : iterable of str or sympy.Symbol, optional
        By default those that occur: of text in order of appearance, else by name. Other letters
        are parameters.

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
    parts, symbols = read_functions(components, variables, parameters=True)
    require_variables(symbols)
    rows = [first_derivatives(part, symbols) for part in parts]
    return Jacobian(tuple(parts), symbols, RecordMatrix(rows))


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
    relation: ClassVar[str] = "H = the differences of ∇f"

    @cached_property
    def matrix(self) -> sp.ImmutableMatrix:
        """The whole matrix."""
        n = len(self.variables)
        both = self.lower | {(j, i): entry for (i, j), entry in self.lower.items()}
        return RecordMatrix(sp.SparseMatrix(n, n, both))

    @property
    def functions(self) -> tuple[sp.Expr, ...]:
        """The slopes, whose slopes the Hessian holds."""
        return self.gradient

    def _function(self) -> Callable[[Any], Any]:
        return Kernel(list(self.gradient), self.variables)


def hessian(f: Any, variables: Iterable[Any] | None = None) -> Hessian:
    """Differentiate a function twice.

    Only the lower half is computed, and only where both variables occur together.

    Parameters
    ----------
    f : str or sympy.Expr
    variables : iterable of str or sympy.Symbol, optional
        By default those that occur: of text in order of appearance, else by name. Other letters
        are parameters.

    Raises
    ------
    ShapeError
        If there are no variables.

    Examples
    --------
    >>> hessian("x**2*y + z").matrix
    Matrix([
    [2*y, 2*x, 0],
    [2*x,   0, 0],
    [  0,   0, 0]])
    """
    expression, symbols = read_function(f, variables, parameters=True)
    require_variables(symbols)
    first, second = second_derivatives(expression, symbols)
    return Hessian(expression, symbols, tuple(first), second)
