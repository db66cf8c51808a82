"""The page of elimination matrices: each step, both products, where the entries come from."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.elimination.solution_blocks import named_matrices, system_blocks
from linalg.factorisations.elimination_matrices import EliminationMatrices, Way
from linalg.notation import fenced, symbol
from linalg.page import Block, Equation, Heading, Page, Paragraph, Table, verdict
from linalg.record import page_of


@page_of.register
def elimination_matrices_page(record: EliminationMatrices) -> Page:
    """Write the matrices E_ij, their product E, the inverses' product L, and why they differ."""
    return Page(
        "Elimination matrices",
        [
            *system_blocks(record.elimination),
            *_exchanges(record),
            Heading("One matrix for each step"),
            *_matrices(record),
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


def _matrices(record: EliminationMatrices) -> Iterator[Block]:
    if not record.steps:
        yield Paragraph("There is nothing to eliminate.")
    for step, matrix in zip(record.steps, record.matrices, strict=True):
        yield Equation(_name(step.target, step.source), "=", matrix)


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
        (_name(i, j), _sum_of_ways(ways), record.E[i, j], record.L[i, j])
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


def _name(i: int, j: int) -> object:
    return symbol("E", (i + 1, j + 1))
