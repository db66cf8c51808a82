"""The beats that every lesson on row operations shares: pivots, exchanges, cleared columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from linalg import Elimination, Subtract, Swap
from linalg.elimination.assumptions import Assumption
from linalg.elimination.steps import Step
from linalg.numbers.matrices import is_float
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.exchange import ExchangeRows
from scenes.parts.elimination.row_operations import nothing, role_of_cleared
from scenes.parts.matrices.matrix_rooms import LANE_GAP, Needs
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.theme import Role
from scenes.typed_manim import Animation, AnimationGroup, Create, FadeIn, FadeOut, Motion

__all__ = ["Clearing", "Exchange", "RowReduction"]

Exchange = tuple[Swap]
"""The one step of an exchange, as an operation."""


class Clearing(Protocol):
    """An act that clears what stands below a pivot."""

    def row(self, step: Subtract, c: int, pivot: Box) -> None:
        """Clear an entry of column c, by one row operation."""

    def column(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """Clear column c below row r, by several."""


class RowReduction:
    """The elimination of A, or of [A b], from one pivot to the next.

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
    clearing : Clearing
    before_exchange, after_exchange : callable, optional
        Called with the exchange that is about to be made, or has been.
    along_exchange : callable, optional
        Returns what moves with the rows of an exchange.
    brisk : bool
        Whether pivots after the first are boxed without words, since the film is about more.

    Attributes
    ----------
    boxes : list of Box
        Those around the pivots found so far.
    """

    def __init__(
        self,
        stage: MatrixStage,
        record: Elimination,
        clearing: Clearing,
        *,
        before_exchange: Callable[[Exchange], None] = nothing,
        after_exchange: Callable[[Exchange], None] = nothing,
        along_exchange: Callable[[Swap], list[Animation]] | None = None,
        brisk: bool = False,
    ) -> None:
        self.stage, self.lesson, self.record, self.clearing = stage, stage.lesson, record, clearing
        self.before_exchange, self.after_exchange = before_exchange, after_exchange
        self.along_exchange, self.brisk = along_exchange, brisk
        self.m, self.n = record.shape
        self.boxes: list[Box] = []

    def needs(self) -> Needs:
        """Return the room for what must not be zero."""
        conditions = [_condition(assumption) for assumption in self.record.assumptions]
        notes = [self.stage.label(*parts).width for parts in conditions]
        return Needs(notes=max(notes) + LANE_GAP if notes else 0.0)

    def play(self, count: int | None = None) -> None:
        """Take the columns from left to right, as far as there are rows.

        With a count, only the columns of so many pivots, and those without one before the next.
        """
        pivots = self.record.pivots
        count = len(pivots) if count is None else count
        free_from = 0
        for (r, c), steps in zip(pivots[:count], self.record.steps_by_pivot, strict=False):
            self._pass_over(self._cleared(free_from, c, r), r)
            self._clear(r, c, steps)
            free_from = c + 1
        if count < self.m:
            free_to = pivots[count][1] if count < len(pivots) else self.n
            self._pass_over(self._cleared(free_from, free_to, count), count)

    def _cleared(self, start: int, stop: int, r: int) -> list[int]:
        """Return the columns without a pivot in which only zeros are left from row r down."""
        record, entry = self.record, self.stage.entry
        return [
            j
            for j in range(start, stop)
            if j in record.free_columns
            and (is_float(record.A) or all(entry(i, j) == 0 for i in range(r, self.m)))
        ]

    def _pass_over(self, columns: Iterable[int], r: int) -> None:
        """Columns in which no pivot can be found from row r down."""
        layout, grid = self.stage.layout, self.stage.grid
        for c in columns:
            self.lesson.beat("beat.column", column=c + 1)
            rest = layout.cell(r, c).joined(layout.cell(self.m - 1, c))
            box = self.stage.box(rest, Role.MUTED)
            key = "pivot.failure" if self.m == self.n else "pivot.none"
            self.lesson.say(key, column=c + 1)
            self.lesson.show(Create(box), seconds=2.0)
            mute = [grid.colour(i, c, Role.MUTED) for i in range(r, self.m)]
            self.lesson.show(FadeOut(box), *mute, seconds=0.5)

    def _clear(self, r: int, c: int, steps: Sequence[Step]) -> None:
        """Find the pivot of a column and clear what stands below it."""
        self.lesson.beat("beat.column", column=c + 1)
        pivot = self.stage.box(self.stage.grid.around(r, c), Role.PIVOT)
        if steps and isinstance(steps[0], Swap):
            self._exchange(steps[0], r, c, pivot)
        else:
            self._name_pivot(r, c, pivot)
        for assumption in self.record.assumptions:
            if (assumption.row, assumption.column) == (r, c):
                self._note(assumption)
        subtractions = [step for step in steps if isinstance(step, Subtract)]
        if not subtractions:
            self._find_nothing_to_clear(r)
        elif self.stage.by_column:
            self.clearing.column(r, c, subtractions)
        else:
            self._clear_row_by_row(r, c, subtractions, pivot)
        self._settle(r, c, pivot)

    def _name_pivot(self, r: int, c: int, new: Box | None = None, *animations: Motion) -> None:
        """Point at a pivot; its box is drawn while that is read, if it is new."""
        if self.brisk and r:
            shown = [*animations, *([Create(new)] if new is not None else [])]
            self.lesson.show(*shown, self.stage.grid.colour(r, c, Role.PIVOT), seconds=0.8)
            return
        self.lesson.say(
            "pivot.last" if r == self.m - 1 else "pivot",
            *animations,
            self.stage.grid.colour(r, c, Role.PIVOT),
            column=c + 1,
            pivot=self.stage.entry(r, c),
        )
        if new is not None:
            self.lesson.show(Create(new), seconds=1.2)

    def _note(self, assumption: Assumption) -> None:
        """Say what must not be zero, and keep it in sight if there is room."""
        condition = _condition(assumption)
        self.lesson.say("assumption", *self.stage.note(*condition), condition=condition)
        self.lesson.hold()

    def _exchange(self, step: Swap, r: int, c: int, pivot: Box) -> None:
        """A row from below takes the place of one that has a worse pivot to offer, or none."""
        lesson, stage, other = self.lesson, self.stage, max(step.i, step.j)
        offer = stage.underline(stage.grid.around(other, c), Role.PIVOT)
        marks, key = [FadeIn(pivot), FadeIn(offer)], "largest"
        if stage.entry(r, c) == 0:
            lesson.say("zero.brisk" if self.brisk else "zero", marks.pop(0))
            lesson.hold()
            key = "exchange"
        lesson.say(key, *marks, row=r + 1, other=other + 1, value=stage.entry(other, c))
        lesson.hold()
        lesson.show(FadeOut(offer), seconds=0.5)
        self._exchange_rows(Swap(r, other))
        around = stage.box(stage.grid.around(r, c), Role.PIVOT)
        self._name_pivot(r, c, None, pivot.animate.become(around))

    def _exchange_rows(self, step: Swap) -> None:
        self.before_exchange((step,))
        room = self.stage.room_beside(step.i, step.j)
        exchange = ExchangeRows(self.stage.grid, step.i, step.j, room=room)
        along = self.along_exchange(step) if self.along_exchange else []
        self.lesson.change(AnimationGroup(exchange, *along) if along else exchange, seconds=2.0)
        self.stage.done += 1
        self.after_exchange((step,))

    def _find_nothing_to_clear(self, r: int) -> None:
        """Say so, unless nothing could be expected below the last row."""
        if r < self.m - 1 and not self.brisk:
            self.lesson.say("clear")
            self.lesson.hold()

    def _clear_row_by_row(self, r: int, c: int, steps: Sequence[Subtract], pivot: Box) -> None:
        """Subtract a multiple of the pivot row from each row below that needs it."""
        by_target = {step.target: step for step in steps}
        for target in range(r + 1, self.m):
            if target in by_target:
                self.clearing.row(by_target[target], c, pivot)
            else:
                self._pass_by(target, c)

    def _pass_by(self, target: int, c: int) -> None:
        """A row that has its zero already."""
        around = self.stage.grid.around(target, c)
        line = self.stage.underline(around, Role.ELIMINATED)
        self.lesson.say("already.brisk" if self.brisk else "already", target=target + 1)
        self.lesson.show(Create(line), seconds=1.0)
        self.lesson.finish_reading()
        self.lesson.show(FadeOut(line), seconds=0.5)

    def _settle(self, r: int, c: int, pivot: Box) -> None:
        """Leave a column: its pivot stays marked, quietly, and its zeros recede."""
        values = {i: self.stage.entry(i, c) for i in range(r + 1, self.m)}
        below = [self.stage.grid.colour(i, c, role_of_cleared(x)) for i, x in values.items()]
        self.lesson.show(pivot.animate.quieten(), *below, *self.lesson.formula(), seconds=0.5)
        self.lesson.remove(pivot)
        self.stage.settled.add(pivot)
        self.boxes.append(pivot)


def _condition(assumption: Assumption) -> tuple[object, ...]:
    return assumption.condition.parts
