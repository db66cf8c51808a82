"""A scene is rendered, and the command says what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import click

from scenes.command_line.terminal import shown_path
from scenes.rendering.options import RenderOptions

__all__ = ["make", "open_option"]


def open_option() -> click.Option:
    """Return the option that shows what was made."""
    return click.Option(["--open", "open_after"], is_flag=True, help="open it when it is made")


def make(
    make_scene: Callable[..., Any],
    name: str,
    options: RenderOptions,
    *,
    subtitles: bool,
    rehearse: bool = False,
    open_after: bool,
) -> None:
    """Render a scene and say what came of it."""
    began = time.monotonic()

    from scenes.rendering.progress import progress
    from scenes.rendering.session import render as render_scene

    with progress(name) as listener:
        rendered = render_scene(
            make_scene, name, options, listener, subtitles=subtitles, rehearse=rehearse
        )
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
