"""The pages on symmetric matrices: definiteness from the pivots, and rules on examples."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.page import Block, Equation, Heading, Page, Paragraph, symbol, verdict
from linalg.solution_page import named_matrices
from linalg.symmetry import Identity, Inertia
from linalg.transposes import SymmetricProducts


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
            "A = LDLᵀ does not exist: elimination meets a zero on the diagonal with something "
            "else beside it. The signs are those of the eigenvalues."
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


def symmetric_products_page(record: SymmetricProducts) -> Page:
    """Write the transpose, both products with it, and the symmetric part of a square matrix."""
    R, transpose = symbol("R"), symbol("R", sup="T")
    return Page(
        "A matrix and its transpose",
        [
            *named_matrices({"R": record.R}),
            Equation(transpose, "=", record.transpose),
            Heading("Products"),
            Paragraph("Rows of the transpose times columns: the inner products of the columns,"),
            Equation(transpose, R, "=", record.columns),
            Paragraph("and in the other order those of the rows:"),
            Equation(R, transpose, "=", record.rows),
            *_symmetric_part(record),
            Heading("Check"),
            Paragraph("Each S of these is its own transpose."),
            verdict(record.check()),
        ],
    )


def _symmetric_part(record: SymmetricProducts) -> Iterator[Block]:
    if record.symmetric_part is not None:
        yield Heading("Symmetric part")
        yield Paragraph("The mean of the matrix and its transpose has the same quadratic form:")
        yield Equation(record.symmetric_part)
