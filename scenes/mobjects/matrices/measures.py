"""Measures of a matrix in ems, and the room in which it may stand.

Column widths and row heights are measured over all states before anything is drawn, so that
nothing moves when a 7 becomes a -3/2. Columns stand evenly, and a minus sign hangs into the gap
before it; between two rows there may be a lane for a row that comes beside another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any

from linalg.notation import to_typst
from scenes.stage import Region
from scenes.theme import SMALLEST, TextKind
from scenes.typesetting.typeset import mathematics, typeset

__all__ = ["Ems", "Room", "entry_markup", "hanging"]

UNITS_PER_POINT = 1 / 96
COLUMN_GAP, CLOSE_GAP = 0.8, 0.5  # between columns: usually, and where there are many
BAR_GAP = 1.4
SIGN_GAP = 0.3  # before a minus sign, which hangs into the gap between columns
AIRY = 1.25  # times the gap, where it costs little
LARGE_ENOUGH = 0.85  # of the largest size: for so little less, columns are even, and airy
LINE = 1.44  # the least distance of two baselines,
ROW_GAP = 0.48  # and the least gap between two rows: fractions stand closer
LANE_GAP = 0.4  # above and below a guest in its lane
GUESTS = (0.68, 0.8, 0.92)  # sizes of guests, as parts of the size of entries
GAP_BELOW = 0.4  # above what stands under the matrix, beyond the gap between rows
PADDING = 0.55  # between the bracket and the first column
BRACKET = 0.26  # the length of a bracket's feet
OVERSHOOT = 0.2  # of a bracket over the first and the last row
LEAST_TOP, LEAST_BOTTOM = 0.7, 0.12  # a row of digits, whatever else is in it
LEAST_HALF = 0.45  # half a column, so that single digits keep their distance

_NEGATIVE_NUMBER = re.compile(r"-(\d+(\.\d+)?|frac\(\d+, \d+\))")


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
    lanes : bool, optional
        Whether there must be lanes between the rows, or none; if left out, where there is room.
    """

    region: Region
    _: KW_ONLY
    left_of: float = 0.0
    right_of: float = 0.0
    row_below: bool = False
    level: Sequence[Any] = ()
    column_gap: float = COLUMN_GAP
    least: float = SMALLEST[TextKind.ENTRY]
    lanes: bool | None = None

    @property
    def guests(self) -> tuple[float, ...]:
        """The sizes of rows between others that may be tried, as parts of that of entries."""
        return GUESTS if self.lanes else (0.0,) if self.lanes is False else (*GUESTS, 0.0)

    @property
    def width(self) -> float:
        """The width left for the matrix."""
        return self.region.width - self.left_of - self.right_of


@dataclass(frozen=True, kw_only=True)
class Ems:
    """Measures of a matrix in ems, independent of the font size.

    Attributes
    ----------
    half_widths : tuple of (float, float)
        To the left and the right of each column's axis; a minus sign hangs further to the left.
    top, bottom : float
        How far a row reaches above and below its baseline.
    bar : int or None
    column_gap : float
    even : bool
        Whether all columns are as far from one another as the widest need.
    guest : float
        The size of a row between two others, as a part of that of the entries; 0 without lanes.
    """

    half_widths: tuple[tuple[float, float], ...]
    top: float
    bottom: float
    bar: int | None
    column_gap: float = COLUMN_GAP
    even: bool = False
    guest: float = 0.0

    @classmethod
    def of(
        cls,
        states: Sequence[Any],
        bar: int | None = None,
        guests: Sequence[Sequence[object]] = (),
    ) -> Ems:
        """Measure every entry of every state, and of the guests as large as they usually are."""
        m, n = states[0].shape
        seen = [{entry_markup(state[i, j]) for state in states for i in range(m)} for j in range(n)]
        beside = [{entry_markup(row[j]) for row in guests} for j in range(n)]
        markups = sorted(set().union(*seen, *beside))
        boxes = dict(zip(markups, typeset(*markups), strict=True))
        hang = dict(zip(markups, hanging(markups), strict=True))
        half = []
        for column, others in zip(seen, beside, strict=True):
            widths = [(boxes[m].width, hang[m]) for m in column]
            widths += [(GUESTS[1] * boxes[m].width, GUESTS[1] * hang[m]) for m in others]
            left = max(LEAST_HALF, *((width + sign) / 2 for width, sign in widths))
            half.append((left, max(LEAST_HALF, *((width - sign) / 2 for width, sign in widths))))
        top = max([LEAST_TOP, *(boxes[m].top for column in seen for m in column)])
        bottom = max([LEAST_BOTTOM, *(-boxes[m].bottom for column in seen for m in column)])
        return cls(half_widths=tuple(half), top=top, bottom=bottom, bar=bar)

    def level_with(self, matrices: Sequence[Any]) -> Ems:
        """Return the same with rows as high as those of other matrices."""
        others = [Ems.of([matrix]) for matrix in matrices]
        top = max([self.top, *(other.top for other in others)])
        bottom = max([self.bottom, *(other.bottom for other in others)])
        return replace(self, top=top, bottom=bottom)

    @property
    def steps(self) -> list[float]:
        """The distances between the axes of columns."""
        steps = list(map(self._step, range(1, len(self.half_widths))))
        usual = max((step for j, step in enumerate(steps, 1) if j != self.bar), default=0.0)
        return [max(s, usual) if self.even and j != self.bar else s for j, s in enumerate(steps, 1)]

    def _step(self, j: int) -> float:
        """Return how far the axis of column j must be from the one before."""
        (_, before), (left, right) = self.half_widths[j - 1], self.half_widths[j]
        if j == self.bar:
            return before + max(BAR_GAP, 2 * (left - right + SIGN_GAP)) + right
        return before + max(self.column_gap + right, SIGN_GAP + left)

    @property
    def padding(self) -> float:
        """The room between a bracket and the column beside it, the same on both sides."""
        left, right = self.half_widths[0]
        return max(PADDING, left - right + SIGN_GAP)

    @property
    def pitch(self) -> float:
        """The distance between two baselines."""
        row = self.top + self.bottom
        if self.guest:
            return row + 2 * LANE_GAP + self.guest * row
        return max(LINE, row + ROW_GAP)

    def width(self, columns: int | None = None) -> float:
        """Return the width of the first columns, or of all, from bracket to bracket."""
        count = len(self.half_widths) if columns is None else columns
        across = sum(self.steps[: count - 1])
        return 2 * self.padding + self.half_widths[0][1] + across + self.half_widths[count - 1][1]

    def height(self, m: int, row_below: bool = False) -> float:
        """Return the height of m rows, and of the room for one more under them."""
        below = self.pitch + GAP_BELOW if row_below else 0
        return self.top + self.bottom + (m - 1) * self.pitch + 2 * OVERSHOOT + below

    def fitting_size(self, m: int, room: Room) -> float:
        """Return the font size at which m rows fill the room in one direction."""
        rows = max([m, *(matrix.shape[0] for matrix in room.level)])
        ems = min(room.width / self.width(), room.region.height / self.height(rows, room.row_below))
        return ems / UNITS_PER_POINT

    @property
    def variants(self) -> list[Ems]:
        """The same with even columns and airy gaps, the finest first; at last as it is."""
        airy = replace(self, even=True, column_gap=AIRY * self.column_gap)
        return [airy, replace(self, even=True), self]


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
