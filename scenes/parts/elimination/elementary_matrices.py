"""Row operations as matrices: each stands to the left of the matrix that it acts on."""

from __future__ import annotations

from functools import reduce
from operator import matmul
from typing import Any

from linalg import Elimination, Subtract, Swap
from linalg.notation import marked, symbol
from scenes.mobjects.marks import Box
from scenes.mobjects.matrices.measures import entry_markup
from scenes.parts.elimination.row_operations import Operation
from scenes.parts.matrices.matrix_rooms import LANE_GAP, Needs
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.stage import Region
from scenes.theme import Role
from scenes.typed_manim import FadeIn, FadeOut, VGroup

__all__ = ["ElementaryMatrices"]


class ElementaryMatrices:
    """E_ij, and P_ij for an exchange, beside each row operation.

    From five rows or columns on, where a beat is a column, E_j is the product that clears it.

    Parameters
    ----------
    stage : MatrixStage
    record : Elimination
    shown : bool
        Whether they are to be seen at all.
    """

    def __init__(self, stage: MatrixStage, record: Elimination, *, shown: bool = True) -> None:
        self.stage, self.lesson, self.record, self.shown = stage, stage.lesson, record, shown
        self.explained: set[str] = set()
        self.acting = VGroup()

    def needs(self) -> Needs:
        """Return the room for the widest of the matrices, to the left of the tags."""
        if not self.shown:
            return Needs()
        operations = self.operations
        widths = [self.stage.width_of(*self._formula(steps)) for steps in operations]
        return Needs(
            before_tags=(max(widths, default=0.0),),
            level=tuple(map(self.matrix_of, operations)),
            remedy="without the matrices of the row operations beside it there is more room",
        )

    # The matrices.

    @property
    def operations(self) -> list[Operation]:
        """The steps that make one matrix each: single ones, or those that clear a column."""
        groups: list[Operation] = []
        for steps in self.record.steps_by_pivot:
            subtractions = tuple(step for step in steps if isinstance(step, Subtract))
            groups += [(step,) for step in steps if isinstance(step, Swap)]
            if not self.stage.by_column:
                groups += [(step,) for step in subtractions]
            elif subtractions:
                groups.append(subtractions)
        return groups

    def name_of(self, steps: Operation) -> object:
        """Return P_ij, E_ij, or E_j for the steps that clear column j."""
        first = steps[0]
        if isinstance(first, Swap):
            return symbol("P", (first.i + 1, first.j + 1))
        if self.stage.by_column:
            return symbol("E", dict(self.record.pivots)[first.source] + 1)
        return symbol("E", (first.target + 1, first.source + 1))

    def matrix_of(self, steps: Operation) -> Any:
        """Return the matrix that does the steps from the left, m × m."""
        m, _ = self.record.shape
        return reduce(matmul, [step.matrix(m) for step in reversed(steps)])

    # Beside an operation.

    def show(self, steps: Operation) -> None:
        """Put the matrix of some steps beside the matrix; the first of its kind is explained."""
        if not self.shown:
            return
        self.acting = self._beside(steps)
        key, values = self._explanation(steps)
        if key in self.explained:
            self.lesson.show(FadeIn(self.acting), seconds=0.5)
        else:
            self.lesson.say(key, FadeIn(self.acting), name=self.name_of(steps), **values)
            self.explained.add(key)
        self.lesson.remove(self.acting)
        self.stage.notes.add(self.acting)
        self.lesson.hold()

    def hide(self, _: Operation) -> None:
        """Take it away again, now that it has acted."""
        if not self.shown:
            return
        self.stage.notes.remove(self.acting)
        self.lesson.add(self.acting)
        self.lesson.show(FadeOut(self.acting), seconds=0.5)

    def show_product(self) -> None:
        """Say what all the matrices together have done."""
        if not self.shown or not self.record.pivots or self.record.shape[0] == 1:
            return
        lesson = self.lesson
        names = [self.name_of(steps) for steps in reversed(self.operations)]
        shown = lesson.formula(*names, "A", "=", "U")
        if names and lesson.formula_place.text is not None:
            lesson.say("elementary.product", *shown)
            lesson.hold(2.5)
            lesson.finish_reading()
            lesson.show(*lesson.formula(), seconds=0.5)

    def _explanation(self, steps: Operation) -> tuple[str, dict[str, object]]:
        """Return the caption that explains a kind of matrix, and its values."""
        first = steps[0]
        if isinstance(first, Swap):
            return "permutation", {"row": first.i + 1, "other": first.j + 1}
        if self.stage.by_column:
            return "elementary.column", {"column": first.source + 1}
        entry = marked(-first.multiplier, "multiplier")
        return "elementary", {"row": first.target + 1, "column": first.source + 1, "entry": entry}

    def _beside(self, steps: Operation) -> VGroup:
        """Return the matrix of some steps with its multipliers marked, in its place."""
        stage, theme = self.stage, self.lesson.theme
        formula = self._formula(steps)
        left = stage.layout.box.left - stage.lanes.tags - LANE_GAP - stage.width_of(*formula)
        level = stage.level(*formula, left=left)
        (grid,) = level.grids
        places = [(s.target, s.source) for s in steps if isinstance(s, Subtract)]
        for i, row in enumerate(grid.entries):
            for j, entry in enumerate(row):
                if i != j and (i, j) not in places and entry.body == entry_markup(0):
                    entry.role = Role.MUTED
                    entry.set_fill(theme[Role.MUTED])
        if not places:
            return VGroup(level)
        for place in places:
            grid.entry(*place).role = Role.MULTIPLIER
            grid.entry(*place).set_fill(theme[Role.MULTIPLIER])
        region = reduce(Region.joined, [grid.around(*place) for place in places])
        return VGroup(level, Box(region, Role.MULTIPLIER, theme, padding=0.08, strong=False))

    def _formula(self, steps: Operation) -> tuple[object, ...]:
        return self.name_of(steps), "=", self.matrix_of(steps)
