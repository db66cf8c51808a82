"""The slope of a function along a direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import sympy as sp

from linalg.calculus import gradient
from linalg.check import Check
from linalg.derivative import Derivative, coordinates
from linalg.differentiation import first_derivatives, read_function
from linalg.errors import ShapeError

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
    vector = sp.Matrix(coordinates(direction, symbols, "direction"))
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
