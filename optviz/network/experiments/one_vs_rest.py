"""One linear classifier for each class, or one for all: what they make of the plane.

CS231n, lecture 3: the classes of a shared classifier compete, those of separate ones do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.options import number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.data.data import Data
from optviz.network.experiments.decision_picture import DecisionPicture, draw_tiles, trained_picture
from optviz.network.layers.linear import Linear
from optviz.network.losses.losses import BinaryCrossEntropy, SoftmaxCrossEntropy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["OneVsRest", "one_for_each_and_one_for_all"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class OneVsRest(Record):
    """The same data cut by separate classifiers and by a shared one; unpacks to the two.

    Attributes
    ----------
    each : DecisionPicture
        A yes-or-no question for each class; the surest yes wins.
    together : DecisionPicture
        Softmax regression.
    """

    each: DecisionPicture
    together: DecisionPicture

    def __iter__(self) -> Iterator[DecisionPicture]:
        return iter((self.each, self.together))

    def page(self) -> Page:
        """The accuracies, and both pictures."""
        rows = [(p.title, f"{p.accuracy:.1%}", f"{p.held_out_accuracy:.1%}") for p in self]
        text = (
            "A class that lies between others has no line of its own: asked alone, it wins only "
            "where all others are surer of their no. Scores that are learned together compete."
        )
        return Page(
            "One classifier for each class, one for all",
            [
                Paragraph(text),
                Table(("", "training", "held out"), rows),
                Figure(lambda ax: self.plot(ax), "One for each class; one for all."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw both pictures side by side, or one above the other where they are wide."""
        ax = new_axes(ax, (8.0, 4.0))
        width, height = np.subtract(self.each.high, self.each.low)
        draw_tiles(ax, [self.each, self.together], 1 if width > 2 * height else 2)
        return ax


def one_for_each_and_one_for_all(
    data: Data, *, epochs: int = 300, learning_rate: float = 0.05, points: int = 120, seed: int = 0
) -> OneVsRest:
    """One linear classifier a class, each trained alone, against one that learns them together.

    The first asks C yes-or-no questions and takes the surest yes; a class that lies between others
    has no line of its own, and wins only where all others are surer of their no. The softmax learns
    scores that compete.

    Parameters
    ----------
    data : Data
        Examples of shape (2,).
    epochs : int
    learning_rate : float
    points : int
        Of the grid of the pictures, along each side.
    seed : int

    Returns
    -------
    OneVsRest
        A decision picture for each way.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.arange(400) % 5
    >>> x = rng.normal(0, 0.3, (400, 2)) + np.stack([2 * y, 0 * y], axis=1)  # five in a row
    >>> each, together = one_for_each_and_one_for_all(Data.split(x, y))
    >>> each.held_out_accuracy < 0.95, together.held_out_accuracy > 0.98
    (True, True)
    """
    number("points", points, low=2, whole=True)
    network, classes = Linear(2, data.number_of_classes), data.number_of_classes
    options: dict[str, Any] = {"epochs": epochs, "learning_rate": learning_rate, "seed": seed}
    options["points"] = points
    # The losses of the C questions add up, and no weight takes part in two: they train alone.
    each = trained_picture("one for each", network, _OneForEach(classes), data, **options)
    together = trained_picture("one for all", network, SoftmaxCrossEntropy(), data, **options)
    return OneVsRest(each, together)


class _OneForEach(BinaryCrossEntropy):
    """C yes-or-no questions about labels 0 … C - 1."""

    def __init__(self, classes: int) -> None:
        self.classes = classes

    def forward(self, scores: Array, targets: Array) -> tuple[float, Any]:
        return super().forward(scores, np.eye(self.classes, dtype=scores.dtype)[targets])
