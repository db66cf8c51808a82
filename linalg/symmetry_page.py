"""The pages on symmetric matrices: definiteness from the pivots, and rules on examples."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.page import Block, Equation, Heading, Page, Paragraph, verdict
from linalg.solution_page import named_matrices
from linalg.symmetry import Identity, Inertia


def inertia_page(record: Inertia) -> Page:
    """Write the matrix, its factors A = LDLᵀ, the signs of the pivots and what they mean."""
    counts = f"{record.positive} positive, {record.zero} zero, {record.negative} negative"
    return Page(
        "A symmetric matrix",
        [
            Equation("A", "=", record.A),
            *_factors(record),
            Heading("Signs"),
            Paragraph(f"{counts}: the matrix is {record.definiteness}."),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def _factors(record: Inertia) -> Iterator[Block]:
    if record.factors is None:
        yield Paragraph(
            "A = LDLᵀ would need an exchange of rows; the signs are those of the eigenvalues."
        )
        return
    L, D = record.factors
    yield Heading("Pivots")
    yield Paragraph("Elimination gives A = LDLᵀ with the pivots on the diagonal of D:")
    yield from named_matrices({"L": L, "D": D})


def identity_page(record: Identity) -> Page:
    """Write both sides of a rule and whether they agree."""
    left, right = record.rule.split(" = ")
    return Page(
        record.rule,
        [
            Paragraph(f"The left side, {left}:"),
            Equation(record.left),
            Paragraph(f"The right side, {right}:"),
            Equation(record.right),
            verdict(record.check()),
        ],
    )
