"""Learning-rate schedules: pure functions of the step k, counted from 0, that compose."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from linalg.errors import ShapeError

Rate: TypeAlias = Any
"""A learning rate, or an array of them, one for each start."""


@dataclass(frozen=True, eq=False)
class Schedule:
    """Learning rate as a function of the step: ``schedule(k)``.

    Raises
    ------
    ValueError
        For a rate that is not a positive finite number, or a number of steps below 1.
    """

    def __post_init__(self) -> None:
        for name in ("steps", "every", "period", "growth"):
            if getattr(self, name, 1) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        raise NotImplementedError

    def rates(self, steps: int) -> NDArray[np.float64]:
        """Rates of the first `steps` steps, shape (steps,) or (steps, B).

        Raises
        ------
        ValueError
            For rates beyond the range of floats.
        """
        try:
            rates = np.array([self(k) for k in range(steps)], dtype=float)
        except OverflowError:
            rates = np.array([np.inf])
        if not np.isfinite(rates).all():
            raise ValueError(f"within {steps} steps the rates leave the range of floats")
        return rates.reshape(steps, *np.shape(self(0)))  # a batch of rates even for no steps

    def then(self, following: "Schedule", *, at: int) -> "Schedule":
        """Start `following` at step `at`, with its own clock from 0 there."""
        return Then(self, following, at)

    def warm_up(self, steps: int) -> "Schedule":
        """Rise linearly to the first rate over `steps` steps, then start this schedule."""
        return WarmUp(self(0), steps).then(self, at=steps)

    def per_epoch(self, steps: int) -> "Schedule":
        """Advance once in `steps` steps: the schedule counts epochs."""
        return PerEpoch(self, steps)

    def plot(self, steps: int, ax: Any = None) -> Any:
        """Draw the rate against the step; returns the axes."""
        if ax is None:
            from matplotlib import pyplot

            ax = pyplot.subplots()[1]
        ax.step(range(steps), self.rates(steps), where="post")
        ax.set(xlabel="step", ylabel="learning rate")
        return ax


@dataclass(frozen=True, eq=False)
class _Based(Schedule):
    """A schedule that starts from a base rate."""

    rate: Rate

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "rate", positive_rate(self.rate))


def positive_rate(rate: Rate) -> Rate:
    """`rate` as a float or a float array, if it is positive and finite."""
    numbers = np.asarray(rate, dtype=float)
    if not (np.isfinite(numbers) & (numbers > 0)).all():
        raise ValueError(f"a learning rate must be a positive number, got {rate}")
    if numbers.ndim > 1 or not numbers.size:
        raise ShapeError(f"rates are one number or one a start, got shape {numbers.shape}")
    return float(numbers) if numbers.ndim == 0 else numbers


def as_schedule(rate: "Schedule | Rate") -> Schedule:
    """A schedule as it is; a number as the constant one."""
    return rate if isinstance(rate, Schedule) else Constant(rate)


@dataclass(frozen=True, eq=False)
class Constant(_Based):
    """The same rate at every step."""

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate


@dataclass(frozen=True, eq=False)
class StepDecay(_Based):
    """Multiply by `factor` once in `every` steps (PyTorch's StepLR).

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
class MultiStep(_Based):
    """Multiply by `factor` at each milestone (PyTorch's MultiStepLR)."""

    milestones: Sequence[int]
    factor: float = 0.1

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * self.factor ** sum(k >= m for m in self.milestones)


@dataclass(frozen=True, eq=False)
class Piecewise(Schedule):
    """A constant rate between boundaries: ``values[i]`` before ``boundaries[i]``."""

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
class Exponential(_Based):
    """Multiply by `factor` at every step; 0.99 per epoch is the lecture's "1 % an epoch".

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
class Cosine(_Based):
    """Half a cosine from the rate down to `floor` over `steps` steps, then up again.

    PyTorch's CosineAnnealingLR, which also rises after `steps`; `Schedule.then` ends it there.

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
class CosineRestarts(_Based):
    """Cosine that jumps back up after each period; periods grow by a whole `growth`.

    PyTorch's CosineAnnealingWarmRestarts. Source: Loshchilov and Hutter, SGDR, 2017.
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
class Linear(_Based):
    """From `start` to `end`, as factors of the rate, over `steps` steps (PyTorch's LinearLR).

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
class Polynomial(_Based):
    """Rate (1 - k/steps)^power, then 0 (PyTorch's PolynomialLR)."""

    steps: int
    power: float = 1.0

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * (1 - min(k / self.steps, 1.0)) ** self.power


@dataclass(frozen=True, eq=False)
class InverseSquareRoot(_Based):
    """Rate / √(1 + k)."""

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate / math.sqrt(1 + k)


@dataclass(frozen=True, eq=False)
class InverseTime(_Based):
    """Rate / (1 + decay k): the 1/t decay of CS231n."""

    decay: float

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate / (1 + self.decay * k)


@dataclass(frozen=True, eq=False)
class WarmUp(_Based):
    """Rise linearly: rate (k + 1)/steps, and the full rate from step ``steps - 1`` on."""

    steps: int

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * min((k + 1) / self.steps, 1.0)


@dataclass(frozen=True, eq=False)
class Then(Schedule):
    """One schedule, and from step `at` on another (PyTorch's SequentialLR)."""

    first: Schedule
    second: Schedule
    at: int

    def __post_init__(self) -> None:
        if not isinstance(self.second, Schedule):
            raise TypeError(f"a schedule follows a schedule, as Constant({self.second!r}) is one")
        if self.at < 0:
            raise ValueError(f"a schedule follows at step 0 or later, not {self.at}")

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.first(k) if k < self.at else self.second(k - self.at)


@dataclass(frozen=True, eq=False)
class PerEpoch(Schedule):
    """A schedule that counts epochs of `steps` steps."""

    schedule: Schedule
    steps: int

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.schedule(k // self.steps)


def lecture_piecewise(steps: int, rate: float = 1e-4) -> Schedule:
    """The lecture's schedule: 10 % linear warm-up, 40 % at `rate`, 25 % at a tenth, 25 % at 1/100.

    Examples
    --------
    >>> schedule = lecture_piecewise(100)
    >>> [f"{schedule(k):.0e}" for k in (0, 9, 49, 50, 74, 75, 99)]
    ['1e-05', '1e-04', '1e-04', '1e-05', '1e-05', '1e-06', '1e-06']
    """
    warm = max(1, steps // 10)
    plateaus = Piecewise([rate, rate / 10, rate / 100], [steps // 2 - warm, steps * 3 // 4 - warm])
    return plateaus.warm_up(warm)
