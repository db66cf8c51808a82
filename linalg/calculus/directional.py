"""The slope of a function along a direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import sympy as sp

from linalg.calculus.derivative import Derivative, Point, Values, coordinates
from linalg.calculus.differentiation import first_derivatives
from linalg.calculus.figures import plot_slope
from linalg.calculus.precise_differences import Error, slope_errors
from linalg.calculus.variables import read_function, require_sure_order
from linalg.compilation import Kernel
from linalg.errors import ShapeError
from linalg.numbers.record_matrix import RecordMatrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
    relation: ClassVar[str] = "∇f · u = the differences along u"

    @property
    def functions(self) -> tuple[sp.Expr, ...]:
        """The function alone."""
        return (self.f,)

    @property
    def slope(self) -> sp.Expr:
        """The only entry."""
        return self.matrix[0]

    def _errors(
        self, at: Sequence[sp.Rational], rng: np.random.Generator, values: Values
    ) -> list[Error] | None:
        """Compare the slope with differences along the direction, at a point."""
        t = sp.Dummy("t")
        moved = {v: v + t * u for v, u in zip(self.variables, self.direction, strict=True)}
        function, slope = self.f.xreplace(moved), self.slope
        start, ahead = (sp.S.Zero, *at), (sp.S.One, *(0 for _ in at))
        return slope_errors(
            [function.xreplace(values)],
            [slope.xreplace(values)],
            (t, *self.variables),
            start,
            ahead,
        )

    def plot(self, ax: Axes | None = None, *, at: Sequence[float] | None = None) -> Axes:
        """Draw f along the direction, and the tangent there."""
        start = np.array(at or [1.0] * len(self.variables), dtype=float)
        u = np.array([float(c) for c in self.direction])
        f = Kernel([self.f], self.variables)
        slope = float(np.asarray(self.at(start.tolist()), dtype=float).item())
        return plot_slope(lambda t: f(start[:, None] + u[:, None] * t)[0], slope, ax)


def directional_derivative(
    f: Any, direction: Point, variables: Iterable[Any] | None = None, *, unit: bool = True
) -> DirectionalDerivative:
    """Slope of a function along a direction.

    Parameters
    ----------
    f : str or sympy.Expr
    direction : sequence of n exact numbers or expressions, or a mapping from variables
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
    expression, symbols = read_function(f, variables, parameters=True)
    require_sure_order([f], variables, symbols, direction, "direction")
    vector = sp.Matrix(coordinates(direction, symbols, "direction"))
    length = sp.sqrt(sum(c**2 for c in vector))
    if length == 0:
        raise ShapeError("the zero vector has no direction")
    if unit:
        vector = vector / length
    slopes = zip(vector, first_derivatives(expression, symbols), strict=True)
    slope = sp.Add(*(c * partial for c, partial in slopes))
    return DirectionalDerivative(expression, symbols, RecordMatrix(vector), RecordMatrix([[slope]]))
