"""The form of each rule in each library: one table, from which every `convention` takes defaults.

The defaults were read out of the packages, and the formulas compared with them step by step, in the
versions of `VERSIONS`; the scripts lie beside the stored numbers in ``tests/optviz/oracles``.
tinygrad and CS231n were read, not run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

VERSIONS: Mapping[str, str] = MappingProxyType(
    {
        "torch": "PyTorch 2.15.0",
        "keras": "Keras 3.15.1",
        "optax": "optax 0.2.8",
        "mlx": "MLX 0.32.4",
        "autograd": "autograd 1.9.1",
        "tinygrad": "tinygrad's source",
        "cs231n": "CS231n, notes of 2017",
        "paper": "the rule's paper",
    }
)
"""Whose formula a convention is, and in which version."""


@dataclass(frozen=True)
class Form:
    """The form of one rule in one library.

    Attributes
    ----------
    formula : str
        The step, where t = k + 1 and m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ).
    epsilon : str
        Where ε stands; empty where there is none.
    defaults : mapping of str to float
        The learning rate and the hyperparameters whose defaults the library decides.
    borrowed : tuple of str
        Those of the defaults that the library does not have: they are PyTorch's (Lion's: its
        authors' program's).
    decoupled : bool
        Whether weight decay λ shrinks x by lr λ beside the step, in place of adding λx to g.

    Examples
    --------
    >>> FORMS["adamw"]["optax"].defaults["weight_decay"]
    0.0001
    """

    formula: str = ""
    epsilon: str = ""
    defaults: Mapping[str, float] = field(default_factory=dict)
    borrowed: tuple[str, ...] = ()
    decoupled: bool = False

    @property
    def rate(self) -> float:
        """The learning rate of whoever gives none."""
        return self.defaults.get("learning_rate", 1e-3)


Forms: TypeAlias = Mapping[str, Form]
"""One rule in each convention that it has."""

RATE = ("learning_rate",)
BESIDE, UNDER = "beside √v", "under the root"
TODAY, PAST = "v ← μv + g, x - lr v", "v ← μv - lr g, x + v"
AHEAD, AHEAD_PAST = "v ← μv + g, x - lr (g + μv)", "v ← μv - lr g, x + μv - lr g"
NORM = "beside the norm"
ADAM, ADAM_HAT = "lr m̂ / (√v̂ + ε)", "beside √v̂"
ADAM_KERAS = "lr √(1 - β₂ᵗ) / (1 - β₁ᵗ) m / (√v + ε)"
NADAM = "lr (μₜ₊₁ m / (1 - Πμ) + (1 - μₜ) g / (1 - Πμ)) / (√v̂ + ε)"


def _with(rate: float, **defaults: float) -> Mapping[str, float]:
    return MappingProxyType({"learning_rate": rate, **defaults})


_WRITTEN: Mapping[str, Forms] = {
    "gd": {
        "torch": Form("x - lr g", "", _with(1e-3)),
        "keras": Form("x - lr g", "", _with(1e-2)),
        "optax": Form("x - lr g", "", _with(1e-3), RATE),
        "cs231n": Form("x - lr g", "", _with(1e-3), RATE),
        "paper": Form("x - lr g", "", _with(1e-3), RATE),
    },
    "momentum": {
        "torch": Form(f"{TODAY}; with dampening (1 - d)g from step 2", "", _with(1e-3)),
        "keras": Form(PAST, "", _with(1e-2)),
        "optax": Form(TODAY, "", _with(1e-3), RATE),
        "mlx": Form("v ← μv + (1 - d)g, x - lr v", "", _with(1e-3), RATE),
        "autograd": Form("v ← μv + (1 - μ)g, x - lr v", "", _with(0.1)),
        "cs231n": Form(PAST, "", _with(1e-3), RATE),
        "paper": Form(PAST, "", _with(1e-3), RATE),
    },
    "nesterov": {
        "torch": Form(AHEAD, "", _with(1e-3)),
        "keras": Form(AHEAD_PAST, "", _with(1e-2)),
        "optax": Form(AHEAD, "", _with(1e-3), RATE),
        "cs231n": Form(AHEAD_PAST, "", _with(1e-3), RATE),
        "paper": Form(AHEAD_PAST, "", _with(1e-3), RATE),
    },
    "adagrad": {
        "torch": Form("lr g / (√s + ε)", "beside √s", _with(1e-2, epsilon=1e-10, initial=0.0)),
        "keras": Form("lr g / √(s + ε)", UNDER, _with(1e-3, epsilon=1e-7, initial=0.1)),
        "optax": Form("lr g / √(s + ε)", UNDER, _with(1e-2, epsilon=1e-7, initial=0.1), RATE),
        "cs231n": Form(
            "lr g / (√s + ε)", "beside √s", _with(1e-2, epsilon=1e-7, initial=0.0), RATE
        ),
        "paper": Form(
            "lr g / (√s + ε)",
            "beside √s",
            _with(1e-2, epsilon=1e-10, initial=0.0),
            ("learning_rate", "epsilon"),
        ),
    },
    "adadelta": {
        "torch": Form(
            "lr √(u + ε) / √(s + ε) g", "under both roots", _with(1.0, rho=0.9, epsilon=1e-6)
        ),
        "keras": Form(
            "lr √(u + ε) / √(s + ε) g", "under both roots", _with(1e-3, rho=0.95, epsilon=1e-7)
        ),
        "optax": Form(
            "lr √(u + ε) / √(s + ε) g", "under both roots", _with(1.0, rho=0.9, epsilon=1e-6), RATE
        ),
        "paper": Form(
            "√(u + ε) / √(s + ε) g", "under both roots", _with(1.0, rho=0.95, epsilon=1e-6)
        ),
    },
    "rmsprop": {
        "torch": Form("lr g / (√v + ε)", BESIDE, _with(1e-2, rho=0.99, epsilon=1e-8)),
        "keras": Form("lr g / √(v + ε)", UNDER, _with(1e-3, rho=0.9, epsilon=1e-7)),
        "optax": Form("lr g / √(v + ε)", UNDER, _with(1e-2, rho=0.9, epsilon=1e-8), RATE),
        "cs231n": Form("lr g / (√v + ε)", BESIDE, _with(1e-2, rho=0.99, epsilon=1e-7), RATE),
        "paper": Form("lr g / √(v + ε)", UNDER, _with(1e-4, rho=0.95, epsilon=1e-4)),
    },
    "adam": {
        "torch": Form(ADAM, ADAM_HAT, _with(1e-3, epsilon=1e-8)),
        "keras": Form(ADAM_KERAS, BESIDE, _with(1e-3, epsilon=1e-7)),
        "optax": Form(ADAM, ADAM_HAT, _with(1e-3, epsilon=1e-8), RATE),
        "cs231n": Form(ADAM, ADAM_HAT, _with(1e-3, epsilon=1e-8)),
        "paper": Form(ADAM, ADAM_HAT, _with(1e-3, epsilon=1e-8)),
    },
    "adamw": {
        "torch": Form(
            f"(1 - lr λ)x - {ADAM}", ADAM_HAT, _with(1e-3, epsilon=1e-8, weight_decay=1e-2)
        ),
        "keras": Form(
            f"(1 - lr λ)x - {ADAM_KERAS}", BESIDE, _with(1e-3, epsilon=1e-7, weight_decay=4e-3)
        ),
        "optax": Form(
            f"(1 - lr λ)x - {ADAM}", ADAM_HAT, _with(1e-3, epsilon=1e-8, weight_decay=1e-4), RATE
        ),
        "paper": Form(
            f"(1 - ηλ)x - {ADAM}, η the schedule's multiplier",
            ADAM_HAT,
            _with(1e-3, epsilon=1e-8, weight_decay=1e-2),
            ("weight_decay",),
        ),
    },
    "amsgrad": {
        "torch": Form(f"{ADAM}, v the largest v, corrected", ADAM_HAT, _with(1e-3, epsilon=1e-8)),
        "keras": Form(f"{ADAM_KERAS}, v the largest v", BESIDE, _with(1e-3, epsilon=1e-7)),
        "optax": Form(f"{ADAM}, v̂ the largest v̂", ADAM_HAT, _with(1e-3, epsilon=1e-8), RATE),
        "paper": Form(
            "lr m / (√v + ε), v the largest v",
            BESIDE,
            _with(1e-3, epsilon=1e-8),
            ("learning_rate", "epsilon"),
        ),
    },
    "adamax": {
        "torch": Form("u ← max(β₂u, |g| + ε), lr m̂ / u", "beside |g|", _with(2e-3, epsilon=1e-8)),
        "keras": Form("u ← max(β₂u, |g|), lr m̂ / (u + ε)", "beside u", _with(1e-3, epsilon=1e-7)),
        "optax": Form(
            "u ← max(β₂u, |g| + ε), lr m̂ / u", "beside |g|", _with(2e-3, epsilon=1e-8), RATE
        ),
        "paper": Form("u ← max(β₂u, |g|), lr m̂ / u", "", _with(2e-3, epsilon=0.0)),
    },
    "nadam": {
        "torch": Form(NADAM, ADAM_HAT, _with(2e-3, epsilon=1e-8, momentum_decay=4e-3)),
        "keras": Form(NADAM, ADAM_HAT, _with(1e-3, epsilon=1e-7, momentum_decay=1.0)),
        "optax": Form(
            f"{NADAM}, every μ = β₁",
            ADAM_HAT,
            _with(2e-3, epsilon=1e-8, momentum_decay=float("inf")),
            RATE,
        ),
        "paper": Form(NADAM, ADAM_HAT, _with(2e-3, epsilon=1e-8, momentum_decay=4e-3)),
    },
    "lion": {
        "paper": Form("(1 - lr λ)x - lr sign(β₁m + (1 - β₁)g)", "", _with(1e-4), RATE),
        "keras": Form("(1 - lr λ)x - lr sign(β₁m + (1 - β₁)g)", "", _with(1e-3)),
        "optax": Form(
            "(1 - lr λ)x - lr sign(β₁m + (1 - β₁)g)", "", _with(1e-4, weight_decay=1e-3), RATE
        ),
    },
    "radam": {
        "torch": Form(
            "ρ > 5: lr r √(1 - β₂ᵗ) m̂ / (√v + ε), else lr m̂", BESIDE, _with(1e-3, epsilon=1e-8)
        ),
        "optax": Form(
            "ρ ≥ 5: lr r m̂ / (√v̂ + ε), else lr m̂", ADAM_HAT, _with(1e-3, epsilon=1e-8), RATE
        ),
        "paper": Form("ρ > 4: lr r m̂ / √v̂, else lr m̂", "", _with(1e-3, epsilon=0.0), RATE),
    },
    "rprop": {
        "torch": Form("l ← l · 1.2 or l / 2, x - l sign(g)", "", _with(1e-2)),
        "optax": Form("the same, a step late: the first step is 0", "", _with(1e-2), RATE),
    },
    "schedule_free": {
        "paper": Form("z - lr g; x = (1 - β)z + β mean", "", _with(1.0), RATE),
        "optax": Form("z - lr g; x = (1 - β)z + β mean", "", _with(1.0)),
    },
    "muon": {
        "torch": Form(
            "lr √max(1, m/n) O(u)",
            "least norm",
            _with(1e-3, epsilon=1e-7, weight_decay=0.1, momentum=0.95),
        ),
        "keras": Form(
            "lr 0.2√max(m, n) O(u)",
            NORM,
            _with(1e-3, epsilon=1e-7, weight_decay=4e-3, momentum=0.95),
        ),
        "optax": Form(
            "lr √max(1, n/m) O(û), û corrected",
            NORM,
            _with(1e-3, epsilon=1e-8, momentum=0.95),
            RATE,
        ),
        "mlx": Form(
            "lr √max(1, m/n) O(u)",
            NORM,
            _with(1e-3, epsilon=1e-7, weight_decay=1e-2, momentum=0.95),
            RATE,
        ),
        "tinygrad": Form("lr O(u)", NORM, _with(3e-3, epsilon=1e-7, momentum=0.96)),
    },
    "adafactor": {
        "torch": Form(
            "max(ε₂, rms x) min(lr, 1/√t) u, v = rc / mean r",
            "least √v",
            _with(1e-2, epsilon=2.220446049250313e-16),
        ),
        "keras": Form(
            "max(ε₂, rms x) min(lr, 1/√t) u, v = rc / mean r",
            "beside g²",
            _with(1e-3, epsilon=1e-30),
        ),
        "optax": Form(
            "(1 - λ)x - max(ε₂, rms x) lr u, v = rc / mean r or whole",
            "beside g²",
            _with(1.0, epsilon=1e-30, factored_from=128),
        ),
    },
}


def _decouples(rule: str, convention: str) -> bool:
    if rule == "muon":
        return convention not in ("mlx", "tinygrad")
    if rule in ("adamw", "lion", "adafactor"):
        return True
    return convention == "keras" or (
        convention == "optax" and rule not in ("adadelta", "schedule_free")
    )


FORMS: Mapping[str, Forms] = {
    rule: {c: replace(form, decoupled=_decouples(rule, c)) for c, form in forms.items()}
    for rule, forms in _WRITTEN.items()
}
"""Rule, convention, and how it is written there."""
