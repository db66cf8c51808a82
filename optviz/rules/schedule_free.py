"""Schedule-free descent: a mean of the iterates in place of a rate that falls."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter, zeros_like

TINY = float(np.finfo(np.float32).tiny)
"""In place of a sum of weights that is 0: nothing is averaged while the rate is 0."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ScheduleFree(Rule):
    """Gradient descent on z; the answer is the mean of all z, which needs no falling rate.

    x = (1 - β)z + β·mean is where the gradient is taken; z ← z - lr g(x), and the mean weighs each
    z with the square of the largest rate so far: all alike, if the rate does not change. The
    record's term ``"average"`` is the answer.

    Source: Defazio et al., The road less scheduled, 2024.

    Parameters
    ----------
    interpolation : float or ndarray
        β: 0 takes the gradient at z, 1 at the mean.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule, x = ScheduleFree(), 1.0
    >>> state = rule.init(x)
    >>> for k in range(3):
    ...     delta, state, _ = rule.update(2 * x, state, k, x, 0.25)
    ...     x += float(delta)
    >>> round(x, 4), round(float(state["average"]), 4)
    (0.2525, 0.2729)
    """

    name: ClassVar[str] = "schedule_free"
    forms: ClassVar[Forms] = FORMS["schedule_free"]
    state_names: ClassVar[tuple[str, ...]] = ("z", "average", "largest_rate", "weight_sum")

    interpolation: Value = hyperparameter(0.9, high=1, text="share β of the mean in x")
    convention: str = "paper"

    def init(self, x: Value) -> State:
        """Both begin at x."""
        start = zeros_like(x) + x
        return {"z": start, "average": start, **dict.fromkeys(self.state_names[2:], zeros_like(x))}

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """The change of what lies between z and the mean."""
        largest = np.maximum(state["largest_rate"], lr)
        total = state["weight_sum"] + largest * largest
        dz = -lr * g
        z = state["z"] + dz
        drift = (largest * largest / np.maximum(total, TINY)) * (z - state["average"])
        delta = (1 - self.interpolation) * dz + self.interpolation * drift
        return delta, {
            "z": z,
            "average": state["average"] + drift,
            "largest_rate": largest,
            "weight_sum": total,
        }
