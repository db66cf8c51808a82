"""The pages of a permutation and of all permutations of n rows."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.language import say
from linalg.notation import point, symbol, words
from linalg.page import Block, Equation, Figure, Heading, Page, Paragraph, Table, verdict
from linalg.permutations.order_blocks import from_one, order_paragraph
from linalg.permutations.permutations import Permutation, Permutations
from linalg.record import page_of

_LISTED_ONE_BY_ONE = 4
_WITH_MATRICES_AND_TABLE = 3
_LISTED_AS_OTHERS_DO = 9


@page_of.register
def permutation_page(record: Permutation) -> Page:
    """Write P, what it does to rows, its cycles, order, sign and inverse."""
    number = len(record.exchanges)
    one, several = "1 exchange makes", "{count} exchanges make"
    exchanges = say(one) if number == 1 else say(several, count=number)
    parity = "even" if record.sign == 1 else "odd"
    return Page(
        "A permutation",
        [
            Equation("P", "=", record.matrix),
            order_paragraph(record.p),
            Paragraph(
                say("Cycles: {cycles}", cycles=_cycles(record)),
                *_first_step(record),
                say(". Its order is {order}: done so many times, it brings every row back.",
                    order=record.order),
            ),
            Paragraph(
                exchanges,
                say(" it from the identity, so it is {parity} and its determinant is ",
                    parity=parity), record.sign, ".",
            ),
            Heading("Inverse"),
            Paragraph("The inverse is the transpose:"),
            Equation(symbol("P", sup=-1), "=", symbol("P", sup="T"), "=", record.inverse.matrix),
            *_other_lists(record),
            Figure(record.plot, "From each row of A to its place in PA."),
            Heading("Check"),
            verdict(record.check()),
        ],
    )  # fmt: skip


@page_of.register
def permutations_page(record: Permutations) -> Page:
    """Write all of them: one by one if they are few, by their kinds, their products."""
    count, n = len(record.elements), record.n
    blocks: list[Block] = [
        Paragraph(
            say("There are {n}! = {count} permutation matrices of {n} rows.", n=n, count=count)
        ),
    ]
    if n <= _WITH_MATRICES_AND_TABLE:
        blocks += _matrices(record)
    if n <= _LISTED_ONE_BY_ONE:
        blocks.append(_list(record))
    blocks += [Heading("Kinds"), _kinds(record)]
    if n <= _WITH_MATRICES_AND_TABLE:
        blocks += [Heading("Products"), *_products(record)]
    return Page(
        say("The permutations of {n} rows", n=n),
        [*blocks, Heading("Check"), verdict(record.check())],
    )


def _other_lists(record: Permutation) -> Iterator[Block]:
    """Yield the lists in which other programs hold it, unless they are long."""
    if not 1 < record.n <= _LISTED_AS_OTHERS_DO:
        return
    lists = {
        "rows of PA": record.p,
        "rows of A, the inverse": record.inverse.p,
        "exchanges": record.as_exchanges(),
    }
    yield Heading("As lists")
    yield Paragraph(
        "Which row of A stands in each row of PA; in which row of PA each row of A stands; and "
        "with which row each row in turn changes places, as LAPACK lists it:"
    )
    yield Table(
        ("", "from 1", "from 0"),
        [(name, from_one(rows), point(*rows)) for name, rows in lists.items()],
    )


def _matrices(record: Permutations) -> Iterator[Block]:
    """Yield the matrices, three to a line."""
    elements = list(enumerate(record.elements, start=1))
    for start in range(0, len(elements), 3):
        line = [(words(",  "), _name(k), "=", P.matrix) for k, P in elements[start : start + 3]]
        yield Equation(*[piece for part in line for piece in part][1:])


def _list(record: Permutations) -> Table:
    place = {P: k for k, P in enumerate(record.elements, start=1)}
    rows = [
        (_name(k), from_one(P.p), _cycles(P), P.order, P.sign, _name(place[P.inverse]))
        for P, k in place.items()
    ]
    return Table(("P", "rows", "cycles", "order", "sign", "inverse"), rows)


def _kinds(record: Permutations) -> Table:
    rows = []
    examples = {P.cycle_lengths: P for P in reversed(record.elements)}
    for lengths, count in record.cycle_types.items():
        example = examples[lengths]
        rows.append((_cycles(example), count, example.order, example.sign))
    return Table(("cycles such as", "how many", "order", "sign"), rows)


def _products(record: Permutations) -> Iterator[Block]:
    yield Paragraph("The product of the permutation at the left and the one above:")
    names = [_name(k) for k in range(1, len(record.elements) + 1)]
    rows = [
        (name, *(names[k] for k in line)) for name, line in zip(names, record.table, strict=True)
    ]
    yield Table(("", *names), rows)


def _name(k: int) -> object:
    return symbol("P", k)


def _first_step(record: Permutation) -> tuple[object, ...]:
    """Say by the first cycle which way cycles go."""
    if not record.cycles:
        return ()
    first = record.cycles[0]
    i, j = first[0] + 1, first[1] + 1
    round_trip = (
        " → ".join(str(k + 1) for k in (*first, first[0])) if len(first) < 9 else f"{i} → {j}"
    )
    return (
        say(", with {cycle}: row {i} of ", cycle=round_trip, i=i),
        ("P", "A"),
        say(" is row {j} of ", j=j),
        symbol("A"),
    )


def _cycles(P: Permutation) -> str:
    """Write cycles as (1 2)(3 4), rows counted from 1; the identity as "none"."""
    return "".join(f"({' '.join(str(i + 1) for i in cycle)})" for cycle in P.cycles) or "none"
