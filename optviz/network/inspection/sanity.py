"""The sanity checks of the lecture, before a long training: first loss, small sample, gradients.

CS231n, lectures 5 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.options import counts
from linalg.page import Figure, Heading, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, legend_above, line_style, new_axes
from optviz.network.data.data import Data
from optviz.network.inspection.gradient_check import GradientCheck, check_gradients
from optviz.network.layers.initialisation import Initialisation, Normal
from optviz.network.layers.layer import Layer
from optviz.network.losses.loss import Loss
from optviz.network.training.divergence import DivergedError
from optviz.network.training.history import TrainingHistory
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.step import run
from optviz.network.training.training import train
from optviz.rules import Adam, Rule

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "FirstLoss",
    "SanityChecks",
    "SmallSample",
    "first_loss",
    "overfit_small_sample",
    "sanity_checks",
]

_BY_HEART = TrainingSettings(epochs=300, learning_rate=0.01)
"""Enough to learn a few examples."""

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
        verdict = Paragraph(self._verdict())
        return Page("First loss", [Table(("", "loss"), rows), verdict, figure])

    def _verdict(self) -> str:
        if self.check():
            return "It starts at the loss of guessing, and a penalty raises it, as both should be."
        if self.penalised <= self.measured:
            return "The penalty does not raise the loss: look at how it is computed."
        return (
            "It does not start at the loss of guessing: look at the labels, at the scale of the "
            "inputs, and at how the weights are drawn."
        )

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
        label = say("expected: {loss:.3g}", loss=self.expected)
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
    network : Layer
    loss : Loss
    data : Data
    weights : Initialisation, optional
        N(0, 0.01²) unless told otherwise, so that all scores are near 0.
    seed : int

    Returns
    -------
    FirstLoss
        What was measured, and what guessing has.

    Raises
    ------
    ValueError
        For a loss of which chance level is not known.

    Examples
    --------
    >>> from optviz.network.data.data import digits
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
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
    """A network trained on a few examples: if it cannot learn them by heart, something is wrong."""

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
                    say(
                        "{examples} examples, {count} steps: the loss went from {first:.3g} to "
                        "{last:.3g}. ",
                        examples=self.examples,
                        count=len(losses),
                        first=losses[0],
                        last=losses[-1],
                    ),
                    self._verdict(),
                ),
                Figure(lambda ax: self.plot(ax), "The loss by step."),
            ],
        )

    def _verdict(self) -> str:
        if self.check():
            return "They are known by heart, so the network can learn."
        return (
            "They are not known by heart: the gradient, the learning rate or the labels are wrong, "
            "or the network is too small."
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
    rule: Rule | None = None,
    settings: TrainingSettings = _BY_HEART,
    *,
    examples: int = 20,
) -> SmallSample:
    """Train on a few examples, without regularisation, until they are known by heart.

    Parameters
    ----------
    network : Layer
    loss : Loss
    data : Data
    rule : Rule, optional
        Adam unless given.
    settings : TrainingSettings
        300 epochs at a learning rate of 0.01 unless given; a mini-batch is the whole sample.
    examples : int
        How many of the training examples.

    Returns
    -------
    SmallSample
        The history; its check says whether the sample was learned.

    Examples
    --------
    >>> from optviz.network.layers.activations import ReLU
    >>> from optviz.network.data.data import digits
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.layers.sequential import Sequential
    >>> network = Sequential(Linear(64, 32), ReLU(), Linear(32, 10))
    >>> bool(overfit_small_sample(network, SoftmaxCrossEntropy(), digits()).check())
    True
    """
    counts(examples=examples)
    few = replace(data.take(examples), classes=data.classes)
    settings = replace(settings, batch_size=examples)
    try:
        history = train(network, loss, rule or Adam(), few, settings)
    except DivergedError as error:
        history = error.history  # which fails the check
    return SmallSample(examples, history)


@dataclass(frozen=True, eq=False)
class SanityChecks(Record):
    """All three checks of one network.

    Attributes
    ----------
    first : FirstLoss
    sample : SmallSample
    gradients : GradientCheck
    """

    first: FirstLoss
    sample: SmallSample
    gradients: GradientCheck

    def check(self) -> Check:
        """All three hold; the residual is the worst of theirs, by its bound."""
        checks = [part.check() for part in (self.first, self.sample, self.gradients)]
        worst = max(float(each.residual / each.bound) for each in checks)
        return Check("all three sanity checks hold", all(checks), worst, 1.0)

    def page(self) -> Page:
        """The three pages, one below the other."""
        blocks: list[Any] = []
        for part in (self.first, self.sample, self.gradients):
            page = part.page()
            blocks += [Heading(page.title), *page.blocks]
        return Page("Before a long training", blocks)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the small sample being learned; the other two have figures of their own."""
        return self.sample.plot(ax)


def sanity_checks(network: Layer, loss: Loss, data: Data, *, seed: int = 0) -> SanityChecks:
    """Make the three checks of the lecture: first loss, small sample, gradients.

    Parameters
    ----------
    network : Layer
    loss : Loss
    data : Data
    seed : int

    Returns
    -------
    SanityChecks
        The three results.

    Examples
    --------
    >>> from optviz.network.layers.activations import Tanh
    >>> from optviz.network.data.data import digits
    >>> from optviz.network.layers.linear import Linear
    >>> from optviz.network.losses.losses import SoftmaxCrossEntropy
    >>> from optviz.network.layers.sequential import Sequential
    >>> network = Sequential(Linear(64, 32), Tanh(), Linear(32, 10))
    >>> bool(sanity_checks(network, SoftmaxCrossEntropy(), digits()).check())
    True
    """
    return SanityChecks(
        first_loss(network, loss, data, seed=seed),
        overfit_small_sample(network, loss, data, settings=replace(_BY_HEART, seed=seed)),
        check_gradients(network, loss, data.x[:5], data.y[:5], seed=seed),
    )
