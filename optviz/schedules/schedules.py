"""Learning-rate schedules: pure functions of the step k, counted from 0, that compose."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from optviz.schedules.cycles import Cyclic, OneCycle, ReduceOnPlateau
from optviz.schedules.schedule import (
    BasedSchedule,
    Constant,
    PerEpoch,
    Product,
    Rate,
    Schedule,
    Then,
    WarmUp,
    as_schedule,
    positive_rate,
)

__all__ = [
    "Constant",
    "Cosine",
    "CosineRestarts",
    "Cyclic",
    "Exponential",
    "InverseSquareRoot",
    "InverseTime",
    "Linear",
    "MultiStep",
    "OneCycle",
    "PerEpoch",
    "Piecewise",
    "Polynomial",
    "Product",
    "ReduceOnPlateau",
    "Schedule",
    "StepDecay",
    "Then",
    "WarmUp",
    "as_schedule",
    "lecture_piecewise",
]


@dataclass(frozen=True, eq=False)
class StepDecay(BasedSchedule):
    """Multiply by `factor` once in `every` steps (PyTorch's StepLR).

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    every : int
    factor : float

    Examples
    --------
    >>> [StepDecay(1.0, every=2, factor=0.5)(k) for k in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    every: int
    factor: float = 0.1

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * self.factor ** (k // self.every)


@dataclass(frozen=True, eq=False)
class MultiStep(BasedSchedule):
    """Multiply by `factor` at each milestone (PyTorch's MultiStepLR).

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    milestones : sequence of int
        Steps, in any order.
    factor : float

    Examples
    --------
    >>> MultiStep(1.0, [2, 3], 0.5).rates(5).tolist()
    [1.0, 1.0, 0.5, 0.25, 0.25]
    """

    milestones: Sequence[int]
    factor: float = 0.1

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * self.factor ** sum(k >= m for m in self.milestones)


@dataclass(frozen=True, eq=False)
class Piecewise(Schedule):
    """A constant rate between boundaries: ``values[i]`` before ``boundaries[i]``.

    Parameters
    ----------
    values : sequence of float
        A rate a piece.
    boundaries : sequence of int
        First steps of the second piece, the third, …; one fewer.

    Examples
    --------
    >>> Piecewise([0.1, 0.01], [3]).rates(5).tolist()
    [0.1, 0.1, 0.1, 0.01, 0.01]
    """

    values: Sequence[float]
    boundaries: Sequence[int]

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.values) != len(self.boundaries) + 1:
            raise ValueError(
                f"{len(self.boundaries)} boundaries part {len(self.boundaries) + 1} pieces, "
                f"but {len(self.values)} rates are given"
            )
        object.__setattr__(self, "values", tuple(positive_rate(v) for v in self.values))

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.values[sum(k >= b for b in self.boundaries)]


@dataclass(frozen=True, eq=False)
class Exponential(BasedSchedule):
    """Multiply by `factor` at every step; 0.99 per epoch is the lecture's "1 % an epoch".

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    factor : float

    Examples
    --------
    >>> round(Exponential(0.1, 0.99).per_epoch(500)(1000), 6)
    0.09801
    """

    factor: float = 0.99

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * self.factor**k


@dataclass(frozen=True, eq=False)
class Cosine(BasedSchedule):
    """Half a cosine from the rate down to `floor` over `steps` steps, then up again.

    PyTorch's CosineAnnealingLR, which also rises after `steps`; `Schedule.then` ends it there.

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    steps : int
    floor : float

    Examples
    --------
    >>> [round(Cosine(1.0, 4)(k), 3) for k in range(5)]
    [1.0, 0.854, 0.5, 0.146, 0.0]
    """

    steps: int
    floor: float = 0.0

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        share = (1 + math.cos(math.pi * k / self.steps)) / 2
        return self.floor + (self.rate - self.floor) * share


@dataclass(frozen=True, eq=False)
class CosineRestarts(BasedSchedule):
    """Cosine that jumps back up after each period; periods grow by a whole `growth`.

    PyTorch's CosineAnnealingWarmRestarts. Source: Loshchilov and Hutter, SGDR, 2017.

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    period : int
        Steps of the first period.
    growth : int
    floor : float

    Examples
    --------
    >>> CosineRestarts(1.0, 2).rates(5).round(3).tolist()
    [1.0, 0.5, 1.0, 0.5, 1.0]
    """

    period: int
    growth: int = 1
    floor: float = 0.0

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        period = self.period
        if self.growth == 1:
            k %= period
        while k >= period:
            k -= period
            period *= self.growth
        return Cosine(self.rate, period, self.floor)(k)


@dataclass(frozen=True, eq=False)
class Linear(BasedSchedule):
    """From `start` to `end`, as factors of the rate, over `steps` steps (PyTorch's LinearLR).

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    steps : int
    start, end : float

    Examples
    --------
    >>> [Linear(1.0, 4, start=1.0, end=0.0)(k) for k in range(6)]
    [1.0, 0.75, 0.5, 0.25, 0.0, 0.0]
    """

    steps: int
    start: float = 1 / 3
    end: float = 1.0

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * (self.start + (self.end - self.start) * min(k / self.steps, 1.0))


@dataclass(frozen=True, eq=False)
class Polynomial(BasedSchedule):
    """Rate (1 - k/steps)^power, then 0 (PyTorch's PolynomialLR).

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    steps : int
    power : float

    Examples
    --------
    >>> Polynomial(1.0, 4, power=2.0).rates(5).tolist()
    [1.0, 0.5625, 0.25, 0.0625, 0.0]
    """

    steps: int
    power: float = 1.0

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * (1 - min(k / self.steps, 1.0)) ** self.power


@dataclass(frozen=True, eq=False)
class InverseSquareRoot(BasedSchedule):
    """Rate / √(1 + k).

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.

    Examples
    --------
    >>> InverseSquareRoot(0.1)(3)
    0.05
    """

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate / math.sqrt(1 + k)


@dataclass(frozen=True, eq=False)
class InverseTime(BasedSchedule):
    """Rate / (1 + decay k): the 1/t decay of CS231n.

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    decay : float

    Examples
    --------
    >>> InverseTime(0.1, 1.0)(3)
    0.025
    """

    decay: float

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate / (1 + self.decay * k)


def lecture_piecewise(steps: int, rate: float = 1e-4) -> Schedule:
    """The lecture's schedule: 10 % linear warm-up, 40 % at `rate`, 25 % at a tenth, 25 % at 1/100.

    Parameters
    ----------
    steps : int
        In all.
    rate : float
        The plateau's.

    Examples
    --------
    >>> schedule = lecture_piecewise(100)
    >>> [f"{schedule(k):.0e}" for k in (0, 9, 49, 50, 74, 75, 99)]
    ['1e-05', '1e-04', '1e-04', '1e-05', '1e-05', '1e-06', '1e-06']
    """
    warm = max(1, steps // 10)
    plateaus = Piecewise([rate, rate / 10, rate / 100], [steps // 2 - warm, steps * 3 // 4 - warm])
    return plateaus.warm_up(warm)
