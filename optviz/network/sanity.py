"""The sanity checks of the lecture, before a long training: first loss, small sample, gradients.

CS231n, lectures 5 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.notation.roles import ON_PAPER
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, legend_above, line_style, new_axes
from optviz.network.data import Data
from optviz.network.divergence import DivergedError
from optviz.network.history import TrainingHistory
from optviz.network.initialisation import Initialisation, Normal
from optviz.network.layer import Layer
from optviz.network.loss import Loss
from optviz.network.parameters import Parameters
from optviz.network.step import loss_and_gradient, run
from optviz.network.training import train
from optviz.rules import Adam, Rule

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "FirstLoss",
    "GradientCheck",
    "SmallSample",
    "check_gradients",
    "first_loss",
    "overfit_small_sample",
]

Array = NDArray[Any]


@dataclass(frozen=True)
class FirstLoss(Record):
    """The loss before any step, against the one that guessing has.

    Attributes
    ----------
    measured : float
        With small random weights.
    expected : float
        ln C for softmax, C - 1 for the hinge.
    penalised : float
        With the penalty ½λ‖w‖², λ = 1, added: it must be larger.
    """

    measured: float
    expected: float
    penalised: float

    def check(self) -> Check:
        """Within a fifth of what was expected, and larger with a penalty."""
        residual = abs(self.measured - self.expected)
        holds = residual <= self.expected / 5 and self.penalised > self.measured
        return Check("first loss = that of guessing", holds, residual, self.expected / 5)

    def page(self) -> Page:
        """The three numbers."""
        rows = [
            ("measured", f"{self.measured:.4g}"),
            ("expected of guessing", f"{self.expected:.4g}"),
            ("with a penalty", f"{self.penalised:.4g}"),
        ]
        figure = Figure(lambda ax: self.plot(ax), "The first loss against that of guessing.")
        verdict = Paragraph(f"{self.check()}.")
        return Page("First loss", [Table(("", "loss"), rows), verdict, figure])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the measured losses as bars, and the range about that of guessing."""
        ax = new_axes(ax, (6.0, 2.0))
        bars = ax.barh(
            ["with a penalty", "measured"],
            [self.penalised, self.measured],
            height=0.5,
            color=ON_PAPER["source"],
        )
        ax.bar_label(bars, [f" {self.penalised:.3g}", f" {self.measured:.3g}"])
        low, high = 0.8 * self.expected, 1.2 * self.expected
        ax.axvspan(low, high, color=ON_PAPER["solution"], alpha=0.25, label="± a fifth")
        label = f"expected: {self.expected:.3g}"
        ax.axvline(self.expected, color=FOREGROUND, linestyle="--", label=label)
        ax.set(xlabel="loss")
        ax.margins(x=0.15)
        legend_above(ax)
        return ax


def first_loss(
    network: Layer, loss: Loss, data: Data, *, weights: Initialisation | None = None, seed: int = 0
) -> FirstLoss:
    """The loss before any step.

    Parameters
    ----------
    weights : Initialisation, optional
        N(0, 0.01²) unless told otherwise, so that all scores are near 0.

    Raises
    ------
    ValueError
        For a loss of which chance level is not known.

    Examples
    --------
    >>> from optviz.network.data import digits
    >>> from optviz.network.linear import Linear
    >>> from optviz.network.losses import SoftmaxCrossEntropy
    >>> record = first_loss(Linear(64, 10), SoftmaxCrossEntropy(), digits())
    >>> round(record.expected, 3), bool(record.check())
    (2.303, True)
    """
    expected = loss.chance(data.number_of_classes) if data.number_of_classes else None
    if expected is None:
        raise ValueError(f"{loss}: what this loss has by chance is not known")
    p = network.parameters(seed, weights=weights or Normal(0.01))
    x = data.x[:1000].astype(p.vector.dtype)
    tape = run(network, p, x, data.y[:1000], loss, rng=np.random.default_rng(seed))
    measured = float(tape[-1].value)
    return FirstLoss(measured, expected, measured + float(p.vector @ p.vector) / 2)


@dataclass(frozen=True, eq=False)
class SmallSample(Record):
    """Whether a network can learn a few examples by heart: if not, something is wrong with it."""

    examples: int
    history: TrainingHistory

    def check(self) -> Check:
        """The loss falls below a hundredth of its start, and every label is right."""
        losses = self.history.steps["loss"]
        right = self.history.epochs.get("accuracy", np.ones(1))[-1] == 1
        holds = bool(right and losses[-1] <= losses[0] / 100)
        return Check("a small sample is learned by heart", holds, losses[-1], losses[0] / 100)

    def page(self) -> Page:
        """The verdict, and the curve."""
        losses = self.history.steps["loss"]
        return Page(
            "A small sample learned by heart",
            [
                Paragraph(
                    f"{self.examples} examples, {len(losses)} steps: the loss went from "
                    f"{losses[0]:.3g} to {losses[-1]:.3g}. {self.check()}."
                ),
                Figure(lambda ax: self.plot(ax), "The loss by step."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the loss by step, and the hundredth of its start below which it should fall."""
        ax = new_axes(ax, (6.0, 3.0))
        losses = self.history.steps["loss"]
        ax.plot(np.arange(1, len(losses) + 1), losses, label="loss", **line_style(0))
        label = "a hundredth of the first"
        ax.axhline(losses[0] / 100, color=FOREGROUND, linestyle=":", label=label)
        ax.set(xlabel="step", ylabel="loss", yscale="log")
        ax.set_title("learned by heart" if self.check() else "not learned by heart")
        ax.legend()
        return ax


def overfit_small_sample(
    network: Layer,
    loss: Loss,
    data: Data,
    *,
    examples: int = 20,
    rule: Rule | None = None,
    learning_rate: float = 0.01,
    epochs: int = 300,
    seed: int = 0,
) -> SmallSample:
    """Train on a few examples, without regularisation, until they are known by heart.

    Examples
    --------
    >>> from optviz.network.activations import ReLU
    >>> from optviz.network.data import digits
    >>> from optviz.network.linear import Linear
    >>> from optviz.network.losses import SoftmaxCrossEntropy
    >>> from optviz.network.sequential import Sequential
    >>> network = Sequential(Linear(64, 32), ReLU(), Linear(32, 10))
    >>> bool(overfit_small_sample(network, SoftmaxCrossEntropy(), digits()).check())
    True
    """
    few = replace(data.take(examples), classes=data.classes)
    try:
        history = train(
            network,
            loss,
            rule or Adam(),
            few,
            epochs=epochs,
            batch_size=examples,
            learning_rate=learning_rate,
            seed=seed,
        )
    except DivergedError as error:
        history = error.history  # which fails the check
    return SmallSample(examples, history)


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
    x, targets : arrays
        A few examples are enough.
    places : int
        How many places of each parameter array to look at.
    step : float

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
        errors[path] = _relative_error(analytic[chosen], np.array(numeric))
    return GradientCheck(errors)


def _central_difference(value: Any, array: Array, i: int, step: float) -> float:
    kept = array[i]
    array[i] = kept + step
    up = value()
    array[i] = kept - step
    down = value()
    array[i] = kept
    return float((up - down) / (2 * step))


def _relative_error(a: Array, b: Array) -> Array:
    """|a - b| / max(|a|, |b|), with what is as small as rounding counted as equal."""
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.asarray(np.abs(a - b) / np.maximum(scale, 1e-5))
