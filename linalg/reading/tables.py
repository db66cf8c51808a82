"""Read a matrix from a CSV file, every decimal exactly as it is written."""

from __future__ import annotations

import csv
import io
from os import PathLike
from pathlib import Path

from linalg.errors import LimitError, ParseError
from linalg.reading.bounds import TEXT_CHARACTERS
from linalg.reading.evaluation import Budget, Entry
from linalg.reading.expressions import read_within
from linalg.reading.layout import check_shape
from linalg.reading.matrices import ReadMatrix

_DELIMITERS = "\t;,"


def read_csv(path: str | PathLike[str]) -> ReadMatrix:
    r"""Read a matrix from a file of values separated by tabs, semicolons or commas.

    Parameters
    ----------
    path : str or path
        A UTF-8 file, with or without a byte order mark, at most 256 KiB, no header row. The first
        line decides: a tab in it separates, else a semicolon, else a comma. Each value is
        anything that `read_expression` reads; a decimal point is a point.

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
    table = _table(_text(path))
    check_shape([(row, ()) for row in table])
    budget = Budget()
    return ReadMatrix(
        tuple(
            tuple(_value(budget, cell, i, j) for j, cell in enumerate(row, start=1))
            for i, row in enumerate(table, start=1)
        )
    )


def _text(path: str | PathLike[str]) -> str:
    with Path(path).open("rb") as file:
        data = file.read(TEXT_CHARACTERS + 1)
    if len(data) > TEXT_CHARACTERS:
        raise LimitError(f"a file of more than {TEXT_CHARACTERS} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = data[: error.start].decode("utf-8", "replace")
        raise ParseError(
            "this is not UTF-8 text", readable, len(readable), "save the table as UTF-8 CSV"
        ) from None


def _table(text: str) -> list[list[str]]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = next((sign for sign in _DELIMITERS if sign in first), ",")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ParseError(f"this is not a CSV table: {error}", text, 0) from None
    table = [row for row in rows if any(cell.strip() for cell in row)]
    if not table:
        raise ParseError("the file holds no values", text, 0)
    return table


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
