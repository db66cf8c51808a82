"""Points of the plane in clouds and rings, whose classes no straight line separates."""

from __future__ import annotations

import numpy as np

from linalg.options import counts, number
from optviz.network.data.data import Data

__all__ = ["clouds", "rings"]


def clouds(n: int = 200, *, noise: float = 0.4, held_out: float = 0.2, seed: int = 0) -> Data:
    """Four clouds at the corners of a square, of which opposite ones are of one class: XOR.

    Parameters
    ----------
    n : int
        Examples, all clouds together.
    noise : float
        The standard deviation of each coordinate; a side of the square is 2.
    held_out : float
        The share of examples that is held out.
    seed : int

    Returns
    -------
    Data
        x of shape (N, 2), labels 0 and 1.

    Examples
    --------
    >>> data = clouds(8, noise=0, held_out=0)
    >>> bool((data.y == (data.x[:, 0] * data.x[:, 1] < 0)).all())
    True
    """
    number("n", n, low=2, whole=True)
    number("noise", noise, low=0)
    rng = np.random.default_rng(seed)
    corner = np.arange(n) % 4
    corners = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    x = corners[corner] + rng.normal(0, noise, (n, 2))
    return Data.split(x, corner % 2, held_out=held_out, seed=seed, classes=("0", "1"))


def rings(
    n: int = 200, *, classes: int = 2, noise: float = 0.1, held_out: float = 0.2, seed: int = 0
) -> Data:
    """A disc, and rings around it, each of its own class.

    Parameters
    ----------
    n : int
        Examples of all classes together.
    classes : int
        The disc and the rings.
    noise : float
        The standard deviation of each coordinate; a ring begins 1/2 outside the one before.
    held_out : float
        The share of examples that is held out.
    seed : int

    Returns
    -------
    Data
        x of shape (N, 2).

    Examples
    --------
    >>> data = rings(90, classes=3, noise=0)
    >>> [float(np.hypot(*data.x[data.y == k].T).max().round()) for k in range(3)]
    [0.0, 1.0, 2.0]
    """
    counts(n=n, classes=classes)
    number("noise", noise, low=0)
    rng = np.random.default_rng(seed)
    y = np.arange(n) % classes
    radius = y + rng.random(n) / 2
    angle = 2 * np.pi * rng.random(n)
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x += rng.normal(0, noise, x.shape)
    names = tuple(map(str, range(classes)))
    return Data.split(x, y, held_out=held_out, seed=seed, classes=names)
