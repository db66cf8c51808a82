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

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optviz.regularisation.active_set import active_set_steps
from optviz.regularisation.linear_fit import ROUNDING, LinearFit
from optviz.regularisation.penalised_fit import Method, PenalisedFit, Status
from optviz.regularisation.penalties import L1, ElasticNet
from optviz.regularisation.penalty import Penalty, SeparablePenalty

__all__ = ["active_set", "coordinate_descent", "fista", "ista"]

Floats = NDArray[np.float64]


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
