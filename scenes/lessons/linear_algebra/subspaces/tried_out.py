"""The answer tried out: b computed from the columns, one entry after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from linalg.notation import marked
from scenes.lessons.linear_algebra.subspaces.column_stage import ColumnStage
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import product_form
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.parts.matrices.relation import is_same
from scenes.theme import Role
from scenes.typed_manim import FadeIn, VGroup

__all__ = ["TriedOut"]

_SIZES = (40, 36, 32, 28)
_PITCH = 1.7  # of lines, in ems


class TriedOut:
    """Row after row of Ax = b with numbers, where A stood.

    Parameters
    ----------
    stage : ColumnStage
    """

    def __init__(self, stage: ColumnStage) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, stage.record
        hit = self.record.hit
        self.A: Any = hit.A
        self.x: Any = hit.particular
        self.b: Any = hit.b
        self.lines = self._lines()

    def play(self) -> None:
        """Compute each entry of b from the columns."""
        lesson = self.lesson
        lesson.beat("beat.check")
        ending = "end.many" if len(self.record.null_vectors) else "end.one"
        for i, line in enumerate(self.lines):
            lesson.claim(f"row {i + 1} of Ax = b", line, self._holds(line))
        first, *others = self.lines
        lesson.say("check", FadeIn(first))
        for line in others:
            lesson.show(FadeIn(line), seconds=0.8)
        group = VGroup(*self.lines)
        box = Box(region_of(group), Role.RESULT, lesson.theme, padding=0.2)
        lesson.say(ending, FadeIn(box))
        lesson.finish_reading()

    def _lines(self) -> list[Text]:
        """Return the rows at the largest size at which they fit."""
        room = self.stage.above
        m, n = self.A.shape
        for size in _SIZES:
            lines = [self.lesson.label(*self._row(i), size=size) for i in range(m)]
            pitch = max(_PITCH * size * UNITS_PER_POINT, max(t.height for t in lines) + 0.25)
            widest = max(line.width for line in lines)
            if widest <= room.width - 0.4 and pitch * m <= room.height:
                break
        x, middle, _ = room.centre
        left = x - widest / 2
        for i, line in enumerate(lines):
            line.value = [[self.A[i, j] for j in range(n)], [self.x[j, 0] for j in range(n)]]
            y = middle + ((m - 1) / 2 - i) * pitch - size * UNITS_PER_POINT / 4
            line.stand_at(left, y, "left")
            line.value.append(self.b[i, 0])
        return lines

    def _row(self, i: int) -> tuple[object, ...]:
        terms = [(self.A[i, j], marked(self.x[j, 0], "result")) for j in range(self.A.shape[1])]
        return (*product_form(terms), "=", self.b[i, 0])

    def _holds(self, line: Text) -> Callable[[], bool]:
        """Return the test of a row, from the numbers that it is written with."""

        def holds() -> bool:
            row, x, b = line.value
            total = float(np.dot(np.array(row, dtype=float), np.array(x, dtype=float)))
            return is_same([total], [float(b)])

        return holds
