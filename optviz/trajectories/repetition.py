"""The check of a trajectory: values and gradients of its points, steps of its method."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from optviz.objectives.data_objectives import Sampled
from optviz.rules import Rule, WithParts
from optviz.trajectories.recorded import Recorded

FloatArray = NDArray[np.float64]

EPS = float(np.finfo(float).eps)
RELATIVE = 1e-9
"""Relative error allowed to a step: β^t of a power function and of a loop differ by rounding."""


def check_trajectory(trajectory: Recorded) -> Check:
    """Repeat every step from what was recorded before it, all at once."""
    with np.errstate(all="ignore"):
        parts = [_values(trajectory), _steps(trajectory)]
    residual = np.concatenate([np.ravel(r) for r, _ in parts])
    bound = np.concatenate([np.ravel(b) for _, b in parts])
    made = ~np.isnan(bound)
    residual, bound = residual[made], bound[made]
    holds = bool((residual <= bound).all())
    return Check("the recorded values and steps = the method's", holds, residual, bound)


def _values(trajectory: Recorded) -> tuple[FloatArray, FloatArray]:
    """Distance of the recorded values and gradients from the objective's at the points."""
    x, f, g = trajectory.x, trajectory.f, trajectory.g
    there = trajectory.objective
    value = np.abs(f - there(x))
    if isinstance(there, Sampled):
        return value, RELATIVE * (1 + np.abs(f))
    slope = np.abs(g - there.gradient(x)).max(axis=-1)
    residual = np.stack([value, slope])
    return residual, RELATIVE * (1 + np.stack([np.abs(f), np.abs(g).max(axis=-1)]))


def _steps(trajectory: Recorded) -> tuple[FloatArray, FloatArray]:
    """Distance of the recorded steps from those that the method makes there."""
    step = trajectory.step
    made = _made(trajectory)
    again = _repeated(trajectory)
    if again is None:
        return np.empty(0), np.empty(0)
    residual = np.abs(step - again).max(axis=-1)
    size = np.abs(again).max(axis=-1)
    reach = np.maximum(np.abs(trajectory.x[1:]), np.abs(trajectory.x[:-1])).max(axis=-1)
    return residual, np.where(made, RELATIVE * size + 8 * EPS * reach, np.nan)


def _made(trajectory: Recorded) -> Any:
    """Say which steps were made, shape (T,) or (T, B)."""
    k = np.arange(len(trajectory.x) - 1)
    return k < trajectory.steps if trajectory.n_starts is None else k[:, None] < trajectory.steps


def _repeated(trajectory: Recorded) -> FloatArray | None:
    """Every step from the state that was recorded before it; None if there is nothing to repeat."""
    terms = trajectory.terms
    if isinstance(trajectory.method, Rule):
        return _by_rule(trajectory, trajectory.method)
    if "direction" in terms and "step_length" in terms:
        along: FloatArray = terms["step_length"][..., None] * terms["direction"]
        return along
    return None


def _by_rule(trajectory: Recorded, rule: Rule) -> FloatArray:
    # Coordinates first, then steps: hyperparameters of the starts are along the last axis.
    x, g = (np.moveaxis(a[:-1], -1, 0) for a in (trajectory.x, trajectory.g))
    terms = {name: np.moveaxis(term, -1, 0) for name, term in trajectory.terms.items()}
    if isinstance(rule, WithParts):
        rule, g = rule.rule, terms.pop("used_gradient")
    first = rule.init(x[:, :1])
    before = {
        name: np.concatenate([first[name], term[:, :-1]], axis=1) for name, term in terms.items()
    }
    k = np.arange(x.shape[1]).reshape(-1, *(1,) * (x.ndim - 2))
    rates = trajectory.learning_rate
    rates = rates.reshape(len(rates), *rates.shape[1:] or k.shape[1:])
    delta, _, _ = rule.update(g, before, k, x, rates)
    return np.asarray(np.moveaxis(delta, 0, -1))
