"""The beats of Gauss-Jordan elimination: upwards too, then each row divided by its pivot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from linalg import Elimination, Scale, Subtract
from linalg.notation import marked
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.mobjects.text import Text
from scenes.parts.elimination.row_operations import RowOperations
from scenes.parts.matrices.matrix_rooms import Needs, lane
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.theme import Role
from scenes.typed_manim import Animation, AnimationGroup, FadeIn, FadeOut, Motion, VGroup

__all__ = ["GaussJordan"]


class GaussJordan:
    """The steps after U in an elimination of the form ``"reduced"``.

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
    operations : RowOperations
    boxes : list of Box
        Those that stand around the pivots by then.
    along : callable, optional
        Returns what moves with the rows while so many are divided.
    divide : str
        The caption on the division of several rows.
    """

    def __init__(
        self,
        stage: MatrixStage,
        record: Elimination,
        operations: RowOperations,
        boxes: list[Box],
        *,
        along: Callable[[int], list[Animation]] | None = None,
        divide: str = "divide.all",
    ) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.operations, self.boxes = operations, boxes
        self.along, self.divide = along, divide

    def needs(self) -> Needs:
        """Return the room for the divisors beside the rows."""
        return Needs(labels=lane(map(self._divisor, self._divisions)))

    @cached_property
    def _down(self) -> int:
        """The number of steps down to U."""
        return sum(map(len, self.record.steps_by_pivot))

    @cached_property
    def _divisions(self) -> list[Scale]:
        return [step for step in self.record.steps if isinstance(step, Scale)]

    def play(self) -> None:
        """Clear upwards, then divide by the pivots."""
        self._clear_upward()
        self._divide_by_pivots()

    # Upwards.

    def _clear_upward(self) -> None:
        """Clear above each pivot, the last first."""
        after = self.record.steps[self._down :]
        upward = [step for step in after if isinstance(step, Subtract)]
        for k, (r, c) in reversed(list(enumerate(self.record.pivots))):
            steps = [step for step in upward if step.source == r]
            if steps:
                self._clear_above(k, c, steps)

    def _clear_above(self, k: int, c: int, steps: Sequence[Subtract]) -> None:
        """Clear what stands above the pivot number k, in column c."""
        lesson, stage, r = self.lesson, self.stage, steps[0].source
        lesson.beat("beat.above", column=c + 1)
        pivot = self.boxes[k]
        emphasis = pivot.animate.become(stage.box(stage.grid.around(r, c), Role.PIVOT))
        if steps[0] is not self.record.steps[self._down]:
            lesson.show(emphasis, seconds=0.5)
        else:
            lesson.say("above", emphasis, *lesson.formula(), column=c + 1)
        if stage.by_column:
            self.operations.column(r, c, steps[::-1])
        else:
            for step in steps:  # the first as slowly as any, later ones faster
                if stage.done == self._down:
                    self.operations.row(step, c, pivot)
                else:
                    self.operations.row_at_once(step, c)
        lesson.show(pivot.animate.quieten(), *lesson.formula(), seconds=0.5)

    # Divisions.

    def _divide_by_pivots(self) -> None:
        """Make every pivot 1, the rows one after the other."""
        steps, lesson, stage = self._divisions, self.lesson, self.stage
        if not steps:
            return
        lesson.beat("beat.divide")
        labels = VGroup(*(stage.beside(self._divisor(step), step.row) for step in steps))
        columns = dict(self.record.pivots)
        first = steps[0].row
        pivot = stage.entry(first, columns[first])
        key = "divide" if len(steps) == 1 and self.along is None else self.divide
        lesson.say(key, FadeIn(labels), row=first + 1, pivot=pivot)
        places = {step.row: (step.row, columns[step.row]) for step in steps}
        roles = dict.fromkeys(places.values(), Role.PIVOT)
        changes = stage.changes(list(places), len(steps))
        rewrite = Rewrite(stage.grid, changes, roles, row_lag=0.5)
        follow = [self._follow_pivot(rewrite, places[step.row]) for step in steps]
        along = self.along(len(steps)) if self.along else []
        changing = AnimationGroup(rewrite, *along) if along else rewrite
        lesson.change(changing, *follow, seconds=2.0 if along else 1.2 + 0.2 * len(steps))
        stage.done += len(steps)
        lesson.show(FadeOut(labels), seconds=0.5)

    def _follow_pivot(self, rewrite: Rewrite, place: tuple[int, int]) -> Motion:
        """Keep the box of a pivot close around it."""
        around = self.stage.grid.around(*place, rewrite.new[place])
        box = self.boxes[self.record.pivots.index(place)]
        return box.animate.become(self.stage.box(around, Role.PIVOT).quieten())

    def _divisor(self, step: Scale) -> Text:
        pivot: Any = 1 / step.factor
        return self.stage.label("÷", marked(pivot, "multiplier"))
