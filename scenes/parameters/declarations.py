"""Parameters of a lesson or an explanation: declared once, used everywhere.

A set of parameters is a frozen dataclass derived from :class:`Parameters`, each field made by
:func:`parameter`. Command-line options, their help, course files and forms are generated from the
declarations; nothing is written down twice. Values arrive as text, or as the numbers, strings and
lists of a JSON or TOML file, and leave as checked Python values.

This module imports nothing heavy: ``--help`` needs it.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from itertools import chain
from pathlib import Path
from typing import Any, Self

from scenes.parameters.kinds import FileKind, Kind, Switch, closest
from scenes.parameters.products import product_remarks

__all__ = ["Parameter", "ParameterError", "Parameters", "as_text", "declared", "parameter"]

_MAX_CHARACTERS = 256 * 1024


class ParameterError(ValueError):
    """One parameter that cannot be accepted.

    Parameters
    ----------
    name : str
        The parameter, as its field is called.
    reason : str
        What is wrong and what to write instead.
    text : str, optional
        The text as it was typed.
    position : int, optional
        The index into `text` where the trouble starts.

    Examples
    --------
    >>> print(ParameterError("fps", "at most 240", "1000"))
    fps: at most 240
    """

    def __init__(
        self, name: str, reason: str, text: str | None = None, position: int | None = None
    ) -> None:
        super().__init__(name, reason, text, position)
        self.name = name
        self.reason = reason
        self.text = text
        self.position = position

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


@dataclass(frozen=True)
class Parameter:
    """One declaration: everything that a help page, a form or a course file needs to know."""

    name: str
    kind: Kind
    help: str
    example: str
    default: Any

    @property
    def required(self) -> bool:
        """True if a value has to be given."""
        return self.default is MISSING

    @property
    def option(self) -> str:
        """The command-line option, such as ``--learning-rate``; ``--from`` of ``from_``."""
        return "--" + self.name.rstrip("_").replace("_", "-")

    def read(self, given: object) -> Any:
        """Read one value, text or plain data or a file by its path or contents, and check it.

        Raises
        ------
        ParameterError
            With the reason, and with the position in the text where it is known.
        """
        try:
            if isinstance(given, Path | bytes):
                return self._read_bytes(given)
            if isinstance(given, bool) and isinstance(self.kind, Switch):
                return given
            return self._read_text(given)
        except (ValueError, TypeError) as error:
            text, position = getattr(error, "text", None), getattr(error, "position", None)
            raise ParameterError(self.name, _reason(error), text, position) from error

    @property
    def reads_files(self) -> bool:
        """True if the value may also stand in a file."""
        return isinstance(self.kind, FileKind)

    def _read_bytes(self, given: Path | bytes) -> Any:
        if not isinstance(self.kind, FileKind):
            raise TypeError("is not read from a file")
        return self.kind.read_bytes(given if isinstance(given, bytes) else _contents(given))

    def _read_text(self, given: object) -> Any:
        text = as_text(given)
        if len(text) > _MAX_CHARACTERS:
            raise ValueError("is longer than 256 KiB")
        if not text.strip():
            raise ValueError(f"is empty; for example {self.example!r}")
        return self.kind.read(text)


def _contents(path: Path) -> bytes:
    """Return what a file holds, and of a long one as much as shows that it is too long."""
    try:
        with path.open("rb") as file:
            return file.read(_MAX_CHARACTERS + 1)
    except OSError as error:
        raise ValueError(f"cannot read {str(path)!r}: {error.strerror}") from error


def parameter(kind: Kind, *, help: str, example: str, default: Any = MISSING) -> Any:
    """Declare one field of a :class:`Parameters` class.

    Parameters
    ----------
    kind : Kind
        How its text is read: ``Matrix()``, ``Choice("en", "ko")``, ``Integer(1, 240)`` …
    help : str
        What it is, in one line without a full stop.
    example : str
        A text that `kind` reads.
    default : optional
        The value, not its text, when none is given; without a default the parameter is required.
    """
    return field(default=default, metadata={"kind": kind, "help": help, "example": example})


@dataclass(frozen=True)
class Parameters:
    """The base of every set of parameters; a subclass's docstring begins with its summary.

    Examples
    --------
    >>> from scenes.parameters.kinds import Choice, Integer
    >>> @dataclass(frozen=True)
    ... class Walk(Parameters):
    ...     '''A walk downhill.'''
    ...
    ...     steps: int = parameter(Integer(1, 100), help="how many steps", example="10")
    ...     gait: str = parameter(
    ...         Choice("slow", "fast"), help="gait", example="fast", default="slow"
    ...     )
    >>> Walk.from_mapping({"steps": 12})
    Walk(steps=12, gait='slow')
    >>> Walk.example()
    Walk(steps=10, gait='slow')
    >>> Walk.from_mapping({"steps": "many"})
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: steps: 'many' is not a whole number
    """

    @classmethod
    def from_mapping(cls, given: Mapping[str, object]) -> Self:
        """Read a mapping of names to texts or plain data, as a JSON or TOML file holds it.

        Raises
        ------
        ParameterError
            For an unknown name, a missing value, or a value that its kind refuses.
        """
        known = {declaration.name: declaration for declaration in declared(cls)}
        for name in given:
            if name not in known:
                raise ParameterError(name, f"no such parameter{closest(name, known)}")
        for name, declaration in known.items():
            if declaration.required and name not in given:
                raise ParameterError(name, f"is missing; for example {declaration.example!r}")
        return cls(**{name: known[name].read(value) for name, value in given.items()})

    @classmethod
    def example(cls) -> Self:
        """Return what the examples of the required parameters give, the others at their default."""
        return cls.from_mapping({d.name: d.example for d in declared(cls) if d.required})

    @property
    def remarks(self) -> tuple[str, ...]:
        """The assumptions made when the values were read, in sentences."""
        values = [getattr(self, item.name) for item in fields(self)]
        said = chain.from_iterable(getattr(value, "remarks", ()) for value in values)
        return (*said, *product_remarks(values))

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process is sent: the fields, not what was calculated of them."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @classmethod
    def summary(cls) -> str:
        """Return the first line of the docstring, without its full stop."""
        return (inspect.getdoc(cls) or "").partition("\n")[0].rstrip(".")


def declared(parameters: type[Parameters]) -> tuple[Parameter, ...]:
    """Return the declarations of a set of parameters, in the order of its fields."""
    return tuple(
        Parameter(name=item.name, default=item.default, **item.metadata)
        for item in fields(parameters)
        if "kind" in item.metadata
    )


def as_text(value: object) -> str:
    """Write plain data as the text that a person would type.

    Examples
    --------
    >>> as_text([[1, "1/2"], [0.25, "a"]])
    '[[1, 1/2], [0.25, a]]'
    >>> as_text({"x": 1, "y": "1/2"})
    'x = 1, y = 1/2'
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(as_text(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {as_text(item)}" for name, item in value.items())
    raise TypeError(f"{value!r} is neither a text, nor a number, nor a list of them")


def _reason(error: Exception) -> str:
    """Return the message of an error without the position that is shown by a caret instead."""
    reason, hint = getattr(error, "reason", None), getattr(error, "hint", None)
    if reason is None:
        return str(error)
    return f"{reason}: {hint}" if hint else str(reason)
