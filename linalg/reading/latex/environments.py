r"""LaTeX's environments: \begin{pmatrix} … \end{pmatrix} becomes rows in brackets."""

from __future__ import annotations

import re
from typing import Protocol

from linalg.errors import ParseError
from linalg.reading.lexing.pieces import Token, shown

_MATRICES = frozenset("matrix pmatrix bmatrix Bmatrix smallmatrix array".split())
_SYSTEMS = frozenset(
    "cases dcases aligned align alignat alignedat gather gathered equation split".split()
)
_COLUMNS = re.compile(r"@\{[^{}]*\}|[^lcr|]")


class Reading(Protocol):
    """A cursor on the pieces of a text; the next one stands last in `rest`."""

    text: str
    rest: list[Token]

    def item(self, depth: int) -> list[Token]:
        """Take the next piece with its arguments, and return its tokens."""


def environment(reading: Reading, begin: Token, depth: int) -> list[Token]:
    r"""Take what stands from \begin to \end: rows in brackets, or equations.

    Raises
    ------
    ParseError
        If the environment is not known, or is never ended.
    """
    name = _name(reading, begin)
    if name in _SYSTEMS:
        return [token for token in _content(reading, begin, name, depth) if token.text != "&"]
    if name not in _MATRICES:
        known = "matrix, pmatrix, bmatrix, array, cases, aligned"
        raise ParseError(f"{name} is no environment that is read", reading.text, begin.start, known)
    bar = _bar_column(reading, begin) if name == "array" else None
    tokens = _content(reading, begin, name, depth)
    if bar:
        tokens = _with_bar(tokens, bar)
    return [Token("[", r"\begin", begin.start), *tokens, Token("]", r"\end", begin.start)]


def _name(reading: Reading, command: Token) -> str:
    kinds = [p.kind for p in reading.rest[:-5:-1]]
    if kinds[:2] != ["{", "name"]:
        raise ParseError(
            f"{shown(command)} has no name",
            reading.text,
            command.start,
            rf"write {command.text}{{pmatrix}}",
        )
    reading.rest.pop()
    name = reading.rest.pop().text
    if reading.rest and reading.rest[-1].text == "*":
        reading.rest.pop()
    if not reading.rest or reading.rest.pop().kind != "}":
        raise ParseError("this name is never closed", reading.text, command.start, "write }")
    return name


def _content(reading: Reading, begin: Token, name: str, depth: int) -> list[Token]:
    tokens: list[Token] = []
    while reading.rest and reading.rest[-1].text != r"\end":
        tokens += reading.item(depth + 1)
    if not reading.rest:
        hint = rf"write \end{{{name}}} after it"
        raise ParseError(rf"this \begin{{{name}}} is never ended", reading.text, begin.start, hint)
    end = reading.rest.pop()
    if _name(reading, end) != name:
        hint = rf"write \end{{{name}}}"
        raise ParseError(rf"\begin{{{name}}} has another \end", reading.text, end.start, hint)
    return tokens


def _bar_column(reading: Reading, begin: Token) -> int | None:
    """Take the columns of an array, {cc|c}, and return how many stand before the bar."""
    if not reading.rest or reading.rest[-1].kind != "{":
        hint = r"write \begin{array}{cc}, one letter for each column"
        raise ParseError("the columns of this array are missing", reading.text, begin.start, hint)
    opening, level = reading.rest.pop(), 1
    closing = opening
    while reading.rest and level:
        closing = reading.rest.pop()
        level += (closing.kind == "{") - (closing.kind == "}")
    if level:
        raise ParseError("this { is never closed", reading.text, opening.start, "write } after it")
    columns = _COLUMNS.sub("", reading.text[opening.start + 1 : closing.start]).strip("|")
    if columns.count("|") > 1:
        raise ParseError("an array has one bar at most", reading.text, opening.start)
    return columns.index("|") if "|" in columns else None


def _with_bar(tokens: list[Token], column: int) -> list[Token]:
    """Put a bar in the place of the separator after so many columns of each row."""
    changed: list[Token] = []
    place = 0
    for token in tokens:
        if token.kind == ";":
            place = 0
        elif token.text == "&":
            place += 1
            if place == column:
                token = token._replace(kind="|")
        changed.append(token)
    return changed
