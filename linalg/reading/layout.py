"""Rows and entries in the tokens of a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, NoReturn

from linalg.errors import LimitError, ParseError, ShapeError
from linalg.reading.brackets import mates
from linalg.reading.grammar import OPERANDS
from linalg.reading.lexing.bounds import MATRIX_COLUMNS, MATRIX_ROWS
from linalg.reading.lexing.names import FUNCTIONS, example_call
from linalg.reading.separators import check_commas, check_thousands
from linalg.reading.tokens import Token, shown

Tokens = Sequence[Token]

_EMPTY = "write 0 if it is zero"
_TUPLE = "rows stand in brackets, [[1, 2], [3, 4]], and decimals have a point"
_BRACKETS = "[ ] stand around the matrix and around each row: [[1, 2], [3, 4]]"


class RowTokens(NamedTuple):
    """The entries of a row left and right of its bar; `right` is empty without a bar."""

    left: list[Tokens]
    right: list[Tokens]


def split_rows(text: str, tokens: Tokens) -> list[RowTokens]:
    """Split the tokens of a matrix into rows and these into entries.

    Raises
    ------
    ParseError
        For brackets, separators or bars out of place.
    """
    rows = []
    for row in _rows(text, tokens):
        rows.append(_split_row(text, row))
        _check_rows(rows)
    return rows


def check_shape(rows: Sequence[tuple[Sequence[object], Sequence[object]]]) -> None:
    """Hold rows of equal length, left and right of the bar, within the bounds.

    Raises
    ------
    ShapeError
        If the rows differ in length or only some have a bar.
    LimitError
        If there are too many rows or columns.
    """
    _check_rows(rows)
    width, bar_width = len(rows[0][0]), len(rows[0][1])
    if max(width, bar_width) > MATRIX_COLUMNS:
        raise LimitError(f"more than {MATRIX_COLUMNS} columns, the most that a text may have")
    for number, (left, right) in enumerate(rows, start=1):
        if bool(right) != bool(bar_width):
            with_bar, without = (number, 1) if right else (1, number)
            example = "each row has its own, as in 1 2 | 3; 4 5 | 6"
            raise ShapeError(f"row {with_bar} has a bar |, row {without} has none: {example}")
        if len(left) != width:
            raise ShapeError(f"row {number} has {_entries(left)}, row 1 has {width}")
        if len(right) != bar_width:
            raise ShapeError(
                f"row {number} has {_entries(right)} after the bar, row 1 has {bar_width}"
            )


def _check_rows(rows: Sequence[object]) -> None:
    if len(rows) > MATRIX_ROWS:
        raise LimitError(f"more than {MATRIX_ROWS} rows, the most that a text may have")


def _entries(row: Sequence[object]) -> str:
    return "1 entry" if len(row) == 1 else f"{len(row)} entries"


def _rows(text: str, tokens: Tokens) -> Iterator[Tokens]:
    """Yield the tokens of each row, out of brackets or between ; and line breaks."""
    tokens = _trimmed(tokens)
    closing = mates(text, tokens)
    if tokens and tokens[0].kind in {"[", "("} and closing[0] == len(tokens) - 2:
        tokens = without_end(tokens)
    begin, end = 0, len(tokens)
    if begin < end and closing.get(0) == end - 1 and _surrounds(tokens[0], tokens[1]):
        begin, end = 1, end - 1
    if begin == end or tokens[begin].kind != "[":
        return _lines(text, tokens[begin:end])
    last = closing[begin]
    if last != end - 1:
        _refuse_after(text, tokens, last)
    inner = _trimmed(tokens[begin + 1 : last])
    if inner and inner[0].kind == "[":
        return _bracketed(text, inner)
    return _lines(text, inner)


def without_end(tokens: Tokens) -> Tokens:
    """Leave out line breaks at both ends and one semicolon after all rows."""
    tokens = _trimmed(tokens)
    return _trimmed(tokens[:-1]) if tokens and tokens[-1].kind == ";" else tokens


def _surrounds(outer: Token, inner: Token) -> bool:
    r"""Say whether a matrix in brackets of its own begins: ([ or \left[\begin{matrix}."""
    return inner.text == r"\begin" or (outer.kind == "(" and inner.kind == "[")


def _refuse_after(text: str, tokens: Tokens, last: int) -> NoReturn:
    following = next(token for token in tokens[last + 1 :] if token.kind != "newline")
    between = {",", ";", "["}
    if following.kind in between and any(token.kind == "[" for token in tokens[last + 1 :]):
        reason = "these rows have no brackets around them all"
        raise ParseError(reason, text, following.start, "write [[1, 2], [3, 4]]")
    hint = "the entries of one matrix are read, and nothing is computed with it"
    raise ParseError("something stands after the matrix", text, following.start, hint)


def _trimmed(tokens: Tokens) -> Tokens:
    """Leave out the line breaks at both ends."""
    begin, end = 0, len(tokens)
    while begin < end and tokens[begin].kind == "newline":
        begin += 1
    while begin < end and tokens[end - 1].kind == "newline":
        end -= 1
    return tokens[begin:end]


def _lines(text: str, tokens: Tokens) -> Iterator[Tokens]:
    """Split at ; and line breaks; an empty line is nothing, an empty row before ; a mistake."""
    begin = 0
    for index, token in enumerate(tokens):
        if token.kind not in {";", "newline"}:
            continue
        if index > begin:
            yield tokens[begin:index]
        elif token.kind == ";":
            raise ParseError("a row is missing before ;", text, token.start)
        begin = index + 1
    if begin < len(tokens):
        yield tokens[begin:]


def _bracketed(text: str, tokens: Tokens) -> Iterator[Tokens]:
    """Take the rows [ … ], … out of the outer brackets, commas between them."""
    begin: int | None = None
    separated = True
    for index, token in enumerate(tokens):
        if token.kind == "[" and begin is None:
            begin = index + 1
        elif token.kind == "]" and begin is not None:
            yield tokens[begin:index]
            begin, separated = None, False
        elif begin is None and token.kind in {",", ";"} and not separated:
            separated = True
        elif token.kind in {"[", "]"} or (begin is None and token.kind != "newline"):
            raise ParseError("this is not a row in brackets", text, token.start, _BRACKETS)


def _split_row(text: str, tokens: Tokens) -> RowTokens:
    tokens = [token for token in tokens if token.kind != "newline"]
    bars = [index for index, token in enumerate(tokens) if token.kind == "|"]
    if not bars:
        return RowTokens(_split_entries(text, tokens), [])
    place = tokens[bars[-1]].start
    if len(bars) > 1:
        raise ParseError("a second bar in one row", text, place, "for |x| write abs(x)")
    left, right = tokens[: bars[0]], tokens[bars[0] + 1 :]
    if not left or not right:
        raise ParseError(f"nothing stands {'after' if left else 'before'} the bar", text, place)
    return RowTokens(_split_entries(text, left), _split_entries(text, right))


def _split_entries(text: str, tokens: Tokens) -> list[Tokens]:
    """Split at commas, and at blanks that no operator bridges, outside parentheses."""
    check_thousands(text, tokens)
    entries: list[Tokens] = []
    commas: list[int] = []
    opened: list[tuple[Token, bool]] = []
    begin = 0
    for index, token in enumerate(tokens):
        if token.kind in {"[", "]"} or (token.kind == ")" and not opened):
            is_call = index and tokens[index - 1].kind == "name" and not token.spaced
            hint = "an argument stands in parentheses" if is_call else _BRACKETS
            raise ParseError("this bracket is out of place", text, token.start, hint)
        if token.kind == "," and not opened:
            if index == begin:
                raise ParseError(
                    f"an entry is missing before {shown(token)}", text, token.start, _EMPTY
                )
            commas.append(index)
            entries.append(tokens[begin:index])
            begin = index + 1
        elif index > begin and not opened and _starts_entry(tokens, index):
            _check_argument(text, tokens[index - 1], token)
            entries.append(tokens[begin:index])
            begin = index
        elif token.kind == "," and opened and not opened[-1][1]:
            reason = "a comma stands in parentheses that follow no function"
            raise ParseError(reason, text, token.start, _TUPLE)
        if token.kind == "(":
            opened.append((token, index > 0 and tokens[index - 1].kind == "name"))
        elif token.kind == ")":
            opened.pop()
    if opened:
        reason = "this ( is not closed in its row"
        raise ParseError(reason, text, opened[-1][0].start, _BRACKETS)
    if begin < len(tokens):
        entries.append(tokens[begin:])
    elif tokens:
        last = tokens[-1]
        raise ParseError(f"an entry is missing after {shown(last)}", text, last.start, _EMPTY)
    check_commas(text, tokens, commas, len(entries))
    return entries


def _check_argument(text: str, name: Token, token: Token) -> None:
    """Refuse a function whose argument a blank would make an entry of its own: ``sin 1``."""
    if name.kind == "name" and name.text in FUNCTIONS:
        call = example_call(name.text)
        hint = f"write {call}, without a blank" if token.kind == "(" else f"write {call}"
        raise ParseError(f"{name.text} is a function", text, name.start, hint)


def _starts_entry(tokens: Tokens, index: int) -> bool:
    """Say whether a blank before this token separates: ``1 2``, ``1 -2``, but not ``1 - 2``."""
    previous, token = tokens[index - 1], tokens[index]
    if not token.spaced or (previous.kind not in OPERANDS and previous.kind != ")"):
        return False
    if token.kind in OPERANDS or token.kind == "(":
        return True
    signs = token.text in {"+", "-"}
    return signs and index + 1 < len(tokens) and not tokens[index + 1].spaced
