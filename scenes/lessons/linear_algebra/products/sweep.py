"""The part of AB that is told slowly, and all others in one motion: values come out of A and B."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linalg.products.block_multiplication import Part
from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.product_stage import ProductStage
from scenes.mobjects.text import Text
from scenes.typed_manim import Motion

__all__ = ["liveliest", "sweep"]

MOST_IN_THE_AIR = 240  # values on their way at once
LAG = 0.4
FIRST, EACH = 1.3, 0.4  # seconds: of the first part, and for each further one


def liveliest(lines: Sequence[Sequence[Any]]) -> int:
    """Return which of several rows or columns tells most: the first with fewest zeros and ones.

    Examples
    --------
    >>> liveliest([(1, 0), (6, 0)])
    1
    """
    return max(range(len(lines)), key=lambda k: (sum(x not in (0, 1) for x in lines[k]), -k))


def sweep(stage: ProductStage, parts: Sequence[Part], *along: Motion) -> None:
    """Let parts of AB be made one after the other, each at once.

    Parameters
    ----------
    stage : ProductStage
    parts : sequence of Part
        In this order.
    *along
        What fades meanwhile.
    """
    (m, n), p = stage.AB.shape, stage.A.shape[1]
    every = 2 * m * n * p <= MOST_IN_THE_AIR
    groups = [
        Group(
            _pieces(stage, i, j, every=every),
            stage.AB.text(i, j, part.value[i - part.rows.start, j - part.columns.start]),
            float(turn),
            stage.AB.entry(i, j),
        )
        for turn, part in enumerate(parts)
        for i, j in stage.places(part)
    ]
    if groups or along:
        meeting = [Meeting(groups, lag=LAG)] if groups else []
        stage.lesson.show(*meeting, *along, seconds=FIRST + EACH * len(parts))


def _pieces(stage: ProductStage, i: int, j: int, *, every: bool) -> tuple[Text, ...]:
    """Return what makes an entry; of very many only one value out of each matrix."""
    row, column = stage.A.entries[i], [line[j] for line in stage.B.entries]
    if every:
        return (*row, *column)
    return row[j % len(row)], column[i % len(column)]
