"""Objectives: a function to minimise, with its exact gradient and Hessian, at one point or many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from linalg.calculus.differentiation import second_derivatives
from linalg.calculus.variables import read_function
from linalg.compilation import Kernel
from linalg.errors import ShapeError
from linalg.record import as_json
from optviz.figures import Window
from optviz.objectives.contours import window_around
from optviz.objectives.figures import plot_contours
from optviz.objectives.function import FloatArray, Function
from optviz.objectives.kinks import equal_shares, where_it_exists

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Point = tuple[float, ...]


class Objective(Function):
    """A function given by an expression, differentiated exactly and compiled.

    At a kink the gradient is by one rule, and a Hessian that does not exist is NaN:
    `optviz.objectives.kinks`.

    Parameters
    ----------
    expression : str or sympy expression
        Text is read without running it.
    variables : iterable of str or sympy.Symbol, optional
        Order of the coordinates; by default as they occur: of text in order of
        appearance, else by name.
    name : str
    minima : sequence of points
        Known global minimisers.
    domain : sequence of (low, high)
        The window, one interval a coordinate, in which the function is usually looked at.
    source : str
        Where it comes from.

    Raises
    ------
    LinalgError
        For an undeclared symbol, a function without a kernel, or an expression without variables.

    Examples
    --------
    >>> f = Objective("x**2 + 10*y**2")
    >>> f([4, 1])
    26.0
    >>> f.gradient([4, 1])
    array([ 8., 20.])
    >>> f.hessian([4, 1])
    array([[ 2.,  0.],
           [ 0., 20.]])
    >>> f([[4, 1], [0, 1]])
    array([26., 10.])
    """

    def __init__(
        self,
        expression: str | sp.Expr,
        variables: Iterable[str | sp.Symbol] | None = None,
        *,
        name: str = "f",
        minima: Sequence[Sequence[float]] = (),
        domain: Sequence[tuple[float, float]] = (),
        source: str = "",
    ) -> None:
        self.expression, self.variables = read_function(expression, variables)
        if not self.variables:
            raise ShapeError(f"{self.expression} is a constant: there is nothing to minimise")
        self.names = tuple(v.name for v in self.variables)
        self.name = name
        self.minima: tuple[Point, ...] = tuple(tuple(map(float, m)) for m in minima)
        self.domain = tuple(domain)
        self.source = source
        if any(len(m) != self.n for m in self.minima) or len(self.domain) not in (0, self.n):
            raise ShapeError(f"the minima and the domain of {name} need {self.n} coordinates")
        self._derivatives = second_derivatives(self.expression, self.variables)

    @property
    def window(self) -> Window:
        """The window in which to look at a function of two variables.

        The domain, else what holds the known minima, else from -5 to 5.
        """
        if self.domain:
            return self.domain[0], self.domain[1]
        return window_around(self, []) if self.minima else ((-5.0, 5.0), (-5.0, 5.0))

    @property
    def gradient_expressions(self) -> list[sp.Expr]:
        """∂f/∂x for each variable."""
        return self._derivatives[0]

    @property
    def hessian_expressions(self) -> dict[tuple[int, int], sp.Expr]:
        """Lower half of the Hessian, (i, j) with i ≥ j, where it is not 0."""
        return self._derivatives[1]

    @property
    def is_quadratic(self) -> bool:
        """True if its Hessian is the same everywhere.

        Examples
        --------
        >>> Objective("x**2 + 10*y**2").is_quadratic, Objective("x**4").is_quadratic
        (True, False)
        """
        return not any(entry.free_symbols for entry in self.hessian_expressions.values())

    @cached_property
    def floor(self) -> tuple[float | None, bool]:
        """0, where the expression can be seen not to be negative.

        Examples
        --------
        >>> [Objective(f).floor for f in ("x**2*y**2", "exp(-x**2)", "x**2 - y")]
        [(0.0, True), (0.0, False), (None, True)]
        """
        real = {v: sp.Dummy(v.name, real=True) for v in self.variables}
        expression = self.expression.xreplace(real)
        if expression.is_nonnegative:
            return 0.0, not expression.is_positive
        return None, True

    def underflows(self, points: FloatArray) -> NDArray[np.bool_]:
        """Say for each point, (n, K), whether a value that floats show as 0 is not.

        Examples
        --------
        >>> Objective("x**2*exp(-x**2)").underflows(np.array([[0.0, 30.0]]))
        array([False,  True])
        """
        exact = [
            self.expression.xreplace(dict(zip(self.variables, map(sp.Float, point), strict=True)))
            for point in np.transpose(points).tolist()
        ]
        return np.array([bool(value.evalf().is_nonzero) for value in exact], dtype=bool)

    @cached_property
    def kernel(self) -> Kernel:
        """Value and gradient: first the value, then n partial derivatives."""
        slopes = equal_shares(self.expression, self.variables, self.gradient_expressions)
        return Kernel([self.expression, *slopes], self.variables)

    @cached_property
    def value_kernel(self) -> Kernel:
        """The value alone."""
        return self.kernel[:1]

    @cached_property
    def gradient_kernel(self) -> Kernel:
        """The gradient alone."""
        return self.kernel[1:]

    @cached_property
    def hessian_entries(self) -> dict[tuple[int, int], sp.Expr]:
        """The entries of `hessian_expressions`, NaN where they do not exist."""
        return {ij: where_it_exists(entry) for ij, entry in self.hessian_expressions.items()}

    @cached_property
    def hessian_kernel(self) -> Kernel:
        """The `hessian_entries`, in order."""
        return Kernel(list(self.hessian_entries.values()), self.variables)

    def values(self, points: FloatArray) -> FloatArray:
        """f, shape (...), at points (n, ...)."""
        values: FloatArray = self.value_kernel(points)[0]
        return values

    def gradients(self, points: FloatArray) -> FloatArray:
        """∇f, shape (n, ...), at points (n, ...)."""
        return self.gradient_kernel(points)

    def evaluate(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """F and ∇f together, from one pass."""
        values = self.kernel(points)
        return values[0], values[1:]

    def hessians(self, points: FloatArray) -> FloatArray:
        """∇²f, shape (n, n, ...), at points (n, ...)."""
        hessian = np.zeros((self.n, self.n, *np.shape(points)[1:]))
        for (i, j), entry in zip(
            self.hessian_expressions, self.hessian_kernel(points), strict=True
        ):
            hessian[i, j] = hessian[j, i] = entry
        return hessian

    def to_dict(self) -> dict[str, Any]:
        """Return the expressions and what is known of the function as data for `json.dumps`."""
        about = {
            "record": type(self).__name__,
            "name": self.name,
            "variables": self.names,
            "expression": self.expression,
            "gradient": self.gradient_expressions,
            "hessian": sp.Matrix(self.n, self.n, self._hessian_entry),
            "minima": self.minima,
            "domain": self.domain,
            "source": self.source,
        }
        return {name: as_json(value) for name, value in about.items()}

    def _hessian_entry(self, i: int, j: int) -> sp.Expr:
        return self.hessian_expressions.get((max(i, j), min(i, j)), sp.S.Zero)

    def plot(self, ax: Axes | None = None, *, window: Window | None = None) -> Axes:
        """Draw the level sets of a function of two variables, and its known minima.

        Parameters
        ----------
        ax : matplotlib axes, optional
        window : ((left, right), (bottom, top)), optional
            By default the objective's own.

        Raises
        ------
        ValueError
            For a function of another number of variables.
        """
        return plot_contours(self, self.window if window is None else window, ax)
