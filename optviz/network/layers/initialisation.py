r"""Initial weights: a variance chosen so that signals neither die nor explode.

A linear layer with n inputs multiplies the variance of its input by n Var(W). Xavier's choice
Var(W) = 1/n (or 2/(n + m), a compromise with the way back) keeps it; a ReLU then halves the second
moment, hence He's 2/n. CS231n, lecture 5; Glorot & Bengio 2010; He et al. 2015; Saxe et al. 2014.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from linalg.options import within
from optviz.network.graph.concise import Concise

__all__ = ["Constant", "He", "Initialisation", "LeCun", "Normal", "Orthogonal", "Xavier", "Zeros"]


class Initialisation(Concise, ABC):
    """A rule for drawing a weight array."""

    @abstractmethod
    def sample(
        self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> NDArray[Any]:
        """An array of the given shape.

        Parameters
        ----------
        shape : tuple of int
        fan_in, fan_out : int
            How many inputs feed one output, and how many outputs one input feeds.
        rng : numpy.random.Generator
        """


@dataclass(frozen=True, repr=False)
class Constant(Initialisation):
    """All weights alike: then all neurons of a layer stay alike, whatever is learned.

    Parameters
    ----------
    value : float

    Examples
    --------
    >>> Constant(0.1).sample((2, 2), 2, 2, np.random.default_rng(0))
    array([[0.1, 0.1],
           [0.1, 0.1]])
    """

    value: float = within()

    def sample(
        self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> NDArray[Any]:
        return np.full(shape, self.value, float)


class Zeros(Constant):
    """All weights zero: no signal passes, neither forward nor backward.

    Examples
    --------
    >>> Zeros().sample((2, 2), 2, 2, np.random.default_rng(0))
    array([[0., 0.],
           [0., 0.]])
    """

    def __init__(self) -> None:
        super().__init__(0.0)

    def __repr__(self) -> str:
        return "Zeros()"


@dataclass(frozen=True, repr=False)
class Normal(Initialisation):
    """N(0, σ²), whatever the size of the layer.

    Parameters
    ----------
    sigma : float
        σ, the standard deviation.

    Examples
    --------
    >>> W = Normal(0.01).sample((500, 500), 500, 500, np.random.default_rng(0))
    >>> round(float(W.std()), 4)
    0.01
    """

    sigma: float = within(low=0)

    def sample(
        self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> NDArray[Any]:
        return rng.normal(0.0, self.sigma, shape)


@dataclass(frozen=True, repr=False)
class _VarianceScaled(Initialisation):
    """Zero mean and a variance that depends on the layer's size.

    Parameters
    ----------
    distribution : {"normal", "uniform"}
        A uniform one on ±√(3 Var) has the same variance.
    """

    distribution: Literal["normal", "uniform"] = "normal"

    @abstractmethod
    def variance(self, fan_in: int, fan_out: int) -> float:
        """The variance of a weight."""

    def sample(
        self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> NDArray[Any]:
        sigma = float(np.sqrt(self.variance(fan_in, fan_out)))
        if self.distribution == "normal":
            return rng.normal(0.0, sigma, shape)
        return rng.uniform(-np.sqrt(3) * sigma, np.sqrt(3) * sigma, shape)


@dataclass(frozen=True, repr=False)
class Xavier(_VarianceScaled):
    """Variance 2/(n + m) ("average", Glorot and Bengio) or 1/n ("in", CS231n's).

    Parameters
    ----------
    distribution : {"normal", "uniform"}
    fan : {"average", "in"}
        Which of the two.

    Examples
    --------
    >>> Xavier().variance(300, 100), Xavier(fan="in").variance(300, 100)
    (0.005, 0.0033333333333333335)
    """

    fan: Literal["average", "in"] = "average"

    def variance(self, fan_in: int, fan_out: int) -> float:
        """The variance of a weight."""
        return 2.0 / (fan_in + fan_out) if self.fan == "average" else 1.0 / fan_in


@dataclass(frozen=True, repr=False)
class He(_VarianceScaled):
    """Variance 2/n, for ReLU: a half of each signal is lost.

    Parameters
    ----------
    distribution : {"normal", "uniform"}

    Examples
    --------
    >>> He().variance(200, 50)
    0.01
    """

    def variance(self, fan_in: int, fan_out: int) -> float:
        """The variance of a weight."""
        return 2.0 / fan_in


@dataclass(frozen=True, repr=False)
class LeCun(_VarianceScaled):
    """Variance 1/n, for SELU.

    Parameters
    ----------
    distribution : {"normal", "uniform"}

    Examples
    --------
    >>> LeCun().variance(100, 50)
    0.01
    """

    def variance(self, fan_in: int, fan_out: int) -> float:
        """The variance of a weight."""
        return 1.0 / fan_in


@dataclass(frozen=True, repr=False)
class Orthogonal(Initialisation):
    """Orthonormal rows or columns times a gain: lengths are kept exactly.

    An array with more than two axes counts as fan_out rows, the rest flattened.

    Parameters
    ----------
    gain : float

    Examples
    --------
    >>> W = Orthogonal().sample((4, 3), 4, 3, np.random.default_rng(0))
    >>> np.allclose(W.T @ W, np.eye(3))
    True
    """

    gain: float = within(1.0)

    def sample(
        self, shape: tuple[int, ...], fan_in: int, fan_out: int, rng: np.random.Generator
    ) -> NDArray[Any]:
        rows, columns = shape[0], int(np.prod(shape[1:]))
        tall = rng.normal(size=(max(rows, columns), min(rows, columns)))
        Q, R = np.linalg.qr(tall)
        Q = Q * np.sign(np.diag(R))  # without this sign Q is not uniformly distributed
        if rows < columns:
            Q = Q.T
        return np.asarray(self.gain * Q.reshape(shape))
