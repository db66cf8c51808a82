"""Row times column: the entries of a row and of a column meet in pairs, and their products add."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate

import sympy as sp

from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.product_stage import (
    Needs,
    ProductStage,
    ems_of,
    liveliest,
)
from scenes.lessons.linear_algebra.products.sweep import sweep
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
        (m, self.p), n = A.shape, B.shape[1]
        self.i = liveliest([[A[i, k] for k in range(self.p)] for i in range(m)])
        self.j = liveliest([[B[k, j] for k in range(self.p)] for j in range(n)])
        self.told = self.i * n + self.j
        self.part = self.view.parts[self.told]

    @cached_property
    def widths(self) -> list[float]:
        """The widths of a sign, a factor, a sign and a factor, in ems; no product is wider."""
        a, b, product = (
            self.stage.bare_width(self.stage.lane([sp.ImmutableMatrix(values)]))
            for values in (
                [[term.left[0, 0]] for term in self.part.terms],
                [[term.right[0, 0]] for term in self.part.terms],
                [[x] for x in (*(t.product[0, 0] for t in self.part.terms), self.part.value[0, 0])],
            )
        )
        dot = ems_of("·") + 2 * SPACE
        return [ems_of("+") + 2 * SPACE, a, max(dot, product - a - b), b]

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
        lesson, stage = self.lesson, self.stage
        left = stage.middle.centre[0] - sum(self.widths) * stage.em / 2
        marks = [left + x * stage.em for x in accumulate(self.widths, initial=0.0)]
        rows = stage.B.layout.rows
        ends = [(marks[1] + marks[2]) / 2, (marks[3] + marks[4]) / 2]
        a, b = (
            [stage.text(getattr(term, side)[0, 0], x, y, role) for term, y in pairs]
            for side, x, role, pairs in (
                ("left", ends[0], Role.SOURCE, list(zip(self.part.terms, rows, strict=True))),
                ("right", ends[1], Role.MULTIPLIER, list(zip(self.part.terms, rows, strict=True))),
            )
        )
        dots = VGroup(
            *(stage.sign("·").stand_at((marks[2] + marks[3]) / 2, y) for y in rows)
        )
        origins = [*(term[self.j] for term in stage.B.entries), *stage.A.entries[self.i]]
        late = squish_rate_func(smooth, 0.75, 1)
        fly = stage.fly([*b, *a], origins, self.p)
        lesson.show(fly, FadeIn(dots, rate_func=late), seconds=1.8)
        lesson.remove(fly.mobject)
        lesson.add(*a, *b)
        # Each pair becomes its product, and the products become their sum.
        middle = (marks[1] + marks[4]) / 2
        products = [
            stage.text(term.product[0, 0], middle, y)
            for term, y in zip(self.part.terms, rows, strict=True)
        ]
        plus = VGroup(
            *(stage.sign("+").stand_at((marks[0] + marks[1]) / 2, y) for y in rows[1:])
        )
        lesson.remove(*a, *b)
        pairs = [Group((x, y), z) for x, y, z in zip(a, b, products, strict=True)]
        meeting = Meeting(pairs)
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
