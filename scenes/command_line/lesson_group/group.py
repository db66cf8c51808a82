"""A command with a command of its own for each lesson."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scenes.command_line.meant import meant, places
from scenes.command_line.render_file import faults_of
from scenes.lessons.catalogue import (
    BrokenLessonError,
    LessonEntry,
    NoLessonFolderError,
    UnknownLessonError,
    lesson,
    lesson_names,
)

__all__ = ["LessonGroup"]


class LessonGroup(click.Group):
    """One subcommand for each lesson; a subclass says which, and what it does with a file."""

    takes_files = False

    def of_lesson(self, entry: LessonEntry) -> click.Command:
        """Return the command of one lesson."""
        raise NotImplementedError

    def of_file(self, path: Path, ctx: click.Context) -> click.Command:
        """Return the command of a person's own file, if the group takes files."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        return lesson_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        path = Path(cmd_name)
        is_of_folder = path.name == "storyboard.py" and path.with_name("parameters.py").is_file()
        if self.takes_files and path.suffix == ".py" and not is_of_folder:
            return self.of_file(path, ctx)
        try:
            entry = lesson(str(path.absolute().parent) if is_of_folder else cmd_name)
            command = self.of_lesson(entry)
        except BrokenLessonError as error:
            return _broken(cmd_name, error)
        except NoLessonFolderError as error:
            if self.takes_files and path.is_file():
                raise click.UsageError(self._unknown(path, cmd_name), ctx) from error
            raise click.UsageError(str(error), ctx) from error
        except UnknownLessonError as error:
            raise click.UsageError(self._unknown(path, cmd_name), ctx) from error
        if entry.outside and command.callback is not None:
            command.callback = _theirs(command.callback, entry)
        return command

    def _unknown(self, path: Path, name: str) -> str:
        if self.takes_files and path.is_file():
            return f"{name} is not a Python file: its name does not end in .py"
        if self.takes_files and Path(f"{name}.py").is_file():
            return f"no lesson is called {name!r}; did you mean the file {name}.py?"
        hint = meant(name, lesson_names(), places()) or "; 'optviz lessons' lists them"
        return f"no lesson is called {name!r}{hint}"


def _theirs(callback: Callable[..., Any], entry: LessonEntry) -> Callable[..., Any]:
    """Return a callback in which a mistake in somebody's lesson is shown where it is."""

    def called(**typed: Any) -> Any:
        with faults_of(entry.place, entry.name):
            return callback(**typed)

    return called


def _broken(name: str, error: BrokenLessonError) -> click.Command:
    """Stand for a lesson that cannot be loaded, so that the others can be listed."""

    def callback() -> None:
        raise error

    return click.Command(
        name,
        callback=callback,
        short_help=error.summary,
        help=error.summary,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
