"""Objectives on data: least squares and logistic regression, whole or sampled.

Data are N examples of n features; the loss is a mean over examples, so that a batch of them has
the same gradient on average.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import ShapeError
from linalg.immutable import read_only
from linalg.language import say
from linalg.page import Page, Paragraph
from optviz.objectives.function import Function
from optviz.objectives.residuals import Residuals

FloatArray = NDArray[np.float64]


class DataObjective(Function):
    """A mean over examples plus ½λ‖w‖².

    Parameters
    ----------
    A : array_like, shape (N, n)
        An example a row.
    b : array_like, shape (N,)
    penalty : float
        λ.

    Raises
    ------
    ShapeError
        If there are not as many targets as examples.
    ValueError
        For data that are not finite, or a negative penalty.
    """

    def __init__(self, A: ArrayLike, b: ArrayLike, *, penalty: float = 0.0) -> None:
        self.A, self.b = np.array(A, dtype=float), np.array(b, dtype=float)
        if self.A.ndim != 2 or self.b.shape != self.A.shape[:1] or not len(self.b):
            raise ShapeError(
                f"examples (N, n) and targets (N,) are needed, got {self.A.shape}, {self.b.shape}"
            )
        if not (np.isfinite(self.A).all() and np.isfinite(self.b).all()):
            raise ValueError("the data hold a value that is not finite")
        if penalty < 0:
            raise ValueError(f"a penalty is at least 0, got {penalty}")
        self.penalty = float(penalty)
        self.names = tuple(f"w{i + 1}" for i in range(self.A.shape[1]))
        self.__post_init__()

    @property
    def examples(self) -> int:
        """N."""
        return len(self.b)

    @abstractmethod
    def example_losses(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Loss of each example, shape (N, ...), from its score Aw."""

    @abstractmethod
    def slopes(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Derivative of each example's loss with respect to its score."""

    @abstractmethod
    def bends(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Second derivative of each example's loss with respect to its score."""

    def values(self, points: FloatArray) -> FloatArray:
        """Loss, shape (...), at points (n, ...)."""
        scores: FloatArray = np.tensordot(self.A, points, 1)
        loss = self.example_losses(scores, self._targets(scores)).mean(axis=0)
        return np.asarray(loss + 0.5 * self.penalty * (np.asarray(points) ** 2).sum(axis=0))

    def gradients(self, points: FloatArray) -> FloatArray:
        """Gradient, shape (n, ...)."""
        return self.batch_gradients(points, slice(None))

    def batch_gradients(self, points: FloatArray, chosen: Any) -> FloatArray:
        """Gradient of the mean over the chosen examples, with the penalty's."""
        A = self.A[chosen]
        scores = np.tensordot(A, points, 1)
        slopes = self.slopes(scores, self._targets(scores, chosen))
        gradient: FloatArray = np.tensordot(A.T, slopes, 1) / len(A) + self.penalty * points
        return gradient

    def hessians(self, points: FloatArray) -> FloatArray:
        """Hessian, shape (n, n, ...)."""
        scores = np.tensordot(self.A, points, 1)
        bends = self.bends(scores, self._targets(scores)) / self.examples
        hessian = np.einsum("ei,ej,e...->ij...", self.A, self.A, bends)
        eye = np.eye(self.n).reshape(self.n, self.n, *(1,) * (np.ndim(points) - 1))
        return np.asarray(hessian + self.penalty * eye, dtype=float)

    def _targets(self, scores: FloatArray, chosen: Any = slice(None)) -> FloatArray:
        """Targets with axes to go with the scores."""
        targets: FloatArray = self.b[chosen].reshape(-1, *(1,) * (scores.ndim - 1))
        return targets

    def page(self) -> Page:
        """Return the page: what the loss is, and the size of the data."""
        return Page(
            self.name,
            [
                Paragraph(
                    say(
                        "The mean over {examples} examples of {n} features.",
                        examples=self.examples,
                        n=self.n,
                    )
                ),
                Paragraph(say("The penalty on the weights is {penalty:g}.", penalty=self.penalty)),
            ],
        )


class LeastSquares(DataObjective, Residuals):
    """½ mean (Aw - b)² + ½λ‖w‖².

    Parameters
    ----------
    A : array_like, shape (N, n)
        An example a row.
    b : array_like, shape (N,)
        Targets.
    penalty : float
        λ, at least 0.

    Examples
    --------
    >>> f = LeastSquares([[1, 0], [1, 1], [1, 2]], [1, 2, 3])
    >>> f([1, 1]), f.minimiser.round(12).tolist()
    (0.0, [1.0, 1.0])
    """

    name = "least squares"

    def example_losses(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Half the squared residuals."""
        return 0.5 * (scores - b) ** 2

    def slopes(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Residuals."""
        return scores - b

    def bends(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Ones."""
        return np.ones_like(scores)

    @property
    def minimiser(self) -> FloatArray:
        """The weights that normal equations (a QR factorisation) give."""
        weights = np.linalg.lstsq(self._stacked(), self._stacked_targets(), rcond=None)[0]
        return np.asarray(weights, dtype=float)

    @property
    def minima(self) -> tuple[tuple[float, ...], ...]:
        """The minimiser, if the columns are independent."""
        full = np.linalg.matrix_rank(self._stacked()) == self.n
        return (tuple(self.minimiser.tolist()),) if full else ()

    def _stacked(self) -> FloatArray:
        """A over √N, above √λ I: the penalty as more rows."""
        return np.vstack([self.A / self.examples**0.5, self.penalty**0.5 * np.eye(self.n)])

    def _stacked_targets(self) -> FloatArray:
        return np.concatenate([self.b / self.examples**0.5, np.zeros(self.n)])

    def residuals(self, points: FloatArray) -> FloatArray:
        """Residuals r with f = ½‖r‖², shape (N + n, ...)."""
        targets = self._stacked_targets().reshape(-1, *(1,) * (np.ndim(points) - 1))
        return np.asarray(np.tensordot(self._stacked(), points, 1) - targets)

    def jacobians(self, points: FloatArray) -> FloatArray:
        """∂r/∂w, shape (N + n, n, ...): the same everywhere."""
        stacked = self._stacked()
        shape = np.shape(points)[1:]
        return np.broadcast_to(
            stacked.reshape(*stacked.shape, *(1,) * len(shape)), (*stacked.shape, *shape)
        )


class LogisticRegression(DataObjective):
    """Mean of log(1 + exp(-b·Aw)) + ½λ‖w‖², with targets b of ±1 (0 and 1 are read as -1 and 1).

    Parameters
    ----------
    A : array_like, shape (N, n)
        An example a row.
    b : array_like, shape (N,)
        Targets, ±1 or 0 and 1.
    penalty : float
        λ, at least 0.

    Raises
    ------
    ValueError
        For other targets.

    Examples
    --------
    >>> f = LogisticRegression([[1.0], [-1.0]], [1, 0])
    >>> round(f([0.0]), 6)
    0.693147
    """

    name = "logistic regression"

    def __init__(self, A: ArrayLike, b: ArrayLike, *, penalty: float = 0.0) -> None:
        super().__init__(A, b, penalty=penalty)
        if set(np.unique(self.b)) <= {0.0, 1.0}:
            self.b = read_only(2 * self.b - 1)
        if not set(np.unique(self.b)) <= {-1.0, 1.0}:
            raise ValueError("the targets of a logistic regression are ±1, or 0 and 1")

    def example_losses(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Losses, without overflow for large scores."""
        return np.logaddexp(0.0, -b * scores)

    def slopes(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """Minus the probability of the other class, times b."""
        return -b * _sigmoid(-b * scores)

    def bends(self, scores: FloatArray, b: FloatArray) -> FloatArray:
        """p(1 - p)."""
        p = _sigmoid(scores)
        return p * (1 - p)

    def has_no_minimum(self, points: FloatArray) -> NDArray[np.bool_]:
        """Say for each w whether all examples are on their right side, and no penalty holds it.

        Then 2w has a smaller loss than w, and tw tends to the loss 0, which no weights have.
        """
        scores = np.tensordot(self.A, points, 1)
        separated = (self._targets(scores) * scores > 0).all(axis=0)
        return np.asarray(separated & (self.penalty == 0))


def _sigmoid(z: FloatArray) -> FloatArray:
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


class Sampled(Function):
    """A data objective whose step k sees the gradient of one batch: SGD.

    Values and Hessians are those of all data, so that a record shows the true loss. With one start
    or many, all see the same batch at step k, which is a function of (`seed`, k).

    Parameters
    ----------
    objective : DataObjective
    batch : int
    seed : int
    replacement : bool
        Draw each batch anew from all examples; otherwise go through a new shuffle each epoch.

    Raises
    ------
    ValueError
        For a batch that is empty or larger than the data.

    Examples
    --------
    >>> sampled = Sampled(LeastSquares(np.eye(4), [1, 2, 3, 4]), batch=2)
    >>> (
    ...     sampled.chosen(0).shape,
    ...     sorted(np.concatenate([sampled.chosen(0), sampled.chosen(1)]).tolist()),
    ... )
    ((2,), [0, 1, 2, 3])
    """

    def __init__(
        self, objective: DataObjective, batch: int, *, seed: int = 0, replacement: bool = False
    ) -> None:
        if not 1 <= batch <= objective.examples:
            raise ValueError(f"a batch has 1 to {objective.examples} examples, got {batch}")
        self.objective, self.batch, self.seed = objective, batch, seed
        self.replacement = replacement
        self.name, self.names = f"{objective.name}, batches of {batch}", objective.names
        self.minima = getattr(objective, "minima", ())

    def chosen(self, k: int) -> NDArray[np.int64]:
        """Examples of step k."""
        examples = self.objective.examples
        if self.replacement:
            return np.random.default_rng([self.seed, k]).integers(examples, size=self.batch)
        a_epoch = examples // self.batch
        epoch, place = divmod(k, a_epoch)
        order = np.random.default_rng([self.seed, epoch]).permutation(examples)
        return order[place * self.batch : (place + 1) * self.batch]

    def values(self, points: FloatArray) -> FloatArray:
        """Loss on all data."""
        return self.objective.values(points)

    def gradients(self, points: FloatArray) -> FloatArray:
        """Gradient on all data."""
        return self.objective.gradients(points)

    def gradients_at_step(self, points: FloatArray, k: int) -> FloatArray:
        """Gradient on the batch of step k."""
        return self.objective.batch_gradients(points, self.chosen(k))

    def hessians(self, points: FloatArray) -> FloatArray:
        """Hessian on all data."""
        return self.objective.hessians(points)

    def has_no_minimum(self, points: FloatArray) -> NDArray[np.bool_]:
        """Say what holds for all data."""
        return self.objective.has_no_minimum(points)

    def page(self) -> Page:
        """The page of the objective."""
        return self.objective.page()
