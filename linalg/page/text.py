"""A page as plain text, or as lines with roles for a terminal that has colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linalg.notation.elements import Brackets, Formula, Marked, Row
from linalg.notation.picture import Line, Picture, beside, line, stack, text_width
from linalg.notation.text import picture
from linalg.page.breaking import broken, continued, text_columns
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
from linalg.page.text_table import table_picture

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
        yield from map(_stripped, _block(block, width).lines)


def _stripped(line: Line) -> Line:
    """A line without the blanks at its end."""
    while line and not line[-1].text.strip():
        line = line[:-1]
    return (*line[:-1], replace(line[-1], text=line[-1].text.rstrip())) if line else ()


def _block(block: Block, width: int) -> Picture:
    match block:
        case Heading(text, level):
            return _underlined(text, "-" if level == 2 else "·")
        case Paragraph(inline):
            return filled(inline, width)
        case Equation(formula):
            return beside(_INDENT, _equation(formula, width - _INDENT.width))
        case Aligned(lines):
            fitting = continued(lines, width - _INDENT.width, text_columns)
            return beside(_INDENT, _aligned(list(fitting)))
        case Table():
            return beside(_INDENT, table_picture(block, width - _INDENT.width, filled))
        case Figure(_, caption):
            return line(f"[Figure: {caption}]")
    raise TypeError(f"a {type(block).__name__} is no block of a page")


def _underlined(text: str, rule: str) -> Picture:
    return stack([line(text), line(rule * text_width(text))])


def filled(inline: Sequence[Inline], width: int) -> Picture:
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
        case Brackets(rows, fence=fence) if rows:
            written = "; ".join(" ".join(picture(entry).text for entry in row) for row in rows)
            return line(f"{fence[0]}{written}{fence[1]}")
        case Row(items) if any(isinstance(item, Brackets) for item in items):
            return beside(*map(_flat, items))
        case Marked(body, role):
            return _flat(body).coloured(role)
    return picture(formula)


def _equation(formula: Formula, width: int) -> Picture:
    return _spaced([picture(piece) for piece in broken(formula, width, text_columns)])


def _spaced(drawn: Sequence[Picture]) -> Picture:
    """Pictures one above the other, with blank lines between them if one is several lines high."""
    if all(len(each.lines) == 1 for each in drawn):
        return stack(drawn)
    return stack([piece for each in drawn for piece in (_BLANK, each)][1:])


def _aligned(lines: Sequence[tuple[Row, Row]]) -> Picture:
    left = [picture(before) for before, _ in lines]
    right = [picture(after) for _, after in lines]
    indent = max((drawn.width for drawn in left), default=0)
    return _spaced(
        [
            beside(line(" " * (indent - before.width)), before, after)
            for before, after in zip(left, right, strict=True)
        ]
    )
