"""The penalties: L1, L2, their mixture, other powers, and the largest magnitude.

The slope of the price at zero decides who is sparse: a weight stays zero as long as the loss pulls
on it less than λ h'(0+).

Source: Tibshirani, "Regression shrinkage and selection via the lasso" (1996); Zou and Hastie,
"Regularization and variable selection via the elastic net" (2005); CS231n, lecture 3.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from optviz.regularisation.penalty import Floats, Number, Penalty, SeparablePenalty

__all__ = [
    "L1",
    "L2",
    "ElasticNet",
    "MaxNorm",
    "PNorm",
    "Penalty",
    "norm_penalty",
    "soft_threshold",
]

# The bisection below halves an interval this often: past the 53 bits of a float.
_HALVINGS = 60


def soft_threshold(w: ArrayLike, threshold: float) -> Floats:
    """Move every entry towards zero by the threshold, and those within it onto zero.

    Examples
    --------
    >>> soft_threshold([3.0, -0.5, -2.0], 1.0)
    array([ 2., -0., -1.])
    """
    w = np.asarray(w, dtype=float)
    return np.asarray(np.sign(w) * np.maximum(np.abs(w) - threshold, 0.0))


@dataclass(frozen=True)
class PNorm(SeparablePenalty):
    """The p-th power of the p-norm, ‖w‖ₚᵖ: the bridge penalty.

    Parameters
    ----------
    p : float
        From 0.1 to 50: beyond, powers leave the range of floats. Below 1 the balls are not convex.
        :class:`L1` and :class:`L2` are p = 1 and p = 2 with closed forms, :class:`MaxNorm` is the
        limit p → ∞.

    Raises
    ------
    ValueError
        For another p.

    Examples
    --------
    >>> float(PNorm(0.5)([4.0, -9.0]))
    5.0
    """

    p: float

    def __post_init__(self) -> None:
        if not 0.1 <= self.p <= 50:
            raise ValueError(f"p = {self.p} is not between 0.1 and 50; for p = ∞ use MaxNorm()")

    @property
    def order(self) -> float:
        return self.p

    @property
    def name(self) -> str:
        return f"p = {self.p:g}"

    def price(self, u: Floats) -> Floats:
        return np.asarray(u**self.p)

    def slope(self, u: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.asarray(self.p * u ** (self.p - 1.0))

    def shrink(self, u: Floats, step: float) -> Floats:
        """Solve v + step · p · vᵖ⁻¹ = u by bisection; where 0 is lower than the root, take 0.

        For p < 1 the left side falls, then rises. Wherever the larger root is better than 0 it is
        more than twice the smaller one, so that halving cannot step over the stretch between them.
        """
        p, low, high = self.p, np.zeros_like(u), u.copy()
        with np.errstate(divide="ignore", invalid="ignore"):
            for _ in range(_HALVINGS):
                middle = 0.5 * (low + high)
                too_far = middle + step * p * middle ** (p - 1) > u
                high = np.where(too_far, middle, high)
                low = np.where(too_far, low, middle)
        root = 0.5 * (low + high)
        return np.where(0.5 * (root - u) ** 2 + step * root**p < 0.5 * u**2, root, 0.0)

    def reach(self, direction: ArrayLike, bound: float) -> Floats:
        return np.asarray((bound / self(direction)) ** (1 / self.p))


class MixedPenalty(SeparablePenalty):
    """A mixture flat · ‖w‖₁ + square · ‖w‖₂²."""

    @property
    @abstractmethod
    def flat(self) -> Number:
        """The share of ‖w‖₁."""

    @property
    @abstractmethod
    def square(self) -> Number:
        """The share of ‖w‖₂²."""

    @property
    def order(self) -> float:
        return 1.0 if self.flat > 0 else 2.0

    def price(self, u: Floats) -> Floats:
        return float(self.flat) * u + float(self.square) * u * u

    def slope(self, u: Floats) -> Floats:
        return float(self.flat) + 2.0 * float(self.square) * u

    def shrink(self, u: Floats, step: float) -> Floats:
        return soft_threshold(u, step * float(self.flat)) / (1.0 + 2.0 * step * float(self.square))

    def reach(self, direction: ArrayLike, bound: float) -> Floats:
        """Solve square · k² + flat · k = bound, in the form without cancellation."""
        direction = np.asarray(direction, dtype=float)
        a = float(self.flat) * np.abs(direction).sum(axis=-1)
        b = float(self.square) * (direction**2).sum(axis=-1)
        if bound == 0:
            return np.zeros_like(a)
        return np.asarray(2.0 * bound / (a + np.sqrt(a**2 + 4.0 * b * bound)))


@dataclass(frozen=True)
class L1(MixedPenalty):
    """The lasso's penalty, the sum of magnitudes ‖w‖₁; its ball in the plane is the diamond.

    Examples
    --------
    >>> float(L1()([1, 0, 0, 0])), float(L1()([0.25, 0.25, 0.25, 0.25]))
    (1.0, 1.0)
    """

    flat = 1
    square = 0
    name = "L1"


@dataclass(frozen=True)
class L2(MixedPenalty):
    """The ridge penalty ‖w‖₂², without a factor ½; its ball in the plane is the disc.

    Examples
    --------
    >>> float(L2()([1, 0, 0, 0])), float(L2()([0.25, 0.25, 0.25, 0.25]))
    (1.0, 0.25)
    """

    flat = 0
    square = 1
    name = "L2"


@dataclass(frozen=True)
class ElasticNet(MixedPenalty):
    """A mixture, ratio · ‖w‖₁ + (1 - ratio) · ‖w‖₂².

    Parameters
    ----------
    ratio : float or Fraction
        From 0 (the ridge penalty) to 1 (the lasso's).

    Notes
    -----
    Zou and Hastie's convention, without a factor ½ on the squares. Scikit-learn's, on m examples,
    is ½‖Xw - y‖²/m + alpha (l1_ratio ‖w‖₁ + ½ (1 - l1_ratio) ‖w‖₂²).

    Examples
    --------
    >>> float(ElasticNet(0.5)([1, -2]))
    4.0
    """

    ratio: Number

    def __post_init__(self) -> None:
        if not 0 <= self.ratio <= 1:
            raise ValueError(f"ratio = {self.ratio} is not between 0 (ridge) and 1 (lasso)")

    @property
    def flat(self) -> Number:
        return self.ratio

    @property
    def square(self) -> Number:
        return 1 - self.ratio

    @property
    def name(self) -> str:
        return f"elastic net {float(self.ratio):g}"


@dataclass(frozen=True)
class MaxNorm(Penalty):
    """The largest magnitude, ‖w‖∞; its ball in the plane is the square, with full corners.

    Examples
    --------
    >>> float(MaxNorm()([1.0, -3.0]))
    3.0
    """

    @property
    def order(self) -> float:
        return np.inf

    @property
    def name(self) -> str:
        return "p = ∞"

    def __call__(self, w: ArrayLike) -> Floats:
        return np.asarray(np.abs(np.asarray(w, dtype=float)).max(axis=-1))

    def gradient(self, w: ArrayLike) -> Floats:
        """Share the unit slope among the weights of largest magnitude; 0 at w = 0."""
        w = np.asarray(w, dtype=float)
        largest = np.abs(w) == np.abs(w).max(axis=-1, keepdims=True)
        return np.asarray(np.sign(w) * largest / largest.sum(axis=-1, keepdims=True))

    def prox(self, w: ArrayLike, step: float) -> Floats:
        """Cap the magnitudes at the level that takes ``step`` off them in all, or at 0."""
        w = np.asarray(w, dtype=float)
        level = excess_level(np.abs(w), step) if np.abs(w).sum() > step else 0.0
        return np.asarray(np.clip(w, -level, level))

    def reach(self, direction: ArrayLike, bound: float) -> Floats:
        return np.asarray(bound / self(direction))

    def gap(self, w: Floats, force: Floats, strength: float) -> float:
        """Compare with the dual norm: ‖force‖₁ ≤ strength, and equal in the direction of w."""
        too_much = max(float(np.abs(force).sum()) - strength, 0.0)
        if not w.any():
            return too_much
        return max(too_much, abs(float(force @ w) / float(self(w)) - strength))


def excess_level(magnitudes: Floats, excess: float) -> float:
    """Return the level τ with Σ max(u - τ, 0) = excess, where 0 < excess ≤ Σ u.

    Source: Duchi et al., "Efficient projections onto the l1-ball" (2008), the algorithm by sorting.

    Examples
    --------
    >>> excess_level(np.array([5.0, 1.0, 3.0]), 4.0)
    2.0
    """
    falling = np.sort(magnitudes)[::-1]
    levels = (np.cumsum(falling) - excess) / np.arange(1, falling.size + 1)
    return float(levels[np.flatnonzero(falling > levels)[-1]])


def norm_penalty(p: float) -> Penalty:
    """Return the penalty whose balls are the p-norm's, in its closed form where it has one.

    Parameters
    ----------
    p : float
        From 0.1 to 50, or infinite.

    Returns
    -------
    Penalty
        L1, L2, MaxNorm, or for another p a `PNorm`.

    Examples
    --------
    >>> norm_penalty(1), norm_penalty(2), norm_penalty(0.5), norm_penalty(np.inf)
    (L1(), L2(), PNorm(p=0.5), MaxNorm())
    """
    closed: dict[float, Penalty] = {1: L1(), 2: L2(), np.inf: MaxNorm()}
    return closed.get(p) or PNorm(p)
