"""Rprop: only the sign of the gradient counts, and each coordinate has a step length of its own."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter


@dataclass(frozen=True, eq=False, kw_only=True)
class Rprop(Rule):
    """Resilient propagation: longer while the gradient keeps its sign, shorter where it turns.

    Where the sign turns, the coordinate rests for one step. The rate is the first step length;
    those of later steps do not matter. ``"optax"`` makes each step one step late: the first is 0,
    and a step that was due when the sign turns is left out. For whole gradients: the sign of a
    mini-batch's is noise.

    Source: Riedmiller and Braun 1993; Igel and Hüsken 2000 (the variant without backtracking).

    Parameters
    ----------
    shrink, grow : float or ndarray
        Factors of a length after a turn, and without one.
    shortest, longest : float or ndarray
        Bounds of the lengths.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule, x, seen = Rprop(), 1.0, []
    >>> state = rule.init(x)
    >>> for k in range(4):
    ...     delta, state, _ = rule.update(2 * x, state, k, x, 0.5)
    ...     x += float(delta)
    ...     seen.append(round(x, 3))
    >>> seen
    [0.5, -0.1, -0.1, 0.2]
    """

    name: ClassVar[str] = "rprop"
    forms: ClassVar[Forms] = FORMS["rprop"]
    state_names: ClassVar[tuple[str, ...]] = ("previous", "length")

    shrink: Value = hyperparameter(0.5, high=1, open_high=True, text="factor after a turn")
    grow: Value = hyperparameter(1.2, low=1.0, text="factor without a turn")
    shortest: Value = hyperparameter(1e-6, text="least length of a step")
    longest: Value = hyperparameter(50.0, text="greatest length of a step")

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """One length of each coordinate against the sign."""
        agreement = np.sign(g) * np.sign(state["previous"])
        same, turned = np.maximum(agreement, 0.0), np.maximum(-agreement, 0.0)
        factor = 1 + (self.grow - 1) * same + (self.shrink - 1) * turned
        length = (state["length"] + (k < 1) * lr) * factor
        length = np.minimum(np.maximum(length, self.shortest), self.longest)
        previous = g * (1 - turned)
        step = np.sign(previous) * length
        if self.convention == "optax":
            step = np.sign(state["previous"]) * (1 - turned) * state["length"]
        return -step, {"previous": previous, "length": length}
