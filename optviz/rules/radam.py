"""RAdam: Adam that does not divide by v before v is worth dividing by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optviz.rules.adam import Adam
from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import State, Value


@dataclass(frozen=True, eq=False, kw_only=True)
class RAdam(Adam):
    """Rectified Adam: momentum alone at first, then Adam with its rate rectified by r.

    ρ = ρ∞ - 2tβ₂ᵗ/(1 - β₂ᵗ), ρ∞ = 2/(1 - β₂) - 1, is the number of gradients that v is worth;
    r = √((ρ - 4)(ρ - 2)ρ∞ / ((ρ∞ - 4)(ρ∞ - 2)ρ)). ``"torch"``: above 5, lr r √(1 - β₂ᵗ) m̂ /
    (√v + ε). ``"optax"``: from 5 on, lr r m̂ / (√v̂ + ε). ``"paper"``: above 4, lr r m̂ / √v̂.
    Below: lr m̂.

    Source: Liu et al., On the variance of the adaptive learning rate and beyond, 2020.

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
    The first five steps of the default β₂ are momentum's:

    >>> rule = RAdam()
    >>> [bool(rule.rectifier(k) > 0) for k in range(7)]
    [False, False, False, False, False, True, True]
    """

    name: ClassVar[str] = "radam"
    forms: ClassVar[Forms] = FORMS["radam"]

    def rectifier(self, k: Value) -> Value:
        """Return r of step k; 0 where v is not used yet."""
        longest = 2 / (1 - self.beta2) - 1
        decayed = self.beta2 ** (k + 1)
        length = longest - 2 * (k + 1) * decayed / (1 - decayed)
        worth = {"torch": length > 5.0, "optax": length >= 5.0}.get(self.convention, length > 4.0)
        top = worth * (length - 4) * (length - 2) * longest
        bottom = worth * (longest - 4) * (longest - 2) * length + (1 - worth)
        return (top / bottom) ** 0.5

    def descend(self, m: Value, v: Value, k: Value, lr: Value) -> Value:
        """Adam's step times r, or momentum's."""
        return -lr * self.share(v, k) * m / self.corrections(k)[0]

    def share(self, v: Value, k: Value) -> Value:
        """Return the factor of m̂, beside the rate."""
        root = self.corrections(k)[1] ** 0.5
        rectifier = self.rectifier(k)
        # One of the two is 0: a v of 0 without ε is divided by 1 while v is not used.
        divider = self.divider(v, root) + (rectifier <= 0)
        return rectifier * root / divider + (rectifier <= 0)

    def divider(self, v: Value, root: Value) -> Value:
        """√v with its ε, which PyTorch does not correct."""
        return np.sqrt(v) + (self.epsilon if self.convention == "torch" else root * self.epsilon)

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """m̂, v̂, the direction that the rate multiplies, and the rate that each coordinate gets."""
        first, second = self.corrections(k)
        m_hat, share = terms["m"] / first, self.share(terms["v"], k)
        return {
            "m_hat": m_hat,
            "v_hat": terms["v"] / second,
            "direction": m_hat * share,
            "effective_rate": lr * share,
        }
