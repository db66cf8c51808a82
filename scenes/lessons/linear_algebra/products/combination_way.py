"""Combinations: columns of A, or rows of B, are multiplied and added up to one of AB."""

from __future__ import annotations

from typing import Any, Literal

from linalg.notation import marked
from linalg.products.block_multiplication import View
from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.product_stage import ProductStage
from scenes.lessons.linear_algebra.products.sweep import liveliest, sweep
from scenes.lessons.linear_algebra.products.widths import Needs, axes, bare_width, ems_of
from scenes.mobjects.matrices.measures import Ems
from scenes.mobjects.text import Text, region_of
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, VGroup, smooth, squish_rate_func

__all__ = ["CombinationWay"]

SPACE = 0.22  # around signs, in ems


class CombinationWay:
    """Each column of AB combines columns of A; or each row of AB combines rows of B.

    What is combined comes out as it stands, columns level with A, rows level with B; the entries of
    a column of B, or a row of A, become the multipliers before them.

    Parameters
    ----------
    stage : ProductStage
    of : {"column", "row"}
    """

    def __init__(self, stage: ProductStage, of: Literal["column", "row"]) -> None:
        self.stage, self.lesson, self.of = stage, stage.lesson, of
        self.by_column = of == "column"
        A, B = stage.record.A, stage.record.B
        (m, self.p), n = A.shape, B.shape[1]
        self.view: View = getattr(stage.record.views, of)
        multipliers = (
            [[B[k, j] for k in range(self.p)] for j in range(n)]
            if self.by_column
            else [[A[i, k] for k in range(self.p)] for i in range(m)]
        )
        self.told = liveliest(multipliers)
        self.part = self.view.parts[self.told]
        self.multipliers = multipliers[self.told]
        self.plus = ems_of("+") + SPACE
        self.tags = [ems_of(*self._tag(x)) + 2 * SPACE for x in self.multipliers]

    def _tag(self, multiplier: Any) -> tuple[object, ...]:
        return marked(multiplier, "multiplier"), "·"

    # Places.

    def _lanes(self) -> list[Ems]:
        """Return the measures of each column that comes out, or of the rows all together."""
        terms = self.part.terms
        if self.by_column:
            states = [[term.left, term.product, self.part.value] for term in terms]
            return [self.stage.lane(three) for three in states]
        rows = [matrix for term in terms for matrix in (term.right, term.product)]
        return [self.stage.lane([*rows, self.part.value])]

    def needs(self) -> Needs:
        """Return the room for the signs, the multipliers and what they multiply."""
        widths = [bare_width(lane) for lane in self._lanes()]
        if self.by_column:
            return Needs(sum(widths) + sum(self.tags) + (self.p - 1) * (self.plus + SPACE))
        return Needs(self.plus + max(self.tags) + widths[0])

    def _vectors(self) -> tuple[list[list[tuple[float, float]]], list[float]]:
        """Return the places of all the vectors' entries, and where the multipliers end."""
        stage, lanes = self.stage, self._lanes()
        left = stage.middle.centre[0] - self.needs().width * stage.em / 2
        if not self.by_column:
            start = left + (self.plus + max(self.tags)) * stage.em
            columns = axes(lanes[0], start, stage.em)
            rows = stage.B.layout.rows
            return [[(x, y) for x in columns] for y in rows], [start - SPACE * stage.em] * self.p
        places, ends = [], []
        for k, (lane, tag) in enumerate(zip(lanes, self.tags, strict=True)):
            left += (tag + (self.plus + SPACE if k else 0.0)) * stage.em
            (x,) = axes(lane, left, stage.em)
            places.append([(x, y) for y in stage.A.layout.rows])
            ends.append(left - SPACE * stage.em)
            left += bare_width(lane) * stage.em
        return places, ends

    # The story.

    def play(self) -> None:
        """Tell one combination slowly, then let all others come in a sweep."""
        lesson, stage, of = self.lesson, self.stage, self.of
        lesson.beat(f"beat.{of}")
        rest = [part for k, part in enumerate(self.view.parts) if k != self.told]
        whole, chosen = (stage.A, stage.B) if self.by_column else (stage.B, stage.A)
        at = stage.column(chosen, self.told) if self.by_column else chosen.layout.row(self.told)
        boxes = VGroup(stage.box(whole.layout.inside), stage.box(at, Role.MULTIPLIER))
        lesson.say(of, FadeIn(boxes), *stage.dim(), number=self.told + 1)
        if stage.has_room(self.needs()):
            self._tell()
        else:
            rest = list(self.view.parts)
        lesson.say(f"{of}.rest", FadeOut(boxes))
        sweep(stage, rest)
        stage.complete(of)

    def _tell(self) -> None:
        lesson, stage = self.lesson, self.stage
        places, ends = self._vectors()
        given = [_listed(term.left if self.by_column else term.right) for term in self.part.terms]
        vectors = [
            [stage.text(x, *at, Role.SOURCE) for x, at in zip(values, where, strict=True)]
            for values, where in zip(given, places, strict=True)
        ]
        origins = (
            [[row[k] for row in stage.A.entries] for k in range(self.p)]
            if self.by_column
            else stage.B.entries
        )
        flat = [text for vector in vectors for text in vector]
        fly = stage.fly(flat, [x for one in origins for x in one], len(vectors[0]))
        lesson.show(fly, seconds=1.6)
        lesson.remove(fly.mobject)
        lesson.add(*flat)
        tags, plus = self._signs(places, ends)
        late = [FadeIn(plus, rate_func=squish_rate_func(smooth, 0.75, 1))] if len(plus) else []
        come = stage.fly(tags, self._chosen(), 1, across=True)
        lesson.show(come, *late, seconds=1.6)
        lesson.remove(come.mobject)
        self._multiply(flat, tags, places, plus)

    def _chosen(self) -> list[Text]:
        """Return the entries that become the multipliers."""
        if self.by_column:
            return [row[self.told] for row in self.stage.B.entries]
        return self.stage.A.entries[self.told]

    def _signs(
        self, places: list[list[tuple[float, float]]], ends: list[float]
    ) -> tuple[list[Text], VGroup[Text]]:
        """Return the multipliers with their dots, and the plus signs before them."""
        stage, tags = self.stage, list[Text]()
        plus: VGroup[Text] = VGroup()
        for k, (where, end) in enumerate(zip(places, ends, strict=True)):
            y = (where[0][1] + where[-1][1]) / 2
            tag = stage.sign(*self._tag(self.multipliers[k])).stand_at(end, y, "right")
            tags.append(tag)
            if k:
                widest = region_of(tag).left if self.by_column else end - max(self.tags) * stage.em
                plus.add(stage.sign("+").stand_at(widest - SPACE * stage.em, y, "right"))
        return tags, plus

    def _multiply(
        self,
        vectors: list[Text],
        tags: list[Text],
        places: list[list[tuple[float, float]]],
        plus: VGroup[Text],
    ) -> None:
        """Let each multiplier go into its vector, the multiples meet, and the sum land."""
        lesson, stage = self.lesson, self.stage
        products = [
            [stage.text(x, *at) for x, at in zip(_listed(term.product), where, strict=True)]
            for term, where in zip(self.part.terms, places, strict=True)
        ]
        flat = [text for vector in products for text in vector]
        size = len(products[0])
        groups = [Group((vectors[k], tags[k // size]), made) for k, made in enumerate(flat)]
        lesson.remove(*vectors, *tags)
        meeting = Meeting(groups)
        lesson.show(meeting, seconds=1.4)
        lesson.remove(meeting.mobject)
        last = places[-1] if self.by_column or self.p == 1 else places[self.p // 2]
        total = [stage.text(x, *at) for x, at in zip(_listed(self.part.value), last, strict=True)]
        if self.p > 1:
            adding = Meeting(
                [
                    Group(tuple(vector[t] for vector in products), made)
                    for t, made in enumerate(total)
                ]
            )
            lesson.show(adding, FadeOut(plus), seconds=1.4)
            lesson.remove(adding.mobject)
        lesson.show(stage.land(total, stage.places(self.part), size), seconds=1.4)


def _listed(vector: Any) -> list[Any]:
    """Return the entries of a matrix of one row or one column."""
    m, n = vector.shape
    return [vector[i, j] for i in range(m) for j in range(n)]
