"""The distance of the gradient of a mini-batch from the true one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.language import say
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import line_style, new_axes
from optviz.objectives.data_objectives import DataObjective, Sampled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["GradientNoise", "gradient_noise"]

FloatArray = NDArray[np.float64]

ERRORS = 6
"""Standard errors within which a measured variance agrees with theory."""


@dataclass(frozen=True, eq=False)
class GradientNoise(Record):
    """The variance of a batch's gradient at one point, by the size of the batch.

    Attributes
    ----------
    objective : DataObjective
    x : ndarray, shape (n,)
        The point.
    batches : ndarray of int, shape (K,)
        Examples in a batch, drawn with replacement.
    squares : ndarray, shape (K, draws)
        Squared distance to the true gradient, batch by batch.

    Examples
    --------
    >>> from optviz.objectives.data_objectives import LeastSquares
    >>> f = LeastSquares(np.eye(3), [1, 2, 3])
    >>> gradient_noise(f, [0, 0, 0], [1, 2]).theory.round(3)
    array([3.111, 1.556])
    """

    objective: DataObjective
    x: FloatArray
    batches: NDArray[np.int64]
    squares: FloatArray

    @property
    def variances(self) -> FloatArray:
        """Mean squared distance of a batch's gradient to the true one, shape (K,)."""
        return np.asarray(self.squares.mean(axis=1))

    @cached_property
    def theory(self) -> FloatArray:
        """The variance of one example's gradient, divided by the size of the batch, shape (K,)."""
        true = self.objective.gradients(self.x)
        each = [
            self.objective.batch_gradients(self.x, np.array([k])) - true
            for k in range(self.objective.examples)
        ]
        return np.asarray(np.mean([e @ e for e in each]) / self.batches)

    def check(self) -> Check:
        """Say whether the variances are those of theory, up to the chance of the draws."""
        residual = np.abs(self.variances - self.theory)
        bound = ERRORS * self.squares.std(axis=1, ddof=1) / np.sqrt(self.squares.shape[1])
        relation = "variance = variance of one example / batch"
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    def page(self) -> Page:
        """Return the page: the variances beside theory, and the figure."""
        rows = [
            (int(batch), float(f"{variance:.4g}"), float(f"{theory:.4g}"))
            for batch, variance, theory in zip(
                self.batches, self.variances, self.theory, strict=True
            )
        ]
        about = say(
            "{draws} batches of each size, drawn with replacement from {examples} "
            "examples: four times the batch halves the distance.",
            draws=self.squares.shape[1],
            examples=self.objective.examples,
        )
        verb = "agree" if self.check() else "do not agree"
        return Page(
            "The noise of a batch's gradient",
            [
                Paragraph(about),
                Table(("batch", "variance", "one example's / batch"), rows),
                Figure(self.plot, "The variance against the size of the batch."),
                Paragraph(f"They {verb} with theory, up to the chance of the draws."),
            ],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the variance against the size of the batch, and the line of theory."""
        ax = new_axes(ax)
        ax.loglog(self.batches, self.theory, label="one example's / batch", **line_style(1))
        ax.loglog(self.batches, self.variances, "o", color=line_style(0)["color"], label="measured")
        ax.set(xlabel="examples in a batch", ylabel="variance of the gradient")
        ax.legend()
        return ax


def gradient_noise(
    objective: DataObjective, x: ArrayLike, batches: ArrayLike, *, draws: int = 400, seed: int = 0
) -> GradientNoise:
    """Measure how far the gradients of batches are from the true one.

    Parameters
    ----------
    objective : DataObjective
    x : array_like, shape (n,)
        Where.
    batches : array_like of int, shape (K,)
        Sizes of batches, from 1 to the number of examples.
    draws : int
        Batches of each size, at least 2.
    seed : int

    Returns
    -------
    GradientNoise
        The measured variance of each size of batch.

    Raises
    ------
    ShapeError
        For a point of the wrong length.
    ValueError
        For no batch, one that is empty or larger than the data, or fewer than 2 draws.

    Examples
    --------
    >>> from optviz.objectives.data_objectives import LeastSquares
    >>> rng = np.random.default_rng(0)
    >>> f = LeastSquares(rng.normal(size=(200, 3)), rng.normal(size=200))
    >>> noise = gradient_noise(f, [0, 0, 0], [4, 64])
    >>> bool(12 < noise.variances[0] / noise.variances[1] < 21), noise.check().holds
    (True, True)
    """
    if draws < 2:
        raise ValueError(f"a variance needs at least 2 draws, got {draws}")
    true = objective.gradient(x)
    point, sizes = np.asarray(x, dtype=float), np.atleast_1d(np.asarray(batches, dtype=int))
    if not sizes.size:
        raise ValueError("no size of a batch is given")
    squares = np.empty((len(sizes), draws))
    for row, batch in zip(squares, sizes.tolist(), strict=True):
        sampled = Sampled(objective, batch, seed=seed, replacement=True)
        errors = [sampled.gradients_at_step(point, k) - true for k in range(draws)]
        row[:] = [e @ e for e in errors]
    return GradientNoise(objective, point, sizes, squares)
