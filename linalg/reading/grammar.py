"""From the tokens of one entry to a Python syntax tree, with errors that know their place.

Tokens alternate between operands and operators; once that is checked, Python's own parser is left
with nothing but precedence to decide. It never sees the text: operands are named `_0`, `_1`, … by
their index, so `lambda` may be a variable and no string, attribute or statement can occur.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from linalg.errors import LimitError, ParseError
from linalg.reading.bounds import ENTRY_CHARACTERS, ENTRY_DEPTH, ENTRY_NODES
from linalg.reading.names import FUNCTIONS
from linalg.reading.tokens import Token, shown

OPERANDS = frozenset({"number", "name"})


def syntax_tree(text: str, tokens: Sequence[Token]) -> ast.expr:
    """Return the tree of one entry; its names ``_i`` stand for ``tokens[i]``.

    Raises
    ------
    ParseError
        Where an operand, an operator or a parenthesis is missing.
    LimitError
        If parentheses are too deep.
    """
    if not tokens:
        raise ParseError("nothing to read", text, 0, "write a number, such as 3, -1/2 or 0.25")
    _check_order(text, tokens)
    source = "".join(
        token.text
        if token.kind == "operator"
        else f"_{index}" * (token.kind in OPERANDS) or token.kind
        for index, token in enumerate(tokens)
    )
    return ast.parse(source, mode="eval").body


def check_size(tokens: Sequence[Token]) -> None:
    """Refuse an entry of too many characters or parts with `LimitError`."""
    if not tokens:
        return
    length = tokens[-1].start + len(tokens[-1].text) - tokens[0].start
    if length > ENTRY_CHARACTERS:
        raise LimitError(f"an entry of {length} characters; at most {ENTRY_CHARACTERS} are read")
    nodes = sum(token.kind in OPERANDS or token.kind == "operator" for token in tokens)
    if nodes > ENTRY_NODES:
        raise LimitError(f"an entry of {nodes} parts; at most {ENTRY_NODES} are read")


def token_of(node: ast.expr, tokens: Sequence[Token]) -> Token:
    """Return the first operand of the sub-expression `node`."""
    while not isinstance(node, ast.Name):
        node = next(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    return tokens[int(node.id[1:])]


def _check_order(text: str, tokens: Sequence[Token]) -> None:
    """Hold the alternation of operands and operators, and the pairs of parentheses."""
    opened: list[tuple[Token, bool]] = []
    previous: Token | None = None
    for token in tokens:
        if previous is None or previous.kind in {"operator", "(", ","}:
            _check_operand(text, token, previous)
        elif token.kind == ")":
            if not opened:
                raise ParseError("this ) closes nothing", text, token.start)
            opened.pop()
        elif token.kind == ",":
            if not opened or not opened[-1][1]:
                reason = "a comma stands only between entries or the arguments of a function"
                raise ParseError(reason, text, token.start)
        elif token.kind != "operator" and (token.kind != "(" or previous.kind != "name"):
            _refuse_neighbours(text, previous, token)
        if token.kind == "(":
            opened.append((token, previous is not None and previous.kind == "name"))
            if len(opened) > ENTRY_DEPTH:
                raise LimitError(f"parentheses more than {ENTRY_DEPTH} deep")
        previous = token
    if opened:
        raise ParseError("this ( is never closed", text, opened[-1][0].start, "write ) after it")
    if previous is not None and previous.kind == "operator":
        raise ParseError(f"nothing stands after {shown(previous)}", text, previous.start)


def _check_operand(text: str, token: Token, previous: Token | None) -> None:
    if token.kind in OPERANDS or token.kind == "(" or token.text in {"+", "-"}:
        return
    if token.kind in {"operator", ",", ")"}:
        where = f"between {shown(previous)} and" if previous else "before"
        reason = f"a number or a name is missing {where} {shown(token)}"
        raise ParseError(reason, text, token.start)
    _refuse_separator(text, token)


def _refuse_neighbours(text: str, left: Token, right: Token) -> None:
    if right.kind not in OPERANDS and right.kind != "(":
        _refuse_separator(text, right)
    if left.kind == right.kind == "number":
        raise ParseError(
            f"nothing stands between {shown(left)} and {shown(right)}",
            text,
            right.start,
            "put a blank, a comma or an operator there",
        )
    raise ParseError("a product needs its sign", text, right.start, _product_hint(left, right))


def _product_hint(left: Token, right: Token) -> str:
    if left.text in FUNCTIONS:
        return f"an argument stands in parentheses: {left.text}(…)"
    before = "(…)" if left.kind == ")" else left.text
    after = "(…)" if right.kind == "(" else right.text
    return f"write {before}*{after}" if len(before) + len(after) < 40 else "write *"


def _refuse_separator(text: str, token: Token) -> None:
    reason = {
        ";": "; ends a row of a matrix; it has no meaning inside an expression",
        "|": "| stands before the right-hand side of a matrix, once in each row",
        "[": "[ opens a matrix or a row; inside an expression write (",
        "]": "] closes a matrix or a row; inside an expression write )",
    }[token.kind]
    raise ParseError(reason, text, token.start)
