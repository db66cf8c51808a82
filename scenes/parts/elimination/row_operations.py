"""Row operations that clear what stands below a pivot, or above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol

from linalg import Elimination, Subtract, Swap
from linalg.elimination.step_blocks import taken_away
from linalg.notation import marked, over, to_typst
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.multiple_row import Arrive, MultipleRows
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.mobjects.text import Text
from scenes.parts.elimination.operation_tag import operation_tag
from scenes.parts.matrices.matrix_rooms import TAG_GAP, Needs, lane
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.theme import Role
from scenes.typed_manim import Animation, AnimationGroup, FadeIn, FadeOut, Motion, VGroup

__all__ = ["Alongside", "Multiples", "Operation", "RowOperations", "nothing", "role_of_cleared"]

WIDE = 0.26  # the padding, in ems, of a box that leaves room for an underline
SLOWLY = 1  # so many entries are shown slowly; the others follow in one sweep
IN_STEPS = 1  # so many row operations, where a film is about more than these
ROW_LAG, COLUMN_LAG = 0.5, 0.25

Operation = Sequence[Subtract | Swap]
"""Steps that are taken at once: one, or all that clear a column."""


class Alongside(Protocol):
    """A picture of the rows, which changes together with them."""

    def announce(self, step: Subtract) -> tuple[str, dict[str, Any]] | None:
        """Return the caption that says what a step will do to it, and its values; or None."""

    def along(self, step: Subtract) -> list[Animation]:
        """Return the motion that goes with a step."""


def nothing(_: Operation) -> None:
    """Do nothing before an operation, or after it."""


class RowOperations:
    """Multiples of a row are added to others: they come out, are multiplied, and meet them.

    In small matrices a beat is a row, and once it is an entry; in large ones it is a column.

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
    before, after : callable, optional
        Called with the steps that are about to be taken, or have been; before a single one its
        multiplier has been named.
    picture : Alongside, optional
        What changes with the rows.
    brisk : bool
        Whether, from the second one on, multiples go straight beside the rows that they meet.
    """

    def __init__(
        self,
        stage: MatrixStage,
        record: Elimination,
        *,
        before: Callable[[Operation], None] = nothing,
        after: Callable[[Operation], None] = nothing,
        picture: Alongside | None = None,
        brisk: bool = False,
    ) -> None:
        self.stage, self.lesson, self.record = stage, stage.lesson, record
        self.before, self.after, self.picture = before, after, picture
        self.brisk = brisk

    def needs(self) -> Needs:
        """Return the room for what is done with a row, beside the rows."""
        room = lane([operation_tag(self.stage, step) for step in self.subtractions])
        guests = self._multiples_of_all
        if self.stage.by_column:
            return Needs(labels=room, guests=guests)
        return Needs(tags=room, guests=guests)

    @cached_property
    def _multiples_of_all(self) -> tuple[Sequence[object], ...]:
        states = zip(self.record.steps, self.record.states, strict=False)
        return tuple(step.added(state) for step, state in states if isinstance(step, Subtract))

    @cached_property
    def subtractions(self) -> list[Subtract]:
        """All steps that take a multiple of a row away."""
        return [step for step in self.record.steps if isinstance(step, Subtract)]

    # Small matrices: a beat is a row, and once it is an entry.

    def row(self, step: Subtract, c: int, pivot: Box) -> None:
        """One row operation: its multiplier, the row it takes, the row it makes."""
        if step is not self.subtractions[0]:
            self.row_at_once(step, c)
            return
        line = self.name_multiplier(step, c)
        self.before((step,))
        multiples = self.bring(step, early=True)
        if self.stage.layout.guest:
            self._entry_by_entry(step, c, multiples, line, pivot)
        else:
            self._announce(step)
            self.meet(multiples, step, c, line)
        self.complete(multiples, step, c, line)
        self.after((step,))

    def row_at_once(self, step: Subtract, c: int) -> None:
        """The same faster: multiplier and operation in one caption."""
        self.before((step,))
        line = self._line_under(step, c)
        clearing = self.stage.grid.colour(step.target, c, Role.ELIMINATED)
        multiples = self.bring(step, FadeIn(line), clearing, *self._quotient(step, c))
        self._announce(step)
        self.meet(multiples, step, c, line)
        self.complete(multiples, step, c, line)
        self.after((step,))

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
        return line

    def bring(self, step: Subtract, *animations: Motion, early: bool = False) -> Multiples:
        """Say what a row operation does; its multiple comes out and goes beside the target.

        It may come out early, while the caption before is read.
        """
        lesson, stage = self.lesson, self.stage
        multiples = self.multiples([step])
        rows, (tag,) = multiples.rows, multiples.tags
        if not stage.layout.guest:
            rows.multiply_at_once()
            self.say(step, FadeIn(self._left_of(tag, step.target)), *animations)
            return multiples
        if early:
            lesson.add(rows)
            lesson.show(rows.come_out(), seconds=1.8)
            self.say(step, *animations)
        elif self._is_swift(step):
            self.say(step, FadeIn(rows), *animations)
            lesson.show(rows.go_beside() or rows.come_out(), seconds=1.2)
        else:
            self.say(step, FadeIn(rows), *animations)
            lesson.show(rows.come_out(), seconds=1.6)
        baseline = rows.baseline
        tag.stand_at(stage.layout.box.left - TAG_GAP, baseline, "right")
        multiply = rows.multiply()
        rows.add(tag)
        shown = [FadeIn(tag)] if multiply is None else [FadeIn(tag), multiply]
        lesson.show(*shown, *lesson.formula(), seconds=0.8 if self._is_swift(step) else 1.6)
        there = rows.go_beside()
        if there is not None:
            lesson.show(there, seconds=1.6)
        return multiples

    def _is_swift(self, step: Subtract) -> bool:
        """Tell whether enough row operations have been shown in all their steps."""
        return self.brisk and step not in self.subtractions[:IN_STEPS]

    def _left_of(self, tag: Text, i: int) -> Text:
        layout = self.stage.layout
        return tag.stand_at(layout.box.left - TAG_GAP, layout.rows[i], "right")

    def multiples(self, steps: Sequence[Subtract]) -> Multiples:
        """Return the multiples of a row that are added to others, with their tags."""
        state, grid = self.record.states[self.stage.done], self.stage.grid
        source = steps[0].source
        first = dict(self.record.pivots)[source] if self.stage.keeps_multipliers else 0
        values = {step.target: step.added(state) for step in steps}
        tags = [operation_tag(self.stage, step) for step in steps]
        return Multiples(MultipleRows(grid, source, values, first), tags)

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

    def _announce(self, step: Subtract, *animations: Motion) -> bool:
        """Say what a step will do to the picture, if there is anything to say."""
        said = self.picture.announce(step) if self.picture else None
        if said is not None:
            self.lesson.say(said[0], *animations, **said[1])
        return said is not None

    def meet(
        self,
        multiples: Multiples,
        step: Subtract,
        c: int,
        line: Underline,
        columns: Sequence[int] | None = None,
        formula: Sequence[object] = (),
    ) -> None:
        """Let the entries of the multiple, or of some columns, meet those of the target."""
        stage, place = self.stage, (step.target, c)
        changes = stage.changes([step.target])
        if columns is not None:
            changes = {(i, j): value for (i, j), value in changes.items() if j in columns}
        row = Rewrite(
            stage.grid, changes, {place: Role.ELIMINATED}, column_lag=COLUMN_LAG, start=0.4
        )
        arrive = Arrive(multiples.rows, columns, column_lag=COLUMN_LAG, remover=True)
        follow = [self._follow(line, row, place)] if place in changes else []
        lesson, picture = self.lesson, self.picture
        along = picture.along(step) if picture else []
        shown = [AnimationGroup(row, arrive, *along), *follow, *lesson.formula(*formula)]
        seconds = 2.0 if self._is_swift(step) else 2.4
        lesson.show(*shown, seconds=3.0 if along and not self._is_swift(step) else seconds)
        multiples.rows.remove(*multiples.tags)
        lesson.add(*multiples.tags)
        lesson.hold()

    def complete(
        self,
        multiples: Multiples,
        step: Subtract,
        c: int,
        line: Underline,
        *,
        keep_tag: bool = False,
    ) -> None:
        """Count the step, and let what it has cleared recede."""
        self.stage.done += 1
        recede = self.stage.grid.colour(step.target, c, Role.MUTED)
        leaving = FadeOut(line) if keep_tag else FadeOut(line, *multiples.tags)
        self.lesson.show(leaving, recede, seconds=0.5)

    def _quotient(self, step: Subtract, c: int) -> list[Animation]:
        """Return what shows the multiplier as the entry divided by the pivot."""
        values = self.stage.entry(step.target, c), self.stage.entry(step.source, c)
        entry, pivot = marked(values[0], "eliminated"), marked(values[1], "pivot")
        in_fractions = any("frac(" in to_typst(value) for value in values)
        quotient = (entry, "÷", pivot) if in_fractions else over(entry, pivot)
        return self.lesson.formula(quotient, "=", marked(step.multiplier, "multiplier"))

    def _entry_by_entry(
        self, step: Subtract, c: int, multiples: Multiples, line: Underline, pivot: Box
    ) -> None:
        """Show the arithmetic of the first row operation slowly, for its first entry."""
        columns = range(c, len(self.stage.layout.columns))
        around = self.stage.grid.around(step.target, c)
        box = self.stage.box(around, Role.TARGET, WIDE)
        quiet = (pivot.animate.quieten(), line.animate.quieten())
        self.lesson.say("entries", *self.lesson.formula(), FadeIn(box), *quiet)
        for j in columns[:SLOWLY]:
            self._entry(step, c, j, multiples, box, line)
        left = [*range(c), *columns[SLOWLY:]]
        if not left:
            self.lesson.show(FadeOut(box, multiples.rows), *self.lesson.formula(), seconds=0.5)
        else:
            leaving = [FadeOut(box), *self.lesson.formula()]
            if not self._announce(step, *leaving):
                self.lesson.say("entries.rest", *leaving)
            self.meet(multiples, step, c, line, left)

    def _entry(
        self, step: Subtract, c: int, j: int, multiples: Multiples, box: Box, line: Underline
    ) -> None:
        """One entry: what it was, minus the multiple, is what it becomes."""
        stage, place = self.stage, (step.target, j)
        after = stage.states[stage.done + 1][place]
        role = Role.ELIMINATED if j == c else Role.FOREGROUND
        entry = Rewrite(stage.grid, {place: after}, {place: role}, start=0.4)
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
        self.lesson.hold(0.6)
        follow = [self._follow(line, entry, place)] if j == c else []
        arrive = Arrive(multiples.rows, [j])
        self.lesson.change(AnimationGroup(entry, arrive), *follow, seconds=1.2)

    def _line_under(self, step: Subtract, c: int) -> Underline:
        return self.stage.underline(self.stage.grid.around(step.target, c), Role.ELIMINATED)

    def _follow(self, line: Underline, rewrite: Rewrite, place: tuple[int, int]) -> Motion:
        """Keep an underline close to an entry that becomes lower or higher."""
        region = self.stage.grid.around(*place, rewrite.new[place])
        return line.animate.become(self.stage.underline(region, line.role, strong=line.strong))

    # Large matrices: a beat is a column.

    def column(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """Multiples of a row come out for all that need one, and meet them one after the other."""
        self.before(steps)
        key = "multiples" if steps[0].target > r else "multiples.above"
        multiples = self.multiples(steps)
        tags = VGroup(*(self.stage.beside(tag, i) for tag, i in multiples.pairs(steps)))
        self.lesson.say(key, FadeIn(tags), source=r + 1)
        self.change_rows(c, steps, multiples)
        self.lesson.show(FadeOut(tags), seconds=0.5)
        self.after(steps)

    def change_rows(self, c: int, steps: Sequence[Subtract], multiples: Multiples) -> None:
        """Let multiples of a row meet several others."""
        lesson, stage, rows = self.lesson, self.stage, multiples.rows
        targets = [step.target for step in steps]
        if stage.layout.guest:
            self._bring_several(rows, len(steps))
        else:
            rows.multiply_at_once()
        changes = stage.changes(targets, len(steps))
        after = stage.states[stage.done + len(steps)]
        roles = {(i, c): role_of_cleared(after[i, c]) for i in targets}
        rewrite = Rewrite(stage.grid, changes, roles, row_lag=ROW_LAG, start=0.4)
        arrive = Arrive(rows, row_lag=ROW_LAG, remover=True)
        lesson.change(AnimationGroup(rewrite, arrive), seconds=1.5 + 0.12 * len(steps))
        stage.done += len(steps)

    def _bring_several(self, rows: MultipleRows, count: int) -> None:
        """Bring multiples beside their rows, then let them be multiplied."""
        lesson, seconds = self.lesson, 1.5 + 0.1 * count
        lesson.add(rows)
        there = rows.go_beside()
        if there is not None:
            lesson.show(there, seconds=seconds)
        multiply = rows.multiply(ROW_LAG)
        if multiply is not None:
            lesson.show(multiply, seconds=seconds)


def role_of_cleared(value: Any) -> Role:
    """Return what stands in a cleared column: zeros, which recede, or multipliers kept there."""
    return Role.MUTED if value == 0 else Role.MULTIPLIER


class Multiples:
    """Multiples on their way, with the tags that say what is done with their rows.

    Attributes
    ----------
    rows : MultipleRows
    tags : list of Text
    """

    def __init__(self, rows: MultipleRows, tags: list[Text]) -> None:
        self.rows, self.tags = rows, tags

    def pairs(self, steps: Sequence[Subtract]) -> Iterator[tuple[Text, int]]:
        """Return each tag with the row that changes."""
        return zip(self.tags, (step.target for step in steps), strict=True)
