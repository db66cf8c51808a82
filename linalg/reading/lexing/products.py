"""Products without a sign, where nothing else can be meant: 2x, 2(x + 1), a x."""

from __future__ import annotations

from collections.abc import Sequence

from linalg.errors import ParseError
from linalg.reading.lexing.names import FUNCTIONS
from linalg.reading.lexing.pieces import Token, shown


def with_products(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with a * between factors that stand side by side.

    A number stands before its letter: x2 is a name, and x 2 is left to be refused.

    Raises
    ------
    ParseError
        Where it may be a sum as well.
    """
    written: list[Token] = []
    for token in tokens:
        if written and _is_product(written[-1], token):
            before = written[-1]
            if before.kind == "number" and _is_unclear(before, token):
                reason = f"{shown(before)} and what follows can be read in two ways"
                raise ParseError(reason, text, before.start, "write + or * between them")
            written.append(Token("operator", "*", token.start))
        written.append(token)
    return written


def _is_unclear(number: Token, factor: Token) -> bool:
    r"""Say whether it is 2e+3x, which is 2000x or 2e + 3x, or 2\frac12, which is 1 or 5/2."""
    return "e" in number.text.lower() or factor.text.endswith("frac")


def _is_product(left: Token, right: Token) -> bool:
    if left.kind == "number":
        return right.kind in {"name", "("}
    if left.kind == "name":
        is_factor = right.kind == "name" or (right.kind == "(" and right.text != "(")
        return is_factor and left.text not in FUNCTIONS
    return left.kind == ")" and right.kind in {"name", "("}
