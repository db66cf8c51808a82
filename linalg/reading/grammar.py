"""From the tokens of one entry to a Python syntax tree, with errors that know their place.

Tokens alternate between operands and operators; once that is checked, Python's own parser is left
with nothing but precedence to decide. It never sees the text: operands are named `_0`, `_1`, … by
their index, so `lambda` may be a variable and no string, attribute or statement can occur.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from linalg.errors import LimitError, ParseError
from linalg.reading.lexing.bounds import ENTRY_CHARACTERS, ENTRY_DEPTH, ENTRY_NODES
from linalg.reading.lexing.names import FUNCTIONS
from linalg.reading.tokens import Token, shown

OPERANDS = frozenset({"number", "name"})

_DEFINITION = re.compile(r"\s*[A-Za-z]\w*\s*(?:\([\w, ]*\)\s*)?=")
_IMAGINARY = frozenset("iIjJ")
_POWER_OF_A_FUNCTION = re.compile(
    r"(?<![\w.])(?P<name>[a-z]+[0-9]*) \*\* (?:(?P<sign>[-+]) )?(?P<number>[0-9.]+)\Z"
)


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
    source = "".join(_source(index, token) for index, token in enumerate(tokens))
    return ast.parse(source, mode="eval").body


def _source(index: int, token: Token) -> str:
    if token.kind in OPERANDS:
        return f"_{index}"
    return token.text if token.kind == "operator" else token.kind


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
    if tokens[0].kind == "[" and tokens[-1].kind == "]":
        reason = "one number or expression stands here, no matrix and no list"
        raise ParseError(reason, text, tokens[0].start)
    opened: list[tuple[Token, bool]] = []
    previous: Token | None = None
    for index, token in enumerate(tokens):
        if previous is None or previous.kind in {"operator", "(", ","}:
            _check_operand(text, token, previous)
        elif token.kind == ")":
            if not opened:
                raise ParseError("this ) closes nothing", text, token.start)
            opened.pop()
        elif token.kind == ",":
            if not opened or not opened[-1][1]:
                _refuse_separator(text, token)
        elif token.kind != "operator" and not _is_call(previous, token):
            _refuse_neighbours(text, tokens[:index], token)
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


def _is_call(name: Token, opening: Token) -> bool:
    r"""Say whether an argument begins: f(, but not x½ or x\frac{1}{2}, which are products."""
    is_written = opening.text == "(" or name.text in FUNCTIONS
    return name.kind == "name" and opening.kind == "(" and is_written


def _refuse_neighbours(text: str, before: Sequence[Token], right: Token) -> None:
    left = before[-1]
    if right.kind not in OPERANDS and right.kind != "(":
        _refuse_separator(text, right)
    if left.kind == right.kind == "number":
        reason = f"nothing stands between {shown(left)} and {shown(right)}"
        has_two_points = "." in left.text and right.text.startswith(".") and not right.spaced
        hint = "a number has one point" if has_two_points else "put an operator there"
        raise ParseError(reason, text, right.start, hint)
    _check_powers(text, before, right)
    if left.text in FUNCTIONS:
        reason = f"{left.text} is a function, and its argument stands in parentheses"
        raise ParseError(reason, text, right.start, f"write {left.text}(…)")
    if right.text in _IMAGINARY and left.kind == "number" and not right.spaced:
        hint = f"if {right.text} is a variable, give it another name"
        raise ParseError("complex numbers are not read", text, right.start, hint)
    is_power = len(before) > 2 and before[-2].text == "**"
    hint = _product_hint(left, right, is_power=is_power)
    raise ParseError("a product needs its sign", text, right.start, hint)


def _check_powers(text: str, before: Sequence[Token], right: Token) -> None:
    """Refuse the power of a function before its argument: sin^2(x), sin^-1 x, sin^(-1)(x)."""
    exponent = list(before[-6:])
    if exponent[-1].kind == ")":
        exponent = [token for token in exponent if token.kind not in {"(", ")"}]
    found = _POWER_OF_A_FUNCTION.search(" ".join(token.text for token in exponent))
    if found is None or found["name"] not in FUNCTIONS:
        return
    name, power = found["name"], f"{found['sign'] or ''}{found['number']}"
    if power == "-1":
        inverse = f"a{name}" if f"a{name}" in FUNCTIONS else None
        reason = f"{name}^-1 may be the inverse function or 1/{name}"
        hint = f"write {inverse}(…) or 1/{name}(…)" if inverse else f"write 1/{name}(…)"
        raise ParseError(reason, text, right.start, hint)
    raise ParseError(
        f"the power of {name} stands after its argument", text, right.start,
        f"write {name}(…)^{power[:20] if power[0] != '-' else f'({power[:20]})'}",
    )  # fmt: skip


def _product_hint(left: Token, right: Token, is_power: bool) -> str:
    before = "(…)" if left.kind == ")" else f"{'^' * is_power}{left.text}"
    after = "(…)" if right.text == "(" else right.text
    return f"write {before}*{after}" if len(before) + len(after) < 40 else "write *"


def _refuse_separator(text: str, token: Token) -> None:
    reason = {
        ";": "; ends a row of a matrix; it has no meaning inside an expression",
        "|": "| stands before the right-hand side of a matrix; for |x| write abs(x)",
        "[": f"{token.text} opens a matrix or a row; inside an expression write (",
        "]": f"this {token.text} closes nothing",
        "=": "= makes an equation; an expression stands here",
        ",": "a comma stands only between entries or the arguments of a function"
        if token.text == ","
        else f"{token.text} stands between the entries of a row",
        "newline": "a line ends inside this expression",
    }[token.kind]
    is_definition = token.kind == "=" and _DEFINITION.match(text)
    raise ParseError(
        reason, text, token.start, "write what stands after it" if is_definition else None
    )
