"""``optviz render LESSON``: a lesson as a video or picture."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from scenes.command_line.lesson_group import LessonGroup
from scenes.command_line.making import make, open_option, pictured
from scenes.command_line.meant import AskingCommand
from scenes.command_line.options import example_line, help_text, options_of, parameters_from
from scenes.command_line.render_file import file_command
from scenes.lessons.catalogue import LessonEntry
from scenes.parameters.declarations import ParameterError, Parameters
from scenes.parameters.presentation import Presentation
from scenes.rendering.options import VECTOR, RenderOptions
from scenes.rendering.parts import PartOptions

__all__ = ["made_by", "render"]


class _Lessons(LessonGroup):
    takes_files = True

    def of_lesson(self, entry: LessonEntry) -> click.Command:
        return _command(entry)

    def of_file(self, path: Path, ctx: click.Context) -> click.Command:
        return file_command(path)


@click.group(
    cls=_Lessons,
    subcommand_metavar="LESSON …",
    short_help="Render a lesson as a video.",
    help=help_text(
        "Render a lesson as a video, or scenes of your own: optviz render FILE.py SCENE. What "
        "each can be asked for: optviz render LESSON --help",
        "optviz render elimination --matrix '1 2 1; 3 8 1; 0 4 1' --rhs '2 12 2'",
    ),
)
def render() -> None:
    """Every lesson is a command of its own."""


def _command(entry: LessonEntry) -> click.Command:
    parameters = entry.parameters
    line = example_line(f"optviz render {entry.name}", parameters, quality="low")

    def callback(open_after: bool, **typed: Any) -> None:
        _render(entry, typed, open_after=open_after)

    return AskingCommand(
        entry.name,
        params=[
            *options_of(parameters),
            *options_of(Presentation),
            *options_of(RenderOptions),
            *options_of(PartOptions),
            open_option(),
        ],
        callback=callback,
        help=help_text(parameters.summary() + ".", line),
        short_help=parameters.summary(),
    )


def _render(entry: LessonEntry, typed: dict[str, str | None], *, open_after: bool) -> None:
    part = parameters_from(PartOptions, typed)
    options = pictured(parameters_from(RenderOptions, typed), part)
    presentation = parameters_from(Presentation, typed)
    if options.file_format in ("png", *VECTOR) and presentation.writes_captions:
        raise ParameterError("captions", "a single picture has no subtitles: burned or none")
    if options.processes is None:  # a lesson is the same each time it is played
        options = replace(options, processes=options.processes_by_cores)
    parameters = parameters_from(entry.parameters, typed)
    for remark in parameters.remarks:
        click.echo(f"optviz: {remark}", err=True)
    make(
        partial(made_by, entry, parameters, presentation),
        entry.name,
        options,
        subtitles=presentation.writes_captions,
        rehearse=sys.stderr.isatty(),
        open_after=open_after,
        part=part,
    )


def made_by(
    entry: LessonEntry, parameters: Parameters, presentation: Presentation, **keywords: Any
) -> Any:
    """Return the scene of a lesson, with the keywords of Manim's ``Scene``."""
    return entry.storyboard()(parameters, presentation, **keywords)
