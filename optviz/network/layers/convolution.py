"""Two-dimensional convolution, through NumPy's window views: one matrix product, no loops.

Every place of the output sees a window of the input, and all windows together are a view of it that
costs no memory. What comes back to the input is a convolution too: that of the gradient, spread out
by the stride, with the kernel turned by half a circle.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from linalg.options import within
from optviz.network.layers.initialisation import Initialisation
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, needs
from optviz.network.layers.parameters import Tree

__all__ = ["Convolution"]

Pair = tuple[int, int]


class Windows(NamedTuple):
    """The cache of a convolution: the windows of the padded x, the kernels, the padded shape."""

    windows: Array
    W: Array
    padded: tuple[int, ...]


@dataclass(frozen=True, repr=False)
class Convolution(Layer):
    """Slide a kernel over an image (without turning it, as all of deep learning does).

    Parameters
    ----------
    inputs, outputs : int
        Channels C and K: x is (N, C, H, W), y is (N, K, H', W'), W is (K, C, h, w), b is (K,).
    kernel : int or (int, int)
        h and w.
    stride : int
        How far the kernel moves; H' = (H + 2 padding - h) // stride + 1.
    padding : int
        Rows and columns of zeros on each side.
    bias : float or None
        Where b starts; None for no b.
    weights : Initialisation, optional
        How W starts, when not as the rest of the network.

    Notes
    -----
    LeCun et al. 1998; CS231n, lecture 7.

    Examples
    --------
    >>> edge = Convolution(1, 1, (1, 2), bias=None)
    >>> step = np.array([[[[0.0, 0.0, 1.0, 1.0]]]])
    >>> edge.forward({"W": np.array([[[[-1.0, 1.0]]]])}, step)[0]
    array([[[[0., 1., 0.]]]])
    """

    inputs: int = within(low=1, whole=True)
    outputs: int = within(low=1, whole=True)
    kernel: int | Pair = within(low=1, whole=True)
    _: KW_ONLY
    stride: int = within(1, low=1, whole=True)
    padding: int = within(0, low=0, whole=True)
    bias: float | None = 0.0
    weights: Initialisation | None = None

    @property
    def window(self) -> Pair:
        """The kernel's height and width."""
        return pair(self.kernel)

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        area = self.window[0] * self.window[1]
        shape = (self.outputs, self.inputs, *self.window)
        drawn = self.weights or weights
        W = drawn.sample(shape, self.inputs * area, self.outputs * area, rng)
        return {"W": W} if self.bias is None else {"W": W, "b": np.full(self.outputs, self.bias)}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        self._check(x)
        W, side = parameters["W"], self.padding
        padded = np.pad(x, ((0, 0), (0, 0), (side, side), (side, side))) if side else x
        windows = sliding_window_view(padded, self.window, (2, 3))
        windows = windows[:, :, :: self.stride, :: self.stride]  # (N, C, H', W', h, w)
        y = np.tensordot(windows, W, axes=((1, 4, 5), (1, 2, 3)))  # (N, H', W', K)
        if self.bias is not None:
            y += parameters["b"]
        return y.transpose(0, 3, 1, 2), Windows(windows, W, padded.shape)

    def backward(self, dy: Array, cache: Windows) -> tuple[Array, Gradients]:
        dx = self._input_gradient(dy, cache.W, cache.padded)
        return dx, self.parameter_gradients(dy, cache)

    def parameter_gradients(self, dy: Array, cache: Windows) -> Gradients:
        gradients = {"W": np.tensordot(dy, cache.windows, axes=((0, 2, 3), (0, 2, 3)))}
        if self.bias is not None:
            gradients["b"] = dy.sum(axis=(0, 2, 3))
        return gradients

    def _input_gradient(self, dy: Array, W: Array, padded: tuple[int, ...]) -> Array:
        """The full convolution of the spread-out gradient with the turned kernel."""
        h, w = self.window
        images, _, height, width = padded
        spread = np.zeros((images, self.outputs, height + h - 1, width + w - 1), dy.dtype)
        rows, columns = dy.shape[2:]
        down, right = (self.stride * (rows - 1) + 1, self.stride * (columns - 1) + 1)
        spread[:, :, h - 1 : h - 1 + down : self.stride, w - 1 : w - 1 + right : self.stride] = dy
        windows = sliding_window_view(spread, (h, w), (2, 3))
        turned = W[:, :, ::-1, ::-1]
        dx = np.tensordot(windows, turned, axes=((1, 4, 5), (0, 2, 3))).transpose(0, 3, 1, 2)
        side = self.padding
        return dx[:, :, side : height - side, side : width - side]

    def _check(self, x: Array) -> None:
        fits = x.ndim == 4 and x.shape[1] == self.inputs
        needs(fits, self, f"(N, {self.inputs}, H, W)", x, "channels come second")
        h, w = self.window
        large = x.shape[2] + 2 * self.padding >= h and x.shape[3] + 2 * self.padding >= w
        needs(large, self, f"(N, {self.inputs}, ≥ {h}, ≥ {w})", x, "add padding")


def pair(size: int | Pair) -> Pair:
    """One number for both directions, or one for each."""
    return (size, size) if isinstance(size, int) else size
