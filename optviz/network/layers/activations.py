"""Activations: the functions between linear layers that make a network more than one linear map.

Each elementwise one is its value and its slope; the Jacobian of a layer of them is diagonal. Where
a slope jumps, the value at the jump is PyTorch's (0 for the ReLU at 0). CS231n, lecture 5.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from scipy.special import erf, expit

from linalg.calculus.structured import BlockDiagonal, Diagonal, LowRankPlusDiagonal
from linalg.options import within
from optviz.network.layers.initialisation import Initialisation
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, needs
from optviz.network.layers.parameters import Tree

__all__ = [
    "ELU",
    "GELU",
    "SELU",
    "Elementwise",
    "LeakyReLU",
    "Maxout",
    "PReLU",
    "ReLU",
    "Sigmoid",
    "Softmax",
    "Tanh",
]


class Point(NamedTuple):
    """The cache of an elementwise function: its argument and its value."""

    x: Array
    y: Array


class Elementwise(Layer):
    """The same function of every number, shapes (…) to (…)."""

    @abstractmethod
    def value(self, x: Array) -> Array:
        """The function."""

    @abstractmethod
    def slope(self, x: Array, y: Array) -> Array:
        """Its derivative at x, where its value is y."""

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        y = self.value(x)
        return y, Point(x, y)

    def backward(self, dy: Array, cache: Point) -> tuple[Array, Gradients]:
        return dy * self.slope(cache.x, cache.y), {}

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Diagonal:
        """The slopes, on a diagonal."""
        slope = self.slope(x, self.value(x))
        return Diagonal(slope.ravel().astype(x.dtype, copy=False))


@dataclass(frozen=True, repr=False)
class Sigmoid(Elementwise):
    """1 / (1 + e^-x): squashes to (0, 1). Saturates at both ends, and is not centred on zero.

    Behind it all inputs of the next layer are positive, so that the gradient of each neuron's
    weights has one sign: they can only rise together or fall together.

    Notes
    -----
    x and y have one shape, (N, …). CS231n, lecture 5.

    Examples
    --------
    >>> import numpy as np
    >>> y, cache = Sigmoid().forward({}, np.array([0.0, 10.0]))
    >>> y.round(4), Sigmoid().backward(np.ones(2), cache)[0].round(4)
    (array([0.5, 1. ]), array([0.25, 0.  ]))
    """

    def value(self, x: Array) -> Array:
        return np.asarray(expit(x))

    def slope(self, x: Array, y: Array) -> Array:
        return np.asarray(y * (1 - y))


@dataclass(frozen=True, repr=False)
class Tanh(Elementwise):
    """tanh x: squashes to (-1, 1), centred on zero. Saturates at both ends.

    x and y have one shape, (N, …). LeCun et al. 1998, "Efficient BackProp".

    Examples
    --------
    >>> y, cache = Tanh().forward({}, np.array([0.0, 10.0]))
    >>> y.round(4), Tanh().backward(np.ones(2), cache)[0].round(4)
    (array([0., 1.]), array([1., 0.]))
    """

    def value(self, x: Array) -> Array:
        return np.tanh(x)

    def slope(self, x: Array, y: Array) -> Array:
        return 1 - y * y


@dataclass(frozen=True, repr=False)
class ReLU(Elementwise):
    """max(0, x): cheap, does not saturate for x > 0. Where x < 0 for all data, the unit is dead.

    x and y have one shape, (N, …). Krizhevsky et al. 2012.

    Examples
    --------
    >>> y, cache = ReLU().forward({}, np.array([-1.0, 2.0]))
    >>> y, ReLU().backward(np.ones(2), cache)[0]
    (array([0., 2.]), array([0., 1.]))
    """

    def value(self, x: Array) -> Array:
        return np.maximum(x, np.zeros(x.shape, x.dtype))  # faster than with the number 0

    def slope(self, x: Array, y: Array) -> Array:
        return np.greater(y, 0)


@dataclass(frozen=True, repr=False)
class LeakyReLU(Elementwise):
    """x for x > 0, else αx: no unit dies.

    x and y have one shape, (N, …). Maas et al. 2013.

    Parameters
    ----------
    alpha : float
        α, the slope for x < 0.

    Examples
    --------
    >>> LeakyReLU().forward({}, np.array([-1.0, 2.0]))[0]
    array([-0.01,  2.  ])
    """

    alpha: float = within(0.01)

    def value(self, x: Array) -> Array:
        return np.where(x > 0, x, self.alpha * x)

    def slope(self, x: Array, y: Array) -> Array:
        return np.where(x > 0, 1, self.alpha).astype(x.dtype)


@dataclass(frozen=True, repr=False)
class ELU(Elementwise):
    """x for x > 0, else α(e^x - 1): mean activations nearer to zero.

    x and y have one shape, (N, …). Clevert et al. 2016.

    Parameters
    ----------
    alpha : float
        α, minus the lowest value.

    Examples
    --------
    >>> ELU().forward({}, np.array([-1.0, 2.0]))[0].round(4)
    array([-0.6321,  2.    ])
    """

    alpha: float = within(1.0, low=0)

    def value(self, x: Array) -> Array:
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def slope(self, x: Array, y: Array) -> Array:
        return np.where(x > 0, x.dtype.type(1), y + self.alpha)


@dataclass(frozen=True, repr=False)
class SELU(Elementwise):
    """λ ELU(x; α), the constants such that mean 0 and variance 1 attract.

    With LeCun's initialisation a deep stack keeps its activations normalised. x and y have
    one shape, (N, …). Klambauer et al. 2017.

    Examples
    --------
    A deep stack holds a mean near 0 and a variance near 1:

    >>> rng, x = np.random.default_rng(0), np.random.default_rng(1).normal(size=(1000, 100))
    >>> for _ in range(10):
    ...     x = SELU().forward({}, x @ rng.normal(0, 0.1, (100, 100)))[0]
    >>> bool(abs(x.mean()) < 0.1 and abs(x.std() - 1) < 0.1)
    True
    """

    alpha = 1.6732632423543772
    scale = 1.0507009873554805

    def value(self, x: Array) -> Array:
        return self.scale * np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def slope(self, x: Array, y: Array) -> Array:
        return np.where(x > 0, x.dtype.type(self.scale), y + self.scale * self.alpha)


@dataclass(frozen=True, repr=False)
class GELU(Elementwise):
    """x Φ(x), Φ the normal distribution function.

    x and y have one shape, (N, …). Hendrycks & Gimpel 2016.

    Parameters
    ----------
    approximate : {"none", "tanh"}
        Exact, or the authors' approximation ½x(1 + tanh(√(2/π)(x + 0.044715x³))).

    Examples
    --------
    >>> GELU().forward({}, np.array([-1.0, 0.0, 2.0]))[0].round(4)
    array([-0.1587,  0.    ,  1.9545])
    """

    approximate: Literal["none", "tanh"] = "none"

    def value(self, x: Array) -> Array:
        return x * self._phi(x)

    def slope(self, x: Array, y: Array) -> Array:
        phi = self._phi(x)
        if self.approximate == "none":
            return np.asarray(phi + x * np.exp(-x * x / 2) / np.sqrt(2 * np.pi, dtype=x.dtype))
        inner = np.sqrt(2 / np.pi, dtype=x.dtype) * (1 + 3 * 0.044715 * x * x)
        return np.asarray(phi + x * inner * 2 * phi * (1 - phi))  # tanh' by way of φ

    def _phi(self, x: Array) -> Array:
        if self.approximate == "none":
            return np.asarray((1 + erf(x / np.sqrt(2, dtype=x.dtype))) / 2)
        inner = np.sqrt(2 / np.pi, dtype=x.dtype) * (x + 0.044715 * x * x * x)
        return np.asarray((1 + np.tanh(inner)) / 2)


class Sloped(NamedTuple):
    """The cache of a PReLU: its argument, and 1 or α at each."""

    x: Array
    slope: Array


@dataclass(frozen=True, repr=False)
class PReLU(Layer):
    """x for x > 0, else αx, where α is learned: one for all channels, or one for each.

    Parameters
    ----------
    channels : int
        1, or the length of axis 1 of x.
    start : float
        Where α starts.

    Notes
    -----
    x and y have one shape, (N, …). He et al. 2015. dα = the sum of dy·x over the places where
    x ≤ 0.

    Examples
    --------
    >>> y, cache = PReLU().forward({"alpha": np.array([0.25])}, np.array([[-4.0, 2.0]]))
    >>> y.tolist(), PReLU().backward(np.ones((1, 2)), cache)[1]["alpha"].tolist()
    ([[-1.0, 2.0]], [-4.0])
    """

    channels: int = within(1, low=1, whole=True)
    start: float = within(0.25)

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        return {"alpha": np.full(self.channels, self.start)}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        fits = self.channels == 1 or (x.ndim > 1 and x.shape[1] == self.channels)
        needs(fits, self, f"(N, {self.channels}, …)", x, "give it as many channels, or 1")
        alpha = parameters["alpha"].reshape(self._column(x))
        slope = np.where(x > 0, x.dtype.type(1), alpha)
        return slope * x, Sloped(x, slope)

    def backward(self, dy: Array, cache: Sloped) -> tuple[Array, Gradients]:
        x, slope = cache
        share = np.where(x > 0, 0, dy * x)
        over = tuple(axis for axis in range(x.ndim) if axis != 1 or self.channels == 1)
        return dy * slope, {"alpha": share.sum(axis=over).reshape(self.channels)}

    def _column(self, x: Array) -> tuple[int, ...]:
        """The shape in which α meets x."""
        return (1,) * x.ndim if self.channels == 1 else (1, -1, *(1,) * (x.ndim - 2))

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Diagonal:
        """1 or α, on a diagonal."""
        return Diagonal(self.forward(parameters, x)[1].slope.ravel())


class Winners(NamedTuple):
    """The cache of a maxout: its argument, the weights, and which piece was largest, (1, N, M)."""

    x: Array
    W: Array
    won: Array


@dataclass(frozen=True, repr=False)
class Maxout(Layer):
    """The largest of several linear functions: a learned convex activation.

    Parameters
    ----------
    inputs, outputs, pieces : int
        D, M and K: x is (N, D), y is (N, M), W is (K, D, M), b is (K, M).

    Notes
    -----
    Goodfellow et al. 2013. K times the parameters of a linear layer; the gradient goes to the piece
    that was largest, the first of them in a tie.

    Examples
    --------
    Two pieces, x and -x, make the absolute value:

    >>> layer = Maxout(1, 1, pieces=2)
    >>> W, b = np.array([[[1.0]], [[-1.0]]]), np.zeros((2, 1))
    >>> layer.forward({"W": W, "b": b}, np.array([[-3.0], [2.0]]))[0].ravel()
    array([3., 2.])
    """

    inputs: int = within(low=1, whole=True)
    outputs: int = within(low=1, whole=True)
    pieces: int = within(2, low=1, whole=True)

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        shape = (self.inputs, self.outputs)
        W = [weights.sample(shape, self.inputs, self.outputs, rng) for _ in range(self.pieces)]
        return {"W": np.stack(W), "b": np.zeros((self.pieces, self.outputs))}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        fits = x.ndim == 2 and x.shape[1] == self.inputs
        needs(fits, self, f"(N, {self.inputs})", x, "match its number of inputs")
        pieces = x @ parameters["W"] + parameters["b"][:, None]  # (K, N, M)
        won = pieces.argmax(axis=0)[None]
        y = np.take_along_axis(pieces, won, axis=0)[0]
        return y, Winners(x, parameters["W"], won)

    def backward(self, dy: Array, cache: Winners) -> tuple[Array, Gradients]:
        x, W, won = cache
        routed = np.zeros((self.pieces, *dy.shape), dy.dtype)
        np.put_along_axis(routed, won, dy[None], axis=0)
        dx = (routed @ W.transpose(0, 2, 1)).sum(axis=0)
        return dx, {"W": x.T @ routed, "b": routed.sum(axis=1)}


@dataclass(frozen=True, repr=False)
class Softmax(Layer):
    """Scores to probabilities, e^x over the sum of them, for each example: (N, C) to (N, C).

    The Jacobian of one example is diag(p) - p pᵀ. To train a classifier use the loss
    :class:`~optviz.network.losses.losses.SoftmaxCrossEntropy` on the scores, which holds a softmax.
    CS231n, lecture 3.

    Examples
    --------
    >>> Softmax().forward({}, np.array([[5.0, 2.0, -1.0, 3.0]]))[0].round(3)
    array([[0.842, 0.042, 0.002, 0.114]])
    """

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        needs(x.ndim == 2, self, "(N, C)", x, "put Flatten() before it")
        exponentials = np.exp(x - x.max(axis=1, keepdims=True))
        p = exponentials / exponentials.sum(axis=1, keepdims=True)
        return p, p

    def backward(self, dy: Array, cache: Any) -> tuple[Array, Gradients]:
        p = cache
        return p * (dy - (p * dy).sum(axis=1, keepdims=True)), {}

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> BlockDiagonal:
        """One diag(p) - p pᵀ an example."""
        p, _ = self.forward(parameters, x)
        return BlockDiagonal(
            tuple(LowRankPlusDiagonal(row, -row[:, None], row[:, None]) for row in p)
        )
