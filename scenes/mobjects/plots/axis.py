"""An axis before it is drawn: its range, linear or logarithmic, and where its ticks stand."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from linalg.notation import power, to_typst

__all__ = ["Axis", "Tick"]

_SLACK = 1e-6  # of a step: a tick may stand so far beyond the end of its axis
_PLAIN = range(-3, 5)  # powers of ten that are written out; others stand beside the axis


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and what is written there, as Typst mathematics."""

    value: float
    label: str


@dataclass(frozen=True)
class Axis:
    """A range of values to be laid along a line.

    Parameters
    ----------
    low, high : float
        Positive if the axis is logarithmic.
    name : object, optional
        A part in the sense of ``linalg.notation``.
    log : bool
        Whether equal distances are equal ratios.

    Raises
    ------
    ValueError
        For an empty or infinite range, or a logarithm of what is not positive.

    Examples
    --------
    >>> Axis(-1, 3).share(1), Axis(1e-6, 1, log=True).share(1e-3)
    (0.5, 0.5)
    >>> [tick.label for tick in Axis(-1, 3).ticks(5)]
    ['-1', '0', '1', '2', '3']
    >>> [tick.label for tick in Axis(1e-6, 1, log=True).ticks(4)]
    ['10^(-6)', '10^(-4)', '10^(-2)', '1']
    """

    low: float
    high: float
    name: object = None
    log: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"an axis from {self.low} to {self.high} has no length")
        if self.log and self.low <= 0:
            raise ValueError(f"a logarithmic axis cannot begin at {self.low}")

    def share(self, value: float) -> float:
        """Return how far along the axis a value stands: 0 at `low`, 1 at `high`."""
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        if value <= 0:
            return -math.inf
        return math.log10(value / self.low) / math.log10(self.high / self.low)

    def at(self, share: float) -> float:
        """Return the value that stands at a share of the way along: the inverse of `share`.

        >>> Axis(-1, 3).at(0.5), round(Axis(1e-6, 1, log=True).at(0.5), 9)
        (1.0, 0.001)
        """
        if self.log:
            return self.low * math.pow(self.high / self.low, share)
        return self.low + share * (self.high - self.low)

    def shares(self, values: ArrayLike) -> np.ndarray:
        """Return `share` of every value; what has no place is NaN or infinite."""
        array = np.asarray(values, dtype=float)
        with np.errstate(all="ignore"):
            if self.log:
                return np.log10(array / self.low) / math.log10(self.high / self.low)
            return (array - self.low) / (self.high - self.low)

    def widened(self, factor: float) -> Axis:
        """Return a linear axis with the same middle, `factor` times as long."""
        middle, half = (self.low + self.high) / 2, (self.high - self.low) / 2 * factor
        return replace(self, low=middle - half, high=middle + half)

    @property
    def exponent(self) -> int:
        """The power of ten that is written once, beside a linear axis, not at each tick."""
        size = math.floor(math.log10(max(abs(self.low), abs(self.high))))
        return 0 if self.log or size in _PLAIN else size

    def ticks(self, most: int) -> list[Tick]:
        """Return ticks at round values, at most so many (at least 1)."""
        return self._decades(most) if self.log else self._round_values(most)

    def _decades(self, most: int) -> list[Tick]:
        first = math.ceil(math.log10(self.low) - 1e-9)
        last = math.floor(math.log10(self.high) + 1e-9)
        decades = range(first, last + 1)
        strides = ([k for k in decades if k % stride == 0] for stride in itertools.count(1))
        powers = next(chosen for chosen in strides if len(chosen) <= most)
        return [Tick(10.0**k, _power_of_ten(k)) for k in powers]

    def _round_values(self, most: int) -> list[Tick]:
        step = _step(self.high - self.low, most)
        slack = step * Fraction(_SLACK)
        first = math.ceil((Fraction(self.low) - slack) / step)
        last = math.floor((Fraction(self.high) + slack) / step)
        unit = Fraction(10) ** self.exponent
        digits = _decimals(step / unit)
        return [
            Tick(float(k * step), f"{float(k * step / unit):.{digits}f}")
            for k in range(first, last + 1)
        ]


def _step(length: float, most: int) -> Fraction:
    """Return the smallest 1, 2 or 5 times a power of ten that gives at most so many ticks."""
    decade = math.floor(math.log10(length / most)) - 1
    candidates = (Fraction(10) ** k * m for k in range(decade, decade + 5) for m in (1, 2, 5))
    return next(step for step in candidates if length / step + 2 * _SLACK < most)


def _decimals(step: Fraction) -> int:
    """Return how many decimals a multiple of the step needs."""
    return max(0, -math.floor(math.log10(step)))


def _power_of_ten(k: int) -> str:
    return str(10**k) if k in (0, 1) else to_typst(power(10, k))
