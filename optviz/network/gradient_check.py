"""The gradient of a whole network, checked against central differences.

CS231n, lectures 5 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.notation.roles import ON_PAPER
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import legend_above, line_style, new_axes
from optviz.network.layer import Layer
from optviz.network.loss import Loss
from optviz.network.parameters import Parameters
from optviz.network.step import loss_and_gradient, run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["GradientCheck", "check_gradients", "relative_error"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class GradientCheck(Record):
    """The analytic gradient of a whole network against central differences.

    Attributes
    ----------
    errors : dict of str to array
        For each parameter array the relative errors |a - n| / max(|a|, |n|) at some of its places.
    """

    errors: dict[str, Array]

    @property
    def worst(self) -> float:
        """The largest relative error."""
        return max(float(errors.max()) for errors in self.errors.values())

    @property
    def verdict(self) -> str:
        """What the lecture says of an error of this size."""
        if self.worst > 1e-2:
            return "probably wrong"
        if self.worst > 1e-4:
            return "suspicious, unless the loss has kinks near here"
        return "fine where the loss has kinks" if self.worst > 1e-7 else "right"

    def check(self) -> Check:
        """The worst error against 1e-4."""
        return Check("backward = central difference", self.worst <= 1e-4, self.worst, 1e-4)

    def page(self) -> Page:
        """The worst error of each parameter array."""
        rows = [(path, f"{errors.max():.2g}") for path, errors in self.errors.items()]
        table = Table(("parameters", "worst relative error"), rows)
        figure = Figure(lambda ax: self.plot(ax), "Relative errors at the places looked at.")
        return Page(
            "Gradient check", [table, Paragraph(f"The gradient is {self.verdict}."), figure]
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the error at each place, a row for each parameter array, and the two thresholds."""
        ax = new_axes(ax, (6.0, 1.2 + 0.35 * len(self.errors)))
        for row, errors in enumerate(self.errors.values()):
            seen = np.maximum(errors, 1e-13)  # an error of 0 has no place on this axis
            ax.plot(seen, np.full(len(seen), row), "o", color=ON_PAPER["source"], markersize=4)
        ax.axvline(1e-7, label="right below", **line_style(2))
        ax.axvline(1e-4, label="suspicious above", **line_style(1))
        ax.set(yticks=range(len(self.errors)), yticklabels=list(self.errors), xscale="log")
        ax.set(xlabel="relative error")
        ax.margins(y=0.3)
        ax.invert_yaxis()
        legend_above(ax)
        return ax


def check_gradients(
    network: Layer,
    loss: Loss,
    x: Array,
    targets: Array,
    *,
    parameters: Parameters | None = None,
    places: int = 10,
    step: float = 1e-5,
    seed: int = 0,
) -> GradientCheck:
    """Compare backward with central differences, in double precision and training mode.

    Parameters
    ----------
    network : Layer
    loss : Loss
    x, targets : arrays
        A few examples are enough.
    parameters : Parameters, optional
        Drawn unless given.
    places : int
        How many places of each parameter array to look at.
    step : float
        h of the differences.
    seed : int

    Returns
    -------
    GradientCheck
        The relative error of each parameter array.

    Examples
    --------
    >>> from optviz.network.activations import Tanh
    >>> from optviz.network.linear import Linear
    >>> from optviz.network.losses import SoftmaxCrossEntropy
    >>> from optviz.network.sequential import Sequential
    >>> network = Sequential(Linear(3, 4), Tanh(), Linear(4, 2))
    >>> x, labels = np.random.default_rng(0).normal(size=(5, 3)), np.array([0, 1, 0, 1, 1])
    >>> check_gradients(network, SoftmaxCrossEntropy(), x, labels).verdict
    'right'
    """
    counts(places=places)
    number("step", step, above=0)
    rng = np.random.default_rng(seed)
    p = parameters or network.parameters(rng)
    p = p.like(p.vector.astype(np.float64), p.statistics.astype(np.float64))
    x = np.asarray(x, np.float64)

    def value() -> float:
        chance = np.random.default_rng(seed)  # the same masks every time
        return float(run(network, p, x, targets, loss, rng=chance)[-1].value)

    chance = np.random.default_rng(seed)
    _, gradient = loss_and_gradient(network, p, x, targets, loss, rng=chance)
    errors = {}
    for path in p.paths():
        array, analytic = p.at(path).reshape(-1), gradient.at(path).reshape(-1)
        chosen = rng.choice(array.size, min(places, array.size), replace=False)
        numeric = [_central_difference(value, array, i, step) for i in chosen]
        errors[path] = relative_error(analytic[chosen], np.array(numeric))
    return GradientCheck(errors)


def _central_difference(value: Any, array: Array, i: int, step: float) -> float:
    kept = array[i]
    array[i] = kept + step
    up = value()
    array[i] = kept - step
    down = value()
    array[i] = kept
    return float((up - down) / (2 * step))


def relative_error(a: Array, b: Array) -> Array:
    """|a - b| / max(|a|, |b|), with what is as small as rounding counted as equal."""
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.asarray(np.abs(a - b) / np.maximum(scale, 1e-5))
