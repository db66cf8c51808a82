"""Lion: only the sign of the momentum moves the point."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter


@dataclass(frozen=True, eq=False, kw_only=True)
class Lion(Rule):
    """Every coordinate moves by exactly lr, in the direction of a momentum that leans on g.

    The formula is the paper's, Keras's and optax's, which differ in their defaults; PyTorch has no
    Lion. Weight decay is decoupled.

    Source: Chen et al., Symbolic discovery of optimization algorithms, 2023.

    Parameters
    ----------
    beta1 : float or ndarray
        Share of the momentum in the sign.
    beta2 : float or ndarray
        Share of the momentum that stays.
    weight_decay, convention
        As in `Rule`; the decay is decoupled.

    Examples
    --------
    >>> rule = Lion()
    >>> delta, state, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> float(delta), round(float(state["m"]), 6)
    (-0.5, 0.04)
    """

    name: ClassVar[str] = "lion"
    forms: ClassVar[Forms] = FORMS["lion"]
    state_names: ClassVar[tuple[str, ...]] = ("m",)

    beta1: Value = hyperparameter(0.9, high=1, open_high=True, text="share of m in the sign")
    beta2: Value = hyperparameter(0.99, high=1, open_high=True, text="share of the old m")
    convention: str = "paper"

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """One rate along the sign."""
        leaning = self.beta1 * state["m"] + (1 - self.beta1) * g
        m = self.beta2 * state["m"] + (1 - self.beta2) * g
        return -lr * np.sign(leaning), {"m": m}
