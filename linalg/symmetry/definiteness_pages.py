"""The page of the definiteness of a matrix with symbols."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from linalg.conditions.conditions import Condition
from linalg.elimination.case_blocks import conjunction
from linalg.page import Aligned, Block, Equation, Heading, Page, Paragraph, Table, symbol, verdict
from linalg.record import page_of
from linalg.symmetry.definiteness import DefinitenessByCases


@page_of.register
def definiteness_page(record: DefinitenessByCases) -> Page:
    """Write the leading minors, what they decide, and with one symbol a table of its values."""
    return Page(
        "A symmetric matrix",
        [
            Equation("A", "=", record.A),
            *_defined(record),
            Heading("Leading minors"),
            Paragraph("The determinants of the first rows and columns:"),
            Aligned(*((symbol("D", k), "=", D) for k, D in enumerate(record.minors, start=1))),
            Paragraph(_sentence("positive", record.positive), *_where(record.positive)),
            Paragraph(_sentence("negative", record.negative), *_where(record.negative)),
            *_table(record),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def _defined(record: DefinitenessByCases) -> Iterator[Block]:
    if record.defined:
        yield Paragraph("The entries are defined where ", conjunction(record.defined), ".")


def _sentence(sign: str, conditions: tuple[Condition, ...] | None) -> str:
    rule = "all minors are positive" if sign == "positive" else "their signs are -, +, -, …"
    begin = f"A is {sign} definite exactly where {rule}"
    if conditions is None:
        return f"{begin}: nowhere."
    return f"{begin}: " if conditions else f"{begin}: everywhere."


def _where(conditions: tuple[Condition, ...] | None) -> tuple[object, ...]:
    return (conjunction(conditions), ".") if conditions else ()


def _table(record: DefinitenessByCases) -> Iterator[Block]:
    yield Heading("Answer by cases")
    if not record.stretches:
        yield Paragraph(
            "All kinds are told apart for one symbol in fractions of polynomials; here only where "
            "A is definite."
        )
        return
    rows = [(condition.parts, kind) for kind, condition in record.cases]
    yield Table(("case", "A is"), rows, left=(0,))
    if any(stretch.low.has(sp.CRootOf) for stretch in record.stretches):
        yield Paragraph("Decimals are rounded: these numbers are roots of a polynomial.")
