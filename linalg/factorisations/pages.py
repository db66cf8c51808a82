"""The page of a factorisation: the steps, the factors and the check."""

from __future__ import annotations

from linalg.elimination.solution_blocks import assumption_blocks, named_matrices, system_blocks
from linalg.elimination.step_blocks import steps_blocks
from linalg.factorisations.factorisations import LDLT, Factorisation
from linalg.factorisations.quadratic_form_blocks import form_blocks
from linalg.language import say
from linalg.page import Heading, Page, verdict
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
