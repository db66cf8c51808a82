"""The stage of the lessons about one matrix: its place, and the places beside it.

Up to four rows and columns a beat is a row, and once an entry; from five on it is a column, so that
the length stays bearable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.text import Text, region_of
from scenes.parts.lesson import Lesson
from scenes.parts.matrices.endings import Ending
from scenes.parts.matrices.matrix_rooms import (
    LABEL_SIZES,
    LANE_GAP,
    TALL,
    Beside,
    Lanes,
    Needs,
    room_with_notes,
    rooms_of_few,
    rooms_of_many,
)
from scenes.stage import FORMULA, MAIN, DoesNotFitError, Region
from scenes.theme import Role
from scenes.typed_manim import UL, UR, Animation, FadeIn, VGroup

__all__ = ["MatrixStage"]

BY_COLUMN_FROM = 5
ROWS_FOR_SURE, COLUMNS_FOR_SURE = 8, 9  # what fits if its entries are short
BOX_MARGINS = (0.25, 0.12, 0.05)  # at each side of the last formula, which a box goes around
BESIDE = 0.2  # what rows that swing out keep from what stands there
ROUNDING = 1e-6

Corner = Callable[[tuple[object, ...], VGroup], Text | None]
"""Returns a formula where it may be noted, below others there, or None without room for it."""


class MatrixStage:
    """The place of a matrix that changes, and what all acts see of it.

    The acts are made with a stage; `measure` then finds the places for the matrix and for
    everything that they will put beside it.

    Parameters
    ----------
    lesson : Lesson
    states : sequence of matrices
        Everything that the matrix will be, the first state first.
    bar : int, optional
        Where the line of an augmented matrix is drawn.
    by_column_from : int
        The number of rows or columns from which a beat is a column.
    within : Region
        Where a small matrix stands.
    label_sizes : sequence of float
        Of what stands beside the rows, the best first.

    Attributes
    ----------
    by_column : bool
        Whether a beat is a column.
    layout : GridLayout
    grid : MatrixGrid
    label_size : float
        The font size of what stands beside the rows.
    lanes : Lanes
        The room that is kept free to the left and the right of the brackets.
    settled : VGroup
        What stays quietly in the picture: the boxes around the pivots found so far.
    notes : VGroup
        What must not be zero.
    done : int
        How many steps the matrix has seen.
    indent : float
        How far to the right of the brackets labels begin, for what stands before them.
    keeps_multipliers : bool
        Whether multipliers stand where they have made zeros.

    Raises
    ------
    DoesNotFitError
        For a matrix that cannot be legible at all.
    """

    layout: GridLayout
    grid: MatrixGrid
    settled: VGroup
    notes: VGroup

    def __init__(
        self,
        lesson: Lesson,
        states: Sequence[Any],
        bar: int | None = None,
        *,
        by_column_from: int = BY_COLUMN_FROM,
        within: Region = MAIN,
        label_sizes: Sequence[float] = LABEL_SIZES,
    ) -> None:
        m, n = states[0].shape
        if m > ROWS_FOR_SURE or n > COLUMNS_FOR_SURE:
            # What does not fit at the start never will: say so before all states are rebuilt.
            GridLayout.measure(states[:1], Room(TALL), bar=bar)
        self.lesson, self.states, self.bar = lesson, list(states), bar
        self.by_column = max(m, n if bar is None else bar) >= by_column_from
        self.label_size, self.label_sizes = label_sizes[0], label_sizes
        self.lanes = Lanes()
        self.corner: Corner = self._upper_corner
        self.within = within
        self.indent = 0.0
        self.done = 0
        self.keeps_multipliers = False

    # The matrix as it is now.

    def entry(self, i: int, j: int) -> Any:
        """Return an entry of the matrix as it is now."""
        return self.states[self.done][i, j]

    def changes(self, rows: Iterable[int], steps: int = 1) -> dict[tuple[int, int], Any]:
        """Return the entries of some rows that are different after so many more steps."""
        before, after = self.states[self.done], self.states[self.done + steps]
        places = [(i, j) for i in rows for j in range(len(self.layout.columns))]
        return {place: after[place] for place in places if after[place] != before[place]}

    # Places beside the matrix.

    def label(self, *parts: object, role: Role = Role.FOREGROUND) -> Text:
        """Return a formula of the size of what stands beside the rows."""
        return self.lesson.label(*parts, role=role, size=self.label_size)

    def beside(self, label: Text, i: int) -> Text:
        """Put a label to the right of row i."""
        return label.stand_at(
            self.layout.box.right + LANE_GAP + self.indent, self.layout.rows[i], "left"
        )

    def level(self, *parts: object, left: float | None = None) -> Level:
        """Return a formula with matrices level with the rows: to the right, if not elsewhere."""
        if left is None:
            left = self.layout.box.right + LANE_GAP
        return Level(parts, self.lesson.theme, self.label_size, left, self.layout)

    def width_of(self, *parts: object) -> float:
        """Return the width of a formula with matrices, before there are places."""
        return Level(parts, self.lesson.theme, self.label_size).width

    def box(self, region: Region, role: Role, padding: float = 0.2) -> Box:
        """Return a box with a padding in ems of the matrix."""
        return Box(region, role, self.lesson.theme, padding=padding * self.layout.em)

    def underline(self, region: Region, role: Role, *, strong: bool = True) -> Underline:
        """Return a line as far below a region as suits the matrix."""
        gap = 0.12 * self.layout.em
        return Underline(region, role, self.lesson.theme, gap=gap, strong=strong)

    def room_beside(self, i: int, k: int) -> float:
        """Return how far two rows may swing out to both sides without meeting anything."""
        band = self.layout.row(i).joined(self.layout.row(k))
        parts = [p for m in self.lesson.picture() for p in m.family_members_with_points()]
        seen = [region_of(part) for part in parts]
        level = [r for r in seen if r.bottom < band.top and r.top > band.bottom]
        lefts = [r.right for r in level if r.right < self.layout.box.left - ROUNDING]
        rights = [r.left for r in level if r.left > self.layout.box.right + ROUNDING]
        left, right = max([MAIN.left, *lefts]), min([MAIN.right, *rights])
        return max(0.0, min(band.left - left, right - band.right) - BESIDE)

    def note(self, *parts: object) -> list[Animation]:
        """Return what shows a formula where it is noted, beside others; nothing without room."""
        note = self.corner(parts, self.notes)
        if note is None:
            return []
        self.notes.add(note)
        return [FadeIn(note)]

    def show_ending(self, ending: Ending) -> tuple[list[Animation], Region | None]:
        """Return what shows an ending, in one form or the other, and what a box may surround.

        That is the formula, or what is in the first column. Without room for either, nothing is
        shown and the region is None.
        """
        place = self.lesson.formula_place
        shown = self.lesson.formula(*ending.formula, margin=self.box_margin(ending))
        if place.text is not None:
            return shown, region_of(place.text)
        if not ending.columns:
            return shown, None
        columns = self.level(*ending.columns)
        if not TALL.contains(region_of(columns)):
            return shown, None
        return [*shown, FadeIn(columns)], columns.grids[0].layout.inside

    def box_margin(self, ending: Ending) -> float:
        """Return how much room a box has at the sides of the formula of an ending."""
        fitting = (margin for margin in BOX_MARGINS if self._fits(ending, margin))
        return next(fitting, BOX_MARGINS[-1])

    def _fits(self, ending: Ending, margin: float) -> bool:
        return self.lesson.formula_place.fitting(ending.formula, margin) is not None

    def _upper_corner(self, parts: tuple[object, ...], below: VGroup) -> Text | None:
        ceiling = region_of(below).bottom - 0.25 if len(below) else MAIN.top
        corners = (
            (UR, MAIN.right, MAIN.right - self.layout.box.right - self.lanes.right),
            (UL, MAIN.left, self.layout.box.left - MAIN.left - self.lanes.left),
        )
        for size in LABEL_SIZES:
            text = self.lesson.label(*parts, size=size)
            for corner, x, room in corners:
                if text.width + LANE_GAP <= room + ROUNDING:
                    return text.move_to((x, ceiling, 0), corner)
        return None

    # The place of the matrix.

    def measure(self, *acts: Beside, ending: Ending | None = None) -> None:
        """Find the places for the matrix and for what stands beside it, as large as can be.

        Parameters
        ----------
        *acts
            All that put something beside the matrix.
        ending : Ending, optional
            The formula that the lesson will end with, if a large matrix leaves it room.

        Raises
        ------
        DoesNotFitError
        """
        self.stand(self._places(acts, ending))

    def stand(self, layout: GridLayout) -> None:
        """Make the matrix in its place."""
        self.layout = layout
        above = layout.box.bottom > FORMULA.top
        place = replace(FORMULA, left=self.within.left, right=self.within.right)
        self.lesson.formula_place.region = place if above else None
        self.grid = MatrixGrid(self.states[0], layout, self.lesson.theme)
        self.settled, self.notes = VGroup(), VGroup()
        self.lesson.add(self.settled, self.notes)

    def _places(self, acts: Sequence[Beside], ending: Ending | None) -> GridLayout:
        if not self.by_column:
            with suppress(DoesNotFitError):
                return self._largest(acts, lambda needs: room_with_notes(needs, self.within))
            with suppress(DoesNotFitError):
                return self._largest(acts, lambda needs: rooms_of_few(needs, self.within))
            self.by_column = True
        return self._largest(acts, lambda needs: self._rooms_of_many(needs, ending))

    def _largest(
        self, acts: Sequence[Beside], rooms: Callable[[list[Needs]], Iterable[Room]]
    ) -> GridLayout:
        """Find the largest labels that are no larger than the entries."""
        refusal = DoesNotFitError("there is no room")
        for size in self.label_sizes:
            self.label_size = size
            needs = [act.needs() for act in acts]
            self.lanes = Lanes.of(needs)
            try:
                guests = [row for need in needs for row in need.guests]
                layout = GridLayout.measure(self.states, *rooms(needs), bar=self.bar, guests=guests)
            except DoesNotFitError as error:
                remedies = [str(error), *(need.remedy for need in needs if need.remedy)]
                refusal = DoesNotFitError("; ".join(remedies))
                continue
            if layout.size >= self.label_size or self.label_size == self.label_sizes[-1]:
                return layout
        raise refusal

    def _rooms_of_many(self, needs: list[Needs], ending: Ending | None) -> Iterable[Room]:
        in_a_line = ending is not None and self._fits(ending, self.box_margin(ending))
        columns = self.width_of(*ending.columns) if ending and ending.columns else 0.0
        return rooms_of_many(needs, ending, in_a_line, columns)
