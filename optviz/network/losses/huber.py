"""The Huber loss: squared error nearby, absolute error far off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from linalg.options import within
from optviz.network.losses.loss import Array, Loss, as_floats, checked_targets

__all__ = ["Huber"]


@dataclass(frozen=True, repr=False)
class Huber(Loss):
    r"""Half the squared error up to δ, and from there on straight: outliers pull with a force of δ.

    .. math:: L_i = \sum_k \begin{cases} d^2/2 & |d| \le \delta \\
       \delta(|d| - \delta/2) & \text{else} \end{cases}, \qquad d = y_{ik} - t_{ik}

    Parameters
    ----------
    delta : float
        δ.

    Notes
    -----
    Huber 1964. Scores and targets have the same shape, (N,) or (N, K). The terms of one example
    add up; PyTorch, Keras and optax average over them too.

    Examples
    --------
    >>> loss, slope = Huber().value_and_gradient([0.5, -4.0], [0.0, 0.0])
    >>> loss, slope
    (1.8125, array([ 0.25, -0.5 ]))
    """

    delta: float = within(1.0, above=0)

    def examples(self, scores: ArrayLike, targets: ArrayLike) -> Array:
        scores = as_floats(scores)
        terms = self.terms(scores - checked_targets(targets, scores))
        return np.asarray(terms.reshape(len(scores), -1).sum(axis=1))

    def terms(self, difference: Array) -> Array:
        """The loss of each number."""
        size = np.abs(difference)
        bent = np.minimum(size, self.delta)
        return np.asarray(bent * (size - bent / 2))

    def forward(self, scores: Array, targets: Array) -> tuple[float, Any]:
        difference = scores - checked_targets(targets, scores)
        return float(self.terms(difference).sum()) / len(scores), difference

    def backward(self, upstream: float, cache: Any) -> tuple[Array]:
        share = cache.dtype.type(upstream / len(cache))
        return (np.clip(cache, -self.delta, self.delta) * share,)
