"""The tokens that the grammar knows, from a text in any of the forms that are read."""

from __future__ import annotations

import re

from linalg.errors import ParseError
from linalg.reading.latex import without_latex
from linalg.reading.pieces import Token, cut, refuse, shown

__all__ = ["Token", "shown", "tokenize"]

_LATEX = re.compile(r"\\|&|[_^]\{")
_BRACES = {"{": "[", "}": "]"}


def tokenize(text: str) -> list[Token]:
    """Cut `text` into tokens, blanks left out; LaTeX becomes the signs that it stands for.

    Raises
    ------
    ParseError
        At the first character or command that has no meaning here.
    LimitError
        If LaTeX's groups are too deep.
    """
    tokens = list(cut(text))
    if _LATEX.search(text):
        return _roots(text, without_latex(text, tokens))
    for token in tokens:
        if token.kind in {"command", "_", ".", "~", "@"}:
            refuse(text, token.start)
    return _roots(text, [_as_bracket(token) for token in tokens])


def _as_bracket(token: Token) -> Token:
    kind = _BRACES.get(token.kind)
    return token if kind is None else token._replace(kind=kind)


def _roots(text: str, tokens: list[Token]) -> list[Token]:
    """Write √2, √x and √(…) as calls of sqrt; a number before the root is a factor."""
    if not any(token.kind == "root" for token in tokens):
        return tokens
    written: list[Token] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if token.kind == "root":
            if before and not token.spaced and before.kind in {"number", "name", ")"}:
                written.append(Token("operator", "*", token.start))
            written.append(Token("name", "sqrt", token.start, token.spaced))
            _check_radicand(text, token, tokens[index + 1 : index + 3])
        elif before and before.kind == "root" and token.kind != "(":
            closed = Token(")", token.text, token.start)
            written += [Token("(", "√", before.start), token._replace(spaced=False), closed]
        else:
            written.append(token)
    return written


def _check_radicand(text: str, root: Token, after: list[Token]) -> None:
    """Hold that it is plain what stands under a root."""
    operand = after[0] if after else None
    if operand is None or operand.kind not in {"number", "name", "("}:
        hint = "write √2, √x or √(…)"
        raise ParseError("nothing stands under this root", text, root.start, hint)
    if operand.kind != "(" and len(after) > 1 and (after[1].text == "**" or after[1].kind == "("):
        reason = "how far does this root go"
        raise ParseError(reason, text, root.start, "write √(…) around all that stands under it")
