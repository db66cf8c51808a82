"""Catalogues read from ``.po`` files as they are written, where none has been compiled.

A lesson outside this package needs no compiler beside it: its captions are edited, and rendered.
"""

from __future__ import annotations

import gettext
import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path

__all__ = ["PoFileError", "translations_of"]

_KEYWORD = re.compile(r'(msgid|msgid_plural|msgstr|msgstr\[(\d)\])?\s*"(.*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_MAGIC = 0x950412DE  # of a compiled catalogue


class PoFileError(ValueError):
    """A line of a ``.po`` file that says nothing to gettext."""

    def __init__(self, path: Path, line: int, text: str) -> None:
        super().__init__(path, line, text)
        self.path, self.line, self.text = path, line, text

    def __str__(self) -> str:
        return (
            f'{self.path.name}, line {self.line}: neither a comment nor msgid "…" nor msgstr "…": '
            f"{self.text}"
        )


def translations_of(path: Path) -> gettext.GNUTranslations:
    """Read a ``.po`` file.

    Messages without a translation are left out, and so are those marked as fuzzy, as a compiler
    does.

    Raises
    ------
    PoFileError
        For a line that is none of such a file.
    """
    messages = sorted(_messages(path))
    ids = [key.encode() for key, _ in messages]
    texts = [text.encode() for _, text in messages]
    tables, start = [], 28 + 16 * len(messages)
    for entries in (ids, texts):
        for entry in entries:
            tables.append(struct.pack("<II", len(entry), start))
            start += len(entry) + 1
    count = len(messages)
    header = struct.pack("<7I", _MAGIC, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    contents = b"".join(entry + b"\0" for entry in (*ids, *texts))
    return gettext.GNUTranslations(io.BytesIO(header + b"".join(tables) + contents))


def _messages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield keys and texts, their plurals apart by zeros, as a compiled catalogue has them."""
    parts: dict[str, str] = {}
    place, fuzzy, next_is_fuzzy = "", False, False
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            next_is_fuzzy |= line.startswith("#,") and "fuzzy" in line
            continue
        found = _KEYWORD.fullmatch(line)
        if found is None or not (found[1] or place):
            raise PoFileError(path, number, line)
        if found[1] == "msgid":
            if not fuzzy:
                yield from _message(parts)
            parts, fuzzy, next_is_fuzzy = {}, next_is_fuzzy, False
        place = found[1] or place
        parts[place] = parts.get(place, "") + _ESCAPE.sub(_unescaped, found[3])
    if not fuzzy:
        yield from _message(parts)


def _message(parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    key = parts.get("msgid")
    texts = [parts[place] for place in sorted(parts) if place.startswith("msgstr")]
    if key is not None and any(texts):
        keys = [key, parts["msgid_plural"]] if "msgid_plural" in parts else [key]
        yield "\0".join(keys), "\0".join(texts)


def _unescaped(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[1], found[1])
