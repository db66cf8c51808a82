"""Row operations as matrices: each stands to the left of the matrix that it acts on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import matmul
from typing import Any

from manim import FadeIn, FadeOut, VGroup

from linalg import Subtract, Swap
from linalg.notation import marked, symbol
from scenes.matrix_lesson import LANE_GAP
from scenes.mobjects.grid_layout import GridLayout, entry_markup
from scenes.mobjects.level import Level
from scenes.mobjects.marks import Box, Underline
from scenes.row_reduction import RowReduction
from scenes.stage import DoesNotFitError, Region
from scenes.theme import Role

__all__ = ["ElementaryMatrices"]

Step = Subtract | Swap


class ElementaryMatrices(RowReduction):
    """A lesson that shows E_ij, and P_ij for an exchange, beside each row operation if asked to.

    From five rows or columns on, where a beat is a column, E_j is the product that clears it.

    Attributes
    ----------
    shows_matrices : bool
    """

    shows_matrices: bool = False

    def setup(self) -> None:
        self.explained: set[str] = set()
        super().setup()

    # Places.

    def lanes_needed(self) -> tuple[float, float]:
        left, right = super().lanes_needed()
        self.tag_lane = left
        if not self.shows_matrices:
            return left, right
        widths = [self._level(steps).width for steps in self.operations]
        return left + max(widths, default=0.0) + LANE_GAP, right

    def _find_places(self) -> GridLayout:
        try:
            return super()._find_places()
        except DoesNotFitError as error:
            if not self.shows_matrices:
                raise
            remedy = "without the matrices of the row operations beside it there is more room"
            raise DoesNotFitError(f"{error}; {remedy}") from error

    def level(self) -> Iterable[Any]:
        yield from super().level()
        if self.shows_matrices:
            yield from map(self.matrix_of, self.operations)

    # The matrices.

    @property
    def operations(self) -> list[tuple[Step, ...]]:
        """The steps that make one matrix each: single ones, or those that clear a column."""
        groups: list[tuple[Step, ...]] = []
        for steps in self.elimination.steps_by_pivot:
            subtractions = tuple(step for step in steps if isinstance(step, Subtract))
            groups += [(step,) for step in steps if isinstance(step, Swap)]
            if not self.by_column:
                groups += [(step,) for step in subtractions]
            elif subtractions:
                groups.append(subtractions)
        return groups

    def name_of(self, steps: Sequence[Step]) -> object:
        """Return P_ij, E_ij, or E_j for the steps that clear column j."""
        first = steps[0]
        if isinstance(first, Swap):
            return symbol("P", (first.i + 1, first.j + 1))
        if self.by_column:
            return symbol("E", dict(self.elimination.pivots)[first.source] + 1)
        return symbol("E", (first.target + 1, first.source + 1))

    def matrix_of(self, steps: Sequence[Step]) -> Any:
        """Return the matrix that does the steps from the left, m × m."""
        return reduce(matmul, [step.matrix(self.m) for step in reversed(steps)])

    def show_matrix(self, steps: Sequence[Step]) -> None:
        """Put the matrix of some steps beside the matrix; the first of its kind is explained."""
        first, name = steps[0], self.name_of(steps)
        self.acting = self._beside(steps)
        if isinstance(first, Swap):
            key, values = "permutation", {"row": first.i + 1, "other": first.j + 1}
        elif self.by_column:
            key, values = "elementary.column", {"column": first.source + 1}
        else:
            entry = marked(-first.multiplier, "multiplier")
            key, values = "elementary", {"row": first.target + 1, "column": first.source + 1}
            values["entry"] = entry
        if key in self.explained:
            self.show(FadeIn(self.acting), seconds=0.5)
        else:
            self.say(key, FadeIn(self.acting), name=name, **values)
            self.explained.add(key)
        self.remove(self.acting)
        self.notes.add(self.acting)
        self.hold()

    def hide_matrix(self) -> None:
        """Take it away again, now that it has acted."""
        self.notes.remove(self.acting)
        self.add(self.acting)
        self.show(FadeOut(self.acting), seconds=0.5)

    def show_product(self) -> None:
        """Say what all the matrices together have done."""
        names = [self.name_of(steps) for steps in reversed(self.operations)]
        shown = self.formula(*names, "A", "=", "U")
        if names and self.formula_text is not None:
            self.say("elementary.product", *shown)
            self.hold(2.5)
            self.finish_reading()
            self.show(*self.formula(), seconds=0.5)

    def _beside(self, steps: Sequence[Step]) -> VGroup:
        """Return the matrix of some steps with its multipliers marked, in its place."""
        left = self.layout.box.left - self.tag_lane - LANE_GAP - self._level(steps).width
        level = self._level(steps, left, self.layout)
        (grid,) = level.grids
        places = [(s.target, s.source) for s in steps if isinstance(s, Subtract)]
        for i, row in enumerate(grid.entries):
            for j, entry in enumerate(row):
                if i != j and (i, j) not in places and entry.body == entry_markup(0):
                    entry.role = Role.MUTED
                    entry.set_fill(self.theme[Role.MUTED])
        if not places:
            return VGroup(level)
        for place in places:
            grid.entry(*place).role = Role.MULTIPLIER
            grid.entry(*place).set_fill(self.theme[Role.MULTIPLIER])
        region = reduce(Region.joined, [grid.around(*place) for place in places])
        return VGroup(level, Box(region, Role.MULTIPLIER, self.theme, padding=0.08, strong=False))

    def _level(
        self, steps: Sequence[Step], left: float = 0.0, beside: GridLayout | None = None
    ) -> Level:
        parts = (self.name_of(steps), "=", self.matrix_of(steps))
        return Level(parts, self.theme, self.label_size, left, beside)

    # Beside the operations.

    def name_multiplier(self, step: Subtract, c: int) -> Underline:
        line = super().name_multiplier(step, c)
        if self.shows_matrices:
            self.show_matrix((step,))
        return line

    def subtract_row(self, step: Subtract, c: int) -> None:
        super().subtract_row(step, c)
        if self.shows_matrices:
            self.hide_matrix()

    def clear_at_once(self, r: int, c: int, steps: Sequence[Subtract]) -> None:
        if self.shows_matrices:
            self.show_matrix(steps)
        super().clear_at_once(r, c, steps)
        if self.shows_matrices:
            self.hide_matrix()

    def exchange_rows(self, r: int, other: int) -> None:
        if self.shows_matrices:
            self.show_matrix((Swap(r, other),))
        super().exchange_rows(r, other)
        if self.shows_matrices:
            self.hide_matrix()
