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
class Picture:
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

    def coloured(self, role: Role) -> Picture:
        """The same in the colour of a role; what has one already keeps it."""
        lines = (tuple(Span(s.text, s.role or role) for s in line) for line in self.lines)
        return Picture(tuple(lines), self.level)


def line(text: str) -> Picture:
    """A picture of one line."""
    return Picture(((Span(text),),))


def beside(*pictures: Picture) -> Picture:
    """Pictures side by side, their levels in one line.

    >>> column = Picture(((Span("1"),), (Span("2"),), (Span("3"),)), level=1)
    >>> print(beside(line("x = "), column).text)
        1
    x = 2
        3
    """
    level = max((p.level for p in pictures), default=0)
    below = max((len(p.lines) - p.level for p in pictures), default=1)
    rows: list[list[Span]] = [[] for _ in range(level + below)]
    for picture in pictures:
        width, first = picture.width, level - picture.level
        for i, row in enumerate(rows):
            own = picture.lines[i - first] if 0 <= i - first < len(picture.lines) else ()
            row += (*own, Span(" " * (width - _line_width(own))))
    return Picture(tuple(tuple(span for span in row if span.text) for row in rows), level)


def stack(pictures: Iterable[Picture], level: int = 0) -> Picture:
    """Pictures one above the other."""
    return Picture(tuple(line for picture in pictures for line in picture.lines), level)


def text_width(text: str) -> int:
    """The columns of a terminal a text takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _line_width(line: Line) -> int:
    return sum(text_width(span.text) for span in line)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
