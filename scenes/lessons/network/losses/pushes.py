"""Arrows on the lanes: where a training pushes each score, against the slopes of both losses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optviz.network.losses.loss_slide import LossSlide
from scenes.lessons.network.losses.loss_columns import HINGE, SOFTMAX
from scenes.lessons.network.losses.score_lanes import ScoreLanes, box
from scenes.mobjects.plots.plane import Area
from scenes.mobjects.text import region_of
from scenes.theme import Theme
from scenes.typed_manim import VGroup

__all__ = ["Pushes"]

Floats = NDArray[np.float64]

_LONGEST, _UNIT = 2.2, 1.0  # of the frame: of all, and for a slope of 1
_OFF = 0.31  # from the middle of a lane, of its height
_HEAD, _SHAFT = 0.14, 0.05  # half the widths, of a lane's height
_HEAD_LENGTH = 0.16
_FROM = 0.19  # beside the dot's middle
_LEAST = 0.02  # shorter ones are not seen


class Pushes:
    """For each lane an arrow above it, of the hinge, and one below it, of the softmax.

    Parameters
    ----------
    lanes : ScoreLanes
    theme : Theme

    Attributes
    ----------
    picture : VGroup
    unit : float
        The length of an arrow for a slope of 1.
    """

    def __init__(self, lanes: ScoreLanes, theme: Theme) -> None:
        self.lanes = lanes
        count = len(lanes.middles)
        self.unit = min(_UNIT, _LONGEST / (count - 1))
        nothing = np.zeros((0, 2))
        self.rows = [
            [Area(nothing, role, theme, opacity=1.0) for _ in range(count)]
            for role in (HINGE, SOFTMAX)
        ]
        self.picture = VGroup(*(arrow for row in self.rows for arrow in row))

    def stand(self, record: LossSlide) -> None:
        """Draw the arrows of the first moment of a record; made for every frame."""
        slopes = (record.hinge_slopes[0], record.softmax_slopes[0])
        for row, pulls, side in zip(self.rows, slopes, (1, -1), strict=True):
            for k, (arrow, slope) in enumerate(zip(row, pulls, strict=True)):
                x = self.lanes.x_of(float(record.scores[0, k]))
                y = self.lanes.middles[k] + side * _OFF * self.lanes.pitch
                arrow.trace(self._arrow(x, y, -self.unit * float(slope)))

    def drawn(self) -> Floats:
        """Return the sizes of the slopes, read off the arrows, (2, C)."""
        return np.array(
            [
                [region_of(arrow).width / self.unit if arrow.has_points() else 0.0 for arrow in row]
                for row in self.rows
            ]
        )

    @property
    def least(self) -> float:
        """The smallest slope that has an arrow."""
        return _LEAST / self.unit

    def _arrow(self, x: float, y: float, length: float) -> Floats:
        """Return the corners of an arrow of a length with a sign, beside a dot."""
        if abs(length) < _LEAST:
            return box([])
        way = np.sign(length)
        start, end = x + way * _FROM, x + way * _FROM + length
        neck = end - way * min(_HEAD_LENGTH, abs(length))
        size = self.lanes.pitch * min(1.0, abs(length) / _HEAD_LENGTH)  # a short one is small
        wide, slim = _HEAD * size, _SHAFT * size
        half = [(start, y + slim), (neck, y + slim), (neck, y + wide), (end, y)]
        return box([*half, *((u, 2 * y - v) for u, v in reversed(half[:-1]))])
