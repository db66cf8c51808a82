"""``optviz lessons``: what can be rendered."""

from __future__ import annotations

import click

from scenes.catalogue import lesson, lesson_names
from scenes.commands.options import definitions, help_text

__all__ = ["lessons"]


@click.command(help=help_text("List the lessons that can be rendered.", "optviz lessons"))
def lessons() -> None:
    """List the lessons that can be rendered."""
    click.echo(definitions([(name, lesson(name).summary) for name in lesson_names()]))
    click.echo("What each can be asked for: optviz render LESSON --help")
