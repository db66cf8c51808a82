"""The linear layer, y = x W + b, and flattening, which it needs before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from linalg.calculus.structured import Dense, Diagonal, Kronecker, Permutation
from linalg.options import within
from optviz.network.graph.sums import row_sum
from optviz.network.layers.initialisation import Initialisation
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, needs
from optviz.network.layers.parameters import Tree

__all__ = ["Flatten", "Linear"]


class Product(NamedTuple):
    """The cache of a linear layer: the factors of x W."""

    x: Array
    W: Array


@dataclass(frozen=True, repr=False)
class Linear(Layer):
    """y = x W + b for every example x.

    Parameters
    ----------
    inputs, outputs : int
        D and M: x is (N, D), y is (N, M), W is (D, M), b is (M,).
    bias : float or None
        Where b starts: 0, or a small positive number so that fewer ReLUs behind it start dead.
        None: no b, as before batch normalisation, which takes any b away again.
    weights : Initialisation, optional
        How W starts, when not as the rest of the network.

    Notes
    -----
    CS231n, lecture 4: dx = dy Wᵀ, dW = xᵀ dy, db = the sum of dy over the examples. The Jacobian of
    a mini-batch is I ⊗ Wᵀ.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Linear(2, 1)
    >>> p = {"W": np.array([[2.0], [-3.0]]), "b": np.array([-3.0])}
    >>> y, cache = layer.forward(p, np.array([[-1.0, -2.0]]))
    >>> y
    array([[1.]])
    >>> dx, gradients = layer.backward(np.array([[1.0]]), cache)
    >>> dx, gradients["W"].ravel(), gradients["b"]
    (array([[ 2., -3.]]), array([-1., -2.]), array([1.]))
    """

    inputs: int = within(low=1, whole=True)
    outputs: int = within(low=1, whole=True)
    bias: float | None = 0.0
    weights: Initialisation | None = None

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        shape = (self.inputs, self.outputs)
        W = (self.weights or weights).sample(shape, self.inputs, self.outputs, rng)
        return {"W": W} if self.bias is None else {"W": W, "b": np.full(self.outputs, self.bias)}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        if x.ndim != 2 or x.shape[1] != self.inputs:
            remedy = "put Flatten() before it" if x.ndim > 2 else "match its number of inputs"
            needs(False, self, f"(N, {self.inputs})", x, remedy)
        W = parameters["W"]
        y = x.dot(W)
        if self.bias is not None:
            y += parameters["b"]
        return y, Product(x, W)

    def backward(self, dy: Array, cache: Product) -> tuple[Array, Gradients]:
        return dy.dot(cache.W.T), self.parameter_gradients(dy, cache)

    def parameter_gradients(self, dy: Array, cache: Product) -> Gradients:
        gradients = {"W": cache.x.T.dot(dy)}
        if self.bias is not None:
            gradients["b"] = row_sum(dy)
        return gradients

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Kronecker:
        """I ⊗ Wᵀ, one block an example."""
        return Kronecker(Diagonal(np.ones(len(x), x.dtype)), Dense(parameters["W"].T))


@dataclass(frozen=True, repr=False)
class Flatten(Layer):
    """(N, C, H, W), or any (N, …), to (N, C·H·W), as a linear layer takes it (CS231n, lecture 7).

    Examples
    --------
    >>> import numpy as np
    >>> Flatten().forward({}, np.zeros((5, 3, 8, 8)))[0].shape
    (5, 192)
    """

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        return x.reshape(len(x), -1), x.shape

    def backward(self, dy: Array, cache: Any) -> tuple[Array, Gradients]:
        return dy.reshape(cache), {}

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Permutation:
        """The permutation that moves nothing."""
        return Permutation(np.arange(x.size))
