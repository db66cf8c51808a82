r"""Losses: what a network's answers cost, and which way to change them.

A loss takes scores of shape (N, C), one row an example, and what the answers should have been. The
data loss is the mean over the N examples (never over the classes: a note that divides by 3 for
three images of three classes gets the same number by accident).

.. math:: L = \frac{1}{N}\sum_i L_i
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from linalg.options import within
from optviz.network.graph.sums import row_sum
from optviz.network.losses.loss import Array, Loss, as_floats, checked_labels, checked_targets

__all__ = ["BinaryCrossEntropy", "MulticlassHinge", "SoftmaxCrossEntropy", "SquaredError"]


class Violations(NamedTuple):
    """The cache of a hinge loss: the terms max(0, margin), (N, C), and the labels."""

    terms: Array
    labels: Array


@dataclass(frozen=True, repr=False)
class MulticlassHinge(Loss):
    r"""The multiclass support-vector-machine loss of Weston and Watkins.

    .. math:: L_i = \sum_{j \ne y_i} \max(0, s_j - s_{y_i} + \Delta)

    Parameters
    ----------
    margin : float
        Δ, by how much the right score should lead.
    squared : bool
        Square each term, so that a large violation costs more than two small ones.
    classes : {"sum", "mean", "worst"}
        Add the terms up, or average them over their number: the answer's W does not change. Or take
        the largest alone (Crammer and Singer), another loss; where some tie, they share its slope.
    true_class : bool
        Count the term j = yᵢ too, which is always Δ (or Δ²): the loss grows by a constant.

    Notes
    -----
    CS231n, lecture 3, and its questions: the loss lies in [0, ∞); at scores near 0 it is C - 1, a
    first check of any training; a small change of the scores of an image that is right by more than
    the margin changes nothing; and a loss of 0 does not determine W, since 2W has it as well, which
    is why a full loss is data loss + regularisation.

    Examples
    --------
    The three images of the lecture. (Some notes print 10.9 and 4.6 for the last two numbers.)

    >>> scores = [[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]]
    >>> MulticlassHinge().examples(scores, [0, 1, 2]).round(3)
    array([ 2.9,  0. , 12.9])
    >>> round(MulticlassHinge()(scores, [0, 1, 2]), 2)
    5.27

    What other libraries make of the frog: the worst class alone, or a mean over all three classes.

    >>> worst = MulticlassHinge(classes="worst").examples(scores, [0, 1, 2])
    >>> worst.round(3), round(12.9 / 3, 3)
    (array([2.9, 0. , 6.6]), 4.3)
    """

    margin: float = within(1.0, low=0)
    squared: bool = False
    classes: Literal["sum", "mean", "worst"] = "sum"
    true_class: bool = False

    def chance(self, classes: int) -> float:
        """C - 1, for the plain hinge of margin 1."""
        return self(np.zeros((1, classes)), [0])

    def violations(self, scores: Array, labels: Array) -> Array:
        """max(0, sⱼ - s_y + Δ) for each class, shape (N, C); 0 at the right class."""
        rows = np.arange(len(scores))
        terms = np.maximum(scores - scores[rows, labels][:, None] + self.margin, 0)
        if not self.true_class:
            terms[rows, labels] = 0
        return terms

    def shares(self, terms: Array) -> Any:
        """Return the share of each term, (N, C): one number, or an array of that shape."""
        if self.classes == "worst":
            worst = terms == terms.max(axis=1, keepdims=True)
            return worst / worst.sum(axis=1, keepdims=True).astype(terms.dtype)
        return 1.0 if self.classes == "sum" else 1.0 / (terms.shape[1] - (not self.true_class))

    def examples(self, scores: ArrayLike, targets: ArrayLike) -> Array:
        scores = as_floats(scores)
        terms = self.violations(scores, checked_labels(targets, scores))
        per_class = terms**2 if self.squared else terms
        return np.asarray((per_class * self.shares(terms)).sum(axis=1))

    def forward(self, scores: Array, targets: Array) -> tuple[float, Any]:
        labels = checked_labels(targets, scores)
        terms = self.violations(scores, labels)
        costs = (terms**2 if self.squared else terms) * self.shares(terms)
        return float(costs.sum()) / len(scores), Violations(terms, labels)

    def backward(self, upstream: float, cache: Violations) -> tuple[Array]:
        terms, labels = cache
        slope = 2 * terms if self.squared else (terms > 0).astype(terms.dtype)
        # The right class lowers every violated term; its own term, Δ, does not depend on it.
        rows = np.arange(len(labels))
        slope *= upstream * self.shares(terms) / len(terms)
        slope[rows, labels] = 0
        slope[rows, labels] = -slope.sum(axis=1)
        return (slope,)


class Exponentials(NamedTuple):
    """The cache of a softmax: e^(s - max s), (C, N), their sums, and the targets."""

    exponentials: Array
    totals: Array
    targets: Array


@dataclass(frozen=True, repr=False)
class SoftmaxCrossEntropy(Loss):
    r"""Softmax followed by cross-entropy: the negative log probability of the right class, in nats.

    .. math:: L_i = -\ln p_{y_i}, \qquad p_j = e^{s_j} / \textstyle\sum_k e^{s_k}

    Parameters
    ----------
    smoothing : float
        Label smoothing ε in [0, 1]: the target is 1 - ε + ε/C at the right class, ε/C elsewhere.

    Notes
    -----
    CS231n, lecture 3: the loss lies in (0, ∞); at scores near 0 it is ln C. Its gradient is p - y.
    The largest score is taken off each row first, which changes no probability and keeps e^1000
    away (Szegedy et al. 2016 for the smoothing). In place of labels (N,) it takes probabilities
    (N, C), as mixup makes them.

    Examples
    --------
    >>> loss = SoftmaxCrossEntropy()
    >>> loss.probabilities([[3.2, 5.1, -1.7]]).round(2)
    array([[0.13, 0.87, 0.  ]])
    >>> round(loss([[3.2, 5.1, -1.7]], [0]), 2)  # the lecture prints it in base 10: 0.89
    2.04
    >>> loss([[1000.0, -1000.0]], [1])
    2000.0
    """

    smoothing: float = within(0.0, low=0, high=1)

    def chance(self, classes: int) -> float:
        """Ln C."""
        return float(np.log(classes))

    def probabilities(self, scores: ArrayLike) -> Array:
        """The softmax of each row, shape (N, C)."""
        exponentials, totals, _ = _exponentials(as_floats(scores))
        return np.asarray((exponentials / totals).T)

    def examples(self, scores: ArrayLike, targets: ArrayLike) -> Array:
        scores = as_floats(scores)
        _, totals, shifted = _exponentials(scores)
        return np.asarray(np.log(totals) - self._wanted(shifted, _wanted_places(targets, scores)))

    def _wanted(self, shifted: Array, targets: Array) -> Array:
        """The scores weighted with the target probabilities, shape (N,)."""
        right: Array
        if targets.ndim == 1:
            right = shifted.reshape(-1)[targets]
        else:
            right = (shifted * targets).sum(axis=0)
        if not self.smoothing:
            return right
        everywhere: Array = shifted.mean(axis=0)
        return (1 - self.smoothing) * right + self.smoothing * everywhere

    def forward(self, scores: Array, targets: Array) -> tuple[float, Any]:
        targets = _wanted_places(targets, scores)
        exponentials, totals, shifted = _exponentials(scores)
        losses = np.log(totals) - self._wanted(shifted, targets)
        return float(row_sum(losses)) / len(losses), Exponentials(exponentials, totals, targets)

    def backward(self, upstream: float, cache: Exponentials) -> tuple[Array]:
        exponentials, totals, targets = cache
        share = totals.dtype.type(upstream / len(totals))  # of one example in the mean
        slope = exponentials * (share / totals)
        if targets.ndim == 1:
            slope.reshape(-1)[targets] -= share * (1 - self.smoothing)
        else:
            slope -= share * (1 - self.smoothing) * targets
        if self.smoothing:
            slope -= share * self.smoothing / len(slope)
        return (slope.T,)


class Answers(NamedTuple):
    """The cache of a binary cross-entropy: scores and targets of one shape."""

    scores: Array
    targets: Array


@dataclass(frozen=True, repr=False)
class BinaryCrossEntropy(Loss):
    r"""Sigmoid followed by cross-entropy, for yes-or-no questions, in nats.

    .. math:: L_i = -\sum_k \left[t \ln\sigma(s) + (1 - t)\ln(1 - \sigma(s))\right]

    Scores and targets have the same shape, (N,) or (N, K) for K questions of each example, whose
    losses add up; targets lie in [0, 1].

    Notes
    -----
    Computed from the scores as max(s, 0) - s t + ln(1 + e^{-|s|}), which never overflows.

    Examples
    --------
    >>> loss, ds = BinaryCrossEntropy().value_and_gradient([0.0, 1000.0], [1, 1])
    >>> round(loss, 4), ds
    (0.3466, array([-0.25,  0.  ]))
    """

    def examples(self, scores: ArrayLike, targets: ArrayLike) -> Array:
        s = as_floats(scores)
        t = checked_targets(targets, s)
        if t.size and (t.min() < 0 or t.max() > 1):
            raise ValueError(f"binary targets lie in [0, 1], not in [{t.min():g}, {t.max():g}]")
        losses = np.maximum(s, 0) - s * t + np.log1p(np.exp(-np.abs(s)))
        return np.asarray(losses.reshape(len(s), -1).sum(axis=1))

    def forward(self, scores: Array, targets: Array) -> tuple[float, Any]:
        losses = self.examples(scores, targets)
        cache = Answers(scores, checked_targets(targets, scores))
        return float(losses.sum()) / len(losses), cache

    def backward(self, upstream: float, cache: Answers) -> tuple[Array]:
        scores, targets = cache
        return ((expit(scores) - targets) * scores.dtype.type(upstream / len(scores)),)


@dataclass(frozen=True, repr=False)
class SquaredError(Loss):
    r"""The squared distance of answer and target: :math:`L_i = \|y_i - t_i\|^2`.

    Scores and targets have the same shape, (N,) or (N, K).

    Examples
    --------
    >>> SquaredError()([[1.0, 2.0], [0.0, 0.0]], [[1.0, 0.0], [0.0, 0.0]])
    2.0
    """

    def examples(self, scores: ArrayLike, targets: ArrayLike) -> Array:
        scores = as_floats(scores)
        difference = scores - checked_targets(targets, scores)
        return np.asarray((difference**2).reshape(len(scores), -1).sum(axis=1))

    def forward(self, scores: Array, targets: Array) -> tuple[float, Any]:
        difference = scores - checked_targets(targets, scores)
        return float((difference**2).sum()) / len(scores), difference

    def backward(self, upstream: float, cache: Any) -> tuple[Array]:
        return (cache * cache.dtype.type(2 * upstream / len(cache)),)


def _wanted_places(targets: ArrayLike, scores: Array) -> Array:
    """Return the right scores' places in the flattened (C, N), or the probabilities (C, N)."""
    targets = np.asarray(targets)
    if targets.ndim == 1 or targets.shape != scores.shape or targets.dtype.kind != "f":
        labels = checked_labels(targets, scores)
        return labels * len(labels) + np.arange(len(labels))
    if targets.min() < 0 or not np.allclose(targets.sum(axis=1), 1, atol=1e-4):
        raise ValueError("target probabilities are at least 0 and add up to 1 for each example")
    return targets.astype(scores.dtype, copy=False).T


def _exponentials(scores: Array) -> tuple[Array, Array, Array]:
    """Exponentials of the scores less each example's largest, their sums, the scores so shifted.

    The examples stand in columns, (C, N): NumPy reduces down columns several times faster than
    along short rows.
    """
    shifted = scores.T.copy()
    shifted -= np.maximum.reduce(shifted)
    exponentials = np.exp(shifted)
    return exponentials, row_sum(exponentials), shifted
