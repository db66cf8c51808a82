"""Layers: a column of A times a row of B fills a whole matrix, and AB is the sum of these."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from linalg.elimination.steps import lowest_terms
from scenes.lessons.linear_algebra.products.layer import CLOSE, Layer, LayerMeasures, card_around
from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.product_stage import GHOST, ProductStage
from scenes.lessons.linear_algebra.products.widths import Needs, ems_of
from scenes.mobjects.marks import Box
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import FadeIn, FadeOut, Motion, VGroup, VMobject

__all__ = ["LayerWay"]

GAP = 0.22  # around a plus sign, in ems
EDGE, EDGES = 0.08, 0.2  # how far a card looks out under the next one, and all of them at most
SECONDS = ((1.4, 2.8, 2.0), (0.9, 1.8, 2.8), (0.7, 1.2, 1.8))
"""Of the first layer, the second, each later one: a flight, the filling, the laying down."""
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
        self.layers: list[Layer] = []
        self.signs: list[Text] = []
        self.beside, self.under = VGroup(), VGroup()

    def needs(self) -> Needs:
        """Return the room for one layer; for all of them beside each other, if there is any."""
        all_beside = self.p * self.measures.width + (self.p - 1) * self.between
        return Needs(self.measures.width, all_beside)

    def play(self) -> None:
        """Make the layers, read the other ways off them, and lay them on each other."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.layer")
        size = self._size_beside()
        if size is not None:
            self._all_beside(size)
        elif stage.has_room(self.needs()):
            self._one_by_one()
        else:
            self._straight_in()
        stage.complete("layer")

    def _size_beside(self) -> float | None:
        """Return the largest size at which all layers stand beside each other, if there is one."""
        smallest = SMALLEST[TextKind.ENTRY]
        size = self.stage.middle.width / (self.needs().wish * UNITS_PER_POINT)
        return min(size, self.stage.size) if size >= smallest else None

    def _all_beside(self, size: float) -> None:
        lesson, stage, em = self.lesson, self.stage, size * UNITS_PER_POINT
        right = stage.middle.centre[0] + self.needs().wish * em / 2
        width, step = self.measures.width, self.measures.width + self.between
        lefts = [right - (width + k * step) * em for k in range(self.p)]
        self.layers = [
            Layer(self.measures, term, left, size)
            for term, left in zip(self.terms, lefts, strict=True)
        ]
        rows = stage.A.layout.rows
        middle = (rows[0] + rows[-1]) / 2
        self.signs = [
            stage.sign("+", size=size).stand_at(left + (width + self.between / 2) * em, middle)
            for left in lefts[1:]
        ]
        for k in range(self.p):
            self._make(k)
        if self.p > 1:
            self._read_off()
        lesson.say("lay", count=self.p)
        for k in range(self.p):
            self._lay(k)

    def _one_by_one(self) -> None:
        stage = self.stage
        left = stage.middle.right - self.measures.width * stage.em
        self.layers = [Layer(self.measures, term, left, stage.size) for term in self.terms]
        for k in range(self.p):
            self._make(k)
            if k == self.p - 1:
                self.lesson.say("lay", count=self.p)
            self._lay(k)

    def _straight_in(self) -> None:
        """Without room in the middle, let each layer be made where AB is."""
        lesson, stage = self.lesson, self.stage
        lesson.say("layer", *stage.dim(), number=1)
        for k in range(self.p):
            if k == 1:
                lesson.say("lay", count=self.p)
            column, row = stage.column(stage.A, k), stage.B.layout.row(k)
            boxes = VGroup(stage.box(column), stage.box(row, Role.MULTIPLIER))
            lesson.show(FadeIn(boxes), seconds=0.5)
            self._add(k, [[(line[k], x) for x in stage.B.entries[k]] for line in stage.A.entries])
            lesson.hold()
            lesson.show(FadeOut(boxes), seconds=0.5)

    def _stand(self, *parts: VMobject) -> None:
        """Put all that stands in the middle into one group."""
        self.lesson.remove(self.beside)
        self.beside = VGroup(*parts)
        self.lesson.add(self.beside)

    def _make(self, k: int) -> None:
        """Let a column and a row come out, and fill a layer."""
        lesson, stage, layer = self.lesson, self.stage, self.layers[k]
        flight, filling = SECONDS[min(k, 2)][:2]
        if k == 0:
            lesson.say("layer", *stage.dim(), number=1)
        elif k == 1:
            lesson.say("layer.zero" if self._is_zero(k) else "layer.next", number=2)
        before, column = list(self.beside), [row[k] for row in stage.A.entries]
        come: list[Text] = []
        for texts, origins, across in (
            (layer.column, column, False),
            (layer.row, stage.B.entries[k], True),
        ):
            fly = stage.fly(texts, origins, len(texts), across=across)
            lesson.show(fly, seconds=flight)
            lesson.remove(fly.mobject)
            come += texts
            self._stand(*before, *come)
        meeting = Meeting(layer.groups(), lag=MAKING)
        plus = self.signs[k - 1 : k] if k else []
        lesson.show(meeting, *map(FadeIn, [layer.card, *plus]), seconds=filling)
        lesson.remove(meeting.mobject, layer.card, *plus)
        self._stand(*before, layer.whole, *plus)

    def _is_zero(self, k: int) -> bool:
        entries = np.array(self.terms[k].product.tolist(), dtype=object)
        return all(lowest_terms(x) == 0 for x in entries.flat)

    def _read_off(self) -> None:
        """Point at what an entry, a column and a row of AB take of every layer."""
        lesson, (m, n) = self.lesson, self.stage.AB.shape
        last = range(n - 1, n)
        entry, column, row = (range(1), last), (range(m), last), (range(1), range(n))
        lesson.beat("beat.same")
        marks = self._marks(*entry)
        lesson.say("same", FadeIn(marks), *self._lit(*entry))
        lesson.hold()
        for places in (column, row):
            turned = _turned(marks, self._marks(*places))
            lesson.show(*turned, *self._lit(*places), seconds=1.2)
            lesson.hold()
        lesson.show(FadeOut(marks), *self._lit(range(0), range(0)), seconds=0.5)

    def _lit(self, rows: range, columns: range) -> list[Motion]:
        """Return what lights some entries of AB, and leaves ghosts of all others."""
        stage, theme = self.stage, self.lesson.theme
        lit, ghost = (theme[Role.FOREGROUND], 1.0), (theme[Role.MUTED], GHOST)
        shades = [
            (entry, lit if i in rows and j in columns else ghost)
            for i, row in enumerate(stage.AB.entries)
            for j, entry in enumerate(row)
        ]
        return [entry.animate.set_fill(colour, opacity=left) for entry, (colour, left) in shades]

    def _marks(self, rows: range, columns: range) -> VGroup[Box]:
        regions = [layer.cells(rows, columns) for layer in self.layers]
        cell = self.stage.AB.layout.cell
        regions.append(cell(rows[0], columns[0]).joined(cell(rows[-1], columns[-1])))
        strong = [self.p <= MOST_MARKS] * self.p + [False]
        pairs = zip(regions, strong, strict=True)
        return VGroup(*(self.stage.box(region, strong=each) for region, each in pairs))

    def _lay(self, k: int) -> None:
        """Lay a layer on those before, and add it entry by entry."""
        lesson, stage, layer = self.lesson, self.stage, self.layers[k]
        (m, n) = stage.AB.shape
        box = stage.box(layer.cells(range(m), range(n)))
        leaving = VGroup(*layer.column, *layer.row, *self.signs[k - 1 : k][: bool(k)])
        others = [part for part in self.beside if part not in (layer.whole, *leaving)]
        self._stand(*others)
        lesson.add(layer.card, layer.inside, leaving)
        lesson.show(FadeIn(box), FadeOut(leaving), seconds=0.6)
        lesson.remove(layer.inside, layer.card)
        pieces = [[(text,) for text in row] for row in layer.texts]
        self._add(k, pieces, layer.card, FadeOut(box))
        lesson.remove(self.under)
        self.under.add(layer.card)
        lesson.bring_to_back(self.under)
        lesson.hold()

    def _add(
        self,
        k: int,
        pieces: Sequence[Sequence[tuple[Text, ...]]],
        card: VMobject | None = None,
        *along: Motion,
    ) -> None:
        """Let what makes layer k go into the sum of those before, each entry in its turn."""
        stage, (m, n) = self.stage, self.stage.AB.shape
        groups = []
        for i, j in product(range(m), range(n)):
            entry, made = stage.AB.entry(i, j), stage.AB.text(i, j, self.sums[k][i, j])
            before = (entry,) if k else ()
            turn = float((n - 1 - j) * m + i) if k else 0.0  # none passes through another
            groups.append(Group((*before, *pieces[i][j]), made, turn, entry))
        inside = stage.AB.layout.cell(0, 0).joined(stage.AB.layout.cell(m - 1, n - 1))
        edge = min(EDGE, EDGES / self.p) * (self.p - 1 - k)
        ways = (
            None
            if card is None
            else (card, card_around(stage, inside, pad=CLOSE * stage.em, offset=edge))
        )
        meeting = Meeting(groups, lag=ADDING, card=ways)
        self.lesson.show(meeting, *along, seconds=SECONDS[min(k, 2)][2])


def _turned(marks: VGroup[Box], others: VGroup[Box]) -> list[Motion]:
    """Return what turns boxes into others."""
    return [one.animate.become(other) for one, other in zip(marks, others, strict=True)]
