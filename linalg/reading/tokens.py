"""The tokens that the grammar knows, from a text in any of the forms that are read."""

from __future__ import annotations

import re

from linalg.errors import LimitError, ParseError
from linalg.reading.latex.latex import without_latex
from linalg.reading.lexing.bounds import TEXT_PARTS
from linalg.reading.lexing.pieces import Token, cut, refuse, shown

__all__ = ["Token", "check_parts", "shown", "tokenize"]

_LATEX = re.compile(r"\\|&|[_^]\{")
_PART = re.compile(r"[A-Za-z0-9_]+(?:\.[0-9]*)?|[^\sA-Za-z0-9_]")
_BRACES = {"{": "[", "}": "]"}


def tokenize(text: str) -> list[Token]:
    """Cut `text` into tokens, blanks left out; LaTeX becomes the signs that it stands for.

    Raises
    ------
    ParseError
        At the first character or command that has no meaning here.
    LimitError
        If there are too many parts, or LaTeX's groups are too deep.
    """
    check_parts(text)
    if _LATEX.search(text):
        return _roots(text, without_latex(text, list(cut(text))))
    return _roots(text, [_plain(text, token) for token in cut(text)])


def check_parts(text: str) -> None:
    """Refuse a text of too many words and signs with `LimitError`, before it is cut into them."""
    parts = len(_PART.findall(text))
    if parts > TEXT_PARTS:
        raise LimitError(f"a text of {parts} parts; at most {TEXT_PARTS} are read")


def _plain(text: str, token: Token) -> Token:
    """Return the token, a brace as a bracket; what has a meaning in LaTeX alone is refused."""
    if token.kind in {"command", "_", ".", "~", "@"}:
        refuse(text, token.start)
    return token._replace(kind=_BRACES[token.kind]) if token.kind in _BRACES else token


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
