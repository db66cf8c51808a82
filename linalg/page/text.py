"""A page as plain text, or as lines with roles for a terminal that has colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linalg.notation.formula import Brackets, Formula, Marked, Operator, Row
from linalg.notation.picture import Line, Picture, beside, line, stack, text_width
from linalg.notation.symbols import RELATIONS
from linalg.notation.text import picture
from linalg.page.model import (
    Aligned,
    Block,
    Equation,
    Figure,
    Heading,
    Inline,
    Page,
    Paragraph,
    Table,
)

_INDENT = line("    ")
_BLANK = line("")


def to_text(page: Page, *, width: int = 80) -> str:
    """Return the page as plain text of at most `width` columns where it can be broken.

    A matrix that is too wide is printed in groups of columns, an equation broken at its relations.
    """
    return Picture(tuple(text_lines(page, width=width))).text + "\n"


def text_lines(page: Page, *, width: int = 80) -> Iterator[Line]:
    """Return the same, line by line, as spans with their roles."""
    yield from _underlined(page.title, "=").lines
    for block in page.blocks:
        yield ()
        yield from _block(block, width).lines


def _block(block: Block, width: int) -> Picture:
    match block:
        case Heading(text, level):
            return _underlined(text, "-" if level == 2 else "·")
        case Paragraph(inline):
            return _filled(inline, width)
        case Equation(formula):
            return beside(_INDENT, _broken(formula, width - _INDENT.width))
        case Aligned(lines):
            return beside(_INDENT, _aligned(lines))
        case Table():
            return beside(_INDENT, _table(block))
        case Figure(_, caption):
            return line(f"[Figure: {caption}]")
    raise TypeError(f"a {type(block).__name__} is no block of a page")


def _underlined(text: str, rule: str) -> Picture:
    return stack([line(text), line(rule * text_width(text))])


def _filled(inline: Sequence[Inline], width: int) -> Picture:
    """Prose filled to the width; a formula is one word, glued to the punctuation around it."""
    words: list[Picture] = [_BLANK]
    for part in inline:
        pieces = [line(p) for p in part.split(" ")] if isinstance(part, str) else [_flat(part)]
        words[-1] = beside(words[-1], pieces[0])
        words += pieces[1:]
    lines = [_BLANK]
    for word in (word for word in words if word.width):
        longer = beside(lines[-1], line(" "), word) if lines[-1].width else word
        lines[-1:] = [longer] if longer.width <= width else [lines[-1], word]
    return stack(lines)


def _flat(formula: Formula) -> Picture:
    """A formula on one line: a matrix as ``[1 2; 3 4]``."""
    match formula:
        case Brackets(rows) if rows:
            written = "; ".join(" ".join(picture(entry).text for entry in row) for row in rows)
            return line(f"[{written}]")
        case Row(items) if any(isinstance(item, Brackets) for item in items):
            return beside(*map(_flat, items))
        case Marked(body, role):
            return _flat(body).coloured(role)
    return picture(formula)


def _broken(formula: Formula, width: int) -> Picture:
    """A formula over several lines if it is too wide, cut at its relations and wide matrices."""
    whole = picture(formula)
    if whole.width <= width:
        return whole
    lines: list[Picture] = []
    for piece in _pieces(formula, width):
        drawn = picture(piece)
        if drawn.width > width and isinstance(piece, Brackets):
            lines += _column_groups(piece, width)
        elif lines and lines[-1].width + drawn.width <= width:
            lines[-1] = beside(lines[-1], drawn)
        else:
            lines.append(drawn)
    spaced = [piece for drawn in lines for piece in (_BLANK, drawn)][1:]
    return stack(spaced if any(len(drawn.lines) > 1 for drawn in lines) else lines)


def _pieces(formula: Formula, width: int) -> Iterator[Formula]:
    """A formula cut before each relation, and around each matrix that fills a line by itself."""
    piece: list[Formula] = []
    after_wide = False
    for item in formula.items if isinstance(formula, Row) else (formula,):
        wide = isinstance(item, Brackets) and picture(item).width > width
        relation = isinstance(item, Operator) and item.sign in RELATIONS
        if piece and (wide or relation or after_wide):
            yield piece[0] if len(piece) == 1 else Row(tuple(piece))
            piece = []
        piece.append(item)
        after_wide = wide
    yield piece[0] if len(piece) == 1 else Row(tuple(piece))


def _column_groups(matrix: Brackets, width: int) -> Iterator[Picture]:
    """A matrix as groups of columns that fit, columns named, remarks with the last."""
    columns, start = len(matrix.rows[0]), 0
    while start < columns:
        stop = start + 1
        while stop < columns and picture(_columns(matrix, start, stop + 1)).width <= width:
            stop += 1
        named = f"columns {start + 1} to {stop}:" if stop > start + 1 else f"column {stop}:"
        yield stack([line(named), picture(_columns(matrix, start, stop))])
        start = stop


def _columns(matrix: Brackets, start: int, stop: int) -> Brackets:
    rows = tuple(row[start:stop] for row in matrix.rows)
    inner_bar = matrix.bar is not None and start < matrix.bar < stop
    last = stop == len(matrix.rows[0])
    return Brackets(
        rows,
        matrix.bar - start if matrix.bar and inner_bar else None,
        matrix.beside if last else None,
    )


def _aligned(lines: Sequence[tuple[Row, Row]]) -> Picture:
    left = [picture(before) for before, _ in lines]
    right = [picture(after) for _, after in lines]
    indent = max(drawn.width for drawn in left)
    drawn = [
        beside(line(" " * (indent - before.width)), before, after)
        for before, after in zip(left, right, strict=True)
    ]
    spaced = [piece for each in drawn for piece in (_BLANK, each)][1:]
    return stack(spaced if any(len(each.lines) > 1 for each in drawn) else drawn)


def _table(table: Table) -> Picture:
    columns = [_column(cells) for cells in zip(table.header, *table.rows, strict=True)]
    rows = [
        beside(*[piece for cell in cells for piece in (line("  "), cell)][1:])
        for cells in zip(*columns, strict=True)
    ]
    rule = line("  ".join("─" * column[0].width for column in columns))
    return stack([rows[0], rule, *rows[1:]])


def _column(cells: Sequence[Inline]) -> list[Picture]:
    """The cells of a column padded to one width: prose to the left, formulas to the right."""
    drawn = [line(cell) if isinstance(cell, str) else picture(cell) for cell in cells]
    width = max(cell.width for cell in drawn)
    prose = any(isinstance(cell, str) for cell in cells[1:])
    blanks = [line(" " * (width - cell.width)) for cell in drawn]
    pairs = zip(drawn, blanks, strict=True)
    return [beside(cell, blank) if prose else beside(blank, cell) for cell, blank in pairs]
