"""One item of a course, made: the bytes of its files."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from scenes.courses.course_file import Item
from scenes.explanations.figure_options import FigureOptions
from scenes.explanations.files import files_of
from scenes.explanations.topics import topic
from scenes.explanations.writing import PICTURES, WritingOptions
from scenes.lessons.catalogue import LessonEntry, lesson
from scenes.parameters.declarations import Parameters
from scenes.parameters.presentation import Presentation
from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import Moment, PartOptions
from scenes.rendering.progress import Silence

__all__ = ["made_of", "parameters_of"]

_FORMATS = {"tex": "latex", "md": "markdown", "typ": "typst", "txt": "text"}


def parameters_of(item: Item) -> Parameters:
    """Return the parameters of an item, read and checked as those of the command line are.

    Raises
    ------
    ParameterError
    """
    kind = (
        lesson(item.of).parameters if item.kind in ("film", "still", "slides") else topic(item.of)
    )
    return kind.from_mapping(dict(item.parameters)) if item.parameters else kind.example()


def made_of(item: Item) -> dict[str, bytes]:
    """Make an item, and return its files by their names.

    Nothing is written but in a folder that is gone afterwards: this may run anywhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / item.file
        parameters: Any = parameters_of(item)
        if item.kind in ("handout", "figure"):
            _write(item, parameters, target)
        else:
            _render(item, lesson(item.of), parameters, target)
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def _write(item: Item, parameters: Any, target: Path) -> None:
    """Write a handout or figures."""
    wanted = item.format
    if item.kind == "figure":
        wanted = "pdf-figure" if wanted == "pdf" else wanted
    options = WritingOptions(to=_FORMATS.get(wanted, wanted), output=target, language=item.language)
    look = FigureOptions(theme=item.theme) if wanted in PICTURES else FigureOptions()
    contents = files_of(parameters.record(), parameters.remarks, target, options, look)
    for path, made in contents.items():
        path.write_bytes(made)


def _render(item: Item, entry: LessonEntry, parameters: Any, target: Path) -> None:
    """Render a film, a moment of it, or the film for slides."""
    from scenes.rendering.moments import picture_of
    from scenes.rendering.session import render

    presentation = Presentation(
        language=item.language, theme=item.theme, pace=item.pace, captions=item.captions
    )
    make_scene = partial(_scene, entry, parameters, presentation)
    if item.kind == "still":
        options = RenderOptions(quality=item.quality, output=target, format=item.format)
        picture_of(make_scene, item.name, options, Moment().read(item.at))
        return
    film = target if item.kind == "film" else target.with_suffix(".film.mp4")
    options = RenderOptions(quality=item.quality, output=film, processes=1)
    part = PartOptions(beats=True)
    subtitles = presentation.writes_captions
    title = item.title or parameters.summary()
    render(make_scene, title, options, Silence(), subtitles=subtitles, part=part)
    if item.kind == "slides":
        _cut(item, film, title, target)


def _cut(item: Item, film: Path, title: str, target: Path) -> None:
    """Make slides of a film, which is not kept."""
    from scenes.slides.deck import Deck
    from scenes.slides.html_deck import html_deck
    from scenes.slides.pptx_deck import pptx_deck

    deck = Deck.of(film, film.with_suffix(".json"), title)
    if item.format == "html":
        target.write_text(html_deck([deck], title, item.language), encoding="utf-8")
    else:
        with tempfile.TemporaryDirectory() as folder:
            pptx_deck([deck], title, target, Path(folder))
    for path in target.parent.iterdir():
        if path != target:
            path.unlink()


def _scene(
    entry: LessonEntry, parameters: Parameters, presentation: Presentation, **keywords: Any
) -> Any:
    return entry.storyboard()(parameters, presentation, **keywords)
