"""Parts of a film: one moment of it, or some of its beats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice, Switch, closest

__all__ = ["BeatName", "Moment", "PartOptions", "Stretch", "chosen_beats", "stretch_called"]

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,6}(?:\.\d{1,6})?)\s*s?")
_NUMBER = re.compile(r"#(\d{1,4})")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A beat of a film, as its frames and plays are counted.

    Attributes
    ----------
    name : str
    first, end : int
        Its first frame, and the first one after it.
    first_play, end_play : int
        The same of the calls of ``play`` and ``wait``.
    rest : int
        The frame to pause at: the last one before its things are put away.
    """

    name: str
    first: int
    end: int
    first_play: int
    end_play: int
    rest: int


@dataclass(frozen=True)
class BeatName:
    """The name of a beat: its title, the beginning of it, or ``#`` and its number from 1.

    Examples
    --------
    >>> BeatName().read("#3")
    '#3'
    """

    metavar: str = "BEAT"

    def read(self, text: str) -> str:
        return text.strip()


@dataclass(frozen=True)
class Moment:
    """A moment of a film: seconds, minutes and seconds, or a beat, where it comes to rest.

    Examples
    --------
    >>> Moment().read("12.5"), Moment().read("1:05"), Moment().read("Column 2")
    (12.5, 65.0, 'Column 2')
    """

    metavar: str = "TIME|BEAT"

    def read(self, text: str) -> float | str:
        found = _CLOCK.fullmatch(text.strip())
        if found is None:
            return text.strip()
        minutes, seconds = found.groups()
        return 60 * int(minutes or 0) + float(seconds)


@dataclass(frozen=True, kw_only=True)
class PartOptions(Parameters):
    """The part of a film that is wanted, and what is told of its beats.

    Examples
    --------
    >>> PartOptions.from_mapping({"at": "0:12"}).at
    12.0
    >>> PartOptions.from_mapping({"only": "#2", "to": "#3"})
    Traceback (most recent call last):
    scenes.parameters.declarations.ParameterError: only: one beat alone has no --from and no --to
    """

    at: float | str | None = parameter(
        Moment(),
        help="one moment as a picture (png, svg or pdf): seconds, or a beat by its title or "
        "#NUMBER, as it is when it comes to rest",
        example="#2",
        default=None,
    )
    from_: str | None = parameter(
        BeatName(), help="the first beat of the film", example="#2", default=None
    )
    to: str | None = parameter(
        BeatName(), help="the last beat of the film", example="#3", default=None
    )
    only: str | None = parameter(
        BeatName(), help="one beat alone", example="Column 1", default=None
    )
    list_beats: bool = parameter(
        Switch(), help="list the beats with their times, and make no film", example="yes",
        default=False,
    )  # fmt: skip
    beats: bool = parameter(
        Switch(),
        help="a file beside the film that says where its beats are (NAME.json)",
        example="yes",
        default=False,
    )
    transcript: str | None = parameter(
        Choice("md", "html"),
        help="a file beside the film with what is said in it, beat by beat (NAME.md or NAME.html)",
        example="md",
        default=None,
    )
    force: bool = parameter(
        Switch(),
        help="with --at: write over a file that another hand or program has made",
        example="yes",
        default=False,
    )

    def __post_init__(self) -> None:
        if self.only is not None and (self.from_ or self.to) is not None:
            raise ParameterError("only", "one beat alone has no --from and no --to")
        if self.at is not None and self.is_cut:
            raise ParameterError("at", "one moment needs no --from, --to or --only")
        if self.at is not None and self.beats:
            raise ParameterError("beats", "a picture has no beats: leave --at or --beats out")
        if self.at is not None and self.transcript:
            raise ParameterError("transcript", "in a picture nothing is said: leave --at out")

    @property
    def is_cut(self) -> bool:
        """True if not the whole film is wanted."""
        return (self.from_ or self.to or self.only) is not None


def chosen_beats(options: PartOptions, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the beats from the first to the last that is wanted.

    Raises
    ------
    ParameterError
        For a beat that is not there, or an order that is not the film's.
    """
    if options.only is not None:
        return (stretches[stretch_called(options.only, stretches, "only")],)
    start = 0 if options.from_ is None else stretch_called(options.from_, stretches, "from_")
    end = len(stretches) - 1 if options.to is None else stretch_called(options.to, stretches, "to")
    if end < start:
        raise ParameterError(
            "to", f"{stretches[end].name!r} comes before {stretches[start].name!r}"
        )
    return tuple(stretches[start : end + 1])


def stretch_called(name: str, stretches: Sequence[Stretch], parameter_name: str) -> int:
    """Return the place of a beat: of that title, or of the only one that begins so, or #NUMBER.

    Raises
    ------
    ParameterError

    Examples
    --------
    >>> beats = [
    ...     Stretch(name=name, first=0, end=9, first_play=0, end_play=2, rest=8)
    ...     for name in ("The system", "Column 1")
    ... ]
    >>> stretch_called("column", beats, "at"), stretch_called("#1", beats, "at")
    (1, 0)
    """
    titles = [stretch.name.casefold() for stretch in stretches]
    number = _NUMBER.fullmatch(name)
    if number is not None and 1 <= int(number[1]) <= len(titles):
        return int(number[1]) - 1
    wanted = name.casefold()
    found = [k for k, title in enumerate(titles) if title == wanted]
    found = found or [k for k, title in enumerate(titles) if wanted and title.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f"#{k + 1}" for k in found)
        raise ParameterError(parameter_name, f"{name!r} may be {several}: say which by its number")
    if not stretches:
        raise ParameterError(parameter_name, "this film has no beats: say a time, such as 12.5")
    hint = closest(name, [stretch.name for stretch in stretches])
    raise ParameterError(
        parameter_name, f"no beat is called {name[:60]!r}{hint or '; --list-beats lists them'}"
    )
