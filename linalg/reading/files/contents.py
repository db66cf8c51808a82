"""The contents of a file: its bytes, not too many of them, and its text."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from linalg.errors import LimitError, ParseError
from linalg.reading.lexing.bounds import TEXT_CHARACTERS


def bounded_bytes(path: str | PathLike[str]) -> bytes:
    """Return what a file holds, or raise `LimitError` if it is too much."""
    with Path(path).open("rb") as file:
        data = file.read(TEXT_CHARACTERS + 1)
    if len(data) > TEXT_CHARACTERS:
        raise LimitError(f"a file of more than {TEXT_CHARACTERS} bytes")
    return data


def decoded(data: bytes) -> str:
    """Return UTF-8 text, or raise `ParseError`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = data[: error.start].decode("utf-8", "replace")
        hint = "save the table as UTF-8 CSV"
        raise ParseError("this is not UTF-8 text", readable, len(readable), hint) from None
