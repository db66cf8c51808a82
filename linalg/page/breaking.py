"""Line breaks of a formula that is too wide for its line.

A terminal counts columns of the plain text, the other targets the digits that fit on a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from linalg.language import said_in, say
from linalg.notation.elements import Brackets, Formula, Operator, Row, Words
from linalg.notation.symbols import RELATIONS
from linalg.notation.text import text_box

_SHORT_LEFT_SIDE = 12  # columns; it stays with its relation


Measure = Callable[[Formula], float]


def broken(
    formula: Formula, width: float, measure: Measure, language: str = "en"
) -> tuple[Formula, ...]:
    """The lines of a formula: cut before its relations, a wide matrix into groups of columns.

    Each group says in `language` which columns it holds.

    >>> from linalg.notation import formula, to_text
    >>> for line in broken(formula(("x", "=", [[1, 2, 3]], "y", "=", 10)), 15, text_columns):
    ...     print(to_text(line))
    x = [1  2  3] y
     = 10
    """
    if measure(formula) <= width:
        return (formula,)
    lines: list[tuple[Formula, ...]] = []
    for piece in _pieces(formula, width, measure):
        if lines and measure(Row(lines[-1] + piece)) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    rows = tuple(line[0] if len(line) == 1 else Row(line) for line in lines)
    return rows if language == "en" else said_in(rows, language)


def continued(
    lines: tuple[tuple[Row, Row], ...], width: float, measure: Measure
) -> Iterator[tuple[Row, Row]]:
    """The lines of aligned equations; what is too wide goes on below, its left side empty."""
    for left, right in lines:
        room = width - measure(left)
        pieces = [right] if measure(right) <= room else _at_relations(right)
        pieces = [cut for piece in pieces for cut in _at_signs(piece, room, measure)]
        filled = [pieces[0]]
        for piece in pieces[1:]:
            longer = Row(filled[-1].items + piece.items)
            filled[-1:] = [longer] if measure(longer) <= room else [filled[-1], piece]
        yield from zip((left, *[Row(())] * (len(filled) - 1)), filled, strict=True)


def _at_signs(row: Row, room: float, measure: Measure) -> list[Row]:
    """A row that is too wide, cut before each plus and minus of the sum that ends it."""
    if measure(row) <= room or not row.items:
        return [row]
    *head, total = row.items
    items = total.items if isinstance(total, Row) else ()
    signs = [i for i, item in enumerate(items) if i and item in (Operator("+"), Operator("−"))]
    if not signs:
        return [row]
    cuts = [*signs, len(items)]
    first = Row((*head, *items[: cuts[0]]))
    return [first, *(Row(items[i:j]) for i, j in pairwise(cuts))]


def _at_relations(row: Row) -> list[Row]:
    """A row cut before each relation in it."""
    cuts = [i for i, item in enumerate(row.items) if i and _is_relation(item)]
    return [Row(row.items[i:j]) for i, j in pairwise([0, *cuts, len(row.items)])]


def _pieces(formula: Formula, width: float, measure: Measure) -> Iterator[tuple[Formula, ...]]:
    """The items of a formula in the smallest groups that may stand on a line."""
    piece: tuple[Formula, ...] = ()
    for item in formula.items if isinstance(formula, Row) else (formula,):
        if _is_relation(item) and measure(Row(piece)) > _SHORT_LEFT_SIDE:
            yield piece
            piece = ()
        if not isinstance(item, Brackets) or measure(Row((*piece, item))) <= width:
            piece += (item,)
        elif measure(item) <= width:
            yield piece
            piece = (item,)
        else:
            first, *more = _column_groups(item, width - measure(Row(piece)), measure)
            yield (*piece, *first)
            yield from more
            piece = ()
    if piece:
        yield piece


def text_columns(formula: Formula) -> int:
    """The columns of a terminal that a formula takes."""
    return text_box(formula).width


def _is_relation(item: Formula) -> bool:
    return isinstance(item, Operator) and item.sign in RELATIONS


def _column_groups(
    matrix: Brackets, width: float, measure: Measure
) -> Iterator[tuple[Formula, ...]]:
    """A matrix in groups of columns that fit, each named; remarks stand beside the last."""
    # Side by side, columns take as much as each by itself in brackets, and one more at the bar.
    columns = [measure(_columns(matrix, j, j + 1)) for j in range(len(matrix.rows[0]))]
    room = width - measure(_label(0, len(columns))) - 1
    start, taken = 0, 0.0
    for stop, column in enumerate(columns):
        if taken + column > room and stop > start:
            yield _named(matrix, start, stop)
            start, taken = stop, 0.0
        taken += column
    yield _named(matrix, start, len(columns))


def _named(matrix: Brackets, start: int, stop: int) -> tuple[Formula, ...]:
    return _columns(matrix, start, stop), _label(start, stop)


def _label(start: int, stop: int) -> Words:
    if stop == start + 1:
        return Words(say("   column {column}", column=stop))
    return Words(say("   columns {first} to {last}", first=start + 1, last=stop))


def _columns(matrix: Brackets, start: int, stop: int) -> Brackets:
    rows = tuple(row[start:stop] for row in matrix.rows)
    bar = matrix.bar - start if matrix.bar and start < matrix.bar < stop else None
    beside = matrix.beside if stop == len(matrix.rows[0]) else None
    return Brackets(rows, bar, beside, matrix.fence)
