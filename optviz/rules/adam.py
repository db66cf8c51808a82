"""Adam and its relatives: AdamW, AMSGrad, Adamax, NAdam."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter, start_share, zeros_like

TINY = float(np.finfo(np.float32).tiny)
"""In place of a largest rate of 0: nothing decays while the rate is 0."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Adam(Rule):
    """Momentum m over the root of a running second moment v, both freed of their zero start.

    ``"keras"``: lr √(1 - β₂ᵗ)/(1 - β₁ᵗ) m / (√v + ε), where ε is not corrected. The others: lr m̂ /
    (√v̂ + ε) with m̂ = m/(1 - β₁ᵗ), v̂ = v/(1 - β₂ᵗ), t = k + 1. Without `bias_correction` it is the
    "almost Adam" of CS231n.

    Source: Kingma and Ba 2015.

    Parameters
    ----------
    beta1, beta2 : float or ndarray
        Shares of the old m and of the old v.
    epsilon : float or ndarray, optional
        ε beside the divider; by default the convention's.
    bias_correction : bool
        Divide m and v by 1 - βᵗ.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = Adam()
    >>> delta, state, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> round(float(delta), 6), round(float(state["m"]), 6), round(float(state["v"]), 6)
    (-0.5, 0.4, 0.016)
    """

    name: ClassVar[str] = "adam"
    forms: ClassVar[Forms] = FORMS["adam"]
    state_names: ClassVar[tuple[str, ...]] = ("m", "v")

    beta1: Value = hyperparameter(0.9, high=1, open_high=True, text="share of the old m")
    beta2: Value = hyperparameter(0.999, high=1, open_high=True, text="share of the old v")
    epsilon: Value = hyperparameter(None, text="ε beside the divider")
    bias_correction: bool = True

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Along m̂, each coordinate divided by √v̂."""
        moments = self.moments(g, state)
        return self.descend(moments["m"], moments["v"], k, lr), moments

    def moments(self, g: Value, state: State) -> State:
        """Running means of the gradient and of its square."""
        m = self.beta1 * state["m"] + (1 - self.beta1) * g
        v = self.beta2 * state["v"] + (1 - self.beta2) * (g * g)
        return {"m": m, "v": v}

    def corrections(self, k: Value) -> tuple[Value, Value]:
        """Return what the zero start leaves of m and v: 1 - β₁ᵗ and 1 - β₂ᵗ."""
        if not self.bias_correction:
            return 1.0, 1.0
        return start_share(self.beta1, k), start_share(self.beta2, k)

    def descend(self, m: Value, v: Value, k: Value, lr: Value) -> Value:
        """The step from the two moments; what corrects v is multiplied into the rate."""
        first, second = self.corrections(k)
        root = second**0.5
        return -(lr * root / first) * m / self.divider(v, root)

    def divider(self, v: Value, root: Value) -> Value:
        """√v with its ε: what divides m̂, times `root` = √(1 - β₂ᵗ), which v is spared."""
        return np.sqrt(v) + (self.epsilon if self.convention == "keras" else root * self.epsilon)

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """m̂, v̂, the direction that the rate multiplies, and the rate that each coordinate gets."""
        first, second = self.corrections(k)
        root, v = second**0.5, self.divisor_moment(terms, second)
        m_hat, share = terms["m"] / first, root / self.divider(v, root)
        return {
            "m_hat": m_hat,
            "v_hat": v / second,
            "direction": m_hat * share,
            "effective_rate": lr * share,
        }

    def divisor_moment(self, terms: Mapping[str, Value], second: Value) -> Value:
        """Second moment that divides, before `second` corrects it."""
        return terms["v"]


@dataclass(frozen=True, eq=False, kw_only=True)
class AdamW(Adam):
    """Adam with weight decay apart from the gradient: x ← (1 - lr λ)x before Adam's step.

    ``"paper"``: x ← (1 - ηλ)x, with the schedule's multiplier η alone: the rate over the largest so
    far, which is exact for every schedule that starts at its full rate, or from there on.

    Source: Loshchilov and Hutter 2019, algorithm 2.

    Parameters
    ----------
    beta1, beta2 : float or ndarray
        Shares of the old m and of the old v.
    epsilon : float or ndarray, optional
        ε beside the divider; by default the convention's.
    bias_correction : bool
        Divide m and v by 1 - βᵗ.
    weight_decay, convention
        As in `Rule`; the decay is decoupled.

    Examples
    --------
    >>> rule = AdamW(weight_decay=0.1)
    >>> delta, _, _ = rule.update(0.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> float(delta)
    -0.05
    """

    name: ClassVar[str] = "adamw"
    forms: ClassVar[Forms] = FORMS["adamw"]

    weight_decay: Value = hyperparameter(None, text="share λ of x taken away at each step")

    @property
    def state_names(self) -> tuple[str, ...]:  # type: ignore[override]
        """The moments; in the paper's convention the largest rate too."""
        return ("m", "v", "largest_rate") if self.convention == "paper" else ("m", "v")

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Adam's; what the decay's multiplier is a share of is kept beside it."""
        delta, new = super().step(g, state, k, lr)
        if self.convention == "paper":
            new["largest_rate"] = np.maximum(state["largest_rate"], lr)
        return delta, new

    def decay_rate(self, state: State, lr: Value) -> Value:
        """Rate times λ; in the paper's convention the schedule's multiplier times λ."""
        if self.convention != "paper":
            return lr * self.weight_decay
        return self.weight_decay * (lr / np.maximum(state["largest_rate"], TINY))


@dataclass(frozen=True, eq=False, kw_only=True)
class AMSGrad(Adam):
    """Adam that divides by the largest v so far, so that no rate ever grows.

    ``"torch"``: the largest v, corrected as in Adam; ``"keras"``: as in its Adam; ``"optax"``: the
    largest of the corrected v̂; ``"paper"``: neither moment corrected.

    Source: Reddi, Kale, Kumar 2018.

    Parameters
    ----------
    beta1, beta2 : float or ndarray
        Shares of the old m and of the old v.
    epsilon : float or ndarray, optional
        ε beside the divider; by default the convention's.
    bias_correction : bool
        Divide m and v by 1 - βᵗ.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = AMSGrad()
    >>> _, state, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> _, state, _ = rule.update(0.0, state, 1, 1.0, 0.5)
    >>> round(float(state["v"]), 9), round(float(state["v_max"]), 9)
    (0.015984, 0.016)
    """

    name: ClassVar[str] = "amsgrad"
    forms: ClassVar[Forms] = FORMS["amsgrad"]
    state_names: ClassVar[tuple[str, ...]] = ("m", "v", "v_max")

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Along m̂, divided by the root of the largest v."""
        moments = self.moments(g, state)
        second = self.corrections(k)[1]
        newest = moments["v"] / second if self.convention == "optax" else moments["v"]
        moments["v_max"] = np.maximum(state["v_max"], newest)
        return self.descend(moments["m"], self.divisor_moment(moments, second), k, lr), moments

    def corrections(self, k: Value) -> tuple[Value, Value]:
        """Adam's, or none in the paper's convention."""
        return (1.0, 1.0) if self.convention == "paper" else super().corrections(k)

    def divisor_moment(self, terms: Mapping[str, Value], second: Value) -> Value:
        """The largest v so far, or the v whose corrected value is the largest v̂."""
        return terms["v_max"] * second if self.convention == "optax" else terms["v_max"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Adamax(Rule):
    """Adam with the largest recent |g| in place of the root of v.

    ``"torch"``, ``"optax"``: u ← max(β₂u, |g| + ε), lr m̂ / u; ``"keras"``: u ← max(β₂u, |g|),
    lr m̂ / (u + ε); ``"paper"``: no ε at all (0/0 while the gradient is 0).

    Source: Kingma and Ba 2015, section 7.1.

    Parameters
    ----------
    beta1, beta2 : float or ndarray
        Shares of the old m and of the old u.
    epsilon : float or ndarray, optional
        ε beside the divider; by default the convention's.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = Adamax()
    >>> delta, _, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> round(float(delta), 6)
    -0.5
    """

    name: ClassVar[str] = "adamax"
    forms: ClassVar[Forms] = FORMS["adamax"]
    state_names: ClassVar[tuple[str, ...]] = ("m", "u")

    beta1: Value = hyperparameter(0.9, high=1, open_high=True, text="share of the old m")
    beta2: Value = hyperparameter(0.999, high=1, open_high=True, text="share of the old u")
    epsilon: Value = hyperparameter(None, text="ε beside the divider")

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Along m̂, divided by the largest recent gradient."""
        inside = 0.0 if self.convention == "keras" else self.epsilon
        m = self.beta1 * state["m"] + (1 - self.beta1) * g
        u = np.maximum(self.beta2 * state["u"], np.abs(g) + inside)
        first = start_share(self.beta1, k)
        return -(lr / first) * m / self.divider(u), {"m": m, "u": u}

    def divider(self, u: Value) -> Value:
        """The largest recent gradient with its ε, which in other conventions is part of u."""
        return u + (self.epsilon if self.convention == "keras" else 0.0)

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """m̂ and the rate that each coordinate really gets."""
        m_hat = terms["m"] / start_share(self.beta1, k)
        return {"m_hat": m_hat, "effective_rate": lr / self.divider(terms["u"])}


@dataclass(frozen=True, eq=False, kw_only=True)
class NAdam(Adam):
    """Adam with Nesterov's look ahead and a momentum μₜ that warms up.

    μₜ = β₁ (1 - ½ 0.96^(t ψ)), with ψ = `momentum_decay` 0.004, in ``"keras"`` 1; ``"optax"`` does
    not warm up, ψ = ∞.

    Source: Dozat 2016.

    Parameters
    ----------
    beta1, beta2 : float or ndarray
        Shares of the old m and of the old v.
    epsilon : float or ndarray, optional
        ε beside the divider; by default the convention's.
    bias_correction : bool
        Divide m and v by 1 - βᵗ.
    momentum_decay : float or ndarray, optional
        ψ of the warm-up; by default the convention's.
    weight_decay, convention
        As in `Rule`.

    Examples
    --------
    >>> rule = NAdam()
    >>> delta, _, _ = rule.update(4.0, rule.init(1.0), 0, 1.0, 0.5)
    >>> round(float(delta), 6)
    -0.528226
    """

    name: ClassVar[str] = "nadam"
    forms: ClassVar[Forms] = FORMS["nadam"]
    state_names: ClassVar[tuple[str, ...]] = ("m", "v", "momentum_product")

    momentum_decay: Value = hyperparameter(None, text="speed ψ of the momentum's warm-up")

    def init(self, x: Value) -> State:
        """Zeros; the product of all μ starts at 1."""
        return {**super().init(x), "momentum_product": zeros_like(x) + 1}

    def momentum(self, t: Value) -> Value:
        """Momentum μₜ of step t, counted from 1."""
        return self.beta1 * (1 - 0.5 * 0.96 ** (t * self.momentum_decay))

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Along the m̂ of the next step."""
        moments = self.moments(g, state)
        product = moments["momentum_product"] = state["momentum_product"] * self.momentum(k + 1)
        ahead = self.look_ahead(moments["m"], g, product, k)
        return -self.effective_rate(moments["v"], k, lr) * ahead, moments

    def effective_rate(self, v: Value, k: Value, lr: Value) -> Value:
        """The rate that each coordinate really gets; Keras corrects its v before ε here."""
        return lr / (np.sqrt(v / self.corrections(k)[1]) + self.epsilon)

    def look_ahead(self, m: Value, g: Value, product: Value, k: Value) -> Value:
        """Momentum of the next step and gradient of this one, each corrected for its start."""
        now, then = self.momentum(k + 1), self.momentum(k + 2)
        return then / (1 - product * then) * m + (1 - now) / (1 - product) * g

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """v̂ and the rate that each coordinate really gets."""
        v = terms["v"]
        return {
            "v_hat": v / self.corrections(k)[1],
            "effective_rate": self.effective_rate(v, k, lr),
        }
