"""Places for several matrices in a row, all with one font size and common baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.measures import LARGE_ENOUGH, UNITS_PER_POINT, Ems, Room
from scenes.stage import DoesNotFitError, Region
from scenes.theme import SMALLEST, TextKind

__all__ = ["side_by_side"]

Shown = Sequence[Any]
"""Everything that one matrix will be: its states, all of one shape."""


def side_by_side(
    slots: Sequence[Sequence[Shown]],
    gaps: Sequence[float],
    room: Room,
    largest: float = 64,
    guests: Sequence[Sequence[object]] = (),
) -> list[list[GridLayout]]:
    """Find the places of matrices that stand in a row, at the largest font size that fits.

    Parameters
    ----------
    slots : sequence of sequences of states
        For each slot, from left to right, the matrices that will stand in it, one at a time; all
        have the same number of rows.
    gaps : sequence of float
        What is kept free between one slot and the next, in Manim's units.
    room : Room
    largest : float
        The font size that small matrices get.
    guests : sequence of sequences
        The entries of rows that will stand in lanes of the last slot for a while.

    Returns
    -------
    list of list of GridLayout
        For each slot the places of each of its matrices, in the middle of the slot.

    Raises
    ------
    DoesNotFitError
        When the entries would be smaller than the smallest legible size.

    Examples
    --------
    >>> from sympy import eye
    >>> from scenes.stage import MAIN
    >>> (one,), (other,) = side_by_side([[[eye(2)]], [[eye(2)]]], [0.9], Room(MAIN))
    >>> round(other.box.left - one.box.right, 6), one.rows == other.rows
    (0.9, True)
    """
    m = slots[0][0][0].shape[0]
    last = len(slots) - 1
    measured = _levelled(
        [
            [Ems.of(states, guests=guests if k == last else ()) for states in slot]
            for k, slot in enumerate(slots)
        ]
    )
    for guest in room.guests if m > 1 else (0.0,):
        ems = [[replace(each, guest=guest) for each in slot] for slot in measured]
        size, ems = _finest(ems, m, sum(gaps), room, largest)
        legible = size >= SMALLEST[TextKind.ENTRY]
        if legible and (not guest or guest * size >= SMALLEST[TextKind.ENTRY]):
            return _placed(ems, size, m, gaps, room)
    raise DoesNotFitError(f"{len(slots)} matrices side by side need font size {size:.1f}")


def _finest(
    ems: list[list[Ems]], m: int, gaps: float, room: Room, largest: float
) -> tuple[float, list[list[Ems]]]:
    """Return the font size and the measures with the finest columns that cost little of it."""
    kinds = [[[each.variants[k] for each in slot] for slot in ems] for k in range(3)]
    sizes = [(_size(kind, m, gaps, room, largest), kind) for kind in kinds]
    enough = LARGE_ENOUGH * max(size for size, _ in sizes)
    return next((pair for pair in sizes if pair[0] >= enough), sizes[-1])


def _size(ems: list[list[Ems]], m: int, gaps: float, room: Room, largest: float) -> float:
    """Return the font size at which all slots fill the room in one direction."""
    across = (room.width - gaps) / sum(_widths(ems))
    upwards = room.region.height / ems[0][0].height(m, room.row_below)
    return min(largest, across / UNITS_PER_POINT, upwards / UNITS_PER_POINT)


def _widths(ems: list[list[Ems]]) -> list[float]:
    return [max(each.width() for each in slot) for slot in ems]


def _placed(
    ems: list[list[Ems]], size: float, m: int, gaps: Sequence[float], room: Room
) -> list[list[GridLayout]]:
    em, widths = size * UNITS_PER_POINT, _widths(ems)
    x = room.region.centre[0] - (sum(widths) * em + sum(gaps) + room.right_of - room.left_of) / 2
    placed = []
    for slot, width, gap in zip(ems, widths, [*gaps, 0.0], strict=True):
        region = Region(x, x + width * em, room.region.bottom, room.region.top)
        own = Room(region, row_below=room.row_below)
        placed.append([GridLayout.placed(each, size, m, own) for each in slot])
        x = region.right + gap
    return placed


def _levelled(ems: list[list[Ems]]) -> list[list[Ems]]:
    """Give all the same row height, so that their rows stand on common baselines."""
    top = max(each.top for slot in ems for each in slot)
    bottom = max(each.bottom for slot in ems for each in slot)
    return [[replace(each, top=top, bottom=bottom) for each in slot] for slot in ems]
