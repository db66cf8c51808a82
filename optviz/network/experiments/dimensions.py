"""The curse of dimensionality: how empty a space of many dimensions is.

To sample a cube as densely as 4 points sample a line takes 4^d points (CS231n, lecture 2), and with
a fixed number of points the nearest one is soon hardly nearer than the farthest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from linalg.language import say
from linalg.options import counts, number
from linalg.page import Figure, Page, Table
from linalg.record import Record
from optviz.figures import line_style, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Emptiness", "emptiness"]


@dataclass(frozen=True)
class Emptiness(Record):
    """Distances of random points of a unit cube as its dimension grows.

    Attributes
    ----------
    dimensions : tuple of int
    needed : tuple of int
        Points that sample the cube as densely as 4 points sample a line.
    contrast : tuple of float
        The distance to the nearest point over that to the farthest, from a random place.
    edge : tuple of float
        The side of a cube that holds a hundredth of the volume.
    """

    dimensions: tuple[int, ...]
    needed: tuple[int, ...]
    contrast: tuple[float, ...]
    edge: tuple[float, ...]

    def page(self) -> Page:
        """The table and the figure."""
        rows = [
            (str(d), f"{needed:.3g}" if needed > 1e6 else str(needed), f"{near:.2g}", f"{edge:.2g}")
            for d, needed, near, edge in zip(
                self.dimensions, self.needed, self.contrast, self.edge, strict=True
            )
        ]
        header = ("dimension", "points needed", "nearest / farthest", "side of 1 %")
        figure = Figure(lambda ax: self.plot(ax), "Distances lose their contrast.")
        return Page("The curse of dimensionality", [Table(header, rows), figure])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw contrast and side against the dimension."""
        ax = new_axes(ax)
        ax.plot(self.dimensions, self.contrast, label="nearest / farthest", **line_style(0))
        ax.plot(
            self.dimensions,
            self.edge,
            label=say("side of {share} of the volume", share="1 %"),
            **line_style(1),
        )
        ax.set(xlabel="dimension", xscale="log", ylim=(0, 1))
        ax.legend()
        return ax


def emptiness(
    dimensions: Sequence[int] = (1, 2, 3, 10, 30, 100, 300), *, points: int = 500, seed: int = 0
) -> Emptiness:
    """Measure random points of unit cubes.

    Parameters
    ----------
    dimensions : sequence of int
    points : int
        Random points in each cube.
    seed : int

    Returns
    -------
    Emptiness
        Three measures of how empty each cube is.

    Examples
    --------
    >>> record = emptiness((1, 2, 3))
    >>> record.needed
    (4, 16, 64)
    """
    counts(dimensions=dimensions)
    number("points", points, low=2, whole=True)
    rng = np.random.default_rng(seed)
    contrasts = []
    for d in dimensions:
        sample, places = rng.random((points, d)), rng.random((30, d))
        distances = np.array([np.linalg.norm(sample - place, axis=1) for place in places])
        contrasts.append(float((distances.min(axis=1) / distances.max(axis=1)).mean()))
    return Emptiness(
        tuple(dimensions),
        tuple(4**d for d in dimensions),
        tuple(contrasts),
        tuple(0.01 ** (1 / d) for d in dimensions),
    )
