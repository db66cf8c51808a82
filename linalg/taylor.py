"""Taylor polynomials: the tangent plane and the local parabola."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from linalg.branch_cuts import require_off_the_cuts
from linalg.calculus import gradient, hessian
from linalg.check import Check
from linalg.compilation import Kernel
from linalg.derivative import CHECKED_POINTS, Point, coordinates, values_at
from linalg.differentiation import read_function
from linalg.errors import LinalgError
from linalg.kinks import require_smooth
from linalg.record import Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from linalg.page import Page

_POWERS = {2: "²", 3: "³"}


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
        relation = f"f - T = O(distance{_POWERS[power]})"
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

    Parameters
    ----------
    f : str or sympy.Expr
    at : sequence, or mapping from variables or their names
        The point.
    order : {1, 2}
    variables : iterable of str or sympy.Symbol, optional
        By default the symbols that occur, by name.

    Raises
    ------
    LinalgError
        For another order, or where f or a derivative has no real value at the point, or a kink.
    ShapeError
        For a missing coordinate or one too many.

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
    slope = gradient(expression, symbols).matrix
    bend = hessian(expression, symbols).matrix if order == 2 else ()
    require_smooth(expression, slope, bend, symbols, point)
    require_off_the_cuts(expression, slope, bend, symbols, point)
    value, *rest = values_at([expression, *slope, *bend], symbols, point)
    n = len(symbols)
    return Taylor(
        expression,
        symbols,
        point,
        order,
        value,
        sp.ImmutableMatrix(rest[:n]),
        sp.ImmutableMatrix(n, n, rest[n:]) if order == 2 else None,
    )
