"""How well a network does: its loss and accuracy in test mode."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.layer import Layer
from optviz.network.loss import Loss
from optviz.network.parameters import Parameters
from optviz.network.regions import classify

__all__ = ["accuracy", "evaluate"]

Array = NDArray[Any]

_AT_ONCE = 1000
"""Examples in one pass, so that memory stays small."""


def accuracy(scores: Array, targets: Array) -> float:
    """The share of examples whose label has the largest score."""
    return float((classify(scores) == targets.reshape(len(targets))).mean())


def evaluate(
    network: Layer, parameters: Parameters, loss: Loss, x: Array, y: Array
) -> tuple[float, float | None]:
    """The mean loss in test mode, and the accuracy where y holds labels."""
    scores = np.concatenate(
        [network.forward(parameters, x[i : i + _AT_ONCE])[0] for i in range(0, len(x), _AT_ONCE)]
    )
    return loss(scores, y), accuracy(scores, y) if y.dtype.kind in "iu" else None
