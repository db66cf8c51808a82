"""Read a matrix from a table in a file, every decimal exactly as it is written."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from os import PathLike

from linalg.errors import LimitError, ParseError
from linalg.language import listing, say, say_counted, verbatim
from linalg.reading.evaluation import Budget, Entry
from linalg.reading.expressions import read_within
from linalg.reading.files.contents import bounded_bytes, decoded
from linalg.reading.layout import check_shape
from linalg.reading.lexing.bounds import MATRIX_COLUMNS, MATRIX_ROWS
from linalg.reading.lexing.characters import GREEK
from linalg.reading.matrices import ReadMatrix, read_matrix

_DELIMITERS = "\t;,"
_COMMENT = re.compile(r"^[ \t]*[#%][^\n]*(?:\n|\Z)", re.MULTILINE)
_BLANK_BETWEEN = re.compile(r"[0-9.] +[-+.0-9]")
_NUMBER = re.compile(r"[-+−]?[0-9.]+(?:[eE][-+]?[0-9]+)?(?:/[0-9]+)?")
_WORD = re.compile(r"[^\W\d][^;,|=\[\]]*")
_TYPED = re.compile(r"\s*[\[{(\\$⎡⎛]|[^\n]*[=|&\\]|[^\n]*;[ \t]*\r?\n|[^\n]*;[^\n]*\Z")
"""What stands in brackets, has LaTeX, a bar, equations, or its rows on one line or ended by ;."""


def read_table(text: str) -> ReadMatrix:
    r"""Read what stood in a file or came through a pipe: a typed matrix, CSV, or columns.

    Lines that begin with # or %, and a header above nothing but numbers, are left out; the
    remarks say so.

    Examples
    --------
    >>> read_table("# sizes\n1 2\n3 4\n").remarks
    ('1 line that begins with # or % is left out.',)
    """
    kept = _COMMENT.sub("\n", text)
    left_out = len(_COMMENT.findall(text))
    remarks: tuple[str, ...] = ()
    if left_out:
        one = "{count} line that begins with # or {percent} is left out."
        several = "{count} lines that begin with # or {percent} are left out."
        remarks = (say_counted(left_out, one, several, percent="%"),)
    if not kept.strip():
        raise ParseError("the file holds no values", text, 0)
    if not _TYPED.match(kept.strip()) and not _has_two_separators(kept):
        if _delimiter(kept) is not None:
            read = _read_csv(kept)
            return ReadMatrix(read.rows, None, (*remarks, *read.remarks))
        kept, header = _without_header(kept)
        remarks += header
    read = read_matrix(kept)
    return ReadMatrix(read.rows, read.right_hand_side, (*remarks, *read.remarks))


def read_csv(path: str | PathLike[str]) -> ReadMatrix:
    r"""Read a matrix from a file of values separated by tabs, semicolons or commas.

    Parameters
    ----------
    path : str or path
        A UTF-8 file, with or without a byte order mark, at most 256 KiB. The first line decides: a
        tab in it separates, else a semicolon, else a comma; a line of words above nothing but
        numbers is left out as a header. Each value is anything that `read_expression` reads; a
        decimal point is a point.

    Returns
    -------
    ReadMatrix
        Without a right-hand side.

    Raises
    ------
    ParseError
        Naming the row and column of the value; the position counts within the value.
    ShapeError, LimitError
        As `read_matrix`.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w", suffix=".csv") as file:
    ...     written = file.write("0.1,1/3\n-2,a\n")
    ...     file.flush()
    ...     read_csv(file.name).rows
    ((Fraction(1, 10), Fraction(1, 3)), (-2, a))
    """
    return _read_csv(decoded(bounded_bytes(path)))


def _read_csv(text: str) -> ReadMatrix:
    table, remarks = _without_heading(_table(text))
    check_shape([(row, ()) for row in table])
    budget = Budget()
    rows = tuple(
        tuple(_value(budget, cell, i, j) for j, cell in enumerate(row, start=1))
        for i, row in enumerate(table, start=1 + len(remarks))
    )
    return ReadMatrix(rows, remarks=remarks)


def _delimiter(text: str) -> str | None:
    """Return the sign that separates, by the first line that holds something."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((sign for sign in _DELIMITERS if sign in first.strip()), None)


def _has_two_separators(text: str) -> bool:
    """Say whether commas and blanks stand between the numbers of the first line: that is asked."""
    first = text.lstrip().partition("\n")[0]
    return _delimiter(first) == "," and _BLANK_BETWEEN.search(first) is not None


def _table(text: str) -> list[list[str]]:
    delimiter = _delimiter(text) or ","
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        filled = (row for row in reader if any(cell.strip() for cell in row))
        table = list(islice(filled, MATRIX_ROWS + 2))  # a header, and one too many
    except csv.Error as error:
        raise ParseError(f"this is not a CSV table: {error}", text, 0) from None
    if not table:
        raise ParseError("the file holds no values", text, 0)
    return table


def _without_heading(table: list[list[str]]) -> tuple[list[list[str]], tuple[str, ...]]:
    """Leave out a first row of words above nothing but numbers."""
    first, *others = table
    cells = [cell for row in others[:MATRIX_ROWS] for cell in row[:MATRIX_COLUMNS]]
    if not _is_header(first, cells):
        _check_labels(table)
        return table, ()
    _check_headings(first, others[0])
    return others, (_header(first),)


def _without_header(text: str) -> tuple[str, tuple[str, ...]]:
    """Leave out a first line of words above columns of numbers."""
    first, _, rest = text.lstrip().partition("\n")
    words, cells = first.split(), rest[: MATRIX_ROWS * 1000].split()
    if not _is_header(words, cells):
        _check_labels(
            [line.split() for line in text.splitlines()[: MATRIX_ROWS + 2] if line.strip()]
        )
        return text, ()
    _check_headings(words, rest.lstrip().partition("\n")[0].split())
    return rest.rjust(len(text), "\n"), (_header(words),)


def _check_headings(words: list[str], row: list[str]) -> None:
    """Refuse a header that leaves the first column without a name: that may number the rows."""
    if not words[0].strip() or len(words) == len(row) - 1:
        hint = "leave it out, or give it a heading if it belongs to the matrix"
        reason = "the first column has no heading; it may be an index"
        raise ParseError(reason, words[0], 0, hint)


def _check_labels(table: list[list[str]]) -> None:
    """Refuse words above and left of nothing but numbers: they may name the columns and rows.

    Letters, indexed or Greek, are symbols.
    """
    (corner, *heads), *rows = table
    labels = [row[0].strip() for row in rows]
    inner = [cell for row in rows for cell in row[1:]]
    are_words = all(map(_WORD.fullmatch, labels)) and any(map(_is_long, (corner, *labels)))
    if are_words and _is_header([corner, *heads], inner):
        reason = "the first line and the first column are words; they may be headings"
        hint = "leave them out, or write the matrix in brackets if they belong to it"
        raise ParseError(reason, corner, 0, hint)


def _is_long(word: str) -> bool:
    letters = word.strip().rstrip("_0123456789")
    return len(letters) > 2 and letters not in GREEK.values()


def _is_header(words: list[str], cells: list[str]) -> bool:
    named = [word.strip() for word in words if word.strip()]
    are_words = len(named) >= len(words) - 1 and all(map(_WORD.fullmatch, named)) and bool(named)
    return are_words and bool(cells) and all(_NUMBER.fullmatch(cell.strip()) for cell in cells)


def _header(words: list[str]) -> str:
    named = [word.strip()[:20] for word in words[:6]]
    shown = listing(map(verbatim, named))
    more = "" if len(words) <= 6 else " …"
    return say("The first line, {names}{more}, is left out as a header.", names=shown, more=more)


def _value(budget: Budget, cell: str, row: int, column: int) -> Entry:
    """Read one value; its errors name its place in the table."""
    place = f"row {row}, column {column}"
    if not cell.strip():
        raise ParseError(f"{place} is empty", cell, 0, "write 0 if it is zero")
    try:
        return read_within(budget, cell)
    except ParseError as error:
        hint = "write decimals with a point" if "," in cell else error.hint
        raise ParseError(f"{place}: {error.reason}", cell, error.position, hint) from None
    except LimitError as error:
        raise LimitError(f"{place}: {error}") from None
