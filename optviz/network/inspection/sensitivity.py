"""The reason for normalised data: the loss then cares less about small changes of the weights.

CS231n, lecture 6: a line through data far from the origin turns wildly for a small change of its
weights, and misses; through centred data it hardly moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import legend_above, new_axes
from optviz.network.data.data import Data
from optviz.network.data.preprocessing import normalise
from optviz.network.layers.linear import Linear
from optviz.network.losses.losses import SoftmaxCrossEntropy
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.training import train
from optviz.rules import Adam

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Sensitivity", "loss_sensitivity"]


@dataclass(frozen=True)
class Sensitivity(Record):
    """Growth of the loss of a trained linear classifier when its weights change a little.

    Attributes
    ----------
    relative_change : float
        The length of the change over that of the weights.
    loss : dict of str to float
        After training, for "raw" and "normalised" data.
    growth : dict of str to float
        The mean growth of the loss over random changes.
    """

    relative_change: float
    loss: dict[str, float]
    growth: dict[str, float]

    def page(self) -> Page:
        """The two kinds of data side by side."""
        rows = [(kind, f"{self.loss[kind]:.3g}", f"{self.growth[kind]:.3g}") for kind in self.loss]
        text = say(
            "Weights changed at random by {share:.0%} of their length.",
            share=self.relative_change,
        )
        table = Table(("data", "loss", "growth of the loss"), rows)
        figure = Figure(lambda ax: self.plot(ax), "The loss before and after the change.")
        return Page("Sensitivity of the loss", [Paragraph(text), table, figure])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the trained loss for each kind of data, and what the change adds to it."""
        ax = new_axes(ax, (6.0, 2.4))
        kinds = list(self.loss)[::-1]
        trained = np.array([self.loss[kind] for kind in kinds])
        added = np.array([self.growth[kind] for kind in kinds])
        ax.barh(kinds, trained, color=ON_PAPER["solution"], label="after training")
        bars = ax.barh(
            kinds,
            added,
            left=trained,
            fill=False,
            hatch="////",
            edgecolor=ON_PAPER["gradient"],
            label=say("added by weights {share:.0%} off", share=self.relative_change),
        )
        ax.bar_label(bars, [f" {loss:.3g}" for loss in trained + added])
        ax.set(xlabel="loss")
        ax.margins(x=0.12)
        legend_above(ax)
        return ax


def loss_sensitivity(
    x: ArrayLike,
    labels: ArrayLike,
    *,
    relative_change: float = 0.05,
    trials: int = 200,
    epochs: int = 400,
    seed: int = 0,
) -> Sensitivity:
    """Train softmax regression on raw and on normalised data, then shake its weights.

    Parameters
    ----------
    x : array of shape (N, D)
    labels : integer array of shape (N,)
    relative_change : float
        The length of a change over that of the weights.
    trials : int
        Random changes to average over.
    epochs : int
    seed : int

    Returns
    -------
    Sensitivity
        Both losses, and how much each grows.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> labels = np.arange(100) % 2
    >>> x = rng.normal(size=(100, 2)) + 3 * labels[:, None] + 20  # far from the origin
    >>> record = loss_sensitivity(x, labels)
    >>> record.growth["raw"] > 10 * record.growth["normalised"]
    True
    """
    counts(trials=trials, epochs=epochs)
    number("relative_change", relative_change, low=0)
    x, labels = np.asarray(x, float), np.asarray(labels)
    loss, growth = {}, {}
    for kind, prepared in (("raw", x), ("normalised", normalise(x)(x))):
        loss[kind], growth[kind] = _shaken(prepared, labels, relative_change, trials, epochs, seed)
    return Sensitivity(relative_change, loss, growth)


def _shaken(
    x: NDArray[np.float64],
    labels: NDArray[np.intp],
    relative_change: float,
    trials: int,
    epochs: int,
    seed: int,
) -> tuple[float, float]:
    """The trained loss, and by how much random changes of the weights raise it."""
    network = Linear(x.shape[1], int(labels.max()) + 1)
    loss = SoftmaxCrossEntropy()
    data = Data(x, labels)
    history = train(
        network,
        loss,
        Adam(),
        data,
        TrainingSettings(epochs=epochs, learning_rate=0.05, dtype=np.float64, seed=seed),
    )
    p, rng = history.parameters, np.random.default_rng(seed)
    trained = loss(network.forward(p, x)[0], labels)
    length = np.linalg.norm(p.vector) * relative_change
    losses = []
    for direction in rng.normal(size=(trials, p.vector.size)):
        moved = p.like(p.vector + length * direction / np.linalg.norm(direction))
        losses.append(loss(network.forward(moved, x)[0], labels))
    return trained, float(np.mean(losses)) - trained
