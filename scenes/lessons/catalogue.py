"""The lessons there are, found without importing Manim.

A lesson is a folder in a topic of :mod:`scenes.lessons`: ``parameters.py`` declares one
:class:`~scenes.parameters.declarations.Parameters` class and imports nothing heavy;
``storyboard.py`` defines one scene and is loaded only to render. Other packages bring such folders
as entry points of the group ``optviz.lessons``, and any folder is called by its path.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import scenes.lessons
from scenes.parameters.declarations import Parameters
from scenes.parameters.kinds import closest
from scenes.rendering.faults import said_by
from scenes.rendering.files.fault_places import FileError

__all__ = ["BrokenLessonError", "LessonEntry", "UnknownLessonError", "lesson", "lesson_names"]

ENTRY_POINTS = "optviz.lessons"
"""The group of entry points by which a package brings lessons: a name, and a package."""


class UnknownLessonError(ValueError):
    """No lesson has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        hint = closest(self.name, lesson_names()) or "; 'optviz lessons' lists them"
        return f"no lesson is called {self.name!r}{hint}"


class NoLessonFolderError(UnknownLessonError):
    """A folder that is no lesson's, or whose name another module has."""

    def __str__(self) -> str:
        return self.name


class BrokenLessonError(RuntimeError):
    """A lesson whose parameters cannot be loaded; the others can.

    Attributes
    ----------
    summary : str
        What stands where the others say what they show.
    """

    def __init__(self, name: str, folder: Path, error: Exception) -> None:
        super().__init__(name, folder, error)
        fault = FileError.of(error, folder)
        what = said_by(error) if fault is None else str(fault)
        self.summary = f"cannot be loaded: {what}"
        self.name = name

    def __str__(self) -> str:
        return f"the lesson {self.name} {self.summary}"


@dataclass(frozen=True)
class LessonEntry:
    """One lesson: its name, its package, and the folder where its two files are.

    One from outside this package is somebody else's to mend.

    Examples
    --------
    >>> lesson("elimination").parameters.__name__
    'EliminationParameters'
    """

    name: str
    package: str
    folder: Path
    outside: bool = False

    @property
    def parameters(self) -> type[Parameters]:
        """The class that declares what can be asked of the lesson.

        Raises
        ------
        BrokenLessonError
        """
        try:
            return _only_class(self._module("parameters"), Parameters)
        except Exception as error:
            raise BrokenLessonError(self.name, self.place, error) from error

    @property
    def summary(self) -> str:
        """The contents of the lesson, in one line."""
        return self.parameters.summary()

    @property
    def place(self) -> Path:
        """The folder of its files; of a lesson that a package brings, as Python finds it."""
        return _place_of(self.package) or self.folder

    @property
    def sources(self) -> Path:
        """The folder of all that it may be made from: its whole package, if it is from outside."""
        return (self.outside and _place_of(self.package.partition(".")[0])) or self.place

    def storyboard(self) -> type[Any]:
        """Import Manim and return the lesson's scene."""
        from manim import Scene

        return _only_class(self._module("storyboard"), Scene)

    def _module(self, part: str) -> ModuleType:
        return importlib.import_module(f"{self.package}.{part}")


def lesson_names() -> list[str]:
    """Return the names of all lessons, sorted.

    Examples
    --------
    >>> "elimination" in lesson_names()
    True
    """
    return sorted(_entries())


def _entries() -> dict[str, LessonEntry]:
    """Return the lessons by name: those of this package, and those that others bring."""
    found = {}
    for root in map(Path, scenes.lessons.__path__):
        topics = [topic.name for topic in pkgutil.iter_modules([str(root)]) if topic.ispkg]
        for topic in topics:
            for part in pkgutil.iter_modules([str(root / topic)]):
                if part.ispkg:
                    name = part.name.replace("_", "-")
                    package = f"scenes.lessons.{topic}.{part.name}"
                    found[name] = LessonEntry(name, package, root / topic / part.name)
    for name, owner, package in _brought():
        name = f"{owner}:{name}" if name in found else name
        found[name] = LessonEntry(name, package, Path(package), outside=True)
    return found


@cache
def _brought() -> list[tuple[str, str, str]]:
    """Return name, distribution and package of each lesson that others bring."""
    points = entry_points(group=ENTRY_POINTS)
    return sorted({(p.name, p.dist.name if p.dist else "", p.value) for p in points})


def _place_of(package: str) -> Path | None:
    """Return where a package lies, or None if Python does not find it."""
    try:
        found = find_spec(package)
    except (ImportError, ValueError):
        return None
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


def lesson(name: str) -> LessonEntry:
    """Return the lesson of that name, or in the folder of that path.

    Raises
    ------
    UnknownLessonError
        With the nearest name, or with what a folder lacks.
    """
    entries = _entries()
    if name in entries:
        return entries[name]
    folder = Path(name)
    if folder.is_dir() or len(folder.parts) > 1 or name.startswith("."):
        return _in_folder(folder, name)
    raise UnknownLessonError(name)


def _in_folder(folder: Path, typed: str) -> LessonEntry:
    """Return the lesson in a folder, from whose package it can be imported from now on."""
    if not folder.is_dir():
        raise NoLessonFolderError(f"there is no folder {typed!r}; 'optviz lessons' lists lessons")
    folder = folder.resolve()
    for part in ("__init__", "parameters", "storyboard"):
        if not (folder / f"{part}.py").is_file():
            raise NoLessonFolderError(
                f"the folder {typed!r} is no lesson: it has no {part}.py; "
                "'optviz new lesson NAME' makes one that has"
            )
    for entry in _entries().values():
        if entry.place == folder:
            return entry
    names, root = [folder.name], folder.parent
    while (root / "__init__.py").is_file():
        names, root = [root.name, *names], root.parent
    if str(root) not in sys.path:
        sys.path.append(str(root))  # last, so that it hides nothing
    package = ".".join(names)
    if _place_of(package) != folder:
        raise NoLessonFolderError(
            f"the folder {typed!r} has the name of another module of Python's: rename it"
        )
    return LessonEntry(folder.name.replace("_", "-"), package, folder, outside=True)


def _only_class(module: ModuleType, base: type[Any]) -> type[Any]:
    """Return the one class derived from `base` that `module` defines itself."""
    found = [
        item
        for _, item in inspect.getmembers(module, inspect.isclass)
        if issubclass(item, base) and item.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} defines {len(found)} {base.__name__} classes, not one")
    return found[0]
