"""The lessons there are, found without importing Manim.

A lesson is a folder in a topic of :mod:`scenes.lessons`: ``parameters.py`` declares one
:class:`~scenes.parameters.declarations.Parameters` class and imports nothing heavy;
``storyboard.py`` defines one scene and is loaded only to render.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import scenes.lessons
from scenes.parameters.declarations import Parameters
from scenes.parameters.kinds import closest
from scenes.rendering.faults import said_by
from scenes.rendering.files.fault_places import FileError

__all__ = ["BrokenLessonError", "LessonEntry", "UnknownLessonError", "lesson", "lesson_names"]


class UnknownLessonError(ValueError):
    """No lesson has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        hint = closest(self.name, lesson_names()) or "; 'optviz lessons' lists them"
        return f"no lesson is called {self.name!r}{hint}"


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

    Examples
    --------
    >>> lesson("elimination").parameters.__name__
    'EliminationParameters'
    """

    name: str
    package: str
    folder: Path

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
            raise BrokenLessonError(self.name, self.folder, error) from error

    @property
    def summary(self) -> str:
        """The contents of the lesson, in one line."""
        return self.parameters.summary()

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
    """Return the lessons by name: the folders in the topics of :mod:`scenes.lessons`."""
    found = {}
    for root in map(Path, scenes.lessons.__path__):
        topics = [topic.name for topic in pkgutil.iter_modules([str(root)]) if topic.ispkg]
        for topic in topics:
            for part in pkgutil.iter_modules([str(root / topic)]):
                if part.ispkg:
                    name = part.name.replace("_", "-")
                    package = f"scenes.lessons.{topic}.{part.name}"
                    found[name] = LessonEntry(name, package, root / topic / part.name)
    return found


def lesson(name: str) -> LessonEntry:
    """Return the lesson of that name.

    Raises
    ------
    UnknownLessonError
        With the nearest name.
    """
    entries = _entries()
    if name not in entries:
        raise UnknownLessonError(name)
    return entries[name]


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
