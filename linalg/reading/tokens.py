"""Cut a text into numbers, names and signs, and refuse every other character by name."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple, NoReturn

from linalg.errors import ParseError
from linalg.reading.literals import UNSIGNED_NUMBER

_TOKEN = re.compile(
    rf"""(?P<blank>[ \t]+)
    |(?P<number>{UNSIGNED_NUMBER})
    |(?P<name>[A-Za-z][A-Za-z0-9_]*)
    |(?P<operator>\*\*|[-+*/^−])
    |(?P<bracket>[()\[\],;|])
    |(?P<newline>\r\n|\n|\r)
    |(?P<unknown>.)""",
    re.VERBOSE | re.DOTALL,
)
_OPERATORS = {"^": "**", "−": "-"}
_REPLACEMENTS = {
    "×": "*", "·": "*", "⋅": "*", "∗": "*", "∙": "*", "÷": "/", "∕": "/", "⁄": "/",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "²": "^2", "³": "^3", "½": "1/2", "¼": "1/4",
    "π": "pi", "√": "sqrt(…)", "λ": "lambda", "{": "(", "}": ")", "\xa0": "a blank",
}  # fmt: skip


class Token(NamedTuple):
    """A piece of the text.

    `kind` is ``"number"``, ``"name"``, ``"operator"``, ``"newline"``, or the bracket or separator
    itself; `spaced` says whether a blank stands before it.
    """

    kind: str
    text: str
    start: int
    spaced: bool


def tokenize(text: str) -> list[Token]:
    """Cut `text` into tokens, blanks left out.

    Raises
    ------
    ParseError
        At the first character that has no meaning here.
    """
    tokens = []
    spaced = False
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        if kind == "blank":
            spaced = True
            continue
        if kind == "operator":
            piece = _OPERATORS.get(piece, piece)
        elif kind == "bracket":
            kind = piece
        elif kind is None or kind == "unknown":
            _refuse(text, match.start())
        tokens.append(Token(kind, piece, match.start(), spaced))
        spaced = False
    return tokens


def shown(token: Token) -> str:
    """Quote a token for a message, a long one shortened."""
    piece = "^" if token.text == "**" else token.text
    return f'"{piece}"' if len(piece) <= 24 else f'"{piece[:23]}…"'


def _refuse(text: str, position: int) -> NoReturn:
    character = text[position]
    name = unicodedata.name(character, "control character")
    reason = f"{name} (U+{ord(character):04X}) has no meaning here"
    if character.isascii() and character.isprintable():
        reason = f"{character} has no meaning here"
    raise ParseError(reason, text, position, _hint(character))


def _hint(character: str) -> str | None:
    if character in _REPLACEMENTS:
        return f"write {_REPLACEMENTS[character]}"
    if character == "_":
        return "a name starts with a letter and a number is all digits"
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii() and plain.isprintable():
        return f"write {plain.strip() or 'a blank'}"
    if character.isalpha():
        return "names use the letters a to z and A to Z"
    return None
