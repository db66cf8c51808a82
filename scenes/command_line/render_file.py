"""``optviz render FILE.py``: the scenes of a person's own file, as films or pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scenes.command_line.faults import show_error
from scenes.command_line.making import make, open_option, pictured
from scenes.command_line.meant import AskingCommand
from scenes.command_line.options import definitions, help_text, options_of, parameters_from
from scenes.parameters.declarations import ParameterError
from scenes.rendering.faults import RenderError, frames_of, is_by_manim, said_by
from scenes.rendering.files.fault_places import FileError
from scenes.rendering.files.own_settings import announcement, check_setting
from scenes.rendering.files.scene_files import (
    SceneFileError,
    SceneMaker,
    scene_called,
    scenes_in,
    summary,
)
from scenes.rendering.options import EXTENSIONS, RenderOptions
from scenes.rendering.parts import PartOptions

if TYPE_CHECKING:
    from manim import Scene

    from scenes.rendering.files.manim_cfg import CfgFile

__all__ = ["faults_of", "file_command"]

_FAILURE, _USAGE = 1, 2


def file_command(path: Path) -> click.Command:
    """Return the command that renders scenes of a person's own file."""

    def callback(scenes: tuple[str, ...], every: bool, open_after: bool, **typed: Any) -> int:
        names = list(dict.fromkeys(scenes))
        if every and names:
            raise click.UsageError("--all is every scene: without names")
        folder = _folder_of(typed.pop("output")) if every or len(names) > 1 else None
        part = parameters_from(PartOptions, typed)
        options = pictured(parameters_from(RenderOptions, typed), part)
        with faults_of(path.absolute().parent, path.name):
            found, options, told = _imported(path, options)
        if not every and not names and len(found) > 1:
            _list(path, found)
            return _USAGE
        makers = _chosen(path, names or list(found), found)
        if folder is not None:
            _make_folder(folder)
        for line in told:
            click.echo(f"optviz: {line}", err=True)
        open_after |= bool(options.own.get("preview"))
        if len(makers) == 1 and not every:
            (maker,) = makers
            title = maker.name if names else path.stem
            _make(maker, title, options, part, open_after)
            return 0
        made = [
            _attempt(maker, _within(options, folder, maker.name), part, open_after)
            for maker in makers
        ]
        return 0 if all(made) else _FAILURE

    return AskingCommand(
        path.name,
        params=[
            click.Argument(["scenes"], nargs=-1, required=False, metavar="[SCENE …]"),
            click.Option(["--all", "every"], is_flag=True, help="every scene of the file"),
            *options_of(RenderOptions),
            *options_of(PartOptions),
            open_option(),
        ],
        callback=callback,
        help=help_text(
            "Scenes for Manim, in a file of your own: those named, or the only one; of several, "
            "without a name, the list. With several names, or --all, --output names a folder.",
            f"optviz render {path.name} --quality low",
            f"optviz render {path.name} --all --output films",
        ),
    )


def _folder_of(output: str | None) -> Path | None:
    """Return the folder that is to hold several scenes."""
    if output is None:
        return None
    folder = Path(output).expanduser()
    if not folder.is_dir() and folder.suffix.lower() in EXTENSIONS.values():
        raise ParameterError(
            "output", f"{output!r} is one file: for several scenes it names a folder, such as films"
        )
    return folder


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"cannot make the folder {folder}: {error.strerror}") from error


def _within(options: RenderOptions, folder: Path | None, name: str) -> RenderOptions:
    """Return the options of one scene of several."""
    if folder is None:
        return options
    pictures = options.file_format == "png-sequence"
    return replace(
        options,
        output=folder / options.target(name).name,
        format="png-sequence" if pictures else options.format,
    )


def _imported(
    path: Path, options: RenderOptions
) -> tuple[dict[str, type[Scene]], RenderOptions, list[str]]:
    """Import a file; return its scenes, the options with its settings, and what to say of these."""
    from scenes.rendering.files.importing import import_apart
    from scenes.rendering.files.manim_cfg import cfg_places, film_settings, read_cfg, shown
    from scenes.rendering.settings import import_manim

    import_manim()
    files: list[CfgFile] = []
    before: dict[str, str] = {}
    for place in cfg_places(path):
        files.append(read_cfg(place, before))
        before |= files[-1].texts
    options = replace(options, own=film_settings(files))
    with import_apart(options) as own:
        found = scenes_in(path)
    for key, value in own.values.items():
        try:
            check_setting(key, value)
        except ValueError as error:
            raise SceneFileError(f"{path.name} sets config.{key}: {error}") from error
    told = [
        announcement(
            shown(file.path),
            file.texts,
            typed=options.typed,
            not_followed=file.not_followed,
            unknown=file.unknown,
        )
        for file in files
    ]
    told.append(
        announcement(
            f"config in {path.name}",
            own.values,
            typed=options.typed,
            not_followed=own.not_followed,
        )
    )
    options = replace(options, own={**options.own, **own.values})
    return found, options, [line for line in told if line is not None]


def _chosen(path: Path, names: Sequence[str], found: Mapping[str, type[Scene]]) -> list[SceneMaker]:
    try:
        return [SceneMaker(path, name, scene_called(name, found, path)) for name in names]
    except SceneFileError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error


def _list(path: Path, found: Mapping[str, type[Scene]]) -> None:
    click.echo(f"optviz: say which scene of {path.name}, or --all for every one:", err=True)
    rows = [(name, summary(scene)) for name, scene in found.items()]
    click.echo(definitions(rows), err=True, nl=False)


def _attempt(
    maker: SceneMaker, options: RenderOptions, part: PartOptions, open_after: bool
) -> bool:
    """Render one scene of several; say what went wrong, if anything, so that others follow."""
    try:
        _make(maker, maker.name, options, part, open_after)
    except Exception as error:
        show_error(error, maker.name)
        return False
    return True


def _make(
    maker: SceneMaker, title: str, options: RenderOptions, part: PartOptions, open_after: bool
) -> None:
    with faults_of(maker.path.absolute().parent, maker.path.name):
        make(maker, title, options, subtitles=True, open_after=open_after, part=part)


@contextmanager
def faults_of(folder: Path, name: str) -> Iterator[None]:
    """Within this context an error that the files in a person's folder have made is theirs."""
    try:
        yield
    except (click.ClickException, ParameterError):  # of what was typed
        raise
    except (Exception, SystemExit) as error:
        fault = FileError.of(error, folder)
        if fault is not None:
            raise fault from error
        if is_by_manim(frames_of(error)):  # in the end, when no line of the file is at work
            raise RenderError(f"{name}: Manim cannot draw this: {said_by(error)}") from error
        raise
