"""k-fold cross-validation: every example is held out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.immutable import Immutable
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import FOREGROUND, legend_above, new_axes
from optviz.search.workers import run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["CrossValidation", "Fold", "cross_validate", "folds"]

Indices = NDArray[np.intp]
EvaluateFold = Callable[[Indices, Indices, np.random.Generator], float]


@dataclass(frozen=True, eq=False)
class Fold(Immutable):
    """One split of the examples.

    Attributes
    ----------
    training, validation : ndarray of int
        The examples to learn from and those held out, in ascending order.
    """

    training: Indices
    validation: Indices


@dataclass(frozen=True, eq=False)
class CrossValidation(Record):
    """The score of every fold.

    Attributes
    ----------
    folds : tuple of Fold
    scores : ndarray, shape (k,)
    about : str
        What is run and what its score is, in sentences, for the page.

    Examples
    --------
    >>> result = cross_validate(lambda train, held, rng: float(held.sum()), 6, k=3)
    >>> result.scores.tolist(), result.mean
    ([7.0, 2.0, 6.0], 5.0)
    """

    folds: tuple[Fold, ...]
    scores: NDArray[np.float64]
    about: str = ""

    @property
    def mean(self) -> float:
        """The mean score over the folds."""
        return float(self.scores.mean())

    @property
    def standard_error(self) -> float:
        """The standard deviation of the scores over √k; a guide only, for folds share examples."""
        return float(self.scores.std(ddof=1) / np.sqrt(len(self.scores)))

    def page(self) -> Page:
        """Show the folds and their scores."""
        rows = [
            (number, len(fold.training), len(fold.validation), score)
            for number, (fold, score) in enumerate(zip(self.folds, self.scores, strict=True), 1)
        ]
        return Page(
            say("{count}-fold cross-validation", count=len(self.folds)),
            [
                *([Paragraph(self.about)] if self.about else []),
                Table(("fold", "training examples", "held out", "score"), rows),
                Paragraph("Mean ", self.mean, ", standard error ", self.standard_error, "."),
                Figure(self.plot, "The score of each fold, and their mean."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the score of each fold, with the mean and its standard error."""
        ax = new_axes(ax)
        k = len(self.folds)
        low, high = self.mean - self.standard_error, self.mean + self.standard_error
        ax.axhspan(low, high, color=ON_PAPER["solution"], alpha=0.2, label="± standard error")
        ax.axhline(self.mean, color=ON_PAPER["solution"], label="mean")
        ax.plot(range(1, k + 1), self.scores, "o", color=FOREGROUND, label="fold")
        ax.set(xlabel="fold", ylabel="score", xticks=range(1, k + 1))
        legend_above(ax)
        return ax


def folds(
    examples: int, k: int = 5, *, labels: ArrayLike | None = None, seed: int = 0
) -> tuple[Fold, ...]:
    """Split shuffled examples into k parts, equal up to one, and hold out each in turn.

    Parameters
    ----------
    examples : int
        Their number.
    k : int
        From 2 to the number of examples.
    labels : array_like, shape (examples,), optional
        Spread each class over the folds as evenly as it goes.
    seed : int

    Returns
    -------
    tuple of Fold
        k of them; each example is held out in exactly one.

    Examples
    --------
    >>> [fold.validation.tolist() for fold in folds(6, 3)]
    [[3, 4], [0, 2], [1, 5]]
    """
    if not 2 <= k <= examples:
        raise ValueError(f"k = {k} is not between 2 and the number of examples, {examples}")
    order = np.random.default_rng(seed).permutation(examples)
    if labels is not None:
        classes = np.asarray(labels)
        if classes.shape != (examples,):
            raise ValueError(f"labels have shape {classes.shape}, not ({examples},)")
        order = order[np.argsort(classes[order], kind="stable")]
    everyone = np.arange(examples)
    held_out = [np.sort(order[part::k]) for part in range(k)]
    return tuple(Fold(np.setdiff1d(everyone, part), part) for part in held_out)


def cross_validate(
    evaluate: EvaluateFold,
    examples: int,
    k: int = 5,
    *,
    labels: ArrayLike | None = None,
    seed: int = 0,
    workers: int | None = None,
    about: str = "",
) -> CrossValidation:
    """Train on all folds but one and score on that one, k times.

    Parameters
    ----------
    evaluate : callable
        ``evaluate(training, validation, rng) -> score``, given the two sets of indices.
    examples, k, labels, seed
        As in `folds`.
    workers : int, optional
        As in `optviz.search.workers.run`.
    about : str
        What is run and what its score is, in sentences, for the page.

    Returns
    -------
    CrossValidation
        The folds and a score for each, the same for any number of workers.

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 3.0, 4.0])
    >>> result = cross_validate(lambda train, held, rng: x[train].mean(), 4, k=2)
    >>> result.mean
    2.5
    """
    split = folds(examples, k, labels=labels, seed=seed)
    arguments = [(fold.training, fold.validation) for fold in split]
    scores = np.array(run(evaluate, arguments, seed=seed, workers=workers))
    return CrossValidation(split, scores, about)
