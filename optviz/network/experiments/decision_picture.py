"""Classifiers of points in the plane, and the regions that they cut it into.

Softmax regression has straight boundaries; each hidden unit adds a bend; weight decay takes the
freedom away again, and is the better knob than the number of units (CS231n, "Setting up the
architecture").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.language import say
from linalg.options import number
from linalg.page import Figure, Page, Paragraph
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.data.data import Data
from optviz.network.layers.activations import Tanh
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Linear
from optviz.network.layers.sequential import Sequential
from optviz.network.losses.loss import Loss
from optviz.network.losses.losses import SoftmaxCrossEntropy
from optviz.network.training.regions import classify, regions
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.training import train
from optviz.rules import Adam

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["DecisionPicture", "decision_picture", "draw_tiles", "trained_picture"]

Array = NDArray[Any]

_COLOURS = ("#0A6EA8", "#B34700", "#00754F", "#A0407A", "#7A6400", "#222222")
_MARKERS = "os^Dvx*P"


@dataclass(frozen=True, eq=False, kw_only=True)
class DecisionPicture(Record):
    """The decision regions of a trained classifier in the plane.

    Attributes
    ----------
    title : str
    data : Data
    low, high : (float, float)
        Corners of the picture.
    regions : integer array of shape (points, points)
        The class at each point of a grid, the first row at the bottom.
    accuracy, held_out_accuracy : float

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> picture = decision_picture(moons(), epochs=20, points=30)
    >>> picture.regions.shape, picture.accuracy > 0.8
    ((30, 30), True)
    """

    title: str
    data: Data
    low: tuple[float, float]
    high: tuple[float, float]
    regions: Array
    accuracy: float
    held_out_accuracy: float

    def page(self) -> Page:
        """The accuracies and the figure."""
        text = say(
            "Accuracy: {training:.1%} in training, {held_out:.1%} held out.",
            training=self.accuracy,
            held_out=self.held_out_accuracy,
        )
        figure = Figure(lambda ax: self.plot(ax), "Decision regions and training data.")
        return Page(self.title, [Paragraph(text), figure])

    def to_dict(self) -> dict[str, Any]:
        return {
            "record": "DecisionPicture",
            "title": self.title,
            "low": list(self.low),
            "high": list(self.high),
            "regions": self.regions.tolist(),
            "accuracy": self.accuracy,
            "held_out_accuracy": self.held_out_accuracy,
        }

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw regions and data, each class with its colour and its marker."""
        ax = new_axes(ax, (4.5, 4.2))
        classes = self.data.number_of_classes
        extent = (self.low[0], self.high[0], self.low[1], self.high[1])
        ax.contourf(
            self.regions,
            levels=np.arange(classes + 1) - 0.5,
            colors=[_COLOURS[k % len(_COLOURS)] for k in range(classes)],
            alpha=0.25,
            extent=extent,
        )
        for k in range(classes):
            of_class = self.data.x[self.data.y == k]
            look = _MARKERS[k % len(_MARKERS)]
            ax.plot(*of_class.T, look, color=_COLOURS[k % len(_COLOURS)], markersize=4)
        ax.set(
            title=say("{title}: {share:.0%}", title=self.title, share=self.held_out_accuracy),
            aspect="equal",
        )
        return ax


def decision_picture(
    data: Data,
    *,
    hidden: Sequence[int] = (),
    weight_decay: float = 0.0,
    epochs: int = 200,
    learning_rate: float = 0.02,
    points: int = 120,
    seed: int = 0,
) -> DecisionPicture:
    """Train a classifier of points in the plane and look at its regions.

    Parameters
    ----------
    data : Data
        Examples of shape (2,).
    hidden : sequence of int
        Widths of hidden tanh layers; none for softmax regression.
    weight_decay : float
    epochs : int
    learning_rate : float
    points : int
        Of the grid, along each side.
    seed : int

    Returns
    -------
    DecisionPicture
        The regions, and the accuracy on both parts of the data.

    Examples
    --------
    >>> from optviz.network.data.data import spirals
    >>> linear = decision_picture(spirals(), epochs=100)
    >>> bent = decision_picture(spirals(), hidden=(32,), epochs=100)
    >>> linear.held_out_accuracy < 0.7 < bent.held_out_accuracy
    True
    """
    number("points", points, low=2, whole=True)
    number("weight_decay", weight_decay, low=0)
    widths = [2, *hidden, data.number_of_classes]
    layers: list[Layer] = [Linear(widths[0], widths[1])]
    for inputs, outputs in pairwise(widths[1:]):
        layers += [Tanh(), Linear(inputs, outputs)]
    units = " + ".join(map(str, hidden))
    title = say("{units} hidden", units=units) if hidden else "softmax regression"
    if weight_decay:
        title = say("{model}, λ = {decay:g}", model=title, decay=weight_decay)
    return trained_picture(
        title,
        Sequential(*layers),
        SoftmaxCrossEntropy(),
        data,
        points=points,
        weight_decay=weight_decay,
        epochs=epochs,
        learning_rate=learning_rate,
        seed=seed,
    )


def trained_picture(
    title: str, network: Layer, loss: Loss, data: Data, *, points: int = 120, **options: Any
) -> DecisionPicture:
    """Train a classifier of points in the plane, with options of `train`, and look at it."""
    history = train(network, loss, Adam(), data, TrainingSettings(dtype=np.float64, **options))
    margin = 0.15 * np.ptp(data.x, axis=0)
    low, high = data.x.min(axis=0) - margin, data.x.max(axis=0) + margin
    left_below, right_above = (float(low[0]), float(low[1])), (float(high[0]), float(high[1]))
    cut = regions(network, history.parameters, left_below, right_above, points)

    def right(x: Array, y: Array) -> float:
        return float((classify(network.forward(history.parameters, x)[0]) == y).mean())

    held = right(data.x_held_out, data.y_held_out) if data.held_out else float("nan")
    return DecisionPicture(
        title=title,
        data=data,
        low=left_below,
        high=right_above,
        regions=cut,
        accuracy=right(data.x, data.y),
        held_out_accuracy=held,
    )


def draw_tiles(ax: Axes, pictures: Sequence[DecisionPicture], columns: int) -> None:
    """Draw pictures in rows of so many, within one pair of axes."""
    rows = -(-len(pictures) // columns)
    ax.axis("off")
    for place, picture in enumerate(pictures):
        left, below = place % columns / columns, 1 - (place // columns + 1) / rows
        tile = ax.inset_axes((left, below, 0.94 / columns, 0.86 / rows))
        picture.plot(tile)
        tile.title.set_fontsize("small")
        tile.set(xticks=[], yticks=[])
