"""Least squares with a penalty in n dimensions: ISTA, FISTA, coordinate descent, the active set.

All minimise ½‖Xw - y‖² + λ · penalty(w). Plain gradient descent cannot: a kink has no slope.
A proximal step takes the gradient step on the smooth part and then solves the penalty exactly. The
active set alone ends after finitely many steps, however nearly the columns depend on one another.

Source: Beck and Teboulle, "A fast iterative shrinkage-thresholding algorithm" (2009); Friedman,
Hastie and Tibshirani, "Regularization paths for generalized linear models via coordinate descent"
(2010).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from linalg.page import Figure, Page, Paragraph, Table, verdict
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.regularisation.active_set import active_set_steps
from optviz.regularisation.penalties import L1, ElasticNet
from optviz.regularisation.penalty import Penalty, SeparablePenalty

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LinearFit", "PenalisedFit", "active_set", "coordinate_descent", "fista", "ista"]

Floats = NDArray[np.float64]
Method = Literal["ISTA", "FISTA", "coordinate descent", "active set"]

Status = Literal["converged", "out of steps", "within rounding"]

ROUNDING = 4 * np.finfo(float).eps
"""Of a sum of a few numbers, as a share of their size."""


@dataclass(frozen=True, eq=False)
class LinearFit(Immutable):
    """The loss ½‖Xw - y‖² of a linear fit to data.

    Parameters
    ----------
    X : array_like, shape (m, n)
        Used as given: centre the columns of X and y first, and there is no intercept to penalise.
    y : array_like, shape (m,)

    Raises
    ------
    ValueError
        If the shapes do not fit, an entry is not finite, or X is zero.

    Examples
    --------
    >>> loss = LinearFit([[1, 0], [0, 2]], [3, 1])
    >>> float(loss(np.zeros(2))), loss.curvature
    (5.0, 4.0)
    """

    X: Floats
    y: Floats

    def __post_init__(self) -> None:
        X, y = np.array(self.X, dtype=float), np.array(self.y, dtype=float)
        if X.ndim != 2 or y.shape != X.shape[:1]:
            raise ValueError(f"X has shape {X.shape} and y {y.shape}; they must be (m, n) and (m,)")
        if not (np.isfinite(X).all() and np.isfinite(y).all()):
            raise ValueError("X or y has an entry that is not finite")
        if not X.any():
            raise ValueError("X is zero: no weights can fit anything")
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y)
        super().__post_init__()

    def __call__(self, w: Floats) -> Floats:
        """Return the loss at w of shape (..., n), shape (...)."""
        residual = w @ self.X.T - self.y
        return np.asarray(0.5 * (residual**2).sum(axis=-1))

    def gradient(self, w: Floats) -> Floats:
        """Return Xᵀ(Xw - y) at w of shape (n,)."""
        return np.asarray(self.X.T @ (self.X @ w - self.y))

    @cached_property
    def gram(self) -> Floats:
        """XᵀX, shape (n, n): the Hessian."""
        return np.asarray(self.X.T @ self.X)

    @cached_property
    def pull(self) -> Floats:
        """Xᵀy, shape (n,): what the data pull with on weights that are all zero."""
        return np.asarray(self.X.T @ self.y)

    @cached_property
    def curvature(self) -> float:
        """The largest eigenvalue of XᵀX; its inverse is the step of ISTA and FISTA."""
        return float(np.linalg.eigvalsh(self.gram)[-1])

    def proximal_step(self, w: Floats, penalty: Penalty, strength: float) -> Floats:
        """Take a gradient step on the loss, then the penalty's proximal operator."""
        step = 1.0 / self.curvature
        return penalty.prox(w - step * self.gradient(w), step * strength)

    def violation(self, w: Floats, penalty: Penalty, strength: float) -> float:
        """Return how far w is from stationary: 0 where a proximal step does not move it.

        The largest entry of the gradient mapping over that of Xᵀy, so that no unit enters.
        """
        moved = self.curvature * np.abs(w - self.proximal_step(w, penalty, strength)).max()
        return float(moved / np.abs(self.pull).max(initial=np.finfo(float).tiny))

    def rounding(self, w: Floats) -> float:
        """Return how much of the violation at w of shape (n,) may be rounding.

        Examples
        --------
        >>> LinearFit(np.eye(2), [3, 1]).rounding(np.array([1e9, 1e9])) > 1e-8
        True
        """
        size = np.abs(self.X).T @ (np.abs(self.X) @ np.abs(w) + np.abs(self.y))
        size = size.max() + self.curvature * np.abs(w).max()
        least = np.abs(self.pull).max(initial=np.finfo(float).tiny)
        return float(ROUNDING * np.sqrt(self.X.size) * size / least)


@dataclass(frozen=True, eq=False, kw_only=True)
class PenalisedFit(Record):
    """The weights after every step of a solver, from the start to where it stopped.

    Attributes
    ----------
    loss : LinearFit
    penalty : Penalty
    strength : float
        λ.
    method : {"ISTA", "FISTA", "coordinate descent", "active set"}
        A step of coordinate descent is a sweep over all weights, of the active set a change of it.
    w : ndarray, shape (T + 1, n)
    tolerance : float
        The violation at which the solver stops.
    status : {"converged", "out of steps", "within rounding"}
        The last where no step gets nearer, and rounding explains what is left.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> fit = ista(LinearFit([[1, 0], [0, 2]], [3, 1]), L1(), 2.0)
    >>> fit.w[0].tolist(), fit.solution.round(6).tolist(), fit.active, fit.status
    ([0.0, 0.0], [1.0, 0.0], (0,), 'converged')
    """

    loss: LinearFit
    penalty: Penalty
    strength: float
    method: Method
    w: Floats
    tolerance: float
    status: Status

    @property
    def solution(self) -> Floats:
        """The last weights, shape (n,)."""
        return np.asarray(self.w[-1])

    @property
    def active(self) -> tuple[int, ...]:
        """The places of the weights that are not zero, from 0."""
        return tuple(np.flatnonzero(self.solution).tolist())

    @cached_property
    def objective(self) -> Floats:
        """Loss + λ · penalty after every step, shape (T + 1,)."""
        return np.asarray(self.loss(self.w) + self.strength * self.penalty(self.w))

    def check(self) -> Check:
        """Say whether the solution is stationary to the tolerance: a proximal step leaves it."""
        violation = self.loss.violation(self.solution, self.penalty, self.strength)
        bound = max(self.tolerance, self.loss.rounding(self.solution))
        return Check("prox(w - ∇f/L) = w", violation <= bound, violation, bound)

    def page(self) -> Page:
        """Show the objective as it falls, in a table of up to ten steps, and the solution."""
        last = len(self.w) - 1
        shown = np.unique(np.linspace(0, last, 10).round().astype(int)).tolist()
        zeros = (self.w == 0).sum(axis=1)
        rows = [(k, float(self.objective[k]), int(zeros[k])) for k in shown]
        return Page(
            f"{self.method} with the {self.penalty.name} penalty",
            [
                Paragraph(("lambda", "=", self.strength), f", {last} steps, {self.status}."),
                Table(("step", "objective", "zero weights"), rows),
                Paragraph("The weights: ", ("w", "=", self.solution), "."),
                Figure(self.plot, "The objective above its least value, against the step."),
                verdict(self.check()),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the objective above the least value reached against the step, logarithmically."""
        ax = new_axes(ax)
        above = self.objective - self.objective.min()
        ax.plot(np.flatnonzero(above), above[above > 0], label=self.method, **line_style(0))
        ax.set(yscale="log", xlabel="step", ylabel="objective above its least value")
        ax.legend()
        return ax


def ista(
    loss: LinearFit,
    penalty: Penalty,
    strength: float,
    *,
    start: ArrayLike | None = None,
    steps: int = 10_000,
    tolerance: float = 1e-10,
) -> PenalisedFit:
    """Repeat the proximal step: the objective falls as 1/k.

    Parameters
    ----------
    loss : LinearFit
    penalty : Penalty
    strength : float
        λ, not negative.
    start : array_like, shape (n,), optional
        Zero unless given.
    steps : int
        The most steps to take.
    tolerance : float
        Stop where `LinearFit.violation` is at most this.

    Returns
    -------
    PenalisedFit
        The weights after every step.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> fit = ista(LinearFit([[1, 0], [0, 2]], [3, 1]), L1(), 2.0)
    >>> fit.solution.round(6), fit.active
    (array([1., 0.]), (0,))
    """
    return _recorded(loss, penalty, strength, "ISTA", start, steps, tolerance)


def fista(
    loss: LinearFit,
    penalty: Penalty,
    strength: float,
    *,
    start: ArrayLike | None = None,
    steps: int = 10_000,
    tolerance: float = 1e-10,
) -> PenalisedFit:
    """Take the proximal step from a point ahead, as Nesterov's method does: it falls as 1/k².

    The objective need not fall at every step.

    Parameters
    ----------
    loss, penalty, strength, start, steps, tolerance
        As in `ista`.

    Returns
    -------
    PenalisedFit
        The weights after every step.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> fista(LinearFit(np.diag([1.0, 2.0]), [3.0, 1.0]), L1(), 1.0).solution.round(6)
    array([2.  , 0.25])
    """
    return _recorded(loss, penalty, strength, "FISTA", start, steps, tolerance)


def coordinate_descent(
    loss: LinearFit,
    penalty: Penalty,
    strength: float,
    *,
    start: ArrayLike | None = None,
    steps: int = 10_000,
    tolerance: float = 1e-10,
) -> PenalisedFit:
    """Minimise over one weight at a time, exactly; a step is a sweep over all of them.

    Parameters
    ----------
    loss, penalty, strength, start, steps, tolerance
        As in `ista`.

    Returns
    -------
    PenalisedFit
        The weights after every sweep.

    Raises
    ------
    TypeError
        If the penalty is not a sum over the weights: then sweeps can stop short of the minimum.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> coordinate_descent(LinearFit(np.diag([1.0, 2.0]), [3.0, 1.0]), L1(), 1.0).solution
    array([2.  , 0.25])
    """
    if not isinstance(penalty, SeparablePenalty):
        raise TypeError(f"{penalty.name} is no sum over the weights; use ista or fista")
    return _recorded(loss, penalty, strength, "coordinate descent", start, steps, tolerance)


def active_set(
    loss: LinearFit,
    penalty: Penalty,
    strength: float,
    *,
    start: ArrayLike | None = None,
    steps: int = 10_000,
    tolerance: float = 1e-10,
) -> PenalisedFit:
    """Solve for the weights that are not zero, by QR, and change which they are, one by one.

    Parameters
    ----------
    loss, penalty, strength, start, steps, tolerance
        As in `ista`; the penalty is `L1` or `ElasticNet`.

    Returns
    -------
    PenalisedFit
        The weights after every change of the set.

    Raises
    ------
    TypeError
        For another penalty.

    Examples
    --------
    >>> from optviz.regularisation.penalties import L1
    >>> near = LinearFit([[1, 1], [1, 1 + 1e-6], [0, 1e-6]], [1, 2, 1])
    >>> active_set(near, L1(), 0.0).solution.round(3)
    array([-999999.,  1000000.])
    """
    if not isinstance(penalty, L1 | ElasticNet):
        raise TypeError(f"{penalty.name} leaves no weight at zero exactly; use ista or fista")
    return _recorded(loss, penalty, strength, "active set", start, steps, tolerance)


def _changes(loss: LinearFit, penalty: Penalty, strength: float, w: Floats) -> Iterator[Floats]:
    ratio = penalty.ratio if isinstance(penalty, ElasticNet) else 1.0
    return active_set_steps(loss.X, loss.y, strength * ratio, strength * (1 - ratio), w)


def _ista(loss: LinearFit, penalty: Penalty, strength: float, w: Floats) -> Iterator[Floats]:
    while True:
        w = loss.proximal_step(w, penalty, strength)
        yield w


def _fista(loss: LinearFit, penalty: Penalty, strength: float, w: Floats) -> Iterator[Floats]:
    ahead, t = w, 1.0
    while True:
        before, w = w, loss.proximal_step(ahead, penalty, strength)
        t_before, t = t, 0.5 * (1.0 + np.sqrt(1.0 + 4.0 * t * t))
        ahead = w + (t_before - 1.0) / t * (w - before)
        yield w


def _sweeps(loss: LinearFit, penalty: Penalty, strength: float, w: Floats) -> Iterator[Floats]:
    while True:
        w = w.copy()
        for j, square in enumerate(np.diagonal(loss.gram)):
            w[j] = 0.0
            if square > 0:  # a column of zeros fits nothing
                fitted = loss.gram[j] @ w
                alone = (loss.pull[j] - fitted) / square
                w[j] = penalty.prox(alone, strength / square)
                blur = ROUNDING * (abs(loss.pull[j]) + abs(fitted)) / square
                nearer = alone - np.copysign(blur, alone)
                if abs(w[j]) <= blur and penalty.prox(nearer, strength / square) == 0:
                    w[j] = 0.0  # it is kept at zero, but for the rounding of `alone`
        yield w


_SOLVERS: dict[Method, Callable[[LinearFit, Penalty, float, Floats], Iterator[Floats]]] = {
    "ISTA": _ista,
    "FISTA": _fista,
    "coordinate descent": _sweeps,
    "active set": _changes,
}


def _recorded(
    loss: LinearFit,
    penalty: Penalty,
    strength: float,
    method: Method,
    start: ArrayLike | None,
    steps: int,
    tolerance: float,
) -> PenalisedFit:
    n = loss.X.shape[1]
    w = np.zeros(n) if start is None else np.array(start, dtype=float)
    if w.shape != (n,):
        raise ValueError(f"start has shape {w.shape}; X has {n} columns")
    if not 0 <= strength < np.inf:
        raise ValueError(f"strength = {strength} is negative or not finite")
    path = [w]
    iterates = _SOLVERS[method](loss, penalty, strength, w)
    status: Status = "converged"
    while (violation := loss.violation(path[-1], penalty, strength)) > tolerance:
        after = next(iterates, None) if len(path) <= steps else None
        if after is None:
            within = violation <= loss.rounding(path[-1]) and len(path) <= steps
            status = "within rounding" if within else "out of steps"
            break
        path.append(after)
    return PenalisedFit(
        loss=loss,
        penalty=penalty,
        strength=strength,
        method=method,
        w=np.array(path),
        tolerance=tolerance,
        status=status,
    )
