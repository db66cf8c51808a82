"""A page as plain text, or as lines with roles for a terminal that has colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linalg.language import translated
from linalg.notation.elements import Brackets, Formula, Marked, Row
from linalg.notation.text import text_box
from linalg.notation.text_box import Line, TextBox, beside, line, stack, text_width
from linalg.page.breaking import broken, continued, text_columns
from linalg.page.model import (
    Aligned,
    Block,
    Equation,
    Figure,
    Heading,
    Inline,
    NewPage,
    Page,
    Paragraph,
    Table,
)
from linalg.page.text_table import table_box

_INDENT = line("    ")
_BLANK = line("")


def to_text(page: Page, *, width: int = 80) -> str:
    """Return the page as plain text of at most `width` columns where it can be broken.

    A matrix that is too wide is printed in groups of columns, an equation broken at its relations.
    """
    return TextBox(tuple(text_lines(page, width=width))).text + "\n"


def text_lines(page: Page, *, width: int = 80) -> Iterator[Line]:
    """Return the same, line by line, as spans with their roles."""
    yield from _underlined(page.title, "=").lines
    for block in page.blocks:
        yield ()
        yield from map(_stripped, _block(block, width, page.language).lines)


def _stripped(line: Line) -> Line:
    """A line without the blanks at its end."""
    while line and not line[-1].text.strip():
        line = line[:-1]
    return (*line[:-1], replace(line[-1], text=line[-1].text.rstrip())) if line else ()


def _block(block: Block, width: int, language: str) -> TextBox:
    match block:
        case Heading(text, level):
            return _underlined(text, "-" if level == 2 else "·")
        case Paragraph(inline):
            return filled(inline, width)
        case Equation(formula):
            return beside(_INDENT, _equation(formula, width - _INDENT.width, language))
        case Aligned(lines):
            fitting = continued(lines, width - _INDENT.width, text_columns)
            return beside(_INDENT, _aligned(list(fitting)))
        case Table():
            return beside(_INDENT, table_box(block, width - _INDENT.width, filled))
        case Figure(_, caption):
            return line(f"[{translated('Figure', language)}: {caption}]")
        case NewPage():
            return line("─" * width)
    raise TypeError(f"a {type(block).__name__} is no block of a page")


def _underlined(text: str, rule: str) -> TextBox:
    return stack([line(text), line(rule * text_width(text))])


def filled(inline: Sequence[Inline], width: int) -> TextBox:
    """Prose filled to the width; a formula is one word, glued to the punctuation around it."""
    words: list[TextBox] = [_BLANK]
    for part in inline:
        pieces = [line(p) for p in part.split(" ")] if isinstance(part, str) else [_flat(part)]
        words[-1] = beside(words[-1], pieces[0])
        words += pieces[1:]
    lines = [_BLANK]
    for word in (word for word in words if word.width):
        longer = beside(lines[-1], line(" "), word) if lines[-1].width else word
        lines[-1:] = [longer] if longer.width <= width else [lines[-1], word]
    return stack(lines)


def _flat(formula: Formula) -> TextBox:
    """A formula on one line: a matrix as ``[1 2; 3 4]``."""
    match formula:
        case Brackets(rows, fence=fence) if rows:
            written = "; ".join(" ".join(text_box(entry).text for entry in row) for row in rows)
            return line(f"{fence[0]}{written}{fence[1]}")
        case Row(items) if any(isinstance(item, Brackets) for item in items):
            return beside(*map(_flat, items))
        case Marked(body, role):
            return _flat(body).coloured(role)
    return text_box(formula)


def _equation(formula: Formula, width: int, language: str) -> TextBox:
    return _spaced([text_box(piece) for piece in broken(formula, width, text_columns, language)])


def _spaced(drawn: Sequence[TextBox]) -> TextBox:
    """Boxes one above the other, with blank lines between them if one is several lines high."""
    if all(len(each.lines) == 1 for each in drawn):
        return stack(drawn)
    return stack([piece for each in drawn for piece in (_BLANK, each)][1:])


def _aligned(lines: Sequence[tuple[Row, Row]]) -> TextBox:
    left = [text_box(before) for before, _ in lines]
    right = [text_box(after) for _, after in lines]
    indent = max((drawn.width for drawn in left), default=0)
    return _spaced(
        [
            beside(line(" " * (indent - before.width)), before, after)
            for before, after in zip(left, right, strict=True)
        ]
    )
