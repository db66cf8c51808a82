"""The beats that solve a triangular system, for one right-hand side or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from manim import Animation, FadeIn, FadeOut, LaggedStart, VGroup

from linalg import Solution, solve
from linalg.back_substitution import Unknown
from linalg.cases import Case
from linalg.notation import marked, point, words
from linalg.notation.unknowns import unknown_names
from linalg.record import Record
from scenes.endings import Ending, column_point, null_vector_ending
from scenes.matrix_lesson import FRAMED, LANE_GAP
from scenes.mobjects.equations import known_form, linear_form
from scenes.mobjects.grid_layout import GridLayout
from scenes.mobjects.level import Level
from scenes.mobjects.marks import Box
from scenes.mobjects.text import Text, region_of
from scenes.row_reduction import RowReduction
from scenes.stage import Region
from scenes.theme import Role

__all__ = ["BackSubstitution"]


_SOLVED = ("unique", "family")


@dataclass(frozen=True)
class _Answers:
    """X, a column for each right-hand side, with dashes where there is no solution."""

    solutions: Sequence[Solution]
    shape: tuple[int, int]

    def __getitem__(self, place: tuple[int, int]) -> object:
        i, j = place
        solution = self.solutions[j]
        return solution.x[i, 0] if solution.kind in _SOLVED else words("–")


class BackSubstitution(RowReduction):
    """A lesson that solves Ux = c from the last row up.

    One solution is written beside the rows, an unknown each; several are the columns of a matrix X
    there.

    Attributes
    ----------
    solutions : tuple of Solution
        One for each right-hand side.
    results : VGroup
        What has been found.
    """

    @cached_property
    def solutions(self) -> tuple[Solution, ...]:
        A, b = self.elimination.A, self.elimination.b
        return () if b is None else tuple(solve(A, b[:, j : j + 1]) for j in range(b.shape[1]))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the unknowns are called."""
        record = self.elimination
        return unknown_names(record.shape[1], record.A, record.b)

    def is_solvable(self, side: int) -> bool:
        """Whether a right-hand side has a solution, as long as the pivots are not zero."""
        return self.solutions[side].kind in _SOLVED

    def claim(self, side: int) -> int:
        """Return a row that says 0 = something else, one of numbers if there is one."""
        rows = range(self.elimination.rank, self.m)
        claims = [i for i in rows if self.states[-1][i, self.n + side] != 0]
        return next((i for i in claims if not self._symbols(i, side)), claims[0])

    def is_open(self, side: int) -> bool:
        """Whether it is for the symbols to decide if a right-hand side has a solution."""
        return not self.is_solvable(side) and self._symbols(self.claim(side), side)

    def _symbols(self, i: int, side: int) -> bool:
        return bool(getattr(self.states[-1][i, self.n + side], "free_symbols", ()))

    @property
    def is_several(self) -> bool:
        """Whether there are several right-hand sides."""
        return len(self.solutions) > 1

    def records(self) -> Iterable[Record]:
        return [self.elimination, *self.solutions]

    def unknowns(self, side: int) -> Sequence[Unknown]:
        """How each unknown is found for a right-hand side, the last first."""
        if not self.is_solvable(side):
            return ()
        return self.elimination.back_substitution(side)

    # What will stand beside the rows.

    def labels(self) -> Iterable[Text]:
        yield from super().labels()
        if len(self.solutions) == 1:
            yield from map(self._result, self.unknowns(0))

    def lanes_needed(self) -> tuple[float, float]:
        left, right = super().lanes_needed()
        if self.is_several:
            return left, max(right, self._answers().width + LANE_GAP)
        return left, right + FRAMED

    def level(self) -> Iterable[Any]:
        yield from super().level()
        if self.is_several:
            yield self._X

    def ending(self) -> Ending | None:
        vectors = self.solutions[0].null_vectors if self.solutions else ()
        if not vectors:
            return None
        if not all(map(self.is_solvable, range(len(self.solutions)))):
            return null_vector_ending(vectors[0])
        x = self.solutions[0].x
        names = [self.names[j] for j in self.solutions[0].free_columns]
        pairs = list(zip(names, vectors, strict=True))
        points = self._multiples(self.solutions[0])
        if self.is_several:
            return Ending(("x", "=", "x_p", *points))
        columns = [part for name, v in pairs for part in ("+", name, v)]
        start = (point(*self.names), "=", marked(column_point(x), "result"))
        return Ending((*start, *points), ("x", "=", x, *columns))

    def solution_of(self, case: Case) -> tuple[object, ...]:
        if self.is_several:
            return ()
        return (point(*self.names), "=", column_point(case.x), *self._multiples(case))

    def _multiples(self, solved: Solution | Case) -> list[object]:
        """Return the parts of all multiples of the null vectors, each with its free unknown."""
        pairs = zip(solved.free_columns, solved.null_vectors, strict=True)
        return [part for j, v in pairs for part in ("+", self.names[j], "·", column_point(v))]

    # The story.

    def solve(self) -> None:
        """Every right-hand side, one after the other."""
        self.results = VGroup()
        self.add(self.results)
        for side, solution in enumerate(self.solutions):
            if self.is_several:
                self.turn_to(side)
            elif self.is_solvable(side):
                self.beat("beat.back")
                if not solution.free_columns:
                    self.say("back.start")
                    self.hold()
            if self.is_solvable(side):
                self.back_substitute(side)
            else:
                self.contradict(side)
            if self.is_several:
                self.settled.remove(self.side_box)
                self.add(self.side_box)
                self.show(FadeOut(self.side_box), *self.formula(), seconds=0.5)

    def turn_to(self, side: int) -> None:
        """Point at one of several right-hand sides; beside the first X begins."""
        self.beat("beat.side", side=side + 1)
        column = self.n + side
        region = self.layout.cell(0, column).joined(self.layout.cell(self.m - 1, column))
        self.side_box = self.box(region, Role.TARGET)
        shown = [FadeIn(self.side_box)]
        if side == 0:
            self.X = self._answers(self.layout)
            (self.X_grid,) = self.X.grids
            frame = VGroup(*self.X.texts, self.X_grid.frame)
            shown.append(FadeIn(frame))
        self.say("side" if side == 0 else "side.next", *shown, side=side + 1)
        self.remove(self.side_box)
        self.settled.add(self.side_box)
        if side == 0:
            self.remove(frame)
            self.results.add(frame)
        self.hold()

    def back_substitute(self, side: int) -> None:
        """From the last equation up, one unknown after the other."""
        self.set_free_unknowns(side)
        if self.by_column and side > 0:
            unknowns = self.unknowns(side)
            found = [self._found(side, unknown) for unknown in unknowns]
            column = LaggedStart(*map(FadeIn, found), group=VGroup(*found), lag_ratio=0.3)
            self.change(column, seconds=2.5)
            self._keep(*found)
            return
        for unknown in self.unknowns(side):
            self.find_unknown(side, unknown)

    def set_free_unknowns(self, side: int) -> None:
        """Say once what is free, and that it is 0 in the solution that is looked for."""
        columns = self.solutions[side].free_columns
        if not columns:
            return
        zeros = [self.X_grid.entry(j, side) for j in columns] if self.is_several else []
        if side > 0:
            self.show(*map(FadeIn, zeros), seconds=0.5)
        else:
            names = [self.names[j] for j in columns]
            self.say("free", count=len(names), unknowns=_listed(names))
            self.hold()
            zero = _listed([(name, "=", 0) for name in names])
            self.say("free.zero", *map(FadeIn, zeros), zero=zero)
            self.hold()
        self._keep(*zeros)

    def find_unknown(self, side: int, unknown: Unknown) -> None:
        """One equation gives one unknown."""
        row = self.box(self.layout.row(unknown.row), Role.RESULT, padding=0.1)
        if self.by_column:
            self.show(FadeIn(row), seconds=0.5)
        elif side > 0:
            self.show(FadeIn(row), *self._equation(unknown, known=True), seconds=0.7)
            self.hold()
        else:
            self.read_equation(unknown, row)
        found = self._found(side, unknown)
        self.change(FadeIn(found), seconds=0.7)
        self._keep(found)
        self.show(FadeOut(row), seconds=0.5)

    def read_equation(self, unknown: Unknown, row: Box) -> None:
        """The equation of a row, then the same with what is known put in."""
        self.say(
            "back.row" if unknown.terms else "back.alone",
            FadeIn(row),
            *self._equation(unknown),
            row=unknown.row + 1,
            unknown=self.names[unknown.column],
        )
        self.hold()
        if unknown.terms:
            self.show(*self._equation(unknown, known=True))
            self.hold()

    def contradict(self, side: int) -> None:
        """The equation that contradicts itself, or does so for some values of the symbols."""
        if not self.is_several:
            self.beat("beat.answer")
        column = self.n + side
        i = self.claim(side)
        key = "none.pivots" if self.elimination.assumptions else "none"
        key = "open" if self.is_open(side) else key
        box = self.box(self.layout.row(i), Role.ELIMINATED, padding=0.1)
        value = self.entry(i, column)
        self.say(key, FadeIn(box), *self.formula(0, "=", value), row=i + 1, value=value)
        self.hold(2.0)
        if self.is_several:
            dashes = [row[side] for row in self.X_grid.entries]
            self.show(FadeOut(box), *map(FadeIn, dashes), seconds=0.5)
            self._keep(*dashes)

    # The closing frame.

    def close(self) -> None:
        """The answer, or what stands in its way."""
        sides = range(len(self.solutions))
        solvable = sum(map(self.is_solvable, sides))
        if any(map(self.is_open, sides)):
            return  # to the answer by cases
        if self.is_several or solvable:
            self.beat("beat.answer")
        if solvable == len(self.solutions):
            self.close_with_solutions()
            return
        if self.is_several and not self.elimination.assumptions:
            key = "solution.some" if solvable else "solution.nowhere"
            self.say(key, solvable=solvable, sides=len(self.solutions))
            self.hold(1.5)
        self.show_null_vector(self.solutions[0].null_vectors)

    def close_with_solutions(self) -> None:
        """All solutions in one line, or where they stand already."""
        ending = self.ending()
        key = "solution" if ending is None else "family"
        if ending is None and self.is_several:
            key, ending = "solution.several", Ending(("A", "X", "=", "B"))
        elif ending is None:
            x = column_point(self.solutions[0].x)
            ending = Ending((point(*self.names), "=", marked(x, "result")))
        elif self.is_several:
            key = "family.several"
        if key in ("family", "family.several") and self.elimination.assumptions:
            key = "family.pivots"
        shown, region = self.show_ending(ending)
        if region is not None:
            room = self.box_margin(ending) / self.layout.em
            padding = 0.05 if self.formula_text is None else min(0.3, room)
            box = self.box(region, Role.RESULT, padding=padding)
        elif self.is_several:
            box = self.box(self.X_grid.layout.inside, Role.RESULT, padding=0.05)
        else:
            box = self.box(region_of(self.results), Role.RESULT, padding=0.18)
        self.say(key, *shown, FadeIn(box), particular="x_p")
        self.hold(2.0)

    def show_ending(self, ending: Ending) -> tuple[list[Animation], Region | None]:
        shown, region = super().show_ending(ending)
        if self.solutions and self.formula_text is None and region is not None:
            shown.append(FadeOut(self.results))  # to make room
        return shown, region

    # Pieces.

    def _equation(self, unknown: Unknown, known: bool = False) -> list[Animation]:
        """Return the formula of the equation, or of what it says with the known values put in."""
        own = (unknown.pivot, self.names[unknown.column])
        terms = [(term.coefficient, self.names[term.column]) for term in unknown.terms]
        values = [(term.coefficient, marked(term.value, "result")) for term in unknown.terms]
        left = (*linear_form([own]), *known_form(values)) if known else linear_form([own, *terms])
        return self.formula(*left, "=", unknown.right_hand_side)

    def _result(self, unknown: Unknown) -> Text:
        value = marked(unknown.value, "result")
        return self.label(self.names[unknown.column], "=", value, size=self.label_size)

    def _found(self, side: int, unknown: Unknown) -> Text:
        """Return an unknown's value in its place."""
        if self.is_several:
            return self.X_grid.entry(unknown.column, side)
        return self.beside(self._result(unknown), unknown.row)

    def _keep(self, *texts: Text) -> None:
        """Let what was found be part of the results."""
        self.remove(*texts)
        self.results.add(*texts)

    @property
    def _X(self) -> _Answers:
        return _Answers(self.solutions, (self.elimination.shape[1], len(self.solutions)))

    def _answers(self, beside: GridLayout | None = None) -> Level:
        """Return X = …, a column for each right-hand side."""
        left = 0.0 if beside is None else beside.box.right + LANE_GAP
        return Level(("X", "=", self._X), self.theme, self.label_size, left, beside)


def _listed(items: Sequence[object]) -> tuple[object, ...]:
    """Return items with commas between them, as one part of a formula."""
    return tuple(part for item in items for part in (",", item))[1:]
