"""A scene is rendered, and the command says what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from scenes.command_line.terminal import shown_path
from scenes.parameters.declarations import ParameterError
from scenes.rendering.options import VECTOR, RenderOptions
from scenes.rendering.parts import PartOptions

__all__ = ["make", "open_option", "pictured"]


def open_option() -> click.Option:
    """Return the option that shows what was made."""
    return click.Option(["--open", "open_after"], is_flag=True, help="open it when it is made")


def pictured(options: RenderOptions, part: PartOptions) -> RenderOptions:
    """Return the options of a picture of one moment, if one is asked for: a PNG unless said else.

    Raises
    ------
    ParameterError
        For a format that no such picture has, and for one that no film has.
    """
    if part.at is None:
        if options.file_format in VECTOR:
            raise ParameterError(
                "format", f"a film is no {options.file_format}: --at says which moment of it is"
            )
        return options
    if options.format is None and options.output is None:
        return replace(options, format="png")
    if options.file_format not in ("png", *VECTOR):
        raise ParameterError("format", "one moment is a png, svg or pdf")
    return options


def _list_beats(make_scene: Callable[..., Any], options: RenderOptions) -> None:
    """List the beats: number, beginning in seconds, title."""
    from scenes.rendering.moments import beats_of

    beats, fps = beats_of(make_scene, options), options.resolution.fps
    if not beats:
        click.echo("optviz: this film has no beats", err=True)
    for number, beat in enumerate(beats, start=1):
        minutes, seconds = divmod(beat.first / fps, 60)
        click.echo(f"#{number:<3} {minutes:.0f}:{seconds:04.1f}  {beat.name}")


def make(
    make_scene: Callable[..., Any],
    name: str,
    options: RenderOptions,
    *,
    subtitles: bool,
    rehearse: bool = False,
    open_after: bool,
    part: PartOptions | None = None,
) -> None:
    """Render a scene, or a part of it, and say what came of it."""
    began = time.monotonic()
    part = part or PartOptions()
    if part.list_beats:
        _list_beats(make_scene, options)
        return

    from scenes.rendering.progress import progress
    from scenes.rendering.session import render as render_scene

    if part.at is not None:
        from scenes.rendering.moments import picture_of

        rendered = picture_of(make_scene, name, options, part.at, force=part.force)
    else:
        with progress(name) as listener:
            rendered = render_scene(
                make_scene, name, options, listener, subtitles=subtitles, rehearse=rehearse,
                part=part,
            )  # fmt: skip
    for path in (rendered.path, *rendered.subtitles):
        click.echo(shown_path(path))
    for remark in rendered.remarks or options.remarks:
        click.echo(f"optviz: {remark}", err=True)
    for line in rendered.left_to_manim:
        click.echo(line, err=True)
    if sys.stderr.isatty():
        seconds = time.monotonic() - began
        click.echo(f"{rendered.duration:.1f} s to watch, made in {seconds:.1f} s", err=True)
    if open_after and click.launch(str(rendered.path)):
        click.echo("optviz: found no program here that opens it", err=True)
