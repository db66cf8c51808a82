"""Points as people write them: coordinates in order, or by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from linalg.errors import LimitError, ParseError
from linalg.reading.evaluation import Entry
from linalg.reading.expressions import read_expression
from linalg.reading.lexing.bounds import ENTRY_CHARACTERS
from linalg.reading.lexing.names import FUNCTIONS, refusal
from linalg.reading.matrices import Row, read_vector
from linalg.reading.tokens import shown, tokenize

_NAMED = re.compile(r"\b([^\W\d]\w*)\s*=")


def read_place(text: str) -> Row | dict[str, Entry]:
    """Read a point: its coordinates in order, or each by its name.

    Parameters
    ----------
    text : str
        ``"1, 2"``, as `read_vector` reads it, or ``"x = 1, y = 2"``.

    Raises
    ------
    ParseError
        With the position of the trouble.
    LimitError
        If the text is too long.

    Examples
    --------
    >>> read_place("1, 1/2"), read_place("y = 1/2, x = 1")
    ((1, Fraction(1, 2)), {'y': Fraction(1, 2), 'x': 1})
    """
    if "=" not in text:
        return read_vector(text)
    _check_length(text)
    found = list(_NAMED.finditer(text))
    if not found or text[: found[0].start()].strip():
        raise ParseError(
            "coordinates by name are written one after the other",
            text,
            0,
            "write x = 1, y = 2",
        )
    ends = [*(match.start() for match in found[1:]), len(text)]
    place: dict[str, Entry] = {}
    for match, end in zip(found, ends, strict=True):
        with _within(text, match.start()):
            (name,) = read_names(match[1])
        if name in place:
            raise ParseError(f"{name} is given twice", text, match.start())
        value = text[match.end() : end].rstrip().rstrip(",;")
        with _within(text, match.end()):
            place[name] = read_expression(value)
    return place


@contextmanager
def _within(text: str, start: int) -> Iterator[None]:
    """Let errors of a part that starts there know their place in the whole text."""
    try:
        yield
    except ParseError as error:
        raise ParseError(error.reason, text, start + error.position, error.hint) from None


def _check_length(text: str) -> None:
    if len(text) > ENTRY_CHARACTERS:
        raise LimitError(f"{len(text)} characters; at most {ENTRY_CHARACTERS} are read here")


def read_names(text: str) -> tuple[str, ...]:
    """Read the names of variables, in order.

    Parameters
    ----------
    text : str
        ``"x, y"``, ``"x y"`` or ``"(x, y)"``.

    Raises
    ------
    ParseError
        For what is no name, a function, a constant, or a name given twice.
    LimitError
        If the text is too long.

    Examples
    --------
    >>> read_names("r, theta")
    ('r', 'theta')
    """
    _check_length(text)
    names: list[str] = []
    for token in tokenize(text):
        if token.kind in {",", ";", "(", ")", "[", "]", "newline"}:
            continue
        if token.kind != "name":
            raise ParseError(f"{shown(token)} is no name", text, token.start, "write x, y")
        reason = refusal(token.text)
        if token.text in FUNCTIONS or token.text == "pi" or reason:
            reason = reason or f"it is a {'constant' if token.text == 'pi' else 'function'}"
            raise ParseError(f"{token.text} is no variable", text, token.start, reason)
        if token.text in names:
            raise ParseError(f"{token.text} is named twice", text, token.start)
        names.append(token.text)
    if not names:
        raise ParseError("no name", text, 0, "write x, y")
    return tuple(names)
