"""``optviz slides LESSON``: a film that pauses at its beats, for a lecture."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import Any

import click

from scenes.command_line.lesson_group import LessonGroup
from scenes.command_line.meant import AskingCommand
from scenes.command_line.options import example_line, help_text, options_of, parameters_from
from scenes.command_line.render import made_by
from scenes.command_line.slides.options import SlideOptions
from scenes.command_line.terminal import shown_path
from scenes.lessons.catalogue import LessonEntry
from scenes.parameters.declarations import Parameters
from scenes.parameters.presentation import Presentation
from scenes.rendering.parts import PartOptions

__all__ = ["slides"]


class _Lessons(LessonGroup):
    def of_lesson(self, entry: LessonEntry) -> click.Command:
        return _command(entry)


@click.group(
    cls=_Lessons,
    subcommand_metavar="LESSON …",
    short_help="Make slides that pause at each beat.",
    help=help_text(
        "Make slides of a lesson: one file that plays from beat to beat in any browser, without a "
        "network, with a speaker view, contents and printing; or a PowerPoint file.",
        "optviz slides elimination --matrix '1 2 1; 3 8 1; 0 4 1' --rhs '2 12 2' -o talk.html",
    ),
)
def slides() -> None:
    """Every lesson is a command of its own."""


def _command(entry: LessonEntry) -> click.Command:
    def callback(**typed: Any) -> None:
        options = parameters_from(SlideOptions, typed)
        presentation = parameters_from(Presentation, typed)
        parameters = parameters_from(entry.parameters, typed)
        for remark in parameters.remarks:
            click.echo(f"optviz: {remark}", err=True)
        _write(entry, parameters, presentation, options)

    return AskingCommand(
        entry.name,
        params=[
            *options_of(entry.parameters),
            *options_of(Presentation),
            *options_of(SlideOptions),
        ],
        callback=callback,
        help=help_text(
            entry.parameters.summary() + ".",
            example_line(f"optviz slides {entry.name}", entry.parameters, quality="low"),
        ),
        short_help=entry.parameters.summary(),
    )


def _write(
    entry: LessonEntry, parameters: Parameters, presentation: Presentation, options: SlideOptions
) -> None:
    from scenes.explanations.files import refuse_others
    from scenes.rendering.processes.workspace import workspace
    from scenes.rendering.progress import progress
    from scenes.rendering.session import render
    from scenes.signature import MADE_BY
    from scenes.slides.deck import Deck

    target = options.target(entry.name)
    if not options.force:
        refuse_others({target: MADE_BY.encode()})
    with workspace(target) as space, progress(entry.name) as listener:
        film = space.folder / "film.mp4"
        rendering = replace(options.rendering(), output=film)
        if rendering.processes is None:
            rendering = replace(rendering, processes=rendering.processes_by_cores)
        rendered = render(
            partial(made_by, entry, parameters, presentation),
            entry.name,
            rendering,
            listener,
            rehearse=sys.stderr.isatty(),
            part=PartOptions(beats=True),
        )
        deck = Deck.of(film, film.with_suffix(".json"), parameters.summary())
        made = space.folder / f"made{target.suffix.lower()}"
        if made.suffix == ".pptx":
            from scenes.slides.pptx_deck import pptx_deck

            pptx_deck([deck], deck.title, made, space.folder)
        else:
            from scenes.slides.html_deck import html_deck

            made.write_text(html_deck([deck], deck.title, presentation.language), encoding="utf-8")
        space.publish(made, space.target)
    click.echo(shown_path(target))
    for remark in rendered.remarks:
        click.echo(f"optviz: {remark}", err=True)
