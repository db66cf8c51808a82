"""The page and the figure of a matrix known through its structure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from linalg.errors import LimitError
from linalg.figures import new_axes
from linalg.notation.roles import ON_PAPER
from linalg.page import Block, Equation, Figure, Heading, Page, Paragraph, Table, verdict
from linalg.record import page_of
from linalg.structured import (
    BlockDiagonal,
    Dense,
    Diagonal,
    Kronecker,
    LowRankPlusDiagonal,
    Permutation,
    StructuredMatrix,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WRITTEN = 6
"""Up to so many rows and columns the entries are written out."""
DRAWN = 512
"""Up to so many rows and columns the pattern is drawn."""

_STRUCTURE: dict[type[StructuredMatrix], str] = {
    Diagonal: "It is diagonal, as of any function of one entry at a time.",
    Dense: "It has no structure: every entry is stored.",
    Permutation: "It is a permutation: each entry only moves.",
    Kronecker: "It is a Kronecker product: one matrix, repeated and weighted by another.",
    BlockDiagonal: "It is block-diagonal: each example of a mini-batch is treated by itself.",
    LowRankPlusDiagonal: "It is a diagonal plus a matrix of low rank.",
}


@page_of.register
def structured_page(J: StructuredMatrix) -> Page:
    """Write what the structure is, what it saves, and where the entries are."""
    m, n = J.shape
    ratio = J.dense_nbytes / max(J.nbytes, 1)
    times = f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"
    return Page(
        "A structured Jacobian",
        [
            Paragraph(f"A matrix of {m:,} rows and {n:,} columns. {_STRUCTURE[type(J)]}"),
            *_entries(J),
            Heading("Memory"),
            Table(
                ("", "bytes"),
                [("stored", f"{J.nbytes:,}"), ("written out", f"{J.dense_nbytes:,}")],
            ),
            Paragraph(f"Written out it would take {times} times as much."),
            Heading("Check"),
            Paragraph("The products from both sides, neither with the matrix written out, agree:"),
            verdict(J.check()),
        ],
    )


def _entries(J: StructuredMatrix) -> Iterator[Block]:
    largest = max(J.shape)
    if largest <= WRITTEN:
        yield Equation("J", "=", J.dense().astype(float))
    elif largest <= DRAWN:
        yield Figure(J.plot, "Where the entries are that are not zero.")


def draw_pattern(J: StructuredMatrix, ax: Axes | None) -> Axes:
    """Mark the entries that are not zero.

    Raises
    ------
    LimitError
        For more rows or columns than can be seen.
    """
    if max(J.shape) > DRAWN:
        raise LimitError(f"a pattern is drawn for at most {DRAWN} rows and columns, not {J.shape}")
    ax = new_axes(ax)
    rows, columns = np.nonzero(J.dense())
    m, n = J.shape
    ax.plot(
        columns + 1, rows + 1, "s", color=ON_PAPER["source"], markersize=max(1.5, 120 / (m + n))
    )
    ax.set(xlim=(0, n + 1), ylim=(m + 1, 0), xlabel="input", ylabel="output", aspect="equal")
    return ax
