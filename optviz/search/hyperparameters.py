"""Scales on which hyperparameters are searched: each maps the unit interval onto its values.

A uniform number between 0 and 1 becomes a value that is uniform on the right scale: a learning rate
in its exponent, a momentum in the exponent of 1 - β, a number of layers as it is. So a setting of
all hyperparameters is a point of the unit cube, and a search is a search in that cube.

Source: A. Ng, "Deep learning specialisation", course 2, week 3.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = [
    "PRIORITIES",
    "Choice",
    "Integers",
    "LogUniform",
    "LogUniformBelowOne",
    "Scale",
    "Space",
    "Uniform",
]

PRIORITIES: tuple[tuple[str, ...], ...] = (
    ("learning rate α",),
    ("momentum β", "mini-batch size", "hidden units"),
    ("layers", "learning-rate decay"),
    ("Adam's β₁", "Adam's β₂", "Adam's ε"),
)
"""What to tune first, and what hardly ever."""


class Scale(ABC):
    """The values of one hyperparameter, and how densely each part of them is tried."""

    @abstractmethod
    def at(self, u: float) -> Any:
        """Return the value at a place u of the unit interval, 0 ≤ u ≤ 1."""

    @property
    def axis(self) -> str:
        """The scale of a figure's axis: "linear" or "log"."""
        return "linear"

    def label(self, name: str) -> str:
        """Return what a figure's axis shows of a hyperparameter of that name."""
        return name

    def coordinate(self, value: Any) -> Any:
        """Return where on that axis a value stands: a number, or the name of a category."""
        return value if isinstance(value, int | float) else str(value)

    def places(self, count: int) -> list[float]:
        """Return up to ``count`` places for a grid, evenly spread, both ends among them."""
        return [0.5] if count == 1 else np.linspace(0.0, 1.0, count).tolist()


@dataclass(frozen=True)
class Uniform(Scale):
    """Numbers from ``low`` to ``high``, all parts alike.

    Parameters
    ----------
    low, high : float
        low < high.

    Examples
    --------
    >>> Uniform(2.0, 4.0).at(0.25)
    2.5
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _check(-math.inf < self.low < self.high < math.inf, self)

    def at(self, u: float) -> float:
        """Return low + u (high - low)."""
        return self.low + u * (self.high - self.low)


@dataclass(frozen=True)
class LogUniform(Scale):
    """Positive numbers, each factor of ten alike: α = 10ʳ with r uniform.

    Parameters
    ----------
    low, high : float
        0 < low < high.

    Examples
    --------
    >>> alpha = LogUniform(1e-4, 1.0)
    >>> [round(alpha.at(u), 6) for u in (0, 0.25, 0.5, 0.75, 1)]
    [0.0001, 0.001, 0.01, 0.1, 1.0]
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _check(0 < self.low < self.high < math.inf, self)

    @property
    def axis(self) -> str:
        return "log"

    def at(self, u: float) -> float:
        """Return 10ʳ, r between the exponents of low and high."""
        return _power_of_ten(self.low, self.high, u)


@dataclass(frozen=True)
class LogUniformBelowOne(Scale):
    """Numbers below 1 whose distance from 1 is log-uniform: 1 - β = 10ʳ with r uniform.

    From 0.9 to 0.999 the average β makes runs over 10 to 1000 steps; it matters near 1.

    Parameters
    ----------
    low, high : float
        low < high < 1.

    Examples
    --------
    >>> beta = LogUniformBelowOne(0.9, 0.999)
    >>> [round(beta.at(u), 6) for u in (0, 0.5, 1)]
    [0.9, 0.99, 0.999]
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _check(-math.inf < self.low < self.high < 1, self)

    @property
    def axis(self) -> str:
        return "log"

    def label(self, name: str) -> str:
        """Return ``1 - name``: the axis is that of the distance from 1."""
        return f"1 - {name}"

    def coordinate(self, value: Any) -> Any:
        """Return 1 - value."""
        return 1.0 - value

    def at(self, u: float) -> float:
        """Return 1 - 10ʳ, r between the exponents of 1 - low and 1 - high."""
        return 1.0 - _power_of_ten(1.0 - self.low, 1.0 - self.high, u)


@dataclass(frozen=True)
class Choice(Scale):
    """One of several values, all alike.

    Parameters
    ----------
    options : sequence
        At least one.

    Examples
    --------
    >>> [Choice(("relu", "tanh")).at(u) for u in (0, 0.49, 0.5, 1)]
    ['relu', 'relu', 'tanh', 'tanh']
    """

    options: tuple[Any, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", tuple(self.options))
        _check(len(self.options) > 0, self)

    def at(self, u: float) -> Any:
        """Return the option on whose share of the interval u lies."""
        return self.options[_cell(u, len(self.options))]

    def places(self, count: int) -> list[float]:
        """Return the middles of up to ``count`` of the options."""
        return _middles(len(self.options), count)


@dataclass(frozen=True)
class Integers(Scale):
    """Whole numbers from ``low`` to ``high``, both included, all alike.

    Parameters
    ----------
    low, high : int
        Both belong to it; low < high.

    Examples
    --------
    >>> [Integers(2, 4).at(u) for u in (0, 0.5, 1)]
    [2, 3, 4]
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        whole = float(self.low).is_integer() and float(self.high).is_integer()
        _check(whole and self.low < self.high, self)

    def at(self, u: float) -> int:
        """Return the integer on whose share of the interval u lies."""
        return self.low + _cell(u, self.high - self.low + 1)

    def places(self, count: int) -> list[float]:
        """Return the middles of up to ``count`` of the integers, both ends among them."""
        return _middles(self.high - self.low + 1, count)


@dataclass(frozen=True)
class Space:
    """Named hyperparameters, each on its scale: the unit cube in the field's own units.

    Parameters
    ----------
    scales : mapping of str to scale
        At least one.

    Examples
    --------
    >>> space = Space({"lr": LogUniform(1e-4, 1.0), "layers": Integers(2, 4)})
    >>> space.at((0.5, 1.0))
    {'lr': 0.01, 'layers': 4}
    """

    scales: Mapping[str, Scale]

    def __post_init__(self) -> None:
        if not self.scales:
            raise ValueError("a space needs at least one hyperparameter")
        for name, scale in self.scales.items():
            if not isinstance(scale, Scale):
                raise TypeError(f"{name} is a {type(scale).__name__}, not a Scale such as Uniform")

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in their order."""
        return tuple(self.scales)

    def at(self, place: tuple[float, ...]) -> dict[str, Any]:
        """Return the setting at a place of the unit cube."""
        pairs = zip(self.scales.items(), place, strict=True)
        return {name: scale.at(u) for (name, scale), u in pairs}


def _power_of_ten(low: float, high: float, u: float) -> float:
    exponent = math.log10(low) + u * (math.log10(high) - math.log10(low))
    return float(10.0**exponent)


def _cell(u: float, count: int) -> int:
    return min(int(u * count), count - 1)


def _middles(cells: int, count: int) -> list[float]:
    if count == 1:
        return [(cells // 2 + 0.5) / cells]
    chosen = np.linspace(0, cells - 1, min(count, cells)).round()
    return [(float(cell) + 0.5) / cells for cell in chosen]


def _check(holds: bool, scale: Scale) -> None:
    if not holds:
        raise ValueError(f"{scale} holds no range of values in order, low < high")
