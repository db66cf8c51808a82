"""The page of a rank: the pivots, A = CR, the dimensions of the four subspaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linalg.elimination.case_blocks import cases_blocks
from linalg.elimination.numerical_rank_blocks import numpy_blocks
from linalg.elimination.solution_blocks import assumption_blocks, named_matrices, system_blocks
from linalg.elimination.step_blocks import LONGEST, steps_blocks
from linalg.factorisations.gauss_jordan import ReducedForm
from linalg.language import listing, say, say_counted
from linalg.notation import symbol
from linalg.page import Block, Equation, Heading, Page, Paragraph, Table, fenced, verdict
from linalg.record import page_of
from linalg.subspaces.ranks import Rank


@page_of.register
def rank_page(record: Rank) -> Page:
    """Write where the pivots are, which columns and rows are independent, and what follows."""
    return Page(
        "The rank of a matrix",
        [
            *_pivots(record),
            Heading("Independent columns and rows"),
            *_independent(record),
            Heading("Dimensions"),
            *_dimensions(record),
            *cases_blocks(record.A, about="rank"),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def _pivots(record: Rank) -> Iterator[Block]:
    """Yield the elimination with its pivots, or the singular values of floats."""
    elimination, r = record.reduced.elimination, record.value
    if elimination is None:
        yield Equation("A", "=", record.A)
        yield from _singular_values(record)
        return
    yield from system_blocks(elimination)
    yield from steps_blocks(elimination)
    yield from assumption_blocks(elimination)
    yield Heading("Rank")
    if not r:
        yield Paragraph("There is no pivot: the rank is 0.")
        return
    condition = " under these conditions" if _conditions(record.reduced) else ""
    yield Paragraph(
        _named("Column", record.columns),
        " has a pivot" if r == 1 else " have pivots",
        say(", so the rank is {rank}", rank=r),
        f"{condition}.",
    )


def _singular_values(record: Rank) -> Iterator[Block]:
    values, tolerance = record.singular_values, record.reduced.tolerance
    yield Heading("Rank")
    if values is not None and len(values):
        shown = [part for value in values[:LONGEST] for part in (",", float(value))][1:]
        more = (",", "…") if len(values) > LONGEST else ()
        yield Paragraph(
            "Floats are rounded, so the rank is read off the singular values, those of ",
            symbol("A"), " with rows and columns scaled by powers of 2 to one size:",
        )  # fmt: skip
        yield Equation(symbol("sigma", "i"), "=", *shown, *more)
    one, several = "1 of them is", "{count} of them are"
    yield Paragraph(
        say(one) if record.value == 1 else say(several, count=record.value),
        " above the tolerance ",
        tolerance,
        say(": the rank is {value}.", value=record.value),
    )
    if record.reduced.judged is not None:
        yield from numpy_blocks(record.A, record.reduced.judged)


def _independent(record: Rank) -> Iterator[Block]:
    r = record.value
    if not r:
        yield Paragraph("Every entry is zero: no column and no row is independent.")
        return
    yield Paragraph(
        "With the pivot columns of ", symbol("A"), " in ", symbol("C"), " and the rows of the "
        "reduced form that are not zero in ", symbol("R"), ", ", ("A", "=", "C", "R"), ":",
    )  # fmt: skip
    yield from named_matrices({"C": record.C, "R": record.R})
    if _conditions(record.reduced):
        yield Paragraph("This too holds under those conditions.")
    columns = (
        " combines the column of " if r == 1 else say(" combines the {rank} columns of ", rank=r)
    )
    rows = (
        ", and every row combines the row of "
        if r == 1
        else say(", and every row combines the {rank} rows of ", rank=r)
    )
    yield Paragraph(
        "So every column of ", symbol("A"), columns, symbol("C"), rows, symbol("R"),
        ": there are as many independent rows as columns",
        *_which_rows(record), ".",
    )  # fmt: skip


def _which_rows(record: Rank) -> Iterator[object]:
    """Name independent rows of A, unless that takes conditions of its own."""
    if _conditions(record.transposed) <= _conditions(record.reduced):
        yield ", and "
        yield _named("row", record.rows)
        yield " of "
        yield symbol("A")
        yield " is such a row" if record.value == 1 else " are such rows"


def _conditions(reduced: ReducedForm) -> set[Any]:
    """Return what must not be zero for these pivots to be pivots."""
    found = () if reduced.elimination is None else reduced.elimination.assumptions
    return {assumption.expression for assumption in found}


def _dimensions(record: Rank) -> Iterator[Block]:
    if _conditions(record.reduced):
        yield Paragraph("Under the conditions above:")
    (m, n), r = record.A.shape, record.value
    A, transposed = fenced("A"), fenced(symbol("A", sup="T"))
    spaces = (
        ("column space", ("C", A), m, ("r", "=", r)),
        ("null space", ("N", A), n, ("n", "-", "r", "=", n - r)),
        ("row space", ("C", transposed), n, ("r", "=", r)),
        ("left null space", ("N", transposed), m, ("m", "-", "r", "=", m - r)),
    )
    rows = [(name, of, symbol("R", sup=ambient), size) for name, of, ambient, size in spaces]
    yield Table(("subspace", "of A", "in", "dimension"), rows)
    yield from _consequences(record)


def _consequences(record: Rank) -> Iterator[Block]:
    """Say what full rank means for Ax = b, and what it means where it is missing."""
    (m, n), r = record.A.shape, record.value
    zero, system = ("A", "x", "=", 0), ("A", "x", "=", "b")
    given = "Under these conditions the " if _conditions(record.reduced) else "The "
    columns: tuple[object, ...]
    rows: tuple[object, ...]
    if r == n:
        columns = (
            f"{given}columns are independent: only ",
            ("x", "=", 0),
            " solves ",
            zero,
        )
    else:
        free = say_counted(n - r, "{count} free unknown", "{count} free unknowns")
        columns = (
            f"{given}columns depend on each other: ",
            zero,
            say(" leaves {free}", free=free),
        )
    if r == m:
        rows = (
            f"{given}rows are independent: ",
            system,
            " has a solution for every ",
            symbol("b"),
        )
    else:
        rows = (f"{given}rows depend on each other: ", system, " has no solution for some ",
                symbol("b"))  # fmt: skip
    yield Paragraph(*columns, ".")
    yield Paragraph(*rows, ".")
    if r == m == n:
        yield Paragraph(f"{given}matrix is invertible.")


def _named(noun: str, places: Sequence[int]) -> str:
    """Columns 1, 2 and 4, counted from 1."""
    numbers = listing([place + 1 for place in places])
    match noun, len(places):
        case "Column", 1:
            return say("Column {numbers}", numbers=numbers)
        case "Column", _:
            return say("Columns {numbers}", numbers=numbers)
        case _, 1:
            return say("row {numbers}", numbers=numbers)
    return say("rows {numbers}", numbers=numbers)
