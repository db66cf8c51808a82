"""Places for several matrices in a row, all with one font size and common baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from scenes.mobjects.matrices.grid_layout import UNITS_PER_POINT, Ems, GridLayout, Room
from scenes.stage import DoesNotFitError, Region
from scenes.theme import SMALLEST, TextKind

__all__ = ["side_by_side"]

Shown = Sequence[Any]
"""Everything that one matrix will be: its states, all of one shape."""


def side_by_side(
    slots: Sequence[Sequence[Shown]], gaps: Sequence[float], room: Room, largest: float = 64
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
    ems = _levelled([[Ems.of(states) for states in slot] for slot in slots])
    widths = [max(each.width() for each in slot) for slot in ems]
    across = (room.width - sum(gaps)) / sum(widths)
    upwards = room.region.height / ems[0][0].height(m, room.row_below)
    size = min(largest, across / UNITS_PER_POINT, upwards / UNITS_PER_POINT)
    if size < SMALLEST[TextKind.ENTRY]:
        raise DoesNotFitError(f"{len(slots)} matrices side by side need font size {size:.1f}")
    em = size * UNITS_PER_POINT
    x = room.region.centre[0] - (sum(widths) * em + sum(gaps) + room.right_of - room.left_of) / 2
    placed = []
    for slot, width, gap in zip(ems, widths, [*gaps, 0.0], strict=True):
        region = Region(x, x + width * em, room.region.bottom, room.region.top)
        own = Room(region, row_below=room.row_below)
        placed.append([each.placed(size, m, own) for each in slot])
        x = region.right + gap
    return placed


def _levelled(ems: list[list[Ems]]) -> list[list[Ems]]:
    """Give all the same row height, so that their rows stand on common baselines."""
    top = max(each.top for slot in ems for each in slot)
    bottom = max(each.bottom for slot in ems for each in slot)
    return [[replace(each, top=top, bottom=bottom) for each in slot] for slot in ems]
