"""Faults of a render, in one line for a person."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

__all__ = [
    "BAD_VALUES",
    "Frames",
    "ProcessError",
    "RenderError",
    "by_manim",
    "frames_above",
    "frames_of",
    "is_by_manim",
    "said_by",
    "system_error_number",
    "system_fault",
]

T = TypeVar("T")

Frames = list[tuple[str, int, str]]
"""File, line and function of what an error passed through, the innermost last."""

_EXPLANATIONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file grew beyond the size that is allowed here",
    errno.EROFS: "the disk cannot be written to",
    errno.EACCES: "the permission to write is missing",
    errno.EPERM: "the permission to write is missing",
    errno.EMFILE: "too many files are open",
    errno.ENOMEM: "the memory is used up",
}


BAD_VALUES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a value that a mobject cannot have comes to when it is drawn."""


class RenderError(RuntimeError):
    """A render that could not be made: in one line what is wrong, and the remedy.

    Attributes
    ----------
    more : tuple of str
        Lines to show below it.
    """

    def __init__(self, message: str, more: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.more = tuple(more)


class ProcessError(RenderError):
    """A process that drew part of the film failed.

    Attributes
    ----------
    said : str
        What Python says of the error there.
    frames : list of (str, int, str)
    """

    def __init__(self, said: str, frames: Frames, more: Sequence[str] = ()) -> None:
        super().__init__(f"a process that drew part of the film failed: {said}", more)
        self.said = said
        self.frames = frames


def frames_of(error: BaseException) -> Frames:
    """Return file, line and function of what an error passed through, the innermost last."""
    return [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]


def frames_above(error: BaseException) -> Frames:
    """Return file, line and function of the calls that led to where an error is caught now."""
    caught = error.__traceback__ and error.__traceback__.tb_frame
    if caught is None:
        return []
    found = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_stack(caught.f_back)
    ]
    return found[::-1] if caught.f_back else []


def by_manim(draw: Callable[..., T], *arguments: Any, **keywords: Any) -> T:
    """Let Manim draw: what it cannot draw either is the scene's fault (:func:`is_by_manim`)."""
    return draw(*arguments, **keywords)


def is_by_manim(frames: Iterable[tuple[object, int, str]]) -> bool:
    """Say whether an error arose where Manim was let draw."""
    return any(name == by_manim.__name__ for _, _, name in frames)


def said_by(error: BaseException) -> str:
    """Return what Python says of an error, the name that was perhaps meant included.

    Examples
    --------
    >>> said_by(NameError("name 'Circel' is not defined"))
    "NameError: name 'Circel' is not defined"
    """
    if isinstance(error, RenderError):
        return str(error)
    found = traceback.TracebackException.from_exception(error)
    return "".join(found.format_exception_only()).strip()


def system_fault(error: BaseException) -> str | None:
    """Return what the operating system refused, if that is at the root of an error.

    Manim and its encoder wrap such an error in one of their own, so its causes are searched.

    Examples
    --------
    >>> system_fault(OSError(errno.ENOSPC, "No space left on device"))
    'the disk is full'
    >>> system_fault(ValueError("something else"))
    """
    number = system_error_number(error)
    return None if number is None else _EXPLANATIONS[number]


def system_error_number(error: BaseException) -> int | None:
    """Return the number of what the operating system refused, if a person can be told what it is.

    Examples
    --------
    >>> system_error_number(OSError(errno.ENOSPC, "No space left on device")) == errno.ENOSPC
    True
    """
    for cause in _chain(error):
        number = errno.ENOMEM if isinstance(cause, MemoryError) else getattr(cause, "errno", None)
        if number in _EXPLANATIONS:
            return number
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it, the outermost first."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__
