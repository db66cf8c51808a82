"""The page of a solved system, and the end of other pages that solve one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from linalg.conditions.conditions import vanishing
from linalg.elimination.back_substitution import Unknown
from linalg.elimination.case_blocks import cases_blocks
from linalg.elimination.elimination import Elimination
from linalg.elimination.numerical_rank_blocks import precision_blocks
from linalg.elimination.solving import Solution
from linalg.elimination.step_blocks import steps_blocks, taken_away
from linalg.language import capitalised, listing, say, say_counted
from linalg.notation import formula, marked, point, quotient, symbol, words
from linalg.notation.unknowns import unknown_column, unknown_names, unknown_point
from linalg.numbers.legible import (
    LONGEST_ENTRY,
    LONGEST_SUM,
    common_denominator,
    is_legible,
    longest,
    terms,
)
from linalg.numbers.matrices import Matrix, is_float, symbols_in
from linalg.page import Aligned, Block, Equation, Heading, Page, Paragraph, verdict
from linalg.page.breaking import text_columns
from linalg.record import page_of
from linalg.vectors.multiple_blocks import multiples_blocks

_SIDE_BY_SIDE = 12
"""Matrices with so many columns together stand on one line."""
_SHORT = 40
"""A solution of so many columns of text is written within the sentence."""


@page_of.register
def solution_page(solution: Solution) -> Page:
    """Write how Ax = b was solved: the system, the steps, the solutions and the check."""
    record = solution.elimination
    return Page(
        "A linear system",
        [
            *system_blocks(record),
            *steps_blocks(record),
            *assumption_blocks(record),
            *solution_blocks(solution),
            *cases_blocks(record),
            Heading("Check"),
            *proof_blocks(solution),
        ],
    )


def system_blocks(record: Elimination) -> Iterator[Block]:
    """Yield what is given: A, and the right-hand sides where there are some."""
    m, n = record.shape
    if record.b is None:
        yield Paragraph(say("The {m} × {n} matrix", m=m, n=n))
        yield Equation("A", "=", record.A)
    else:
        unknown, right = _names(record.b)
        equations = say_counted(m, "{count} equation", "{count} equations")
        unknowns = say_counted(n, "{count} unknown", "{count} unknowns")
        counted = say(" of {equations} in {unknowns}, with", equations=equations, unknowns=unknowns)
        yield Paragraph("The system ", ("A", unknown, "=", right), counted)
        yield from named_matrices({"A": record.A, right: record.b})
    yield from precision_blocks(record.given.eps)


def named_matrices(matrices: Mapping[str, Matrix]) -> Iterator[Block]:
    """Yield matrices with their names, on one line if they are small."""
    if sum(matrix.shape[1] for matrix in matrices.values()) > _SIDE_BY_SIDE:
        yield from (Equation(name, "=", matrix) for name, matrix in matrices.items())
        return
    parts = [(words(",  "), symbol(name), "=", matrix) for name, matrix in matrices.items()]
    yield Equation(*[piece for part in parts for piece in part][1:])


def written_out(name: object, matrix: Matrix) -> Iterator[Block]:
    """Yield a matrix with its name; one with long entries over their denominator, or its size."""
    if is_legible(matrix):
        yield Equation(name, "=", matrix)
        return
    over = common_denominator(matrix)
    if over is None or not is_legible(over[1]) or terms(over[0]) > LONGEST_SUM:
        yield Paragraph(
            name,
            say(
                " has entries of up to {most} terms, too long for a page; the record holds them.",
                most=longest(matrix),
            ),
        )
        return
    taken = {str(x) for x in symbols_in(matrix)}
    D = symbol(next(letter for letter in ("D", "Q", "denominator") if letter not in taken))
    yield Equation(name, "=", quotient(1, D), over[1])
    yield Paragraph("with")
    yield Aligned((D, "=", over[0]))


def assumption_blocks(record: Elimination) -> Iterator[Block]:
    """Yield what must not be zero for the symbolic steps to be allowed."""
    conditions: list[object] = []
    for assumption in record.assumptions:
        if (size := terms(assumption.expression)) <= LONGEST_ENTRY:
            conditions.append(assumption.condition.parts)
        else:
            row = assumption.row + 1
            conditions.append(
                say(
                    "the polynomial of {size} terms in the pivot of row {row} is not 0",
                    size=size,
                    row=row,
                )
            )
    if conditions:
        yield Paragraph("The pivots are not zero as long as ", listing(conditions), ".")


def solution_blocks(solution: Solution) -> Iterator[Block]:
    """Yield the section on the solutions, or on why there is none."""
    record = solution.elimination
    if solution.kind == "none":
        yield Heading("No solution")
        if record.assumptions:
            yield Paragraph("This holds as long as the pivots are not zero.")
        yield from _contradiction(solution)
        return
    if solution.kind == "conditional":
        yield Heading("When there is a solution")
        yield from _condition(solution)
    legible = all(map(is_legible, (solution.x, solution.N, record.U, record.c)))
    substituted = solution.b.shape[1] == 1 and legible and _is_triangular(solution)
    yield Heading("Back substitution" if substituted else "Solution")
    if substituted:
        yield from _substitution(solution)
    yield from _family(solution) if solution.free_columns else _unique(solution)


def proof_blocks(solution: Solution) -> Iterator[Block]:
    """Yield the check of the solutions, or of the evidence against any."""
    record = solution.elimination
    shown = solution.kind in ("unique", "family") and not is_float(record.A)
    if shown and is_legible(solution.x) and solution.check():
        yield Equation("A", _names(solution.b)[0], "=", record.A, solution.x, "=", record.b)
    yield verdict(solution.check())


def _names(b: Matrix) -> tuple[str, str]:
    """The names of the unknowns and right-hand sides: vectors, or matrices of several columns."""
    return ("x", "b") if b.shape[1] == 1 else ("X", "B")


def _is_triangular(solution: Solution) -> bool:
    """Say whether U, as it stands, can be substituted back.

    A singular float U cannot, nor one from which rounding has taken the solution away, as it may
    where rows and columns are in very different units.
    """
    record = solution.elimination
    if not is_float(record.A) or not record.pivots:
        return bool(record.pivots)
    if len(record.pivots) < record.shape[1] or solution.x is None:
        return False
    x = np.zeros((record.shape[1], 1))
    for unknown in record.back_substitution():
        x[unknown.column] = unknown.value
    return bool(replace(solution, x=x).check())


def _substitution(solution: Solution) -> Iterator[Block]:
    names, free = _unknowns(solution.elimination), solution.free_columns
    if free:
        zeros = [(names[j], "=", 0) for j in free]
        chosen = "unknown" if len(free) == 1 else "unknowns"
        beginning = say("From the last equation up, with the free {chosen} ", chosen=chosen)
        yield Paragraph(beginning, listing(zeros), ":")
    else:
        yield Paragraph("From the last equation up:")
    unknowns = solution.elimination.back_substitution()
    yield Aligned(*(_found(unknown, names[unknown.column], free) for unknown in unknowns))


def _found(unknown: Unknown, name: str, free: tuple[int, ...]) -> tuple[object, ...]:
    """Write the substitution that gives an unknown: y = (6 - (-2) · (-2))/2 = 1."""
    sum_of_terms: list[object] = [unknown.right_hand_side]
    for term in unknown.terms:
        if term.column not in free:
            sign, size = taken_away(term.coefficient)
            sum_of_terms += [sign, *(() if size == 1 else (size, "·")), term.value]
    numerator = formula(tuple(sum_of_terms))
    division = numerator if unknown.pivot == 1 else quotient(numerator, unknown.pivot)
    value = formula(unknown.value)
    chain = () if division == value else ("=", division)
    return (name, *chain, "=", marked(value, "result"))


def _unique(solution: Solution) -> Iterator[Block]:
    record = solution.elimination
    unknown, _ = _names(solution.b)
    if unknown == "x":
        coordinates = point(*solution.particular[:, 0])
        if text_columns(coordinates) <= _SHORT:
            answer = (unknown_point(_unknowns(record)), "=", coordinates)
            yield Paragraph(_given(solution, "there is exactly one solution, "), answer, ".")
            return
    yield Paragraph(_given(solution, "there is exactly one solution:"))
    yield from written_out(symbol(unknown), solution.x)


def _family(solution: Solution) -> Iterator[Block]:
    record = solution.elimination
    names = _unknowns(record)
    free = [formula(names[j]) for j in solution.free_columns]
    if len(free) == 1:
        yield Paragraph(_given(solution, "the unknown "), free[0], " is free. All solutions:")
    else:
        unknowns = _given(solution, "the unknowns ")
        yield Paragraph(unknowns, listing(free), " are free. All solutions:")
    if not (is_legible(solution.x) and is_legible(solution.N)):
        unknown = symbol(_names(solution.b)[0])
        yield Paragraph("any of which is ", unknown, " plus a combination of the columns of ",
                        symbol("N"), ", where")  # fmt: skip
        yield from written_out(unknown, solution.x)
        yield from written_out(symbol("N"), solution.N)
        return
    if _names(solution.b)[0] == "X":
        yield Equation("X", "=", solution.x, "+", solution.N, "T")
        yield Paragraph("with any matrix ", symbol("T"), " of the right shape.")
    else:
        multiples = [
            part for x, n in zip(free, solution.null_vectors, strict=True) for part in ("+", x, n)
        ]
        yield Equation(unknown_column(names), "=", solution.x, *multiples)
    others = list(multiples_blocks(solution.null_vectors))
    if others:
        yield Paragraph(
            "The special solutions, the vectors beside the free unknowns, span the null space."
        )
        yield from others


def _given(solution: Solution, words: str) -> str:
    """Begin a sentence: "Under these conditions there", or "There" where none are."""
    if solution.conditions or solution.elimination.assumptions:
        return say(f"Under these conditions {words}")
    return capitalised(say(words))


def _condition(solution: Solution) -> Iterator[Block]:
    """Say what has to hold for the rows of zeros to say nothing, and with what weights."""
    record, y = solution.elimination, solution.weights
    y_transposed = symbol("y", sup="T")
    row, value = _impossible(record)
    conditions = [vanishing(condition).parts for condition in solution.conditions]
    yield Paragraph(
        say("Row {row} of the last matrix says ", row=row + 1),
        (0, "=", value),
        ". There is a solution exactly where ",
        listing(conditions),
        ", as long as the pivots are not zero." if record.assumptions else ".",
    )
    yield Paragraph("The weights with which the equations add up to that row:")
    yield Equation("y", "=", y)
    yield Aligned(
        (y_transposed, "A", "=", y.T @ record.A),
        (y_transposed, _names(solution.b)[1], "=", y.T @ solution.b),
    )


def _contradiction(solution: Solution) -> Iterator[Block]:
    record, y = solution.elimination, solution.weights
    y_transposed = symbol("y", sup="T")
    if not is_float(record.A):
        row, value = _impossible(record)
        yield Paragraph(
            say("Row {row} of the last matrix says ", row=row + 1),
            (0, "=", value),
            ", which is never true.",
        )
    yield Paragraph("Add up the equations with these weights:")
    yield Equation("y", "=", y)
    if is_float(record.A):
        yield Paragraph("The left sides cancel, the right sides do not.")
        return
    yield Paragraph("The left sides cancel, the right sides do not:")
    yield Aligned(
        (y_transposed, "A", "=", y.T @ record.A),
        (y_transposed, _names(solution.b)[1], "=", y.T @ solution.b),
    )


def _impossible(record: Elimination) -> tuple[int, Any]:
    """The first row that says 0 = something else, and that something."""
    _, c = record.right_hand_sides
    rows, columns = c.shape
    taken = {row for row, _ in record.pivots}
    places = ((i, k) for i in range(rows) if i not in taken for k in range(columns))
    return next((i, c[i, k]) for i, k in places if c[i, k] != 0)


def _unknowns(record: Elimination) -> tuple[str, ...]:
    return unknown_names(record.shape[1], record.A, record.b)
