"""Activations that dip below zero and come back, or are smooth everywhere: SiLU and others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from linalg.options import within
from optviz.network.layers.activations import Elementwise
from optviz.network.layers.layer import Array

__all__ = ["HardSwish", "Mish", "SiLU", "Softplus"]


@dataclass(frozen=True, repr=False)
class SiLU(Elementwise):
    """x σ(x), also called swish: a smooth ReLU with a dip to -0.28.

    x and y have one shape, (N, …). Elfwing et al. 2018; Ramachandran et al. 2017.

    Examples
    --------
    >>> SiLU().forward({}, np.array([-1.0, 0.0, 2.0]))[0].round(4)
    array([-0.2689,  0.    ,  1.7616])
    """

    def value(self, x: Array) -> Array:
        return np.asarray(x * expit(x))

    def slope(self, x: Array, y: Array) -> Array:
        s = expit(x)
        return np.asarray(s * (1 + x * (1 - s)))


@dataclass(frozen=True, repr=False)
class Softplus(Elementwise):
    """ln(1 + e^(βx)) / β: positive everywhere, and the ReLU as β grows.

    Its slope is σ(βx). x and y have one shape, (N, …). Dugas et al. 2001.

    Parameters
    ----------
    beta : float
        β.

    Examples
    --------
    >>> Softplus().forward({}, np.array([-1.0, 0.0, 90.0]))[0].round(4)
    array([ 0.3133,  0.6931, 90.    ])
    """

    beta: float = within(1.0, above=0)

    def value(self, x: Array) -> Array:
        return np.asarray(np.logaddexp(self.beta * x, x.dtype.type(0)) / self.beta)

    def slope(self, x: Array, y: Array) -> Array:
        return np.asarray(expit(self.beta * x))


@dataclass(frozen=True, repr=False)
class Mish(Elementwise):
    """x tanh(ln(1 + e^x)): smooth, with a dip to -0.31.

    x and y have one shape, (N, …). Misra 2019.

    Examples
    --------
    >>> Mish().forward({}, np.array([-1.0, 0.0, 2.0]))[0].round(4)
    array([-0.3034,  0.    ,  1.944 ])
    """

    def value(self, x: Array) -> Array:
        return np.asarray(x * np.tanh(np.logaddexp(x, x.dtype.type(0))))

    def slope(self, x: Array, y: Array) -> Array:
        t = np.tanh(np.logaddexp(x, x.dtype.type(0)))
        return np.asarray(t + x * (1 - t * t) * expit(x))


@dataclass(frozen=True, repr=False)
class HardSwish(Elementwise):
    """x min(max(x + 3, 0), 6) / 6: the SiLU in straight pieces, without an exponential.

    At its kinks, -3 and 3, the slope is PyTorch's. x and y have one shape, (N, …).
    Howard et al. 2019.

    Examples
    --------
    >>> HardSwish().forward({}, np.array([-4.0, -1.0, 2.0, 5.0]))[0].round(4)
    array([-0.    , -0.3333,  1.6667,  5.    ])
    """

    def value(self, x: Array) -> Array:
        return np.asarray(x * np.clip(x + 3, 0, 6) / 6)

    def slope(self, x: Array, y: Array) -> Array:
        one = x.dtype.type(1)
        return np.asarray(np.where(x <= -3, 0 * one, np.where(x < 3, x / 3 + one / 2, one)))
