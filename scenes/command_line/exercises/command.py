"""``optviz exercises TOPIC``: a sheet of exercises for a class, and its key apart."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from scenes.command_line.exercises.options import SUMMARIES, SheetOptions
from scenes.command_line.exercises.writing import key_written, publish, refuse_others, sheet_written
from scenes.command_line.meant import AskingCommand, meant, places
from scenes.command_line.options import definitions, help_text, options_of, parameters_from
from scenes.command_line.terminal import shown_path
from scenes.parameters.declarations import ParameterError

if TYPE_CHECKING:
    from linalg.exercises.topics import TopicName

__all__ = ["exercises"]


class _Topics(click.Group):
    """One subcommand for each topic."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in SUMMARIES:
            hint = meant(cmd_name, SUMMARIES, places()) or "; 'optviz exercises' lists them"
            raise click.UsageError(f"there is no topic {cmd_name!r} of exercises{hint}", ctx)
        return _command(cmd_name)


@click.group(
    cls=_Topics,
    invoke_without_command=True,
    subcommand_metavar="[TOPIC …]",
    short_help="Make a sheet of exercises, and its key.",
    help=help_text(
        "Make a sheet of exercises for a class, every variant different, with verified answers in "
        "a file of their own. Without a topic, list the topics.",
        "optviz exercises lu --variants 30 --seed 2026 --output sheet.pdf",
        "optviz exercises inverse --variants 30 --seed 2026 --output moodle.xml",
    ),
)
@click.pass_context
def exercises(context: click.Context) -> None:
    """List the topics, unless one is given."""
    if context.invoked_subcommand is None:
        click.echo(definitions(sorted(SUMMARIES.items())))
        click.echo("What each can be asked for: optviz exercises TOPIC --help")


def _command(name: str) -> click.Command:
    def callback(**typed: Any) -> None:
        _make(name, parameters_from(SheetOptions, typed))

    summary = SUMMARIES[name]
    return AskingCommand(
        name,
        params=[*options_of(SheetOptions)],
        callback=callback,
        help=help_text(
            f"{summary}.", f"optviz exercises {name} --variants 30 --seed 2026 --output sheet.pdf"
        ),
        short_help=summary,
    )


def _make(name: str, options: SheetOptions) -> None:
    """Draw the sheet, and write it and its key."""
    from linalg.errors import LimitError, LinalgError
    from linalg.exercises.sheets import sheet

    seed = secrets.randbelow(2**32) if options.seed is None else options.seed
    try:
        drawn = sheet(
            cast("TopicName", name),
            variants=options.variants,
            seed=seed,
            size=options.size,
            fractions=options.fractions,
        )
    except LimitError as error:
        raise ParameterError("variants", str(error)) from error
    except LinalgError as error:
        raise ParameterError("size", str(error)) from error
    made = sheet_written(drawn, options.format, options.language, options.standard)
    files: dict[Path, bytes] = {} if options.target is None else {options.target: made}
    if options.key_target is not None:
        files[options.key_target] = key_written(
            drawn, options.key_format, options.language, options.standard, worked=options.worked
        )
    if not options.force:
        refuse_others(files)
    publish(files)
    if options.target is None:
        sys.stdout.buffer.write(made)
    for path in files:
        click.echo(shown_path(path))
    if options.seed is None:
        click.echo(f"optviz: the seed is {seed}: --seed {seed} makes the same sheet", err=True)
