"""Sums of squares ½‖r(x)‖²: the functions that Gauss-Newton and Levenberg-Marquardt are for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray

from linalg.calculus.variables import read_function, read_functions
from linalg.compilation import Kernel
from linalg.errors import ShapeError
from optviz.objectives.function import Function
from optviz.objectives.kinks import equal_shares
from optviz.objectives.objective import Objective

FloatArray = NDArray[np.float64]


class Residuals(Function, ABC):
    """A function ½‖r(x)‖² that knows its residuals and their Jacobian."""

    @property
    def floor(self) -> tuple[float | None, bool]:
        """0: a sum of squares is not negative."""
        return 0.0, True

    @abstractmethod
    def residuals(self, points: FloatArray) -> FloatArray:
        """r, shape (m, ...), at points (n, ...)."""

    @abstractmethod
    def jacobians(self, points: FloatArray) -> FloatArray:
        """∂rᵢ/∂xⱼ, shape (m, n, ...), at points (n, ...)."""


class SumOfSquares(Objective, Residuals):
    """½ Σ rᵢ², the residuals given by expressions.

    Parameters
    ----------
    residuals : sequence of str or sympy expressions
    variables : iterable of str or sympy.Symbol, optional
        By default those that occur: of text in order of appearance, else by name.
    **about
        What is known of it, such as `name` and `minima`, as in `Objective`.

    Examples
    --------
    >>> f = SumOfSquares(["10*(y - x**2)", "1 - x"], ["x", "y"])
    >>> round(f([-1.2, 1.0]), 12)
    12.1
    >>> f.jacobians(np.array([-1.2, 1.0]))
    array([[24., 10.],
           [-1.,  0.]])
    """

    def __init__(
        self,
        residuals: Sequence[str | sp.Expr],
        variables: Iterable[str | sp.Symbol] | None = None,
        **about: Any,
    ) -> None:
        if not residuals:
            raise ShapeError("a sum of squares needs at least one residual")
        parts, symbols = read_functions(residuals, variables)
        half = sum((p**2 for p in parts), sp.S.Zero) / 2
        super().__init__(half, symbols, **about)
        self.parts = parts

    @cached_property
    def residual_kernel(self) -> Kernel:
        """The residuals, then their partial derivatives row by row."""
        entries = [slope for part in self.parts for slope in equal_shares(part, self.variables)]
        return Kernel([*self.parts, *entries], self.variables)

    def residuals(self, points: FloatArray) -> FloatArray:
        """r, shape (m, ...), at points (n, ...)."""
        return self.residual_kernel[: len(self.parts)](points)

    def jacobians(self, points: FloatArray) -> FloatArray:
        """∂rᵢ/∂xⱼ, shape (m, n, ...), at points (n, ...)."""
        entries = self.residual_kernel[len(self.parts) :](points)
        return entries.reshape(len(self.parts), self.n, *entries.shape[1:])


def curve_fit(
    model: str | sp.Expr,
    parameters: Iterable[str | sp.Symbol],
    at: str | sp.Symbol,
    positions: ArrayLike,
    measured: ArrayLike,
    **about: Any,
) -> SumOfSquares:
    """Least-squares fit of a curve: residuals model(position) - measured.

    Parameters
    ----------
    model : str or sympy expression
        In the parameters and the variable `at`.
    parameters : iterable of str or sympy.Symbol
    at : str or sympy.Symbol
    positions, measured : array_like, shape (m,)
    **about
        As in `SumOfSquares`.

    Returns
    -------
    SumOfSquares
        In the parameters, with a residual for each position.

    Examples
    --------
    >>> f = curve_fit("a*exp(-b*t)", "ab", "t", [0, 1, 2], [2.0, 1.0, 0.5])
    >>> round(f([2.0, np.log(2)]), 12)
    0.0
    """
    names = [*parameters, at]
    expression, symbols = read_function(model, names)
    t, y = np.asarray(positions, dtype=float), np.asarray(measured, dtype=float)
    if t.shape != y.shape or t.ndim != 1:
        raise ShapeError(f"positions {t.shape} and measurements {y.shape} must be two equal lists")
    pairs = zip(t.tolist(), y.tolist(), strict=True)
    residuals = [expression.xreplace({symbols[-1]: sp.Float(a)}) - sp.Float(b) for a, b in pairs]
    return SumOfSquares(residuals, symbols[:-1], **about)
