"""``optviz lessons``: what can be rendered."""

from __future__ import annotations

import click

from scenes.command_line.options import definitions, help_text
from scenes.lessons.catalogue import BrokenLessonError, lesson, lesson_names

__all__ = ["lessons"]


@click.command(help=help_text("List the lessons that can be rendered.", "optviz lessons"))
def lessons() -> None:
    """List the lessons that can be rendered."""
    rows: list[tuple[str, str]] = []
    broken: list[BrokenLessonError] = []
    for name in lesson_names():
        try:
            rows.append((name, lesson(name).summary))
        except BrokenLessonError as error:
            broken.append(error)
    click.echo(definitions(rows))
    click.echo("What each can be asked for: optviz render LESSON --help")
    for fault in broken:
        click.echo(f"optviz: {fault}", err=True)
