"""Pairs of brackets."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.errors import ParseError
from linalg.reading.tokens import Token

_CLOSING = {"(": ")", "[": "]"}
_WRITTEN = {**_CLOSING, "{": "}"}


def mates(text: str, tokens: Sequence[Token]) -> dict[int, int]:
    """Return for the index of each opening bracket that of the one that closes it.

    Raises
    ------
    ParseError
        At a bracket that closes nothing, closes one of another kind, or is never closed.
    """
    found: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind in _CLOSING:
            opened.append(index)
        elif token.kind in _CLOSING.values():
            if not opened:
                raise ParseError(f"this {token.text} closes nothing", text, token.start)
            opening = tokens[opened[-1]]
            if not _fit(opening, token):
                reason = (
                    f"this {token.text} stands where the {opening.text} before it is still open"
                )
                raise ParseError(reason, text, token.start)
            found[opened.pop()] = index
    if opened:
        token = tokens[opened[-1]]
        closing = _WRITTEN.get(token.text, _CLOSING[token.kind])
        reason = f"this {token.text} is never closed"
        raise ParseError(reason, text, token.start, f"write {closing} after it")
    return found


def _fit(opening: Token, closing: Token) -> bool:
    """Say whether one closes the other: [ and ], { and }, though both mean the same."""
    is_written = opening.text in _WRITTEN and closing.text in _WRITTEN.values()
    fits = not is_written or _WRITTEN[opening.text] == closing.text
    return fits and _CLOSING[opening.kind] == closing.kind
