"""Row operations that clear what stands below a pivot, or above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from linalg import Elimination, Subtract, Swap
from linalg.elimination.step_blocks import operation, taken_away
from linalg.notation import marked, over, to_typst
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.matrix_grid import Rewrite
from scenes.mobjects.matrices.row_card import RowCard
from scenes.mobjects.text import Text
from scenes.parts.matrices.matrix_rooms import Needs, lane
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.theme import Role
from scenes.typed_manim import Animation, FadeIn, FadeOut, Motion, VGroup

__all__ = ["Operation", "RowOperations", "nothing", "role_of_cleared"]

WIDE = 0.32  # the padding, in ems, of a box that leaves room for an underline

Operation = Sequence[Subtract | Swap]
"""Steps that are taken at once: one, or all that clear a column."""


def nothing(_: Operation) -> None:
    """Do nothing before an operation, or after it."""


class RowOperations:
    """Multiples of a row are taken away from others.

    In small matrices a beat is a row, and once it is an entry; in large ones it is a column.

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
    before, after : callable, optional
        Called with the steps that are about to be taken, or have been; before a single one its
        multiplier has been named.
    """

    def __init__(
        self,
        stage: MatrixStage,
        record: Elimination,
        *,
        before: Callable[[Operation], None] = nothing,
        after: Callable[[Operation], None] = nothing,
    ) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.before, self.after = before, after

    def needs(self) -> Needs:
        """Return the room for multipliers beside the rows that are moved or changed."""
        if self.stage.by_column:
            return Needs(labels=lane(map(self.multiple, self.subtractions)))
        return Needs(tags=lane(map(self.tag, self.subtractions)))

    @cached_property
    def subtractions(self) -> list[Subtract]:
        """All steps that take a multiple of a row away."""
        return [step for step in self.record.steps if isinstance(step, Subtract)]

    # Small matrices: a beat is a row, and once it is an entry.

    def row(self, step: Subtract, c: int, pivot: Box) -> None:
        """One row operation: its multiplier, the row it takes, the row it makes."""
        line = self.name_multiplier(step, c)
        self.before((step,))
        card = self.lift_row(step)
        # The card waits under the matrix, so that the row that it will change is in sight.
        self.lesson.show(card.animate.below(), seconds=1.8)
        if step is self.subtractions[0]:
            self._entry_by_entry(step, c, card, line, pivot)
        else:
            self.move_card(card, step)
            self.dissolve(card, step, c, line)
        self.complete(step, c, line)
        self.after((step,))

    def row_at_once(self, step: Subtract, c: int) -> None:
        """The same faster: multiplier and operation in one caption."""
        line = self._line_under(step, c)
        card = self.card(step)
        self.say(
            step,
            FadeIn(line, card),
            self.stage.grid.colour(step.target, c, Role.ELIMINATED),
            *self._quotient(step, c),
        )
        self.move_card(card, step)
        self.dissolve(card, step, c, line)
        self.complete(step, c, line)

    def name_multiplier(self, step: Subtract, c: int) -> Underline:
        """Show what the multiplier is made of, and return the line under what it will clear."""
        entry = self.stage.entry
        line = self._line_under(step, c)
        self.lesson.say(
            "multiplier",
            FadeIn(line),
            self.stage.grid.colour(step.target, c, Role.ELIMINATED),
            *self._quotient(step, c),
            target=step.target + 1,
            quotient=(entry(step.target, c), "÷", entry(step.source, c)),
        )
        self.lesson.hold(1.5)
        return line

    def lift_row(self, step: Subtract) -> RowCard:
        """Say what a row operation does, and return the card of the row that it takes."""
        card = self.card(step)
        self.say(step, FadeIn(card))
        return card

    def say(self, step: Subtract, *animations: Motion) -> None:
        """Say what a row operation does; a negative multiple is added."""
        sign, size = taken_away(step.multiplier)
        keys = ("subtract", "subtract.once") if sign == "-" else ("add", "add.once")
        self.lesson.say(
            keys[1 if size == 1 else 0],
            *animations,
            multiplier=marked(size, "multiplier"),
            source=step.source + 1,
            target=step.target + 1,
        )

    def card(self, step: Subtract) -> RowCard:
        """Return the card of the row that a step takes, with its multiplier."""
        return RowCard(self.stage.grid, step.source, self.tag(step), Role.SOURCE)

    def move_card(self, card: RowCard, step: Subtract) -> None:
        """Move the card to the row that it changes; the formula has been read."""
        self.lesson.show(card.animate.at_row(step.target), *self.lesson.formula(), seconds=1.8)

    def dissolve(self, card: RowCard, step: Subtract, c: int, line: Underline) -> None:
        """Let the row that is subtracted dissolve into the one that it changes."""
        place = (step.target, c)
        changes = self.stage.changes([step.target])
        row = Rewrite(self.stage.grid, changes, {place: Role.ELIMINATED})
        self.lesson.change(row, FadeOut(card), self._follow(line, row, place), seconds=1.8)

    def complete(self, step: Subtract, c: int, line: Underline) -> None:
        """Count the step, and let what it has cleared recede."""
        self.stage.done += 1
        recede = self.stage.grid.colour(step.target, c, Role.MUTED)
        self.lesson.show(FadeOut(line), recede, seconds=0.5)

    def _quotient(self, step: Subtract, c: int) -> list[Animation]:
        """Return what shows the multiplier as the entry divided by the pivot."""
        values = self.stage.entry(step.target, c), self.stage.entry(step.source, c)
        entry, pivot = marked(values[0], "eliminated"), marked(values[1], "pivot")
        in_fractions = any("frac(" in to_typst(value) for value in values)
        quotient = (entry, "÷", pivot) if in_fractions else over(entry, pivot)
        return self.lesson.formula(quotient, "=", marked(step.multiplier, "multiplier"))

    def _entry_by_entry(
        self, step: Subtract, c: int, card: RowCard, line: Underline, pivot: Box
    ) -> None:
        """Show the arithmetic of the first row operation, once and slowly."""
        self.lesson.say("entries", *self.lesson.formula())
        around = self.stage.grid.around(step.target, c)
        box = self.stage.box(around, Role.TARGET, WIDE)
        quiet = (pivot.animate.quieten(), line.animate.quieten())
        self.lesson.show(FadeIn(box), *quiet, seconds=0.5)
        for j in range(c, len(self.stage.layout.columns)):
            self._entry(step, c, j, box, line)
        self.lesson.show(FadeOut(card), FadeOut(box), *self.lesson.formula(), seconds=0.5)

    def _entry(self, step: Subtract, c: int, j: int, box: Box, line: Underline) -> None:
        """One entry: what it was, minus the multiple, is what it becomes."""
        stage, place = self.stage, (step.target, j)
        after = stage.states[stage.done + 1][place]
        role = Role.ELIMINATED if j == c else Role.FOREGROUND
        entry = Rewrite(stage.grid, {place: after}, {place: role})
        sign, size = taken_away(step.multiplier)
        multiple = (sign, marked(size, "multiplier"), "·")
        source = marked(stage.entry(step.source, j), "source")
        result = marked(after, "eliminated") if j == c else after
        around = stage.grid.around(*place).joined(stage.grid.around(*place, entry.new[place]))
        self.lesson.show(
            box.animate.become(stage.box(around, Role.TARGET, WIDE)),
            *self.lesson.formula(stage.entry(*place), *multiple, source, "=", result),
            seconds=0.7,
        )
        self.lesson.hold()
        follow = [self._follow(line, entry, place)] if j == c else []
        self.lesson.change(entry, *follow, seconds=1.0)

    def _line_under(self, step: Subtract, c: int) -> Underline:
        return self.stage.underline(self.stage.grid.around(step.target, c), Role.ELIMINATED)

    def _follow(self, line: Underline, rewrite: Rewrite, place: tuple[int, int]) -> Motion:
        """Keep an underline close to an entry that becomes lower or higher."""
        region = self.stage.grid.around(*place, rewrite.new[place])
        return line.animate.become(self.stage.underline(region, line.role, strong=line.strong))

    # Large matrices: a beat is a column.

    def column(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """Show the multiple for each row, then let the rows change one after the other."""
        self.before(steps)
        labels = [self.stage.beside(self.multiple(step), step.target) for step in steps]
        multiples = VGroup(*labels)
        key = "multiples" if steps[0].target > r else "multiples.above"
        self.lesson.say(key, FadeIn(multiples), source=r + 1)
        self.lesson.hold()
        self.change_rows(c, steps)
        self.lesson.show(FadeOut(multiples), seconds=0.5)
        self.after(steps)

    def change_rows(self, c: int, steps: Sequence[Subtract]) -> None:
        """Let the rows of several steps change one after the other."""
        stage, targets = self.stage, [step.target for step in steps]
        changes = stage.changes(targets, len(steps))
        after = stage.states[stage.done + len(steps)]
        roles = {(i, c): role_of_cleared(after[i, c]) for i in targets}
        rewrite = Rewrite(stage.grid, changes, roles, row_lag=0.5)
        self.lesson.change(rewrite, seconds=1.2 + 0.2 * len(steps))
        stage.done += len(steps)

    # Labels.

    def tag(self, step: Subtract) -> Text:
        """Return the multiplier beside a row that is moved."""
        _, size = taken_away(step.multiplier)
        return self.stage.label(marked(size, "multiplier"), "×")

    def multiple(self, step: Subtract) -> Text:
        """Return the multiple that is taken away from a row, to stand beside it."""
        return self.stage.label(*operation(step))


def role_of_cleared(value: Any) -> Role:
    """Return what stands in a cleared column: zeros, which recede, or multipliers kept there."""
    return Role.MUTED if value == 0 else Role.MULTIPLIER
