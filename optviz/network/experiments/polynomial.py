"""Under- and overfitting on one screen: a polynomial through noisy points.

With 10 points a line is too stiff, degree 3 about right, and degree 9 goes through every point and
follows the noise. More points, or a penalty on the coefficients, tame it. (Bishop, Pattern
Recognition and Machine Learning, section 1.1.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, line_style, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["CapacityCurve", "PolynomialFit", "capacity_curve", "noisy_sine", "polynomial_fit"]

Array = NDArray[np.float64]


def noisy_sine(points: int = 10, *, noise: float = 0.2, seed: int = 0) -> tuple[Array, Array]:
    """Points of sin 2πx on [0, 1], with noise: x and y, both of shape (points,)."""
    counts(points=points)
    number("noise", noise, low=0)
    x = np.linspace(0, 1, points)
    return x, np.sin(2 * np.pi * x) + np.random.default_rng(seed).normal(0, noise, points)


@dataclass(frozen=True, eq=False, kw_only=True)
class PolynomialFit(Record):
    """A polynomial of least squares, with or without a penalty.

    Attributes
    ----------
    degree : int
    penalty : float
        λ of the penalty λ‖w‖² beside the sum of squares.
    coefficients : array of shape (degree + 1,)
        In Legendre's polynomials on the interval of the points: the same fit as in powers of x,
        without their bad conditioning.
    x, y : arrays of shape (N,)
    error, held_out_error : float
        Root mean square errors, on the points and on 200 fresh ones.
    """

    degree: int
    penalty: float
    coefficients: Array
    x: Array
    y: Array
    error: float
    held_out_error: float

    def __call__(self, x: Any) -> Array:
        """The polynomial's value."""
        return np.asarray(_basis(np.asarray(x, float), self.degree, self.x) @ self.coefficients)

    def check(self) -> Check:
        """The normal equations: Vᵀ(Vw - y) + λw = 0."""
        V = _basis(self.x, self.degree, self.x)
        w = self.coefficients
        residual = V.T @ (V @ w - self.y) + self.penalty * w
        bound = 1e-10 * (np.abs(V.T) @ (np.abs(V) @ np.abs(w) + np.abs(self.y)))
        return Check("Vᵀ(Vw - y) + λw = 0", bool((abs(residual) <= bound).all()), residual, bound)

    def page(self) -> Page:
        """The errors and the figure."""
        return Page(
            say("A polynomial of degree {degree}", degree=self.degree),
            [
                Paragraph(
                    say(
                        "Error {error:.3g} on the {count} points, {held_out:.3g} on fresh ones "
                        "(root mean square).",
                        error=self.error,
                        count=len(self.x),
                        held_out=self.held_out_error,
                    )
                ),
                Figure(
                    lambda ax: self.plot(ax),
                    say(
                        "Degree {degree}, λ = {penalty:g}.",
                        degree=self.degree,
                        penalty=self.penalty,
                    ),
                ),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the points, the polynomial, and the sine that they come from."""
        ax = new_axes(ax)
        fine = np.linspace(0, 1, 300)
        ax.plot(fine, np.sin(2 * np.pi * fine), "--", color=FOREGROUND, label="sin 2πx")
        label = say("degree {degree}", degree=self.degree)
        if self.penalty:
            label = say("{model}, λ = {penalty:g}", model=label, penalty=self.penalty)
        ax.plot(fine, self(fine), color=ON_PAPER["gradient"], label=label)
        ax.plot(self.x, self.y, "o", color=ON_PAPER["level set"], label="points")
        ax.set(xlabel="x", ylabel="y", ylim=(-1.8, 1.8))
        ax.legend()
        return ax


def polynomial_fit(
    degree: int, *, points: int = 10, noise: float = 0.2, penalty: float = 0.0, seed: int = 0
) -> PolynomialFit:
    """Fit a polynomial to noisy points of a sine.

    Parameters
    ----------
    degree : int
        At most `points` - 1, which goes through every point.
    points : int
    noise : float
        The standard deviation of the values.
    penalty : float
        λ.
    seed : int

    Returns
    -------
    PolynomialFit
        The coefficients, and the errors on the points and off them.

    Examples
    --------
    >>> through, near = polynomial_fit(9, seed=4), polynomial_fit(3, seed=4)
    >>> through.error < 1e-9, through.held_out_error > 2 * near.held_out_error
    (True, True)
    """
    if not 0 <= degree < points:
        raise ValueError(f"{points} points determine degrees 0 … {points - 1}, not {degree}")
    if penalty < 0:
        raise ValueError(f"a penalty is at least 0, not {penalty}")
    x, y = noisy_sine(points, noise=noise, seed=seed)
    V = _basis(x, degree, x)
    # min ‖Vw - y‖² + λ‖w‖² is plain least squares with √λ I below V.
    below = np.sqrt(penalty) * np.eye(degree + 1)
    stacked, target = np.vstack([V, below]), np.concatenate([y, np.zeros(degree + 1)])
    w = np.linalg.lstsq(stacked, target, rcond=None)[0]
    rng = np.random.default_rng(seed + 1)
    fresh = rng.random(200)
    fresh_y = np.sin(2 * np.pi * fresh) + rng.normal(0, noise, 200)
    missed = _basis(fresh, degree, x) @ w - fresh_y
    return PolynomialFit(
        degree=degree,
        penalty=penalty,
        coefficients=w,
        x=x,
        y=y,
        error=_rms(V @ w - y),
        held_out_error=_rms(missed),
    )


@dataclass(frozen=True, eq=False)
class CapacityCurve(Record):
    """Errors against capacity: the one on the points falls, the one on fresh points turns up.

    Attributes
    ----------
    fits : tuple of PolynomialFit
        One for each degree, from 0.
    """

    fits: tuple[PolynomialFit, ...]

    @property
    def best_degree(self) -> int:
        """The degree with the smallest error on fresh points."""
        return int(np.argmin([fit.held_out_error for fit in self.fits]))

    def page(self) -> Page:
        """A table of the errors."""
        rows = [
            (str(fit.degree), f"{fit.error:.3g}", f"{fit.held_out_error:.3g}") for fit in self.fits
        ]
        return Page(
            "Capacity",
            [
                Table(("degree", "error", "held-out error"), rows),
                Figure(lambda ax: self.plot(ax), "Errors against the degree."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw both errors against the degree."""
        ax = new_axes(ax)
        degrees = range(len(self.fits))
        ax.plot(degrees, [fit.error for fit in self.fits], label="points", **line_style(0))
        held = [fit.held_out_error for fit in self.fits]
        ax.plot(degrees, held, label="fresh points", **line_style(1))
        ax.set(xlabel="degree", ylabel="root mean square error", ylim=(0, 1.5))
        ax.legend()
        return ax


def capacity_curve(
    *, points: int = 10, noise: float = 0.2, penalty: float = 0.0, seed: int = 0
) -> CapacityCurve:
    """Fit every degree that the points determine.

    Parameters
    ----------
    points : int
        The degrees go from 0 to one less.
    noise : float
        The standard deviation of the values.
    penalty : float
        λ.
    seed : int

    Returns
    -------
    CapacityCurve
        Both errors for each degree.

    Examples
    --------
    >>> curve = capacity_curve(seed=4)
    >>> len(curve.fits), curve.fits[9].error < 1e-9, curve.best_degree
    (10, True, 5)
    """
    counts(points=points)
    options: dict[str, Any] = {"noise": noise, "penalty": penalty, "seed": seed}
    return CapacityCurve(
        tuple(polynomial_fit(degree, points=points, **options) for degree in range(points))
    )


def _basis(x: Array, degree: int, points: Array) -> Array:
    middle, half = (points[-1] + points[0]) / 2, (points[-1] - points[0]) / 2 or 1.0
    return np.asarray(np.polynomial.legendre.legvander((x - middle) / half, degree))


def _rms(errors: Array) -> float:
    return float(np.sqrt(np.mean(errors**2)))
