"""Places of the entries of a matrix, settled once for every state that a lesson will show.

Everything is measured in ems first; the font size is then the largest that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from scenes.mobjects.matrices.measures import (
    BAR_GAP,
    BRACKET,
    GAP_BELOW,
    LARGE_ENOUGH,
    OVERSHOOT,
    UNITS_PER_POINT,
    Ems,
    Room,
)
from scenes.stage import DoesNotFitError, Region
from scenes.theme import SMALLEST, TextKind
from scenes.typesetting.typeset import mathematics, typeset

__all__ = ["GridLayout"]

LARGEST, LARGEST_OF_MANY = {1: 96, 2: 88}, 72  # font sizes of small matrices, by their rows


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
    guest : float
        The font size of a row that stands between two others for a while; 0 without a lane for it.
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
    guest: float = 0.0

    @property
    def em(self) -> float:
        """The em, in Manim's units."""
        return self.size * UNITS_PER_POINT

    @property
    def baseline_below(self) -> float:
        """The baseline of the row for which there may be room under the matrix."""
        return self.rows[-1] - self.pitch - GAP_BELOW * self.em

    def lane(self, i: int) -> float:
        """Return the baseline of a guest between row i and the next."""
        middle = (self.rows[i] - self.bottom + self.rows[i + 1] + self.top) / 2
        return middle - (self.top - self.bottom) / 2 * self.guest / self.size

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
        largest: float | None = None,
        guests: Sequence[Sequence[object]] = (),
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
        largest : float, optional
            The font size that a small matrix gets; by its rows if left out.
        guests : sequence of sequences
            The entries of rows that will stand in lanes for a while.

        Raises
        ------
        DoesNotFitError
            When the entries would be smaller than the smallest legible size; says what would fit.
        """
        m, n = states[0].shape
        if not m * n:
            raise DoesNotFitError(f"a {m} × {n} matrix has nothing to show")
        bare, with_guests = Ems.of(states, bar), Ems.of(states, bar, guests)
        for room in rooms:
            for guest in room.guests if m > 1 else (0.0,):
                ems = replace(with_guests if guest else bare, guest=guest)
                ems = replace(ems.level_with(room.level), column_gap=room.column_gap)
                placed = cls.fitted(ems, m, room, largest)
                if placed is not None:
                    return placed
        raise DoesNotFitError(_what_would_fit(ems, (m, n), rooms[-1]))

    @classmethod
    def fitted(
        cls, measured: Ems, m: int, room: Room, largest: float | None = None
    ) -> GridLayout | None:
        """Return the places at the largest size that fits, or None if something is illegible."""
        most = LARGEST.get(m, LARGEST_OF_MANY) if largest is None else largest
        sizes = [(min(most, ems.fitting_size(m, room)), ems) for ems in measured.variants]
        enough = LARGE_ENOUGH * max(size for size, _ in sizes)
        size, ems = next((pair for pair in sizes if pair[0] >= enough), sizes[-1])
        legible = size >= room.least and not 0 < ems.guest * size < SMALLEST[TextKind.ENTRY]
        return cls.placed(ems, size, m, room) if legible else None

    @classmethod
    def placed(cls, ems: Ems, size: float, m: int, room: Room) -> GridLayout:
        """Return the places of m rows in the middle of a room, at a font size."""
        em = size * UNITS_PER_POINT
        x, y, _ = room.region.centre
        left = x - (ems.width() * em + room.left_of + room.right_of) / 2 + room.left_of
        ceiling = y + ems.height(m, room.row_below) * em / 2
        first = ems.padding + ems.half_widths[0][1]
        axes = list(accumulate(ems.steps, initial=first))
        rows = [ceiling - (OVERSHOOT + ems.top + i * ems.pitch) * em for i in range(m)]
        right, floor = left + ems.width() * em, ceiling - ems.height(m) * em
        return cls(
            size=size,
            columns=tuple(left + axis * em for axis in axes),
            half_widths=tuple((a * em, b * em) for a, b in ems.half_widths),
            rows=tuple(rows),
            box=Region(left, right, floor, ceiling),
            top=ems.top * em,
            bottom=ems.bottom * em,
            pitch=ems.pitch * em,
            bar=None if ems.bar is None else left + _middle(ems, axes, ems.bar) * em,
            guest=ems.guest * size,
        )


def _middle(ems: Ems, axes: list[float], j: int) -> float:
    """Return the middle between column j and the one before."""
    before, after = (ems.half_widths[k][1] for k in (j - 1, j))
    return (axes[j - 1] + before + axes[j] - after) / 2


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
    barred = 0.0 if ems.bar is None else BAR_GAP
    between = ems.column_gap * (n - 1) + barred + 2 * ems.padding
    digits = int((room.width / em - between) / n / (two.width - one.width))
    advice = {
        f"with entries as tall as these, {rows} rows would fit": rows < m,
        f"with entries as wide as these, {columns} columns would fit": 0 < columns < n,
        f"{n} columns of {digits} digits would fit": columns < n and digits > 0,
    }
    applying = [text for text, applies in advice.items() if applies]
    return message + ("; ".join(applying) or "shorter entries would leave room beside them")
