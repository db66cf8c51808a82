"""Schedules that rise and fall, and the rate that falls on a plateau."""

import math
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np

from optviz.schedules.schedule import BasedSchedule, Rate, positive_rate

__all__ = ["Cyclic", "OneCycle", "ReduceOnPlateau"]


@dataclass(frozen=True, eq=False)
class OneCycle(BasedSchedule):
    """Up to `rate` and down again by half cosines, then far down (PyTorch's OneCycleLR).

    From rate/`start` to the rate at the step `rise`·`steps` - 1, then to rate/(`start`·`end`) at
    the last step, where it stays.

    Source: Smith and Topin, Super-convergence, 2018.

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        The greatest; positive.
    steps : int
        In all.
    rise : float
        The share of the steps on the way up, between 0 and 1.
    start, end : float
        What the greatest rate is divided by at first, and the first rate at the end.

    Raises
    ------
    ValueError
        For a share outside (0, 1), a divisor that is not positive, or a rise of less than a step.

    Examples
    --------
    >>> OneCycle(1.0, 10).rates(11).round(3).tolist()
    [0.04, 0.52, 1.0, 0.95, 0.812, 0.611, 0.389, 0.188, 0.05, 0.0, 0.0]
    """

    steps: int
    rise: float = 0.3
    start: float = 25.0
    end: float = 1e4

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (0 < self.rise < 1 and self.start > 0 and self.end > 0):
            raise ValueError(
                f"rise lies between 0 and 1, start and end are positive; "
                f"got {self.rise}, {self.start}, {self.end}"
            )
        if not 0 < self._top < self.steps - 1:
            raise ValueError(f"{self.rise:g} of {self.steps} steps leaves no step up, or none down")

    @property
    def _top(self) -> float:
        """The step of the greatest rate."""
        return self.rise * self.steps - 1

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        first, last = self.rate / self.start, self.rate / (self.start * self.end)
        if k <= self._top:
            return _half_cosine(first, self.rate, k / self._top)
        return _half_cosine(
            self.rate, last, min((k - self._top) / (self.steps - 1 - self._top), 1.0)
        )


def _half_cosine(begin: Rate, end: Rate, share: float) -> Rate:
    return end + (begin - end) * (1 + math.cos(math.pi * share)) / 2


@dataclass(frozen=True, eq=False)
class Cyclic(BasedSchedule):
    """Straight up from `low` to `rate` and down again, over and over (PyTorch's CyclicLR).

    Source: Smith, Cyclical learning rates for training neural networks, 2017.

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        The greatest; positive.
    low : float
        The least; positive.
    up : int
        Steps on the way up.
    down : int, optional
        Steps on the way down; by default as many.
    shrink : float
        What the height of each cycle is multiplied with: ½ is PyTorch's "triangular2".

    Raises
    ------
    ValueError
        For a rate or a number of steps that is not positive, or a factor outside (0, 1].

    Examples
    --------
    >>> Cyclic(1.0, 0.2, up=2, shrink=0.5).rates(9).round(3).tolist()
    [0.2, 0.6, 1.0, 0.6, 0.2, 0.4, 0.6, 0.4, 0.2]
    """

    low: float
    up: int
    down: int | None = None
    shrink: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        positive_rate(self.low)
        if self.up < 1 or (self.down is not None and self.down < 1):
            raise ValueError(f"up and down are at least 1 step, got {self.up} and {self.down}")
        if not 0 < self.shrink <= 1:
            raise ValueError(f"shrink lies above 0 and up to 1, got {self.shrink}")

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        down = self.up if self.down is None else self.down
        cycle, place = divmod(k, self.up + down)
        share = place / self.up if place <= self.up else (self.up + down - place) / down
        return self.low + (self.rate - self.low) * share * self.shrink**cycle


@dataclass(frozen=True, eq=False)
class ReduceOnPlateau:
    """The rate that falls when the values stop falling (PyTorch's ReduceLROnPlateau).

    It is no function of the step, but of the values so far: ``plateau.after(losses)`` is the rate
    to go on with. Multiplied by `factor` when for more than `patience` values none was below the
    best by the share `threshold`.

    Parameters
    ----------
    rate : float
        Before the first value; positive.
    factor : float
        Between 0 and 1.
    patience : int
        How many values without a better one are borne.
    threshold : float
        The share of the best by which a better value is below it.
    cooldown : int
        For how many values after a fall nothing is counted.
    least : float
        Bound of the rate.

    Raises
    ------
    ValueError
        For a rate or a factor out of range, or a negative count, threshold or bound.

    Examples
    --------
    >>> plateau = ReduceOnPlateau(0.1, patience=1)
    >>> [round(plateau.after([3, 2, 2, 2, 2][:k]), 4) for k in range(6)]
    [0.1, 0.1, 0.1, 0.1, 0.01, 0.01]
    """

    rate: float
    _: KW_ONLY
    factor: float = 0.1
    patience: int = 10
    threshold: float = 1e-4
    cooldown: int = 0
    least: float = 0.0

    def __post_init__(self) -> None:
        positive_rate(self.rate)
        if not 0 < self.factor < 1:
            raise ValueError(f"factor lies between 0 and 1, got {self.factor}")
        for name in ("patience", "threshold", "cooldown", "least"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} is at least 0, got {getattr(self, name)}")

    def after(self, values: Sequence[float]) -> float:
        """Return the rate after these values: the one to go on with."""
        rate, best, bad, resting = float(self.rate), np.inf, 0, 0
        for value in values:
            if value < best * (1 - self.threshold) or (best == np.inf and value < np.inf):
                best, bad = value, 0
            else:
                bad += 1
            if resting:
                resting, bad = resting - 1, 0
            if bad > self.patience:
                rate = max(rate * self.factor, self.least)
                resting, bad = self.cooldown, 0
        return rate
