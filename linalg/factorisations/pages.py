"""The pages of factorisations, of the matrices that eliminate, of inverses and of their costs."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from linalg.elimination.case_blocks import cases_blocks
from linalg.elimination.solution_blocks import (
    assumption_blocks,
    named_matrices,
    system_blocks,
    written_out,
)
from linalg.elimination.step_blocks import steps_blocks
from linalg.factorisations import costs
from linalg.factorisations.costs import Cost
from linalg.factorisations.elimination_matrices import EliminationMatrices, Way
from linalg.factorisations.factorisations import Factorisation
from linalg.factorisations.gauss_jordan import Inverse, ReducedForm
from linalg.factorisations.quadratic_form_blocks import form_blocks
from linalg.factorisations.symmetric_factors import LDLT
from linalg.language import say
from linalg.notation import fenced, over, power, symbol
from linalg.numbers.legible import is_legible
from linalg.numbers.matrices import is_float
from linalg.page import Block, Equation, Heading, Page, Paragraph, Table, verdict
from linalg.permutations.order_blocks import order_paragraph
from linalg.record import page_of


@page_of.register
def factorisation_page(record: Factorisation) -> Page:
    """Write a factorisation: the steps that find it, its factors and the check."""
    factors = dict(zip(record.names, record, strict=True))
    check = record.check()
    return Page(
        say("The factors of {relation}", relation=check.relation),
        [
            *system_blocks(record.elimination),
            *steps_blocks(record.elimination),
            *assumption_blocks(record.elimination),
            Heading("Factors"),
            *named_matrices(factors),
            *([order_paragraph(record.p)] if "P" in factors else []),
            *(form_blocks(record) if isinstance(record, LDLT) else ()),
            Heading("Check"),
            verdict(check),
        ],
    )


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
            *_range_of_inverse(record),
            *cases_blocks(record.A, about="inverse"),
            Heading("Check"),
            *(product if multiplied else []),
            verdict(check),
        ],
    )  # fmt: skip


def _range_of_inverse(record: Inverse) -> Iterator[Block]:
    """Say where the inverse holds, if that is at more values than the steps need."""
    determinant = sp.sympify(record.elimination.determinant)
    if record.elimination.assumptions and determinant.is_number:
        yield Paragraph(
            "The inverse itself holds wherever ", symbol("A"), " is defined, since ",
            ("det", symbol("A"), "=", determinant),
            ": only the steps need those pivots.",
        )  # fmt: skip


@page_of.register
def elimination_matrices_page(record: EliminationMatrices) -> Page:
    """Write the matrices E_ij, their product E, the inverses' product L, and why they differ."""
    return Page(
        "Elimination matrices",
        [
            *system_blocks(record.elimination),
            *_exchanges(record),
            Heading("One matrix for each step"),
            *_elementary_matrices(record),
            Heading("Their products"),
            Paragraph(
                "Going down, the later step stands on the left; going back, the order turns:"
            ),
            *named_matrices({"E": record.E, "L": record.L}),
            *_origins(record),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def _exchanges(record: EliminationMatrices) -> Iterator[Block]:
    P, A = record.elimination.P, record.elimination.A
    if record.elimination.p == tuple(range(A.shape[0])):
        return
    yield Paragraph(
        "With the exchanges of rows made beforehand, the matrices are those of ", ("P", "A"), ":"
    )
    yield from named_matrices({"P": P, "PA": P @ A})


def _elementary_matrices(record: EliminationMatrices) -> Iterator[Block]:
    if not record.steps:
        yield Paragraph("There is nothing to eliminate.")
    for step, matrix in zip(record.steps, record.matrices, strict=True):
        yield Equation(_elementary_name(step.target, step.source), "=", matrix)


def _origins(record: EliminationMatrices) -> Iterator[Block]:
    mixed = {place: ways for place, ways in record.origins.items() if _is_mixed(ways)}
    if not mixed:
        yield Paragraph("No entry of E mixes multipliers here.")
        return
    yield Paragraph(
        "A row may reach another by way of rows between, so entries of E add up products of "
        "multipliers; in L each multiplier only takes its place:"
    )
    rows = [
        (_elementary_name(i, j), _sum_of_ways(ways), record.E[i, j], record.L[i, j])
        for (i, j), ways in sorted(mixed.items())
    ]
    yield Table(("place", "ways", "in E", "in L"), rows)


def _is_mixed(ways: tuple[Way, ...]) -> bool:
    return any(len(way.steps) > 1 for way in ways)


def _sum_of_ways(ways: tuple[Way, ...]) -> tuple[object, ...]:
    parts: list[object] = []
    for way in ways:
        parts += ["+"] if parts else []
        for step in way.steps:
            parts.append(fenced(-step.multiplier))
    return tuple(parts)


def _elementary_name(i: int, j: int) -> object:
    return symbol("E", (i + 1, j + 1))


@page_of.register
def cost_page(record: Cost) -> Page:
    """Write where the work goes, and how it compares with the closed forms."""
    m, n = record.shape
    return Page(
        "The cost of elimination",
        [
            Paragraph(
                say("Operations of eliminating a {m} × {n} matrix, column by column:", m=m, n=n)
            ),
            Table(
                ("column", "divisions", "multiply-subtracts", "the same, zeros skipped"),
                [
                    (
                        column.column + 1,
                        column.divisions,
                        column.multiply_subtracts,
                        column.multiply_subtracts_skipping,
                    )
                    for column in record.columns
                ],
            ),
            Heading("In all"),
            *_totals_of_cost(record),
            verdict(record.check()),
        ],
    )


def _totals_of_cost(record: Cost) -> Iterator[Block]:
    m, n = record.shape
    yield Paragraph(
        say(
            "{multiply_subtracts} multiply-subtracts, {with_divisions} operations with "
            "the divisions; {with_divisions_skipping} where zeros are skipped. One "
            "right-hand side takes {for_one_right_hand_side} more.",
            multiply_subtracts=record.multiply_subtracts,
            with_divisions=record.with_divisions,
            with_divisions_skipping=record.with_divisions_skipping,
            for_one_right_hand_side=record.for_one_right_hand_side,
        )
    )
    if m != n or len(record.columns) < n:
        return
    cube = power("n", 3)
    yield Paragraph(say("The closed forms for n = {n}:", n=n))
    yield Table(
        ("what", "closed form", "value", "counted"),
        [
            (
                "multiply-subtracts",
                over((fenced(("n", "-", 1)), "n", fenced((2, "n", "-", 1))), 6),
                costs.elimination_multiply_subtracts(n),
                record.multiply_subtracts,
            ),
            (
                "with divisions",
                over((cube, "-", "n"), 3),
                costs.elimination_with_divisions(n),
                record.with_divisions,
            ),
            (
                "one right-hand side",
                power("n", 2),
                costs.right_hand_side(n),
                record.for_one_right_hand_side,
            ),
            ("the inverse, zeros of I skipped", cube, costs.inverse(n), "not part of this"),
        ],
    )
