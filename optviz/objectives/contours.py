"""Level sets that show the valley: a window, a grid of values, levels that crowd to the floor."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.immutable import Immutable
from optviz.figures import Window
from optviz.objectives.function import Function

if TYPE_CHECKING:
    from contourpy import ContourGenerator

FloatArray = NDArray[np.float64]

FLAT, UNLIKE = 1e-6, 0.02
"""Sides of a window this unlike are two scales, unless the shorter has no length at all."""


@dataclass(frozen=True, eq=False)
class Contours(Immutable):
    """Values of a function of two variables on a grid, and the levels to draw.

    Attributes
    ----------
    x, y : ndarray, shape (m,) and (k,)
    values : ndarray, shape (k, m)
        Row i is at ``y[i]``.
    levels : ndarray
        Rising.

    Examples
    --------
    The level 4 of x² + y² is the circle of radius 2.

    >>> from optviz.objectives.objective import Objective
    >>> circle = contours(Objective("x**2 + y**2"), ((-3, 3), (-3, 3))).lines(4.0)[0]
    >>> np.hypot(*circle.T).round(2).min(), np.hypot(*circle.T).round(2).max()
    (np.float64(2.0), np.float64(2.0))
    """

    x: FloatArray
    y: FloatArray
    values: FloatArray
    levels: FloatArray

    def lines(self, level: float) -> list[FloatArray]:
        """The level set as polylines, each of shape (m, 2); a closed one ends where it began.

        Examples
        --------
        >>> from optviz.objectives.gallery import quadratic
        >>> (circle,) = contours(quadratic(1), ((-2, 2), (-2, 2))).lines(0.5)
        >>> bool(abs(np.linalg.norm(circle, axis=1) - 1).max() < 1e-3)
        True
        """
        made: list[FloatArray] = self._generator().lines(level)  # type: ignore[assignment]
        return made

    def below(self, level: float) -> list[FloatArray]:
        """The region below a level as closed polylines, each of shape (m, 2).

        Outer boundaries run counter-clockwise, those of holes clockwise.
        """
        lowest = float(np.nanmin(np.where(np.isfinite(self.values), self.values, np.nan)))
        floor = lowest - abs(level - lowest) - 1
        filled: Any = self._generator().filled(floor, level)
        polygons, offsets = filled
        return [
            np.asarray(points[first:last], dtype=float)
            for points, ends in zip(polygons, offsets, strict=True)
            for first, last in itertools.pairwise(ends)
        ]

    def _generator(self) -> ContourGenerator:
        from contourpy import contour_generator

        finite = np.ma.masked_invalid(self.values)
        return contour_generator(self.x, self.y, finite, fill_type="OuterOffset")


def contours(
    function: Function, window: Window, *, resolution: int = 200, count: int = 12
) -> Contours:
    """Sample a function of two variables and choose `count` levels.

    Parameters
    ----------
    function : Function
        Of two variables.
    window : ((left, right), (bottom, top))
    resolution : int
        Points along each side.
    count : int
        Levels.

    Returns
    -------
    Contours
        Levels are denser near the lowest value, so that the floor of a valley shows.

    Raises
    ------
    ValueError
        For a function of another number of variables, or an empty window.

    Examples
    --------
    >>> from optviz.objectives.gallery import rosenbrock
    >>> shown = contours(rosenbrock(), ((-2, 2), (-1, 3)))
    >>> bool(shown.levels[1] - shown.levels[0] < 0.01 * (shown.levels[-1] - shown.levels[-2]))
    True
    """
    if function.n != 2:
        raise ValueError(f"level sets are drawn for two variables, not {function.n}")
    x, y = window_grid(window, resolution)
    with np.errstate(all="ignore"):
        values = function.values(np.array(np.meshgrid(x, y)))
    return Contours(x, y, values, contour_levels(values, count))


def window_grid(window: Window, resolution: int) -> tuple[FloatArray, FloatArray]:
    """Evenly spaced x and y over a window.

    Raises
    ------
    ValueError
        If it is empty.
    """
    (left, right), (low, high) = window
    if not (left < right and low < high):
        raise ValueError(f"the window {window} is empty")
    return np.linspace(left, right, resolution), np.linspace(low, high, resolution)


def contour_levels(values: FloatArray, count: int = 12) -> FloatArray:
    """Levels in geometric progression above the lowest value.

    They begin where a hundredth of the area lies below and end where a twentieth lies above, so
    that a narrow valley has as many lines as its walls.
    """
    finite = values[np.isfinite(values)]
    if not finite.size:
        raise ValueError("the function has no finite value in this window")
    floor = float(finite.min())
    height = finite - floor
    first, last = (
        np.quantile(height[height > 0], [0.01, 0.95]) if (height > 0).any() else (1.0, 1.0)
    )
    if last <= first:
        return np.array([floor + first])
    levels: FloatArray = floor + np.geomspace(first, last, count)
    return levels


def window_around(
    function: Function, points: Iterable[Any], margin: float = 0.15, farthest: float = 100.0
) -> Window:
    """Window that holds the finite `points`, each (..., 2), the known minima, and some air.

    Points as far away as a diverging path goes do not count: `farthest` times the spread of the
    median is the limit.
    """
    minima: Sequence[Any] = getattr(function, "minima", ())
    every = [np.asarray(p, dtype=float).reshape(-1, 2) for p in points]
    seen = np.concatenate([*every, np.reshape([list(m) for m in minima], (-1, 2))])
    seen = seen[np.isfinite(seen).all(axis=1)]
    first = seen[0] if len(seen) else np.zeros(2)
    away = np.abs(seen - first).max(axis=1)
    seen = seen[away <= farthest * max(float(np.median(away)), 1e-9)] if len(seen) else first[None]
    low, high = seen.min(axis=0), seen.max(axis=0)
    span = high - low
    longest = max(float(span.max()), 1e-6)
    # A path along an axis gets room on both sides; of two unlike scales each keeps its own.
    span = np.where(
        (span < FLAT * longest) | (span > UNLIKE * longest), np.maximum(span, 0.3 * longest), span
    )
    centre = (low + high) / 2
    left, bottom = centre - (0.5 + margin) * span
    right, top = centre + (0.5 + margin) * span
    return (float(left), float(right)), (float(bottom), float(top))
