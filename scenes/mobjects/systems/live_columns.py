"""A matrix of numbers that change."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from scenes.mobjects.live_number import LiveNumber
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.text import UNITS_PER_POINT
from scenes.mobjects.written import Written, own_places
from scenes.theme import Role, TextKind, Theme
from scenes.typed_manim import VGroup

__all__ = ["LiveColumns", "Shortest"]

_TICK, _EDGE = 0.1, 0.19  # the hooks of a bracket, and its distance from the numbers
_PITCH = 1.42  # of rows, in ems
_BETWEEN = 0.55  # columns, in ems
_NOTHING = 1e-14  # what is smaller is what rounding leaves of 0
_LEAST_PLACES, _MOST_PLACES = 2, 4  # after the point
_MOVING = (-2.47, -0.0444)  # as wide as what is seen on the way


class Shortest(Written):
    """The way numbers are written with three digits at most, and none that says nothing.

    Examples
    --------
    >>> shortest = Shortest(places=2, least=1e-3)
    >>> [shortest.of(x) for x in (3.0, -1.5, 2.4713, 0.0164, 340.123)]
    ['3', '−1.5', '2.47', '0.02', '340']
    """

    def of(self, value: float) -> str:
        """Write a number."""
        places = min(self.places or 0, own_places(abs(value)))
        return Written.of(self._replace(places=places, trimmed=True), value)


def _written(values: np.ndarray) -> Shortest:
    """Return how numbers are written so that the smallest of them keeps two digits."""
    sizes = np.abs(values[np.abs(values) > _NOTHING])
    smallest = float(sizes.min(initial=1.0))
    places = min(max(_LEAST_PLACES, 1 - math.floor(math.log10(smallest))), _MOST_PLACES)
    least = 10.0**-_MOST_PLACES
    return Shortest(places=places, least=least if smallest < least else 0.0, mantissa=1)


class LiveColumns(VGroup):
    """A matrix of live numbers between brackets.

    Parameters
    ----------
    samples : array_like, (k, m, n)
        Values that it will show, which tell how wide its columns are; the first is shown.
    theme : Theme
    size : float
        The font size.
    role : Role

    Attributes
    ----------
    numbers : list of list of LiveNumber
    brackets : Curve
    """

    def __init__(
        self, samples: ArrayLike, theme: Theme, size: float, role: Role = Role.FOREGROUND
    ) -> None:
        values = np.asarray(samples, dtype=float)
        _, m, n = values.shape
        em = size * UNITS_PER_POINT
        pitch = _PITCH * em
        self.numbers: list[list[LiveNumber]] = [[] for _ in range(m)]
        right = 0.0
        for j in range(n):
            written = _written(values[:, :, j])
            width = self._width(values[:, :, j], written, theme, size)
            right += width + (_BETWEEN * em if j else 0.0)
            for i in range(m):
                number = LiveNumber(
                    float(values[0, i, j]),
                    theme,
                    TextKind.LABEL,
                    written=written,
                    size=size,
                    role=role,
                )
                self.numbers[i].append(number.stand_at(right, -i * pitch, "right"))
        low, high = -(m - 1) * pitch - 0.25 * em, 0.92 * em
        left, right = -_EDGE, right + _EDGE
        hooks = [
            np.array([[x + side, high], [x, high], [x, low], [x + side, low]])
            for x, side in ((left, _TICK), (right, -_TICK))
        ]
        self.brackets = Curve(hooks, Role.FOREGROUND, theme, width=2.0)
        super().__init__(self.brackets, *(number for row in self.numbers for number in row))

    def turn_to(self, values: ArrayLike) -> None:
        """Show other numbers, (m, n)."""
        rows = np.asarray(values, dtype=float).reshape(len(self.numbers), -1)
        for row, numbers in zip(rows, self.numbers, strict=True):
            for value, number in zip(row, numbers, strict=True):
                number.set_value(float(value))

    @property
    def values(self) -> np.ndarray:
        """The numbers, as they are drawn, (m, n)."""
        return np.array([[number.value for number in row] for row in self.numbers])

    @property
    def baselines(self) -> list[float]:
        """The height of each row."""
        return [row[0].baseline for row in self.numbers]

    @staticmethod
    def _width(values: np.ndarray, written: Written, theme: Theme, size: float) -> float:
        """Return the width of the longest number of a column, at rest and on the way."""
        shown = dict.fromkeys(float(value) for value in values.ravel())
        if np.ptp(values, axis=0).max() > 0:
            shown |= dict.fromkeys(_MOVING)
        texts = [
            LiveNumber(value, theme, TextKind.LABEL, written=written, size=size) for value in shown
        ]
        return max(text.width for text in texts)
