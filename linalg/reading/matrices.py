"""Read a matrix, a system or a vector as it is written on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

import sympy as sp

from linalg.errors import LimitError, ParseError, ShapeError
from linalg.language import say, verbatim
from linalg.reading.equations import read_equations
from linalg.reading.evaluation import Budget, Entry, Evaluation
from linalg.reading.frames import unframed
from linalg.reading.layout import Tokens, check_shape, split_rows, without_end
from linalg.reading.lexing.bounds import MATRIX_COLUMNS, MATRIX_ROWS, TEXT_CHARACTERS
from linalg.reading.lexing.characters import plain_characters
from linalg.reading.lexing.literals import bounded, plain_number
from linalg.reading.lexing.unclear import check_names
from linalg.reading.separators import check_cells
from linalg.reading.systems.calls import without_calls
from linalg.reading.systems.lines import without_lines
from linalg.reading.tokens import check_parts, tokenize

Row: TypeAlias = tuple[Entry, ...]

_PLAIN_TEXT = re.compile(r"[-+0-9./,; \t\n]*")
_TIGHT_COMMA = re.compile(r"\d,\d")
_GROUP = re.compile(r"(?<![\d.])\d{1,3}[ ,]0\d\d(?!\d)")
_NAME_OF_A_VECTOR = re.compile(r"\A\s*[A-Za-z]\w*\s*=(?=\s*\()")
_ROW_END = re.compile(r"[;\n]")


@dataclass(frozen=True)
class ReadMatrix:
    """A matrix as read, with the columns right of the bar where there was one.

    Parameters
    ----------
    rows : tuple of m tuples of n entries
        Ints, Fractions or SymPy expressions.
    right_hand_side : tuple of m tuples of k entries, optional
        What stood right of the bar, or of the equals signs.
    remarks : tuple of str
        What was assumed, in sentences; two readings that differ in them alone are equal.
    """

    rows: tuple[Row, ...]
    right_hand_side: tuple[Row, ...] | None = None
    remarks: tuple[str, ...] = field(default=(), compare=False)


def read_matrix(text: str) -> ReadMatrix:
    """Read a matrix that a person typed; nothing in it is run.

    Parameters
    ----------
    text : str
        Rows end with ``;`` or a line break, entries with blanks or a comma: ``"1 2; 3 4"``,
        ``"[[1, 2], [3, 4]]"``, ``"[1 2; 3 4]"``. ``|`` stands before right-hand sides:
        ``"1 2 | 3; 4 5 | 6"``. A blank, a sign and a non-blank start an entry: ``1 -2`` is two
        entries, ``1 - 2`` and ``1-2`` are one. An entry is anything that `read_expression` reads.
        LaTeX, what NumPy, SymPy and R print, and equations (``2x + 3y = 20; x - y = 5``) are read
        too; see the guide, "Typing a matrix".

    Returns
    -------
    ReadMatrix
        Rows of equal length, at most 64 × 64.

    Raises
    ------
    ParseError
        With the position of the trouble and a hint.
    ShapeError
        If the rows differ in length or only some have a bar.
    LimitError
        If the text, the matrix or an entry is too large.

    Examples
    --------
    >>> read_matrix("1 2 | 3; 4 a+1 | -0.5")
    ReadMatrix(rows=((1, 2), (4, a + 1)), right_hand_side=((3,), (Fraction(-1, 2),)), remarks=())
    """
    if len(text) > TEXT_CHARACTERS:
        raise LimitError(f"a text of {len(text)} characters; at most {TEXT_CHARACTERS} are read")
    rows = _plain_rows(text)
    if rows is not None:
        check_shape([(row, ()) for row in rows])
        return ReadMatrix(tuple(rows))
    try:
        return _general_matrix(text)
    except ParseError as error:  # of a text with its frame blanked out
        raise ParseError(error.reason, text, error.position, error.hint) from None


def read_vector(text: str) -> Row:
    """Read a vector: one row, one column, or (x, y, z).

    Parameters
    ----------
    text : str
        ``"2 12 2"``, ``"2, 12, 2"``, ``"2; 12; 2"``, ``"[2, 12, 2]"`` or ``"(2, 12, 2)"``.

    Returns
    -------
    tuple of n entries

    Raises
    ------
    ParseError, LimitError
        As `read_matrix`.
    ShapeError
        If the text is a matrix of several rows and columns, or has a bar.

    Examples
    --------
    >>> read_vector("(2, 12, 1/2)")
    (2, 12, Fraction(1, 2))
    """
    read = read_columns(text)
    if read.right_hand_side is not None:
        raise ShapeError("a vector has no right-hand side")
    if len(read.rows) == 1:
        return read.rows[0]
    if len(read.rows[0]) == 1:
        return tuple(row[0] for row in read.rows)
    raise ShapeError(
        f"{len(read.rows)} rows of {len(read.rows[0])} entries; a vector is one row or one column"
    )


def read_columns(text: str) -> ReadMatrix:
    """Read a matrix, or a vector written as (x, y, z), which is one row.

    Raises
    ------
    ParseError, ShapeError, LimitError
        As `read_matrix`.

    Examples
    --------
    >>> read_columns("(1, k)").rows
    ((1, k),)
    """
    try:
        return read_matrix(_without_parentheses(plain_characters(text)))
    except ParseError as error:  # of a text without its parentheses
        raise ParseError(error.reason, text, error.position, error.hint) from None


def _plain_rows(text: str) -> list[Row] | None:
    """Read plain numbers between blanks, commas, ; and line breaks; None for anything else."""
    if not _PLAIN_TEXT.fullmatch(text):
        return None
    rows: list[Row] = []
    for line in _ROW_END.split(text.strip()):
        if _is_unclear(line):
            return None
        pieces = line.split(",") if "," in line else line.split()
        numbers = [plain_number(piece.strip()) for piece in pieces[: MATRIX_COLUMNS + 1]]
        row = tuple(number for number in numbers if number is not None)
        if not row or len(row) < len(numbers):
            return None
        rows.append(row)
        if len(row) > MATRIX_COLUMNS or len(rows) > MATRIX_ROWS:
            break  # refused by its shape
    return rows


def _is_unclear(line: str) -> bool:
    """Say whether decimal commas, thousands or empty cells may be in it: that is asked."""
    has_blanks = " " in line or "\t" in line
    return "\t" in line or bool(_GROUP.search(line) or (has_blanks and _TIGHT_COMMA.search(line)))


def _general_matrix(text: str) -> ReadMatrix:
    check_parts(text)
    check_cells(text)
    text, factor = without_lines(plain_characters(text))
    read = _framed_matrix(without_calls(text))
    return read if factor is None else _multiplied(read, factor)


def _framed_matrix(text: str) -> ReadMatrix:
    text, call = unframed(text)
    tokens = tokenize(text)
    check_names(text, tokens)
    signs = [token.kind for token in tokens].count("=")
    if signs and not (signs == 1 and _has_a_name(tokens)):
        return ReadMatrix(*read_equations(text, without_end(tokens)))
    remarks = (_name_of(tokens[0].text),) if signs else ()
    return _rows_of_entries(text, tokens[2 * signs :], call, remarks)


def _multiplied(read: ReadMatrix, factor: Fraction) -> ReadMatrix:
    """Multiply what was read by the factor that stood above it."""
    rows = tuple(tuple(_product(factor, x) for x in row) for row in read.rows)
    power = len(str(max(factor, 1 / factor))) - 1
    sign = "-" * (factor < 1)
    remark = say(
        "The numbers are multiplied by {factor}, which stands above them.",
        factor=f"10^{sign}{power}",
    )
    return replace(read, rows=rows, remarks=(*read.remarks, remark))


def _product(factor: Fraction, x: Entry) -> Entry:
    if isinstance(x, int | Fraction):
        return bounded(factor * x)
    return sp.Rational(factor.numerator, factor.denominator) * x


def _has_a_name(tokens: Tokens) -> bool:
    """Say whether the only = stands after a name, before more than one entry: A = 1 2; 3 4."""
    if len(tokens) < 3 or (tokens[0].kind, tokens[1].kind) != ("name", "="):
        return False
    rows = split_rows("", tokens[2:])
    return len(rows) > 1 or len(rows[0].left) > 1


def _rows_of_entries(
    text: str, tokens: Tokens, call: str | None, remarks: tuple[str, ...]
) -> ReadMatrix:
    rows = split_rows(text, tokens)
    if not rows or not rows[0].left:
        raise ParseError("nothing to read", text, 0, "write rows, such as 1 2; 3 4")
    check_shape(rows)
    entries = _read_entries(text, [[*row.left, *row.right] for row in rows])
    width = len(rows[0].left)
    left = tuple(row[:width] for row in entries)
    if call is not None and len(rows) == 1:
        left = tuple((entry,) for entry in left[0]) if "Matrix" in call else left
        column = "{call} of one list is read as one column."
        row = "{call} of one list is read as one row."
        remarks = (*remarks, say(column if "Matrix" in call else row, call=verbatim(call)))
    if not rows[0].right:
        return ReadMatrix(left, remarks=remarks)
    return ReadMatrix(left, tuple(row[width:] for row in entries), remarks)


def _read_entries(text: str, rows: list[list[Tokens]]) -> list[Row]:
    budget = Budget()
    return [
        tuple(_read_entry(text, tokens, budget, i, j) for j, tokens in enumerate(row, start=1))
        for i, row in enumerate(rows, start=1)
    ]


def _read_entry(text: str, tokens: Tokens, budget: Budget, row: int, column: int) -> Entry:
    try:
        return Evaluation(text, tokens, budget=budget).value()
    except LimitError as error:
        raise LimitError(f"row {row}, column {column}: {error}") from None


def _without_parentheses(text: str) -> str:
    """Blank out the parentheses of (x, y, z), so that positions stay."""
    text = _NAME_OF_A_VECTOR.sub(lambda found: " " * len(found.group()), text)
    inner = text.strip()
    if not (inner.startswith("(") and inner.endswith(")")) or not _closes_last(inner):
        return text
    begin, end = text.index("("), text.rindex(")")
    return f"{text[:begin]} {text[begin + 1 : end]} {text[end + 1 :]}"


def _closes_last(text: str) -> bool:
    """Say whether the parenthesis that opens `text` is closed by its last character."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return index == len(text) - 1
    return False


def _name_of(text: str) -> str:
    return say("{name} is read as the name of the matrix.", name=verbatim(text))
