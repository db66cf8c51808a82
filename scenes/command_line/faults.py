"""Errors as a person wants to see them: one line, the place in the text, and the remedy."""

from __future__ import annotations

import traceback
import unicodedata
from collections.abc import Iterable

import click

from scenes.parameters.declarations import ParameterError
from scenes.rendering.faults import RenderError
from scenes.rendering.files.fault_places import FaultPlace, FileError

__all__ = ["error_lines", "fault_lines", "is_for_a_person", "is_own", "place", "show_error"]

_OWN_PACKAGES = ("linalg", "optviz", "scenes")
_SHOWN = 60


def is_for_a_person(error: BaseException) -> bool:
    """Say whether an error was raised on purpose by this project, with a message for a reader."""
    return is_own(type(error).__module__)


def is_own(module: str) -> bool:
    """Say whether a module is this project's."""
    return module.partition(".")[0] in _OWN_PACKAGES


def fault_lines(error: BaseException) -> list[str]:
    """Return the message of an error, on one line, and its place in the text on two more."""
    if isinstance(error, ParameterError):
        lines = [_clean(f"--{error.name.rstrip('_').replace('_', '-')}: {error.reason}")]
        if error.text and not error.text.isspace() and error.position is not None:
            lines += place(error.text, error.position)
        return lines
    if isinstance(error, FileError):
        return [_clean(str(error)), *_quoted(error.place), *_below(error.more)]
    more = error.more if isinstance(error, RenderError) else ()
    return [_clean(str(error)) or type(error).__name__, *_below(more)]


def _below(lines: Iterable[str]) -> list[str]:
    """Return lines as they stand below what they explain."""
    return [f"    {_clean(line)}" for line in lines]


def error_lines(error: Exception) -> list[str]:
    """Return what to say of an error: its message, or for one of ours to mend, where to turn."""
    if is_for_a_person(error):
        return fault_lines(error)
    if isinstance(error, ImportError) and not is_own(error.name or ""):
        return [
            f"something that is needed cannot be loaded: {fault_lines(error)[0]}",
            "What is missing, and how to get it: optviz doctor",
        ]
    return [
        f"an error inside: {type(error).__name__}: {fault_lines(error)[0]}",
        "Please report it with what --debug shows.",
    ]


def show_error(error: Exception, title: str) -> None:
    """Say that one thing of several went wrong, and why; with ``--debug``, where."""
    settings = click.get_current_context().find_root().obj or {}
    if settings.get("debug"):
        traceback.print_exception(error)
    first, *rest = error_lines(error)
    click.echo("\n".join([f"optviz: {title} is not made: {first}", *rest]), err=True)


def _quoted(place_of: FaultPlace) -> list[str]:
    """Return a line of somebody's file without its indentation, and a caret under a mistake."""
    source = place_of.source
    text = source.lstrip()
    if text and place_of.column is not None:
        return place(text, max(0, place_of.column - (len(source) - len(text))))
    return [f"    {_clean(text)}"] if text else []


def place(text: str, position: int) -> list[str]:
    """Return the line of `text` that holds `position`, and a caret under it.

    Examples
    --------
    >>> print(*place("1 2x; 3 4", 3), sep="|")
        1 2x; 3 4|       ^
    """
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : end if end >= 0 else len(text)]
    column = position - start
    before, after = line[:column], line[column:]
    if len(before) > _SHOWN // 2:
        before = "…" + before[-_SHOWN // 2 :]
    room = max(_SHOWN - len(before), _SHOWN // 2)
    if len(after) > room:
        after = after[:room] + "…"
    before, after = _clean(before), _clean(after)
    return [f"    {before}{after}", " " * (4 + _width(before)) + "^"]


def _clean(text: str) -> str:
    """Return a text that is safe and in one line on a terminal."""
    one_line = text.replace("\n", "; ")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in one_line)


def _width(text: str) -> int:
    """Return how many columns a terminal needs for a text."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )
