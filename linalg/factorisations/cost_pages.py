"""The page of costs: the work column by column, and the closed forms beside the counts."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.factorisations import costs
from linalg.factorisations.costs import Cost
from linalg.language import say
from linalg.notation import fenced, over, power
from linalg.page import Block, Heading, Page, Paragraph, Table, verdict
from linalg.record import page_of


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
            *_totals(record),
            verdict(record.check()),
        ],
    )


def _totals(record: Cost) -> Iterator[Block]:
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
