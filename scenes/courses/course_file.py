"""A course as it is written in TOML: what is to be made; of mistakes the line and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenes.explanations.topics import TOPICS
from scenes.lessons.catalogue import lesson_names
from scenes.parameters.kinds import Choice, closest
from scenes.rendering.options import RESOLUTIONS

__all__ = ["EXAMPLE", "KINDS", "Course", "CourseError", "Item", "read_course"]

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "film": ("lesson", ("mp4", "webm", "gif", "mov")),
    "still": ("lesson", ("png", "svg", "pdf")),
    "slides": ("lesson", ("html", "pptx")),
    "handout": ("topic", ("pdf", "html", "tex", "md", "typ", "txt", "json")),
    "figure": ("topic", ("svg", "png", "pdf")),
}
"""What an item may be: what it is made of, and its formats, the usual one first."""

_ITEM_KEYS = ("kind", "name", "lesson", "topic", "format", "at", "title", "parameters", "matrices")
_NAME = re.compile(r"[\w][\w .-]{0,79}")
_MOST = 1000

EXAMPLE = """\
# optviz course build week1.toml
[course]
title = "Week 1: elimination"
output = "week1"        # the folder for what is made
language = "en"         # en or ko
theme = "dark"          # dark or light
quality = "medium"      # low, medium, high or 4k
pace = "normal"         # slow, normal or fast
captions = "burned"     # burned, file, both or none

[[item]]
kind = "film"           # film, still, slides, handout or figure
lesson = "elimination"  # optviz lessons lists them
parameters = { matrix = "1 2 1; 3 8 1; 0 4 1", rhs = "2 12 2" }

[[item]]
kind = "still"
lesson = "elimination"
at = "#3"               # a beat, or seconds
format = "svg"
parameters = { matrix = "1 2 1; 3 8 1; 0 4 1", rhs = "2 12 2" }

[[item]]
kind = "handout"
topic = "lu"            # optviz explain lists them
language = "ko"
matrices = ["2 1; 8 7", "1 2 3; 4 5 6; 7 8 10"]  # one handout each

[[item]]
kind = "figure"
topic = "column-picture"
parameters = { matrix = "2 -1; -1 2", rhs = "0 3" }
"""


class CourseError(ValueError):
    """A course file with mistakes; each has its line and its key.

    Attributes
    ----------
    mistakes : tuple of str
    """

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__(*mistakes)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(self.mistakes)


_SHARED: dict[str, tuple[Choice, str]] = {
    "language": (Choice("en", "ko"), "en"),
    "theme": (Choice("dark", "light"), "dark"),
    "quality": (Choice(*RESOLUTIONS), "high"),
    "pace": (Choice("slow", "normal", "fast"), "normal"),
    "captions": (Choice("burned", "file", "both", "none"), "burned"),
}
"""What the course says for all its items, and each item may say for itself; and what holds else."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is to be made.

    Attributes
    ----------
    kind : {"film", "still", "slides", "handout", "figure"}
    name : str
        Of its file, without the ending.
    of : str
        The lesson or the topic.
    format : str
        The ending of its file.
    title : str
    language, theme, quality, pace, captions : str
    at : str
        The moment of a still.
    parameters : mapping of str to plain data
        As they stand in the file.
    line : int
        Where it stands in the file.
    """

    kind: str
    name: str
    of: str
    format: str
    title: str
    language: str
    theme: str
    quality: str
    pace: str
    captions: str
    at: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.{self.format}"


@dataclass(frozen=True)
class Course:
    """A course as it was read.

    Attributes
    ----------
    title : str
    folder : Path
        For what is made.
    language : str
        Of the index page.
    items : tuple of Item
    """

    title: str
    folder: Path
    language: str
    items: tuple[Item, ...]


def read_course(path: Path) -> Course:
    """Read a course file; what the values of parameters mean is not looked at yet.

    Raises
    ------
    CourseError
        With every mistake that was found.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise CourseError((f"{path}: {error.strerror}",)) from error
    except UnicodeDecodeError as error:
        raise CourseError((f"{path.name}: is not UTF-8 at byte {error.start}",)) from error
    except tomllib.TOMLDecodeError as error:
        raise CourseError((f"{path.name}: {_with_line(str(error))}",)) from error
    return _Reader(path, text, data).course()


def _with_line(message: str) -> str:
    """Put the place of tomllib's message first, as in all others."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message)
    return message if found is None else f"line {found[2]}: {found[1].lower()}"


class _Reader:
    """Reads the tables of a course, and collects what is wrong in them."""

    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self.path, self.lines, self.data = path, text.splitlines(), data
        self.mistakes: list[str] = []
        self.starts = [
            number
            for number, line in enumerate(self.lines)
            if re.match(r"\s*\[\[\s*item\s*\]\]", line)
        ]

    def course(self) -> Course:
        """Return the course, or raise all mistakes."""
        self._unknown(self.data, ("course", "item"), "", 0)
        table = self.data.get("course", {})
        if not isinstance(table, dict):
            self._wrong("course", "is a table: [course]", 0)
            table = {}
        start = self._line_of("course", 0, table_header=True)
        known = ("title", "output", *_SHARED)
        self._unknown(table, known, "course.", start)
        common = self._choices(table, "course.", start)
        entries = self.data.get("item", [])
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            self._wrong("item", "is a list of tables: [[item]]", 0)
            entries = []
        if not entries and not self.mistakes:
            self.mistakes.append(f"{self.path.name}: there is nothing to make: add an [[item]]")
        items = [
            item
            for number, entry in enumerate(entries)
            for item in self._items(entry, number, common)
        ]
        self._check_names(items)
        if len(items) > _MOST:
            self.mistakes.append(
                f"{self.path.name}: {len(items)} items are too many: at most {_MOST}"
            )
        if self.mistakes:
            raise CourseError(tuple(self.mistakes))
        output = str(table.get("output", self.path.stem))
        return Course(
            title=str(table.get("title", self.path.stem)),
            folder=(self.path.parent / Path(output).expanduser()).absolute(),
            language=common["language"],
            items=tuple(items),
        )

    def _choices(self, table: dict[str, Any], place: str, start: int) -> dict[str, str]:
        """Return what a table says of the presentation, each value checked."""
        chosen = {}
        for name, (kind, usual) in _SHARED.items():
            value = table.get(name, usual)
            try:
                chosen[name] = kind.read(str(value))
            except ValueError as error:
                self._wrong(f"{place}{name}", str(error), start)
                chosen[name] = usual
        for name in ("title", "output"):
            if not isinstance(table.get(name, ""), str):
                self._wrong(f"{place}{name}", "is a text in quotes", start)
        return chosen

    def _items(self, entry: dict[str, Any], number: int, common: dict[str, str]) -> Iterator[Item]:
        """Yield what a table asks for: one item, or one for each of its matrices."""
        start, place = self._start(number), f"item {number + 1}: "
        self._unknown(entry, (*_ITEM_KEYS, *_SHARED), place, start)
        kind = entry.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            known = ", ".join(KINDS)
            self._wrong(f"{place}kind", f"is one of {known}{closest(str(kind), KINDS)}", start)
            return
        made_of, formats = KINDS[kind]
        of = entry.get(made_of)
        catalogue = lesson_names() if made_of == "lesson" else list(TOPICS)
        if of not in catalogue:
            hint = closest(str(of), catalogue) if of is not None else ""
            what = f"no {made_of} is called {of!r}{hint}" if of is not None else "is missing"
            self._wrong(f"{place}{made_of}", what, start)
            return
        ending = entry.get("format", formats[0])
        if ending not in formats:
            self._wrong(f"{place}format", f"a {kind} is one of {', '.join(formats)}", start)
            return
        at = entry.get("at", "")
        if (kind == "still") != bool(str(at)):
            why = (
                "says which moment: a beat, #2, or seconds" if kind == "still" else "is for a still"
            )
            self._wrong(f"{place}at", why, start)
            return
        parameters = entry.get("parameters", {})
        if not isinstance(parameters, dict):
            self._wrong(f"{place}parameters", 'is a table: { matrix = "2 1; 8 7" }', start)
            return
        name = str(entry.get("name", f"{number + 1:02}-{of}-{kind}"))
        if _NAME.fullmatch(name) is None:
            self._wrong(f"{place}name", "is letters, digits, dots, dashes and blanks", start)
            return
        own = {name: entry[name] for name in _SHARED if name in entry}
        common = self._choices({**common, **own}, place, start)
        item = Item(
            kind=kind,
            name=name,
            of=str(of),
            format=ending,
            title=str(entry.get("title", "")),
            at=str(at),
            parameters=parameters,
            line=start + 1,
            **common,
        )
        yield from self._for_each_matrix(item, entry, place, start)

    def _for_each_matrix(
        self, item: Item, entry: dict[str, Any], place: str, start: int
    ) -> Iterator[Item]:
        matrices = entry.get("matrices")
        if matrices is None:
            yield item
            return
        if not isinstance(matrices, list) or not matrices:
            self._wrong(f"{place}matrices", 'is a list: ["2 1; 8 7", "1 2; 3 4"]', start)
            return
        if "matrix" in item.parameters:
            self._wrong(f"{place}matrices", "stands in place of parameters.matrix", start)
            return
        fields = {name: getattr(item, name) for name in item.__dataclass_fields__}
        for k, matrix in enumerate(matrices, start=1):
            parameters = {**item.parameters, "matrix": matrix}
            yield Item(**{**fields, "name": f"{item.name}-{k}", "parameters": parameters})

    def _check_names(self, items: list[Item]) -> None:
        """Two things cannot go to one file."""
        seen: dict[str, Item] = {}
        for item in items:
            other = seen.setdefault(item.file.casefold(), item)
            if other is not item:
                self._wrong(
                    "name", f"{item.file} is the item of line {other.line} too", item.line - 1
                )

    def _unknown(
        self, table: Mapping[str, Any], known: tuple[str, ...], place: str, start: int
    ) -> None:
        for key in table:
            if key not in known:
                self._wrong(f"{place}{key}", f"no such key{closest(key, known)}", start)

    def _wrong(self, key: str, reason: str, start: int) -> None:
        name = re.split(r"[.:] ?", key)[-1]
        line = self._line_of(name, start) + 1
        self.mistakes.append(f"{self.path.name}, line {line}, {key}: {reason}")

    def _start(self, number: int) -> int:
        return self.starts[number] if number < len(self.starts) else 0

    def _line_of(self, key: str, start: int, *, table_header: bool = False) -> int:
        """Return the line, from 0, at which a key stands below the head of its table."""
        wanted = (
            rf"\s*\[\[?\s*{re.escape(key)}" if table_header else rf"\s*\"?{re.escape(key)}\"?\s*="
        )
        for number in range(start, len(self.lines)):
            if re.match(wanted, self.lines[number]):
                return number
            if number > start and re.match(r"\s*\[", self.lines[number]) and not table_header:
                break
        return start
