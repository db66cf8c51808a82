"""Capacity against regularisation: decision pictures for several sizes and strengths of decay.

Weight decay is the better knob than the number of units (CS231n, "Setting up the architecture").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linalg.errors import LinalgError
from linalg.language import say
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.data.data import Data
from optviz.network.experiments.decision_picture import (
    DecisionPicture,
    decision_picture,
    draw_tiles,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Capacities", "capacities"]


@dataclass(frozen=True, eq=False)
class Capacities(Record):
    """Decision pictures for several numbers of hidden units and strengths of weight decay.

    Attributes
    ----------
    hidden : tuple of int
    weight_decay : tuple of float
    pictures : tuple of tuples of DecisionPicture
        A row for each strength, a column for each number of units.
    """

    hidden: tuple[int, ...]
    weight_decay: tuple[float, ...]
    pictures: tuple[tuple[DecisionPicture, ...], ...]

    def page(self) -> Page:
        """Accuracies, training and held out."""
        rows = [
            (f"λ = {decay:g}", *(f"{p.accuracy:.0%} / {p.held_out_accuracy:.0%}" for p in row))
            for decay, row in zip(self.weight_decay, self.pictures, strict=True)
        ]
        header = ("", *(say("{units} hidden", units=units) for units in self.hidden))
        text = "Accuracy in training / held out."
        figure = Figure(lambda ax: self.plot(ax), "More units to the right, more decay below.")
        return Page("Capacity and regularisation", [Paragraph(text), Table(header, rows), figure])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw all pictures side by side, a row for each strength of decay."""
        rows, columns = len(self.weight_decay), len(self.hidden)
        ax = new_axes(ax, (2.5 * columns, 2.7 * rows))
        draw_tiles(ax, [picture for row in self.pictures for picture in row], columns)
        return ax


def capacities(
    data: Data,
    *,
    hidden: Sequence[int] = (1, 2, 3, 20),
    weight_decay: Sequence[float] = (0.0, 0.001, 0.01),
    epochs: int = 200,
    seed: int = 0,
) -> Capacities:
    """Train one hidden layer for each number of units and each strength of weight decay.

    Parameters
    ----------
    data : Data
        Examples of shape (2,).
    hidden : sequence of int
        Numbers of hidden units.
    weight_decay : sequence of float
        λ.
    epochs : int
    seed : int

    Returns
    -------
    Capacities
        A decision picture for each pair.

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> record = capacities(moons(60), hidden=(1, 3), weight_decay=(0.0,), epochs=5)
    >>> len(record.pictures), len(record.pictures[0])
    (1, 2)
    """
    counts(hidden=hidden)
    if not weight_decay:
        raise LinalgError("weight_decay is empty: give at least one")
    for decay in weight_decay:
        number("weight_decay", decay, low=0)
    pictures = tuple(
        tuple(
            decision_picture(data, hidden=(units,), weight_decay=decay, epochs=epochs, seed=seed)
            for units in hidden
        )
        for decay in weight_decay
    )
    return Capacities(tuple(hidden), tuple(weight_decay), pictures)
