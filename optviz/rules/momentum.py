"""Descent along the gradient, and with mass: gradient descent, momentum, Nesterov."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

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

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Against the gradient."""
        return -lr * g, state


@dataclass(frozen=True, eq=False, kw_only=True)
class Momentum(Rule):
    """Heavy ball: the gradient is a force, the velocity remembers.

    ``"torch"``: v ← μv + (1 - d)g (the first v is g itself), x ← x - lr v.
    The others: v ← μv - lr g, x ← x + v. They part when the learning rate changes, since there
    the old rates stay in v. Dampening d exists in ``"torch"`` only.

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
    state_names: ClassVar[tuple[str, ...]] = ("velocity",)

    momentum: Value = hyperparameter(0.9, high=1, text="share μ of the velocity that stays")
    dampening: Value = hyperparameter(0.0, high=1, text="share d of the gradient left out")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.convention != "torch" and self.dampening != 0:
            raise ValueError(f"dampening is part of the torch convention, not {self.convention!r}")

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Move with the velocity."""
        velocity = self.accelerate(g, state["velocity"], k, lr)
        delta = -lr * velocity if self.convention == "torch" else velocity
        return delta, {"velocity": velocity}

    def accelerate(self, g: Value, velocity: Value, k: Value, lr: Value) -> Value:
        """Velocity after the push of this gradient."""
        if self.convention != "torch":
            return self.momentum * velocity - lr * g
        if isinstance(self.dampening, float) and self.dampening == 0:
            return self.momentum * velocity + g
        return self.momentum * velocity + (1 - self.dampening * (k > 0)) * g


@dataclass(frozen=True, eq=False, kw_only=True)
class Nesterov(Momentum):
    """Momentum that looks ahead: the gradient is added once more along the new velocity.

    ``"torch"``: x ← x - lr (g + μv). The others: x ← x + μv - lr g with their own v; this is
    the gradient at the point x + μv of the paper, written in the variable that looks ahead.

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

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Move with the velocity that the next step would have."""
        velocity = self.accelerate(g, state["velocity"], k, lr)
        if self.convention == "torch":
            delta = -lr * (g + self.momentum * velocity)
        else:
            delta = self.momentum * velocity - lr * g
        return delta, {"velocity": velocity}

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """What is carried ahead: μv."""
        return {"look_ahead": self.momentum * terms["velocity"]}
