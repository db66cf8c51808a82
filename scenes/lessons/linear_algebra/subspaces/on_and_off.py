"""A side b off what the columns reach, and moved until it is on it."""

from __future__ import annotations

import numpy as np

from linalg.notation import marked
from scenes.lessons.linear_algebra.subspaces.column_stage import ColumnStage
from scenes.parts.matrices.endings import column_point
from scenes.typed_manim import FadeIn

__all__ = ["OnAndOff"]

_GAPS = ("gap.origin", "gap.line", "gap.plane")
"""The captions, by the number of independent columns."""


class OnAndOff:
    """First a b that no combination reaches, the gap; then one whose x is read off.

    Parameters
    ----------
    stage : ColumnStage
    """

    def __init__(self, stage: ColumnStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.record, self.picture = stage.record, stage.picture

    def play(self) -> None:
        """Show b off and on, or wherever it is if all are reached."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.side")
        lesson.show(FadeIn(stage.matrix, stage.x, stage.sum, stage.b, stage.sign), seconds=0.8)
        stage.join(stage.x, stage.sum, stage.b)
        if self.record.missed is None:
            self._anywhere()
        else:
            self._off()
            self._on()
        lesson.finish_reading()

    def _off(self) -> None:
        lesson, picture, stage = self.lesson, self.picture, self.stage
        off = self.record.side(0.0)
        lesson.say("off")
        self._grow(off)
        picture.is_gap_shown = True
        lesson.say(_GAPS[self.record.rank])
        turns = picture.edge != picture.base
        stage.run(stage.to(self.record.nearest(off)), seconds=1.2 if turns else 2.2)
        if turns:
            stage.run(stage.to(picture.chain.multiples, picture.edge), seconds=2.2)

    def _on(self) -> None:
        """Move b until it is reached, the nearest combination with it."""
        lesson, picture, stage, record = self.lesson, self.picture, self.stage, self.record
        lesson.say("slide")

        def reach(share: float) -> None:
            picture.b = record.side(share)
            picture.chain.multiples = record.nearest(picture.b)

        stage.run(reach, seconds=3.0)
        picture.is_gap_shown = False
        self._reached()
        if picture.edge != picture.base:
            stage.run(stage.to(record.x, picture.base), seconds=1.8)

    def _anywhere(self) -> None:
        """Let b go round, and x follow."""
        lesson, picture, stage, record = self.lesson, self.picture, self.stage, self.record
        lesson.say("everywhere")
        self._grow(record.side(1.0))
        stage.run(stage.to(record.x), seconds=1.4)
        lesson.show(stage.equality.light(), seconds=0.5)
        ways = stage.itinerary.tour
        shares = np.linspace(0, 1, len(ways))

        def reach(share: float) -> None:
            there = [np.interp(share, shares, ways[:, k]) for k in range(ways.shape[1])]
            x = record.x + np.sin(np.pi * share) ** 2 * (np.array(there) - record.x)
            picture.chain.multiples = x
            picture.b = x @ record.columns

        stage.run(reach, seconds=3.0)
        self._reached()

    def _reached(self) -> None:
        """Read x off."""
        lesson, stage = self.lesson, self.stage
        x = self.record.hit.particular
        answer = marked(column_point(x) if len(self.record.x) > 1 else x[0, 0], "result")
        lesson.say("reached", stage.equality.light(), answer=answer)

    def _grow(self, b: np.ndarray) -> None:
        picture = self.picture

        def reach(share: float) -> None:
            picture.b = share * b

        self.stage.run(reach, seconds=1.2)
