"""Matrix Market files: dense and coordinate, every number exactly as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linalg.errors import LimitError, ParseError
from linalg.reading.evaluation import Entry
from linalg.reading.expressions import read_expression
from linalg.reading.lexing.bounds import MATRIX_COLUMNS, MATRIX_ROWS
from linalg.reading.matrices import ReadMatrix

_BANNER = "%%matrixmarket"
_LAYOUTS = ("array", "coordinate")
_FIELDS = ("real", "double", "integer", "pattern")
_MIRRORED = {"general": 0, "symmetric": 1, "skew-symmetric": -1}
"""The factor between an entry and its mirror image; 0 where there is none."""

Place = tuple[int, int]


class _Line(NamedTuple):
    words: list[str]
    start: int


def is_market(text: str) -> bool:
    """Say whether a text begins as a Matrix Market file does."""
    return text[: len(_BANNER)].lower() == _BANNER


def read_market(text: str) -> ReadMatrix:
    """Read the text of a Matrix Market file.

    Source: R. F. Boisvert, R. Pozo, K. A. Remington, The Matrix Market Exchange Formats, NISTIR
    5935, 1996.

    Raises
    ------
    ParseError
        With the line that is not as the format has it.
    LimitError
        If the matrix is larger than 64 × 64.
    """
    layout, field, factor = _banner(text)
    size, *lines = _filled_lines(text) or [_Line([], len(text))]
    numbers = [_count(text, word, size) for word in size.words]
    if len(numbers) != (2 if layout == "array" else 3) or not all(numbers[:2]):
        hint = "rows, columns" + ", entries" * (layout == "coordinate")
        raise ParseError("this line holds the size", text, size.start, hint)
    m, n = numbers[:2]
    if m > MATRIX_ROWS or n > MATRIX_COLUMNS:
        raise LimitError(f"{m} × {n}; at most {MATRIX_ROWS} × {MATRIX_COLUMNS} are read")
    if factor and m != n:
        raise ParseError("a symmetric matrix is square", text, size.start)
    places = list(_dense(m, n, factor)) if layout == "array" else None
    expected = numbers[2] if places is None else len(places)
    if len(lines) != expected:
        reason = f"the size says {expected} entries, the file has {len(lines)}"
        raise ParseError(reason, text, size.start)
    rows: list[list[Entry | None]] = [[None] * n for _ in range(m)]
    for index, line in enumerate(lines):
        place = _place(text, line, m, n) if places is None else places[index]
        words = line.words[2:] if places is None else line.words
        value = 1 if field == "pattern" and not words else _value(text, words, line)
        _fill(text, line, rows, place, value, factor)
    return ReadMatrix(tuple(tuple(0 if x is None else x for x in row) for row in rows))


def _banner(text: str) -> tuple[str, str, int]:
    words = text.split("\n", 1)[0].lower().split()
    if len(words) != 5 or words[1] != "matrix" or words[2] not in _LAYOUTS:
        raise ParseError("this is no matrix of the Matrix Market", text, 0)
    if words[3] == "complex" or words[4] == "hermitian":
        raise ParseError("complex numbers are not read", text, 0)
    if words[3] not in _FIELDS or words[4] not in _MIRRORED:
        raise ParseError(f"{words[3][:20]} {words[4][:20]} is not read", text, 0)
    return words[2], words[3], _MIRRORED[words[4]]


def _filled_lines(text: str) -> list[_Line]:
    """Return the lines after the banner that hold something, without the comments."""
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.startswith("%"):
            lines.append(_Line(line.split(), start))
        start += len(line)
    return lines


def _dense(m: int, n: int, factor: int) -> Iterator[Place]:
    """Yield the places of a dense file, column by column; of a symmetric one the lower half."""
    for j in range(n):
        first = {0: 0, 1: j, -1: j + 1}[factor]
        yield from ((i, j) for i in range(first, m))


def _place(text: str, line: _Line, m: int, n: int) -> Place:
    i, j = ([_count(text, word, line) for word in line.words[:2]] + [0, 0])[:2]
    if not (1 <= i <= m and 1 <= j <= n):
        raise ParseError(f"no place in a matrix of {m} × {n}", text, line.start)
    return i - 1, j - 1


def _count(text: str, word: str, line: _Line) -> int:
    if not (word.isascii() and word.isdigit()) or len(word) > 9:
        raise ParseError("a whole number stands here", text, line.start)
    return int(word)


def _value(text: str, words: Sequence[str], line: _Line) -> Entry:
    if len(words) != 1:
        raise ParseError("one number stands here", text, line.start)
    try:
        return read_expression(words[0], variables=())
    except ParseError as error:
        raise ParseError(error.reason, text, line.start, error.hint) from None


def _fill(
    text: str,
    line: _Line,
    rows: list[list[Entry | None]],
    place: Place,
    value: Entry,
    factor: int,
) -> None:
    i, j = place
    if rows[i][j] is not None:
        raise ParseError(f"row {i + 1}, column {j + 1} stands there twice", text, line.start)
    rows[i][j] = value
    if factor and i != j:
        rows[j][i] = factor * value
