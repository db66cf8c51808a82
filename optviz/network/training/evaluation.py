"""Evaluation of a network: its loss and accuracy in test mode."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.layers.layer import Layer
from optviz.network.layers.parameters import Parameters
from optviz.network.losses.loss import Loss
from optviz.network.training.regions import classify

__all__ = ["accuracy", "evaluate"]

Array = NDArray[Any]

_AT_ONCE = 1000
"""Examples in one pass, so that memory stays small."""


def accuracy(scores: Array, targets: Array) -> float:
    """The share of examples whose label has the largest score.

    Parameters
    ----------
    scores : array of shape (N, C)
        Or (N,) and (N, 1): the label is 1 where the score is positive.
    targets : array of int, shape (N,)
        Labels.

    Returns
    -------
    float
        From 0 to 1.

    Examples
    --------
    Of the lecture's three images the car alone has its largest score at its own class.

    >>> scores = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
    >>> round(accuracy(scores, np.array([0, 1, 2])), 4)
    0.3333
    """
    return float((classify(scores) == targets.reshape(len(targets))).mean())


def evaluate(
    network: Layer, parameters: Parameters, loss: Loss, x: Array, y: Array
) -> tuple[float, float | None]:
    """The mean loss in test mode, and the accuracy where y holds labels.

    Parameters
    ----------
    network : Layer
    parameters : Parameters
    loss : Loss
    x : array of shape (N, …)
    y : array of shape (N,) or (N, K)
        Labels or targets.

    Returns
    -------
    loss : float
    accuracy : float or None
        None where y does not hold labels.

    Examples
    --------
    All scores zero: the loss is ln 10, the accuracy that of guessing.

    >>> from optviz.network.data.data import digits
    >>> from optviz.network.layers.initialisation import Zeros
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> network, data = Linear(64, 10, weights=Zeros()), digits()
    >>> loss, share = evaluate(
    ...     network, network.parameters(0), SoftmaxCrossEntropy(), data.x, data.y
    ... )
    >>> round(loss, 4), round(share, 1)
    (2.3026, 0.1)
    """
    scores = np.concatenate(
        [network.forward(parameters, x[i : i + _AT_ONCE])[0] for i in range(0, len(x), _AT_ONCE)]
    )
    return loss(scores, y), accuracy(scores, y) if y.dtype.kind in "iu" else None
