"""The page of a matrix known through its structure."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.calculus.structured import (
    DRAWN,
    BlockDiagonal,
    Dense,
    Diagonal,
    Kronecker,
    LowRankPlusDiagonal,
    Permutation,
    StructuredMatrix,
)
from linalg.language import say
from linalg.page import Block, Equation, Figure, Heading, Page, Paragraph, Table, verdict
from linalg.record import page_of

WRITTEN = 6
"""Up to so many rows and columns the entries are written out."""

_STRUCTURE: dict[type[StructuredMatrix], str] = {
    Diagonal: "It is diagonal, as of any function of one entry at a time.",
    Dense: "No structure is used: every entry is stored.",
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
            Paragraph(
                say("A matrix of {m:,} rows and {n:,} columns. ", m=m, n=n), _STRUCTURE[type(J)]
            ),
            *_entries(J),
            Heading("Memory"),
            Table(
                ("", "bytes"),
                [("stored", f"{J.nbytes:,}"), ("written out", f"{J.dense_nbytes:,}")],
            ),
            Paragraph(say("Written out it would take {times} times as much.", times=times)),
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
