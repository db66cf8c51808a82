"""The base of every lesson about one matrix: its place, and the places beside it.

Up to four rows and columns a beat is a row, and once an entry; from five on it is a column, so that
the length stays bearable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from manim import UL, UR, Animation, FadeIn, VGroup

from scenes.endings import Ending
from scenes.lesson import Lesson
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrices.grid_layout import CLOSE_GAP, GridLayout, Room
from scenes.mobjects.matrices.level import Level
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text, region_of
from scenes.stage import CAPTION, FORMULA, MAIN, DoesNotFitError, Region
from scenes.theme import Role

__all__ = ["MatrixLesson"]

BY_COLUMN_FROM = 5
ROWS_FOR_SURE, COLUMNS_FOR_SURE = 8, 9  # what fits if its entries are short
LANE_GAP = 0.45  # between the brackets and what stands beside them
BOX_MARGINS = (0.25, 0.12, 0.05)  # at each side of the last formula, which a box goes around
FRAMED = 0.15  # what a box around a label needs on each side
ROUNDING = 1e-6
LABEL_SIZES = (44, 36, 28)  # beside the matrix, never larger than its entries
TALL = Region(MAIN.left, MAIN.right, CAPTION.top + 0.1, MAIN.top)


class MatrixLesson(Lesson):
    """A lesson in which one matrix changes and keeps its place.

    A subclass sets `states` and `bar` before it calls this class's `setup`, and names what will
    stand beside the rows in `tags` and `labels`.

    Attributes
    ----------
    states : sequence of matrices
        Everything that the matrix will be, the first state first.
    bar : int or None
        Where the line of an augmented matrix is drawn.
    by_column : bool
        Whether a beat is a column.
    by_column_from : int
        The number of rows or columns from which it is.
    layout : GridLayout
    grid : MatrixGrid
    label_size : float
        The font size of what stands beside the rows.
    lanes : tuple of float
        The room that is kept free to the left and the right of the brackets.
    """

    states: Sequence[Any]
    bar: int | None = None
    by_column_from: ClassVar[int] = BY_COLUMN_FROM

    def setup(self) -> None:
        super().setup()
        m, n = self.states[0].shape
        if m > ROWS_FOR_SURE or n > COLUMNS_FOR_SURE:
            # What does not fit at the start never will: say so before all states are rebuilt.
            GridLayout.measure(self.states[:1], Room(TALL), bar=self.bar)
        self.states = list(self.states)
        self.by_column = max(m, n if self.bar is None else self.bar) >= self.by_column_from
        self.layout = self._find_places()
        self.formula_place.region = FORMULA if self.layout.box.bottom > FORMULA.top else None
        self.grid = MatrixGrid(self.states[0], self.layout, self.theme)

    # What a subclass may say.

    def tags(self) -> Iterable[Text]:
        """Return what will stand to the left of rows that are moved, to be measured beforehand."""
        return ()

    def labels(self) -> Iterable[Text]:
        """Return what will stand to the right of the rows, to be measured beforehand."""
        return ()

    def aside(self) -> float:
        """Return the width of what will be noted in a corner, if a small matrix leaves it room."""
        return 0.0

    def level(self) -> Iterable[Any]:
        """Return the matrices that will stand beside it, their rows level with its rows."""
        return ()

    def ending(self) -> Ending | None:
        """Return the formula that the lesson will end with, if a large matrix leaves it room."""
        return None

    def lanes_needed(self) -> tuple[float, float]:
        """Return how much is kept free to the left and to the right of the brackets."""
        return _lane(self.tags()), _lane(self.labels())

    # Places beside the matrix.

    def beside(self, label: Text, i: int) -> Text:
        """Put a label to the right of row i."""
        return label.stand_at(self.layout.box.right + LANE_GAP, self.layout.rows[i], "left")

    def box(self, region: Region, role: Role, padding: float = 0.2) -> Box:
        """Return a box with a padding in ems of the matrix."""
        return Box(region, role, self.theme, padding=padding * self.layout.em)

    def underline(self, region: Region, role: Role, *, strong: bool = True) -> Underline:
        """Return a line as far below a region as suits the matrix."""
        return Underline(region, role, self.theme, gap=0.12 * self.layout.em, strong=strong)

    def in_a_corner(self, parts: tuple[object, ...], below: VGroup) -> Text | None:
        """Return a formula in an upper corner, below others there, or None without room for it."""
        ceiling = region_of(below).bottom - 0.25 if len(below) else MAIN.top
        left, right = self.lanes
        corners = (
            (UR, MAIN.right, MAIN.right - self.layout.box.right - right),
            (UL, MAIN.left, self.layout.box.left - MAIN.left - left),
        )
        for size in LABEL_SIZES:
            text = self.label(*parts, size=size)
            for corner, x, room in corners:
                if text.width + LANE_GAP <= room + ROUNDING:
                    return text.move_to((x, ceiling, 0), corner)
        return None

    def show_ending(self, ending: Ending) -> tuple[list[Animation], Region | None]:
        """Return what shows an ending, in one form or the other, and what a box may surround.

        That is the formula, or what is in the first column. Without room for either, nothing is
        shown and the region is None.
        """
        shown = self.formula(*ending.formula, margin=self.box_margin(ending))
        if self.formula_place.text is not None:
            return shown, region_of(self.formula_place.text)
        if not ending.columns:
            return shown, None
        left = self.layout.box.right + LANE_GAP
        columns = Level(ending.columns, self.theme, self.label_size, left, self.layout)
        if not TALL.contains(region_of(columns)):
            return shown, None
        return [*shown, FadeIn(columns)], columns.grids[0].layout.inside

    def box_margin(self, ending: Ending) -> float:
        """Return how much room a box has at the sides of the formula of an ending."""
        fitting = (
            margin for margin in BOX_MARGINS if self.formula_place.fitting(ending.formula, margin)
        )
        return next(fitting, BOX_MARGINS[-1])

    # The place of the matrix.

    def _find_places(self) -> GridLayout:
        """Measure everything that will stand beside the matrix, then the matrix itself."""
        if not self.by_column:
            with suppress(DoesNotFitError):
                return self._find_places_in(self._room_with_notes)
            with suppress(DoesNotFitError):
                return self._find_places_in(self._rooms)
            self.by_column = True
        return self._find_places_in(self._rooms)

    def _find_places_in(self, rooms: Callable[[], Iterable[Room]]) -> GridLayout:
        """Find the largest labels that are no larger than the entries."""
        refusal = DoesNotFitError("there is no room")
        for self.label_size in LABEL_SIZES:
            try:
                layout = GridLayout.measure(self.states, *rooms(), bar=self.bar)
            except DoesNotFitError as error:
                refusal = error
                continue
            if layout.size >= self.label_size or self.label_size == LABEL_SIZES[-1]:
                return layout
        raise refusal

    def _room_with_notes(self) -> Iterator[Room]:
        """Yield the place that leaves a corner free for what has to be noted, if anything has."""
        aside = self.aside()
        if not aside:
            raise DoesNotFitError("there are no notes")
        self.lanes = left, right = self.lanes_needed()
        places, least = tuple(self.level()), LABEL_SIZES[0]
        yield Room(MAIN, left, right + aside, row_below=True, level=places, least=least)

    def _rooms(self) -> Iterator[Room]:
        """Yield where the matrix may stand, the best place first: in the middle, if it can."""
        self.lanes = left, right = self.lanes_needed()
        widest, level = max(left, right), tuple(self.level())
        if not self.by_column:
            yield Room(MAIN, widest, widest, row_below=True, level=level)
            yield Room(MAIN, left, right, row_below=True, level=level)
            return
        ending = self.ending()
        if (
            ending is not None
            and self.formula_place.fitting(ending.formula, self.box_margin(ending)) is not None
        ):
            yield Room(MAIN, widest, widest, level=level)
            yield Room(MAIN, left, right, level=level)
        if ending is not None and ending.columns:
            columns = Level(ending.columns, self.theme, self.label_size)
            shown = max(right, columns.width + LANE_GAP)
            yield Room(TALL, left, shown, level=(*level, *ending.matrices))
        yield Room(TALL, widest, widest, level=level)
        yield Room(TALL, left, right, level=level)
        yield Room(TALL, left, right, level=level, column_gap=CLOSE_GAP)


def _lane(texts: Iterable[Text]) -> float:
    """Return the width of the lane that holds any of some texts."""
    return max((text.width + LANE_GAP for text in texts), default=0.0)
