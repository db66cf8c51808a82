"""One call for a descent: an objective, a method, one start or many."""

from __future__ import annotations

from functools import partial
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.calculus.derivative import coordinates_by_name
from linalg.errors import LimitError, ShapeError
from optviz.loops import plan_rule, run_many, run_one, run_rule
from optviz.method_names import title_of
from optviz.objectives.function import Function
from optviz.objectives.objective import Objective
from optviz.rules import Rule
from optviz.schedules.schedules import Schedule, as_schedule
from optviz.trajectories.iterates import Ends, Iterates, beyond, ending_words, last_steps
from optviz.trajectories.trajectory import Trajectory

FloatArray = NDArray[np.float64]

RECORD_BYTES = 8 << 30
"""Larger records are refused before they are begun."""


def minimize(
    objective: Function,
    method: Any,
    x0: ArrayLike,
    *,
    steps: int = 100,
    learning_rate: Schedule | ArrayLike | None = None,
    tolerance: float | None = None,
) -> Trajectory:
    """Follow a method from one start or many, recording every step.

    Parameters
    ----------
    objective : Function
        An `Objective`, or one on data.
    method : Rule or Method
        A first-order rule (`optviz.rules`) or a second-order method (`optviz.second_order`).
    x0 : array_like, shape (n,) or (B, n)
    steps : int
        At most so many.
    learning_rate : float, array_like of shape (B,), or Schedule
        For first-order rules; by default the rule's own. Rates and hyperparameters of shape (B,)
        go with the starts; a single start is repeated for them.
    tolerance : float, optional
        A start ends where every component of its gradient is within it. Without one it makes all
        its steps.

    Returns
    -------
    Trajectory

    Raises
    ------
    ShapeError
        For a start of the wrong length or batches that do not fit together.
    TypeError
        For what is no objective, no method, or no whole number of steps.
    ValueError
        For a start where the function has no finite value, a rate that is not positive, or a
        tolerance below 0.
    LimitError
        If the record would not fit into 8 GiB.

    Examples
    --------
    >>> from optviz.rules import GradientDescent
    >>> f = Objective("x**2 + 10*y**2")
    >>> path = minimize(f, GradientDescent(), [4, 1], steps=2, learning_rate=0.05)
    >>> path.x
    array([[4.  , 1.  ],
           [3.6 , 0.  ],
           [3.24, 0.  ]])
    >>> path.ending
    'step limit'
    """
    steps = _count(steps)
    if tolerance is not None and not tolerance >= 0:
        raise ValueError(f"a tolerance is at least 0, got {tolerance}")
    _refuse_types(objective, method)
    starts = read_starts(objective, x0)
    if starts.ndim == 1:
        require_gradient(objective, starts)
    _refuse_large(starts.size * (steps + 1))
    if not isinstance(method, Rule):
        if learning_rate is not None:
            title = title_of(method.name)
            raise TypeError(f"{title} chooses its own step lengths: leave learning_rate out")
        trajectory: Trajectory = method.minimize(objective, starts, steps, tolerance)
        return trajectory
    rate = as_schedule(method.default_rate if learning_rate is None else learning_rate)
    rates = rate.rates(steps)
    starts = _repeated(starts, method, rates)
    _refuse_large(starts.size * (steps + 1) * (2 + len(method.init(np.zeros((objective.n, 1))))))
    columns = np.ascontiguousarray(np.atleast_2d(starts).T)
    iterates = _iterates(objective, method, columns, rates, tolerance)
    last = last_steps(iterates, tolerance)
    words = partial(ending_words, objective, iterates, last, tolerance)
    ends = Ends(last, words, beyond(iterates, last))
    single = starts.ndim == 1
    cut = iterates.cut(last)
    return Trajectory.of_iterates(objective, method, cut, rates, ends, single=single)


def _count(steps: Any) -> int:
    try:
        count = index(steps)
    except TypeError:
        raise TypeError(f"steps must be a whole number, got {steps!r}") from None
    if count < 0:
        raise ValueError(f"steps must be at least 0, got {count}")
    return count


def _refuse_types(objective: Any, method: Any) -> None:
    if not isinstance(objective, Function):
        raise TypeError(f"{objective!r} is no objective; one is made by Objective('x**2 + y**2')")
    if isinstance(method, type) or not (isinstance(method, Rule) or hasattr(method, "minimize")):
        raise TypeError(f"{method!r} is no method; methods are made by calls: Adam(), newton()")


def read_starts(objective: Function, x0: ArrayLike) -> FloatArray:
    """Starts as floats, shape (n,) or (B, n), at which the objective has a value."""
    starts = np.asarray(x0, dtype=float)
    if starts.ndim not in (1, 2) or starts.shape[-1] != objective.n or not starts.size:
        needed = coordinates_by_name(objective.names)
        got = f"{len(starts)}" if starts.ndim == 1 else f"an array of shape {starts.shape}"
        raise ShapeError(f"a start has {needed}; got {got}")
    values = np.atleast_1d(objective.values(starts.T))
    if not np.isfinite(values).all():
        bad = int(np.flatnonzero(~np.isfinite(values))[0])
        point = starts if starts.ndim == 1 else starts[bad]
        raise ValueError(
            f"the function has no finite value at the start ({', '.join(f'{v:g}' for v in point)}):"
            f" {values[bad]}; start inside its domain"
        )
    return starts


def require_gradient(objective: Function, start: FloatArray) -> None:
    """Refuse a start, shape (n,), at which the objective has no gradient."""
    if not np.isfinite(objective.gradient(start)).all():
        raise ValueError(
            f"the function has no gradient at the start ({', '.join(f'{v:g}' for v in start)}): "
            "start beside it"
        )


def _repeated(starts: FloatArray, rule: Rule, rates: FloatArray) -> FloatArray:
    """Starts, repeated if it is the rates or hyperparameters that differ."""
    sizes = rule.batch_sizes
    sizes |= {rates.shape[1]} if rates.ndim > 1 else set()
    sizes |= {len(starts)} if starts.ndim > 1 else set()
    sizes -= {1}
    if len(sizes) > 1:
        raise ShapeError(f"starts, rates and hyperparameters come in batches of {sorted(sizes)}")
    if not sizes or starts.shape[:-1] == (*sizes,):
        return starts
    return np.broadcast_to(starts, (*sizes, starts.shape[-1]))


def _refuse_large(numbers: int) -> None:
    if 8 * numbers > RECORD_BYTES:
        raise LimitError(
            f"the record would take {8 * numbers / 2**30:.1f} GiB; take fewer starts or steps"
        )


def _iterates(
    objective: Function, rule: Rule, starts: FloatArray, rates: FloatArray, tolerance: float | None
) -> Iterates:
    """Run the fastest loop that takes this objective and rule, from starts (n, B)."""
    if not (isinstance(objective, Objective) and rule.elementwise):
        return run_rule(objective, rule, starts, rates, tolerance)
    plan = plan_rule(rule, starts)
    alone = starts.shape[1] == 1 and rates.ndim == 1 and not rule.batch_sizes
    return (run_one if alone else run_many)(objective, plan, starts, rates, tolerance)
