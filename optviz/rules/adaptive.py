"""Rules that divide by the size of past gradients: AdaGrad, Adadelta, RMSProp."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter, zeros_like


@dataclass(frozen=True, eq=False, kw_only=True)
class AdaGrad(Rule):
    """Divide by the root of the sum of all squared gradients: the divider only grows.

    ``"keras"``, ``"optax"``: lr g / √(s + ε), and s starts at 0.1; the others: lr g / (√s + ε).
    The rate decays as lr / (1 + k·decay).

    Source: Duchi, Hazan, Singer 2011 (the diagonal form); CS231n lecture 7.

    Parameters
    ----------
    epsilon : float or ndarray, optional
        ε beside the divider; by default the convention's.
    initial : float or ndarray, optional
        What the sum of squares begins with; by default the convention's.
    rate_decay : float or ndarray
        The rate of step k is divided by 1 + k times this.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = AdaGrad()
    >>> delta, state, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> round(float(delta), 9), float(state["square_sum"])
    (-0.5, 16.0)
    """

    name: ClassVar[str] = "adagrad"
    forms: ClassVar[Forms] = FORMS["adagrad"]
    state_names: ClassVar[tuple[str, ...]] = ("square_sum",)

    epsilon: Value = hyperparameter(None, text="ε beside the divider")
    initial: Value = hyperparameter(None, text="sum of squares before the first step")
    rate_decay: Value = hyperparameter(0.0, text="decay of the rate: lr / (1 + k decay)")

    def init(self, x: Value) -> State:
        """Sum of squares at its starting value."""
        return {"square_sum": zeros_like(x) + self.initial}

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Each coordinate at its own rate."""
        total = state["square_sum"] + g * g
        return -self.effective_rate(total, k, lr) * g, {"square_sum": total}

    def effective_rate(self, total: Value, k: Value, lr: Value) -> Value:
        """Learning rate that each coordinate really gets."""
        lr = lr / (1 + k * self.rate_decay)
        if self.convention in ("keras", "optax"):
            return lr / np.sqrt(total + self.epsilon)
        return lr / (np.sqrt(total) + self.epsilon)

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """The rate of each coordinate."""
        return {"effective_rate": self.effective_rate(terms["square_sum"], k, lr)}


@dataclass(frozen=True, eq=False, kw_only=True)
class Adadelta(Rule):
    """Divide by recent gradients, multiply by recent steps: the units of x come out right.

    The conventions differ in ρ, ε and the rate, which is 1 but in ``"keras"``.

    Source: Zeiler 2012.

    Parameters
    ----------
    rho : float or ndarray
        Share of the old averages.
    epsilon : float or ndarray, optional
        ε under both roots; by default the convention's.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = Adadelta()
    >>> delta, _, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 1.0)
    >>> round(float(delta), 6)
    -0.003162
    """

    name: ClassVar[str] = "adadelta"
    forms: ClassVar[Forms] = FORMS["adadelta"]
    state_names: ClassVar[tuple[str, ...]] = ("square_mean", "step_mean")

    rho: Value = hyperparameter(None, high=1, open_high=True, text="share of the old means")
    epsilon: Value = hyperparameter(None, text="ε under both roots")

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Step of the size of recent steps."""
        rho, epsilon = self.rho, self.epsilon
        squares = rho * state["square_mean"] + (1 - rho) * (g * g)
        step = np.sqrt(state["step_mean"] + epsilon) / np.sqrt(squares + epsilon) * g
        steps = rho * state["step_mean"] + (1 - rho) * (step * step)
        return -lr * step, {"square_mean": squares, "step_mean": steps}


@dataclass(frozen=True, eq=False, kw_only=True)
class RMSProp(Rule):
    """Divide by the root mean square of recent gradients; centred, by their spread.

    ``"torch"``, ``"cs231n"``: lr g / (√v + ε); ``"keras"``, ``"optax"``, ``"paper"`` (Graves):
    lr g / √(v + ε). Momentum collects whole steps without the rate in ``"torch"``, with it in the
    others.

    Source: Tieleman and Hinton, lecture 6e, 2012; Graves 2013 for the centred form.

    Parameters
    ----------
    rho : float or ndarray, optional
        Share of the old average; by default the convention's.
    epsilon : float or ndarray, optional
        ε beside the divider; by default the convention's.
    momentum : float or ndarray
        Share of the last step that stays; 0 leaves momentum out.
    centred : bool
        Divide by the standard deviation in place of the root of the mean square.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = RMSProp(rho=0.75)
    >>> delta, _, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> round(float(delta), 6)
    -1.0
    """

    name: ClassVar[str] = "rmsprop"
    forms: ClassVar[Forms] = FORMS["rmsprop"]

    rho: Value = hyperparameter(None, high=1, open_high=True, text="share of the old mean")
    epsilon: Value = hyperparameter(None, text="ε beside the divider")
    momentum: Value = hyperparameter(0.0, high=1, text="share of the last step that stays")
    centred: bool = False

    @property
    def _has_momentum(self) -> bool:
        return not (isinstance(self.momentum, float) and self.momentum == 0)

    @property
    def state_names(self) -> tuple[str, ...]:  # type: ignore[override]
        """Depends on the parts that are switched on."""
        names = ["square_mean"]
        names += ["gradient_mean"] if self.centred else []
        names += ["velocity"] if self._has_momentum else []
        return tuple(names)

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Each coordinate by its own recent size."""
        rho = self.rho
        new = {"square_mean": rho * state["square_mean"] + (1 - rho) * (g * g)}
        if self.centred:
            new["gradient_mean"] = rho * state["gradient_mean"] + (1 - rho) * g
        step = g / self.divider(new)
        if not self._has_momentum:
            return -lr * step, new
        if self.convention == "torch":
            new["velocity"] = self.momentum * state["velocity"] + step
            return -lr * new["velocity"], new
        new["velocity"] = self.momentum * state["velocity"] - lr * step
        return new["velocity"], new

    def divider(self, terms: Mapping[str, Value]) -> Value:
        """Root mean square, or spread, of recent gradients, with ε."""
        spread = terms["square_mean"]
        if self.centred:
            spread = spread - terms["gradient_mean"] * terms["gradient_mean"]
        if self.convention in ("keras", "optax", "paper"):
            return np.sqrt(spread + self.epsilon)
        return np.sqrt(spread) + self.epsilon

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """The rate of each coordinate."""
        return {"effective_rate": lr / self.divider(terms)}
