"""Batch normalisation and renormalisation: by the batch in training, by running averages later.

In training μ and σ² come from the mini-batch, so that each example's output depends on which others
it was drawn with: noise that regularises mildly (a *smaller* batch regularises more). At test time
the running averages of the training batches stand in for them. Ioffe & Szegedy 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from linalg.calculus.structured import Diagonal
from linalg.options import within
from optviz.network.layers.initialisation import Initialisation
from optviz.network.layers.layer import Array, Gradients, Layer, Mode, Result, Rng, needs
from optviz.network.layers.normalisation import (
    affine_gradients,
    all_but_channels,
    channel_column,
    standardise,
    standardise_backward,
)
from optviz.network.layers.parameters import Tree

__all__ = ["BatchNorm", "BatchRenorm"]

_EPSILON = {"torch": 1e-5, "cumulative": 1e-5, "keras": 1e-3}
_NEW_SHARE = {"torch": 0.1, "keras": 0.01}


class _Batch(NamedTuple):
    """Statistics of a mini-batch: x in units of its own deviation, its mean and variance, (C,)."""

    standard: Array
    mean: Array
    variance: Array


class _Made(NamedTuple):
    """x̂ and the inverse deviation; no batch where they come of the running averages."""

    normalised: Array
    inverse: Array
    batch: _Batch | None = None


class BatchCache(NamedTuple):
    """The cache of a batch normalisation: γ as it meets x̂, and how x̂ was made."""

    gamma: Array
    made: _Made


@dataclass(frozen=True, repr=False)
class BatchNorm(Layer):
    """Each feature, or channel, to mean 0 and variance 1 over the mini-batch.

    Parameters
    ----------
    features : int
        C: x is (N, C) or (N, C, H, W); γ, β and the running averages are (C,).
    convention : {"torch", "keras", "cumulative"}
        How running averages take in a batch. "torch": 0.1 of the new, its variance unbiased.
        "keras": 0.01 of the new, biased. "cumulative": the plain average of all batches so far.
    share : float, optional
        The share of the new, when not the convention's. (Keras calls 1 minus this the momentum.)
    epsilon : float, optional
        1e-5 unless told otherwise; 1e-3 for "keras".
    scale : float
        Where γ starts; 0 lets a residual branch start as nothing.

    Notes
    -----
    Ioffe & Szegedy 2015; CS231n, lecture 5. It stands before the activation; its noise, larger for
    smaller batches, is a mild regulariser.

    Examples
    --------
    >>> import numpy as np
    >>> layer = BatchNorm(2)
    >>> p = layer.parameters()
    >>> x = np.array([[0.0, 10.0], [2.0, 30.0]])
    >>> y, cache = layer.forward(p, x, mode="train")
    >>> y.round(3)
    array([[-1., -1.],
           [ 1.,  1.]])
    >>> layer.track(p, cache)
    >>> p["mean"], p["variance"]
    (array([0.1, 2. ]), array([ 1.1, 20.9]))
    """

    features: int = within(low=1, whole=True)
    convention: Literal["torch", "keras", "cumulative"] = "torch"
    share: float | None = within(None, above=0, high=1)
    epsilon: float | None = within(None, low=0)
    scale: float = within(1.0)

    @property
    def _epsilon(self) -> float:
        return _EPSILON[self.convention] if self.epsilon is None else self.epsilon

    def initial(self, weights: Initialisation, rng: np.random.Generator) -> Tree:
        return {"gamma": np.full(self.features, self.scale), "beta": np.zeros(self.features)}

    def statistics(self) -> Tree:
        n = self.features
        return {"mean": np.zeros(n), "variance": np.ones(n), "batches": np.zeros(1)}

    def forward(
        self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None
    ) -> Result:
        fits = x.ndim >= 2 and x.shape[1] == self.features
        needs(fits, self, f"(N, {self.features}) or (N, {self.features}, H, W)", x, "match them")
        if mode == "train":
            made = self._by_batch(parameters, x)
        else:
            made = self._by_running_averages(parameters, x)
        gamma = channel_column(parameters["gamma"], x.ndim)
        y = gamma * made.normalised + channel_column(parameters["beta"], x.ndim)
        return y, BatchCache(gamma, made)

    def _by_running_averages(self, parameters: Tree, x: Array) -> _Made:
        inverse = 1 / np.sqrt(channel_column(parameters["variance"], x.ndim) + self._epsilon)
        return _Made((x - channel_column(parameters["mean"], x.ndim)) * inverse, inverse)

    def _by_batch(self, parameters: Tree, x: Array) -> _Made:
        several = x.size > self.features
        needs(several, self, "more than one number a feature in training", x, "take a larger batch")
        axes = all_but_channels(x.ndim)
        normalised, mean, variance, inverse = standardise(x, axes, self._epsilon)
        return _Made(normalised, inverse, _Batch(normalised, mean.ravel(), variance.ravel()))

    def backward(self, dy: Array, cache: BatchCache) -> tuple[Array, Gradients]:
        gamma, (normalised, inverse, batch) = cache
        axes = all_but_channels(dy.ndim)
        gradients = affine_gradients(dy, normalised, axes)
        if batch is None:  # running averages do not depend on x
            return dy * gamma * inverse, gradients
        return standardise_backward(dy * gamma, batch.standard, inverse, axes), gradients

    def track(self, parameters: Tree, cache: BatchCache) -> None:
        batch = cache.made.batch
        if batch is None:
            return
        mean, variance = batch.mean, batch.variance
        if self.convention != "keras":
            count = batch.standard.size / self.features
            variance = variance * (count / (count - 1))
        parameters["batches"][...] += 1
        share = self._share(parameters)
        parameters["mean"][...] += share * (mean - parameters["mean"])
        parameters["variance"][...] += share * (variance - parameters["variance"])

    def _share(self, parameters: Tree) -> float:
        if self.convention == "cumulative":
            return 1.0 / float(parameters["batches"][0])
        return _NEW_SHARE[self.convention] if self.share is None else self.share

    def jacobian(self, parameters: Tree, x: Array, *, mode: Mode = "test", rng: Rng = None) -> Any:
        """Diagonal at test time; in training examples depend on each other and it is dense."""
        if mode == "train":
            return super().jacobian(parameters, x, mode=mode, rng=rng)
        _, (gamma, made) = self.forward(parameters, x)
        return Diagonal(np.broadcast_to(gamma * made.inverse, x.shape).ravel())


@dataclass(frozen=True, repr=False)
class BatchRenorm(BatchNorm):
    """Batch normalisation whose training output is that of the running averages, within limits.

    x̂ = (x - μ_B)/σ_B · r + d with r = σ_B/σ clipped to [1/r_max, r_max] and d = (μ_B - μ)/σ clipped
    to ±d_max, both held constant on the way back. For batches that are small or whose examples
    belong together; r_max = 1 and d_max = 0 is batch normalisation.

    Parameters
    ----------
    r_max, d_max : float
        The limits; training starts at 1 and 0 and widens them.
    features, convention, share, epsilon, scale
        As in `BatchNorm`.

    Notes
    -----
    Ioffe 2017. Shapes as of batch normalisation, (N, C) or (N, C, H, W). (A note that
    says it is for data that drift years after training is mistaken.)

    With r and d held constant, dx is not the slope of what training computes, which follows the
    running averages; so the check of `explain_layer` holds in test mode only.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(3, 2, (8, 2))
    >>> renormalised, plain = BatchRenorm(2, r_max=1.0, d_max=0.0), BatchNorm(2)
    >>> p = renormalised.parameters(0)
    >>> y, _ = renormalised.forward(p, x, mode="train")
    >>> bool(np.allclose(y, plain.forward(p, x, mode="train")[0]))
    True
    """

    r_max: float = within(3.0, low=1)
    d_max: float = within(5.0, low=0)

    def _by_batch(self, parameters: Tree, x: Array) -> _Made:
        standard, inverse, batch = super()._by_batch(parameters, x)
        assert batch is not None
        mean, variance = batch.mean, batch.variance
        running = np.sqrt(parameters["variance"] + self._epsilon)
        r = np.clip(np.sqrt(variance + self._epsilon) / running, 1 / self.r_max, self.r_max)
        d = np.clip((mean - parameters["mean"]) / running, -self.d_max, self.d_max)
        r, d = channel_column(r, x.ndim), channel_column(d, x.ndim)
        return _Made(standard * r + d, inverse * r, batch)
