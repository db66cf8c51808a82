"""One unit with a threshold: the perceptron (1957) and Adaline (1960).

Both answer +1 or -1 by the sign of w · x + b. The perceptron changes only after a mistake, by the
example itself, and stops changing when the classes can be separated by a line; where they cannot,
as XOR, it goes on for ever. Adaline follows the slope of the squared error of w · x + b before the
threshold, and settles down in any case. Rosenblatt 1957; Novikoff 1962; Widrow & Hoff 1960.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.errors import ShapeError
from linalg.language import say
from linalg.notation.roles import ON_PAPER
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph
from linalg.record import Record
from optviz.figures import new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["XOR", "ThresholdUnit", "adaline", "perceptron"]

Array = NDArray[np.float64]

XOR = (
    np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]),
    np.array([-1, 1, 1, -1]),
)
"""The four points that no line separates, and their signs."""


@dataclass(frozen=True, eq=False)
class ThresholdUnit(Record):
    """The learning of a unit with a threshold.

    Attributes
    ----------
    rule : {"perceptron", "adaline"}
    x : array of shape (N, D)
    y : array of shape (N,)
        +1 or -1.
    weights : array of shape (T + 1, D + 1)
        Before and after each change; the last column is b.
    mistakes : integer array of shape (E,)
        In each pass through the examples: answers that were wrong when asked.
    """

    rule: Literal["perceptron", "adaline"]
    x: Array
    y: NDArray[np.intp]
    weights: Array
    mistakes: NDArray[np.intp]

    def predict(self, x: ArrayLike) -> NDArray[np.intp]:
        """+1 or -1 for each example, by the last weights."""
        return _sign(_with_one(np.asarray(x, float)) @ self.weights[-1])

    @property
    def errors(self) -> int:
        """Training examples that the last weights get wrong."""
        return int((self.predict(self.x) != self.y).sum())

    @property
    def converged(self) -> bool:
        """True if the last pass went without a mistake."""
        return len(self.mistakes) > 0 and int(self.mistakes[-1]) == 0

    def check(self) -> Check:
        """For a perceptron that converged, Novikoff's bound: changes ≤ (R / margin)².

        The margin is that of the separating line found, which need not be the best: the bound then
        is larger, and still a bound.
        """
        if self.rule == "adaline" or not self.converged:
            return Check("errors as counted", self.errors >= 0)
        x = _with_one(self.x)
        w = self.weights[-1]
        margin = float((self.y * (x @ w)).min() / np.linalg.norm(w))
        bound = float((np.linalg.norm(x, axis=1).max() / margin) ** 2)
        changes = len(self.weights) - 1
        return Check("changes ≤ (R / margin)²", changes <= bound, float(changes), bound)

    def page(self) -> Page:
        """Write the number of changes and passes, and the figure."""
        outcome = (
            "no mistake in the last"
            if self.converged
            else say("{mistakes} in the last", mistakes=self.mistakes[-1])
        )
        text = say(
            "{changes} changes in {passes} passes, {outcome}; {wrong} of {count} "
            "examples are wrong at the end.",
            changes=len(self.weights) - 1,
            passes=len(self.mistakes),
            outcome=outcome,
            wrong=self.errors,
            count=len(self.y),
        )
        blocks: list[Any] = [Paragraph(text)]
        if self.x.shape[1] == 2:
            blocks.append(Figure(lambda ax: self.plot(ax), "The examples and the last line."))
        return Page(self.rule.capitalize(), blocks)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the examples in the plane and the lines w · x + b = 0, the last one solid."""
        if self.x.shape[1] != 2:
            raise ShapeError(
                f"only points in the plane can be drawn, not of {self.x.shape[1]} axes"
            )
        ax = new_axes(ax)
        for sign, marker, role in ((1, "o", "level set"), (-1, "s", "gradient")):
            ax.plot(*self.x[self.y == sign].T, marker, color=ON_PAPER[role], label=f"{sign:+d}")  # type: ignore[index]
        low, high = self.x.min(axis=0) - 0.5, self.x.max(axis=0) + 0.5
        shown = np.unique(np.linspace(0, len(self.weights) - 1, 8).astype(int))
        for i in shown:
            a, b, c = self.weights[i]
            if a or b:
                last = i == shown[-1]
                foot = -c * np.array([a, b]) / (a * a + b * b)
                end = foot + np.array([-b, a])
                style = "-" if last else ":"
                ax.axline(
                    tuple(foot), tuple(end), linestyle=style, color="black" if last else "0.6"
                )
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), title=self.rule)
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
        return ax


def perceptron(
    x: ArrayLike, y: ArrayLike, *, passes: int = 100, rate: float = 1.0
) -> ThresholdUnit:
    """Learn by Rosenblatt's rule: after a mistake, w ← w + rate · y x.

    Parameters
    ----------
    x : array of shape (N, D)
    y : array of shape (N,)
        +1 or -1.
    passes : int
        At most; it stops after a pass without a mistake.
    rate : float
        The size of a step.

    Returns
    -------
    ThresholdUnit
        The weights after every example, and how many were wrong in each pass.

    Examples
    --------
    >>> perceptron([[0, 1], [1, 0]], [1, -1]).converged
    True
    >>> perceptron(*XOR).converged
    False
    """
    counts(passes=passes)
    number("rate", rate, above=0)
    points, signs = _checked(x, y)
    extended = _with_one(points)
    w = np.zeros(extended.shape[1])
    weights, mistakes = [w], []
    for _ in range(passes):
        wrong = 0
        for row, sign in zip(extended, signs, strict=True):
            if sign * (row @ w) <= 0:
                w = w + rate * sign * row
                weights.append(w)
                wrong += 1
        mistakes.append(wrong)
        if not wrong:
            break
    return ThresholdUnit("perceptron", points, signs, np.array(weights), np.array(mistakes))


def adaline(x: ArrayLike, y: ArrayLike, *, passes: int = 50, rate: float = 0.01) -> ThresholdUnit:
    """Learn by Widrow and Hoff's rule: w ← w + rate · (y - w · x) x after each example.

    Parameters
    ----------
    x : array of shape (N, D)
    y : array of shape (N,)
        +1 or -1.
    passes : int
        Over all examples.
    rate : float
        The size of a step.

    Returns
    -------
    ThresholdUnit
        The weights after every example, and how many were wrong in each pass.

    Examples
    --------
    >>> unit = adaline([[0, 1], [1, 0]], [1, -1])
    >>> unit.errors
    0
    """
    counts(passes=passes)
    number("rate", rate, above=0)
    points, signs = _checked(x, y)
    extended = _with_one(points)
    w = np.zeros(extended.shape[1])
    weights, mistakes = [w], []
    with np.errstate(over="ignore", invalid="ignore"):  # an error will say so
        for _ in range(passes):
            wrong = 0
            for row, sign in zip(extended, signs, strict=True):
                answer = row @ w
                wrong += int(sign * answer <= 0)
                w = w + rate * (sign - answer) * row
                weights.append(w)
            mistakes.append(wrong)
    if not np.isfinite(w).all():
        raise ValueError(f"a rate of {rate} is too high for inputs of this size: take a lower one")
    return ThresholdUnit("adaline", points, signs, np.array(weights), np.array(mistakes))


def _checked(x: ArrayLike, y: ArrayLike) -> tuple[Array, NDArray[np.intp]]:
    points, signs = np.asarray(x, float), np.asarray(y)
    if points.ndim != 2 or signs.shape != points.shape[:1] or not len(points):
        raise ShapeError(f"x is (N, D) and y (N,), not {points.shape} and {signs.shape}")
    if not np.isin(signs, (-1, 1)).all():
        raise ValueError(
            "a threshold unit learns the answers +1 and -1: 2*y - 1 makes them of 0, 1"
        )
    return points, signs.astype(np.intp)


def _with_one(x: Array) -> Array:
    return np.hstack([x, np.ones((len(x), 1))])


def _sign(values: Array) -> NDArray[np.intp]:
    return np.where(values > 0, 1, -1)
