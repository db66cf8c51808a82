"""``optviz course``: what a course file asks for is made, as far as it changed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import click

from scenes.command_line.options import help_text
from scenes.command_line.terminal import shown_path
from scenes.courses.course_file import EXAMPLE, Course, CourseError, Item, read_course
from scenes.parameters.declarations import ParameterError

__all__ = ["course"]

_FAILURE, _USAGE = 1, 2
_POLL = 0.3
"""Seconds between two looks at the file that is watched."""

_FILE = click.argument("file", type=click.Path(path_type=Path), metavar="FILE.toml")
_JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="NUMBER",
    help="how many items are made at a time",
)
_SCHEDULER = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="the Dask scheduler whose workers make the items, e.g. tcp://127.0.0.1:8786",
)
_FORCE = click.option(
    "--force", is_flag=True, help="write over files that others have made or changed"
)


@click.group(
    short_help="Make all that a course file asks for.",
    help=help_text(
        "Make films, pictures, handouts and slides from one file; only what changed is made again.",
        "optviz course new week1.toml",
        "optviz course build week1.toml",
    ),
)
def course() -> None:
    """Everything about course files."""


@course.command(
    help=help_text("Write an example of a course file.", "optviz course new week1.toml")
)
@_FILE
def new(file: Path) -> None:
    """Write the example, over nothing that stands."""
    try:
        with file.open("x", encoding="utf-8") as made:
            made.write(EXAMPLE)
    except FileExistsError as error:
        raise click.UsageError(f"{file} is there already: take another name") from error
    except OSError as error:
        raise click.UsageError(f"cannot write {file}: {error.strerror}") from error
    click.echo(shown_path(file.absolute()))


@course.command(
    help=help_text(
        "Look for mistakes, each with its line and key, and make nothing.",
        "optviz course check week1.toml",
    )
)
@_FILE
def check(file: Path) -> int:
    """Read the file, and the parameters of every item."""
    read = _read(file)
    if read is None:
        return _USAGE
    mistakes = [line for item in read.items for line in _mistakes(file, item)]
    if mistakes:
        _say(mistakes)
        return _USAGE
    click.echo(f"{len(read.items)} items, no mistakes")
    return 0


@course.command(
    help=help_text(
        "Make what changed since the last time. An item that fails does not stop the others; the "
        "status is then 1.",
        "optviz course build week1.toml --jobs 2",
    )
)
@_FILE
@_JOBS
@_SCHEDULER
@_FORCE
def build(file: Path, jobs: int, scheduler: str | None, force: bool) -> int:
    """Build the course once."""
    return _build(file, jobs, scheduler, force=force)


@course.command(
    help=help_text(
        "Build, and again whenever the file changes, until Ctrl-C.",
        "optviz course watch week1.toml",
    )
)
@_FILE
@_JOBS
@_SCHEDULER
@_FORCE
def watch(file: Path, jobs: int, scheduler: str | None, force: bool) -> None:
    """Build the course each time its file changes; a mistake in it is told, and waited for."""
    seen: bytes | None = None
    while True:
        try:
            now = file.read_bytes()
        except OSError:
            now = b""
        if now != seen:
            seen = now
            _build(file, jobs, scheduler, force=force)
        time.sleep(_POLL)


def _build(file: Path, jobs: int, scheduler: str | None, *, force: bool) -> int:
    from scenes.courses.building import build as build_course

    read = _read(file)
    if read is None:
        return _USAGE

    def tell(what: str, item: Item, why: str) -> None:
        if what == "made":
            click.echo(shown_path(read.folder / item.file))
        elif what == "failed":
            _say([f"{file.name}, line {item.line}, {item.file}: {why}"])

    built = build_course(read, jobs=jobs, scheduler=scheduler, force=force, tell=tell)
    failed = f", {len(built.failed)} failed" if built.failed else ""
    click.echo(f"{len(built.made)} made, {len(built.kept)} as they were{failed}", err=True)
    return _FAILURE if built.failed else 0


def _read(file: Path) -> Course | None:
    """Read a course file, or say what is wrong in it."""
    try:
        return read_course(file)
    except CourseError as error:
        _say(error.mistakes)
        return None


def _mistakes(file: Path, item: Item) -> list[str]:
    """Say what is wrong with the parameters of an item."""
    from scenes.courses.making import parameters_of

    try:
        parameters_of(item)
    except ParameterError as error:
        return [
            f"{file.name}, line {item.line}, {item.file}, parameters.{error.name}: {error.reason}"
        ]
    return []


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(f"optviz: {line}", err=True)
