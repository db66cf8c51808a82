"""Command-line options and their help, generated from declared parameters."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from scenes.parameters.declarations import Parameter, ParameterError, Parameters, declared
from scenes.parameters.kinds import Choice, FilePath, Switch

__all__ = ["definitions", "example_line", "help_text", "options_of", "parameters_from"]

_MAX_BYTES = 256 * 1024

_FILE_NAME = re.compile(r"[^\s;,|]+\.(csv|tsv|txt|dat|npy|mtx|mat)", re.IGNORECASE)
"""What is the name of a file of numbers, and no matrix."""

_SHORT = {"output": "-o"}
"""Options that every command has, by the letter that most tools give them."""

P = TypeVar("P", bound=Parameters)


def options_of(parameters: type[Parameters]) -> list[click.Option]:
    """Return one option for each declaration; they hand over what was typed: texts and flags."""
    return [_option(declaration) for declaration in declared(parameters)]


def parameters_from(parameters: type[P], typed: Mapping[str, str | bool | None]) -> P:
    """Read those of the typed texts that belong to `parameters`.

    A matrix may be ``@file.csv``, and ``-`` or ``@-`` for what comes in through a pipe. Where only
    choices and flags are typed, or nothing, the rest is that of the example: the lecture's own.

    Raises
    ------
    ParameterError
    """
    given: dict[str, object] = {}
    only_choices = True
    for declaration in declared(parameters):
        value = typed.get(declaration.name)
        if value is not None:
            given[declaration.name] = (
                value if isinstance(value, bool) else _source(declaration, value)
            )
            only_choices &= isinstance(declaration.kind, Choice | Switch)
    if not only_choices:
        return parameters.from_mapping(given)
    chosen = {d.name: d.read(given[d.name]) for d in declared(parameters) if d.name in given}
    return replace(parameters.example(), **chosen)


def example_line(command: str, *sets: type[Parameters], **extra: str) -> str:
    r"""Return a command line that works, from the examples of the required parameters.

    Examples
    --------
    >>> from scenes.parameters.linear_system import LinearSystem
    >>> example_line("optviz explain lu", LinearSystem)
    "optviz explain lu --matrix '1 2 1; 3 8 1; 0 4 1' --rhs '2 12 2'"
    """
    words = [command]
    for declaration in (d for parameters in sets for d in declared(parameters)):
        if declaration.reads_files or declaration.required:
            words += [declaration.option, shlex.quote(declaration.example)]
    for name, value in extra.items():
        words += [f"--{name}", shlex.quote(value)]
    return " ".join(words)


def help_text(meaning: str, *examples: str) -> str:
    """Return the help of a command: what it does, and examples on lines of their own."""
    heading = "Examples" if len(examples) > 1 else "Example"
    return "\n  ".join([f"{meaning}\n\n\b\n{heading}:", *examples])


def definitions(rows: list[tuple[str, str]]) -> str:
    """Return names and what they mean in two columns, as ``--help`` does."""
    formatter = click.HelpFormatter()
    formatter.write_dl(rows)
    return formatter.getvalue()


def _option(declaration: Parameter) -> click.Option:
    names = [declaration.option, declaration.name]
    if isinstance(declaration.kind, Switch):
        pair = f"{declaration.option}/--no-{declaration.option.removeprefix('--')}"
        return click.Option([pair, declaration.name], default=None, help=_help(declaration))
    return click.Option(
        [_SHORT[declaration.name], *names] if declaration.name in _SHORT else names,
        metavar=declaration.kind.metavar,
        help=_help(declaration),
        shell_complete=_completion(declaration),
    )


def _help(declaration: Parameter) -> str:
    """Return what a parameter is, an example where it needs one, and its default."""
    notes = []
    if isinstance(declaration.kind, Switch):
        return (
            f"{declaration.help}  [default: {declaration.option}]"
            if declaration.default
            else declaration.help
        )
    if declaration.required:
        notes.append(f"if nothing is given: {shlex.quote(declaration.example)}")
    elif declaration.default is not None:
        notes.append(f"default: {declaration.default}")
    if not declaration.required and not isinstance(declaration.kind, Choice):
        notes.append(f"e.g. {shlex.quote(declaration.example)}")
    return f"{declaration.help}  [{'; '.join(notes)}]" if notes else declaration.help


def _completion(
    declaration: Parameter,
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]] | None:
    kind = declaration.kind
    if isinstance(kind, Choice):
        return lambda _context, _option, typed: [
            CompletionItem(word) for word in kind.words if word.startswith(typed)
        ]
    if isinstance(kind, FilePath):
        return lambda _context, _option, typed: [CompletionItem(typed, type="file")]
    return None


def _source(declaration: Parameter, text: str) -> Any:
    """Return the text itself, the path of a file, or what comes in through standard input."""
    if declaration.reads_files and text.strip() in {"-", "@-"}:
        return sys.stdin.buffer.read(_MAX_BYTES + 1)
    if declaration.reads_files and text.startswith("@"):
        return Path(text[1:]).expanduser()
    if declaration.reads_files and _FILE_NAME.fullmatch(text.strip()):
        raise ParameterError(
            declaration.name, f"a file has an @ before it: {declaration.option} @{text.strip()}"
        )
    return text
