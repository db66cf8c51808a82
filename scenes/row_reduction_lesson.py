"""The beats that every lesson on row operations shares: pivots, exchanges, subtractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from manim import Animation, FadeIn, FadeOut, VGroup

from linalg import Subtract, Swap
from linalg.elimination.assumptions import Assumption
from linalg.elimination.step_blocks import operation, taken_away
from linalg.notation import marked, over, to_typst
from scenes.ending_by_cases_lesson import EndingByCases
from scenes.endings import null_vector_ending
from scenes.matrix_lesson import LANE_GAP
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.matrix_grid import ExchangeRows, Rewrite
from scenes.mobjects.matrices.row_card import RowCard
from scenes.mobjects.text import Text
from scenes.theme import Role

__all__ = ["RowReduction"]

WIDE = 0.32  # the padding, in ems, of a box that leaves room for an underline


class RowReduction(EndingByCases):
    """A lesson that shows an elimination of A, or of [A b].

    A subclass gives the record as `elimination`, and calls `reduce` in its story.

    Attributes
    ----------
    m, n : int
        The shape of A.
    done : int
        How many steps of the elimination the matrix has seen.
    """

    def setup(self) -> None:
        self.m, self.n = self.elimination.shape
        self.states = self.elimination.states
        self.bar = None if self.elimination.b is None else self.n
        super().setup()
        self.settled = VGroup()  # the boxes around the pivots found so far
        self.notes = VGroup()  # what must not be zero
        self.add(self.settled, self.notes)
        self.done = 0

    def tags(self) -> Iterable[Text]:
        return () if self.by_column else map(self._tag, self._subtractions)

    def labels(self) -> Iterable[Text]:
        return map(self._multiple, self._subtractions) if self.by_column else ()

    def aside(self) -> float:
        conditions = [_condition(assumption) for assumption in self.elimination.assumptions]
        notes = [self.label(*parts, size=self.label_size).width for parts in conditions]
        return max(notes) + LANE_GAP if notes else 0.0

    def entry(self, i: int, j: int) -> Any:
        """Return an entry of the matrix as it is now."""
        return self.states[self.done][i, j]

    @cached_property
    def _subtractions(self) -> list[Subtract]:
        return [step for step in self.elimination.steps if isinstance(step, Subtract)]

    # Columns.

    def reduce(self, count: int | None = None) -> None:
        """Take the columns from left to right, as far as there are rows.

        With a count, only the columns of so many pivots, and those without one before the next.
        """
        pivots = self.elimination.pivots
        count = len(pivots) if count is None else count
        free_from = 0
        for (r, c), steps in zip(pivots[:count], self.elimination.steps_by_pivot, strict=False):
            self.pass_over(self.cleared(free_from, c, r), r)
            self.clear_column(r, c, steps)
            free_from = c + 1
        if count < self.m:
            free_to = pivots[count][1] if count < len(pivots) else self.n
            self.pass_over(self.cleared(free_from, free_to, count), count)

    def cleared(self, start: int, stop: int, r: int) -> list[int]:
        """Return the columns without a pivot in which only zeros are left from row r down."""
        record = self.elimination
        return [
            j
            for j in range(start, stop)
            if j in record.free_columns
            and (record.kind == "float" or all(self.entry(i, j) == 0 for i in range(r, self.m)))
        ]

    def pass_over(self, columns: Iterable[int], r: int) -> None:
        """Columns in which no pivot can be found from row r down."""
        for c in columns:
            self.beat("beat.column", column=c + 1)
            rest = self.layout.cell(r, c).joined(self.layout.cell(self.m - 1, c))
            box = self.box(rest, Role.MUTED)
            key = "pivot.failure" if self.m == self.n else "pivot.none"
            self.say(key, FadeIn(box), column=c + 1)
            self.hold()
            mute = [self.grid.colour(i, c, Role.MUTED) for i in range(r, self.m)]
            self.show(FadeOut(box), *mute, seconds=0.5)

    def clear_column(self, r: int, c: int, steps: Sequence[Any]) -> None:
        """Find the pivot of a column and clear what stands below it."""
        self.beat("beat.column", column=c + 1)
        self.pivot_box = self.box(self.grid.around(r, c), Role.PIVOT)
        if steps and isinstance(steps[0], Swap):
            self.exchange(steps[0], r, c)
            steps = steps[1:]
        else:
            self.name_pivot(r, c, FadeIn(self.pivot_box))
        for assumption in self.elimination.assumptions:
            if (assumption.row, assumption.column) == (r, c):
                self.note(assumption)
        if not steps:
            self.find_nothing_to_clear(r)
        elif self.by_column:
            self.clear_at_once(r, c, steps)
        else:
            self.clear_row_by_row(r, c, steps)
        self.settle(r, c)

    def name_pivot(self, r: int, c: int, *animations: Animation) -> None:
        """Point at a pivot."""
        self.say(
            "pivot.last" if r == self.m - 1 else "pivot",
            *animations,
            self.grid.colour(r, c, Role.PIVOT),
            column=c + 1,
            pivot=self.entry(r, c),
        )
        self.hold()

    def note(self, assumption: Assumption) -> None:
        """Say what must not be zero, and keep it in sight in a corner if there is room."""
        condition = _condition(assumption)
        note = self.in_a_corner(condition, below=self.notes)
        if note is not None:
            self.notes.add(note)
        shown = [] if note is None else [FadeIn(note)]
        self.say("assumption", *shown, condition=condition)
        self.hold()

    def exchange(self, step: Swap, r: int, c: int) -> None:
        """A row from below takes the place of one that has a worse pivot to offer, or none."""
        other = max(step.i, step.j)
        offer = self.underline(self.grid.around(other, c), Role.PIVOT)
        marks, key = (FadeIn(self.pivot_box), FadeIn(offer)), "largest"
        if self.entry(r, c) == 0:
            self.say("zero", marks[0])
            self.hold()
            marks, key = marks[1:], "exchange"
        self.say(key, *marks, row=r + 1, other=other + 1, value=self.entry(other, c))
        self.hold()
        self.show(FadeOut(offer), seconds=0.5)
        self.exchange_rows(r, other)
        around = self.box(self.grid.around(r, c), Role.PIVOT)
        self.name_pivot(r, c, self.pivot_box.animate.become(around))

    def exchange_rows(self, r: int, other: int) -> None:
        """The exchange itself."""
        self.change(ExchangeRows(self.grid, r, other), seconds=2.0)
        self.done += 1

    def find_nothing_to_clear(self, r: int) -> None:
        """Say so, unless nothing could be expected below the last row."""
        if r < self.m - 1:
            self.say("clear")
            self.hold()

    def settle(self, r: int, c: int) -> None:
        """Leave a column: its pivot stays marked, quietly, and its zeros recede."""
        roles = {i: self.role_below_pivot(self.entry(i, c)) for i in range(r + 1, self.m)}
        below = [self.grid.colour(i, c, role) for i, role in roles.items()]
        self.show(self.pivot_box.animate.quieten(), *below, *self.formula(), seconds=0.5)
        self.remove(self.pivot_box)
        self.settled.add(self.pivot_box)

    def role_below_pivot(self, value: Any) -> Role:
        """Return what a value below a pivot is when its column is done: a zero, which recedes."""
        return Role.MUTED

    # Small matrices: a beat is a row, and once it is an entry.

    def clear_row_by_row(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """Subtract a multiple of the pivot row from each row below that needs it."""
        by_target = {step.target: step for step in steps}
        for target in range(r + 1, self.m):
            if target in by_target:
                self.subtract_row(by_target[target], c)
            else:
                self.say("already", target=target + 1)
                self.hold()

    def subtract_row(self, step: Subtract, c: int) -> None:
        """One row operation: its multiplier, the row it takes, the row it makes."""
        line = self.name_multiplier(step, c)
        card = RowCard(self.grid, step.source, self._tag(step), Role.SOURCE)
        self.say_operation(step, FadeIn(card))
        self.park(card, step)
        if step is self._subtractions[0]:
            self.subtract_entry_by_entry(step, c, card, line)
        else:
            self.show(card.animate.at_row(step.target), *self.formula(), seconds=1.8)
            self.dissolve(card, step, c, line)
        self.done += 1
        self.show(FadeOut(line), self.grid.colour(step.target, c, Role.MUTED), seconds=0.5)

    def say_operation(self, step: Subtract, *animations: Animation) -> None:
        """Say what a row operation does; a negative multiple is added."""
        sign, size = taken_away(step.multiplier)
        keys = ("subtract", "subtract.once") if sign == "-" else ("add", "add.once")
        self.say(
            keys[1 if size == 1 else 0],
            *animations,
            multiplier=marked(size, "multiplier"),
            source=step.source + 1,
            target=step.target + 1,
        )

    def park(self, card: RowCard, step: Subtract) -> None:
        """Let the card wait under the matrix, so that the row that it will change is in sight."""
        self.show(card.animate.below(), seconds=1.8)

    def name_multiplier(self, step: Subtract, c: int) -> Underline:
        """Show what the multiplier is made of, and return the line under what it will clear."""
        line = self.underline(self.grid.around(step.target, c), Role.ELIMINATED)
        self.say(
            "multiplier",
            FadeIn(line),
            self.grid.colour(step.target, c, Role.ELIMINATED),
            *self.show_quotient(step, c),
            target=step.target + 1,
            quotient=(self.entry(step.target, c), "÷", self.entry(step.source, c)),
        )
        self.hold(1.5)
        return line

    def show_quotient(self, step: Subtract, c: int) -> list[Animation]:
        """Return what shows the multiplier as the entry divided by the pivot."""
        values = self.entry(step.target, c), self.entry(step.source, c)
        entry, pivot = marked(values[0], "eliminated"), marked(values[1], "pivot")
        in_fractions = any("frac(" in to_typst(value) for value in values)
        quotient = (entry, "÷", pivot) if in_fractions else over(entry, pivot)
        return self.formula(quotient, "=", marked(step.multiplier, "multiplier"))

    def subtract_entry_by_entry(
        self, step: Subtract, c: int, card: RowCard, line: Underline
    ) -> None:
        """Show the arithmetic of the first row operation, once and slowly."""
        self.say("entries", *self.formula())
        box = self.box(self.grid.around(step.target, c), Role.TARGET, WIDE)
        quiet = (self.pivot_box.animate.quieten(), line.animate.quieten())
        self.show(FadeIn(box), *quiet, seconds=0.5)
        for j in range(c, len(self.layout.columns)):
            self.subtract_entry(step, c, j, box, line)
        self.show(self.dismiss(card), FadeOut(box), *self.formula(), seconds=0.5)

    def subtract_entry(self, step: Subtract, c: int, j: int, box: Box, line: Underline) -> None:
        """One entry: what it was, minus the multiple, is what it becomes."""
        place = (step.target, j)
        after = self.states[self.done + 1][place]
        role = Role.ELIMINATED if j == c else Role.FOREGROUND
        entry = Rewrite(self.grid, {place: after}, {place: role})
        sign, size = taken_away(step.multiplier)
        multiple = (sign, marked(size, "multiplier"), "·")
        source = marked(self.entry(step.source, j), "source")
        result = marked(after, "eliminated") if j == c else after
        around = self.grid.around(*place).joined(self.grid.around(*place, entry.new[place]))
        self.show(
            box.animate.become(self.box(around, Role.TARGET, WIDE)),
            *self.formula(self.entry(*place), *multiple, source, "=", result),
            seconds=0.7,
        )
        self.hold()
        self.change(entry, *([self._follow(line, entry, place)] if j == c else []), seconds=1.0)

    def dissolve(self, card: RowCard, step: Subtract, c: int, line: Underline) -> None:
        """Let the row that is subtracted dissolve into the one that it changes."""
        place = (step.target, c)
        row = Rewrite(self.grid, self._changes([step.target]), {place: Role.ELIMINATED})
        self.change(row, self.dismiss(card), self._follow(line, row, place), seconds=1.8)

    def dismiss(self, card: RowCard) -> Animation:
        """Return what takes the card of a row away that has been subtracted."""
        return FadeOut(card)

    def _follow(self, line: Underline, rewrite: Rewrite, place: tuple[int, int]) -> Animation:
        """Keep an underline close to an entry that becomes lower or higher."""
        region = self.grid.around(*place, rewrite.new[place])
        return line.animate.become(self.underline(region, line.role, strong=line.strong))

    # Large matrices: a beat is a column.

    def clear_at_once(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """Show the multiple for each row, then let the rows change one after the other."""
        multiples = VGroup(*(self.beside(self._multiple(step), step.target) for step in steps))
        key = "multiples" if steps[0].target > r else "multiples.above"
        self.say(key, FadeIn(multiples), source=r + 1)
        self.hold()
        self.change_rows(c, steps)
        self.show(FadeOut(multiples), seconds=0.5)

    def change_rows(self, c: int, steps: Sequence[Subtract]) -> None:
        """Let the rows of several steps change one after the other."""
        targets = [step.target for step in steps]
        changes = self._changes(targets, len(steps))
        after = self.states[self.done + len(steps)]
        roles = {(i, c): self.role_below_pivot(after[i, c]) for i in targets}
        seconds = 1.2 + 0.2 * len(steps)
        self.change(Rewrite(self.grid, changes, roles, row_lag=0.5), seconds=seconds)
        self.done += len(steps)

    # A singular matrix.

    def show_null_vector(self, vectors: Sequence[Any]) -> None:
        """Show the first of some vectors x with A x = 0, if there are any and it has room."""
        if not vectors:
            return
        shown, region = self.show_ending(null_vector_ending(vectors[0]))
        if region is not None:
            self.say("singular" if self.m == self.n else "dependent", *shown)
            self.hold(2.0)

    # Pieces.

    def _changes(self, rows: Iterable[int], steps: int = 1) -> dict[tuple[int, int], Any]:
        """Return the entries of some rows that are different after so many more steps."""
        before, after = self.states[self.done], self.states[self.done + steps]
        places = [(i, j) for i in rows for j in range(len(self.layout.columns))]
        return {place: after[place] for place in places if after[place] != before[place]}

    def _tag(self, step: Subtract) -> Text:
        _, size = taken_away(step.multiplier)
        return self.label(marked(size, "multiplier"), "×", size=self.label_size)

    def _multiple(self, step: Subtract) -> Text:
        return self.label(*operation(step), size=self.label_size)


def _condition(assumption: Assumption) -> tuple[object, ...]:
    return assumption.condition.parts
