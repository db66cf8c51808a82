"""Blocks: cut both matrices, and the blocks multiply as entries do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.product_stage import ProductStage
from scenes.lessons.linear_algebra.products.sweep import sweep
from scenes.lessons.linear_algebra.products.widths import Needs
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import Create, FadeIn, FadeOut, Line, VGroup, smooth, squish_rate_func

__all__ = ["BlockWay"]


class BlockWay:
    """Each block of AB is a sum of products of blocks.

    Parameters
    ----------
    stage : ProductStage
    """

    def __init__(self, stage: ProductStage) -> None:
        self.stage, self.lesson = stage, stage.lesson
        self.view = stage.record.views.block
        self.part = self.view.parts[0]

    def needs(self) -> Needs:
        """Return no room: the blocks are written as large as there is room for."""
        return Needs(0.0)

    def play(self) -> None:
        """Tell one block slowly, if there is room, then let all others come in a sweep."""
        lesson, stage = self.lesson, self.stage
        lesson.beat("beat.block")
        cuts, level = self._cuts(), self._level()
        drawn = [Create(cuts)] if len(cuts) else []
        lesson.say("block", *drawn, *stage.dim())
        rest = list(self.view.parts)
        if level is not None and len(cuts):
            self._tell(level)
            rest = rest[1:]
        lesson.say("block.rest")
        sweep(stage, rest)
        stage.complete("block", *([FadeOut(cuts)] if len(cuts) else []))

    def _level(self) -> Level | None:
        """Return the first block as a sum of products, or None without room for it."""
        stage, middle = self.stage, self.stage.middle
        y = middle.centre[1] - 0.3 * stage.em
        beside = replace(stage.A.layout, rows=(y,))
        parts: list[object] = []
        for k, term in enumerate(self.part.terms):
            parts += ["+"] if k else []
            parts += [term.left, term.right]
        parts += ["=", self.part.value]
        for size in range(int(stage.size), int(SMALLEST[TextKind.ENTRY]) - 1, -2):
            width = Level(parts, self.lesson.theme, size).width
            if width <= middle.width:
                left = middle.centre[0] - width / 2
                return Level(parts, self.lesson.theme, size, left, beside)
        return None

    def _tell(self, level: Level) -> None:
        lesson, stage, part = self.lesson, self.stage, self.part
        *factors, made = level.grids
        *signs, equals = level.texts
        texts, origins = self._coming(factors)
        frames = VGroup(*(grid.frame for grid in factors), *signs)
        late = squish_rate_func(smooth, 0.7, 1)
        fly = stage.fly(texts, origins, 1)
        lesson.show(fly, FadeIn(frames, rate_func=late), seconds=2.2)
        lesson.remove(fly.mobject)
        lesson.add(*texts)
        goal = VGroup(made.frame, equals)
        values = [
            [made.text(r, c, x.value) for c, x in enumerate(row)]
            for r, row in enumerate(made.entries)
        ]
        groups = [
            Group(self._makers(factors, r, c), text)
            for r, row in enumerate(values)
            for c, text in enumerate(row)
        ]
        meeting = Meeting(groups)
        early = squish_rate_func(smooth, 0, 0.3)
        lesson.show(meeting, FadeIn(goal, rate_func=early), seconds=1.8)
        lesson.remove(meeting.mobject)
        flat = [text for row in values for text in row]
        leaving = VGroup(*texts, frames, goal)
        land = stage.land(flat, stage.places(part), len(part.columns))
        lesson.show(land, FadeOut(leaving), seconds=1.4)

    def _coming(self, factors: Sequence[MatrixGrid]) -> tuple[list[Text], list[Text]]:
        """Return the entries of the blocks, and those of A and B that they come from."""
        texts: list[Text] = []
        origins: list[Text] = []
        start = 0
        for left, right in zip(factors[::2], factors[1::2], strict=True):
            inner = range(start, start + left.shape[1])
            start = inner.stop
            for grid, source, rows, columns in (
                (left, self.stage.A, self.part.rows, inner),
                (right, self.stage.B, inner, self.part.columns),
            ):
                texts += [text for row in grid.entries for text in row]
                origins += [source.entry(i, j) for i in rows for j in columns]
        return texts, origins

    def _makers(self, factors: Sequence[MatrixGrid], r: int, c: int) -> tuple[Text, ...]:
        """Return what makes an entry of the block: a row of each left, a column of each right."""
        rows = [text for grid in factors[::2] for text in grid.entries[r]]
        columns = [row[c] for grid in factors[1::2] for row in grid.entries]
        return (*rows, *columns)

    def _cuts(self) -> VGroup[Line]:
        """Return the lines between the blocks."""
        sizes, stage = self.view.partition, self.stage
        lines: list[Line] = []
        for grid, down, across in (
            (stage.A, sizes.rows, sizes.inner),
            (stage.B, sizes.inner, sizes.columns),
            (stage.AB, sizes.rows, sizes.columns),
        ):
            layout, box = grid.layout, grid.layout.box
            for i in list(accumulate(down))[:-1]:
                y = (layout.cell(i - 1, 0).bottom + layout.cell(i, 0).top) / 2
                lines.append(self._line((box.left, y), (box.right, y)))
            for j in list(accumulate(across))[:-1]:
                x = (layout.cell(0, j - 1).right + layout.cell(0, j).left) / 2
                lines.append(self._line((x, box.bottom), (x, box.top)))
        return VGroup(*lines)

    def _line(self, start: tuple[float, float], end: tuple[float, float]) -> Line:
        colour = self.lesson.theme[Role.PIVOT]
        return Line((*start, 0), (*end, 0), stroke_color=colour, stroke_width=2.5)
