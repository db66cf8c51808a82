"""The film of a record or of a lesson, as a notebook shows it: with poster and controls."""

from __future__ import annotations

import base64
import pickle
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from scenes.lessons.catalogue import LessonEntry, lesson
from scenes.notebook.shown import NoFilmError, Showing, showing
from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice
from scenes.parameters.presentation import Presentation
from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import PartOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.slides.deck import Deck

__all__ = ["Film", "FilmOptions", "film", "film_of"]

_MOST_KEPT = 24
_kept: dict[bytes, Film] = {}
"""Films of this session by what was asked for: a cell that is run again renders nothing."""


@dataclass(frozen=True)
class FilmOptions(Presentation):
    """The look of a film in a notebook.

    Examples
    --------
    >>> FilmOptions.from_mapping({"theme": "light"}).quality
    'low'
    """

    quality: str = parameter(
        Choice("low", "medium", "high"),
        help="854 × 480, 1280 × 720 or 1920 × 1080 pixels",
        example="medium",
        default="low",
    )

    def __post_init__(self) -> None:
        if self.writes_captions:
            raise ParameterError("captions", "a film in a notebook has no files: burned or none")


@dataclass(frozen=True, kw_only=True)
class Film:
    """A film to be shown in a notebook; its `repr` is one line.

    Attributes
    ----------
    title : str
    data : bytes
        The mp4.
    poster : bytes
        What is seen before it plays, and where nothing can play: the last beat at rest, as JPEG.
    size : tuple of int
        Width and height in pixels.
    seconds : float
    remarks : tuple of str
        What was assumed, in sentences.
    """

    title: str
    data: bytes = field(repr=False)
    poster: bytes = field(repr=False)
    size: tuple[int, int]
    seconds: float
    remarks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Film {self.title!r} of {self.seconds:.0f} s"

    def save(self, path: str | Path) -> Path:
        """Write the film to a file, and return where that is.

        Raises
        ------
        ValueError
            If the name does not end in .mp4.
        """
        target = Path(path)
        if target.suffix.lower() != ".mp4":
            raise ValueError(f"{target.name!r} does not end in .mp4, which the film is")
        target.write_bytes(self.data)
        return target

    def _repr_html_(self) -> str:
        width, height = self.size
        film, poster = (base64.b64encode(part).decode() for part in (self.data, self.poster))
        said = "".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)
        return (
            f'{said}<video controls playsinline preload="metadata" width="{width}" '
            f'height="{height}" style="max-width: 100%; height: auto" '
            f'aria-label="{escape(self.title)}" poster="data:image/jpeg;base64,{poster}" '
            f'src="data:video/mp4;base64,{film}"></video>'
        )

    def _repr_jpeg_(self) -> bytes:
        return self.poster


def film_of(record: Any, **asked: str) -> Film:
    """Return the film of the lesson that shows a record, rendered unless it was before.

    Parameters
    ----------
    record : Record
    **asked : str
        See `FilmOptions`: language, theme, pace, captions, quality.

    Raises
    ------
    NoFilmError
        If no lesson shows this record.
    ParameterError
        For a look that there is not.
    """
    options = FilmOptions.from_mapping(asked)
    shown = showing(record)
    entry = lesson(shown.lesson)
    try:
        parameters = entry.parameters(**shown.given)
    except ParameterError as error:
        raise NoFilmError(f"the film {shown.lesson} does not show this: {error}") from error
    return film(entry, parameters, options, shown)


def film(
    entry: LessonEntry, parameters: Parameters, options: FilmOptions, shown: Showing | None = None
) -> Film:
    """Return the film of a lesson, rendered unless it was before.

    Parameters
    ----------
    entry : LessonEntry
    parameters : Parameters
    options : FilmOptions
    shown : Showing, optional
        The record that the film has to show.

    Raises
    ------
    NoFilmError
        If the lesson shows other steps than the record's.
    """
    subject = None if shown is None else shown.subject
    key = pickle.dumps((entry.name, parameters, options, subject))
    if key not in _kept:
        made = _rendered(partial(_scene, entry, parameters, options, subject), parameters, options)
        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = made
    return _kept[key]


def _rendered(make_scene: partial[Any], parameters: Parameters, options: FilmOptions) -> Film:
    """Render in a folder that is gone afterwards, without a word."""
    title = parameters.summary()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "film.mp4"
        asked = RenderOptions(quality=options.quality, output=target, processes=1)
        made = render(make_scene, title, asked, Silence(), part=PartOptions(beats=True))
        deck = Deck.of(target, target.with_suffix(".json"), title)
        return Film(
            title=title,
            data=target.read_bytes(),
            poster=deck.slides[-1].picture,
            size=deck.size,
            seconds=made.duration,
            remarks=(*parameters.remarks, *made.remarks),
        )


def _scene(
    entry: LessonEntry,
    parameters: Parameters,
    options: FilmOptions,
    subject: Any,
    **keywords: Any,
) -> Any:
    """The scene of a lesson, refused if it does not draw the record that it is to show."""
    scene = entry.storyboard()(parameters, options, **keywords)
    if subject is not None and not any(subject == part for part in _parts(scene.records())):
        raise NoFilmError(
            f"no film shows this {type(subject).__name__}: the film {entry.name} takes other "
            "steps; its page() shows them"
        )
    return scene


def _parts(records: Iterable[Any]) -> Iterable[Any]:
    """Records, and those that they hold."""
    for record in records:
        yield record
        if is_dataclass(record):
            yield from (getattr(record, item.name) for item in fields(record))
