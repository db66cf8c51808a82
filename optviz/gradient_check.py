"""Is this gradient right? Analytic against numeric, with kinks told apart from mistakes.

Source: CS231n, notes on gradient checks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.differences import EPS, ErrorCurve, Formula, difference, error_curve
from linalg.errors import ShapeError
from linalg.record import Record
from optviz.objective import Function

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from linalg.page import Page

FloatArray = NDArray[np.float64]
Verdict = Literal["right", "kink", "doubtful", "wrong"]

RIGHT, DOUBTFUL = 1e-7, 1e-2
"""Relative errors up to which a gradient is right, and above which it is wrong."""


@dataclass(frozen=True, eq=False)
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
        between them or is one of them), ``"doubtful"``, ``"wrong"`` (above 1e-2).
    formula : {"forward", "central", "complex"}
    curve : ErrorCurve
        Error of the difference against its step, along a random direction.

    Examples
    --------
    >>> from optviz.objective import Objective
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
    formula: Formula
    curve: ErrorCurve

    @property
    def verdict(self) -> Verdict:
        """The worst of the coordinates' verdicts."""
        order: Sequence[Verdict] = ("wrong", "doubtful", "kink", "right")
        return next((v for v in order if v in self.verdicts), "right")

    def check(self) -> Check:
        """Whether no coordinate is doubtful or wrong."""
        gap = np.abs(self.analytic - self.numeric)
        size = np.maximum(np.abs(self.analytic), np.abs(self.numeric))
        bound = np.maximum(RIGHT * size, 3 * self.estimate) + 1e2 * EPS
        allowed = np.array([verdict in ("right", "kink") for verdict in self.verdicts])
        bound = np.where(allowed, np.maximum(bound, gap), bound)
        return Check("the analytic gradient = the numeric one", bool(allowed.all()), gap, bound)

    def page(self) -> Page:
        """Return the page: both gradients, their relative error, the verdicts."""
        from optviz.gradient_check_page import gradient_check_page

        return gradient_check_page(self)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the error against the step: truncation on the right, rounding on the left."""
        from optviz.gradient_check_page import plot_error

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
        For a plain callable without a gradient, and where the function or the difference is not
        finite.

    Examples
    --------
    >>> from optviz.gallery import rosenbrock
    >>> gradient_check(rosenbrock(), [-1.2, 1.0]).verdict
    'right'
    >>> gradient_check(lambda x: x[0] ** 2, [3.0], lambda x: x).verdict
    'wrong'
    """
    point = np.asarray(x, dtype=float)
    value = _value(function)
    analytic = _analytic(function, gradient, point)
    if analytic.shape != point.shape:
        raise ShapeError(f"the gradient has shape {analytic.shape}, the point {point.shape}")
    here = ", ".join(f"{coordinate:g}" for coordinate in point)
    if not np.isfinite(value(point)):
        raise ValueError(f"the function has no finite value at ({here})")
    found = difference(value, point, formula, h=h)
    if not np.isfinite(found.value).all():
        raise ValueError(
            f"a {formula} difference at ({here}) leaves the function's domain, or the range of "
            "floats: move the point inside, or take another formula"
        )
    size = np.maximum(np.abs(analytic), np.abs(found.value))
    gap = np.abs(analytic - found.value)
    relative = np.divide(gap, size, out=np.zeros_like(gap), where=(size > 0) & np.isfinite(gap))
    relative[gap <= 1e2 * EPS] = 0.0
    relative[~np.isfinite(gap)] = np.inf
    verdicts = tuple(
        _verdict(value, point, i, float(relative[i]), found.value[i], analytic[i], found.error[i])
        for i in range(len(point))
    )
    along = np.random.default_rng(seed).normal(size=len(point))
    along /= np.linalg.norm(along)
    curve = error_curve(value, point, along, float(analytic @ along), formula)
    return GradientCheck(
        point, analytic, found.value, found.error, relative, verdicts, formula, curve
    )


def _value(function: Function | Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The function of a point (n,), real or complex."""
    return function.values if isinstance(function, Function) else function


def _analytic(function: Any, gradient: Any, point: FloatArray) -> FloatArray:
    if gradient is None:
        if not isinstance(function, Function):
            raise ValueError("a plain function needs its gradient: gradient_check(f, x, gradient)")
        gradient = function.gradients
    return np.asarray(gradient(point) if callable(gradient) else gradient, dtype=float)


def _verdict(
    value: Callable[[Any], Any],
    x: FloatArray,
    i: int,
    relative: float,
    numeric: float,
    analytic: float,
    estimate: float,
) -> Verdict:
    if relative <= RIGHT or abs(numeric - analytic) <= 3 * estimate <= 1e-4 * abs(analytic):
        # A central difference does not see a kink that is the same on both sides, as |x| at 0.
        return "kink" if _is_symmetric_kink(value, x, i) else "right"
    left, right, noise = one_sided_slopes(value, x, i)
    gap = abs(left - right)
    within = min(left, right) - noise <= analytic <= max(left, right) + noise
    if gap > 100 * noise and gap > 1e-4 * max(abs(left), abs(right)) and within:
        return "kink"
    return "doubtful" if relative <= DOUBTFUL else "wrong"


def _is_symmetric_kink(value: Callable[[Any], Any], x: FloatArray, i: int) -> bool:
    """Whether the slopes on the two sides differ, and go on differing nearer by."""
    gaps = []
    for h in (1e-6, 1e-7):
        left, right, noise = one_sided_slopes(value, x, i, h)
        gaps.append(abs(left - right))
        if not gaps[-1] > max(100 * noise, 1e-4 * max(abs(left), abs(right))):
            return False
    return gaps[1] > 0.5 * gaps[0]


def one_sided_slopes(
    value: Callable[[Any], Any], x: FloatArray, i: int, h: float = 1e-6
) -> tuple[float, float, float]:
    """Slopes to the left and to the right of coordinate i, and how much of them is rounding.

    Second-order differences, so that curvature does not look like a kink.
    """

    def at(t: float) -> float:
        moved = x.copy()
        moved[i] += t
        return float(value(moved))

    here, above, below = at(0.0), at(2 * h), at(-2 * h)
    right = (4 * at(h) - above - 3 * here) / (2 * h)
    left = (3 * here - 4 * at(-h) + below) / (2 * h)
    size, rise = max(map(abs, (here, above, below))), max(abs(above - here), abs(below - here))
    # x ± h is rounded too; and a millionth of the rise, for what cancels inside the function.
    rounding = 8 * EPS * (size + rise * abs(float(x[i])) / h)
    return left, right, max(rounding, 1e-6 * rise, 1e-300) / h
