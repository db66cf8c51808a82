"""Noise while training, its average at test time: dropout and DropConnect.

Each unit (dropout) or weight (DropConnect) is dropped with the probability `rate` and kept with the
probability 1 - rate. At test time everything is there, and the outputs must be as large as they
were on average: plain dropout multiplies by the *keep* probability then (a note that says "by the
dropout probability" is wrong); inverted dropout divides by it while training, and does nothing
special later. Srivastava et al. 2014; Wan et al. 2013; CS231n, lecture 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from linalg.calculus.structured import BlockDiagonal, Dense, Diagonal
from linalg.options import within
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, generator
from optviz.network.layers.linear import Linear, Product
from optviz.network.layers.parameters import Tree

__all__ = ["DropConnect", "Dropout"]


@dataclass(frozen=True, repr=False)
class Dropout(Layer):
    """Each number set to zero with the probability `rate` while training, shapes (…) to (…).

    Parameters
    ----------
    rate : float
        The probability to drop, in [0, 1).
    inverted : bool
        Divide by the keep probability while training, rather than multiply by it at test time.

    Notes
    -----
    Srivastava et al. 2014.

    Examples
    --------
    >>> import numpy as np
    >>> x, rng = np.ones((1, 6)), np.random.default_rng(0)
    >>> Dropout(0.5).forward({}, x, mode="train", rng=rng)[0]
    array([[2., 2., 2., 0., 0., 0.]])
    >>> Dropout(0.2, inverted=False).forward({}, x, mode="test")[0]
    array([[0.8, 0.8, 0.8, 0.8, 0.8, 0.8]])
    """

    rate: float = within(0.5, low=0, below=1)
    inverted: bool = True

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        factor: Any = 1.0 if self.inverted else 1 - self.rate
        if mode == "train":
            factor = mask(x, self.rate, self.inverted, generator(self, rng))
        return x * factor, factor

    def backward(self, dy: Array, cache: Any) -> tuple[Array, Gradients]:
        return dy * cache, {}

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Diagonal:
        """The mask, on a diagonal."""
        _, factor = self.forward(parameters, x, mode=mode, rng=rng)
        return Diagonal(np.broadcast_to(np.asarray(factor, x.dtype), x.shape).ravel())


class Connections(NamedTuple):
    """The cache of a linear layer with masked weights: the layer's own, and the mask if any."""

    inner: Product
    kept: Array | None


@dataclass(frozen=True, repr=False)
class DropConnect(Linear):
    """A linear layer whose weights are dropped, not its inputs.

    Parameters
    ----------
    inputs, outputs, bias, weights
        As in `Linear`.
    rate : float
        The probability to drop a weight, in [0, 1); those kept are divided by 1 - rate.
    shared : bool
        One mask of W for the whole mini-batch, in the memory of W; else one for each example, as
        in the paper, in N times as much.

    Notes
    -----
    Wan et al. 2013. Shapes as of a linear layer, (N, D) to (N, M). At test time W
    is whole, the mean over masks; the paper draws there too, from a normal distribution of the same
    mean and variance.

    Examples
    --------
    >>> import numpy as np
    >>> W, x = np.ones((4, 1)), np.ones((3, 4))
    >>> layer, rng = DropConnect(4, 1, bias=None), np.random.default_rng(1)
    >>> layer.forward({"W": W}, x, mode="train", rng=rng)[0].ravel()  # a mask for each example
    array([6., 4., 2.])
    """

    rate: float = within(0.5, low=0, below=1)
    shared: bool = False

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        y, cache = super().forward(parameters, x)
        if mode == "test":
            return y, Connections(cache, None)
        W = parameters["W"]
        shape = W.shape if self.shared else (len(x), *W.shape)
        kept = mask(np.broadcast_to(W, shape), self.rate, True, generator(self, rng))
        y = (x[:, None] @ (W * kept))[:, 0]
        return y if self.bias is None else y + parameters["b"], Connections(cache, kept)

    def backward(self, dy: Array, cache: Connections) -> tuple[Array, Gradients]:  # type: ignore[override]
        W = cache.inner.W if cache.kept is None else cache.inner.W * cache.kept
        dx = (W @ dy[..., None])[..., 0]
        return dx, self.parameter_gradients(dy, cache)

    def parameter_gradients(self, dy: Array, cache: Connections) -> Gradients:  # type: ignore[override]
        inner, kept = cache
        gradients = super().parameter_gradients(dy, inner)
        if kept is None:
            return gradients
        by_example = inner.x[:, :, None] * dy[:, None] * kept
        return {**gradients, "W": by_example.sum(axis=0)}

    def jacobian(self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None) -> Any:
        """I ⊗ Wᵀ; with a mask for each example, a block of its own for each."""
        _, (_, kept) = self.forward(parameters, x, mode=mode, rng=rng)
        W = parameters["W"] if kept is None else parameters["W"] * kept
        if W.ndim == 2:
            return super().jacobian({**parameters, "W": W}, x)
        return BlockDiagonal(tuple(Dense(each.T) for each in W))


def mask(x: Array, rate: float, inverted: bool, rng: np.random.Generator) -> Array:
    """Zeros with the probability `rate`, elsewhere 1 or, inverted, 1 / (1 - rate)."""
    kept = rng.random(x.shape, np.float32) >= rate
    factor: Array = kept.astype(x.dtype)
    return factor / (1 - rate) if inverted else factor
