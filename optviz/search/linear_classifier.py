"""Random search against following the slope, on a linear classifier.

Source: CS231n, lecture 3, where the best of 1000 random weight matrices is right on 15.5 % of
CIFAR-10, and following the slope does far better.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import ShapeError
from linalg.immutable import Immutable
from linalg.language import say
from linalg.page import Figure, Page, Table
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.network.losses.loss import Loss
from optviz.network.losses.losses import SoftmaxCrossEntropy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Attempts", "LinearClassifier", "Race", "follow_slope", "race", "random_weights"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LinearClassifier(Immutable):
    """Scores XW of images X, one column of W a class, and the loss of those scores.

    Parameters
    ----------
    X : array_like, shape (N, n)
        Images as rows; centred pixels need no bias, else give a column of ones.
    labels : array_like of int, shape (N,)
        Classes from 0.
    loss : Loss
        On the scores; softmax cross-entropy unless given.

    Examples
    --------
    All weights zero: every class as likely as any other, a loss of ln 2.

    >>> classifier = LinearClassifier([[1.0], [-1.0]], [0, 1])
    >>> loss, accuracy, gradient = classifier.evaluate(np.zeros((1, 2)))
    >>> round(loss, 6), gradient.tolist()
    (0.693147, [[-0.5, 0.5]])
    """

    X: Floats
    labels: NDArray[np.intp]
    loss: Loss = field(default_factory=SoftmaxCrossEntropy)

    def __post_init__(self) -> None:
        X, labels = np.array(self.X, dtype=float), np.array(self.labels)
        if X.ndim != 2 or labels.shape != X.shape[:1]:
            raise ShapeError(f"X {X.shape} and labels {labels.shape} must be (N, n) and (N,)")
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "labels", labels)
        super().__post_init__()

    @property
    def shape(self) -> tuple[int, int]:
        """The shape (n, classes) of W."""
        return self.X.shape[1], int(self.labels.max()) + 1

    def evaluate(self, W: ArrayLike) -> tuple[float, float, Floats]:
        """Return loss, accuracy and the gradient of the loss, at W of shape (n, classes)."""
        scores = self.X @ np.asarray(W)
        loss, slope = self.loss.value_and_gradient(scores, self.labels)
        return loss, float((scores.argmax(axis=1) == self.labels).mean()), self.X.T @ slope


@dataclass(frozen=True, eq=False)
class Attempts(Record):
    """The weights that were tried, one after the other, and how good each was.

    Attributes
    ----------
    method : {"random search", "following the slope"}
    losses, accuracies : ndarray, shape (T,)
    W : ndarray, shape (n, classes)
        Those of the lowest loss (random search), or the last (the slope).
    """

    method: str
    losses: Floats
    accuracies: Floats
    W: Floats

    @property
    def best_accuracy(self) -> Floats:
        """The best accuracy among the first 1, 2, … attempts, shape (T,)."""
        return np.asarray(np.maximum.accumulate(self.accuracies))

    def page(self) -> Page:
        """Show how many attempts there were and what the best reached."""
        return Page(say("A linear classifier by {method}", method=self.method), [_table(self)])


@dataclass(frozen=True, eq=False)
class Race(Record):
    """Random search and the slope on the same problem.

    Attributes
    ----------
    random, slope : Attempts
    """

    random: Attempts
    slope: Attempts

    def page(self) -> Page:
        """Show both in a table and the figure."""
        title = "Random search against following the slope"
        figure = Figure(self.plot, "The best accuracy so far against the number of attempts.")
        return Page(title, [_table(self.random, self.slope), figure])

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the best accuracy so far against the number of attempts, logarithmically."""
        ax = new_axes(ax)
        for place, attempts in enumerate((self.random, self.slope)):
            count = np.arange(1, len(attempts.losses) + 1)
            ax.plot(count, attempts.best_accuracy, label=attempts.method, **line_style(place))
        ax.set(xscale="log", xlabel="weights tried", ylabel="best accuracy so far", ylim=(0, 1))
        ax.legend()
        return ax


def random_weights(classifier: LinearClassifier, trials: int = 1000, *, seed: int = 0) -> Attempts:
    """Draw weights at random and keep the best.

    Parameters
    ----------
    classifier : LinearClassifier
    trials : int
    seed : int
    """
    rng = np.random.default_rng(seed)
    best, least, outcomes = np.zeros(classifier.shape), np.inf, []
    _check_positive(trials, "trials")
    for _ in range(trials):
        W = 1e-4 * rng.normal(size=classifier.shape)
        loss, accuracy, _ = classifier.evaluate(W)
        outcomes.append((loss, accuracy))
        if loss < least:
            best, least = W, loss
    losses, accuracies = np.array(outcomes).T
    return Attempts("random search", losses, accuracies, best)


def follow_slope(
    classifier: LinearClassifier,
    steps: int = 200,
    *,
    learning_rate: float = 1.0,
    momentum: float = 0.0,
) -> Attempts:
    """Start with zero weights and go down the gradient.

    Parameters
    ----------
    classifier : LinearClassifier
    steps : int
        Weights to look at: the zero ones, and those after each step but the last.
    learning_rate, momentum : float
        A step is -learning_rate · v, where v is the gradient plus momentum times the v before.
    """
    W, outcomes = np.zeros(classifier.shape), []
    velocity = np.zeros(classifier.shape)
    _check_positive(steps, "steps")
    for _ in range(steps):
        loss, accuracy, slope = classifier.evaluate(W)
        outcomes.append((loss, accuracy))
        velocity = momentum * velocity + slope
        last, W = W, W - learning_rate * velocity
    losses, accuracies = np.array(outcomes).T
    return Attempts("following the slope", losses, accuracies, last)


def race(
    classifier: LinearClassifier,
    *,
    trials: int = 1000,
    steps: int = 200,
    learning_rate: float = 1.0,
    seed: int = 0,
) -> Race:
    """Run both on one problem: ``trials`` random weights, ``steps`` down the slope.

    Parameters
    ----------
    classifier : LinearClassifier
    trials : int
        Random weight matrices to draw; the best is kept.
    steps : int
        Of gradient descent, as `follow_slope` takes them.
    learning_rate : float
    seed : int

    Returns
    -------
    Race
        The attempts of both, with the accuracy after each.

    Examples
    --------
    >>> X = np.array([[1.0, 0.1], [0.9, -0.2], [-1.0, 0.3], [-0.8, -0.1]])
    >>> result = race(LinearClassifier(X, [0, 0, 1, 1]), trials=5, steps=3)
    >>> result.slope.accuracies
    array([0.5, 1. , 1. ])
    """
    return Race(
        random_weights(classifier, trials, seed=seed),
        follow_slope(classifier, steps, learning_rate=learning_rate),
    )


def _check_positive(count: int, name: str) -> None:
    if count < 1:
        raise ValueError(f"{name} = {count} is not positive")


def _table(*contenders: Attempts) -> Table:
    header = ("method", "weights tried", "lowest loss", "best accuracy")
    rows = [
        (a.method, len(a.losses), float(a.losses.min()), float(a.accuracies.max()))
        for a in contenders
    ]
    return Table(header, rows)
