"""A loss for one example, term by term, as a lecture writes it on the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from linalg.check import Check
from linalg.notation.roles import ON_PAPER
from linalg.page import Equation, Figure, Page, Paragraph, Table, words
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.losses import MulticlassHinge, SoftmaxCrossEntropy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LossExplanation", "Term", "explain_loss"]


@dataclass(frozen=True)
class Term:
    """What one class has to do with the loss.

    Attributes
    ----------
    name : str
        The class.
    score : float
    working : str
        "max(0, 5.1 - 3.2 + 1)" for a hinge, "e^5.1 / 188.9" for a softmax.
    value : float
        The hinge's term, or the probability.
    gradient : float
        The derivative of the loss with respect to this score.
    """

    name: str
    score: float
    working: str
    value: float
    gradient: float


@dataclass(frozen=True)
class LossExplanation(Record):
    """The loss of one example.

    Attributes
    ----------
    kind : {"hinge", "softmax"}
    label : int
    terms : tuple of Term
        One for each class.
    value : float
        The loss.
    """

    kind: str
    label: int
    terms: tuple[Term, ...]
    value: float

    def check(self) -> Check:
        """Put the loss together again from its terms, and the gradient to 0."""
        values = np.array([term.value for term in self.terms])
        again = values.sum() if self.kind == "hinge" else -np.log(values[self.label])
        pull = abs(sum(term.gradient for term in self.terms))
        residual = max(abs(float(again) - self.value), pull)
        bound = 1e-9 * (1 + abs(self.value))
        return Check("the terms make the loss", residual <= bound, residual, bound)

    def page(self) -> Page:
        """A row for each class, and the sum."""
        header = ("class", "score", "working", self._value_name, "slope")
        rows = [
            (
                term.name + (" (right)" if place == self.label else ""),
                f"{term.score:g}",
                term.working,
                f"{term.value:.4g}",
                f"{term.gradient:.4g}",
            )
            for place, term in enumerate(self.terms)
        ]
        blocks = [
            Table(header, rows),
            Equation("L", "=", *self._sum(), "=", _rounded(self.value)),
            *([self._in_base_ten()] if self.kind == "softmax" else []),
            Figure(lambda ax: self.plot(ax), "What each class contributes."),
        ]
        return Page(f"The {self.kind} loss of one example", blocks)

    @property
    def _value_name(self) -> str:
        return "term" if self.kind == "hinge" else "probability"

    def _sum(self) -> tuple[object, ...]:
        """The parts of the formula that makes the loss of the terms."""
        if self.kind == "softmax":
            return "-", words("ln "), _rounded(self.terms[self.label].value)
        shown = [_rounded(term.value) for term in self.terms if term.working != "—"]
        return tuple(part for value in shown for part in ("+", value))[1:]

    def _in_base_ten(self) -> Paragraph:
        return Paragraph(f"That is in nats; in base 10 it is {self.value / np.log(10):.2f}.")

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw terms, or probabilities, as bars; the right class stands out."""
        ax = new_axes(ax, (5.0, 3.0))
        names = [term.name for term in self.terms]
        colours = [
            ON_PAPER["solution" if place == self.label else "level set"]
            for place in range(len(names))
        ]
        values = [term.value for term in self.terms]
        bars = ax.bar(names, values, color=colours)
        ax.bar_label(bars, [f"{value:.2f}" for value in values])
        bars[self.label].set_hatch("//")
        ax.set(ylabel=self._value_name)
        ax.margins(y=0.15)
        return ax


def explain_loss(
    loss: MulticlassHinge | SoftmaxCrossEntropy,
    scores: ArrayLike,
    label: int,
    *,
    classes: Sequence[str] = (),
) -> LossExplanation:
    """Write the loss of one example out.

    Parameters
    ----------
    loss : MulticlassHinge or SoftmaxCrossEntropy
    scores : array of shape (C,)
    label : int
        The right class, from 0.
    classes : sequence of str, optional
        Names; "class 1" and so on unless given.

    Examples
    --------
    >>> record = explain_loss(
    ...     MulticlassHinge(), [3.2, 5.1, -1.7], 0, classes=["cat", "car", "frog"]
    ... )
    >>> [term.working for term in record.terms]
    ['—', 'max(0, 5.1 - 3.2 + 1)', 'max(0, -1.7 - 3.2 + 1)']
    >>> round(record.value, 3)
    2.9
    """
    z = np.asarray(scores, float)
    value, gradient = loss.value_and_gradient(z[None], np.array([label]))
    if isinstance(loss, MulticlassHinge):
        values, workings = _hinge(loss, z, label)
    else:
        values, workings = _softmax(loss, z, label)
    names = list(classes) or [f"class {place + 1}" for place in range(len(z))]
    if len(names) != len(z):
        raise ValueError(f"{len(z)} scores, but {len(names)} names of classes")
    terms = tuple(
        Term(name, float(score), working, float(part), float(slope))
        for name, score, working, part, slope in zip(
            names, z, workings, values, gradient[0], strict=True
        )
    )
    kind = "hinge" if isinstance(loss, MulticlassHinge) else "softmax"
    return LossExplanation(kind, label, terms, value)


def _hinge(loss: MulticlassHinge, z: np.ndarray, label: int) -> tuple[np.ndarray, list[str]]:
    violations = loss.violations(z[None], np.array([label]))[0]
    terms = violations**2 if loss.squared else violations
    counted = len(z) - (not loss.true_class)
    terms = terms / (counted if loss.classes == "mean" else 1)
    workings = [
        "—"
        if place == label and not loss.true_class
        else f"max(0, {score:g} - {_signed(z[label])} + {loss.margin:g})"
        + ("²" if loss.squared else "")
        + (f"/{counted}" if loss.classes == "mean" else "")
        for place, score in enumerate(z)
    ]
    return terms, workings


def _softmax(loss: SoftmaxCrossEntropy, z: np.ndarray, label: int) -> tuple[np.ndarray, list[str]]:
    if loss.smoothing:
        raise ValueError("term by term this explains the loss without label smoothing")
    p = loss.probabilities(z[None])[0]
    shift = z.max() if np.abs(z).max() > 50 else 0.0  # e^1000 cannot be written
    total = np.exp(z - shift).sum()
    workings = [f"e^{score - shift:g} / {total:.4g}" for score in z]
    return p, workings


def _rounded(x: float) -> float:
    return float(f"{x:.4g}")


def _signed(x: float) -> str:
    return f"{x:g}" if x >= 0 else f"({x:g})"
