"""The base of every lesson about one matrix: its place, and the places beside it.

Up to four rows and columns a beat is a row, and once an entry; from five on it is a column, so that
the length stays bearable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from manim import UL, UR, Animation, FadeIn, VGroup

from scenes.lesson import Lesson
from scenes.mobjects.grid_layout import GridLayout, Room
from scenes.mobjects.level import Level
from scenes.mobjects.marks import Box, Underline
from scenes.mobjects.matrix_grid import MatrixGrid
from scenes.mobjects.text import Text, region_of
from scenes.stage import CAPTION, FORMULA, MAIN, DoesNotFitError, Region
from scenes.theme import Role

__all__ = ["Ending", "MatrixLesson"]

BY_COLUMN_FROM = 5
ROWS_FOR_SURE, COLUMNS_FOR_SURE = 8, 9  # what fits if its entries are short
LANE_GAP = 0.45  # between the brackets and what stands beside them
FRAMED = 0.15  # what a box around a label needs on each side
LABEL_SIZES = (44, 36, 28)  # beside the matrix, never larger than its entries
TALL = Region(MAIN.left, MAIN.right, CAPTION.top + 0.1, MAIN.top)


@dataclass(frozen=True)
class Ending:
    """The formula that a lesson ends with, in two forms.

    Attributes
    ----------
    formula : tuple
        Parts for the formula's place, vectors as points.
    columns : tuple
        Parts for the room to the right of the matrix, vectors as columns beside its rows; empty
        if they are not to stand there.
    """

    formula: tuple[object, ...]
    columns: tuple[object, ...] = ()

    @property
    def matrices(self) -> list[Any]:
        """The matrices among the columns."""
        return [part for part in self.columns if hasattr(part, "shape")]


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
    layout : GridLayout
    grid : MatrixGrid
    label_size : float
        The font size of what stands beside the rows.
    lanes : tuple of float
        The room that is kept free to the left and the right of the brackets.
    """

    states: Sequence[Any]
    bar: int | None = None

    def setup(self) -> None:
        super().setup()
        m, n = self.states[0].shape
        if m > ROWS_FOR_SURE or n > COLUMNS_FOR_SURE:
            # What does not fit at the start never will: say so before all states are rebuilt.
            GridLayout.measure(self.states[:1], Room(TALL), bar=self.bar)
        self.states = list(self.states)
        self.by_column = max(m, n if self.bar is None else self.bar) >= BY_COLUMN_FROM
        self.layout = self._find_places()
        self.formula_region = FORMULA if self.layout.box.bottom > FORMULA.top else None
        self.grid = MatrixGrid(self.states[0], self.layout, self.theme)

    # What a subclass may say.

    def tags(self) -> Iterable[Text]:
        """Return what will stand to the left of rows that are moved, to be measured beforehand."""
        return ()

    def labels(self) -> Iterable[Text]:
        """Return what will stand to the right of the rows, to be measured beforehand."""
        return ()

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
                if text.width + LANE_GAP <= room:
                    return text.move_to((x, ceiling, 0), corner)
        return None

    def show_ending(self, ending: Ending) -> tuple[list[Animation], Region | None]:
        """Return what shows an ending, in one form or the other, and what a box may surround.

        That is the formula, or what is in the first column. Without room for either, nothing is
        shown and the region is None.
        """
        shown = self.formula(*ending.formula)
        if self.formula_text is not None:
            return shown, region_of(self.formula_text)
        if not ending.columns:
            return shown, None
        left = self.layout.box.right + LANE_GAP
        columns = Level(ending.columns, self.theme, self.label_size, left, self.layout)
        if not TALL.contains(region_of(columns)):
            return shown, None
        return [*shown, FadeIn(columns)], columns.grids[0].layout.inside

    # The place of the matrix.

    def _find_places(self) -> GridLayout:
        """Measure everything that will stand beside the matrix, then the matrix itself."""
        for self.label_size in LABEL_SIZES:
            try:
                layout = GridLayout.measure(self.states, *self._rooms(), bar=self.bar)
            except DoesNotFitError as error:
                refusal = error
                continue
            if layout.size >= self.label_size or self.label_size == LABEL_SIZES[-1]:
                return layout
        if self.by_column:
            raise refusal
        self.by_column = True
        return self._find_places()

    def _rooms(self) -> Iterator[Room]:
        """Yield where the matrix may stand, the best place first: in the middle, if it can."""
        self.lanes = left, right = self.lanes_needed()
        widest, level = max(left, right), tuple(self.level())
        if not self.by_column:
            yield Room(MAIN, widest, widest, row_below=True, level=level)
            yield Room(MAIN, left, right, row_below=True, level=level)
            return
        ending = self.ending()
        if ending is not None and self._fitting(ending.formula) is not None:
            yield Room(MAIN, widest, widest, level=level)
            yield Room(MAIN, left, right, level=level)
        if ending is not None and ending.columns:
            columns = Level(ending.columns, self.theme, self.label_size)
            shown = max(right, columns.width + LANE_GAP)
            yield Room(TALL, left, shown, level=(*level, *ending.matrices))
        yield Room(TALL, widest, widest, level=level)
        yield Room(TALL, left, right, level=level)


def _lane(texts: Iterable[Text]) -> float:
    """Return the width of the lane that holds any of some texts."""
    return max((text.width + LANE_GAP for text in texts), default=0.0)
