"""Descent along the gradient, and with mass: gradient descent, momentum, Nesterov."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter


@dataclass(frozen=True, eq=False, kw_only=True)
class GradientDescent(Rule):
    """``x - lr g``. On a gradient from sampled data this is SGD.

    Parameters
    ----------
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> delta, _, _ = GradientDescent().update(4.0, {}, 0, 1.0, 0.25)
    >>> float(delta)
    -1.0
    """

    name: ClassVar[str] = "gd"
    forms: ClassVar[Forms] = FORMS["gd"]

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Against the gradient."""
        return -lr * g, state


@dataclass(frozen=True, eq=False, kw_only=True)
class Momentum(Rule):
    """Heavy ball: the gradient is a force, the velocity remembers.

    ``"torch"``: v ← μv + (1 - d)g (the first v is g itself), x ← x - lr v; ``"optax"`` has no d,
    ``"mlx"`` dampens the first g too, and ``"autograd"`` has d = μ always: v is a mean of the
    gradients from the first step on. The others: v ← μv - lr g, x ← x + v. They part when the
    learning rate changes, since there the old rates stay in v.

    Source: Polyak 1964; CS231n lecture 7; Sutskever et al. 2013 (``"paper"``).

    Parameters
    ----------
    momentum : float or ndarray
        μ, the share of the velocity that stays, from 0 to 1.
    dampening : float or ndarray
        d, the share of each gradient after the first that is left out.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = Momentum(momentum=0.5)
    >>> x, state = 1.0, rule.init(1.0)
    >>> for k in range(3):
    ...     delta, state, _ = rule.update(2 * x, state, k, x, 0.25)
    ...     x = x + delta
    >>> float(x)
    -0.25
    """

    name: ClassVar[str] = "momentum"
    forms: ClassVar[Forms] = FORMS["momentum"]
    state_names: ClassVar[tuple[str, ...]] = ("velocity",)

    momentum: Value = hyperparameter(0.9, high=1, text="share μ of the velocity that stays")
    dampening: Value = hyperparameter(0.0, high=1, text="share d of the gradient left out")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.convention not in ("torch", "mlx") and np.any(self.dampening):
            raise ValueError(
                f"dampening is part of the torch and mlx conventions, not {self.convention!r}"
            )

    @property
    def _keeps_rates(self) -> bool:
        """True if the rates of the past stay in the velocity."""
        return self.convention in ("keras", "cs231n", "paper")

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Move with the velocity."""
        velocity = self.accelerate(g, state["velocity"], k, lr)
        delta = velocity if self._keeps_rates else -lr * velocity
        return delta, {"velocity": velocity}

    def accelerate(self, g: Value, velocity: Value, k: Value, lr: Value) -> Value:
        """Velocity after the push of this gradient."""
        if self._keeps_rates:
            return self.momentum * velocity - lr * g
        if self.convention == "autograd":
            return self.momentum * velocity + (1 - self.momentum) * g
        if isinstance(self.dampening, float) and self.dampening == 0:
            return self.momentum * velocity + g
        dampens = 1 if self.convention == "mlx" else k > 0
        return self.momentum * velocity + (1 - self.dampening * dampens) * g


@dataclass(frozen=True, eq=False, kw_only=True)
class Nesterov(Momentum):
    """Momentum that looks ahead: the gradient is added once more along the new velocity.

    ``"torch"``, ``"optax"``: x ← x - lr (g + μv). The others: x ← x + μv - lr g, their v;
    this is the gradient at the point x + μv of the paper, written in the variable that looks ahead.

    Source: Nesterov 1983; CS231n lecture 7 (its change of variables).

    Parameters
    ----------
    momentum, dampening, weight_decay, convention
        As in `Momentum`.

    Examples
    --------
    >>> rule = Nesterov(momentum=0.5)
    >>> delta, state, _ = rule.update(2.0, rule.init(1.0), 0, 1.0, 0.25)
    >>> float(delta), float(state["velocity"])
    (-0.75, 2.0)
    """

    name: ClassVar[str] = "nesterov"
    forms: ClassVar[Forms] = FORMS["nesterov"]

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Move with the velocity that the next step would have."""
        velocity = self.accelerate(g, state["velocity"], k, lr)
        if self._keeps_rates:
            delta = self.momentum * velocity - lr * g
        else:
            delta = -lr * (g + self.momentum * velocity)
        return delta, {"velocity": velocity}

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """Return the momentum that is carried ahead: μv."""
        return {"look_ahead": self.momentum * terms["velocity"]}
