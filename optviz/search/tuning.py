"""A search to look at: learning rate and momentum of a linear classifier on the bundled digits."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optviz.network.data.data import digits
from optviz.search.cross_validation import CrossValidation, cross_validate
from optviz.search.hyperparameters import LogUniform, LogUniformBelowOne, Space
from optviz.search.linear_classifier import LinearClassifier, follow_slope

__all__ = [
    "ABOUT_ACCURACY",
    "ABOUT_LOSS",
    "SPACE",
    "accuracy",
    "accuracy_within",
    "centred_digits",
    "loss_within",
    "validated",
]

SPACE = Space({"learning rate": LogUniform(1e-4, 1.0), "momentum": LogUniformBelowOne(0.9, 0.999)})
"""The lecture's scales: α = 10ʳ, r from -4 to 0; 1 - β = 10ʳ, r from -1 to -3."""

_STEPS = 30
_TRAINING = 1200
_MODEL = (
    "A linear classifier of the 1797 handwritten digits of scikit-learn (8 × 8 pixels, ten "
    "classes), by softmax and cross-entropy, is trained from zero weights by gradient descent "
    "with momentum, each step on all training examples."
)
_SPLIT = (
    f" The first {_TRAINING} digits are for training, the other {1797 - _TRAINING} are held out."
)
_SHARE = "the share of held-out digits that it classifies correctly: higher is better."

ABOUT_ACCURACY = f"{_MODEL}{_SPLIT} The score after {_STEPS} steps is {_SHARE}"
"""What `accuracy` scores, for the page of a search."""
ABOUT_LOSS = (
    f"{_MODEL}{_SPLIT} The score is the mean cross-entropy on those held out: lower is better."
)
"""What `loss_within` scores, for the page of a search."""


@cache
def centred_digits() -> LinearClassifier:
    """Return all 1797 digits, each pixel from 0 to 1 with its mean taken off."""
    data = digits(held_out=0.0)
    return LinearClassifier(data.x - data.x.mean(axis=0), data.y)


def accuracy(setting: dict[str, Any], rng: np.random.Generator) -> float:
    """Return the held-out accuracy after 30 steps, for `optviz.search.search`."""
    return accuracy_within(setting, _STEPS, rng)


def accuracy_within(setting: dict[str, Any], budget: int, rng: np.random.Generator) -> float:
    """Return the held-out accuracy after a number of steps.

    Examples
    --------
    >>> setting = {"learning rate": 1.0, "momentum": 0.9}
    >>> rng = np.random.default_rng(0)
    >>> accuracy_within(setting, 1, rng) < accuracy_within(setting, 30, rng)
    True
    """
    return _held_out(*_split(), setting, budget)[1]


def loss_within(setting: dict[str, Any], budget: int, rng: np.random.Generator) -> float:
    """Return the held-out loss after a number of steps, for `optviz.successive_halving`.

    After the first steps from zero weights the accuracy is the same whatever the learning rate,
    since weights and scores only grow with it; the loss tells settings apart at once.

    Examples
    --------
    >>> slow, fast = ({"learning rate": rate, "momentum": 0.9} for rate in (1e-3, 1.0))
    >>> rng = np.random.default_rng(0)
    >>> accuracy_within(slow, 2, rng) == accuracy_within(fast, 2, rng)
    True
    >>> loss_within(slow, 2, rng) > loss_within(fast, 2, rng)
    True
    """
    return _held_out(*_split(), setting, budget)[0]


def validated(k: int = 5, *, seed: int = 0, workers: int | None = None) -> CrossValidation:
    """Return the k-fold cross-validation of one good setting."""

    def evaluate(
        training: NDArray[np.intp], held_out: NDArray[np.intp], rng: np.random.Generator
    ) -> float:
        setting = {"learning rate": 1.0, "momentum": 0.9}
        return _held_out(training, held_out, setting, _STEPS)[1]

    labels = centred_digits().labels
    about = (
        f"{_MODEL} Learning rate 1, momentum 0.9. The score of a fold, after {_STEPS} steps on the "
        f"other folds, is {_SHARE}"
    )
    return cross_validate(
        evaluate, len(labels), k, labels=labels, seed=seed, workers=workers, about=about
    )


def _split() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    every = np.arange(len(centred_digits().labels))
    return every[:_TRAINING], every[_TRAINING:]


def _held_out(
    training: NDArray[np.intp], held_out: NDArray[np.intp], setting: dict[str, Any], steps: int
) -> tuple[float, float]:
    """Loss and accuracy on the examples held out."""
    X, labels = centred_digits().X, centred_digits().labels
    rate, momentum = setting["learning rate"], setting["momentum"]
    known = LinearClassifier(X[training], labels[training])
    W = follow_slope(known, steps + 1, learning_rate=rate, momentum=momentum).W
    return LinearClassifier(X[held_out], labels[held_out]).evaluate(W)[:2]
