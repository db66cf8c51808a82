"""The base of every loss: a mean over examples, its gradient, and checks of what it is given."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import ShapeError
from optviz.network.graph.concise import Concise
from optviz.network.graph.graph import Tape

__all__ = ["Loss", "as_floats", "checked_labels", "checked_targets"]

Array = NDArray[Any]


class Loss(Concise, ABC):
    """A loss over a mini-batch: ``loss(scores, targets)`` is the mean over its examples."""

    @abstractmethod
    def examples(self, scores: ArrayLike, targets: ArrayLike) -> Array:
        """The loss of each example, shape (N,)."""

    def chance(self, classes: int) -> float | None:
        """The loss of scores that are all 0: what training should start at, where it is known."""
        return None

    @abstractmethod
    def forward(self, scores: Array, targets: Array) -> tuple[float, Any]:
        """The mean loss, and the cache for :meth:`backward`."""

    @abstractmethod
    def backward(self, upstream: float, cache: Any) -> tuple[Array]:
        """The gradient with respect to the scores, of their shape, times `upstream`."""

    def __call__(self, scores: ArrayLike, targets: ArrayLike) -> float:
        return self.forward(as_floats(scores), np.asarray(targets))[0]

    def value_and_gradient(self, scores: ArrayLike, targets: ArrayLike) -> tuple[float, Array]:
        """The mean loss and its gradient with respect to the scores.

        Examples
        --------
        >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
        >>> z = [[5, 2, -1, 3]]
        >>> loss, dz = SoftmaxCrossEntropy().value_and_gradient(z, [1])
        >>> round(loss, 3), dz.round(3)  # dz = p - y
        (3.172, array([[ 0.842, -0.958,  0.002,  0.114]]))
        """
        value, cache = self.forward(as_floats(scores), np.asarray(targets))
        return value, self.backward(1.0, cache)[0]

    def trace(self, tape: Tape, scores: int, targets: Array) -> int:
        """Write the loss of the node `scores` on a tape; its place there."""
        value, cache = self.forward(tape[scores].value, targets)
        return tape.node(self, (scores,), value, cache)


def checked_labels(labels: ArrayLike, scores: Array) -> NDArray[np.intp]:
    """The labels as an integer array of shape (N,), each naming a column of `scores`.

    Raises
    ------
    ShapeError
        When `scores` is not (N, C) or `labels` is not (N,).
    ValueError
        When a label is not an integer in 0 … C - 1.
    """
    labels = np.asarray(labels)
    if scores.ndim != 2 or labels.shape != scores.shape[:1]:
        raise ShapeError(
            f"scores of shape (N, C) need labels of shape (N,): "
            f"got {scores.shape} and {labels.shape}; one label an example, not one-hot rows"
        )
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels are integers, not {labels.dtype}: labels.astype(int) if meant so")
    classes = scores.shape[1]
    if not labels.size:
        raise ShapeError("a mini-batch has at least one example")
    labels = labels.astype(np.intp, copy=False)
    if labels.view(np.uintp).max() >= classes:  # as unsigned, a negative one is huge
        raise ValueError(
            f"labels run from {labels.min()} to {labels.max()}, but {classes} scores an example "
            f"allow 0 … {classes - 1}: relabel, or give the last layer more outputs"
        )
    return labels


def checked_targets(targets: ArrayLike, scores: Array) -> Array:
    """The targets, of the shape and precision of the scores."""
    targets = np.asarray(targets)
    if targets.shape != scores.shape:
        raise ShapeError(
            f"this loss compares number with number: scores {scores.shape}, "
            f"targets {targets.shape}; reshape one of them"
        )
    return targets.astype(scores.dtype, copy=False)


def as_floats(scores: ArrayLike) -> Array:
    """The scores as an array of floats."""
    scores = np.asarray(scores)
    return scores if scores.dtype.kind == "f" else scores.astype(np.float64)
