"""Derivatives by differences: forward, central, complex step, each with an estimate of its error.

A difference has two errors. Truncation grows with the step h (as h for forward, as h² for central
differences); the rounding of f grows as 1/h. The complex step f(x + ih) has no subtraction and so
no rounding to amplify: h can be tiny and the error is that of one evaluation.

Source: CS231n, lecture 3 notes (gradient checks); Squire and Trapp 1998 for the complex step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import LinalgError, ShapeError
from linalg.immutable import Immutable
from linalg.options import word

FloatArray = NDArray[np.float64]
Formula = Literal["forward", "central", "complex"]

EPS = float(np.finfo(float).eps)
DEFAULT_STEP: dict[str, float] = {"forward": EPS**0.5, "central": EPS ** (1 / 3), "complex": 1e-100}
"""Relative steps that balance truncation against rounding."""
ORDER: dict[str, int] = {"forward": 1, "central": 2}


@dataclass(frozen=True, eq=False)
class Difference:
    """A derivative found by differences.

    Attributes
    ----------
    value : ndarray, shape (n,) or (m, n)
        Gradient of a number, Jacobian of a vector.
    error : ndarray, of the same shape
        Estimated truncation plus rounding.
    h : ndarray, shape (n,)
        Step in each coordinate.
    formula : {"forward", "central", "complex"}
    """

    value: FloatArray
    error: FloatArray
    h: FloatArray
    formula: Formula


def difference(
    f: Callable[[Any], Any],
    x: ArrayLike,
    formula: Formula = "central",
    *,
    h: float | ArrayLike | None = None,
) -> Difference:
    """Differentiate a function at a point.

    Parameters
    ----------
    f : callable
        From an array (n,) to a number or an array (m,).
    x : array_like, shape (n,)
    formula : {"forward", "central", "complex"}
        ``"complex"`` needs a function that takes complex numbers and is analytic (no abs or max).
    h : float or array_like (n,), optional
        The step, in every coordinate or in each; by default one that balances the two errors,
        relative to max(1, |xᵢ|).

    Raises
    ------
    ShapeError
        If x is not a vector.
    LinalgError
        For an unknown formula, a step that is not positive, or a function that does not take
        complex numbers.

    Examples
    --------
    >>> found = difference(lambda x: (x[0] + x[1]) * x[2], [-2.0, 5.0, -4.0], "complex")
    >>> found.value
    array([-4., -4.,  3.])
    >>> bool(np.all(abs(difference(np.sin, [1.0]).value - np.cos(1)) < 1e-9))
    True
    """
    point = np.asarray(x, dtype=float)
    if point.ndim != 1:
        raise ShapeError(f"a point has one axis, got an array of shape {point.shape}")
    word("formula", formula, Formula)
    if h is not None and not np.all(np.asarray(h) > 0):
        raise LinalgError(f"a step must be positive, got {h}")
    steps = DEFAULT_STEP[formula] * np.maximum(1, np.abs(point))
    if h is not None:
        steps = np.broadcast_to(np.asarray(h, dtype=float), point.shape)
    if formula != "complex":
        steps = (point + steps) - point  # the step that the floats really make
    columns = [_along(f, point, i, float(step), formula) for i, step in enumerate(steps)]
    value, error = (np.stack([column[j] for column in columns], axis=-1) for j in (0, 1))
    return Difference(value, error, steps, formula)


def _along(
    f: Callable[[Any], Any], x: FloatArray, i: int, h: float, formula: Formula
) -> tuple[FloatArray, FloatArray]:
    """Derivative and its error along coordinate i."""
    if formula == "complex":
        moved = x.astype(complex)
        moved[i] += 1j * h
        try:
            value = np.asarray(np.imag(f(moved)) / h, dtype=float)
        except TypeError as problem:
            raise LinalgError(
                "the complex step needs a function of complex numbers: no abs, max, atan2; "
                "take central differences"
            ) from problem
        return value, 4 * EPS * np.abs(value)
    once, size = _quotient(f, x, i, h, formula)
    twice, _ = _quotient(f, x, i, 2 * h, formula)
    with np.errstate(invalid="ignore"):  # values too large for a float
        truncation = np.abs(twice - once) / (2 ** ORDER[formula] - 1)
    return once, truncation + 2 * EPS * size / h


def _quotient(
    f: Callable[[Any], Any], x: FloatArray, i: int, h: float, formula: Formula
) -> tuple[FloatArray, FloatArray]:
    """Difference quotient, and the size of the values in it."""
    ahead, behind = x.copy(), x.copy()
    ahead[i] += h
    if formula == "central":
        behind[i] -= h
    high, low = np.asarray(f(ahead), dtype=float), np.asarray(f(behind), dtype=float)
    with np.errstate(invalid="ignore", over="ignore"):
        return (high - low) / (ahead[i] - behind[i]), np.maximum(np.abs(high), np.abs(low))


@dataclass(frozen=True, eq=False)
class ErrorCurve(Immutable):
    """Error of a directional difference against the step, beside the two that it is made of.

    Attributes
    ----------
    h : ndarray, shape (k,)
    error : ndarray, shape (k,)
        |difference - exact|.
    rounding, truncation : ndarray, shape (k,)
        What theory says of each: about ε|f|/h, and C h^order with C fitted where truncation rules.
    formula : {"forward", "central", "complex"}
    """

    h: FloatArray
    error: FloatArray
    rounding: FloatArray
    truncation: FloatArray
    formula: Formula

    @property
    def best(self) -> float:
        """Step with the smallest error."""
        return float(self.h[int(np.argmin(self.error))])


def error_curve(
    f: Callable[[Any], Any],
    x: ArrayLike,
    direction: ArrayLike,
    exact: float,
    formula: Formula = "central",
) -> ErrorCurve:
    """Error of the difference along a direction for steps from 1e-16 to 1.

    Steps that leave the function's domain are left out.

    Examples
    --------
    >>> curve = error_curve(lambda x: np.exp(x[0]), [0.0], [1.0], 1.0, "forward")
    >>> 1e-9 < curve.best < 1e-7
    True
    """
    point, along = np.asarray(x, dtype=float), np.asarray(direction, dtype=float)
    steps = np.geomspace(1e-16, 1.0, 97)

    def line(t: Any) -> Any:
        return f(point + t[0] * along)

    value = abs(float(line(np.zeros(1))))
    if formula == "complex":
        found = np.array([_along(line, np.zeros(1), 0, h, formula)[0] for h in steps])
    else:
        found = np.array([_quotient(line, np.zeros(1), 0, h, formula)[0] for h in steps])
    error = np.maximum(np.abs(found.astype(float) - exact), 1e-20)
    steps, error = steps[np.isfinite(error)], error[np.isfinite(error)]
    order = ORDER.get(formula, 2)
    large = steps >= steps.max(initial=0.0) / 100
    scale = float(np.median(error[large] / steps[large] ** order)) if len(steps) else 0.0
    rounding = np.zeros_like(steps) if formula == "complex" else EPS * value / steps
    return ErrorCurve(steps, error, rounding, scale * steps**order, formula)
