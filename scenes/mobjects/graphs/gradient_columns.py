"""The plan of a table with a column for each input: its gradient, and Δf / h under it."""

from __future__ import annotations

from dataclasses import dataclass

from linalg.notation import Formula, fenced, formula, spelled
from optviz.network.inspection.nudges import Nudges
from scenes.mobjects.graphs.plan import UNITS, TooLargeGraphError
from scenes.mobjects.graphs.wording import NUMBERS, number, number_width, width_of
from scenes.stage import Region
from scenes.theme import SMALLEST, TextKind

__all__ = ["GradientColumns", "between_slopes", "plan_columns"]

LARGEST = 34.0
HEADS = 6.2  # ems for what the rows are called
_SIGN = 1.3  # ems for the sign before a ratio
_BETWEEN = 1.0  # ems between columns


@dataclass(frozen=True)
class GradientColumns:
    """The places of the columns.

    Attributes
    ----------
    left : float
        Of the names of the rows, on the frame.
    middles : tuple of float
        Of the numbers in each column, in the order of the inputs of the nudges.
    em : float
    """

    left: float
    middles: tuple[float, ...]
    em: float


def between_slopes(nudges: Nudges, k: int) -> Formula:
    """Return ∈ [a, b] for the slopes on the two sides of an input at a kink."""
    low, high = (number(float(f"{slope:.6g}")) for slope in sorted(nudges.slopes[k]))
    return formula(("∈", fenced((low, ",", high), "[]")))


def plan_columns(nudges: Nudges, region: Region) -> GradientColumns:
    """Plan the table, with room for all numbers that come to be written in it.

    Raises
    ------
    TooLargeGraphError
        If there are too many inputs.
    """
    least, em = (size * UNITS for size in (SMALLEST[TextKind.LABEL], LARGEST))
    names = [nudges.record.nodes[place].name for place in nudges.inputs]
    widths = []
    for k, name in enumerate(names):
        texts = map(NUMBERS.of, [*nudges.ratios[k].tolist(), float(nudges.gradients[k])])
        width = max(_SIGN + max(map(number_width, texts)), width_of(spelled(name)))
        if nudges.at_kinks[k]:
            width = max(width, width_of(between_slopes(nudges, k)))
        widths.append(width + _BETWEEN)
    em = min(em, region.width / (HEADS + sum(widths)))
    room = region.width / em - HEADS
    if em < least:
        room = region.width / least - HEADS
        count = int(len(widths) * room / sum(widths))
        raise TooLargeGraphError(
            f"there are {len(names)} inputs, and the frame has room for the gradients of about "
            f"{count}; write numbers in place of some"
        )
    order = sorted(range(len(names)), key=lambda k: nudges.inputs[k])
    spare = min(1.2, (room - sum(widths)) / len(widths))
    total = HEADS + sum(widths) + spare * len(widths)
    left = region.centre[0] - em * total / 2
    x, middles = left + em * HEADS, [0.0] * len(names)
    for k in order:
        width = em * (widths[k] + spare)
        middles[k] = x + width / 2
        x += width
    return GradientColumns(left, tuple(middles), em)
