"""The command ``optviz``."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from scenes.command_line.completion import VARIABLE as COMPLETION_VARIABLE
from scenes.command_line.faults import error_lines, fault_lines
from scenes.command_line.meant import meant, places
from scenes.command_line.options import help_text
from scenes.parameters.declarations import ParameterError
from scenes.rendering.processes.interruption import end_on_signals

__all__ = ["cli", "main"]

COMMANDS = (
    "lessons",
    "render",
    "slides",
    "course",
    "lint",
    "new",
    "explain",
    "verify",
    "exercises",
    "doctor",
    "completion",
)

_FAILURE, _USAGE = 1, 2


class _Commands(click.Group):
    """The commands, each loaded from its module when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in COMMANDS:
            hint = meant(cmd_name, COMMANDS, places())
            raise click.UsageError(f"there is no command {cmd_name!r}{hint}", ctx)
        command: click.Command = getattr(
            importlib.import_module(f"scenes.command_line.{cmd_name}"), cmd_name
        )
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=help_text(
        "Lectures from typed matrices: videos, handouts and numbers that agree.",
        "optviz render elimination --matrix '1 2 1; 3 8 1; 0 4 1' --rhs '2 12 2'",
    ),
)
@click.version_option(package_name="optviz", message="optviz %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="show the traceback of an error")
def cli() -> None:
    """Everything that can be asked for."""


def main(arguments: Sequence[str] | None = None, *, name: str = "optviz") -> NoReturn:
    """Run the command line and leave with its status.

    Status 0 is success, 1 a failure, 2 something mistyped, 130 Ctrl-C, 143 SIGTERM.
    """
    end_on_signals()
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    try:
        status = cli.main(
            words,
            prog_name=name,
            standalone_mode=False,
            complete_var=COMPLETION_VARIABLE,
            obj={"debug": debug},
        )
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(_USAGE)
    except click.UsageError as error:
        _fail([error.format_message(), *_usage(error)], _USAGE)
    except click.ClickException as error:
        _fail([error.format_message()], error.exit_code)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_FAILURE)
    except ParameterError as error:
        _fail(fault_lines(error), _USAGE)
    except Exception as error:
        if debug:
            traceback.print_exc()
            sys.exit(_FAILURE)
        _fail(error_lines(error), _FAILURE)
    sys.exit(status if isinstance(status, int) else 0)


def _fail(lines: Sequence[str], status: int) -> NoReturn:
    click.echo("\n".join([f"optviz: {lines[0]}", *lines[1:]]), err=True)
    sys.exit(status)


def _usage(error: click.UsageError) -> list[str]:
    return [] if error.ctx is None else [f"Help: {error.ctx.command_path} --help"]
