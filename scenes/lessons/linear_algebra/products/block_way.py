"""Blocks: cut both matrices, and the blocks multiply as entries do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, product

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

LEGIBLE = 32  # below which the products of blocks are better without their factors

Makers = Callable[[int, int], tuple[Text, ...]]
"""Returns what makes an entry of the block, by its row and column in it."""


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
        lesson, stage, sizes = self.lesson, self.stage, self.view.partition
        lesson.beat("beat.block")
        cuts = self._cuts()
        drawn = [Create(cuts)] if len(cuts) else []
        lesson.say("block", *drawn, *stage.dim())
        rest = list(self.view.parts)
        single = max(*sizes.rows, *sizes.inner, *sizes.columns) == 1
        if not single and self._tell():
            rest = rest[1:]
        lesson.say("block.rest")
        sweep(stage, rest)
        stage.complete("block", *([FadeOut(cuts)] if len(cuts) else []))

    def _tell(self) -> bool:
        """Tell the first block, with its factors or without; say if there was room."""
        terms, made = self.part.terms, ["=", self.part.value]
        factors = [part for term in terms for part in ("+", term.left, term.right)]
        level = self._level([*factors[1:], *made], LEGIBLE)
        if level is not None:
            self._show(level, *self._bring(level))
            return True
        products = [part for term in terms for part in ("+", term.product)]
        level = self._level([*products[1:], *made], SMALLEST[TextKind.ENTRY])
        if level is not None and len(terms) > 1:
            self._show(level, *self._make_products(level))
            return True
        return False

    def _level(self, parts: list[object], least: float) -> Level | None:
        """Return a formula in the middle, or None without room for it."""
        stage, middle, theme = self.stage, self.stage.middle, self.lesson.theme
        y = middle.centre[1] - 0.3 * stage.em
        for size in range(int(stage.size), int(least) - 1, -2):
            width = Level(parts, theme, size).width
            if width <= middle.width:
                left = middle.centre[0] - width / 2
                return Level(parts, theme, size, left, replace(stage.A.layout, rows=(y,)))
        return None

    def _show(self, level: Level, texts: list[Text], makers: Makers) -> None:
        """Let the block be made of what stands before it, and go to its place."""
        lesson, stage, part = self.lesson, self.stage, self.part
        (*before, made), (*signs, equals) = level.grids, level.texts
        values = [
            [made.text(r, c, x.value) for c, x in enumerate(row)]
            for r, row in enumerate(made.entries)
        ]
        groups = [
            Group(makers(r, c), text) for r, row in enumerate(values) for c, text in enumerate(row)
        ]
        goal, meeting = VGroup(made.frame, equals), Meeting(groups)
        early = squish_rate_func(smooth, 0, 0.3)
        lesson.show(meeting, FadeIn(goal, rate_func=early), seconds=1.8)
        lesson.remove(meeting.mobject)
        leaving = VGroup(*texts, *(grid.frame for grid in before), *signs, goal)
        flat = [text for row in values for text in row]
        land = stage.land(flat, stage.places(part), len(part.columns))
        lesson.show(land, FadeOut(leaving), seconds=1.4)

    def _bring(self, level: Level) -> tuple[list[Text], Makers]:
        """Let the blocks of A and B come out; return them, and what makes an entry."""
        factors = level.grids[:-1]
        texts, origins = self._coming(factors)
        fly = self.stage.fly(texts, origins, 1)
        self.lesson.show(fly, self._frames(level), seconds=2.2)
        self.lesson.remove(fly.mobject)
        self.lesson.add(*texts)
        return texts, partial(self._makers, factors)

    def _make_products(self, level: Level) -> tuple[list[Text], Makers]:
        """Let the products of blocks be made at once; return them, and what makes an entry."""
        A, B, groups, start = self.stage.A, self.stage.B, list[Group](), 0
        grids = level.grids[:-1]
        for grid, term in zip(grids, self.part.terms, strict=True):
            inner = range(start, start + term.left.shape[1])
            start = inner.stop
            for (r, i), (c, j) in product(enumerate(self.part.rows), enumerate(self.part.columns)):
                pieces = [x for k in inner for x in (A.entry(i, k), B.entry(k, j))]
                groups.append(Group(tuple(pieces), grid.entry(r, c)))
        meeting = Meeting(groups)
        self.lesson.show(meeting, self._frames(level), seconds=2.6)
        self.lesson.remove(meeting.mobject)
        texts = [group.made for group in groups]
        self.lesson.add(*texts)
        return texts, lambda r, c: tuple(grid.entry(r, c) for grid in grids)

    def _frames(self, level: Level) -> FadeIn:
        """Return what shows the brackets and the signs before the last block."""
        frames = VGroup(*(grid.frame for grid in level.grids[:-1]), *level.texts[:-1])
        return FadeIn(frames, rate_func=squish_rate_func(smooth, 0.7, 1))

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
