"""The beats that solve a triangular system, for one right-hand side or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from linalg.elimination.back_substitution import Unknown
from linalg.notation import marked, point
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.equations import known_form, linear_form
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text, region_of
from scenes.parts.elimination.solved_system import SolvedSystem
from scenes.parts.matrices.endings import Ending, column_point
from scenes.parts.matrices.matrix_rooms import FRAMED, LANE_GAP, Needs, lane
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.parts.matrices.null_vector import show_null_vector
from scenes.theme import Role
from scenes.typed_manim import Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup

__all__ = ["BackSubstitution"]

SLOWLY = 2  # so many unknowns of a large system are found one by one


class BackSubstitution:
    """Ux = c is solved from the last row up.

    One solution is written beside the rows, an unknown each; several are the columns of a matrix X
    there.

    Parameters
    ----------
    stage : MatrixStage
    system : SolvedSystem
    along : callable, optional
        Returns what moves when an unknown is found from a row.

    Attributes
    ----------
    results : VGroup
        What has been found.
    X : MatrixGrid
        The solutions of several right-hand sides, once the first is begun.
    """

    X: MatrixGrid

    def __init__(
        self,
        stage: MatrixStage,
        system: SolvedSystem,
        along: Callable[[int], list[Animation]] | None = None,
    ) -> None:
        self.stage, self.lesson, self.system, self.along = stage, stage.lesson, system, along
        self.m, self.n = system.elimination.shape
        self.results = VGroup()

    def needs(self) -> Needs:
        """Return the room for the unknowns, and for a box around them, or for X."""
        system = self.system
        if system.is_several:
            width = self.stage.width_of(*self._formula) + LANE_GAP
            return Needs(labels=width, level=(system.answers,))
        unknowns = system.unknowns(0) if system.solutions else ()
        return Needs(labels=lane(map(self._result, unknowns)), after_labels=FRAMED)

    # The story.

    def play(self) -> None:
        """Solve for every right-hand side, one after the other."""
        self.lesson.add(self.results)
        if self.system.is_several:
            for side in range(len(self.system.solutions)):
                self._play_one_of_several(side)
            return
        if self.system.is_solvable(0):
            self.lesson.beat("beat.back")
            if not self.system.solutions[0].free_columns:
                self.lesson.say("back.start" if self.along is None else "back.turn")
        self._solve(0)

    def _play_one_of_several(self, side: int) -> None:
        box = self._turn_to(side)
        self._solve(side)
        self.stage.settled.remove(box)
        self.lesson.add(box)
        self.lesson.show(FadeOut(box), *self.lesson.formula(), seconds=0.5)

    def _solve(self, side: int) -> None:
        if self.system.is_solvable(side):
            self._substitute(side)
        else:
            self._contradict(side)

    def _turn_to(self, side: int) -> Box:
        """Point at one of several right-hand sides; beside the first X begins."""
        lesson, layout, column = self.lesson, self.stage.layout, self.n + side
        lesson.beat("beat.side", side=side + 1)
        region = layout.cell(0, column).joined(layout.cell(self.m - 1, column))
        box = self.stage.box(region, Role.TARGET)
        frame = VGroup()
        if side == 0:
            level = self.stage.level(*self._formula)
            (self.X,) = level.grids
            frame.add(*level.texts, self.X.frame)
        shown = map(FadeIn, [box, frame] if frame else [box])
        lesson.say("side" if side == 0 else "side.next", *shown, side=side + 1)
        lesson.remove(box)
        self.stage.settled.add(box)
        if frame:
            self._keep(frame)
        lesson.hold()
        return box

    def _substitute(self, side: int) -> None:
        """From the last equation up, one unknown after the other."""
        self._set_free_unknowns(side)
        unknowns = self.system.unknowns(side)
        if self.stage.by_column and side > 0:
            found = [self._found(side, unknown) for unknown in unknowns]
            column = LaggedStart(*map(FadeIn, found), group=VGroup(*found), lag_ratio=0.3)
            self.lesson.change(column, seconds=2.5)
            self._keep(*found)
            return
        slowly = SLOWLY if self.stage.by_column and side == 0 else len(unknowns)
        for unknown in unknowns[:slowly]:
            self._find_unknown(side, unknown)
        if len(unknowns) > slowly:
            self._find_in_a_sweep(side, unknowns[slowly:])

    def _find_in_a_sweep(self, side: int, unknowns: Sequence[Unknown]) -> None:
        """The other unknowns of a large system, row after row."""
        found = [self._found(side, unknown) for unknown in unknowns]
        self.lesson.say("back.rest")
        sweep = LaggedStart(*map(FadeIn, found), group=VGroup(*found), lag_ratio=0.5)
        self.lesson.change(sweep, seconds=3.0)
        self._keep(*found)

    def _set_free_unknowns(self, side: int) -> None:
        """Say once what is free, and that it is 0 in the solution that is looked for."""
        lesson, columns = self.lesson, self.system.solutions[side].free_columns
        if not columns:
            return
        zeros = [self.X.entry(j, side) for j in columns] if self.system.is_several else []
        if side > 0:
            lesson.show(*map(FadeIn, zeros), seconds=0.5)
        else:
            names = [self.system.names[j] for j in columns]
            lesson.say("free", count=len(names), unknowns=_listed(names))
            lesson.hold()
            zero = _listed([(name, "=", 0) for name in names])
            lesson.say("free.zero", *map(FadeIn, zeros), zero=zero)
            lesson.hold()
        self._keep(*zeros)

    def _find_unknown(self, side: int, unknown: Unknown) -> None:
        """One equation gives one unknown."""
        lesson = self.lesson
        row = self.stage.box(self.stage.layout.row(unknown.row), Role.RESULT, padding=0.1)
        if side > 0:
            lesson.show(FadeIn(row), *self._equation(unknown, known=True), seconds=0.7)
            lesson.hold()
        else:
            self._read_equation(unknown, row)
        found = self._found(side, unknown)
        along = self.along(unknown.row) if self.along else []
        if along:
            lesson.change(AnimationGroup(FadeIn(found), *along), seconds=2.4)
        else:
            lesson.change(FadeIn(found), seconds=0.7)
        self._keep(found)
        lesson.show(FadeOut(row), seconds=0.5)

    def _read_equation(self, unknown: Unknown, row: Box) -> None:
        """The equation of a row, then the same with what is known put in."""
        self.lesson.say(
            "back.row" if unknown.terms else "back.alone",
            FadeIn(row),
            *self._equation(unknown),
            row=unknown.row + 1,
            unknown=self.system.names[unknown.column],
        )
        if unknown.terms:
            self.lesson.hold()
            self.lesson.show(*self._equation(unknown, known=True))

    def _contradict(self, side: int) -> None:
        """The equation that contradicts itself, or does so for some values of the symbols."""
        lesson, system = self.lesson, self.system
        if not system.is_several:
            lesson.beat("beat.answer")
        i = system.claim(side)
        key = "none.pivots" if system.elimination.assumptions else "none"
        key = "open" if system.is_open(side) else key
        box = self.stage.box(self.stage.layout.row(i), Role.ELIMINATED, padding=0.1)
        value = self.stage.entry(i, self.n + side)
        decided = not getattr(value, "free_symbols", ())
        sign = "≠" if decided else "="
        shown = lesson.formula(0, sign, value)
        if decided and lesson.formula_place.text is not None:
            text, grid, last = lesson.formula_place.text, self.stage.grid, self.n + side
            lesson.claim("0 ≠ c", text, lambda: _contradicts(grid, i, self.n, last))
        lesson.say(key, FadeIn(box), *shown, row=i + 1, value=value)
        lesson.hold(2.0)
        if system.is_several:
            dashes = [row[side] for row in self.X.entries]
            lesson.show(FadeOut(box), *map(FadeIn, dashes), seconds=0.5)
            self._keep(*dashes)

    # The closing frame.

    def conclude(self) -> None:
        """The answer, or what stands in its way."""
        lesson, system = self.lesson, self.system
        sides = range(len(system.solutions))
        solvable = sum(map(system.is_solvable, sides))
        if any(map(system.is_open, sides)):
            return  # to the answer by cases
        if system.is_several or solvable:
            lesson.beat("beat.answer")
        if solvable == len(sides):
            self._conclude_with_solutions()
            return
        if system.is_several and not system.elimination.assumptions:
            key = "solution.some" if solvable else "solution.nowhere"
            lesson.say(key, solvable=solvable, sides=len(sides))
            lesson.hold(1.5)
        if self.along is not None:
            return  # a picture has shown why
        shape = self.m, self.n
        show_null_vector(self.stage, shape, system.null_vectors, FadeOut(self.results))

    def _conclude_with_solutions(self) -> None:
        """All solutions in one line, or where they stand already."""
        key, ending = self._answer()
        shown, region = self.stage.show_ending(ending)
        in_a_line = self.lesson.formula_place.text is not None
        if region is not None:
            room = self.stage.box_margin(ending) / self.stage.layout.em
            padding = min(0.3, room) if in_a_line else 0.05
            if not in_a_line:
                shown.append(FadeOut(self.results))  # to make room
        elif self.system.is_several:
            region, padding = self.X.layout.inside, 0.05
        else:
            region, padding = region_of(self.results), 0.18
        box = self.stage.box(region, Role.RESULT, padding=padding)
        self.lesson.say(key, *shown, FadeIn(box), particular="x_p")
        self.lesson.hold(2.0)

    def _answer(self) -> tuple[str, Ending]:
        """Return the caption of the answer, and its formula."""
        system, ending = self.system, self.system.ending()
        if ending is not None and system.elimination.assumptions:
            return "family.pivots", ending
        if ending is not None:
            return "family.several" if system.is_several else "family", ending
        if system.is_several:
            return "solution.several", Ending(("A", "X", "=", "B"))
        x = column_point(system.solutions[0].x)
        return "solution", Ending((point(*system.names), "=", marked(x, "result")))

    # Pieces.

    def _equation(self, unknown: Unknown, known: bool = False) -> list[Animation]:
        """Return the formula of the equation, or of what it says with the known values put in."""
        names = self.system.names
        own = (unknown.pivot, names[unknown.column])
        terms = [(term.coefficient, names[term.column]) for term in unknown.terms]
        values = [(term.coefficient, marked(term.value, "result")) for term in unknown.terms]
        left = (*linear_form([own]), *known_form(values)) if known else linear_form([own, *terms])
        return self.lesson.formula(*left, "=", unknown.right_hand_side)

    def _result(self, unknown: Unknown) -> Text:
        value = marked(unknown.value, "result")
        return self.stage.label(self.system.names[unknown.column], "=", value)

    def _found(self, side: int, unknown: Unknown) -> Text:
        """Return an unknown's value in its place."""
        if self.system.is_several:
            return self.X.entry(unknown.column, side)
        return self.stage.beside(self._result(unknown), unknown.row)

    def _keep(self, *parts: VGroup) -> None:
        """Let what was found be part of the results."""
        self.lesson.remove(*parts)
        self.results.add(*parts)

    @property
    def _formula(self) -> tuple[object, ...]:
        return "X", "=", self.system.answers


def _listed(items: Sequence[object]) -> tuple[object, ...]:
    """Return items with commas between them, as one part of a formula."""
    return tuple(part for item in items for part in (",", item))[1:]


def _contradicts(grid: MatrixGrid, i: int, n: int, last: int) -> bool:
    """Tell, from what is drawn, whether a row says that 0 is something else."""
    row = [entry.value for entry in grid.entries[i]]
    return all(value == 0 for value in row[:n]) and row[last] != 0
