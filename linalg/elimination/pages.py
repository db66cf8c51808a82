"""The page of an elimination: the steps, what becomes of the system, the factors, the check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from linalg.elimination.case_blocks import cases_blocks
from linalg.elimination.elimination import Elimination
from linalg.elimination.numerical_rank_blocks import rounding_blocks
from linalg.elimination.solution_blocks import (
    assumption_blocks,
    named_matrices,
    proof_blocks,
    solution_blocks,
    system_blocks,
)
from linalg.elimination.solving import solution_of
from linalg.elimination.step_blocks import steps_blocks
from linalg.errors import LinalgError
from linalg.kernels.floating import FloatFactors
from linalg.language import say
from linalg.notation import symbol
from linalg.page import Block, Heading, Page, Paragraph, verdict
from linalg.permutations.order_blocks import order_paragraph
from linalg.record import page_of


@page_of.register
def elimination_page(record: Elimination) -> Page:
    """Write an elimination: each matrix with its operation, the solutions, PA = LU, the check."""
    solution = None if record.b is None else solution_of(record)
    return Page(
        "Gaussian elimination" if record.form == "echelon" else "Gauss-Jordan elimination",
        [
            *system_blocks(record),
            *steps_blocks(record),
            *assumption_blocks(record),
            *([] if solution is None else solution_blocks(solution)),
            *cases_blocks(record),
            Heading("Factors"),
            *_factors(record),
            Heading("Check"),
            verdict(replace(record.check(), relation=record.relation)),
            *([] if solution is None else proof_blocks(solution)),
        ],
    )


def _factors(record: Elimination) -> Iterator[Block]:
    exchanged = record.relation == "PA = LU"
    order = (", the order of the rows in ", symbol("P")) if exchanged else ()
    yield Paragraph("The multipliers stand below the diagonal of ", symbol("L"), *order, ":")
    permutation = {"P": record.P} if exchanged else {}
    yield from named_matrices({**permutation, "L": record.L, "U": record.U})
    if exchanged:
        yield order_paragraph(record.p)
    rank = say("The rank is {rank}", rank=record.rank)
    if record.assumptions:
        rank = say("The rank is {rank} as long as the pivots are not zero", rank=record.rank)
    if record.shape[0] == record.shape[1]:
        yield Paragraph(rank, ", the determinant is ", *_determinant(record), ".")
    else:
        yield Paragraph(rank, ".")
    if isinstance(record.factors, FloatFactors):
        yield from rounding_blocks(record.A, record.factors.numerical_rank)


def _determinant(record: Elimination) -> tuple[object, ...]:
    try:
        return (record.determinant,)
    except LinalgError:
        return ("beyond the range of floats",)
