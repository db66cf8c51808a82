"""The base of every penalty: its value, slope, proximal operator and balls.

All but the largest magnitude are a sum over the weights of one price h of their magnitude: three
functions of a magnitude u ≥ 0, its ``price`` h(u), its ``slope`` h'(u), and ``shrink``, the
minimiser over v ≥ 0 of ½(v - u)² + t h(v).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Floats", "Number", "Penalty", "SeparablePenalty"]

Floats = NDArray[np.float64]
Number = Any
"""An int, Fraction or float."""


class Penalty(ABC):
    """A price on weights, 0 at w = 0 and the same for w and -w."""

    @property
    @abstractmethod
    def order(self) -> float:
        """The p of the ball near its tips: the ball has corners on the axes where p ≤ 1."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The field's name, as a legend or a title shows it."""

    @property
    def convex(self) -> bool:
        """True if the balls are convex, and with them the penalised problem."""
        return self.order >= 1

    @abstractmethod
    def __call__(self, w: ArrayLike) -> Floats:
        """Charge for w of shape (..., n): the price, of shape (...)."""

    @abstractmethod
    def gradient(self, w: ArrayLike) -> Floats:
        """Return a subgradient at w, of w's shape: 0 where a kink leaves the choice."""

    @abstractmethod
    def prox(self, w: ArrayLike, step: float) -> Floats:
        """Return the minimiser over v of ½‖v - w‖² + step · penalty(v), of w's shape (n,)."""

    @abstractmethod
    def reach(self, direction: ArrayLike, bound: float) -> Floats:
        """Return the k ≥ 0 with penalty(k · direction) = bound; directions (..., n)."""

    @abstractmethod
    def gap(self, w: Floats, force: Floats, strength: float) -> float:
        """Return how far a force on w of shape (n,) is from strength · (a slope at w).

        With the force -∇f it is 0 exactly where w is stationary for f + strength · penalty.
        """


class SeparablePenalty(Penalty):
    """A sum over the weights of one price of their magnitude."""

    @abstractmethod
    def price(self, u: Floats) -> Floats:
        """Return h(u), elementwise, u ≥ 0."""

    @abstractmethod
    def slope(self, u: Floats) -> Floats:
        """Return h'(u), elementwise; at u = 0 the slope on the right, h'(0+)."""

    @abstractmethod
    def shrink(self, u: Floats, step: float) -> Floats:
        """Return the minimiser over v ≥ 0 of ½(v - u)² + step · h(v), elementwise."""

    def __call__(self, w: ArrayLike) -> Floats:
        return np.asarray(self.price(np.abs(np.asarray(w, dtype=float))).sum(axis=-1))

    def gradient(self, w: ArrayLike) -> Floats:
        w = np.asarray(w, dtype=float)
        nonzero = np.where(w == 0, 1.0, np.abs(w))  # keeps an infinite slope at 0 out of 0 · ∞
        return np.asarray(np.sign(w) * self.slope(nonzero))

    def prox(self, w: ArrayLike, step: float) -> Floats:
        w = np.asarray(w, dtype=float)
        return np.asarray(np.sign(w) * self.shrink(np.abs(w), step))

    def gap(self, w: Floats, force: Floats, strength: float) -> float:
        with np.errstate(invalid="ignore"):
            slope = strength * self.slope(np.abs(w))
        slope[np.isnan(slope)] = np.inf  # 0 · ∞: a tip with p < 1 holds against any force
        beyond = np.where(w == 0, np.maximum(np.abs(force) - slope, 0), np.sign(w) * force - slope)
        return float(np.abs(beyond).max())
