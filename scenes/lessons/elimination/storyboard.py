"""The lesson on elimination: from the equations to a triangular system, and back up to x."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from manim import UP, Create, FadeIn, FadeOut, VGroup

from linalg import Elimination, Solution, eliminate, null_space, solve
from linalg.back_substitution import Unknown
from linalg.notation import marked, point, words
from linalg.record import Record
from scenes.lessons.elimination.parameters import EliminationParameters
from scenes.mobjects.equations import (
    EquationSystem,
    Gather,
    known_form,
    linear_form,
    unknown_names,
)
from scenes.mobjects.staircase import Staircase
from scenes.mobjects.text import Text, region_of
from scenes.row_reduction import RowReduction
from scenes.stage import MAIN, DoesNotFitError, Region
from scenes.theme import Role

__all__ = ["EliminationLesson"]

TITLE_HEIGHT = 0.9
QUAD = words("\u2003")  # between two formulas on a line
EQUATIONS = Region(MAIN.left, MAIN.right, MAIN.bottom, MAIN.top - TITLE_HEIGHT)


class EliminationLesson(RowReduction):
    """Eliminate column by column, then solve from the last row up.

    Source: G. Strang, MIT 18.06, lecture 2.
    """

    parameters_class = EliminationParameters

    @cached_property
    def solution(self) -> Solution | None:
        """The solutions of Ax = b, or None without a right-hand side."""
        given = self.parameters
        return None if given.b is None else solve(given.A, given.b)

    @cached_property
    def elimination(self) -> Elimination:
        """The elimination of A, or of [A b]."""
        return eliminate(self.parameters.A) if self.solution is None else self.solution.elimination

    @cached_property
    def unknowns(self) -> Sequence[Unknown]:
        """How each unknown was found, the last first; empty if nothing was solved."""
        if self.solution is None or self.solution.kind == "none":
            return ()
        return self.elimination.back_substitution()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the unknowns are called."""
        return unknown_names(self.elimination.shape[1])

    def records(self) -> Iterable[Record]:
        return [record for record in (self.elimination, self.solution) if record is not None]

    def labels(self) -> Iterable[Text]:
        return chain(super().labels(), map(self._result, self.unknowns))

    @property
    def needs_formula(self) -> bool:
        return self.elimination.rank < self.elimination.shape[1]

    def construct(self) -> None:
        self.open()
        self.reduce()
        if self.elimination.pivots and self.m > 1:
            self.show_staircase()
        if self.solution is None:
            self.close_with_pivots()
        elif self.solution.kind == "none":
            self.close_with_contradiction()
        else:
            self.back_substitute()
            self.close_with_solution()

    # The opening.

    def open(self) -> None:
        """The equations, then only their numbers; a large matrix is shown at once."""
        self.beat("beat.matrix" if self.solution is None else "beat.system")
        system = self._equations()
        if system is not None:
            self.gather(system)
            return
        self.say("matrix" if self.solution is None else "matrix.augmented", FadeIn(self.grid))
        self.hold()

    def gather(self, system: EquationSystem) -> None:
        """The coefficients of the equations become the entries of [A b]."""
        title = self.label(words(self.words("title")), role=Role.MUTED, size=44)
        title.move_to((0, MAIN.top, 0), UP)
        caption = self.catalogue.caption
        self.say(
            "system",
            FadeIn(title, system),
            equations=caption("equations", count=self.m),
            unknowns=caption("unknowns", count=self.n),
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

    # The end of elimination.

    def show_staircase(self) -> None:
        """What elimination has made of the matrix."""
        triangular = self.m == self.n == self.elimination.rank
        self.beat("beat.triangular" if triangular else "beat.echelon")
        staircase = Staircase(self.layout, self.elimination.pivots, self.n, self.theme)
        self.say("triangular" if triangular else "echelon", Create(staircase))
        self.hold(1.5)

    # Back substitution.

    def back_substitute(self) -> None:
        """From the last equation up, one unknown after the other."""
        self.beat("beat.back")
        self.results = VGroup()
        self.add(self.results)
        free = [self.names[j] for j in self.solution.free_columns]
        if free:
            self.say("free", count=len(free), unknowns=_listed(free))
            self.hold()
            self.say("free.zero", zero=_listed([(name, "=", 0) for name in free]))
        else:
            self.say("back.start")
        self.hold()
        for unknown in self.unknowns:
            self.find_unknown(unknown)

    def find_unknown(self, unknown: Unknown) -> None:
        """One equation gives one unknown."""
        row = self.box(self.layout.row(unknown.row), Role.RESULT, padding=0.1)
        if self.by_column:
            self.show(FadeIn(row), seconds=0.5)
        else:
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
        result = self.beside(self._result(unknown), unknown.row)
        self.results.add(result)
        self.change(FadeIn(result), seconds=0.7)
        self.show(FadeOut(row), seconds=0.5)

    def _equation(self, unknown: Unknown, known: bool = False) -> list[Any]:
        """Return the formula of the equation, or of what it says with the known values put in."""
        own = (unknown.pivot, self.names[unknown.column])
        terms = [(term.coefficient, self.names[term.column]) for term in unknown.terms]
        values = [(term.coefficient, marked(term.value, "result")) for term in unknown.terms]
        left = (*linear_form([own]), *known_form(values)) if known else linear_form([own, *terms])
        return self.formula(*left, "=", unknown.right_hand_side)

    def _result(self, unknown: Unknown) -> Text:
        value = marked(unknown.value, "result")
        return self.label(self.names[unknown.column], "=", value, size=self.label_size)

    # The closing frame.

    def close_with_solution(self) -> None:
        """The answer, in one line, or where it stands already."""
        self.beat("beat.answer")
        x = [self.solution.x[j, 0] for j in range(self.n)]
        parts: list[object] = [point(*self.names), "=", marked(point(*x), "result")]
        for vector, j in zip(self.solution.null_vectors, self.solution.free_columns, strict=True):
            parts += ["+", self.names[j], "·", point(*vector)]
        shown = self.formula(*parts)
        if self.formula_text is None:
            box = self.box(region_of(self.results), Role.RESULT, padding=0.18)
        else:
            box = self.box(region_of(self.formula_text), Role.RESULT, padding=0.3)
        key = "solution" if self.solution.kind == "unique" else "family"
        self.say(key, *shown, FadeIn(box))
        self.hold(2.0)

    def close_with_contradiction(self) -> None:
        """The equation that contradicts itself, and why A is to blame."""
        self.beat("beat.answer")
        i = next(i for i in range(self.elimination.rank, self.m) if self.entry(i, self.n) != 0)
        box = self.box(self.layout.row(i), Role.ELIMINATED, padding=0.1)
        value = self.entry(i, self.n)
        self.say("none", FadeIn(box), *self.formula(0, "=", value), row=i + 1, value=value)
        self.hold(2.0)
        self._show_null_vector(self.solution.null_vectors)

    def close_with_pivots(self) -> None:
        """What the pivots say about A alone."""
        self.beat("beat.answer")
        rank = self.elimination.rank
        self.say("invertible" if rank == self.m == self.n else "rank", count=rank)
        self.hold(2.0)
        self._show_null_vector(null_space(self.elimination.A))

    def _show_null_vector(self, vectors: Sequence[Any]) -> None:
        if not vectors:
            return
        shown = self.formula("x", "=", point(*vectors[0]), ",", QUAD, "A", "x", "=", 0)
        if self.formula_text is not None:
            self.say("singular" if self.m == self.n else "dependent", *shown)
            self.hold(2.0)


def _listed(items: Sequence[object]) -> tuple[object, ...]:
    """Return items with commas between them, as one part of a formula."""
    return tuple(part for item in items for part in (",", item))[1:]
