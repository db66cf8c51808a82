"""The pieces of a text: numbers, names and signs; every other character is refused by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from linalg.errors import ParseError
from linalg.reading.frames import undressed
from linalg.reading.lexing.characters import FRACTIONS, GREEK, LOWERED, RAISED, plain_characters
from linalg.reading.lexing.literals import UNSIGNED_NUMBER

_LETTERS = "".join(GREEK)
_TOKEN = re.compile(
    rf"""(?P<blank>[ \t]+)
    |(?P<number>{UNSIGNED_NUMBER})
    |(?P<name>(?:[A-Za-z][A-Za-z0-9_]*|[{_LETTERS}](?:_?[0-9]+|_[A-Za-z])?)[₀-₉]*)
    |(?P<power>[⁺⁻]?[⁰¹²³⁴-⁹]+)
    |(?P<fraction>[{"".join(FRACTIONS)}])
    |(?P<root>√)
    |(?P<command>\\(?:[A-Za-z]+|.))
    |(?P<operator>\*\*|[-+*/^])
    |(?P<bracket>[()\[\]{{}},;|&=_.~@])
    |(?P<newline>\r\n|\n|\r)
    |(?P<unknown>.)""",
    re.VERBOSE | re.DOTALL,
)
_GREEK_NAME = re.compile(f"[{_LETTERS}]")
_ESCAPED = {"\b": "b", "\f": "f", "\a": "a", "\v": "v"}


class Token(NamedTuple):
    """A piece of the text.

    `kind` is ``"number"``, ``"name"``, ``"operator"``, ``"newline"``, or the bracket or separator
    that it stands for, ``[`` for a brace too; `spaced` says whether a blank stands before it.
    """

    kind: str
    text: str
    start: int
    spaced: bool = False


def shown(token: Token) -> str:
    """Quote a token for a message, a long one shortened."""
    piece = "^" if token.text == "**" else token.text
    return f'"{piece}"' if len(piece) <= 24 else f'"{piece[:23]}…"'


def cut(text: str) -> Iterator[Token]:
    """Yield the pieces of a text; LaTeX's commands and braces are pieces of their own."""
    spaced = False
    last = ""
    for match in _TOKEN.finditer(undressed(plain_characters(text))):
        kind, piece, start = match.lastgroup or "unknown", match.group(), match.start()
        if kind == "blank":
            spaced = True
            continue
        if kind == "unknown":
            refuse(text, start)
        if kind == "fraction":
            if last == "number" and not spaced:
                reason = f"{piece} after a number may be a sum or a product"
                raise ParseError(reason, text, start, "write + or * between them")
            yield from _fraction(piece, start, spaced)
        elif kind == "power":
            yield from _power(piece.translate(RAISED), start, spaced)
        else:
            if kind == "name":
                piece = _GREEK_NAME.sub(lambda letter: GREEK[letter.group()], piece)
                piece = piece.translate(LOWERED)
            elif kind == "operator":
                piece = "**" if piece == "^" else piece
            elif kind == "bracket":
                kind = piece
            yield Token(kind, piece, start, spaced)
        last, spaced = kind, False


def _fraction(character: str, start: int, spaced: bool) -> Iterator[Token]:
    top, bottom = FRACTIONS[character]
    yield Token("(", character, start, spaced)
    yield Token("number", str(top), start)
    yield Token("operator", "/", start)
    yield Token("number", str(bottom), start)
    yield Token(")", character, start)


def _power(exponent: str, start: int, spaced: bool) -> Iterator[Token]:
    yield Token("operator", "**", start, spaced)
    if exponent[0] in "+-":
        yield Token("operator", exponent[0], start)
    yield Token("number", exponent.lstrip("+-"), start)


def refuse(text: str, position: int) -> NoReturn:
    """Raise the error of a character that has no meaning."""
    character = text[position]
    name = unicodedata.name(character, "control character")
    reason = f"{name} (U+{ord(character):04X}) has no meaning here"
    if character.isascii() and character.isprintable():
        reason = f"{character} has no meaning here"
    raise ParseError(reason, text, position, _hint(text, position))


def _hint(text: str, position: int) -> str | None:
    character = text[position]
    if character in _ESCAPED:
        return rf'in a Python string, LaTeX is written r"\{_ESCAPED[character]}…"'
    if character < " " and "&" in text:
        return r'in a Python string, LaTeX is written r"1&2\\3&4"'
    if text.startswith(("...", "…"), position):
        return "write every entry"
    if character == "_":
        return "a name starts with a letter and a number is all digits"
    around = text[max(0, position - 1) : position + 2]
    if character == "'" and len(around) == 3 and around[0].isdigit() and around[2].isdigit():
        return "a number is all digits, 1000 and not 1'000"
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii() and plain.isprintable():
        return f"write {plain.strip() or 'a blank'}"
    if character.isalpha():
        return "names use the letters a to z and A to Z, and Greek ones"
    return None
