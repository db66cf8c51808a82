"""``%%optviz``: what is typed for the command line, answered in a notebook by a page or a film."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from linalg.page import Page, to_html, to_latex, to_text
from scenes.command_line.cli import cli
from scenes.command_line.explain import explain, write
from scenes.command_line.faults import error_lines, fault_lines
from scenes.command_line.options import parameters_from
from scenes.command_line.render import render
from scenes.explanations.figure_options import FigureOptions
from scenes.explanations.topics import TOPICS, topic
from scenes.explanations.writing import WritingOptions, page_in, written
from scenes.lessons.catalogue import lesson, lesson_names
from scenes.notebook.films import Film, FilmOptions, film
from scenes.parameters.declarations import ParameterError, declared
from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import PartOptions

__all__ = ["Notes", "load_ipython_extension", "run"]


@dataclass(frozen=True)
class Notes:
    """A page, as a notebook shows it."""

    page: Page

    def __repr__(self) -> str:
        return to_text(self.page)

    def _repr_html_(self) -> str:
        return to_html(self.page, standalone=False)

    def _repr_latex_(self) -> str:
        return to_latex(self.page, standalone=False)


def run(line: str, cell: str = "") -> Notes | Film | None:
    """Answer what one would type after ``optviz`` on the command line; none of it is run as code.

    Parameters
    ----------
    line, cell : str
        The command, over as many lines as it takes; the word ``optviz`` before it may be there.

    Returns
    -------
    Notes, Film or None
        The page of ``explain``, the film of ``render``; None where something is printed or written
        to a file. What is wrong is printed too: the place and the remedy, as on the command line.

    Examples
    --------
    >>> run("explain lu --matrix '2 1; 8 7'").page.title
    'The factors of A = LU'
    """
    try:
        return _answer(_words(f"{line}\n{cell}"))
    except click.exceptions.Exit:  # after --help
        return None
    except Exception as error:
        first, *rest = _said(error)
        print(f"optviz: {first}", *rest, sep="\n", file=sys.stderr)  # noqa: T201
        return None


def load_ipython_extension(ipython: Any) -> None:
    """Make ``%optviz`` and ``%%optviz`` known: what ``%load_ext optviz`` calls."""
    ipython.register_magic_function(_magic, "line_cell", "optviz")


def _magic(line: str, cell: str = "") -> Notes | Film | None:
    """Answer what one would type after ``optviz`` on the command line."""
    return run(line, cell)


def _words(text: str) -> list[str]:
    """Take a command apart as a shell does."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise click.UsageError(
            f"{str(error)[0].lower()}{str(error)[1:]}: put a matrix between two quotation marks"
        ) from error
    return words[1:] if words[:1] == ["optviz"] else words


def _answer(words: Sequence[str]) -> Notes | Film | None:
    match words:
        case ["explain", name, *rest] if name in TOPICS:
            return _explained(name, _typed(explain, name, rest))
        case ["render", name, *rest] if name in lesson_names():
            typed = _typed(render, name, rest)
            if _for_display(typed):
                entry = lesson(name)
                return film(
                    entry,
                    parameters_from(entry.parameters, typed),
                    parameters_from(FilmOptions, typed),
                )
    cli.main(list(words) or ["--help"], prog_name="optviz", standalone_mode=False)
    return None


def _typed(group: click.Group, name: str, words: Sequence[str]) -> dict[str, Any]:
    """Return what was typed for a subcommand, by the names of its options."""
    above = click.Context(group, info_name=f"optviz {group.name}")
    command = group.get_command(above, name)
    assert command is not None  # the caller knows the name
    with command.make_context(name, list(words), parent=above) as context:
        return context.params


def _explained(name: str, typed: dict[str, Any]) -> Notes | None:
    """The page, unless another format is asked for, which is printed or written to its file."""
    options = parameters_from(WritingOptions, typed)
    figures = parameters_from(FigureOptions, typed)
    asked = parameters_from(topic(name), typed)
    record, remarks = asked.record(), asked.remarks
    if options.target(name) is not None:
        write(record, remarks, name, options, figures)
        return None
    figures.check_for(options.format, to_a_file=False)
    if options.to is None:
        return Notes(page_in(record, remarks, options.language))
    if options.format == "npz":
        raise ParameterError("to", "npz holds numbers, no text: name its file, such as -o data.npz")
    click.echo(written(record, options.format, remarks, options.language).decode(), nl=False)
    return None


def _for_display(typed: dict[str, Any]) -> bool:
    """True if a film is to be shown, and nothing asks for a file or for a part of it."""
    others = {item.name for kind in (RenderOptions, PartOptions) for item in declared(kind)}
    shown = {item.name for item in declared(FilmOptions)}
    return not any(typed.get(name) for name in others - shown)


def _said(error: Exception) -> list[str]:
    """The lines of the command line for an error."""
    if isinstance(error, click.ClickException):
        return [error.format_message()]
    return fault_lines(error) if isinstance(error, ParameterError) else error_lines(error)
