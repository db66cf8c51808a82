"""Decision regions: the class that a classifier gives each point of a grid in the plane."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.layers.layer import Layer
from optviz.network.layers.parameters import Parameters

__all__ = ["classify", "grid", "regions"]

Pair = tuple[float, float]


def grid(low: Pair, high: Pair, points: int) -> NDArray[np.float64]:
    """Points of a rectangle, row by row from below, shape (points², 2)."""
    xs = np.linspace(low[0], high[0], points)
    ys = np.linspace(low[1], high[1], points)
    return np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)


def classify(scores: NDArray[Any]) -> NDArray[np.intp]:
    """The class with the largest score; of one score, whether it is positive."""
    if scores.ndim == 1 or scores.shape[1] == 1:
        return (scores.reshape(len(scores)) > 0).astype(np.intp)
    return np.asarray(scores.argmax(axis=1))


def regions(
    network: Layer, parameters: Parameters, low: Pair, high: Pair, points: int = 100
) -> NDArray[np.intp]:
    """The class of each point of a grid, shape (points, points), the first row at the bottom.

    Examples
    --------
    >>> from optviz.network.layers.linear import Linear
    >>> network = Linear(2, 2)
    >>> p = network.parameters()
    >>> p["W"][...] = [[-1, 1], [0, 0]]  # class 1 where x > 0
    >>> regions(network, p, (-1, -1), (1, 1), 4)
    array([[0, 0, 1, 1],
           [0, 0, 1, 1],
           [0, 0, 1, 1],
           [0, 0, 1, 1]])
    """
    x = grid(low, high, points).astype(parameters.vector.dtype)
    scores, _ = network.forward(parameters, x)
    return classify(scores).reshape(points, points)
