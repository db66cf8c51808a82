"""The proof of a factorisation: row after row is rebuilt from rows of U, as L says."""

from __future__ import annotations

from contextlib import suppress

from linalg import Elimination
from linalg.notation import Formula, marked, words
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import region_of
from scenes.parts.factors.factor_stage import FactorStage
from scenes.parts.factors.rebuild_lanes import RebuildLanes, Term, terms_of_row
from scenes.parts.matrices.relation import is_same
from scenes.stage import DoesNotFitError
from scenes.theme import Role
from scenes.typed_manim import (
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Motion,
    Transform,
    VGroup,
    smooth,
    squish_rate_func,
)

__all__ = ["RowsRebuilt"]

GHOST = 0.4  # how much is left to be seen of a matrix that is to be rebuilt


class RowsRebuilt:
    """A matrix fades to a ghost, and its rows come back out of U.

    The first row that takes several rows of U is shown slowly, the others in a sweep.

    Parameters
    ----------
    stage : FactorStage
    record : Elimination
    relation : tuple
        What is shown by it, such as A = LU.
    """

    def __init__(self, stage: FactorStage, record: Elimination, *relation: object) -> None:
        self.stage, self.lesson, self.record, self.relation = stage, stage.lesson, record, relation
        self.upper = stage.upper
        self.whole = relation[: relation.index("=")]
        self.m, self.n = record.shape

    def play(self) -> None:
        """Rebuild what stands before L, if it is there; then write the relation."""
        if self.stage.given:
            self._rebuild(self.stage.given[-1])
        self.conclude()

    def _rebuild(self, grid: MatrixGrid) -> None:
        lesson, sign = self.lesson, self.stage.relation
        lanes = None
        with suppress(DoesNotFitError):
            lanes = RebuildLanes(self.stage, self.record)
        self.lines = [self._lines(grid, i) for i in range(self.m)]
        lesson.say("rebuild", sign.dim(), whole=self.whole)
        lesson.show(*self._recede(grid), seconds=2.0)
        lesson.add(VGroup(*self.lines))
        box = self._around_row(0)
        shown, told, swept = False, False, False
        for i in range(self.m):
            terms = terms_of_row(self.record, i)
            line = _late(self.lines[i])
            to_row: Motion = box.animate.become(self._around_row(i)) if shown else FadeIn(box)
            shown = True
            if lanes is None:
                lesson.show(to_row, *self._light(grid, i), line, seconds=1.0)
            elif len(terms) > 1 and not told:
                told = True
                self._slowly(lanes, grid, i, to_row, line)
            else:
                if told and not swept:
                    swept = True
                    lesson.say("recipe.rest")
                lanes.add_all(i, to_row, seconds=1.2)
                lanes.land(grid, i, line, seconds=1.4)
        lesson.show(FadeOut(box), sign.light(), seconds=0.7)

    def _slowly(
        self, lanes: RebuildLanes, grid: MatrixGrid, i: int, to_row: Motion, line: Motion
    ) -> None:
        terms = terms_of_row(self.record, i)
        self.lesson.say("recipe", to_row, **self._values(i, terms))
        for place in range(len(terms)):
            lanes.add(i, place)
        self.lesson.hold()
        lanes.land(grid, i, line, seconds=1.4)
        self.lesson.hold()

    def _values(self, i: int, terms: list[Term]) -> dict[str, object]:
        """Return the values of the captions on a row."""
        recipe: list[object] = []
        for term in terms:
            row = self._row_name(term.k)
            recipe += ["+", marked(term.multiplier, "multiplier"), "·", row]
        return {"row": i + 1, "whole": self.whole, "recipe": tuple(recipe[1:])}

    def _row_name(self, k: int) -> Formula:
        return words(self.lesson.words("recipe.row", row=k + 1))

    def conclude(self) -> None:
        """Write the relation that has been shown."""
        lesson = self.lesson
        shown = lesson.formula(*self.relation)
        formula = lesson.formula_place.text
        key = "check.done" if self.stage.given else "check.kept"
        shown_by = self.upper.grid.frame if formula is None else formula
        lesson.claim("the factors", shown_by, self.stage.holds)
        lesson.say(key, *shown, relation=self.relation)
        if formula is not None:
            box = self.upper.box(region_of(formula), Role.RESULT, 0.3)
            lesson.show(Create(box), seconds=1.2)
        lesson.hold()

    # What stands on the left.

    def _lines(self, grid: MatrixGrid, i: int) -> VGroup[Underline]:
        """Return lines under a row that are not seen yet; they claim that it has been rebuilt."""
        around = [grid.around(i, j) for j in range(self.n)]
        made = [self.upper.underline(region, Role.RESULT, strong=False) for region in around]
        lines = VGroup(*(line.set_stroke(opacity=0) for line in made))
        lower, upper = self.stage.lower, self.upper.grid

        def holds() -> bool:
            return is_same(list(grid.values[i, :]), list(lower.values[i, :] @ upper.values))

        self.lesson.claim(f"row {i + 1} of LU", lines, holds)
        return lines

    def _recede(self, grid: MatrixGrid) -> list[Motion]:
        """Return what leaves a ghost of a matrix."""
        for row in grid.entries:
            for entry in row:
                entry.role = Role.MUTED
        muted = self.lesson.theme[Role.MUTED]
        return [row.animate.set_fill(muted, opacity=GHOST) for row in grid.rows]

    def _light(self, grid: MatrixGrid, i: int) -> list[Motion]:
        """Return what lights a row up again."""
        for entry in grid.entries[i]:
            entry.role = Role.RESULT
        return [grid.rows[i].animate.set_fill(self.lesson.theme[Role.RESULT], opacity=1)]

    def _around_row(self, i: int) -> Box:
        return self.upper.box(self.stage.lower.layout.row(i), Role.SOURCE, padding=0.08)


def _late(lines: VGroup[Underline]) -> Animation:
    """Return what shows lines once what they mark has arrived."""
    shown = lines.copy().set_stroke(opacity=0.75)
    return Transform(lines, shown, rate_func=squish_rate_func(smooth, 0.7, 1))
