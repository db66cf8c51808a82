"""Taylor polynomials: the tangent plane and the local parabola."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from linalg.calculus.derivative import CHECKED_POINTS, Point, coordinates, values_at
from linalg.calculus.figures import plot_taylor
from linalg.calculus.gradients import gradient, hessian
from linalg.calculus.precise_differences import (
    AS_THE_STEP,
    AT_ALL,
    NO_VALUE,
    Error,
    contact_errors,
    exact,
    ratio,
    rounding_of,
)
from linalg.calculus.variables import parameters_of, read_function, require_sure_order
from linalg.check import Check
from linalg.compilation import Kernel
from linalg.errors import LinalgError
from linalg.kinks.branch_cuts import require_off_the_cuts
from linalg.kinks.kinks import require_smooth
from linalg.numbers.record_matrix import RecordMatrix
from linalg.record import Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_POWERS = {1: "", 2: "²", 3: "³"}


@dataclass(frozen=True, eq=False, kw_only=True)
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
        """f(a) + ∇f(a)·(x - a) + ½ (x - a)ᵀH(a)(x - a), multiplied out unless there are floats."""
        d = [v - a for v, a in zip(self.variables, self.point, strict=True)]
        written = self._at(d)
        return written if written.has(sp.Float) else sp.expand(written)

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The letters that are no variables."""
        return parameters_of([self.f], self.variables)

    def _at(self, steps: Sequence[sp.Expr]) -> sp.Expr:
        """The polynomial at steps from the point."""
        terms = [self.value, *(g * d for g, d in zip(self.gradient, steps, strict=True))]
        if self.hessian is not None:
            for i, step in enumerate(steps):
                terms.append(self.hessian[i, i] / 2 * step**2)
                terms += [self.hessian[i, j] * step * steps[j] for j in range(i)]
        return sp.Add(*terms)

    def check(self, seed: int = 0) -> Check:
        """Say whether value, slope and bend of f and the polynomial agree, in random directions.

        They are compared with differences of so many digits that their steps are smaller than any
        scale of the function. Parameters take positive values by chance.
        """
        rng = np.random.default_rng(seed)
        values = {p: sp.Rational(int(rng.integers(5, 40)), 13) for p in self.parameters}
        n, k = len(self.variables), self.order
        directions = rng.integers(3, 20, (CHECKED_POINTS, n)) * rng.choice(
            [-1, 1], (CHECKED_POINTS, n)
        )
        both = [[sp.Rational(s * int(c), 7) for c in u] for u in directions for s in (1, -1)]
        ratios = self._ratios(both, values, AS_THE_STEP)
        relation = f"f - T = O(distance{_POWERS[k + 1]})"
        if ratios.max() > 1:  # a function may be just smooth enough, as |x|^(5/2) at 0
            others = self._ratios(both, values, AT_ALL)
            if others.max() <= 1:
                ratios, relation = others, f"f - T = o(distance{_POWERS[k]})"
        return Check(relation, bool(ratios.max() <= 1), ratios, np.ones_like(ratios))

    def _ratios(
        self,
        directions: Iterable[Sequence[sp.Rational]],
        values: Mapping[sp.Symbol, Any],
        share: float,
    ) -> NDArray[np.float64]:
        """The errors in units of their bounds, infinite where f has no value."""
        found = [self._errors(ahead, values, share) for ahead in directions]
        return np.array([ratio(e) for errors in found for e in errors or [NO_VALUE]])

    def _errors(
        self, ahead: Sequence[sp.Rational], values: Mapping[sp.Symbol, Any], share: float
    ) -> list[Error] | None:
        """Compare f and the polynomial along a direction; None where f has no value."""
        t = sp.Dummy("t", real=True)
        ray = {
            v: exact(sp.sympify(a)) + t * u
            for v, a, u in zip(self.variables, self.point, ahead, strict=True)
        }
        f, polynomial = exact(self.f).xreplace(values), exact(self._at([t * u for u in ahead]))
        along = f.xreplace(ray)
        errors = contact_errors(along - polynomial.xreplace(values), t, self.order, share)
        if errors is None or not self._has_floats:
            return errors
        slopes = [along.diff(t, k) for k in range(self.order + 1)]
        return [
            Error(residual, bound + rounding_of(slope, {t: sp.S.Zero}))
            for (residual, bound), slope in zip(errors, slopes, strict=True)
        ]

    @property
    def _has_floats(self) -> bool:
        parts = [self.f, self.value, *map(sp.sympify, self.point)]
        return any(part.has(sp.Float) for part in parts)

    def plot(self, ax: Axes | None = None, *, radius: float = 1.0) -> Axes:
        """Draw f and the polynomial around the point (one or two variables)."""
        if len(self.variables) > 2:
            raise ValueError(f"a figure needs one or two variables, not {len(self.variables)}")
        both = Kernel([self.f, self.polynomial], self.variables)
        point = np.array([float(c) for c in self.point])
        names = [variable.name for variable in self.variables]
        return plot_taylor(both, point, radius, self.order, names, ax)

    def _brief(self) -> str:
        return f"of order {self.order} in {', '.join(v.name for v in self.variables)}"


def taylor(f: Any, at: Point, order: int = 2, variables: Iterable[Any] | None = None) -> Taylor:
    """Taylor polynomial of order 1 (the tangent plane) or 2 (the local parabola).

    Parameters
    ----------
    f : str or sympy.Expr
    at : sequence, or mapping from variables or their names
        The point.
    order : {1, 2}
    variables : iterable of str or sympy.Symbol, optional
        By default those that occur: of text in order of appearance, else by name. Other letters
        are parameters.

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
    expression, symbols = read_function(f, variables, parameters=True)
    require_sure_order([f], variables, symbols, at)
    point = tuple(coordinates(at, symbols))
    slope = gradient(expression, symbols).matrix
    bend = hessian(expression, symbols).matrix if order == 2 else ()
    require_smooth(expression, slope, bend, symbols, point)
    require_off_the_cuts(expression, slope, bend, symbols, point)
    value, *rest = values_at([expression, *slope, *bend], symbols, point)
    n = len(symbols)
    return Taylor(
        f=expression,
        variables=symbols,
        point=point,
        order=order,
        value=value,
        gradient=RecordMatrix(rest[:n]),
        hessian=RecordMatrix(n, n, rest[n:]) if order == 2 else None,
    )
