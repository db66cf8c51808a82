"""The part of a page that shows the steps of an elimination: each matrix, the operation beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from linalg.elimination.elimination import Elimination
from linalg.elimination.steps import Scale, Step, Subtract, Swap
from linalg.language import say
from linalg.notation import Formula, Role, brackets, formula, marked, quotient, symbol, to_text
from linalg.notation.expressions import sign_and_size
from linalg.numbers.legible import is_legible, longest
from linalg.numbers.matrices import Matrix
from linalg.page import Block, Equation, Heading, Paragraph

ONE_BY_ONE = 4
"""Up to so many rows every step has a matrix of its own; above, every column."""
LONGEST = 12
"""Above so many rows the steps would fill a booklet and are left out."""

MOST_TERMS = 2000
"""A matrix whose entries are made of more terms is not made for a page: they would be too long."""


@dataclass(frozen=True)
class Beat:
    """Steps shown beside one matrix, the state before them."""

    state: Matrix
    steps: tuple[Step, ...]


def steps_blocks(record: Elimination) -> Iterator[Block]:
    """Yield the section on the steps: for each beat a sentence, the matrix, the operations."""
    yield Heading("Steps")
    if record.shape[0] > LONGEST:
        count = len(record.steps)
        yield Paragraph(
            say(
                "The {count} steps are written out for at most {most} rows.",
                count=count,
                most=LONGEST,
            )
        )
        return
    places = dict(record.pivots)
    shown = 0
    for beat in beats(record):
        if not is_legible(beat.state):
            yield _left_out(record, shown, longest(beat.state))
            return
        yield Paragraph(*_sentence(beat, record, places))
        yield _operations(beat, record, places)
        shown += len(beat.steps)
    if shown < len(record.steps) or not is_legible(record.states[-1]):
        yield _left_out(record, shown, None)
        return
    if record.steps:
        yield Paragraph("That leaves")
    else:
        yield Paragraph("There is nothing to eliminate; the matrix has its form already:")
    pivots: dict[tuple[int, int], Role] = dict.fromkeys(record.pivots, "pivot")
    yield Equation(brackets(record.states[-1], bar=record.shape[1], marks=pivots))


def _left_out(record: Elimination, shown: int, size: int | None) -> Paragraph:
    """Say which matrices are not written out, since nobody could read them."""
    left = len(record.steps) - shown
    grown = (
        "too long for a page"
        if size is None
        else say("of {size} terms, too long for a page", size=size)
    )
    if not left:
        return Paragraph(
            say(
                "The matrix that this leaves has entries {grown}; the record holds it.", grown=grown
            )
        )
    one = "The step that follows is left out here"
    several = "The {count} steps that follow are left out here"
    return Paragraph(
        say(one) if left == 1 else say(several, count=left),
        say(", since the matrix has entries {grown}. ", grown=grown),
        "The record holds it." if left == 1 else "The record holds them.",
    )


def beats(record: Elimination) -> Iterator[Beat]:
    """Yield the steps in the groups that share a matrix, as long as its entries can be made fast.

    >>> from linalg import eliminate
    >>> [len(beat.steps) for beat in beats(eliminate("1 2; 3 4; 5 6"))]
    [1, 1, 1]
    """
    group: list[Step] = []
    for t, step in enumerate(record.steps):
        if group and not _together(group[-1], step, record.shape[0]):
            yield Beat(record.states[t - len(group)], tuple(group))
            group = []
        if not group and record.states.terms(t) > MOST_TERMS:
            return
        group.append(step)
    if group:
        yield Beat(record.states[len(record.steps) - len(group)], tuple(group))


def _together(step: Step, following: Step, rows: int) -> bool:
    match step, following:
        case Scale(), Scale():
            return True
        case Subtract(source=one), Subtract(source=other):
            return one == other and rows > ONE_BY_ONE
    return False


def _sentence(beat: Beat, record: Elimination, places: Mapping[int, int]) -> tuple[object, ...]:
    match beat.steps[0]:
        case Swap(i, j):
            why = (
                "the largest entry is taken as the pivot"
                if record.pivoting == "max"
                else "there is 0 in the pivot place"
            )
            return (
                say("Column {column}: ", column=places.get(i, i) + 1),
                why,
                say(", so rows {one} and {other} change places.", one=i + 1, other=j + 1),
            )
        case Scale():
            return ("Each row is divided by its pivot.",)
        case Subtract(target, source, multiplier):
            column = places.get(source, source)
            pivot, entry = beat.state[source, column], beat.state[target, column]
            beginning = (say("Column {column}: the pivot is ", column=column + 1), pivot)
            if len(beat.steps) > 1:
                return (*beginning, ".")
            division = _division(entry, pivot, multiplier)
            return (
                *beginning,
                say(", the multiplier for row {target} is ", target=target + 1),
                division,
                ".",
            )


def _division(entry: Any, pivot: Any, multiplier: Any) -> object:
    """The division that gives a multiplier, unless it would only be said twice."""
    division = quotient(entry, pivot)
    if pivot == 1 or to_text(division) == to_text(multiplier):
        return multiplier
    return (division, "=", multiplier)


def _operations(beat: Beat, record: Elimination, places: Mapping[int, int]) -> Equation:
    marks: dict[tuple[int, int], Role] = {}
    beside: dict[int, Formula] = {}
    for step in beat.steps:
        match step:
            case Swap(i, j):
                marks[j, places.get(i, i)] = "pivot"
                beside[i] = formula((_row(i), "<->", _row(j)))
            case Scale(row, factor):
                marks[row, places.get(row, row)] = "pivot"
                beside[row] = formula((_row(row), "<-", marked(factor, "multiplier"), _row(row)))
            case Subtract(target, source):
                column = places.get(source, source)
                for j in range(column + 1, beat.state.shape[1]):
                    marks[source, j] = "source"
                marks[source, column], marks[target, column] = "pivot", "eliminated"
                beside[target] = formula((_row(target), "<-", *operation(step)))
    return Equation(brackets(beat.state, bar=record.shape[1], marks=marks, beside=beside))


def operation(step: Subtract) -> tuple[object, ...]:
    """Write what becomes of a row: R₂ - 3 R₁; a negative multiple is added, and 1 is not written.

    >>> to_text(operation(Subtract(1, 0, -2)))
    'R₂ + 2 R₁'
    """
    sign, size = taken_away(step.multiplier)
    times = () if size == 1 else (marked(size, "multiplier"),)
    return (_row(step.target), sign, *times, _row(step.source))


def taken_away(multiplier: Any) -> tuple[str, Any]:
    """Write the subtraction of a multiple: minus 3 times, but plus 2 times for a multiplier of -2.

    >>> taken_away(3), taken_away(-2)
    (('-', 3), ('+', 2))
    """
    sign, size = sign_and_size(multiplier)
    return ("+" if sign == "-" else "-", size)


def _row(i: int) -> Formula:
    return symbol("R", i + 1)
