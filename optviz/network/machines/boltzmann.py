"""Restricted Boltzmann machines, and a deep autoencoder that starts from a stack of them.

In 2006 Hinton and Salakhutdinov trained deep autoencoders by learning one layer at a time first,
each a restricted Boltzmann machine whose hidden units become the data of the next, and only then
all layers together by back-propagation. Since 2010-2012 better initialisation, ReLUs, more data and
GPUs have made that detour unnecessary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from linalg.errors import ShapeError
from linalg.language import say
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.network.data.data import Data
from optviz.network.layers.activations import Sigmoid
from optviz.network.layers.initialisation import Normal
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Linear
from optviz.network.layers.sequential import Sequential
from optviz.network.losses.losses import BinaryCrossEntropy
from optviz.network.training.history import TrainingHistory
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.training import train
from optviz.rules import Adam

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Boltzmann", "Pretraining", "autoencoder", "boltzmann", "pretrain_autoencoder"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Boltzmann(Record):
    """A trained restricted Boltzmann machine.

    Attributes
    ----------
    W : array of shape (visible, hidden)
    visible, hidden : arrays
        Biases.
    errors : array of shape (E,)
        The mean squared reconstruction error of each epoch.

    Examples
    --------
    >>> stripes = np.kron(np.eye(4), np.ones((5, 3)))
    >>> machine = boltzmann(stripes, 8, epochs=5)
    >>> machine.W.shape, machine.errors.shape, machine.up(stripes).shape
    ((12, 8), (5,), (20, 8))
    """

    W: Array
    visible: Array
    hidden: Array
    errors: Array

    def up(self, x: ArrayLike) -> Array:
        """The probabilities that hidden units are on, shape (N, hidden)."""
        return np.asarray(expit(np.asarray(x) @ self.W + self.hidden))

    def down(self, h: ArrayLike) -> Array:
        """The probabilities that visible units are on, shape (N, visible)."""
        return np.asarray(expit(np.asarray(h) @ self.W.T + self.visible))

    def page(self) -> Page:
        """The reconstruction errors."""
        v, h = self.W.shape
        text = say(
            "{visible} visible and {hidden} hidden units; the reconstruction error went from "
            "{first:.3g} to {last:.3g}.",
            visible=v,
            hidden=h,
            first=self.errors[0],
            last=self.errors[-1],
        )
        figure = Figure(lambda ax: self.plot(ax), "Reconstruction error by epoch.")
        return Page("Restricted Boltzmann machine", [Paragraph(text), figure])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the reconstruction error against the epoch."""
        ax = new_axes(ax)
        ax.plot(np.arange(1, len(self.errors) + 1), self.errors, **line_style(0))
        ax.set(xlabel="epoch", ylabel="mean squared reconstruction error", ylim=(0, None))
        return ax


def boltzmann(
    x: ArrayLike,
    hidden: int,
    *,
    steps: int = 1,
    epochs: int = 30,
    batch_size: int = 32,
    rate: float = 0.1,
    momentum: float = 0.5,
    seed: int = 0,
) -> Boltzmann:
    """Train by contrastive divergence.

    Parameters
    ----------
    x : array of shape (N, visible)
        Between 0 and 1, the probabilities that visible units are on.
    hidden : int
        The number of hidden units.
    steps : int
        k of CD-k: how often to go down and up again before comparing.
    epochs, batch_size : int
    rate : float
        The learning rate.
    momentum : float
        The share of the last step that is made again.
    seed : int

    Returns
    -------
    Boltzmann
        The machine and its reconstruction error by epoch.

    Notes
    -----
    Hinton 2002; his practical guide (2010) for samples of hidden units, probabilities elsewhere.

    Examples
    --------
    >>> stripes = np.kron(np.eye(4), np.ones((5, 3)))  # four patterns of twelve pixels
    >>> machine = boltzmann(stripes, 8, epochs=200)
    >>> bool(machine.errors[-1] < machine.errors[0] / 4)
    True
    """
    counts(hidden=hidden, steps=steps, epochs=epochs, batch_size=batch_size)
    number("rate", rate, above=0)
    number("momentum", momentum, low=0, below=1)
    data = np.asarray(x, float)
    if data.ndim != 2 or not len(data):
        raise ShapeError(f"a Boltzmann machine learns from data of shape (N, D), not {data.shape}")
    if data.min() < 0 or data.max() > 1:
        raise ValueError(
            f"visible units lie between 0 and 1, the data between {data.min():g} and "
            f"{data.max():g}: scale them"
        )
    rng = np.random.default_rng(seed)
    W = rng.normal(0, 0.01, (data.shape[1], hidden))
    parts = (W, np.zeros(data.shape[1]), np.zeros(hidden))
    machine = Boltzmann(*parts, np.zeros(0))  # sees what the parts learn
    velocities = [np.zeros_like(part) for part in parts]
    errors = []
    for _ in range(epochs):
        squares = 0.0
        for chosen in np.array_split(rng.permutation(len(data)), max(len(data) // batch_size, 1)):
            v = data[chosen]
            h = machine.up(v)
            v_model, h_model = _dreamt(machine, h, steps, rng)
            changes = (
                (v.T @ h - v_model.T @ h_model) / len(v),
                (v - v_model).mean(axis=0),
                (h - h_model).mean(axis=0),
            )
            for part, velocity, change in zip(parts, velocities, changes, strict=True):
                velocity *= momentum
                velocity += rate * change
                part += velocity
            squares += float(((v - v_model) ** 2).mean()) * len(v)
        errors.append(squares / len(data))
    return Boltzmann(*parts, np.array(errors))


def _dreamt(
    machine: Boltzmann, h: Array, steps: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Return the units of the machine after so many passes down and up."""
    v = machine.visible
    for _ in range(steps):
        sampled = (rng.random(h.shape) < h).astype(float)
        v = machine.down(sampled)
        h = machine.up(v)
    return v, h


def autoencoder(sizes: Sequence[int]) -> Sequential:
    """Layers down to the code and, mirrored, up again, each with a sigmoid but for the last.

    Parameters
    ----------
    sizes : sequence of int
        (64, 32, 8) codes 64 numbers in 8.

    Returns
    -------
    Sequential

    Examples
    --------
    >>> autoencoder((64, 32, 8))
    Sequential(Linear(64, 32), Sigmoid(), Linear(32, 8), Sigmoid(), Linear(8, 32), Sigmoid(), \
    Linear(32, 64))
    """
    counts(sizes=sizes)
    if len(sizes) < 2:
        raise ShapeError("an autoencoder has the sizes of its input and of one layer at least")
    way = [*sizes, *sizes[-2::-1]]
    layers: list[Layer] = []
    for i in range(len(way) - 1):
        layers += [Linear(way[i], way[i + 1]), Sigmoid()]
    return Sequential(*layers[:-1])


@dataclass(frozen=True, eq=False)
class Pretraining(Record):
    """A deep autoencoder from a stack of machines, and one from small random weights.

    Attributes
    ----------
    machines : tuple of Boltzmann
    pretrained, random : TrainingHistory
    """

    machines: tuple[Boltzmann, ...]
    pretrained: TrainingHistory
    random: TrainingHistory

    def page(self) -> Page:
        """The losses side by side."""
        rows = [
            (name, f"{history.epochs['loss'][0]:.4g}", f"{history.epochs['loss'][-1]:.4g}")
            for name, history in (("layer by layer", self.pretrained), ("random", self.random))
        ]
        return Page(
            "Pre-training a deep autoencoder",
            [
                Table(("start", "loss, first epoch", "loss, last epoch"), rows),
                Figure(lambda ax: self.plot(ax), "Training loss by epoch."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw both training losses against the epoch."""
        ax = new_axes(ax)
        for place, (name, history) in enumerate(
            (("layer by layer", self.pretrained), ("random", self.random))
        ):
            losses = history.epochs["loss"]
            ax.plot(np.arange(1, len(losses) + 1), losses, label=name, **line_style(place))
        ax.set(xlabel="epoch", ylabel="cross-entropy of the pixels, nats")
        ax.legend()
        return ax


def pretrain_autoencoder(
    x: ArrayLike,
    sizes: Sequence[int] = (64, 40, 24, 10),
    *,
    machine_epochs: int = 30,
    epochs: int = 30,
    learning_rate: float = 1e-3,
    seed: int = 0,
) -> Pretraining:
    """Train an autoencoder twice: from a stack of machines, and from N(0, 0.01²).

    Parameters
    ----------
    x : array of shape (N, sizes[0])
        Between 0 and 1.
    sizes : sequence of int
        From the data to the code.
    machine_epochs : int
        Of contrastive divergence, for each machine.
    epochs : int
        Of Adam, for the whole autoencoder.
    learning_rate : float
    seed : int

    Returns
    -------
    Pretraining
        The machines, and the histories of both trainings.

    Examples
    --------
    >>> x = np.random.default_rng(0).random((64, 8))
    >>> both = pretrain_autoencoder(x, (8, 4, 2), machine_epochs=2, epochs=2)
    >>> len(both.machines)
    2
    """
    counts(sizes=sizes, machine_epochs=machine_epochs, epochs=epochs)
    data = np.asarray(x, float)
    machines, below = [], data
    for hidden in sizes[1:]:
        machines.append(boltzmann(below, hidden, epochs=machine_epochs, seed=seed))
        below = machines[-1].up(below)
    network = autoencoder(sizes)
    start = network.parameters(seed, weights=Normal(0.01))
    histories = []
    for stacked in (True, False):
        p = start.copy()
        if stacked:
            _unroll(machines, [p[name] for name in p if p[name]])
        histories.append(
            train(
                network,
                BinaryCrossEntropy(),
                Adam(),
                Data(data, data),
                TrainingSettings(epochs=epochs, learning_rate=learning_rate, seed=seed),
                parameters=p,
            )
        )
    return Pretraining(tuple(machines), *histories)


def _unroll(machines: Sequence[Boltzmann], layers: Sequence[dict[str, Array]]) -> None:
    """Write the machines' weights into an autoencoder's layers, down and, transposed, up."""
    for i, machine in enumerate(machines):
        down, up = layers[i], layers[-1 - i]
        down["W"][...], down["b"][...] = machine.W, machine.hidden
        up["W"][...], up["b"][...] = machine.W.T, machine.visible
