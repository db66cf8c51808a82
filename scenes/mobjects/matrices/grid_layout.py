"""Places of the entries of a matrix, settled once for every state that a lesson will show.

Column widths and row heights are measured over all states before anything is drawn, so that
nothing moves when a 7 becomes a -3/2. Everything is measured in ems first; the font size is then
the largest that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from itertools import accumulate
from typing import Any

from linalg.notation import to_typst
from scenes.stage import DoesNotFitError, Region
from scenes.theme import SMALLEST, TextKind
from scenes.typesetting.typeset import mathematics, typeset

__all__ = ["Ems", "GridLayout", "Room", "entry_markup", "hanging"]

UNITS_PER_POINT = 1 / 96
COLUMN_GAP, CLOSE_GAP = 0.8, 0.5  # between columns: usually, and where there are many
BAR_GAP = 1.4
LINE = 1.44  # the least distance of two baselines,
ROW_GAP = 0.48  # and the least gap between two rows: fractions stand closer
GAP_BELOW = 0.4  # above what stands under the matrix, beyond the gap between rows
PADDING = 0.55  # between the bracket and the first column
BRACKET = 0.26  # the length of a bracket's feet
OVERSHOOT = 0.2  # of a bracket over the first and the last row
LEAST_TOP, LEAST_BOTTOM = 0.7, 0.12  # a row of digits, whatever else is in it
LEAST_HALF = 0.45  # half a column, so that single digits keep their distance

_NEGATIVE_NUMBER = re.compile(r"-(\d+(\.\d+)?|frac\(\d+, \d+\))")


@dataclass(frozen=True, kw_only=True)
class GridLayout:
    """The places of a matrix's entries on the frame.

    Attributes
    ----------
    size : float
        The font size of the entries.
    columns : tuple of float
        The x of each column's axis, on which the entries are centred.
    rows : tuple of float
        The y of each row's baseline.
    box : Region
        From bracket to bracket.
    top, bottom : float
        How far a row reaches above and below its baseline.
    pitch : float
        The distance between two baselines.
    bar : float or None
        The x of the line of an augmented matrix.
    """

    size: float
    columns: tuple[float, ...]
    half_widths: tuple[tuple[float, float], ...]
    rows: tuple[float, ...]
    box: Region
    top: float
    bottom: float
    pitch: float
    bar: float | None

    @property
    def em(self) -> float:
        """The em, in Manim's units."""
        return self.size * UNITS_PER_POINT

    @property
    def baseline_below(self) -> float:
        """The baseline of the row for which there may be room under the matrix."""
        return self.rows[-1] - self.pitch - GAP_BELOW * self.em

    def cell(self, i: int, j: int) -> Region:
        """Return the region of one entry, as wide as its column."""
        left, right = self.half_widths[j]
        return Region(
            self.columns[j] - left,
            self.columns[j] + right,
            self.rows[i] - self.bottom,
            self.rows[i] + self.top,
        )

    @property
    def inside(self) -> Region:
        """The region of all rows, between the brackets."""
        return self.row(0).joined(self.row(len(self.rows) - 1))

    def row(self, i: int, columns: int | None = None) -> Region:
        """Return the region of one row between the brackets, or of its first columns."""
        inset = (BRACKET + 0.05) * self.em
        right = self.box.right - inset
        if columns is not None and columns < len(self.columns):
            right = self.columns[columns - 1] + self.half_widths[columns - 1][1] + inset
        return Region(
            self.box.left + inset,
            right,
            self.rows[i] - self.bottom,
            self.rows[i] + self.top,
        )

    @classmethod
    def measure(
        cls,
        states: Sequence[Any],
        *rooms: Room,
        bar: int | None = None,
        largest: float = 64,
    ) -> GridLayout:
        """Find the places that serve every state, at the largest font size that fits.

        Parameters
        ----------
        states : sequence of matrices, each (m, n)
            Everything that will be shown; ``state[i, j]`` and ``state.shape`` are used.
        *rooms : Room
            Where the matrix may stand; the first in which it is legible is taken.
        bar : int, optional
            Draw the line of an augmented matrix after this many columns.
        largest : float
            The font size that a small matrix gets.

        Raises
        ------
        DoesNotFitError
            When the entries would be smaller than the smallest legible size; says what would fit.
        """
        m, n = states[0].shape
        if not m * n:
            raise DoesNotFitError(f"a {m} × {n} matrix has nothing to show")
        measured = Ems.of(states, bar)
        for room in rooms:
            ems = replace(measured.level_with(room.level), column_gap=room.column_gap)
            fitting = ems.fitting_size(m, room)
            if fitting >= room.least:
                return ems.placed(min(largest, fitting), m, room)
        raise DoesNotFitError(_what_would_fit(ems, (m, n), rooms[-1]))


@dataclass(frozen=True)
class Room:
    """A region for a matrix and what stands beside it.

    Attributes
    ----------
    region : Region
    left_of, right_of : float
        How much of it is kept free beside the brackets, in Manim's units.
    row_below : bool
        Whether there is to be room for one more row under the matrix.
    level : sequence of matrices
        What stands beside it with rows on the same baselines, no larger than it.
    column_gap : float
        Between two columns, in ems.
    least : float
        The font size below which another room is better.
    """

    region: Region
    _: KW_ONLY
    left_of: float = 0.0
    right_of: float = 0.0
    row_below: bool = False
    level: Sequence[Any] = ()
    column_gap: float = COLUMN_GAP
    least: float = SMALLEST[TextKind.ENTRY]

    @property
    def width(self) -> float:
        """The width left for the matrix."""
        return self.region.width - self.left_of - self.right_of


@dataclass(frozen=True)
class Ems:
    """Measures of a matrix in ems, independent of the font size."""

    half_widths: tuple[tuple[float, float], ...]
    top: float
    bottom: float
    bar: int | None
    column_gap: float = COLUMN_GAP

    @classmethod
    def of(cls, states: Sequence[Any], bar: int | None = None) -> Ems:
        """Measure every entry of every state."""
        m, n = states[0].shape
        seen = [{entry_markup(state[i, j]) for state in states for i in range(m)} for j in range(n)]
        markups = sorted(set().union(*seen))
        boxes = dict(zip(markups, typeset(*markups), strict=True))
        hang = dict(zip(markups, hanging(markups), strict=True))
        half = []
        for column in seen:
            cores = [(boxes[markup], hang[markup]) for markup in column]
            half.append(
                (
                    max(LEAST_HALF, *((box.width + sign) / 2 for box, sign in cores)),
                    max(LEAST_HALF, *((box.width - sign) / 2 for box, sign in cores)),
                )
            )
        top = max([LEAST_TOP, *(box.top for box in boxes.values())])
        bottom = max([LEAST_BOTTOM, *(-box.bottom for box in boxes.values())])
        return cls(tuple(half), top, bottom, bar)

    def level_with(self, matrices: Sequence[Any]) -> Ems:
        """Return the same with rows as high as those of other matrices."""
        others = [Ems.of([matrix]) for matrix in matrices]
        top = max([self.top, *(other.top for other in others)])
        bottom = max([self.bottom, *(other.bottom for other in others)])
        return replace(self, top=top, bottom=bottom)

    @property
    def gaps(self) -> list[float]:
        """The distances between columns."""
        n = len(self.half_widths)
        return [BAR_GAP if j == self.bar else self.column_gap for j in range(1, n)]

    @property
    def pitch(self) -> float:
        """The distance between two baselines."""
        return max(LINE, self.top + self.bottom + ROW_GAP)

    def width(self, columns: int | None = None) -> float:
        """Return the width of the first columns, or of all, from bracket to bracket."""
        widths = self.half_widths[:columns]
        return sum(map(sum, widths)) + sum(self.gaps[: len(widths) - 1]) + 2 * PADDING

    def height(self, m: int, row_below: bool = False) -> float:
        """Return the height of m rows, and of the room for one more under them."""
        below = self.pitch + GAP_BELOW if row_below else 0
        return self.top + self.bottom + (m - 1) * self.pitch + 2 * OVERSHOOT + below

    def fitting_size(self, m: int, room: Room) -> float:
        """Return the font size at which m rows fill the room in one direction."""
        rows = max([m, *(matrix.shape[0] for matrix in room.level)])
        ems = min(room.width / self.width(), room.region.height / self.height(rows, room.row_below))
        return ems / UNITS_PER_POINT

    def placed(self, size: float, m: int, room: Room) -> GridLayout:
        """Return the places of m rows in the middle of a room, at a font size."""
        em = size * UNITS_PER_POINT
        x, y, _ = room.region.centre
        left = x - (self.width() * em + room.left_of + room.right_of) / 2 + room.left_of
        ceiling = y + self.height(m, room.row_below) * em / 2
        steps = [
            sum(half) + gap for half, gap in zip(self.half_widths, [*self.gaps, 0.0], strict=True)
        ]
        starts = [PADDING + start for start in accumulate(steps[:-1], initial=0.0)]
        axes = [start + half[0] for start, half in zip(starts, self.half_widths, strict=True)]
        rows = [ceiling - (OVERSHOOT + self.top + i * self.pitch) * em for i in range(m)]
        right, floor = left + self.width() * em, ceiling - self.height(m) * em
        return GridLayout(
            size=size,
            columns=tuple(left + axis * em for axis in axes),
            half_widths=tuple((a * em, b * em) for a, b in self.half_widths),
            rows=tuple(rows),
            box=Region(left, right, floor, ceiling),
            top=self.top * em,
            bottom=self.bottom * em,
            pitch=self.pitch * em,
            bar=None if self.bar is None else left + (starts[self.bar] - BAR_GAP / 2) * em,
        )


def entry_markup(value: object) -> str:
    """Return the Typst markup of one entry."""
    return mathematics(to_typst(value))


def hanging(markups: Iterable[str]) -> list[float]:
    """Return how far the minus sign of each entry hangs to the left of its axis, in ems.

    The digits of a column stand below each other, whatever their signs; only a number's sign
    hangs, that of a longer expression does not.
    """
    bare = {m: m.replace("(-", "(", 1) for m in markups if _is_negative_number(m)}
    cores = dict(zip(bare, typeset(*bare.values()), strict=True))
    whole = dict(zip(bare, typeset(*bare), strict=True))
    return [whole[m].width - cores[m].width if m in bare else 0.0 for m in markups]


def _is_negative_number(markup: str) -> bool:
    return _NEGATIVE_NUMBER.fullmatch(markup[len("$display(") : -len(")$")]) is not None


def _what_would_fit(ems: Ems, shape: tuple[int, int], room: Room) -> str:
    """Say which size would be needed, and which matrices would fit at the smallest one."""
    (m, n), smallest = shape, SMALLEST[TextKind.ENTRY]
    em, size = smallest * UNITS_PER_POINT, ems.fitting_size(m, room)
    message = (
        f"this {m} × {n} matrix needs font size {size:.1f} to fit the frame, "
        f"and nothing below {smallest} is legible: "
    )
    if size < 1:  # what stands beside it takes the whole frame
        message = f"the entries of this {m} × {n} matrix grow too long for the frame: "
        room = Room(room.region)
    rows = sum(ems.height(k, room.row_below) * em <= room.region.height for k in range(1, m + 1))
    columns = sum(ems.width(k) * em <= room.width for k in range(1, n + 1))
    one, two = typeset(mathematics("0"), mathematics("00"))
    digits = int((room.width / em - sum(ems.gaps) - 2 * PADDING) / n / (two.width - one.width))
    advice = {
        f"with entries as tall as these, {rows} rows would fit": rows < m,
        f"with entries as wide as these, {columns} columns would fit": 0 < columns < n,
        f"{n} columns of {digits} digits would fit": columns < n and digits > 0,
    }
    applying = [text for text, applies in advice.items() if applies]
    return message + ("; ".join(applying) or "shorter entries would leave room beside them")
