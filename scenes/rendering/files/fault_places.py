"""The place in somebody's files that an error comes from: file, line, and what Python says."""

from __future__ import annotations

import linecache
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scenes.rendering.faults import ProcessError, RenderError, frames_of, is_by_manim, said_by
from scenes.rendering.files.remedies import remedy_for
from scenes.rendering.files.shadowed import remark_on

__all__ = ["FaultPlace", "FileError", "place_in"]

_OWN = Path(__file__).parents[3]
_ENGINE = Path(__file__).parents[1]
_DRAWING = ("renderer.py", "writer.py", "sharing.py")
_PACKAGES = ("linalg", "optviz", "scenes")
_INSTALLED = ("site-packages", "dist-packages")
_STANDARD = Path(linecache.__file__).parent


@dataclass(frozen=True)
class FaultPlace:
    """A line of a file.

    Attributes
    ----------
    file : Path
    line : int
        From 1.
    column : int or None
        Of a mistake in the grammar, from 0.
    """

    file: Path
    line: int
    column: int | None = None

    @property
    def source(self) -> str:
        """The line itself."""
        return linecache.getline(str(self.file), self.line).rstrip()


class FileError(RuntimeError):
    """An error that a person's own file has made, not this project.

    Attributes
    ----------
    place : FaultPlace
    said : str
        What Python says: the name of the error, and its message.
    more : tuple of str
        Lines to show below the line of the file.
    """

    def __init__(self, place: FaultPlace, said: str, more: tuple[str, ...] = ()) -> None:
        super().__init__(place, said)
        self.place = place
        self.said = said
        self.more = more

    def __str__(self) -> str:
        return f"{self.place.file.name}, line {self.place.line}: {self.said}"

    @classmethod
    def of(cls, error: BaseException, folder: Path) -> FileError | None:
        """Return the fault that the files in a folder have made, or None if it is not theirs."""
        place = place_in(error, folder)
        return None if place is None else cls(place, _said(error), _more(error, place.file))


def place_in(error: BaseException, folder: Path) -> FaultPlace | None:
    """Return the innermost line in the files of a folder that an error passed through.

    None where there is none, or where the error arose in what draws a scene: that is this project's
    to mend, unless Manim cannot draw it either.
    """
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        file = Path(error.filename)
        column = None if error.offset is None else error.offset - 1
        return FaultPlace(file, error.lineno, column) if _is_theirs(file, folder) else None
    frames = list(_frames(error))
    theirs = [k for k, (file, _, _) in enumerate(frames) if _is_theirs(file, folder)]
    if not theirs:
        return None
    file, line, _ = frames[theirs[-1]]
    deeper = frames[theirs[-1] + 1 :]
    drawn = any(_draws(within, name) for within, _, name in deeper)
    return None if drawn and not is_by_manim(deeper) else FaultPlace(file, line)


def _draws(file: Path, name: str) -> bool:
    """Say whether a function draws frames or writes them; not one by which mobjects are made."""
    return file.is_relative_to(_ENGINE) and file.name in _DRAWING and name != "play"


def _frames(error: BaseException) -> Iterator[tuple[Path, int, str]]:
    """Yield file, line and function of what an error passed through, the innermost last."""
    told = error.frames if isinstance(error, ProcessError) else frames_of(error)
    yield from ((Path(file), line, name) for file, line, name in told)


def _is_theirs(file: Path, folder: Path) -> bool:
    is_there = file.is_file()  # what is compiled names places where it was made
    if not is_there or not file.absolute().is_relative_to(folder.absolute()):
        return False
    installed = file.is_relative_to(_STANDARD) or any(part in _INSTALLED for part in file.parts)
    return not installed and (_is_own(folder) or not _is_own(file))


def _is_own(path: Path) -> bool:
    return any(path.absolute().is_relative_to(_OWN / package) for package in _PACKAGES)


def _said(error: BaseException) -> str:
    if isinstance(error, ProcessError):
        return error.said
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    if isinstance(error, SystemExit):
        why = f": {error.code}" if isinstance(error.code, str) else ""
        return f"the file ends the program here, so there is no film{why}"
    return said_by(error)


def _more(error: BaseException, file: Path) -> tuple[str, ...]:
    if isinstance(error, RenderError):
        return error.more
    remark = remark_on(error) or remedy_for(error, file)
    return () if remark is None else (remark,)
