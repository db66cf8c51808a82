"""``optviz completion SHELL``: a script that lets a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from scenes.command_line.options import help_text

__all__ = ["VARIABLE", "completion"]

VARIABLE = "_OPTVIZ_COMPLETE"
"""What a shell sets when it asks for completions."""


@click.command(
    short_help="Print a completion script for a shell.",
    help=help_text(
        "Print a script that lets a shell complete commands, lessons and options.",
        """eval "$(optviz completion bash)"        in ~/.bashrc""",
        """eval "$(optviz completion zsh)"         in ~/.zshrc""",
        """optviz completion fish | source         in ~/.config/fish/config.fish""",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script for one shell."""
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no completion for {shell}", context)
    click.echo(script(context.find_root().command, {}, "optviz", VARIABLE).source())
