"""The base of the lessons on triangular factors: U grows on the right, L keeps the multipliers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import Animation, Create, FadeIn, FadeOut, smooth, squish_rate_func

from linalg import Subtract
from linalg.elimination.step_blocks import taken_away
from linalg.notation import marked, point
from scenes.factor_stage import FactorStage
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.drop import Drop
from scenes.mobjects.matrices.matrix_grid import Rewrite
from scenes.mobjects.matrices.row_card import RowCard
from scenes.mobjects.matrices.staircase import Staircase
from scenes.theme import Role

__all__ = ["FactorLesson", "row_as_point"]


class FactorLesson(FactorStage):
    """A lesson in which L keeps the multipliers while a matrix becomes U."""

    # Row operations: each multiplier drops into L.

    def subtract_row(self, step: Subtract, c: int) -> None:
        super().subtract_row(step, c)
        self.store(step)

    def park(self, card: RowCard, step: Subtract) -> None:
        """Go on at once: the row that will change is in sight."""

    def subtract_entry_by_entry(
        self, step: Subtract, c: int, card: RowCard, line: Underline
    ) -> None:
        """Show the arithmetic of the first row operation in one line, since L is the subject."""
        before, after = self.states[self.done], self.states[self.done + 1]
        sign, size = taken_away(step.multiplier)
        self.show(
            card.animate.at_row(step.target),
            *self.formula(
                *(row_as_point(before, step.target), sign),
                *(marked(size, "multiplier"), "·"),
                *(marked(row_as_point(before, step.source), "source"), "="),
                row_as_point(after, step.target),
            ),
            seconds=1.8,
        )
        self.dissolve(card, step, c, line)

    def dismiss(self, card: RowCard) -> Animation:
        """Let the multiplier stay when its row has been subtracted."""
        self.tag = card.tag
        card.remove(self.tag)
        self.add(self.tag)
        return FadeOut(card)

    def store(self, step: Subtract) -> None:
        """The multiplier drops into L, where it has made a zero."""
        i, j = step.target, step.source
        box = self.box(self.lower_layout.cell(i, j), Role.MULTIPLIER, padding=0.05)
        self.say(
            "store",
            FadeIn(box),
            *self.draw_line(),
            *self.formula(),
            multiplier=marked(step.multiplier, "multiplier"),
            row=i + 1,
            column=j + 1,
        )
        self.keep_line()
        self.change(
            Drop(self.tag, self.lower, i, j, step.multiplier, Role.MULTIPLIER),
            FadeOut(self.tag, rate_func=squish_rate_func(smooth, 0, 0.2)),
            FadeOut(box, rate_func=squish_rate_func(smooth, 0.6, 1)),
            seconds=1.2,
        )

    def draw_line(self) -> list[Animation]:
        """Return what draws the line over the multipliers of L, if it is not there."""
        return [] if self.lower.has_line else [Create(self.lower.line)]

    def keep_line(self) -> None:
        """Let the line be a part of L from now on."""
        if not self.lower.has_line:
            self.remove(self.lower.line)
            self.lower.add(self.lower.line)

    def clear_at_once(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        if self.packed:
            self.grow_stairs(r, c)
            super().clear_at_once(r, c, steps)
            return
        box = self.store_column(r, steps)
        self.say("multiples", source=r + 1)
        self.change_rows(c, steps)
        self.show(FadeOut(box), seconds=0.5)

    def store_column(self, r: int, steps: Sequence[Subtract]) -> Box:
        """All multipliers of a column come into L, in a box, one after the other."""
        column = self.lower_layout.cell(r + 1, r).joined(self.lower_layout.cell(self.m - 1, r))
        box = self.box(column, Role.MULTIPLIER, padding=0.08)
        self.say("store.column", FadeIn(box), *self.draw_line(), column=r + 1)
        self.keep_line()
        values = {(step.target, r): step.multiplier for step in steps}
        roles = dict.fromkeys(values, Role.MULTIPLIER)
        seconds = 1.0 + 0.15 * len(steps)
        self.change(Rewrite(self.lower, values, roles, row_lag=0.5), seconds=seconds)
        return box

    # L and U in one matrix.

    def grow_stairs(self, r: int, c: int) -> None:
        """Let the line between U and the multipliers go on to row r and column c."""
        pivots = self.elimination.pivots[: r + 1]
        stairs = Staircase(self.layout, pivots, c + 1, self.theme, Role.MULTIPLIER)
        if self.stairs is None:
            self.stairs = stairs
            self.show(Create(stairs), seconds=0.5)
        else:
            self.show(self.stairs.animate.become(stairs), seconds=0.5)

    def role_below_pivot(self, value: Any) -> Role:
        """Return what a value below a pivot is when its column is done: a multiplier, or a zero."""
        return Role.MUTED if value == 0 else Role.MULTIPLIER


def row_as_point(matrix: Any, i: int) -> object:
    """Return a row as a point."""
    return point(*(matrix[i, j] for j in range(matrix.shape[1])))
