"""Lines of text with colours, put side by side or one above the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from linalg.notation.elements import Role


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in the colour of one role, or in none."""

    text: str
    role: Role | None = None


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TextBox:
    """Lines of text, and the line that is level with what stands beside."""

    lines: tuple[Line, ...]
    level: int = 0

    @property
    def width(self) -> int:
        """The columns of a terminal it takes."""
        return max(map(_line_width, self.lines), default=0)

    @property
    def text(self) -> str:
        """The lines without their colours."""
        return "\n".join("".join(s.text for s in line).rstrip() for line in self.lines)

    def coloured(self, role: Role) -> TextBox:
        """The same in the colour of a role; what has one already keeps it."""
        lines = (tuple(Span(s.text, s.role or role) for s in line) for line in self.lines)
        return TextBox(tuple(lines), self.level)


def line(text: str) -> TextBox:
    """A box of one line."""
    return TextBox(((Span(text),),))


def beside(*boxes: TextBox) -> TextBox:
    """Boxes side by side, their levels in one line.

    >>> column = TextBox(((Span("1"),), (Span("2"),), (Span("3"),)), level=1)
    >>> print(beside(line("x = "), column).text)
        1
    x = 2
        3
    """
    level = max((box.level for box in boxes), default=0)
    below = max((len(box.lines) - box.level for box in boxes), default=1)
    rows: list[list[Span]] = [[] for _ in range(level + below)]
    for box in boxes:
        width, first = box.width, level - box.level
        for i, row in enumerate(rows):
            own = box.lines[i - first] if 0 <= i - first < len(box.lines) else ()
            row += (*own, Span(" " * (width - _line_width(own))))
    return TextBox(tuple(tuple(span for span in row if span.text) for row in rows), level)


def stack(boxes: Iterable[TextBox], level: int = 0) -> TextBox:
    """Boxes one above the other."""
    return TextBox(tuple(line for box in boxes for line in box.lines), level)


def text_width(text: str) -> int:
    """The columns of a terminal a text takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _line_width(line: Line) -> int:
    return sum(text_width(span.text) for span in line)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
