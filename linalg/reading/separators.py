"""Commas, blanks and tabs that may mean something else than the end of an entry: it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linalg.errors import ParseError
from linalg.reading.tokens import Token

_NARROW_BLANK = re.compile("(?<=\\d)[\u00a0\u2007\u2009\u202f](?=\\d{3}(?!\\d))")
_POINTS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.])")


def check_commas(text: str, tokens: Sequence[Token], commas: Sequence[int], entries: int) -> None:
    """Refuse a row where some commas may be decimal ones.

    Parameters
    ----------
    text : str
    tokens : sequence of Token
        The tokens of a row.
    commas : sequence of int
        Where the commas between entries stand in them.
    entries : int
        How many entries they and the blanks make.

    Raises
    ------
    ParseError
        If a comma has digits on both sides and no blank, in a row that has another separator.
    """
    tight = [index for index in commas if _is_tight(tokens, index)]
    close = [index for index in commas if not any(t.spaced for t in tokens[index : index + 2])]
    if tight and entries > len(close) + 1:
        left, right = tokens[tight[0] - 1], tokens[tight[0] + 1]
        reason = f"{left.text[:20]},{right.text[:20]} may be one number or two"
        hint = (
            "write decimals with a point and thousands without a mark, or a blank after each comma"
        )
        raise ParseError(reason, text, tokens[tight[0]].start, hint)


def check_thousands(text: str, tokens: Sequence[Token]) -> None:
    """Refuse ``1,000`` and ``1 000`` in a row of entries.

    Raises
    ------
    ParseError
        Where three digits that begin with 0 follow a number of at most three.
    """
    for index, token in enumerate(tokens):
        if token.kind != "number" or not _is_group(token) or not index:
            continue
        before = tokens[index - 1]
        if before.kind == "," and not token.spaced and index > 1 and not before.spaced:
            before = tokens[index - 2]
        elif not token.spaced:
            continue
        if before.kind == "number" and before.text.isdigit() and len(before.text) <= 3:
            reason = f"{before.text} and {token.text} may be one number"
            raise ParseError(
                reason, text, before.start, f"write {before.text}{token.text}, or 0 alone"
            )


def check_cells(text: str) -> None:
    """Refuse marks between digits that may be thousands, and empty cells of a pasted table.

    Raises
    ------
    ParseError
        With the remedy.
    """
    for mark in (_NARROW_BLANK, _POINTS):
        if found := mark.search(text):
            hint = "write thousands without a mark, and a plain blank between two numbers"
            raise ParseError("this may be one number or two", text, found.start(), hint)
    if "\t" in text:
        _check_tabs(text)


def _check_tabs(text: str) -> None:
    lines = text.splitlines(keepends=True)
    filled = [line for line in lines if line.strip()]
    if not any("\t" in line.strip() for line in filled):
        return
    indented = all(line.startswith("\t") for line in filled)
    ended = all(line.rstrip("\r\n").endswith("\t") for line in filled)
    position = 0
    for line in lines:
        cells = line.rstrip("\r\n").split("\t") if line.strip() else ["filled"]
        place = position
        for number, cell in enumerate(cells):
            outside = (indented and number == 0) or (ended and number == len(cells) - 1)
            if not cell.strip() and not outside:
                raise ParseError("an empty cell", text, place, "write 0 if it is zero")
            place += len(cell) + 1
        position += len(line)


def _is_tight(tokens: Sequence[Token], index: int) -> bool:
    if not 0 < index < len(tokens) - 1:
        return False
    left, comma, right = tokens[index - 1 : index + 2]
    return (
        comma.text == ","
        and left.kind == right.kind == "number"
        and not comma.spaced
        and not right.spaced
    )


def _is_group(token: Token) -> bool:
    return len(token.text) == 3 and token.text.isdigit() and token.text[0] == "0"
