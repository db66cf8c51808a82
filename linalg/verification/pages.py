"""The page of a verification: what was given, the verdict, the first fault and what explains it."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.conditions.conditions import relation
from linalg.conditions.parameters import where_defined
from linalg.elimination.case_blocks import conjunction
from linalg.elimination.solution_blocks import named_matrices
from linalg.language import say
from linalg.numbers.matrices import is_float
from linalg.page import Block, Heading, Page, Paragraph, verdict
from linalg.record import page_of
from linalg.verification.claims import Claim
from linalg.verification.conventions.recognition import Reading, Recognition
from linalg.verification.conventions.table import CONVENTIONS
from linalg.verification.verification import Verification


@page_of.register
def verification_page(record: Verification) -> Page:
    """Write the verdict on each claim, with the reasons."""
    decided = all(claim.check.decided for claim in record.claims)
    title = "It holds" if record.holds else "It does not hold" if decided else "Undecided"
    blocks: list[Block] = []
    if record.convention is not None:
        name = CONVENTIONS[record.convention].name
        blocks.append(Paragraph(say("The factors are read as {name} writes them.", name=name)))
    several = len(record.claims) > 1
    for claim in record.claims:
        blocks += [Heading(claim.title)] if several else []
        blocks += _claim(claim, 3 if several else 2)
    if record.other_readings:
        blocks.append(Heading("Another convention"))
        blocks.append(Paragraph("The factors are right where they are read otherwise:"))
        blocks += map(_reading, record.other_readings)
    return Page(title, blocks)


@page_of.register
def recognition_page(record: Recognition) -> Page:
    """Write the readings in which factors are right, or what is wrong first."""
    given = {"A": record.A, "L": record.L, "U": record.U}
    blocks: list[Block] = [Paragraph("Given are"), *named_matrices(given)]
    if not record.readings:
        blocks.append(Paragraph("No relation of those that are tried holds."))
        return Page("Not recognised", [*blocks, *_verdict(record.claim, 2)])
    if len(record.readings) > 1:
        blocks.append(Paragraph("Several readings hold, and the numbers do not tell them apart:"))
    return Page("Recognised", [*blocks, *map(_reading, record.readings)])


def _reading(reading: Reading) -> Paragraph:
    return Paragraph(say("{reading}.", reading=reading.said))


def _claim(claim: Claim, level: int) -> Iterator[Block]:
    """Yield what was given and the verdict; its parts have headings of a level."""
    yield Paragraph("Given are")
    yield from named_matrices(claim.matrices)
    yield from _order(claim)
    yield from _verdict(claim, level)


def _verdict(claim: Claim, level: int) -> Iterator[Block]:
    yield Heading("Verdict", level)
    yield verdict(claim.check)
    yield Paragraph(claim.bound or "All numbers are exact, and so is the comparison.")
    yield from _defined(claim)
    if (found := claim.diagnosis) is None:
        return
    if found.fault is not None:
        yield Heading("The first mistake", level)
        yield Paragraph(found.fault.said)
    if not found.causes and found.fault is not None and found.fault.is_reason:
        return
    yield Heading("Causes", level)
    if not found.causes:
        yield Paragraph(
            "No single mistake of those that are looked for explains everything that is wrong."
        )
        if found.further:
            yield Paragraph(found.further)
    elif len(found.causes) > 1:
        yield Paragraph(
            say(
                "Each of these {count} mistakes alone explains all that is wrong; which it was, "
                "the numbers do not tell:",
                count=len(found.causes),
            )
        )
    for cause in found.causes:
        yield Paragraph(cause.said)


def _order(claim: Claim) -> Iterator[Block]:
    for said in claim.orders:
        yield Paragraph(said)


def _defined(claim: Claim) -> Iterator[Block]:
    """Say for which values of the symbols the entries are defined."""
    exact = [M for M in claim.matrices.values() if not is_float(M)]
    conditions = list(where_defined(x for M in exact for x in M))
    if conditions:
        yield Paragraph(
            "They are compared as functions; the entries are defined where ",
            conjunction(map(relation, conditions)), ".",
        )  # fmt: skip
    elif any(M.free_symbols for M in exact):
        yield Paragraph("They are compared as functions, for all values of the symbols.")
