"""Row operations whose multipliers are kept in L."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linalg import Elimination, Subtract
from linalg.elimination.step_blocks import taken_away
from linalg.notation import marked, point
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.drop import Drop
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.mobjects.matrices.staircase import Staircase
from scenes.mobjects.text import Text
from scenes.parts.elimination.operation_tag import size_in
from scenes.parts.elimination.row_operations import RowOperations
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.matrices.matrix_rooms import Needs
from scenes.theme import Role
from scenes.typed_manim import Animation, Create, FadeIn, FadeOut, smooth, squish_rate_func

__all__ = ["FactorOperations", "row_as_point"]


class FactorOperations:
    """A matrix becomes U, and each multiplier drops into L, where it has made a zero.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination
    """

    def __init__(self, stage: FactorStage, record: Elimination) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.operations = RowOperations(stage.upper, record)

    def needs(self) -> Needs:
        """Return the room for multipliers beside the rows that are moved or changed."""
        return self.operations.needs()

    # Small matrices: a beat is a row.

    def row(self, step: Subtract, c: int, pivot: Box) -> None:
        """One row operation, then its multiplier drops into L."""
        operations, first = self.operations, step is self.operations.subtractions[0]
        if first:
            line = operations.name_multiplier(step, c)
            multiples = operations.bring(step, self.stage.relation.dim(), early=True)
        else:
            grid = self.stage.upper.grid
            line = self.stage.upper.underline(grid.around(step.target, c), Role.ELIMINATED)
            clearing = grid.colour(step.target, c, Role.ELIMINATED)
            multiples = operations.bring(step, FadeIn(line), clearing, self.stage.relation.dim())
        arithmetic = self._arithmetic(step) if first else ()
        operations.meet(multiples, step, c, line, formula=arithmetic)
        operations.complete(multiples, step, c, line, keep_tag=True)
        (tag,) = multiples.tags
        self._store(step, tag, key="store" if first else "store.next")

    def _arithmetic(self, step: Subtract) -> tuple[object, ...]:
        """Return the arithmetic of a row operation in one line, since L is the subject."""
        states, done = self.stage.upper.states, self.stage.upper.done
        before, after = states[done], states[done + 1]
        sign, size = taken_away(step.multiplier)
        return (
            *(row_as_point(before, step.target), sign),
            *(marked(size, "multiplier"), "·"),
            *(marked(row_as_point(before, step.source), "source"), "="),
            row_as_point(after, step.target),
        )

    def _store(self, step: Subtract, tag: Text, key: str) -> None:
        """The multiplier drops into L, where it has made a zero."""
        i, j, lower = step.target, step.source, self.stage.lower
        cell = lower.layout.cell(i, j)
        box = self.stage.upper.box(cell, Role.MULTIPLIER, padding=0.05)
        self.lesson.say(
            key,
            FadeIn(box),
            *self._draw_line(),
            *self.lesson.formula(),
            multiplier=marked(step.multiplier, "multiplier"),
            row=i + 1,
            column=j + 1,
        )
        self._keep_line()
        value = size_in(self.stage.upper, step, tag)
        self.lesson.change(
            Drop(value, lower, i, j, step.multiplier, Role.MULTIPLIER),
            FadeOut(tag, rate_func=squish_rate_func(smooth, 0, 0.2)),
            FadeOut(box, rate_func=squish_rate_func(smooth, 0.6, 1)),
            self.stage.relation.light(),
            seconds=1.2,
        )

    # Large matrices: a beat is a column.

    def column(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """All multipliers of a column go into L first; then the rows change."""
        if self.stage.packed:
            self._grow_stairs(r, c)
            self.operations.column(r, c, steps)
            return
        box = self._store_column(r, steps)
        self.lesson.say("multiples", source=r + 1)
        self.operations.change_rows(c, steps, self.operations.multiples(steps))
        self.lesson.show(FadeOut(box), self.stage.relation.light(), seconds=0.5)

    def _store_column(self, r: int, steps: Sequence[Subtract]) -> Box:
        """All multipliers of a column come into L, in a box, one after the other."""
        lower, m = self.stage.lower, self.record.shape[0]
        column = lower.layout.cell(r + 1, r).joined(lower.layout.cell(m - 1, r))
        box = self.stage.upper.box(column, Role.MULTIPLIER, padding=0.08)
        dim = self.stage.relation.dim()
        self.lesson.say("store.column", FadeIn(box), *self._draw_line(), dim, column=r + 1)
        self._keep_line()
        values = {(step.target, r): step.multiplier for step in steps}
        roles = dict.fromkeys(values, Role.MULTIPLIER)
        seconds = 1.0 + 0.15 * len(steps)
        self.lesson.change(Rewrite(lower, values, roles, row_lag=0.5), seconds=seconds)
        return box

    def _grow_stairs(self, r: int, c: int) -> None:
        """Let the line between U and the multipliers go on to row r and column c."""
        stage, pivots = self.stage, self.record.pivots[: r + 1]
        stairs = Staircase(stage.upper.layout, pivots, c + 1, self.lesson.theme, Role.MULTIPLIER)
        if stage.stairs is None:
            stage.stairs = stairs
            self.lesson.show(Create(stairs), seconds=0.5)
        else:
            self.lesson.show(stage.stairs.animate.become(stairs), seconds=0.5)

    # The line over the multipliers of L.

    def _draw_line(self) -> list[Animation]:
        """Return what draws the line, if it is not there."""
        lower = self.stage.lower
        return [] if lower.has_line else [Create(lower.line)]

    def _keep_line(self) -> None:
        """Let the line be a part of L from now on."""
        lower = self.stage.lower
        if not lower.has_line:
            self.lesson.remove(lower.line)
            lower.add(lower.line)


def row_as_point(matrix: Any, i: int) -> object:
    """Return a row as a point."""
    return point(*(matrix[i, j] for j in range(matrix.shape[1])))
