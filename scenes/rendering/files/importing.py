"""A person's file is imported: with Manim configured for its render, and no further than that.

What the file does to Manim's ``config`` is noticed and undone; what of it says how the film looks
comes with the options of the render.
"""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from scenes.rendering.files.own_settings import IGNORED
from scenes.rendering.options import RenderOptions
from scenes.rendering.processes.interruption import not_now, undone_by_signals
from scenes.rendering.settings import manim_settings

__all__ = ["OwnConfig", "import_apart", "own_config", "typesetting"]

_NOT_FOLLOWED = (
    "dry_run",
    "enable_gui",
    "images_dir",
    "input_file",
    "live_preview",
    "log_dir",
    "media_dir",
    "output_file",
    "partial_movie_dir",
    "pixel_format",
    "renderer",
    "save_sections",
    "scene_names",
    "sections_dir",
    "tex_dir",
    "text_dir",
    "video_codec",
    "video_dir",
    "video_encoder_options",
    "write_all",
)


@dataclass
class OwnConfig:
    """The changes of a file to Manim's ``config`` while it was imported.

    Attributes
    ----------
    values : dict
        What is followed.
    not_followed : list of str
    """

    values: dict[str, Any] = field(default_factory=dict)
    not_followed: list[str] = field(default_factory=list)


@contextmanager
def import_apart(options: RenderOptions) -> Iterator[OwnConfig]:
    """Within this context a person's file may be imported; then it is known what it configures.

    What it typesets meanwhile goes into a folder that is removed. Nothing takes the place of
    what Manim makes mobjects by yet, so that defaults which the file sets outlast the context.
    """
    with not_now():
        folder = Path(tempfile.mkdtemp(prefix="optviz-"))
    with undone_by_signals(partial(shutil.rmtree, folder, ignore_errors=True)):
        try:
            with manim_settings(options, folder):
                from scenes.rendering.engine.substitutes import forkable

                forks = options.forks and options.drawing_processes > 1
                can_fork = forkable() if forks else nullcontext()
                with typesetting(), can_fork, own_config() as own:
                    yield own
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def typesetting() -> Iterator[None]:
    """Within this context a person hears of what LaTeX refuses, and of letters without a font."""
    from scenes.rendering.engine.lettering.latex import latex_heard
    from scenes.rendering.engine.lettering.letters import letters_drawn
    from scenes.rendering.engine.lettering.typst_letters import typst_letters_drawn

    with latex_heard(), letters_drawn(), typst_letters_drawn():
        yield


@contextmanager
def own_config() -> Iterator[OwnConfig]:
    """Within this context Manim's ``config`` may be changed; at its end it is as before."""
    from manim import TexTemplate, config, tempconfig

    own = OwnConfig()
    with tempconfig({}):
        before = copy.deepcopy(_contents())
        yield own
        after = copy.deepcopy(_contents())
    config.tex_template = before["tex_template"]
    changed = {key: after[key] for key in sorted(after) if after[key] != before[key]}
    changed.pop("quality", None)  # a name of what else has changed
    if "pixel_width" in changed or "pixel_height" in changed:
        changed |= {key: after[key] for key in ("pixel_width", "pixel_height")}
    if file := changed.pop("tex_template_file", None):
        changed.setdefault("tex_template", TexTemplate.from_file(file))
    for key, value in changed.items():
        if key in _NOT_FOLLOWED or (key, value) == ("format", "none"):
            own.not_followed.append(key)
        elif key not in IGNORED:
            own.values[key] = value


def _contents() -> dict[str, Any]:
    """Return what Manim's ``config`` holds."""
    from manim import config

    return {key: config[key] for key in config}
