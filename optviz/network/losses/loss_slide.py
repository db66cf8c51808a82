"""Hinge and softmax loss of one example while its scores slide: which of them stops, and when.

Both depend only on how far the right score lies above each other one. The hinge is 0, and flat,
once that is the margin or more everywhere; the softmax's loss never is (CS231n, lecture 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logsumexp

from linalg.check import Check
from linalg.errors import ShapeError
from linalg.immutable import Immutable
from linalg.options import number

__all__ = ["LossSlide", "slide_losses"]

Floats = NDArray[np.float64]

_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class LossSlide(Immutable):
    """Both losses of one example at some moments of a slide of its scores.

    Attributes
    ----------
    scores : array of shape (T, C)
        One row for each moment.
    label : int
        The right class, from 0.

    Examples
    --------
    >>> record = slide_losses([[3.2, 5.1, -1.7], [6.1, 5.1, -1.7], [7.1, 5.1, -1.7]], 0)
    >>> record.hinge.round(2), record.softmax.round(2), bool(record.check())
    (array([2.9, 0. , 0. ]), array([2.04, 0.31, 0.13]), True)
    >>> record.softmax_slopes[0].round(2)
    array([-0.87,  0.87,  0.  ])
    """

    scores: Floats
    label: int

    @cached_property
    def gaps(self) -> Floats:
        """The height of each score above the right one, s_j - s_y, (T, C)."""
        return self.scores - self.scores[:, self.label, None]

    @cached_property
    def terms(self) -> Floats:
        """max(0, s_j - s_y + 1), (T, C); 0 for the right class, and where it is but rounding."""
        terms = self.gaps + 1
        terms[terms <= _ROUNDING * (1 + np.abs(self.scores).max(axis=1, keepdims=True))] = 0
        terms[:, self.label] = 0
        return terms

    @cached_property
    def hinge(self) -> Floats:
        """The sum of the terms, (T,)."""
        return np.asarray(self.terms.sum(axis=1))

    @cached_property
    def probabilities(self) -> Floats:
        """e^s_j / Σ e^s_k, (T, C)."""
        exponentials = self._exponentials
        return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))

    @cached_property
    def softmax(self) -> Floats:
        """-ln of the right class's probability, (T,), to full precision where that is nearly 1."""
        others = self._without_right(self._exponentials).sum(axis=1)
        return np.asarray(self._largest + np.log1p(others + np.expm1(-self._largest)))

    @cached_property
    def hinge_slopes(self) -> Floats:
        """The hinge's derivative with respect to each score, (T, C)."""
        slopes = (self.terms > 0).astype(float)
        slopes[:, self.label] = -slopes.sum(axis=1)
        return slopes + 0.0  # no -0

    @cached_property
    def softmax_slopes(self) -> Floats:
        """The softmax loss's derivative, p_j, and for the right class p_y - 1, (T, C)."""
        slopes = self._without_right(self.probabilities)
        slopes[:, self.label] = -slopes.sum(axis=1)
        return slopes

    @cached_property
    def _largest(self) -> Floats:
        """The largest gap, the right class's 0 among them, (T,)."""
        return np.asarray(self.gaps.max(axis=1))

    @cached_property
    def _exponentials(self) -> Floats:
        return np.exp(self.gaps - self._largest[:, None])

    def _without_right(self, values: Floats) -> Floats:
        others = values.copy()
        others[:, self.label] = 0
        return others

    def check(self) -> Check:
        """Calculate both losses once more, and their slopes from how they change."""
        right = self.scores[:, self.label]
        others = np.delete(self.scores, self.label, axis=1)
        over = np.where(others > right[:, None] - 1, others - (right[:, None] - 1), 0)
        scale = 1 + np.abs(self.scores).max()
        losses = np.abs(
            [over.sum(axis=1) - self.hinge, logsumexp(self.scores, axis=1) - right - self.softmax]
        )
        pull = np.exp(self.scores - logsumexp(self.scores, axis=1, keepdims=True))
        pull[:, self.label] -= 1
        push = (np.delete(self.terms, self.label, axis=1) > 0).sum(axis=1)
        slopes = np.abs([*(pull - self.softmax_slopes).T, push + self.hinge_slopes[:, self.label]])
        residual = np.concatenate([losses, slopes])
        bound = np.full_like(residual, _ROUNDING * scale * self.scores.shape[1])
        relation = "hinge = Σ (s_j - (s_y - 1)) over the margin, softmax = ln Σ e^s - s_y"
        return Check(relation, bool((residual <= bound).all()), residual, bound)


def slide_losses(scores: ArrayLike, label: int) -> LossSlide:
    """Follow both losses of one example along a slide of its scores.

    Parameters
    ----------
    scores : array of shape (T, C)
        At each moment a score for each of C ≥ 2 classes.
    label : int
        The right class, from 0.

    Returns
    -------
    LossSlide

    Raises
    ------
    ShapeError
        When `scores` is not (T, C), or C is 1.
    LinalgError
        When the label names no class.
    ValueError
        When a score is not finite.

    Examples
    --------
    >>> start = slide_losses([[0.0, 0.0, 0.0]], 0)
    >>> start.hinge[0], round(start.softmax[0], 4)  # C - 1 and ln C
    (np.float64(2.0), np.float64(1.0986))
    """
    given = np.array(scores, dtype=float)
    if given.ndim != 2 or not len(given):
        raise ShapeError(f"a slide has scores of shape (T, C), not {given.shape}")
    classes = given.shape[1]
    if classes < 2:
        raise ShapeError("one class alone can never be wrong: at least two scores at each moment")
    if not np.isfinite(given).all():
        raise ValueError("scores are finite numbers")
    number("label", label, low=0, high=classes - 1, whole=True)
    return LossSlide(given, int(label))
