"""The gradient of a whole network, checked against central differences.

CS231n, lectures 5 and 6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import listing, say
from linalg.notation.roles import ON_PAPER
from linalg.options import counts, number
from linalg.page import Block, Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import legend_above, line_style, new_axes
from optviz.network.layers.layer import Layer
from optviz.network.layers.parameters import Parameters
from optviz.network.losses.loss import Loss
from optviz.network.training.step import loss_and_gradient, run
from optviz.objectives.rounding import noise_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["GradientCheck", "check_gradients"]

Array = NDArray[Any]

TINY = float(np.finfo(float).tiny)


@dataclass(frozen=True, eq=False)
class GradientCheck(Record):
    """The analytic gradient of a whole network against central differences.

    Attributes
    ----------
    errors : dict of str to array
        For each parameter array the relative errors |a - n| / max(|a|, |n|) at some of its places;
        where the differences' own error explains them, relative to the largest gradient.
    inexact : dict of str to array
        That own error, relative to the same. It grows with the size of the loss and of what is
        added up in it, and beside a kink.

    Examples
    --------
    >>> found = GradientCheck({"W": np.array([0.1])}, {"W": np.array([3.0])})
    >>> found.unresolved, found.verdict
    ({'W': 1}, 'undecided: the differences are too inexact to tell')
    """

    errors: dict[str, Array]
    inexact: dict[str, Array]

    @property
    def worst(self) -> float:
        """The largest relative error where the difference can tell."""
        return max(
            float(errors[~self._is_unresolved(path)].max(initial=0.0))
            for path, errors in self.errors.items()
        )

    @property
    def unresolved(self) -> dict[str, int]:
        """At how many places of each array the difference is too inexact to tell."""
        counted = {path: int(self._is_unresolved(path).sum()) for path in self.errors}
        return {path: count for path, count in counted.items() if count}

    def _is_unresolved(self, path: str) -> NDArray[np.bool_]:
        own = self.inexact[path]
        return np.asarray((own > 1e-2) & (self.errors[path] <= own))

    @property
    def verdict(self) -> str:
        """The lecture's verdict on an error of this size."""
        if all(self._is_unresolved(path).all() for path in self.errors):
            return "undecided: the differences are too inexact to tell"
        if self.worst > 1e-2:
            return "probably wrong"
        if self.worst > 1e-4:
            return "suspicious, unless the loss has kinks near here"
        return "fine where the loss has kinks" if self.worst > 1e-7 else "right"

    def check(self) -> Check:
        """The worst error against 1e-4, as far as the differences can tell."""
        relation = "backward = central difference"
        if self.unresolved:
            relation += ", as far as the difference can tell,"
        return Check(relation, self.worst <= 1e-4, self.worst, 1e-4)

    def page(self) -> Page:
        """The worst error of each parameter array."""
        rows = [(path, f"{errors.max():.2g}") for path, errors in self.errors.items()]
        table = Table(("parameters", "worst relative error"), rows)
        figure = Figure(lambda ax: self.plot(ax), "Relative errors at the places looked at.")
        blocks: list[Block] = [
            table,
            Paragraph(f"The gradient is {self.verdict}."),
        ]
        if self.unresolved:
            found = (
                say(
                    "{count} of {all} of {name}", count=count, all=len(self.errors[path]), name=path
                )
                for path, count in self.unresolved.items()
            )
            places = listing(found, ",")
            blocks.append(
                Paragraph(
                    say(
                        "The difference's own error, by the rounding of the loss or by a kink, is "
                        "too large to tell anything at some places: {places}.",
                        places=places,
                    )
                )
            )
        return Page("Gradient check", [*blocks, figure])

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
    >>> from optviz.network.layers.activations import Tanh
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.layers.sequential import Sequential
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
    noise = _noise(value, p.vector)
    analytic, once, own = {}, {}, {}
    for path in p.paths():
        array = p.at(path).reshape(-1)
        chosen = rng.choice(array.size, min(places, array.size), replace=False)
        analytic[path] = gradient.at(path).reshape(-1)[chosen]
        once[path], twice = (
            np.array([_central_difference(value, array, i, h) for i in chosen])
            for h in (step, 2 * step)
        )
        own[path] = np.abs(twice - once[path]) + 3 * noise / step
    largest = max(float(np.abs(part).max()) for part in analytic.values())
    errors, inexact = {}, {}
    for path in analytic:
        scale = _scale(analytic[path], once[path], own[path], largest)
        errors[path] = np.abs(analytic[path] - once[path]) / scale
        with np.errstate(over="ignore"):  # nothing at all is known of a gradient of 0
            inexact[path] = own[path] / scale
    return GradientCheck(errors, inexact)


def _noise(value: Callable[[], float], vector: Array) -> float:
    """Measure the rounding noise of the loss around the parameters."""
    kept = vector.copy()

    def at(moved: Array) -> float:
        vector[:] = moved
        return value()

    try:
        return noise_of(at, kept)
    finally:
        vector[:] = kept


def _central_difference(value: Any, array: Array, i: int, step: float) -> float:
    kept = array[i]
    array[i] = kept + step
    up = value()
    array[i] = kept - step
    down = value()
    array[i] = kept
    return float((up - down) / (2 * step))


def _scale(a: Array, b: Array, own: Array, largest: float) -> Array:
    """Return the scale of |a - b|: max(|a|, |b|), or the largest where b's error explains it."""
    scale = np.maximum(np.abs(a), np.abs(b))
    explained = np.abs(a - b) <= own
    return np.maximum(np.where(explained, np.maximum(scale, largest), scale), TINY)
