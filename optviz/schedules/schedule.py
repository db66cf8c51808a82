"""The base of every learning-rate schedule, and their composition."""

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

    Examples
    --------
    >>> from optviz.schedules.schedules import Cosine
    >>> schedule = Constant(0.1).warm_up(4).then(Cosine(0.1, 6), at=6)
    >>> schedule.rates(8).round(3).tolist()
    [0.025, 0.05, 0.075, 0.1, 0.1, 0.1, 0.1, 0.093]
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

    def times(self, other: "Schedule") -> "Schedule":
        """Multiply with another schedule; one that starts at 1 is a multiplier."""
        return Product(self, other)

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
class BasedSchedule(Schedule):
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
class Constant(BasedSchedule):
    """The same rate at every step.

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.

    Examples
    --------
    >>> Constant(0.1)(1000)
    0.1
    """

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate


@dataclass(frozen=True, eq=False)
class WarmUp(BasedSchedule):
    """Rise linearly: rate (k + 1)/steps, and the full rate from step ``steps - 1`` on.

    Parameters
    ----------
    rate : float or array_like of shape (B,)
        Positive.
    steps : int

    Examples
    --------
    >>> WarmUp(1.0, 4).rates(5).tolist()
    [0.25, 0.5, 0.75, 1.0, 1.0]
    """

    steps: int

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.rate * min((k + 1) / self.steps, 1.0)


@dataclass(frozen=True, eq=False)
class Then(Schedule):
    """One schedule, and from step `at` on another (PyTorch's SequentialLR).

    Parameters
    ----------
    first, second : Schedule
        The second has its own clock, from 0.
    at : int

    Examples
    --------
    >>> Then(Constant(0.1), Constant(0.01), 2).rates(3).tolist()
    [0.1, 0.1, 0.01]
    """

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
class Product(Schedule):
    """The product of two schedules; one that starts at 1 is a multiplier of the other.

    Each factor keeps its closed form, so that the product of positive schedules is never negative.
    (A chain of PyTorch's schedulers is recursive: one of an exponential and a cosine with a floor
    falls below 0.)

    Parameters
    ----------
    first, second : Schedule

    Examples
    --------
    >>> from optviz.schedules.schedules import Exponential, WarmUp
    >>> Product(WarmUp(1.0, 4), Exponential(0.1, 0.5)).rates(4).round(4).tolist()
    [0.025, 0.025, 0.0188, 0.0125]
    """

    first: Schedule
    second: Schedule

    def __post_init__(self) -> None:
        for factor in (self.first, self.second):
            if not isinstance(factor, Schedule):
                raise TypeError(f"a product has two schedules, as Constant({factor!r}) is one")

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.first(k) * self.second(k)


@dataclass(frozen=True, eq=False)
class PerEpoch(Schedule):
    """A schedule that counts epochs of `steps` steps.

    Parameters
    ----------
    schedule : Schedule
    steps : int
        In an epoch.

    Examples
    --------
    >>> from optviz.schedules.schedules import Exponential
    >>> PerEpoch(Exponential(1.0, 0.5), 2).rates(4).tolist()
    [1.0, 1.0, 0.5, 0.5]
    """

    schedule: Schedule
    steps: int

    def __call__(self, k: int) -> Rate:
        """Rate of step k."""
        return self.schedule(k // self.steps)
