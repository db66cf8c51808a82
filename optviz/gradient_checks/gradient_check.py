"""Is this gradient right? Analytic against numeric, with kinks told apart from mistakes.

Source: CS231n, notes on gradient checks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray

from linalg.calculus.differences import EPS, ErrorCurve, Formula, error_curve
from linalg.check import Check
from linalg.compilation import Kernel
from linalg.errors import ShapeError
from linalg.record import Record
from optviz.gradient_checks.figures import plot_error
from optviz.gradient_checks.gradient_verdict import (
    COARSE,
    RIGHT,
    Component,
    Verdict,
    is_symmetric_kink,
    judged,
)
from optviz.objectives.function import Function
from optviz.objectives.objective import Objective
from optviz.objectives.rounding import noise_of, steady_difference

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class GradientCheck(Record):
    """An analytic gradient beside a numeric one.

    Attributes
    ----------
    x, analytic, numeric, estimate : ndarray, shape (n,)
        The point, both gradients, and the estimated error of the numeric one.
    relative_error : ndarray, shape (n,)
        |a - b| / max(|a|, |b|), and 0 where both vanish to rounding.
    verdicts : tuple of str
        For each coordinate: ``"right"`` (up to 1e-7, or within the numeric gradient's own error),
        ``"kink"`` (the slopes to the left and to the right differ, and the analytic one lies
        between them or is one of them), ``"doubtful"``, ``"wrong"`` (above 1e-2), ``"undecided"``
        where the difference's own error is larger than what it is to find.
    low, high, noise : ndarray, shape (n,)
        Between which slopes the analytic value must lie, and how far rounding may put it outside:
        both the numeric value, but at a kink the slopes on its two sides.
    formula : {"forward", "central", "complex"}
    curve : ErrorCurve
        Error of the difference against its step, along a random direction.

    Examples
    --------
    >>> from optviz.objectives.objective import Objective
    >>> found = gradient_check(Objective("x**2 + 10*y**2"), [4, 1], [8.0, 21.0])
    >>> found.verdicts, found.relative_error.round(3).tolist()
    (('right', 'wrong'), [0.0, 0.048])
    """

    x: FloatArray
    analytic: FloatArray
    numeric: FloatArray
    estimate: FloatArray
    relative_error: FloatArray
    verdicts: tuple[Verdict, ...]
    low: FloatArray
    high: FloatArray
    noise: FloatArray
    formula: Formula
    curve: ErrorCurve

    @property
    def verdict(self) -> Verdict:
        """The worst of the coordinates' verdicts."""
        order: Sequence[Verdict] = ("wrong", "doubtful", "undecided", "kink", "right")
        return next((v for v in order if v in self.verdicts), "right")

    @property
    def kinks(self) -> tuple[int, ...]:
        """The coordinates, from 0, in which the slopes on the two sides differ."""
        return tuple(i for i, verdict in enumerate(self.verdicts) if verdict == "kink")

    @property
    def unresolved(self) -> tuple[int, ...]:
        """The coordinates, from 0, in which the difference is too inexact to tell."""
        return tuple(i for i, verdict in enumerate(self.verdicts) if verdict == "undecided")

    def check(self) -> Check:
        """Say whether no coordinate is doubtful or wrong, as far as the difference can tell.

        At a kink the difference tells nothing, and the slopes on the two sides are what counts.
        """
        relation = "the analytic gradient = the numeric one"
        if self.kinks:
            relation += ", or at a kink lies between the slopes of its two sides,"
        if self.unresolved:
            relation = f"{relation.rstrip(',')}, as far as the difference can tell,"
        outside = np.maximum(self.low - self.analytic, self.analytic - self.high)
        outside[np.isnan(outside)] = np.inf  # a gradient that is no number
        refused = {"doubtful", "wrong"}.intersection(self.verdicts)
        return Check(relation, not refused, np.maximum(outside, 0.0), self.noise)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the error against the step: truncation on the right, rounding on the left."""
        return plot_error(self.curve, ax)


def gradient_check(
    function: Function | Callable[[Any], Any],
    x: ArrayLike,
    gradient: Callable[[Any], Any] | ArrayLike | None = None,
    *,
    formula: Formula = "central",
    h: float | None = None,
    seed: int = 0,
) -> GradientCheck:
    """Compare an analytic gradient with a numeric one at a point.

    Parameters
    ----------
    function : Function, or callable from an array (n,) to a number
    x : array_like, shape (n,)
    gradient : callable or array_like, shape (n,), optional
        What to check; by default the function's own gradient.
    formula : {"forward", "central", "complex"}
        The complex step takes |z| of an expression as z or -z, by the sign of the real part. A
        plain callable must do so itself: ``np.abs`` drops the step.
    h : float, optional
        Step of the difference.
    seed : int
        Of the direction along which the error curve is drawn.

    Returns
    -------
    GradientCheck
        Both gradients, a verdict for each coordinate, and the error against the step.

    Raises
    ------
    ShapeError
        If the gradient has another shape than the point.
    ValueError
        For a plain callable without a gradient; where the function, its own gradient or the
        difference is not finite; and for a complex step through a function that returns real
        numbers only.

    Examples
    --------
    >>> from optviz.objectives.gallery import rosenbrock
    >>> gradient_check(rosenbrock(), [-1.2, 1.0]).verdict
    'right'
    >>> gradient_check(lambda x: x[0] ** 2, [3.0], lambda x: x).verdict
    'wrong'
    """
    point = np.asarray(x, dtype=float)
    value = _value(function, formula)
    analytic = _analytic(function, gradient, point)
    if analytic.shape != point.shape:
        raise ShapeError(f"the gradient has shape {analytic.shape}, the point {point.shape}")
    here = ", ".join(f"{coordinate:g}" for coordinate in point)
    if not np.isfinite(value(point)):
        raise ValueError(f"the function has no finite value at ({here})")
    if formula == "complex" and not np.iscomplexobj(value(point.astype(complex))):
        raise ValueError(
            "the function returns real numbers for complex ones, so that a complex step sees no "
            "slope: take central or forward differences"
        )
    found = steady_difference(value, point, formula, h, RIGHT)
    if not np.isfinite(found.value).all():
        raise ValueError(
            f"a {formula} difference at ({here}) leaves the function's domain, or the range of "
            "floats: move the point inside, or take another formula"
        )
    if gradient is None and not np.isfinite(analytic).all():
        raise ValueError(_why_no_gradient(value, point, analytic, here))
    size = np.maximum(np.abs(analytic), np.abs(found.value))
    gap = np.abs(analytic - found.value)
    relative = np.divide(gap, size, out=np.zeros_like(gap), where=(size > 0) & np.isfinite(gap))
    relative[gap <= 1e2 * EPS] = 0.0
    relative[~np.isfinite(gap)] = np.inf
    # A component that is nothing beside the largest one may be known to no digit.
    largest = size.max(initial=0.0, where=np.isfinite(size))
    exact = 3 * found.error <= np.maximum(COARSE * np.abs(analytic), RIGHT * largest)
    noise_of_value = noise_of(value, point)
    columns = (analytic, found.value, relative, found.error, found.h, exact)
    components = [Component(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]
    judgements = [
        judged(value, point, i, component, noise_of_value) for i, component in enumerate(components)
    ]
    verdicts = tuple(each.verdict for each in judgements)
    low, high, noise = (np.array([each[place] for each in judgements]) for place in (1, 2, 3))
    along = np.random.default_rng(seed).normal(size=len(point))
    along /= np.linalg.norm(along)
    curve = error_curve(value, point, along, float(analytic @ along), formula)
    return GradientCheck(
        x=point,
        analytic=analytic,
        numeric=found.value,
        estimate=found.error,
        relative_error=relative,
        verdicts=verdicts,
        low=low,
        high=high,
        noise=noise,
        formula=formula,
        curve=curve,
    )


def _value(function: Function | Callable[[Any], Any], formula: Formula) -> Callable[[Any], Any]:
    """The function of a point (n,), real or complex."""
    if not isinstance(function, Function):
        return function
    if formula == "complex" and isinstance(function, Objective):
        return _continued(function)
    return function.values


def _continued(objective: Objective) -> Callable[[Any], Any]:
    """An objective of complex points, analytic on either side of its kinks.

    The modulus of a complex number is real and would drop the step. The larger of z and -z, as
    NumPy compares complex numbers, goes by the real part: on either side it is analytic.
    """
    expression = objective.expression
    if not expression.has(sp.Abs, sp.sign):
        return objective.values

    def size(z: sp.Expr) -> sp.Expr:
        return sp.Max(z, -z, evaluate=False)

    expression = expression.replace(sp.sign, lambda z: z / size(z)).replace(sp.Abs, size)
    kernel = Kernel([expression], objective.variables)
    return lambda point: kernel(point)[0]


def _why_no_gradient(
    value: Callable[[Any], Any], point: FloatArray, analytic: FloatArray, here: str
) -> str:
    """Say why a function's own gradient is not finite at a point."""
    for i in np.flatnonzero(~np.isfinite(analytic)).tolist():
        with np.errstate(all="ignore"):
            kinked = is_symmetric_kink(value, point, i)
        if kinked:
            return (
                f"the function is not differentiable at ({here}): along coordinate {i + 1} its "
                "slopes on the two sides differ, so that there is no gradient to check"
            )
    return (
        f"the formula of the gradient has no finite value at ({here}), so that there is nothing "
        "to check: take a point beside it"
    )


def _analytic(function: Any, gradient: Any, point: FloatArray) -> FloatArray:
    if gradient is None:
        if not isinstance(function, Function):
            raise ValueError("a plain function needs its gradient: gradient_check(f, x, gradient)")
        gradient = function.gradients
    return np.asarray(gradient(point) if callable(gradient) else gradient, dtype=float)
