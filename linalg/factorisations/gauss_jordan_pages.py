"""The pages of the reduced echelon form and of the inverse."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from linalg.elimination.case_blocks import cases_blocks
from linalg.elimination.solution_blocks import assumption_blocks, written_out
from linalg.elimination.step_blocks import steps_blocks
from linalg.factorisations.gauss_jordan import Inverse, ReducedForm
from linalg.language import say
from linalg.notation import symbol
from linalg.numbers.legible import is_legible
from linalg.numbers.matrices import is_float
from linalg.page import Block, Equation, Heading, Page, Paragraph, verdict
from linalg.record import page_of


@page_of.register
def reduced_form_page(record: ReducedForm) -> Page:
    """Write how R was found, where its pivots are, and the check."""
    elimination = record.elimination
    columns = ", ".join(str(column + 1) for column in record.pivot_columns) or "none"
    symbolic = elimination is not None and elimination.assumptions
    given = "As long as the pivots are not zero, the" if symbolic else "The"
    return Page(
        "Reduced row echelon form",
        [
            Equation("A", "=", record.A),
            *([] if elimination is None else steps_blocks(elimination)),
            *([] if elimination is None else assumption_blocks(elimination)),
            Heading("Reduced form"),
            *written_out(symbol("R"), record.R),
            Paragraph(
                given, say(" rank is {rank}; pivot columns: {columns}.", rank=record.rank,
                           columns=columns),
            ),
            *cases_blocks(record.A, about="rank"),
            Heading("Check"),
            Paragraph(
                "The columns of ", symbol("C"), " are the pivot columns of ", symbol("A"),
                ", ", symbol("R"), " is taken without its zero rows.",
            ),
            verdict(record.check()),
        ],
    )  # fmt: skip


@page_of.register
def inverse_page(record: Inverse) -> Page:
    """Write the steps from [A I] to [I A⁻¹], the inverse and the check."""
    inverse = symbol("A", sup=-1)
    check = record.check()
    identity = sp.eye(record.A.shape[0])  # what the check has found the product to be
    product = [Equation("A", inverse, "=", record.A, record.matrix, "=", identity)]
    multiplied = not is_float(record.elimination.A) and check and is_legible(record.matrix)
    return Page(
        "Inverse by Gauss-Jordan elimination",
        [
            Paragraph("The steps that turn ", symbol("A"), " into ", symbol("I"),
                      " turn ", symbol("I"), " into ", inverse, "."),
            Equation("A", "=", record.A),
            *steps_blocks(record.elimination),
            *assumption_blocks(record.elimination),
            Heading("Inverse"),
            *written_out(inverse, record.matrix),
            *_range(record),
            *cases_blocks(record.A, about="inverse"),
            Heading("Check"),
            *(product if multiplied else []),
            verdict(check),
        ],
    )  # fmt: skip


def _range(record: Inverse) -> Iterator[Block]:
    """Say where the inverse holds, if that is at more values than the steps need."""
    determinant = sp.sympify(record.elimination.determinant)
    if record.elimination.assumptions and determinant.is_number:
        yield Paragraph(
            "The inverse itself holds wherever ", symbol("A"), " is defined, since ",
            ("det", symbol("A"), "=", determinant),
            ": only the steps need those pivots.",
        )  # fmt: skip
