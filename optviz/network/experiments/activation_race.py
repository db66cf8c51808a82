"""A race of activations: the same network, trained with each of them.

Krizhevsky et al. (2012) report that a small convolutional network reaches 25 % training error on
CIFAR-10 about six times sooner with ReLU than with tanh. Here the claim is measured, on whatever
data is given; how large the factor is depends on depth, start and learning rate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from linalg.language import say
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.network.data.data import Data
from optviz.network.layers.activations import Elementwise, ReLU, Sigmoid, Tanh
from optviz.network.layers.initialisation import He, Initialisation, Xavier
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Linear
from optviz.network.layers.sequential import Sequential
from optviz.network.losses.losses import SoftmaxCrossEntropy
from optviz.network.training.divergence import DivergedError
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.training import train
from optviz.rules import Momentum

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["STARTERS", "ActivationRace", "activation_race"]

STARTERS: dict[str, tuple[Elementwise, Initialisation]] = {
    "ReLU": (ReLU(), He()),
    "tanh": (Tanh(), Xavier()),
    "sigmoid": (Sigmoid(), Xavier()),
}
"""Each with the initialisation that is made for it."""


@dataclass(frozen=True, eq=False)
class ActivationRace(Record):
    """The training loss by step, for each activation at its best learning rate.

    Attributes
    ----------
    losses : dict of str to array of shape (T,)
        Smoothed over an epoch.
    rates : dict of str to float
        The learning rate that was best for each.
    level : float
        The loss to reach.

    Examples
    --------
    >>> race = ActivationRace({"ReLU": np.array([2.3, 0.9, 0.2])}, {"ReLU": 0.1}, level=0.25)
    >>> race.steps("ReLU")
    3
    """

    losses: Mapping[str, NDArray[np.float64]]
    rates: Mapping[str, float]
    level: float

    def steps(self, name: str) -> int | None:
        """The step, from 1, at which the loss first reaches the level; None if it never does."""
        reached = np.flatnonzero(self.losses[name] <= self.level)
        return int(reached[0]) + 1 if len(reached) else None

    def page(self) -> Page:
        """Steps needed, and the factor to the fastest."""
        steps = {name: self.steps(name) for name in self.losses}
        fastest = min((n for n in steps.values() if n is not None), default=None)
        rows = [
            (
                name,
                f"{self.rates[name]:g}",
                "never" if n is None else str(n),
                "" if n is None or fastest is None else f"{n / fastest:.1f}",
            )
            for name, n in steps.items()
        ]
        return Page(
            "A race of activations",
            [
                Paragraph(say("Steps until the training loss is {level:g}.", level=self.level)),
                Table(("activation", "learning rate", "steps", "times the fastest"), rows),
                Figure(lambda ax: self.plot(ax), "Training loss by step."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the losses against the step."""
        ax = new_axes(ax)
        for place, (name, losses) in enumerate(self.losses.items()):
            ax.plot(np.arange(1, len(losses) + 1), losses, label=name, **line_style(place))
        ax.axhline(self.level, color="0.6", linewidth=1)
        ax.set(xlabel="step", ylabel="training loss", yscale="log")
        ax.legend()
        return ax


def activation_race(
    data: Data,
    *,
    hidden: Sequence[int] = (64, 64, 64, 64),
    epochs: int = 15,
    level: float = 0.25,
    rates: Sequence[float] = (0.01, 0.03, 0.1, 0.3),
    starters: Mapping[str, tuple[Elementwise, Initialisation]] = STARTERS,
    seed: int = 0,
) -> ActivationRace:
    """Train a deep network with each activation, at several learning rates, and keep the best.

    Parameters
    ----------
    data : Data
        Examples of shape (D,), with labels.
    hidden : sequence of int
        The units of each hidden layer.
    level : float
        The training loss to reach.
    epochs : int
    rates : sequence of float
        Learning rates of gradient descent to try for each.
    starters : mapping of str to (Elementwise, Initialisation)
        Who takes part, each with the initialisation that suits it.
    seed : int

    Returns
    -------
    ActivationRace
        The training loss of each by step.

    Examples
    --------
    >>> from optviz.network.data.data import digits
    >>> race = activation_race(digits(), hidden=[8], epochs=2, rates=(0.1,))
    >>> list(race.losses)
    ['ReLU', 'tanh', 'sigmoid']
    """
    counts(hidden=hidden, epochs=epochs)
    number("level", level, above=0)
    losses, best = {}, {}
    for name, (activation, weights) in starters.items():
        layers: list[Layer] = []
        for inputs, outputs in pairwise([data.x.shape[1], *hidden]):
            layers += [Linear(inputs, outputs), activation]
        network = Sequential(*layers, Linear(hidden[-1], data.number_of_classes))
        curves = {rate: _loss_curve(network, data, rate, weights, epochs, seed) for rate in rates}
        smooth = {rate: curve for rate, curve in curves.items() if curve is not None}
        if not smooth:
            raise ValueError(f"{name}: training diverged at every rate of {rates}; try lower ones")
        best[name] = min(smooth, key=lambda rate: _area(smooth[rate], level))
        losses[name] = smooth[best[name]]
    return ActivationRace(losses, best, level)


def _loss_curve(
    network: Layer, data: Data, rate: float, weights: Initialisation, epochs: int, seed: int
) -> NDArray[np.float64] | None:
    """The training loss by step, smoothed over an epoch; None where training diverged."""
    try:
        history = train(
            network,
            SoftmaxCrossEntropy(),
            Momentum(),
            data,
            TrainingSettings(epochs=epochs, learning_rate=rate, weights=weights, seed=seed),
        )
    except DivergedError:
        return None
    losses = history.steps["loss"]
    return _smoothed(losses, len(losses) // epochs)


def _smoothed(values: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    """The mean of the values of the last `window` steps."""
    kernel = np.ones(window) / window
    return np.convolve(values, kernel, mode="valid")


def _area(losses: NDArray[np.float64], level: float) -> tuple[int, float]:
    """First by the step that reaches the level, then by the loss at the end."""
    reached = np.flatnonzero(losses <= level)
    return int(reached[0]) if len(reached) else len(losses), float(losses[-1])
