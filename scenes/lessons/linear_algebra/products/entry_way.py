"""Row times column: the entries of a row and of a column meet in pairs, and their products add."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.product_stage import ProductStage
from scenes.lessons.linear_algebra.products.sweep import liveliest, sweep
from scenes.lessons.linear_algebra.products.widths import Needs, bare_width, ems_of
from scenes.mobjects.text import Text
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, VGroup, smooth, squish_rate_func

__all__ = ["EntryWay"]

SPACE = 0.3  # around a sign, in ems


class EntryWay:
    """Each entry of AB is a row of A times a column of B.

    Parameters
    ----------
    stage : ProductStage
    """

    def __init__(self, stage: ProductStage) -> None:
        self.stage, self.lesson, self.view = stage, stage.lesson, stage.record.views.entry
        A, B = stage.record.A, stage.record.B
        (m, p), n = A.shape, B.shape[1]
        self.i = liveliest([[A[i, k] for k in range(p)] for i in range(m)])
        self.j = liveliest([[B[k, j] for k in range(p)] for j in range(n)])
        self.told = self.i * n + self.j
        self.part = self.view.parts[self.told]

    @cached_property
    def widths(self) -> list[float]:
        """The widths of a sign, a factor, a sign and a factor, in ems; no product is wider."""
        terms = self.part.terms
        a = self._width([term.left for term in terms])
        b = self._width([term.right for term in terms])
        product = self._width([*(term.product for term in terms), self.part.value])
        dot = ems_of("·") + 2 * SPACE
        return [ems_of("+") + 2 * SPACE, a, max(dot, product - a - b), b]

    def _width(self, values: Sequence[Any]) -> float:
        return bare_width(self.stage.lane(values))

    def needs(self) -> Needs:
        """Return the room for the pairs and the signs."""
        return Needs(sum(self.widths))

    def play(self) -> None:
        """Tell one entry slowly, then let all others come in a sweep."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.entry")
        rest = [part for k, part in enumerate(self.view.parts) if k != self.told]
        row = stage.box(stage.A.layout.row(self.i))
        column = stage.box(stage.column(stage.B, self.j), Role.MULTIPLIER)
        boxes = VGroup(row, column)
        lesson.say("entry", FadeIn(boxes), *stage.dim(), row=self.i + 1, column=self.j + 1)
        if stage.has_room(self.needs()):
            self._tell()
        else:
            rest = list(self.view.parts)
        lesson.say("entry.rest", FadeOut(boxes))
        sweep(stage, rest)
        stage.complete("entry")

    def _tell(self) -> None:
        """Let the row and the column come out, meet in pairs, and add up to the entry."""
        lesson, stage, rows = self.lesson, self.stage, self.stage.B.layout.rows
        left = stage.middle.centre[0] - sum(self.widths) * stage.em / 2
        marks = [left + x * stage.em for x in accumulate(self.widths, initial=0.0)]
        plus_at, a_at, dot_at, b_at = ((x + y) / 2 for x, y in pairwise(marks))
        middle = (marks[1] + marks[4]) / 2
        a, b, products = [], [], []
        for term, y in zip(self.part.terms, rows, strict=True):
            a.append(stage.text(term.left[0, 0], a_at, y, Role.SOURCE))
            b.append(stage.text(term.right[0, 0], b_at, y, Role.MULTIPLIER))
            products.append(stage.text(term.product[0, 0], middle, y))
        dots = VGroup(*(stage.sign("·").stand_at(dot_at, y) for y in rows))
        plus = VGroup(*(stage.sign("+").stand_at(plus_at, y) for y in rows[1:]))
        late = squish_rate_func(smooth, 0.75, 1)
        origins = [*(row[self.j] for row in stage.B.entries), *stage.A.entries[self.i]]
        fly = stage.fly([*b, *a], origins, len(rows), across=True)
        lesson.show(fly, FadeIn(dots, rate_func=late), seconds=1.8)
        lesson.remove(fly.mobject)
        meeting = Meeting([Group((x, y), z) for x, y, z in zip(a, b, products, strict=True)])
        appears = [FadeIn(plus, rate_func=late)] if len(plus) else []
        lesson.show(meeting, FadeOut(dots), *appears, seconds=1.4)
        lesson.remove(meeting.mobject)
        total = self._add(products, plus, middle)
        lesson.show(stage.land([total], [(self.i, self.j)], 1), seconds=1.4)

    def _add(self, products: list[Text], plus: VGroup[Text], middle: float) -> Text:
        """Let the products meet, and return their sum, which is not on the scene."""
        lesson, rows = self.lesson, self.stage.B.layout.rows
        total = self.stage.text(self.part.value[0, 0], middle, (rows[0] + rows[-1]) / 2)
        if len(products) == 1:
            return total
        meeting = Meeting([Group(tuple(products), total)])
        lesson.show(meeting, FadeOut(plus), seconds=1.4)
        lesson.remove(meeting.mobject)
        return total
