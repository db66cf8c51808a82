"""The scores of each act: where the slides of a film begin and end, and the room they take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from optviz.network.losses.loss_slide import LossSlide, slide_losses

__all__ = ["Course"]

Floats = NDArray[np.float64]

_MOMENTS = 61  # of a slide whose record is checked
_PAST = 1.5  # how far beyond the edge the right score is raised, in units
_UNITS = 12  # in the range of huge scores


@dataclass(frozen=True, eq=False)
class Course:
    """The stations of the scores, from those given.

    Parameters
    ----------
    given : array of shape (C,)
    label : int
        The right class, from 0.

    Examples
    --------
    >>> course = Course(np.array([3.2, 5.1, -1.7]), 0)
    >>> course.edge, course.raised.round(2), course.doubled.round(2)
    (6.1, array([ 7.6,  5.1, -1.7]), array([12.2, 10.2, -3.4]))
    """

    given: Floats
    label: int

    @cached_property
    def others(self) -> Floats:
        """The scores of the wrong classes."""
        return np.delete(self.given, self.label)

    @cached_property
    def edge(self) -> float:
        """The right score from which on the hinge is 0: the largest other one, plus 1."""
        return float(self.others.max()) + 1

    @cached_property
    def unit(self) -> float:
        """The length of a nudge: 1, or more where scores lie so far apart that 1 is nothing."""
        return max(1.0, float(np.ceil(np.ptp(self.given) / _UNITS)))

    @cached_property
    def rival(self) -> int:
        """The wrong class with the largest score."""
        masked = self.given.copy()
        masked[self.label] = -np.inf
        return int(masked.argmax())

    def with_right(self, score: float) -> Floats:
        """Return the scores given, but for that of the right class."""
        scores = self.given.copy()
        scores[self.label] = score
        return scores

    @property
    def is_late(self) -> bool:
        """True if the right score has to be lowered first, so that a hinge is seen."""
        return bool(self.given[self.label] > self.edge - 1)

    @cached_property
    def low(self) -> Floats:
        """The scores from which the right one is raised."""
        return self.with_right(self.edge - _PAST * self.unit) if self.is_late else self.given

    @cached_property
    def at_edge(self) -> Floats:
        """The scores where the hinge has just become 0."""
        return self.with_right(self.edge)

    @cached_property
    def raised(self) -> Floats:
        """The scores beyond it."""
        return self.with_right(self.edge + _PAST * self.unit)

    @cached_property
    def settled(self) -> Floats:
        """The scores a little beyond it, where the film ends."""
        return self.with_right(self.edge + 0.5 * self.unit)

    @cached_property
    def doubled(self) -> Floats:
        """All scores of the edge twice, as 2W makes them."""
        return 2 * self.at_edge

    def jiggled(self, share: float) -> Floats:
        """Return the raised scores as the rival swings to both sides and back."""
        scores = self.raised.copy()
        scores[self.rival] += self.unit * np.sin(2 * np.pi * share) * (abs(share) % 1 > 0)
        return scores

    @cached_property
    def slides(self) -> list[LossSlide]:
        """The records of what is shown: from station to station, and the jiggle."""
        zero = np.zeros_like(self.given)
        stations = [self.given, zero, self.given, self.low, self.at_edge, self.raised]
        stations += [self.at_edge, self.doubled, self.at_edge, self.low, self.at_edge, self.settled]
        shares = np.linspace(0, 1, _MOMENTS)[:, None]
        ways = [a + shares * (b - a) for a, b in pairwise(stations)]
        ways.append(np.array([self.jiggled(float(share)) for share in shares[:, 0]]))
        return [slide_losses(way, self.label) for way in ways]

    @cached_property
    def range(self) -> tuple[float, float]:
        """The smallest and the largest number on the line, margin included."""
        scores = np.concatenate([slide.scores for slide in self.slides])
        right = scores[:, self.label]
        low, high = min(scores.min(), right.min() - 1), scores.max()
        room = 0.03 * (high - low)
        return float(low - room), float(high + room)
