"""The lesson on elimination: from the equations to a triangular system, and back up to x."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from manim import LEFT, UP, Create, FadeIn, FadeOut, Transform, VGroup

from linalg import Elimination, Solution, Subtract, Swap, eliminate, null_space, solve
from linalg.notation import marked, over, point, to_typst, words
from linalg.record import Record
from scenes.lesson import Lesson
from scenes.lessons.elimination.parameters import EliminationParameters
from scenes.mobjects.equations import EquationSystem, Gather, known_form, linear_form, unknown_names
from scenes.mobjects.grid_layout import GridLayout
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrix_grid import ExchangeRows, MatrixGrid, Rewrite
from scenes.mobjects.row_card import RowCard
from scenes.mobjects.staircase import Staircase
from scenes.mobjects.text import Text, region_of
from scenes.stage import CAPTION, MAIN, DoesNotFitError, Region
from scenes.theme import Role

__all__ = ["EliminationLesson"]

BY_COLUMN_FROM = 5  # from this many rows or columns on, a beat is a column, not an entry
LANE_GAP = 0.45
LABEL_SIZES = (44, 36, 28)  # beside the matrix, never larger than its entries
SOLVED = {"unique": "solution", "family": "family"}
EQUATIONS = Region(MAIN.left, MAIN.right, MAIN.bottom, MAIN.top - 0.9)
TALL = Region(MAIN.left, MAIN.right, CAPTION.top + 0.1, MAIN.top)


class EliminationLesson(Lesson):
    """Eliminate column by column, then solve from the last row up.

    Source: G. Strang, MIT 18.06, lecture 2.
    """

    parameters_class = EliminationParameters

    # The records and the place of everything.

    @cached_property
    def solution(self) -> Solution | None:
        """The solutions of Ax = b, or None without a right-hand side."""
        given = self.parameters
        return None if given.b is None else solve(given.A, given.b)

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of A, or of [A b]."""
        return eliminate(self.parameters.A) if self.solution is None else self.solution.elimination

    def records(self) -> Iterable[Record]:
        return [record for record in (self.elimination, self.solution) if record is not None]

    def setup(self) -> None:
        super().setup()
        m, n = self.elimination.shape
        self.n = n
        self.names = unknown_names(n)
        self.states = list(self.elimination.states)
        self.by_column = max(m, n) >= BY_COLUMN_FROM
        self.layout = self._find_places()
        self.settled = VGroup()  # the boxes around the pivots that are found
        self.done = 0  # steps of the elimination that the matrix has seen

    def _find_places(self) -> GridLayout:
        """Measure everything that will stand beside the matrix, then the matrix itself."""
        for self.label_size in LABEL_SIZES:
            layout = self._place_matrix()
            if layout.size >= self.label_size:
                break
        return layout

    def _place_matrix(self) -> GridLayout:
        right = max((text.width + LANE_GAP for text in self._labels()), default=0.0)
        if not self.by_column:
            left = max((self._tag(s).width + LANE_GAP for s in self._subtractions()), default=0.0)
            for lanes in ((max(left, right),) * 2, (left, right)):
                with suppress(DoesNotFitError):
                    return self._measured(MAIN, lanes, room_below=True)
            self.by_column = True
            return self._place_matrix()
        if not self._ends_with_a_formula:
            self.formula_region = None
            with suppress(DoesNotFitError):
                return self._measured(TALL, (right, right))
            return self._measured(TALL, (0.0, right))
        for lanes in ((right, right), (0.0, right)):
            with suppress(DoesNotFitError):
                return self._measured(MAIN, lanes)
        self.formula_region = None
        return self._measured(TALL, (0.0, right))

    @property
    def _ends_with_a_formula(self) -> bool:
        """Whether there is more to say at the end than stands beside the rows already."""
        return self.elimination.rank < self.n

    def _measured(
        self, region: Region, lanes: tuple[float, float], room_below: bool = False
    ) -> GridLayout:
        return GridLayout.measure(
            self.states,
            region,
            bar=None if self.elimination.c is None else self.n,
            room_below=room_below,
            left_of=lanes[0],
            right_of=lanes[1],
        )

    def _labels(self) -> list[Text]:
        found = [self._result(u.column, u.value) for u in self._unknowns()]
        if self.by_column:
            found += [self._multiple(step) for step in self._subtractions()]
        return found

    def _subtractions(self) -> list[Subtract]:
        return [step for step in self.elimination.steps if isinstance(step, Subtract)]

    def _unknowns(self) -> Sequence[Any]:
        if self.solution is None or self.solution.kind == "none":
            return ()
        return self.elimination.back_substitution()

    # The story.

    def construct(self) -> None:
        self.add(self.settled)
        self.open()
        start = 0
        for (r, c), steps in zip(
            self.elimination.pivots, self.elimination.steps_by_pivot, strict=True
        ):
            self.pass_over(range(start, c), r)
            self.clear_column(r, c, steps)
            start = c + 1
        if len(self.elimination.pivots) < self.elimination.shape[0]:
            self.pass_over(range(start, self.n), len(self.elimination.pivots))
        self.show_triangle()
        self.close()

    def open(self) -> None:
        """The equations, then only their numbers."""
        self.grid = MatrixGrid(self.states[0], self.layout, self.theme)
        system = self._equations()
        self.beat("beat.matrix" if self.solution is None else "beat.system")
        if system is None:
            key = "matrix" if self.solution is None else "matrix.augmented"
            self.say(key, FadeIn(self.grid))
            self.hold()
            return
        m, n = self.elimination.shape
        caption = self.catalogue.caption
        title = self.label(words(self.words("title")), role=Role.MUTED, size=44)
        title.move_to((0, MAIN.top, 0), UP)
        self.say(
            "system",
            FadeIn(title, system),
            equations=caption("equations", count=m),
            unknowns=caption("unknowns", count=n),
        )
        self.hold(1.5)
        self.say("augmented")
        self.change(FadeOut(title, system), Gather(system, self.grid), seconds=2.0)

    def _equations(self) -> EquationSystem | None:
        if self.solution is None or self.by_column:
            return None
        record = self.elimination
        try:
            return EquationSystem(record.A, record.b, self.names, EQUATIONS, self.theme)
        except DoesNotFitError:
            return None

    def pass_over(self, columns: Iterable[int], r: int) -> None:
        """Columns in which no pivot can be found from row r down."""
        for c in columns:
            self.beat("beat.column", column=c + 1)
            rest = self._column_region(r, c)
            box = Box(rest, Role.MUTED, self.theme, padding=self._padding, strong=False)
            self.say("pivot.none", FadeIn(box), column=c + 1)
            self.hold()
            self.show(FadeOut(box), seconds=0.5)

    def clear_column(self, r: int, c: int, steps: Sequence[Any]) -> None:
        """Find the pivot of a column and clear what stands below it."""
        self.beat("beat.column", column=c + 1)
        self.pivot_box = Box(self.grid.around(r, c), Role.PIVOT, self.theme, padding=self._padding)
        if steps and isinstance(steps[0], Swap):
            self.exchange(steps[0], r, c)
            steps = steps[1:]
        else:
            self._name_pivot(r, c, FadeIn(self.pivot_box))
        self._state_assumption(r, c)
        if self.by_column:
            self.clear_at_once(r, c, steps)
        else:
            self.clear_row_by_row(r, c, steps)
        below = range(r + 1, self.elimination.shape[0])
        mute = [self.grid.colour(i, c, Role.MUTED) for i in below]
        self.show(self.pivot_box.animate.quieten(), *mute, *self.formula(), seconds=0.5)
        self.remove(self.pivot_box)
        self.settled.add(self.pivot_box)

    def _name_pivot(self, r: int, c: int, *animations: Any) -> None:
        last = r == self.elimination.shape[0] - 1
        self.say(
            "pivot.last" if last else "pivot",
            *animations,
            self.grid.colour(r, c, Role.PIVOT),
            column=c + 1,
            pivot=self._entry(r, c),
        )
        self.hold()

    def _state_assumption(self, r: int, c: int) -> None:
        """Say what must not be zero, and keep it in sight."""
        for assumption in self.elimination.assumptions:
            if (assumption.row, assumption.column) == (r, c):
                condition = (assumption.expression, "≠", 0)
                self.say("assumption", *self.formula(*condition), condition=condition)
                self.hold()

    def exchange(self, step: Swap, r: int, c: int) -> None:
        """A row from below takes the place of one that has no pivot to offer."""
        other = max(step.i, step.j)
        offer = Underline(self.grid.around(other, c), Role.PIVOT, self.theme)
        largest = self._entry(r, c) != 0
        if not largest:
            self.say("zero", FadeIn(self.pivot_box))
            self.hold()
        self.say(
            "largest" if largest else "exchange",
            *([FadeIn(self.pivot_box)] if largest else []),
            FadeIn(offer),
            row=r + 1,
            other=other + 1,
            value=self._entry(other, c),
        )
        self.hold()
        self.show(FadeOut(offer), seconds=0.5)
        self.show(ExchangeRows(self.grid, r, other), seconds=2.0)
        self.done += 1
        around = Box(self.grid.around(r, c), Role.PIVOT, self.theme, padding=self._padding)
        self.hold()
        self._name_pivot(r, c, Transform(self.pivot_box, around))

    # Small matrices: a beat is a row, and once it is an entry.

    def clear_row_by_row(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """Subtract a multiple of the pivot row from each row below that needs it."""
        below = range(r + 1, self.elimination.shape[0])
        by_target = {step.target: step for step in steps}
        if below and not steps:
            self.say("clear")
            self.hold()
        for target in below if steps else ():
            if target in by_target:
                self.subtract_row(by_target[target], c)
            else:
                self.say("already", target=target + 1)
                self.hold()

    def subtract_row(self, step: Subtract, c: int) -> None:
        """One row operation: its multiplier, the row it takes, the row it makes."""
        line = Underline(self.grid.around(step.target, c), Role.ELIMINATED, self.theme)
        self._name_multiplier(step, c, line)
        tag = self._tag(step)
        card = RowCard(self.grid, step.source, tag, Role.SOURCE)
        key = "subtract.once" if step.multiplier == 1 else "subtract"
        self.say(
            key,
            FadeIn(card),
            multiplier=marked(step.multiplier, "multiplier"),
            source=step.source + 1,
            target=step.target + 1,
        )
        first = self.done == self._first_subtraction
        self.show(card.animate.below(), seconds=1.5)
        if first:
            self.subtract_entry_by_entry(step, c, card, line)
        else:
            self.show(card.animate.at_row(step.target), *self.formula(), seconds=1.5)
            self._finish_row(step, c, card, line)
        self.done += 1
        self.show(FadeOut(line), self.grid.colour(step.target, c, Role.MUTED), seconds=0.5)

    @cached_property
    def _first_subtraction(self) -> int:
        steps = self.elimination.steps
        return next((t for t, step in enumerate(steps) if isinstance(step, Subtract)), -1)

    def _name_multiplier(self, step: Subtract, c: int, line: Underline) -> None:
        entry, pivot = self._entry(step.target, c), self._entry(step.source, c)
        above, below = marked(entry, "eliminated"), marked(pivot, "pivot")
        plain = "frac" not in to_typst((entry, pivot))
        quotient = (over(above, below),) if plain else (above, "/", below)
        self.say(
            "multiplier",
            FadeIn(line),
            self.grid.colour(step.target, c, Role.ELIMINATED),
            *self.formula(*quotient, "=", marked(step.multiplier, "multiplier")),
            target=step.target + 1,
            entry=entry,
            pivot=pivot,
        )
        self.hold(1.5)

    def subtract_entry_by_entry(
        self, step: Subtract, c: int, card: RowCard, line: Underline
    ) -> None:
        """The arithmetic of the first row operation, once and slowly."""
        self.say("entries", *self.formula())
        target = Box(
            self.grid.around(step.target, c), Role.TARGET, self.theme, padding=self._padding
        )
        self.show(
            FadeIn(target), self.pivot_box.animate.quieten(), line.animate.quieten(), seconds=0.5
        )
        for j in range(c, len(self.layout.columns)):
            place = (step.target, j)
            before, source = self._entry(*place), self._entry(step.source, j)
            after = self.states[self.done + 1][step.target, j]
            around = Box(self.grid.around(*place), Role.TARGET, self.theme, padding=self._padding)
            self.show(
                target.animate.become(around),
                *self.formula(
                    before,
                    "-",
                    marked(step.multiplier, "multiplier"),
                    "·",
                    marked(source, "source"),
                    "=",
                    marked(after, "eliminated") if j == c else after,
                ),
                seconds=0.7,
            )
            self.hold()
            role = {place: Role.ELIMINATED} if j == c else {}
            entry = Rewrite(self.grid, {place: after}, role)
            marks = [self._follow(line, entry, *place)] if j == c else []
            self.change(entry, *marks, seconds=1.0)
        self.show(FadeOut(card, target), *self.formula(), seconds=0.5)

    def _finish_row(self, step: Subtract, c: int, card: RowCard, line: Underline) -> None:
        """The row that was subtracted dissolves into the one that it changes."""
        row = Rewrite(self.grid, self._changes([step.target]), {(step.target, c): Role.ELIMINATED})
        self.change(row, FadeOut(card), self._follow(line, row, step.target, c), seconds=1.5)

    def _follow(self, line: Underline, rewrite: Rewrite, i: int, j: int) -> Any:
        """Keep an underline close to an entry that becomes lower or higher."""
        region = self.grid.around(i, j, rewrite.new[i, j])
        return line.animate.become(Underline(region, Role.ELIMINATED, self.theme))

    # Large matrices: a beat is a column.

    def clear_at_once(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        """Show the multiple for each row, then let the rows change one after the other."""
        if not steps:
            if r + 1 < self.elimination.shape[0]:
                self.say("clear")
                self.hold()
            return
        labels = VGroup(*(self._beside(self._multiple(step), step.target) for step in steps))
        self.say("multiples", FadeIn(labels), source=r + 1)
        self.hold()
        targets = [step.target for step in steps]
        self.done += len(steps) - 1
        changes = self._changes(targets)
        roles = {(i, c): Role.MUTED for i in targets}
        self.change(
            Rewrite(self.grid, changes, roles, row_lag=0.5), seconds=1.2 + 0.25 * len(targets)
        )
        self.done += 1
        self.show(FadeOut(labels), seconds=0.5)

    # The end of elimination.

    def show_triangle(self) -> None:
        """What elimination has made of the matrix."""
        if not self.elimination.pivots or self.elimination.shape[0] == 1:
            return
        square = self.elimination.shape[0] == self.elimination.shape[1]
        upper = square and self.elimination.rank == self.n
        self.beat("beat.triangular" if upper else "beat.echelon")
        self.staircase = Staircase(self.layout, self.elimination.pivots, self.n, self.theme)
        self.say("triangular" if upper else "echelon", Create(self.staircase))
        self.hold(1.5)

    def close(self) -> None:
        """Solve, or say what went wrong."""
        if self.solution is None:
            self.close_without_right_hand_side()
        elif self.solution.kind == "none":
            self.close_without_solution()
        else:
            self.back_substitute()
            self.close_with_solution()

    def back_substitute(self) -> None:
        """From the last equation up, one unknown after the other."""
        self.beat("beat.back")
        self.results = VGroup()
        self.add(self.results)
        if self.solution.free_columns:
            free = [self.names[j] for j in self.solution.free_columns]
            self.say("free", count=len(free), unknowns=_listed(free))
            self.hold()
            zero = [(name, "=", 0) for name in free]
            self.say("free.zero", zero=_listed(zero))
        else:
            self.say("back.start")
        for unknown in self._unknowns():
            self.find_unknown(unknown)

    def find_unknown(self, unknown: Any) -> None:
        """One equation gives one unknown."""
        row = Box(
            self.layout.row(unknown.row), Role.RESULT, self.theme, padding=0.5 * self._padding
        )
        if self.by_column:
            self.show(FadeIn(row), seconds=0.5)
        else:
            self._read_equation(unknown, row)
        result = self._beside(self._result(unknown.column, unknown.value), unknown.row)
        self.results.add(result)
        self.change(FadeIn(result), seconds=0.7)
        self.show(FadeOut(row), seconds=0.5)

    def _read_equation(self, unknown: Any, row: Box) -> None:
        own = linear_form([(unknown.pivot, self.names[unknown.column])])
        others = [(t.coefficient, self.names[t.column]) for t in unknown.terms]
        whole = linear_form([(unknown.pivot, self.names[unknown.column]), *others])
        self.say(
            "back.row" if unknown.terms else "back.alone",
            FadeIn(row),
            *self.formula(*whole, "=", unknown.right_hand_side),
            row=unknown.row + 1,
            unknown=self.names[unknown.column],
        )
        self.hold()
        if unknown.terms:
            values = [(t.coefficient, marked(t.value, "result")) for t in unknown.terms]
            self.show(*self.formula(*own, *known_form(values), "=", unknown.right_hand_side))
            self.hold()

    def close_with_solution(self) -> None:
        """The answer, in one line, or where it stands already."""
        self.beat("beat.answer")
        x = [self.solution.x[j, 0] for j in range(self.n)]
        parts: list[object] = [point(*self.names), "=", marked(point(*x), "result")]
        for vector, j in zip(self.solution.null_vectors, self.solution.free_columns, strict=True):
            parts += ["+", self.names[j], point(*vector)]
        shown = self.formula(*parts)
        answer = self.results if self.formula_text is None else self.formula_text
        box = Box(region_of(answer), Role.RESULT, self.theme, padding=0.2)
        self.say(SOLVED[self.solution.kind], *shown, FadeIn(box))
        self.hold(2.0)

    def close_without_solution(self) -> None:
        """The equation that contradicts itself, and why A is to blame."""
        self.beat("beat.answer")
        r = len(self.elimination.pivots)
        rows = range(r, self.elimination.shape[0])
        i = next(i for i in rows if self._entry(i, self.n) != 0)
        box = Box(self.layout.row(i), Role.ELIMINATED, self.theme, padding=0.5 * self._padding)
        value = self._entry(i, self.n)
        self.say("none", FadeIn(box), row=i + 1, value=value)
        self.hold(2.0)
        self._show_null_vectors(self.solution.null_vectors)

    def close_without_right_hand_side(self) -> None:
        """What the pivots say about A alone."""
        self.beat("beat.answer")
        record = self.elimination
        if record.rank == self.n == record.shape[0]:
            self.say("invertible", count=self.n)
            self.hold(2.0)
            return
        self.say("rank", count=record.rank)
        self.hold(1.5)
        self._show_null_vectors(null_space(record.A))

    def _show_null_vectors(self, vectors: Sequence[Any]) -> None:
        if not vectors:
            return
        square = self.elimination.shape[0] == self.n
        equation = ("A", point(*vectors[0]), "=", point(*[0] * self.elimination.shape[0]))
        shown = self.formula(*equation)
        if self.formula_text is not None:
            self.say("singular" if square else "dependent", *shown)
            self.hold(2.0)

    # Pieces.

    @property
    def _padding(self) -> float:
        return 0.2 * self.layout.em

    def _entry(self, i: int, j: int) -> Any:
        return self.states[self.done][i, j]

    def _changes(self, rows: Iterable[int]) -> dict[tuple[int, int], Any]:
        before, after = self.grid.written, self.states[self.done + 1]
        return {
            (i, j): after[i, j]
            for i in rows
            for j in range(len(self.layout.columns))
            if self.grid.text(i, j, after[i, j]).body != before[i][j]
        }

    def _tag(self, step: Subtract) -> Text:
        return self.label(marked(step.multiplier, "multiplier"), "×", size=self.label_size)

    def _multiple(self, step: Subtract) -> Text:
        row = words(self.words("row", i=step.source + 1))
        return self.label(marked(step.multiplier, "multiplier"), "·", row, size=self.label_size)

    def _result(self, column: int, value: Any) -> Text:
        return self.label(self.names[column], "=", marked(value, "result"), size=self.label_size)

    def _beside(self, label: Text, i: int) -> Text:
        return label.stand_at(self.layout.box.right + LANE_GAP, self.layout.rows[i], LEFT)

    def _column_region(self, r: int, c: int) -> Region:
        top, bottom = self.layout.cell(r, c), self.layout.cell(len(self.grid.rows) - 1, c)
        return Region(top.left, top.right, bottom.bottom, top.top)


def _listed(items: Sequence[object]) -> tuple[object, ...]:
    """Return items with commas between them, as one part of a formula."""
    return tuple(part for item in items for part in (",", item))[1:]
