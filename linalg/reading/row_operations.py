"""Row operations as a person writes them: R2 - 3 R1, R1 <-> R3, R2 / 5."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from linalg.errors import LimitError, ParseError
from linalg.reading.expressions import read_expression
from linalg.reading.lexing.bounds import TEXT_CHARACTERS
from linalg.reading.lexing.characters import plain_characters
from linalg.reading.matrices import read_matrix

_MOST_STEPS = 500
_ROW = re.compile(r"(?<![A-Za-z_])[Rr]_?\{?([0-9]{1,4})\}?(?![A-Za-z0-9_])")
_ARROW = re.compile(r"<-(?!>)|(?<!<)->|←|→|:=|(?<![<>=])=(?!>)")
_EXCHANGE = re.compile(r"<->|<=>|↔|⇔|⟷")
_RESULT = re.compile(r":(?!=)|=>|⇒|⟹")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_HINT = "write R2 - 3 R1, R2 <- R2 - 3 R1, R1 <-> R3 or R2 <- R2/5"


@dataclass(frozen=True)
class RowOperation:
    """One row operation.

    Attributes
    ----------
    text : str
        As it was written.
    target : int
        The row that changes, from 0.
    coefficients : mapping of int to number or expression
        What the row becomes: the rows with their multiples. Empty for an exchange.
    exchange : int or None
        The row that changes places with `target`.
    result : tuple of rows, or None
        The matrix that was written after it.
    """

    text: str
    target: int
    coefficients: Mapping[int, Any] = field(default_factory=dict)
    exchange: int | None = None
    result: Sequence[Sequence[Any]] | None = None


def read_row_operations(text: str) -> tuple[RowOperation, ...]:
    """Read row operations that a person typed, one a line, or apart by ; or commas.

    Parameters
    ----------
    text : str
        ``R2 - 3 R1`` and ``R2 <- R2 - 3 R1`` (also with ``->`` or ``=``), ``R1 <-> R3``,
        ``R2 / 5``. After a colon or ``=>`` the matrix may stand that the step is to give; the step
        then has a line of its own.

    Raises
    ------
    ParseError
        With the place of the trouble and how it is written.
    LimitError
        If there are too many.

    Examples
    --------
    >>> (step,) = read_row_operations("R2 - 3 R1")
    >>> step.target, dict(step.coefficients)
    (1, {1: 1, 0: -3})
    """
    if len(text) > TEXT_CHARACTERS:
        raise LimitError(f"a text of {len(text)} characters; at most {TEXT_CHARACTERS} are read")
    pieces: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        if _RESULT.search(line):
            pieces.append((start, line))
        else:
            pieces += [(start + m.start(), m.group()) for m in re.finditer(r"[^;,]+", line)]
        start += len(line) + 1
    steps = [(at, piece) for at, piece in pieces if piece.strip()]
    if not steps:
        raise ParseError("nothing to read", text, 0, _HINT)
    if len(steps) > _MOST_STEPS:
        raise LimitError(f"{len(steps)} steps; at most {_MOST_STEPS} are read")
    return tuple(_step(text, at, piece) for at, piece in steps)


def _step(text: str, at: int, piece: str) -> RowOperation:
    plain = plain_characters(piece).translate(_SUBSCRIPTS)
    plain = plain if len(plain) == len(piece) else piece.translate(_SUBSCRIPTS)
    result = None
    if found := _RESULT.search(plain):
        try:
            result = read_matrix(plain[found.end() :]).rows
        except ParseError as error:
            place = at + found.end() + error.position
            raise ParseError(error.reason, text, place, error.hint) from None
        plain = plain[: found.start()]
    written = plain.strip()
    if exchange := _EXCHANGE.search(plain):
        one = _only_row(text, at, plain[: exchange.start()])
        two = _only_row(text, at + exchange.end(), plain[exchange.end() :])
        return RowOperation(written, one, exchange=two, result=result)
    target: int | None = None
    side, shift = plain, 0
    if arrow := _ARROW.search(plain):
        left, right = plain[: arrow.start()], plain[arrow.end() :]
        if _is_row(right) and not _is_row(left):
            target, side = _only_row(text, at + arrow.end(), right), left
        else:
            target, side, shift = _only_row(text, at, left), right, arrow.end()
    coefficients = _combination(text, at + shift, side)
    if target is None:
        target = _first_row(text, at, plain, coefficients)
    return RowOperation(written, target, coefficients, result=result)


def _is_row(text: str) -> bool:
    return _ROW.fullmatch(text.strip()) is not None


def _only_row(text: str, at: int, piece: str) -> int:
    found = _ROW.fullmatch(piece.strip())
    if found is None:
        raise ParseError("here stands one row, such as R2", text, at, _HINT)
    return _number(text, at, found.group(1))


def _number(text: str, at: int, digits: str) -> int:
    if int(digits) == 0:
        raise ParseError("there is no row 0", text, at, "rows are counted from 1")
    return int(digits) - 1


def _first_row(text: str, at: int, plain: str, coefficients: Mapping[int, Any]) -> int:
    """Return the row that changes where no arrow says it: the one that stands first."""
    first = _ROW.search(plain)
    assert first is not None
    row = int(first.group(1)) - 1
    if len(coefficients) > 1 and coefficients.get(row) != 1:
        hint = f"write R{row + 1} <- {plain.strip()}, or begin with the row that changes"
        raise ParseError("which row changes is not said", text, at + first.start(), hint)
    return row


def _combination(text: str, at: int, side: str) -> dict[int, Any]:
    """Return the multiples of rows in a sum of them."""
    rows = list(_ROW.finditer(side))
    if not rows:
        place = at + len(side) - len(side.lstrip())
        raise ParseError("no row stands here", text, place, _HINT)
    numbers = [_number(text, at + match.start(), match.group(1)) for match in rows]
    symbols = {number: sp.Symbol(f"R{number + 1}") for number in numbers}
    spelled = _ROW.sub(lambda match: f"R{int(match.group(1))}", side)
    spelled = re.sub(r"(?<=[\w)])\s*(?=R[0-9])", "*", spelled)
    try:
        expression = sp.sympify(read_expression(spelled))
    except ParseError as error:
        raise ParseError(
            error.reason, text, at + min(error.position, len(side)), error.hint
        ) from None
    expanded = sp.expand(expression)
    coefficients = {}
    for number, symbol in symbols.items():
        coefficients[number] = expanded.coeff(symbol, 1)
    rest = sp.expand(expanded - sum(c * symbols[k] for k, c in coefficients.items()))
    if rest != 0 or any(c.has(*symbols.values()) for c in coefficients.values()):
        raise ParseError("this is no sum of multiples of rows", text, at, _HINT)
    return {k: _plain(c) for k, c in coefficients.items()}


def _plain(x: sp.Expr) -> Any:
    return int(x) if x.is_Integer else x
