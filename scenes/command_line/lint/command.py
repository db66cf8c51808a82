"""``optviz lint LESSON``: a lesson played through without a frame, and what a viewer would mind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scenes.command_line.lesson_group import LessonGroup
from scenes.command_line.lint.files import lessons_in
from scenes.command_line.meant import AskingCommand
from scenes.command_line.options import example_line, help_text, options_of, parameters_from
from scenes.command_line.render_file import faults_of
from scenes.lessons.catalogue import LessonEntry
from scenes.parameters.declarations import Parameters
from scenes.parameters.presentation import Presentation
from scenes.rendering.files.scene_files import SceneFileError
from scenes.rendering.options import RenderOptions
from scenes.rendering.settings import manim_settings

if TYPE_CHECKING:
    from scenes.parts.lesson import Lesson

__all__ = ["lint"]

_FOUND = 1


class _Lessons(LessonGroup):
    takes_files = True

    def of_lesson(self, entry: LessonEntry) -> click.Command:
        return _command(f"optviz lint {entry.name}", entry.name, entry.parameters, entry.storyboard)

    def of_file(self, path: Path, ctx: click.Context) -> click.Command:
        return _of_file(path, ctx)


@click.group(
    cls=_Lessons,
    subcommand_metavar="LESSON|FILE.py …",
    short_help="Hold a lesson to the rules for films.",
    help=help_text(
        "Rehearse a lesson, of which no frame is drawn, and list what a viewer would mind, with "
        "its time: text that is too small or pale, overlaps, haste, a relation that is displayed "
        "and does not hold … A film takes 20 seconds to 2 minutes, at every pace. The status is 0 "
        "for none, 1 for findings, 2 for something mistyped.",
        "optviz lint elimination --matrix '1 2 1; 3 8 1; 0 4 1' --rhs '2 12 2' --language ko",
        "optviz lint my_lesson.py --pace fast",
    ),
)
def lint() -> None:
    """Every lesson is a command of its own."""


def _of_file(path: Path, ctx: click.Context) -> click.Command:
    """Return the command for the lesson of a file, or a group for several."""
    try:
        with faults_of(path.absolute().parent, path.name):
            found = lessons_in(path)
    except SceneFileError as error:
        raise click.UsageError(str(error), ctx) from error
    line = f"optviz lint {path.name}"
    several = len(found) > 1
    commands = [
        _command(
            f"{line} {name}" if several else line,
            name if several else path.name,
            getattr(scene, "parameters_class", Parameters),
            partial(_loaded, scene),
            path,
        )
        for name, scene in found.items()
    ]
    if not several:
        return commands[0]
    return click.Group(
        path.name,
        commands=commands,
        subcommand_metavar="LESSON …",
        help=help_text(f"The lessons in {path.name}, one by one.", f"{line} {next(iter(found))}"),
    )


def _loaded(scene: type[Lesson]) -> type[Lesson]:
    """Return a lesson's class, which a file has defined as it was imported."""
    return scene


def _command(
    line: str,
    name: str,
    declared: type[Parameters],
    scene: Callable[[], type[Lesson]],
    path: Path | None = None,
) -> click.Command:
    """Return the command that rehearses one lesson.

    Parameters
    ----------
    line : str
        How it is called, for the example in its help.
    name : str
    declared : subclass of Parameters
    scene : callable
        Loads the lesson's class.
    path : Path, optional
        The file that it is from, if it is a person's own.
    """

    def callback(**typed: Any) -> int:
        presentation = parameters_from(Presentation, typed)
        given = parameters_from(declared, typed) if declared is not Parameters else None
        for remark in given.remarks if given else ():
            click.echo(f"optviz: {remark}", err=True)
        if path is None:
            return _rehearse(scene(), given, presentation)
        with faults_of(path.absolute().parent, path.name):
            return _rehearse(scene(), given, presentation)

    summary = declared.summary() if declared is not Parameters else name
    return AskingCommand(
        name,
        params=[*options_of(declared), *options_of(Presentation)],
        callback=callback,
        help=help_text(f"{summary}.", example_line(line, declared, pace="fast")),
        short_help=summary,
    )


def _rehearse(
    scene: type[Lesson], parameters: Parameters | None, presentation: Presentation
) -> int:
    """Rehearse a lesson and print its findings; return the status."""
    with tempfile.TemporaryDirectory() as folder, manim_settings(RenderOptions(), Path(folder)):
        from scenes.rehearsal.lint import RULES
        from scenes.rehearsal.lint import lint as findings_of
        from scenes.rehearsal.rehearsal import rehearse
        from scenes.rehearsal.story_rules import STORY_RULES, a_film_of_bearable_length

        film = rehearse(scene, parameters, presentation)
        findings = findings_of(film, (*RULES, *STORY_RULES, a_film_of_bearable_length))
    for finding in findings:
        click.echo(_on_one_line(str(finding)))
    sections = len(film.timeline.beats)
    click.echo(f"{film.seconds:.1f} s, sections: {sections}, findings: {len(findings)}", err=True)
    return _FOUND if findings else 0


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines())
