"""``optviz explain TOPIC``: a computation in writing, as text, notes or a typeset handout."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from scenes.command_line.meant import AskingCommand, meant, places
from scenes.command_line.options import (
    definitions,
    example_line,
    help_text,
    options_of,
    parameters_from,
)
from scenes.command_line.terminal import print_on_terminal, shown_path
from scenes.explanations.figure_options import FigureOptions
from scenes.explanations.files import files_of, publish, refuse_others
from scenes.explanations.topics import TOPICS, Explanation, UnknownTopicError, topic
from scenes.explanations.writing import WritingOptions, page_in, written

if TYPE_CHECKING:
    from linalg.record import Record

__all__ = ["explain", "write"]


class _Topics(click.Group):
    """One subcommand for each topic, its options made from the topic's parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(TOPICS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        try:
            return _command(cmd_name, topic(cmd_name))
        except UnknownTopicError as error:
            hint = meant(cmd_name, TOPICS, places()) or "; 'optviz explain' lists them"
            raise click.UsageError(f"there is no topic {cmd_name!r}{hint}", ctx) from error


@click.group(
    cls=_Topics,
    invoke_without_command=True,
    subcommand_metavar="[TOPIC …]",
    short_help="Explain a computation in writing.",
    help=help_text(
        "Explain a computation step by step: as text, for notes and slides, or as a handout. "
        "Without a topic, list the topics.",
        "optviz explain elimination --matrix '1 2 1; 3 8 1; 0 4 1' --rhs '2 12 2' --to pdf",
    ),
)
@click.pass_context
def explain(context: click.Context) -> None:
    """List the topics, unless one is given."""
    if context.invoked_subcommand is None:
        click.echo(definitions([(name, topic(name).summary()) for name in sorted(TOPICS)]))
        click.echo("What each can be asked for: optviz explain TOPIC --help")


def _command(name: str, explanation: type[Explanation]) -> click.Command:
    def callback(**typed: Any) -> None:
        options = parameters_from(WritingOptions, typed)
        figures = parameters_from(FigureOptions, typed)
        asked = parameters_from(explanation, typed)
        write(asked.record(), asked.remarks, name, options, figures)

    return AskingCommand(
        name,
        params=[
            *options_of(explanation),
            *options_of(WritingOptions),
            *options_of(FigureOptions),
        ],
        callback=callback,
        help=help_text(
            explanation.summary() + ".", example_line(f"optviz explain {name}", explanation)
        ),
        short_help=explanation.summary(),
    )


def write(
    record: Record,
    remarks: Sequence[str],
    name: str,
    options: WritingOptions,
    figures: FigureOptions,
) -> None:
    """Write a record to the terminal or to files, in the form asked for.

    Parameters
    ----------
    record : Record
    remarks : sequence of str
        What was assumed of the input.
    name : str
        The name of the file, where the format needs one and none is given.
    options : WritingOptions
    figures : FigureOptions
        The look of figures in files of their own.
    """
    target = options.target(name)
    figures.check_for(options.format, to_a_file=target is not None)
    if target is not None:
        contents = files_of(record, remarks, target, options, figures)
        if not options.force:
            refuse_others(contents)
        publish(contents)
        for path in contents:
            click.echo(shown_path(path))
    elif options.format == "text" and sys.stdout.isatty():
        print_on_terminal(page_in(record, remarks, options.language))
    else:
        sys.stdout.buffer.write(written(record, options.format, remarks, options.language))
