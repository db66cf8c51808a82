"""``optviz new lesson NAME``: a folder with a lesson that renders, to be written over."""

from __future__ import annotations

from pathlib import Path

import click

from scenes.command_line.new.lesson_folder import write_lesson
from scenes.command_line.options import help_text
from scenes.command_line.terminal import shown_path

__all__ = ["new"]


@click.group(
    short_help="Make a lesson of your own.",
    help=help_text("Make what a work of your own begins with.", "optviz new lesson two_circles"),
)
def new() -> None:
    """Whatever can be begun is a command of its own."""


@new.command(
    help=help_text(
        "Make the folder NAME here, with a small lesson in English and Korean to be written over. "
        "It renders at once: optviz render ./NAME",
        "optviz new lesson two_circles",
    )
)
@click.argument("name")
def lesson(name: str) -> None:
    """Make the folder of a lesson."""
    for path in write_lesson(name, Path.cwd()):
        click.echo(shown_path(path))
