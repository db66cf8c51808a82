"""A loss for one example, term by term, as a lecture writes it on the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp

from linalg.check import Check
from linalg.language import say, verbatim
from linalg.notation.roles import ON_PAPER
from linalg.page import Equation, Figure, Page, Paragraph, Table, words
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.losses.huber import Huber
from optviz.network.losses.loss import Loss
from optviz.network.losses.losses import (
    BinaryCrossEntropy,
    MulticlassHinge,
    SoftmaxCrossEntropy,
    SquaredError,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LossExplanation", "Term", "explain_loss"]

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Term:
    """The share of one score in the loss.

    Attributes
    ----------
    name : str
        The class, or what else the score stands for.
    score : float
    target : float
        1 for the right class and 0 for another, or what the score should have been.
    working : str
        "max(0, 5.1 - 3.2 + 1)" for a hinge, "e^5.1 / 188.9" for a softmax.
    value : float
        The term of the sum; of a softmax, the probability.
    gradient : float
        The derivative of the loss with respect to this score.
    """

    name: str
    score: float
    target: float
    working: str
    value: float
    gradient: float


@dataclass(frozen=True)
class LossExplanation(Record):
    """The loss of one example.

    Attributes
    ----------
    kind : {"hinge", "softmax", "binary cross-entropy", "Huber", "squared error"}
    label : int or None
        The right class, where there is one.
    terms : tuple of Term
        One for each score.
    value : float
        The loss.

    Examples
    --------
    >>> record = explain_loss(MulticlassHinge(), [3.2, 5.1, -1.7], 0)
    >>> round(record.value, 6), len(record.terms), bool(record.check())
    (2.9, 3, True)
    """

    kind: str
    label: int | None
    terms: tuple[Term, ...]
    value: float

    def check(self) -> Check:
        """Put the loss together again from its terms."""
        if self.kind == "softmax":
            scores = np.array([term.score for term in self.terms])
            targets = np.array([term.target for term in self.terms])
            again = float(targets @ (logsumexp(scores) - scores))
        else:
            again = float(sum(term.value for term in self.terms))
        residual, bound = abs(again - self.value), 1e-9 * (1 + abs(self.value))
        return Check("the terms make the loss", residual <= bound, residual, bound)

    def page(self) -> Page:
        """A row for each score, and the sum."""
        rows = [
            (
                say("{name} (right)", name=term.name) if place == self.label else term.name,
                f"{term.score:g}",
                f"{term.target:.4g}",
                term.working,
                f"{term.value:.4g}",
                f"{term.gradient + 0.0:.4g}",  # no -0
            )
            for place, term in enumerate(self.terms)
        ]
        header = ("of", "score", "target", "working", self._value_name, "slope")
        blocks = [
            Table(header, rows),
            Equation("L", "=", *self._sum(), "=", _rounded(self.value)),
            *(self._remarks() if self.kind == "softmax" else []),
            Figure(lambda ax: self.plot(ax), "What each class contributes."),
        ]
        name = f"{self.kind} loss" if self.kind in ("hinge", "softmax", "Huber") else self.kind
        return Page(f"The {name} of one example", blocks)

    @property
    def _value_name(self) -> str:
        return "probability" if self.kind == "softmax" else "term"

    def _sum(self) -> tuple[object, ...]:
        """The parts of the formula that makes the loss of the terms."""
        if self.kind != "softmax":
            shown = [_rounded(term.value) for term in self.terms if term.working != "—"]
            return tuple(part for value in shown for part in ("+", value))[1:]
        if self._underflows:
            return "-", words("ln p")
        parts: list[object] = []
        for term in self.terms:
            if term.target:
                factor = "" if term.target == 1 else f"{term.target:.4g} "
                parts += ["-", words(f"{factor}ln {term.value:.4g}")]
        return tuple(parts)

    @property
    def _underflows(self) -> bool:
        return not all(term.value for term in self.terms if term.target)

    def _remarks(self) -> list[Paragraph]:
        nats = Paragraph(
            say("That is in nats; in base 10 it is {value:.2f}.", value=self.value / np.log(10))
        )
        if not self._underflows:
            return [nats]
        text = "A probability is too small for a computer's numbers, and reads 0; the loss itself "
        text += "comes from the scores, as the ln of the sum of all e^score, less the right score."
        return [Paragraph(text), nats]

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw terms, or probabilities, as bars; the right class stands out."""
        ax = new_axes(ax, (5.0, 3.0))
        names = [term.name for term in self.terms]
        colours = [
            ON_PAPER["solution" if place == self.label else "level set"]
            for place in range(len(names))
        ]
        values = [term.value for term in self.terms]
        bars = ax.bar(range(len(names)), values, color=colours)
        ax.set_xticks(range(len(names)), names)
        ax.bar_label(bars, [f"{value:.2f}" for value in values])
        if self.label is not None:
            bars[self.label].set_hatch("//")
        ax.set(ylabel=self._value_name)
        ax.margins(y=0.15)
        return ax


def explain_loss(
    loss: Loss, scores: ArrayLike, target: ArrayLike, *, classes: Sequence[str] = ()
) -> LossExplanation:
    """Write the loss of one example out.

    Parameters
    ----------
    loss : Loss
        Any of this package.
    scores : array of shape (C,)
    target : int or array of shape (C,)
        The right class, from 0; or for the binary cross-entropy, the squared error, and a softmax
        against probabilities, what each score should have led to.
    classes : sequence of str, optional
        Names of the scores.

    Returns
    -------
    LossExplanation
        A term for each score, and the loss.

    Examples
    --------
    >>> record = explain_loss(
    ...     MulticlassHinge(), [3.2, 5.1, -1.7], 0, classes=["cat", "car", "frog"]
    ... )
    >>> [term.working for term in record.terms]
    ['—', 'max(0, 5.1 - 3.2 + 1)', 'max(0, -1.7 - 3.2 + 1)']
    >>> round(record.value, 3)
    2.9
    >>> [term.working for term in explain_loss(BinaryCrossEntropy(), [2.0, -1.0], [1, 0]).terms]
    ['-ln σ(2)', '-ln(1 - σ(-1))']
    """
    z, target = np.asarray(scores, float), np.asarray(target)
    value, gradient = loss.value_and_gradient(z[None], target[None])
    label = int(target) if target.ndim == 0 else None
    kind, unit, targets, values, workings = _explained(loss, z, target)
    if isinstance(loss, SoftmaxCrossEntropy) and loss.smoothing:
        label = None  # every class is wanted a little
    names = list(classes) or [
        say(f"{unit} {{number}}", number=place + 1) for place in range(len(z))
    ]
    if len(names) != len(z):
        raise ValueError(f"{len(z)} scores, but {len(names)} names of classes")
    terms = tuple(
        Term(
            name=name,
            score=float(score),
            target=float(wanted),
            working=working,
            value=float(part),
            gradient=float(slope),
        )
        for name, score, wanted, working, part, slope in zip(
            names, z, targets, workings, values, gradient[0], strict=True
        )
    )
    return LossExplanation(kind, label, terms, value)


Explained = tuple[str, str, Array, Array, list[str]]
"""The kind, what a score stands for, the targets, the terms, and how each came about."""


def _explained(loss: Loss, z: Array, target: NDArray[np.generic]) -> Explained:
    match loss:
        case MulticlassHinge():
            return "hinge", "class", *_hinge(loss, z, int(target))
        case SoftmaxCrossEntropy():
            return "softmax", "class", *_softmax(loss, z, target)
        case BinaryCrossEntropy():
            t = target.astype(float)
            each = loss.examples(z, t)
            return "binary cross-entropy", "question", t, each, list(map(_yes_or_no, z, t))
        case Huber():
            t = target.astype(float)
            bends = [_bent(d, loss.delta) for d in z - t]
            return "Huber", "output", t, loss.terms(z - t), bends
        case SquaredError():
            t = target.astype(float)
            workings = [f"({a:g} - {_signed(b)})²" for a, b in zip(z, t, strict=True)]
            return "squared error", "output", t, loss.examples(z, t), workings
    raise TypeError(f"{loss}: how this loss is put together is not known")


def _bent(difference: float, delta: float) -> str:
    size = abs(difference)
    return f"½·{size:g}²" if size <= delta else f"{delta:g}·({size:g} - {delta:g}/2)"


def _hinge(loss: MulticlassHinge, z: Array, label: int) -> tuple[Array, Array, list[str]]:
    violations = loss.violations(z[None], np.array([label]))[0]
    terms = violations**2 if loss.squared else violations
    counted = len(z) - (not loss.true_class)
    shares = loss.shares(violations[None])
    terms = (terms * shares).reshape(-1)
    workings = [
        "—"
        if place == label and not loss.true_class
        else f"max(0, {score:g} - {_signed(z[label])} + {loss.margin:g})"
        + ("²" if loss.squared else "")
        + (f"/{counted}" if loss.classes == "mean" else "")
        for place, score in enumerate(z)
    ]
    if loss.classes == "worst":
        workings = [
            working if share else say("{working}, not the worst", working=verbatim(working))
            for working, share in zip(workings, shares[0], strict=True)
        ]
    return np.eye(len(z))[label], terms, workings


def _softmax(
    loss: SoftmaxCrossEntropy, z: Array, target: NDArray[np.generic]
) -> tuple[Array, Array, list[str]]:
    wanted = np.eye(len(z))[int(target)] if target.ndim == 0 else target.astype(float)
    wanted = (1 - loss.smoothing) * wanted + loss.smoothing / len(z)
    shift = z.max() if np.abs(z).max() > 50 else 0.0  # e^1000 cannot be written
    total = np.exp(z - shift).sum()
    workings = [f"e^{score - shift:g} / {total:.4g}" for score in z]
    return wanted, loss.probabilities(z[None])[0], workings


def _yes_or_no(score: float, target: float) -> str:
    """-t ln σ(s) - (1 - t) ln(1 - σ(s)), without what is multiplied by 0."""
    yes = "" if target == 1 else f"{target:.4g} "
    no = "" if target == 0 else f"{1 - target:.4g} "
    parts = [f"{yes}ln σ({score:g})"] if target else []
    parts += [f"{no}ln(1 - σ({score:g}))"] if target < 1 else []
    return "-" + " - ".join(parts)


def _rounded(x: float) -> float:
    return float(f"{x:.4g}")


def _signed(x: float) -> str:
    return f"{x:g}" if x >= 0 else f"({x:g})"
