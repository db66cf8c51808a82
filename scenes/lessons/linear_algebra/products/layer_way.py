"""Layers: a column of A times a row of B fills a whole matrix, and AB is the sum of these."""

from __future__ import annotations

import numpy as np

from linalg.elimination.steps import lowest_terms
from scenes.lessons.linear_algebra.products.layer import Layer, LayerMeasures, card_around
from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.product_stage import Needs, ProductStage, ems_of
from scenes.mobjects.marks import Box
from scenes.mobjects.text import Text
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, Motion, RoundedRectangle, VGroup

__all__ = ["LayerWay"]

GAP = 0.3  # around a plus sign, in ems
EDGE, EDGES = 0.09, 0.3  # how far a card looks out under the next one, and all of them at most
MOST_MARKS = 2  # that ask for attention
MAKING, ADDING = 0.35, 0.25  # how much later one entry is made, or added, than the one before


class LayerWay:
    """AB is a sum of layers, each a column of A times a row of B.

    All layers stand beside each other where there is room, the first nearest to AB, and are then
    laid on each other; else each is laid down before the next is made.

    Parameters
    ----------
    stage : ProductStage
    """

    def __init__(self, stage: ProductStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        (self.part,) = stage.record.views.column_row.parts
        self.terms, self.sums = self.part.terms, self.part.sums
        self.p = len(self.terms)
        self.measures = LayerMeasures(stage, self.terms)
        self.between = ems_of("+") + 2 * GAP
        self.under: VGroup[RoundedRectangle] = VGroup()

    def needs(self) -> Needs:
        """Return the room for one layer; for all of them beside each other, if there is any."""
        all_beside = self.p * self.measures.width + (self.p - 1) * self.between
        return Needs(self.measures.width, all_beside)

    def play(self) -> None:
        """Make the layers, read the other ways off them, and lay them on each other."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.layer")
        if stage.has_room(self.needs(), wish=True):
            self._all_beside()
        else:
            self._one_by_one()
        stage.complete("layer")

    def _all_beside(self) -> None:
        lesson, stage, em = self.lesson, self.stage, self.stage.em
        right = stage.middle.centre[0] + self.needs().wish * em / 2
        width, step = self.measures.width, self.measures.width + self.between
        lefts = [right - (width + k * step) * em for k in range(self.p)]
        layers = [
            Layer(self.measures, term, left)
            for term, left in zip(self.terms, lefts, strict=True)
        ]
        rows = stage.A.layout.rows
        plus = [
            stage.sign("+").stand_at(left + (width + self.between / 2) * em, (rows[0] + rows[-1]) / 2)
            for left in lefts[1:]
        ]
        signs: list[Text | None] = [None, *plus]
        for k, layer in enumerate(layers):
            self._make(k, layer, signs[k])
        if self.p > 1:
            self._read_off(layers)
        lesson.say("lay", count=self.p)
        for k, layer in enumerate(layers):
            self._lay(k, layer, signs[k])

    def _one_by_one(self) -> None:
        stage = self.stage
        left = stage.middle.right - min(self.measures.width * stage.em, stage.middle.width)
        for k, term in enumerate(self.terms):
            layer = Layer(self.measures, term, left)
            self._make(k, layer, None)
            if k == self.p - 1:
                self.lesson.say("lay", count=self.p)
            self._lay(k, layer, None)

    def _make(self, k: int, layer: Layer, plus: Text | None) -> None:
        """Let a column and a row come out, and fill a layer."""
        lesson, stage, slow = self.lesson, self.stage, k == 0
        if slow:
            lesson.say("layer", *stage.dim(), number=1)
        elif k == 1:
            lesson.say("layer.zero" if self._is_zero(k) else "layer.next", number=2)
        column = [row[k] for row in stage.A.entries]
        seconds = 1.4 if slow else 0.9
        for texts, origins, across in (
            (layer.column, column, False),
            (layer.row, stage.B.entries[k], True),
        ):
            fly = stage.fly(texts, origins, len(texts), across=across)
            lesson.show(fly, seconds=seconds)
            lesson.remove(fly.mobject)
            lesson.add(*texts)
        meeting = Meeting(layer.groups(), lag=MAKING)
        appear = [FadeIn(layer.card), *([FadeIn(plus)] if plus else [])]
        lesson.show(meeting, *appear, seconds=2.8 if slow else 1.8)
        lesson.remove(meeting.mobject)
        lesson.remove(*layer.column, *layer.row, layer.card)
        lesson.add(layer.whole)

    def _is_zero(self, k: int) -> bool:
        product = self.terms[k].product
        return all(lowest_terms(x) == 0 for x in np.array(product.tolist(), dtype=object).flat)

    def _read_off(self, layers: list[Layer]) -> None:
        """Point at what an entry, a column and a row of AB take of every layer."""
        lesson, (m, n) = self.lesson, self.stage.AB.shape
        chosen = [(range(1), range(n - 1, n)), (range(m), range(n - 1, n)), (range(1), range(n))]
        lesson.beat("beat.same")
        marks = self._marks(layers, *chosen[0])
        lesson.say("same", FadeIn(marks))
        lesson.show(*_turned(marks, self._marks(layers, *chosen[0])), seconds=0.6)
        for rows, columns in chosen[1:]:
            lesson.show(*_turned(marks, self._marks(layers, rows, columns)), seconds=1.5)
        lesson.show(FadeOut(marks), seconds=0.5)

    def _marks(self, layers: list[Layer], rows: range, columns: range) -> VGroup[Box]:
        regions = [layer.cells(rows, columns) for layer in layers]
        cell = self.stage.AB.layout.cell
        regions.append(cell(rows[0], columns[0]).joined(cell(rows[-1], columns[-1])))
        strong = [len(layers) <= MOST_MARKS] * len(layers) + [False]
        pairs = zip(regions, strong, strict=True)
        return VGroup(*(self.stage.box(region, strong=each) for region, each in pairs))

    def _lay(self, k: int, layer: Layer, plus: Text | None) -> None:
        """Lay a layer on those before, and add it entry by entry."""
        lesson, stage = self.lesson, self.stage
        (m, n) = stage.AB.shape
        box = stage.box(layer.cells(range(m), range(n)))
        leaving = VGroup(*layer.column, *layer.row, *([plus] if plus else []))
        lesson.remove(layer.whole)
        lesson.add(layer.card, layer.inside, leaving)
        lesson.show(FadeIn(box), FadeOut(leaving), seconds=0.6)
        groups = []
        for i, row in enumerate(layer.texts):
            for j, text in enumerate(row):
                entry, made = stage.AB.entry(i, j), stage.AB.text(i, j, self.sums[k][i, j])
                pieces = (entry, text) if k else (text,)
                groups.append(Group(pieces, made, float(i * n + j) if k else 0.0, entry))
        inside = stage.AB.layout.cell(0, 0).joined(stage.AB.layout.cell(m - 1, n - 1))
        edge = min(EDGE, EDGES / self.p) * (self.p - 1 - k)
        goal = card_around(stage, inside, edge)
        lesson.remove(layer.inside, layer.card)
        meeting = Meeting(groups, lag=ADDING, card=(layer.card, goal))
        lesson.show(meeting, FadeOut(box), seconds=2.8 if k else 2.0)
        lesson.remove(self.under)
        self.under.add(layer.card)
        lesson.add(self.under)
        lesson.hold()


def _turned(marks: VGroup[Box], others: VGroup[Box]) -> list[Motion]:
    """Return what turns boxes into others."""
    return [one.animate.become(other) for one, other in zip(marks, others, strict=True)]
