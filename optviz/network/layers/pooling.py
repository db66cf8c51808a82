"""Pooling: one number for each window of an image, its largest or its mean.

A window is given by the places that it covers. All windows of an image are one table of places, so
that forward reads through the table and backward adds through it, whether windows stand side by
side, overlap, or lie where chance has put them.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from linalg.options import within
from optviz.network.layers.convolution import Pair, pair
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, generator, needs
from optviz.network.layers.parameters import Tree

__all__ = ["AveragePool", "FractionalMaxPool", "MaxPool"]

Places = NDArray[np.intp]


def window_places(rows: Places, columns: Places, window: Pair, width: int) -> Places:
    """The places of each window's pixels in a flattened image, shape (H', W', h·w).

    Parameters
    ----------
    rows, columns : integer arrays of shapes (H',) and (W',)
        Where the windows start.
    window : (h, w)
    width : int
        The image's width.
    """
    down = rows[:, None] + np.arange(window[0])
    right = columns[:, None] + np.arange(window[1])
    places: Places = down[:, None, :, None] * width + right[None, :, None, :]
    return places.reshape(len(rows), len(columns), -1)


def _regular_places(x: Array, window: Pair, stride: Pair) -> Places:
    rows = np.arange(0, x.shape[2] - window[0] + 1, stride[0])
    columns = np.arange(0, x.shape[3] - window[1] + 1, stride[1])
    return window_places(rows, columns, window, x.shape[3])


class Pooled(NamedTuple):
    """The cache of a pooling: the places that each output came from, and the shape of x."""

    places: Places
    shape: tuple[int, ...]


def _scatter(share: Array, places: Places, shape: tuple[int, ...]) -> Array:
    """Add each share, (N, C, H', W'), to its place, of the same shape or one for all images."""
    dx = np.zeros((shape[0] * shape[1], shape[2] * shape[3]), share.dtype)
    places = np.broadcast_to(places, share.shape).reshape(len(dx), -1)
    np.add.at(dx, (np.arange(len(dx))[:, None], places), share.reshape(len(dx), -1))
    return dx.reshape(shape)


class _LargestOf(Layer):
    """The largest number of each window; the gradient goes to where it was, the first in a tie."""

    @abstractmethod
    def _places(self, x: Array, mode: Mode, rng: Rng) -> Places: ...

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        places = self._places(x, mode, rng)
        windows = x.reshape(*x.shape[:2], -1)[:, :, places]  # (N, C, H', W', h·w)
        won = windows.argmax(axis=-1)
        y = np.take_along_axis(windows, won[..., None], axis=-1)[..., 0]
        where = np.take_along_axis(places[None, None], won[..., None], axis=-1)[..., 0]
        return y, Pooled(where, x.shape)

    def backward(self, dy: Array, cache: Pooled) -> tuple[Array, Gradients]:
        return _scatter(dy, cache.places, cache.shape), {}


@dataclass(frozen=True, repr=False)
class MaxPool(_LargestOf):
    """The largest number of each window: (N, C, H, W) to (N, C, H', W').

    Parameters
    ----------
    window : int or (int, int)
        Height and width.
    stride : int or (int, int), optional
        How far it moves; the window's size, side by side, unless told otherwise.

    Notes
    -----
    The gradient goes to the largest number of a window, the first of them in a tie. CS231n,
    lecture 7.

    Examples
    --------
    >>> MaxPool(2).forward({}, np.arange(16.0).reshape(1, 1, 4, 4))[0]
    array([[[[ 5.,  7.],
             [13., 15.]]]])
    """

    window: int | Pair = within(2, low=1, whole=True)
    stride: int | Pair | None = within(None, low=1, whole=True)

    def _places(self, x: Array, mode: Mode, rng: Rng) -> Places:
        window = _fitting(self, x, pair(self.window))
        return _regular_places(x, window, pair(self.stride or self.window))


@dataclass(frozen=True, repr=False)
class AveragePool(Layer):
    """The mean of each window: (N, C, H, W) to (N, C, H', W').

    Parameters
    ----------
    window : int or (int, int)
    stride : int or (int, int), optional

    Notes
    -----
    LeCun et al. 1998, "Gradient-based learning".

    Examples
    --------
    >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
    >>> AveragePool(2).forward({}, x)[0][0, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """

    window: int | Pair = within(2, low=1, whole=True)
    stride: int | Pair | None = within(None, low=1, whole=True)

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        window = _fitting(self, x, pair(self.window))
        places = _regular_places(x, window, pair(self.stride or self.window))
        return x.reshape(*x.shape[:2], -1)[:, :, places].mean(axis=-1), Pooled(places, x.shape)

    def backward(self, dy: Array, cache: Pooled) -> tuple[Array, Gradients]:
        places, shape = cache
        share = np.broadcast_to((dy / places.shape[-1])[..., None], (*dy.shape, places.shape[-1]))
        return _scatter(share, places, shape), {}


@dataclass(frozen=True, repr=False)
class FractionalMaxPool(_LargestOf):
    """Max pooling that shrinks by a factor between 1 and 2, over windows placed by chance.

    Parameters
    ----------
    output : (int, int)
        H' and W'.
    window : int or (int, int)
        Height and width of the windows, which may overlap.

    Notes
    -----
    Graham 2014. (N, C, H, W) to (N, C, H', W'). The windows start at ⌊α(i + u)⌋ - ⌊αu⌋ with u drawn
    from [0, 1) while training, one u for each direction and mini-batch; at test time u = ½.

    Examples
    --------
    >>> x = np.arange(25.0).reshape(1, 1, 5, 5)
    >>> FractionalMaxPool((3, 3)).forward({}, x)[0][0, 0]
    array([[ 6.,  8.,  9.],
           [16., 18., 19.],
           [21., 23., 24.]])
    """

    output: Pair = within(low=1, whole=True)
    window: int | Pair = within(2, low=1, whole=True)

    def _places(self, x: Array, mode: Mode, rng: Rng) -> Places:
        window = _fitting(self, x, pair(self.window))
        enough = all(
            size - w + 1 >= out
            for size, w, out in zip(x.shape[2:], window, self.output, strict=True)
        )
        needs(enough, self, "an image larger than the output", x, "ask for a smaller output")
        u = generator(self, rng).random(2) if mode == "train" else np.array([0.5, 0.5])
        rows, columns = (
            fractional_starts(x.shape[2 + axis], self.output[axis], window[axis], float(u[axis]))
            for axis in (0, 1)
        )
        return window_places(rows, columns, window, x.shape[3])


def fractional_starts(size: int, output: int, window: int, u: float) -> Places:
    """Return the starts of `output` windows along an axis of length `size`; the last ends with it.

    Examples
    --------
    >>> fractional_starts(size=10, output=6, window=2, u=0.5)
    array([0, 2, 4, 5, 7, 8])
    """
    alpha = (size - window) / max(output - 1, 1)
    starts: Places = (((np.arange(output) + u) * alpha) // 1 - (u * alpha) // 1).astype(np.intp)
    starts[-1] = size - window
    return starts


def _fitting(layer: Layer, x: Array, window: Pair) -> Pair:
    fits = x.ndim == 4 and x.shape[2] >= window[0] and x.shape[3] >= window[1]
    needs(fits, layer, f"(N, C, ≥ {window[0]}, ≥ {window[1]})", x, "take a smaller window")
    return window
