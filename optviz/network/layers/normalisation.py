r"""Normalisation: take off the mean, divide by the standard deviation, scale by γ, shift by β.

.. math:: \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad y = \gamma\hat{x} + \beta

What differs is over what μ and σ² are taken: the examples (batch), the features of one example
(layer), the places of one channel of one example (instance), or those of a group of channels
(group). γ = σ and β = μ would restore what came in. All are placed before the activation, behind a
linear layer that needs no bias.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from linalg.calculus.structured import BlockDiagonal, LowRankPlusDiagonal
from linalg.options import within
from optviz.network.layers.initialisation import Initialisation
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, needs
from optviz.network.layers.parameters import Tree

__all__ = [
    "GroupNorm",
    "InstanceNorm",
    "LayerNorm",
    "RMSNorm",
    "standardise",
    "standardise_backward",
]

Axes = tuple[int, ...]


class Normalised(NamedTuple):
    """The cache of a normalisation: x̂, the inverse deviation, and γ as it meets x̂."""

    normalised: Array
    inverse: Array
    gamma: Array


def standardise(x: Array, axes: Axes, epsilon: float) -> tuple[Array, Array, Array, Array]:
    """Mean 0 and variance 1 over `axes`.

    Returns
    -------
    normalised, mean, variance, inverse deviation : arrays
        The last three keep the axes, with length 1; the variance is the biased one.
    """
    mean = x.mean(axis=axes, keepdims=True)
    centred = x - mean
    variance = np.mean(centred * centred, axis=axes, keepdims=True)
    inverse: Array = 1 / np.sqrt(variance + epsilon)
    return centred * inverse, mean, variance, inverse


def standardise_backward(dy: Array, normalised: Array, inverse: Array, axes: Axes) -> Array:
    """The gradient with respect to x, through mean and variance as well."""
    along: Array = dy - dy.mean(axis=axes, keepdims=True)
    along -= normalised * (dy * normalised).mean(axis=axes, keepdims=True)
    along *= inverse
    return along


def affine_gradients(dy: Array, normalised: Array, axes: Axes) -> Gradients:
    """The gradients of γ and β, summed over `axes`."""
    return {"gamma": (dy * normalised).sum(axis=axes), "beta": dy.sum(axis=axes)}


@dataclass(frozen=True, repr=False)
class LayerNorm(Layer):
    """Each example by itself, over its features: the same in training and at test time.

    Parameters
    ----------
    features : int
        D: x is (N, D), γ and β are (D,).
    epsilon : float

    Notes
    -----
    Ba, Kiros & Hinton 2016. The Jacobian of one example is diagonal plus rank two.

    Examples
    --------
    >>> import numpy as np
    >>> layer = LayerNorm(3, epsilon=0.0)
    >>> layer.forward(layer.parameters(), np.array([[1.0, 2.0, 3.0]]))[0].round(3)
    array([[-1.225,  0.   ,  1.225]])
    """

    features: int = within(low=1, whole=True)
    epsilon: float = within(1e-5, low=0)

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        return {"gamma": np.ones(self.features), "beta": np.zeros(self.features)}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        fits = x.ndim == 2 and x.shape[1] == self.features
        needs(fits, self, f"(N, {self.features})", x, "match its number of features")
        normalised, _, _, inverse = standardise(x, (1,), self.epsilon)
        gamma = parameters["gamma"]
        return gamma * normalised + parameters["beta"], Normalised(normalised, inverse, gamma)

    def backward(self, dy: Array, cache: Normalised) -> tuple[Array, Gradients]:
        normalised, inverse, gamma = cache
        dx = standardise_backward(dy * gamma, normalised, inverse, (1,))
        return dx, affine_gradients(dy, normalised, (0,))

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> BlockDiagonal:
        """diag(γ)(I - 11ᵀ/D - x̂x̂ᵀ/D)/σ for each example."""
        _, (normalised, inverse, gamma) = self.forward(parameters, x)
        blocks = []
        for row, scale in zip(normalised, inverse[:, 0], strict=True):
            V = np.stack([np.ones_like(row), row], axis=1)
            U = -V * (gamma * scale / self.features)[:, None]
            blocks.append(LowRankPlusDiagonal(gamma * scale, U, V))
        return BlockDiagonal(tuple(blocks))


@dataclass(frozen=True, repr=False)
class RMSNorm(Layer):
    """Each example over the root of the mean of its squares: no mean taken off, no β.

    Parameters
    ----------
    features : int
        D: x is (N, D), γ is (D,).
    epsilon : float
        Beside the mean of squares.

    Notes
    -----
    Zhang & Sennrich 2019. The Jacobian of one example is diagonal plus rank one.

    Examples
    --------
    >>> layer = RMSNorm(2, epsilon=0.0)
    >>> layer.forward(layer.parameters(), np.array([[3.0, 4.0]]))[0].round(4)
    array([[0.8485, 1.1314]])
    """

    features: int = within(low=1, whole=True)
    epsilon: float = within(1e-6, low=0)

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        return {"gamma": np.ones(self.features)}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        fits = x.ndim == 2 and x.shape[1] == self.features
        needs(fits, self, f"(N, {self.features})", x, "match its number of features")
        inverse = 1 / np.sqrt(np.mean(x * x, axis=1, keepdims=True) + self.epsilon)
        normalised, gamma = x * inverse, parameters["gamma"]
        return gamma * normalised, Normalised(normalised, inverse, gamma)

    def backward(self, dy: Array, cache: Normalised) -> tuple[Array, Gradients]:
        normalised, inverse, gamma = cache
        along = dy * gamma
        along = along - normalised * (along * normalised).mean(axis=1, keepdims=True)
        return along * inverse, {"gamma": (dy * normalised).sum(axis=0)}

    def jacobian(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> BlockDiagonal:
        """diag(γ)(I - x̂x̂ᵀ/D)/rms for each example."""
        _, (normalised, inverse, gamma) = self.forward(parameters, x)
        blocks = []
        for row, scale in zip(normalised, inverse[:, 0], strict=True):
            U = (-row * gamma * scale / self.features)[:, None]
            blocks.append(LowRankPlusDiagonal(gamma * scale, U, row[:, None]))
        return BlockDiagonal(tuple(blocks))


@dataclass(frozen=True, repr=False)
class GroupNorm(Layer):
    """Each example by itself, over groups of its channels and all their places.

    Parameters
    ----------
    groups, channels : int
        x is (N, C, …), with C a multiple of the number of groups; γ and β are (C,).
    epsilon : float

    Notes
    -----
    Wu & He 2018. One group is layer normalisation over (C, H, W); C groups, instance normalisation.

    Examples
    --------
    >>> x = np.array([[[1.0, 3.0], [2.0, 6.0]]])  # two channels of two places, one group
    >>> layer = GroupNorm(1, 2)
    >>> layer.forward(layer.parameters(0), x)[0].round(3).tolist()
    [[[-1.069, 0.0], [-0.535, 1.604]]]
    """

    groups: int = within(low=1, whole=True)
    channels: int = within(low=1, whole=True)
    epsilon: float = within(1e-5, low=0)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.channels % self.groups:
            raise ValueError(f"{self}: {self.channels} channels do not split into equal groups")

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        return {"gamma": np.ones(self.channels), "beta": np.zeros(self.channels)}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        fits = x.ndim >= 2 and x.shape[1] == self.channels
        needs(fits, self, f"(N, {self.channels}, …)", x, "match its number of channels")
        several = x[0].size > self.groups
        needs(several, self, "more than one number a group", x, "take fewer groups")
        grouped = x.reshape(len(x), self.groups, -1)
        normalised, _, _, inverse = standardise(grouped, (2,), self.epsilon)
        normalised = normalised.reshape(x.shape)
        gamma = channel_column(parameters["gamma"], x.ndim)
        y = gamma * normalised + channel_column(parameters["beta"], x.ndim)
        return y, Normalised(normalised, inverse, gamma)

    def backward(self, dy: Array, cache: Normalised) -> tuple[Array, Gradients]:
        normalised, inverse, gamma = cache
        grouped = (len(dy), self.groups, -1)
        dx = standardise_backward(
            (dy * gamma).reshape(grouped), normalised.reshape(grouped), inverse, (2,)
        )
        return dx.reshape(dy.shape), affine_gradients(dy, normalised, all_but_channels(dy.ndim))


class InstanceNorm(GroupNorm):
    """Each channel of each example by itself, over its places: x is (N, C, …).

    Ulyanov et al. 2016. Takes the contrast out of an image.

    Parameters
    ----------
    channels : int
        C; γ and β are (C,).
    epsilon : float
        Added to each variance.

    Examples
    --------
    >>> x = np.array([[[1.0, 3.0], [2.0, 6.0]]])  # two channels of two places
    >>> layer = InstanceNorm(2)
    >>> layer.forward(layer.parameters(0), x)[0].round(3).tolist()
    [[[-1.0, 1.0], [-1.0, 1.0]]]
    """

    def __init__(self, channels: int, epsilon: float = 1e-5) -> None:
        super().__init__(channels, channels, epsilon)

    def __repr__(self) -> str:
        return f"InstanceNorm({self.channels})"


def channel_column(v: Array, ndim: int) -> Array:
    """A vector over channels, in the shape in which it meets (N, C, …)."""
    return v.reshape(1, -1, *(1,) * (ndim - 2))


def all_but_channels(ndim: int) -> Axes:
    """The axes 0, 2, 3 and so on."""
    return (0, *range(2, ndim))
