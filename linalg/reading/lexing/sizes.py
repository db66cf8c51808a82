"""Bars around what has a size: in a function |x| is abs(x); in a matrix a bar stands for itself."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.errors import ParseError
from linalg.reading.lexing.pieces import Token

__all__ = ["with_sizes"]

_HINT = "write abs(…)"


def with_sizes(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of an expression with each pair of bars as a call of abs.

    A bar opens where an operand may begin and closes where one has ended: ||x| - 1| is
    abs(abs(x) - 1).

    Raises
    ------
    ParseError
        At a bar that has no other, or where a sign is missing before one.
    """
    written: list[Token] = []
    opened: list[Token] = []
    for token in tokens:
        inner = opened[-1] if opened else None
        if token.kind == "|" and _begins(written):
            written.append(Token("name", "abs", token.start, token.spaced))
            written.append(Token("(", token.text, token.start))
            opened.append(token)
        elif token.kind == "|":
            if inner is None or inner.kind != "|":
                raise _unpaired(text, token, inner)
            written.append(Token(")", token.text, token.start))
            opened.pop()
        else:
            written.append(token)
            if token.kind == "(":
                opened.append(token)
            elif token.kind == ")" and inner is not None:
                if inner.kind == "|":
                    raise ParseError("this | is never closed", text, inner.start, _HINT)
                opened.pop()
    for token in opened:
        if token.kind == "|":
            raise ParseError("this | is never closed", text, token.start, _HINT)
    return written


def _begins(written: Sequence[Token]) -> bool:
    return not written or written[-1].kind in {"operator", "(", ","}


def _unpaired(text: str, bar: Token, inner: Token | None) -> ParseError:
    if inner is not None:
        return ParseError("this | stands where a ( is open", text, bar.start, _HINT)
    hint = "write |x| or abs(x) for a size, and 2*|x| for a product with it"
    return ParseError("this | closes nothing", text, bar.start, hint)
