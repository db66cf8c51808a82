"""The end: all five ways beside each other, and what each takes of A and of B."""

from __future__ import annotations

from functools import partial

from linalg.notation import Formula, marked, words
from scenes.lessons.linear_algebra.products.product_stage import ProductStage
from scenes.mobjects.marks import Box
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.parts.matrices.relation import is_product
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, Motion, VGroup

__all__ = ["FiveWays"]

SIZES = (44, 40, 36, 32, 28)
PITCH, SPREAD = 1.6, 2.2  # between two lines, in ems: the least, and at most

WAYS: dict[str, tuple[str, str, str]] = {
    "entry": ("word.row", "word.column", "word.entry"),
    "column": ("A", "word.column", "word.column"),
    "row": ("word.row", "B", "word.row"),
    "block": ("word.blocks", "word.blocks", "word.block"),
    "layer": ("word.column", "word.row", "word.layer"),
}
"""For each way the part of A, the part of B, and what they make."""


class FiveWays:
    """Five lines, each claimed of the matrix that was made its way.

    Parameters
    ----------
    stage : ProductStage
    """

    def __init__(self, stage: ProductStage) -> None:
        self.stage, self.lesson = stage, stage.lesson

    def play(self) -> None:
        """Write line after line, if there is room, and point at what each takes."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.end")
        lines = self._lines()
        boxes = self._boxes("entry")
        (m, n), p = stage.AB.shape, stage.A.shape[1]
        first = [FadeIn(line) for line in lines[:1]]
        lesson.say("end", FadeIn(boxes), *first, count=m * p * n)
        for k, way in enumerate(WAYS):
            if k:
                appears = [FadeIn(lines[k])] if lines else []
                lesson.show(*self._turned(boxes, way), *appears, seconds=1.3)
        lesson.remove(*lines)
        lesson.add(VGroup(*lines))
        frame = stage.box(stage.AB.layout.box, Role.RESULT)
        lesson.say("end.same", FadeOut(boxes), FadeIn(frame))
        lesson.hold()

    # The lines.

    def _lines(self) -> list[Text]:
        """Return a line for each way, as large as there is room for; none where there is none."""
        middle = self.stage.middle
        for size in SIZES:
            em = size * UNITS_PER_POINT
            lines = [self.lesson.label(*self._said(way), size=size) for way in WAYS]
            widest, pitch = max(line.width for line in lines), middle.height / len(lines)
            if widest <= middle.width and pitch >= PITCH * em:
                break
        else:
            return []
        pitch = min(pitch, SPREAD * em)
        top = middle.centre[1] + (len(lines) - 1) / 2 * pitch - 0.3 * em
        left = middle.centre[0] - widest / 2
        for k, (way, line) in enumerate(zip(WAYS, lines, strict=True)):
            line.stand_at(left, top - k * pitch, "left")
            self.lesson.claim(f"AB by {way}", line, partial(self._was_made, way))
        return lines

    def _said(self, way: str) -> tuple[object, ...]:
        left, right, made = (self._named(name) for name in WAYS[way])
        return (
            *(marked(left, "source"), "·", marked(right, "multiplier")),
            *("=", marked(made, "result")),
        )

    def _named(self, name: str) -> Formula | str:
        return words(self.lesson.words(name)) if name.startswith("word.") else name

    def _was_made(self, way: str) -> bool:
        """Tell whether what was drawn in this way is the product of A and B."""
        stage = self.stage
        return is_product([stage.made[way]], [stage.A.values, stage.B.values])

    # The boxes.

    def _boxes(self, way: str) -> VGroup[Box]:
        """Return boxes around what a way takes of A and of B, and around what it makes."""
        stage = self.stage
        A, B, AB = stage.A, stage.B, stage.AB
        regions: dict[str, tuple[Region, Region, Region]] = {
            "entry": (A.layout.row(0), stage.column(B, 0), AB.layout.cell(0, 0)),
            "column": (A.layout.inside, stage.column(B, 0), stage.column(AB, 0)),
            "row": (A.layout.row(0), B.layout.inside, AB.layout.row(0)),
            "block": self._block(),
            "layer": (stage.column(A, 0), B.layout.row(0), AB.layout.inside),
        }
        left, right, made = regions[way]
        return VGroup(
            stage.box(left),
            stage.box(right, Role.MULTIPLIER),
            stage.box(made, Role.RESULT, strong=False),
        )

    def _block(self) -> tuple[Region, Region, Region]:
        """Return the rows of A, the columns of B, and the block of AB that they make."""
        stage = self.stage
        part = stage.record.views.block.parts[0]
        last_row, last_column = part.rows[-1], part.columns[-1]
        return (
            stage.A.layout.row(0).joined(stage.A.layout.row(last_row)),
            stage.column(stage.B, 0).joined(stage.column(stage.B, last_column)),
            stage.AB.layout.cell(0, 0).joined(stage.AB.layout.cell(last_row, last_column)),
        )

    def _turned(self, boxes: VGroup[Box], way: str) -> list[Motion]:
        """Return what turns the boxes into those of another way."""
        pairs = zip(boxes, self._boxes(way), strict=True)
        return [box.animate.become(other) for box, other in pairs]
