"""A table as plain text: columns padded to one width, to the left or to the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from linalg.notation.text import text_box
from linalg.notation.text_box import TextBox, beside, line, stack
from linalg.page.model import Inline, Table

_GAP = "  "
_NARROWEST = 20
"""Columns of the terminal that prose keeps when its cells are filled."""

Column = list[TextBox]
Fill = Callable[[Sequence[Inline], int], TextBox]


def table_box(table: Table, width: int, fill: Fill) -> TextBox:
    """A table at most `width` columns wide where it can be.

    If it is too wide, the widest prose is filled over several lines by `fill`; if that is not
    enough, the columns are printed in groups, each with the first column again.
    """
    cells = [list(column) for column in zip(table.header, *table.rows, strict=True)]
    drawn = [_padded(column, side) for column, side in zip(cells, table.alignment, strict=True)]
    excess = _width(drawn) - width
    prose = [j for j, column in enumerate(zip(*table.rows, strict=True)) if _is_prose(column)]
    if excess > 0 and prose:
        widest = max(prose, key=lambda j: drawn[j][0].width)
        room = max(drawn[widest][0].width - excess, _NARROWEST)
        filled = [fill([cell], room).text for cell in cells[widest]]
        drawn[widest] = _padded(filled, "left")
    groups = [_stacked(group) for group in _groups(drawn, width)]
    return stack([piece for group in groups for piece in (line(""), group)][1:])


def _is_prose(column: Sequence[Inline]) -> bool:
    return any(isinstance(cell, str) for cell in column)


def _width(columns: Sequence[Column]) -> int:
    return sum(column[0].width + len(_GAP) for column in columns) - len(_GAP)


def _groups(columns: list[Column], width: int) -> Iterator[list[Column]]:
    group: list[Column] = []
    for column in columns:
        if len(group) > 1 and _width([*group, column]) > width:
            yield group
            group = columns[:1]
        group = [*group, column]
    yield group


def _stacked(columns: Sequence[Column]) -> TextBox:
    rows = [
        beside(*[piece for cell in cells for piece in (line(_GAP), cell)][1:])
        for cells in zip(*columns, strict=True)
    ]
    rule = line(_GAP.join("─" * column[0].width for column in columns))
    return stack([*rows[:1], rule, *rows[1:]])


def _padded(cells: Sequence[Inline], side: str) -> Column:
    """The cells of a column as boxes of one width."""
    drawn = [_cell(cell) for cell in cells]
    width = max(cell.width for cell in drawn)
    padded = [(cell, line(" " * (width - cell.width))) for cell in drawn]
    return [beside(*pair) if side == "left" else beside(*reversed(pair)) for pair in padded]


def _cell(cell: Inline) -> TextBox:
    return stack(map(line, cell.split("\n"))) if isinstance(cell, str) else text_box(cell)
