"""Kinds of value that a parameter can have: each reads one text and checks it.

A kind has a ``metavar``, the placeholder in ``--help``, and ``read(text)``, which returns the value
or raises ``ValueError`` with the reason; some also have ``read_bytes(data)``. Nothing heavy is
imported before a matrix is read.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from linalg.reading import ReadMatrix

__all__ = [
    "Choice",
    "Columns",
    "FileKind",
    "FilePath",
    "Integer",
    "Kind",
    "Matrix",
    "Number",
    "Rows",
    "Switch",
    "WholeNumbers",
    "closest",
]

Rows = tuple[tuple[Any, ...], ...]


class NotedRows(tuple[tuple[Any, ...], ...]):
    """Rows, and what was assumed when they were read, in sentences."""

    remarks: tuple[str, ...] = ()


_MAX_NUMBER = 40


class Kind(Protocol):
    """The interface of every kind."""

    @property
    def metavar(self) -> str:
        """The placeholder that ``--help`` shows for a value."""

    def read(self, text: str) -> Any:
        """Turn text into a checked value; ``ValueError`` carries the reason."""


@runtime_checkable
class FileKind(Kind, Protocol):
    """A kind whose values may also stand in a file."""

    def read_bytes(self, data: bytes) -> Any:
        """Turn what stood in a file or came through a pipe into a checked value."""


@dataclass(frozen=True)
class Choice:
    """One word of a fixed list.

    Examples
    --------
    >>> Choice("en", "ko").read("ko")
    'ko'
    >>> Choice("burned", "file").read("burnt")
    Traceback (most recent call last):
    ValueError: 'burnt' is not one of burned, file; did you mean burned?
    """

    words: tuple[str, ...]

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "words", words)

    @property
    def metavar(self) -> str:
        return "|".join(self.words)

    def read(self, text: str) -> str:
        if text in self.words:
            return text
        hint = closest(text, self.words)
        raise ValueError(f"{_quoted(text)} is not one of {', '.join(self.words)}{hint}")


@dataclass(frozen=True)
class Switch:
    """Yes or no: true or false in a file, and on the command line ``--name`` or ``--no-name``.

    Examples
    --------
    >>> Switch().read("yes")
    True
    """

    metavar: str = "yes|no"

    def read(self, text: str) -> bool:
        return Choice("yes", "no").read(text) == "yes"


@dataclass(frozen=True)
class Integer:
    """A whole number between `minimum` and `maximum`, both included.

    Examples
    --------
    >>> Integer(1, 240).read("60")
    60
    >>> Integer(1, 240).read("0")
    Traceback (most recent call last):
    ValueError: 0 is out of range: from 1 to 240
    """

    minimum: int
    maximum: int
    metavar: str = "INTEGER"

    def read(self, text: str) -> int:
        try:
            value = int(_short(text))
        except ValueError:
            raise ValueError(f"{_quoted(text)} is not a whole number") from None
        _check_range(value, self.minimum, self.maximum)
        return value


@dataclass(frozen=True)
class WholeNumbers:
    """Several whole numbers, each between `minimum` and `maximum`, apart by commas or spaces.

    Examples
    --------
    >>> WholeNumbers(1, 40, most=4).read("1, 2 20")
    (1, 2, 20)
    >>> WholeNumbers(1, 40, most=2).read("1 2 3")
    Traceback (most recent call last):
    ValueError: 3 numbers, at most 2
    """

    minimum: int
    maximum: int
    most: int
    metavar: str = "NUMBERS"

    def read(self, text: str) -> tuple[int, ...]:
        one = Integer(self.minimum, self.maximum)
        numbers = tuple(one.read(word) for word in text.strip(" []()").replace(",", " ").split())
        if not numbers:
            raise ValueError("holds no number")
        if len(numbers) > self.most:
            raise ValueError(f"{len(numbers)} numbers, at most {self.most}")
        return numbers


@dataclass(frozen=True)
class Number:
    """A real number, as a float, between `minimum` and `maximum`, both included.

    Examples
    --------
    >>> Number(0, 1).read("1/4")
    0.25
    >>> Number(0, 1).read("1e-3")
    0.001
    """

    minimum: float
    maximum: float
    metavar: str = "NUMBER"

    def read(self, text: str) -> float:
        numerator, _, denominator = _short(text).partition("/")
        try:
            value = float(numerator) / float(denominator or "1")
        except (ValueError, ZeroDivisionError):
            raise ValueError(f"{_quoted(text)} is not a number") from None
        if not math.isfinite(value):
            raise ValueError(f"{_quoted(text)} is not a finite number")
        _check_range(value, self.minimum, self.maximum)
        return value


@dataclass(frozen=True)
class Matrix:
    """A matrix, or an augmented one [A b] with a bar.

    Read and returned as :func:`linalg.reading.read_matrix` does: ``.rows``, ``.right_hand_side``.
    """

    metavar: str = "MATRIX"

    def read(self, text: str) -> ReadMatrix:
        from linalg.reading import read_matrix

        return read_matrix(text)

    def read_bytes(self, data: bytes) -> ReadMatrix:
        """Read what stood in a file or came through a pipe."""
        from linalg.reading import read_bytes

        return read_bytes(data)


@dataclass(frozen=True)
class Columns:
    """Right-hand sides: one column, written in a row or down the lines, or several side by side."""

    metavar: str = "COLUMN"

    def read(self, text: str) -> Rows:
        from linalg.reading.matrices import read_columns

        return self._columns(read_columns(text))

    def read_bytes(self, data: bytes) -> Rows:
        """Read what stood in a file or came through a pipe."""
        from linalg.reading import read_bytes

        return self._columns(read_bytes(data))

    def _columns(self, columns: ReadMatrix) -> Rows:
        if columns.right_hand_side is not None:
            raise ValueError("columns are asked for, no system: without a bar and without =")
        is_row = len(columns.rows) == 1
        noted = NotedRows(zip(*columns.rows, strict=True) if is_row else columns.rows)
        noted.remarks = columns.remarks
        return noted


@dataclass(frozen=True)
class FilePath:
    """The path of a file or folder to write."""

    metavar: str = "PATH"

    def read(self, text: str) -> Path:
        if "\0" in text:
            raise ValueError("a path has no zero character")
        return Path(text).expanduser()


def closest(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean …?"`` with the nearest known word, or nothing.

    Examples
    --------
    >>> closest("elimnation", ["elimination", "descent"])
    '; did you mean elimination?'
    >>> closest("PDF", ["pdf", "json"])
    '; did you mean pdf?'
    """
    names = list(known)
    near = difflib.get_close_matches(word[:100], names, n=1)
    near = near or difflib.get_close_matches(word[:100].casefold(), names, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _check_range(value: float, minimum: float, maximum: float) -> None:
    if not minimum <= value <= maximum:
        raise ValueError(f"{value:g} is out of range: from {minimum:g} to {maximum:g}")


def _short(text: str) -> str:
    """Return a text that is no longer than a number has to be; a long one is none."""
    return text if len(text) <= _MAX_NUMBER else ""


def _quoted(text: str) -> str:
    """Quote a text for a message: short, and with control characters escaped."""
    return repr(text) if len(text) <= _MAX_NUMBER else repr(text[: _MAX_NUMBER - 1]) + "…"
