"""The answer by cases as a page, and as the part of other pages that says for which values what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import sympy as sp

from linalg.conditions.conditions import Condition
from linalg.elimination.cases import AnswerByCases, Case, answer_by_cases
from linalg.errors import LinalgError
from linalg.language import say
from linalg.notation import words
from linalg.notation.unknowns import unknown_column, unknown_names
from linalg.numbers.matrices import Matrix, symbols_in
from linalg.numbers.record_matrix import RecordMatrix
from linalg.page import Block, Equation, Heading, Page, Paragraph, Table, verdict
from linalg.record import page_of

About = Literal["solutions", "membership", "rank", "inverse", "subspaces"]

MOST_WRITTEN = 8
"""The solutions of so many cases are written out below the table."""


@page_of.register
def answer_page(record: AnswerByCases) -> Page:
    """Write the system, its cases in a table, the solutions of each, and the check."""
    A, b = record.A, record.b
    given = ("A", "=", A) if b is None else ("A", "=", A, words(",  "), "b", "=", b)
    about: About = "rank" if b is None else "solutions"
    return Page(
        "Answer by cases",
        [
            Equation(*given),
            *_defined(record),
            _table(record, about),
            *_solutions(record, record.cases),
            Heading("Check"),
            verdict(record.check()),
        ],
    )


def cases_blocks(A: Any, b: Any = None, about: About = "solutions") -> Iterator[Block]:
    """Yield the section "Answer by cases", or nothing where there are no symbols.

    Parameters
    ----------
    A : Elimination or exact matrix
    b : matrix, optional
        Right-hand sides, if A is no elimination.
    about : {"solutions", "membership", "rank", "inverse", "subspaces"}
        What the table says of each case beside its rank.

    Notes
    -----
    Where the cases are beyond the bounds, one line says so and why.
    """
    given, right = (A.A, A.b) if hasattr(A, "pivots") else (A, b)
    right = right if about in ("solutions", "membership") else None
    if not symbols_in(given, right):
        return
    yield Heading("Answer by cases")
    try:
        record = answer_by_cases(given, right)
    except LinalgError as error:
        yield Paragraph(say("The cases are not worked out: {error}.", error=str(error)))
        return
    yield from _defined(record)
    if len(record.cases) == 1 and not record.cases[0].conditions:
        yield Paragraph(*_always(record.cases[0], about, _names(record)))
        return
    yield _table(record, "rank" if about == "solutions" and right is None else about)
    if about == "solutions":
        yield from _solutions(record, record.cases[1:])


def null_spaces_blocks(A: Matrix) -> Iterator[Block]:
    """Yield the special solutions of Ax = 0 in each case after the first, where there are any.

    Where the cases are beyond the bounds, `cases_blocks` says so.
    """
    if not symbols_in(A):
        return
    try:
        cases = answer_by_cases(A).cases[1:]
    except LinalgError:
        return
    shown = [case for case in cases if case.null_vectors]
    for case in shown[:MOST_WRITTEN]:
        yield Paragraph("Where ", conjunction(case.conditions), " a basis is")
        parts = [part for vector in case.null_vectors for part in (words(",  "), vector)]
        yield Equation(*parts[1:])
    if len(shown) > MOST_WRITTEN:
        left_out = len(shown) - MOST_WRITTEN
        yield Paragraph(say("The bases of {count} more cases are left out.", count=left_out))


def _names(record: AnswerByCases) -> list[sp.Symbol]:
    return sorted(symbols_in(record.A, record.b), key=str)


def _defined(record: AnswerByCases) -> Iterator[Block]:
    if record.defined:
        yield Paragraph("The entries are defined where ", conjunction(record.defined), ".")


def conjunction(conditions: Iterable[Condition]) -> object:
    """Conditions side by side, with commas between them, as one part of a formula."""
    parts: list[object] = []
    for condition in conditions:
        parts += [","] if parts else []
        parts += condition.parts
    return tuple(parts)


def _always(case: Case, about: About, names: list[sp.Symbol]) -> Iterator[object]:
    yield from ("For all values of ", _listed(names), say(" the rank is {rank}", rank=case.rank))
    said = _said(case, about)
    if about == "solutions" and case.consistent is not None:
        yield say(", and the number of solutions is: {number}.", number=said)
    elif about == "membership":
        yield f", and the vector is {'' if said == 'yes' else 'not '}in the space."
    elif about == "inverse":
        yield f", and there is {'an inverse' if said == 'yes' else 'no inverse'}."
    else:
        yield "."


def _listed(names: list[sp.Symbol]) -> object:
    return tuple(part for name in names for part in (",", name))[1:]


def _table(record: AnswerByCases, about: About) -> Table:
    m, n = record.A.shape
    if about == "subspaces":
        header: tuple[object, ...] = (
            "case", "column space", "null space", "row space", "left null space",
        )  # fmt: skip
        rows = [
            (_case(case), case.rank, n - case.rank, case.rank, m - case.rank)
            for case in record.cases
        ]
        return Table(header, rows, left=(0,))
    last = {
        "solutions": "solutions",
        "membership": "in the space",
        "rank": "free unknowns",
        "inverse": "inverse",
    }[about]
    return Table(
        ("case", "rank", last),
        [(_case(case), case.rank, _said(case, about)) for case in record.cases],
        left=(0,),
    )


def _case(case: Case) -> object:
    return conjunction(case.conditions) if case.conditions else "always"


def _said(case: Case, about: About) -> object:
    if about == "inverse":
        return "yes" if not case.free_columns else "no"
    if about == "membership":
        return "yes" if case.consistent else "no"
    if case.consistent is None:
        return len(case.free_columns)
    if not case.consistent:
        return "none"
    return (
        say("a family of dimension {dimension}", dimension=case.dimension)
        if case.dimension
        else "exactly one"
    )


def _solutions(record: AnswerByCases, cases: Iterable[Case]) -> Iterator[Block]:
    """Yield the solutions of the first cases that have any; of Ax = 0 if there is no b."""
    has_right = record.b is not None
    names = unknown_names(record.A.shape[1], record.A, record.b)
    shown = [case for case in cases if (case.consistent if has_right else case.null_vectors)]
    for case in shown[:MOST_WRITTEN]:
        where = ("Where ", conjunction(case.conditions)) if case.conditions else ("Always",)
        yield Paragraph(*where, " the solutions of ", _equation(case, has_right), " are")
        yield Equation(*_written(case, names))
    if len(shown) > MOST_WRITTEN:
        yield Paragraph(
            say(
                "The solutions of {count} more cases are left out.", count=len(shown) - MOST_WRITTEN
            )
        )


def _equation(case: Case, has_right: bool) -> object:
    if not has_right:
        return ("A", "x", "=", 0)
    one = case.x is None or case.x.cols == 1
    return ("A", "x", "=", "b") if one else ("A", "X", "=", "B")


def _written(case: Case, names: tuple[str, ...]) -> list[object]:
    free = [names[j] for j in case.free_columns]
    terms = [part for x, n in zip(free, case.null_vectors, strict=True) for part in ("+", x, n)]
    vector = unknown_column(names)
    if case.x is None:
        return [vector, "=", *terms[1:]]
    if case.x.cols == 1:
        return [vector, "=", case.x, *terms]
    N = RecordMatrix.hstack(*case.null_vectors) if case.null_vectors else None
    return ["X", "=", case.x, *([] if N is None else ["+", N, "T"])]
