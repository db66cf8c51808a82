"""Manim's configuration for one render: its own defaults, then what was asked, then as before.

No ``manim.cfg`` reaches a lesson, so that the same command makes the same video everywhere. What
such a file says of a person's own scene comes with the options of its render.
"""

from __future__ import annotations

import configparser
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from scenes.rendering.deferred import deferred_imports
from scenes.rendering.faults import RenderError
from scenes.rendering.options import VECTOR, RenderOptions

if TYPE_CHECKING:
    from manim._config.utils import ManimConfig

__all__ = ["check_manim", "import_manim", "manim_settings"]

SUPPORTED = "0.22"
_INSTALL = f"pip install 'manim=={SUPPORTED}.*'"

# PyAV turns RGB into YUV by the matrix of standard television; a player that is not told guesses
# another one for large pictures, and shows other colours.
_COLOURS = {
    "colorspace": "smpte170m",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "color_range": "tv",
}

# With several threads x264 does not always make the same file of the same frames (seen at width
# 854); with one for each segment, and several segments side by side, it does, and is as fast.
_THREADS = {"threads": "1"}

# In a picture of lines and areas, the quicker search for motion is made up for by finer steps.
_ENCODE: dict[str, dict[str, str]] = {
    "small": {},
    "fast": {"preset": "veryfast", "crf": "20"},
}

_OF_THE_RENDER = ("preview",)
"""What a person may say of a render that the command does, and Manim must not."""

_HD = 1280 * 720
_FULL_HD = 1920 * 1080


def check_manim() -> str:
    """Return Manim's version, without importing it.

    Raises
    ------
    RenderError
        When it is missing, or not of the series whose internals this package knows.
    """
    try:
        found = version("manim")
    except PackageNotFoundError as error:
        raise RenderError(f"Manim is missing: {_INSTALL}") from error
    if found.split(".")[:2] != SUPPORTED.split("."):
        raise RenderError(
            f"Manim {found} is installed, and this renders with Manim {SUPPORTED}: {_INSTALL}"
        )
    return found


def import_manim() -> None:
    """Import Manim quietly; a library that it needs warns about itself."""
    check_manim()
    with warnings.catch_warnings(), deferred_imports(), _without_cfg():
        warnings.simplefilter("ignore")
        import manim  # noqa: F401


@contextmanager
def _without_cfg() -> Iterator[None]:
    """Within this context, in which Manim is imported, it finds no ``manim.cfg``.

    It would read the one in this folder, whatever is rendered, and fail at a mistake in it.
    """

    def read(self: configparser.ConfigParser, names: Any, encoding: str | None = None) -> list[str]:
        several = [names] if isinstance(names, str | bytes | os.PathLike) else list(names)
        others: list[Any] = [
            name for name in several if Path(os.fsdecode(name)).name != "manim.cfg"
        ]
        return usual(self, others, encoding)

    usual = configparser.ConfigParser.read
    with patch.object(configparser.ConfigParser, "read", read):
        yield


@contextmanager
def manim_settings(options: RenderOptions, media_folder: Path) -> Iterator[None]:
    """Within this context Manim renders what `options` ask for, its own files in a folder apart."""
    import_manim()
    from manim import config, tempconfig

    size = options.resolution
    with _silence(), tempconfig({}):
        config.update(_library_defaults())
        config.update({key: options.own[key] for key in options.own if key not in _OF_THE_RENDER})
        config.update(
            {
                "pixel_width": size.width,
                "pixel_height": size.height,
                "frame_rate": size.fps,
                "background_opacity": options.background_opacity,
                "format": "png" if options.file_format in VECTOR else options.file_format,
                "media_dir": str(media_folder),
                "disable_caching": True,
                "progress_bar": "none",
                "notify_outdated_version": False,
                "video_encoder_options": {**_COLOURS, **_THREADS, **_ENCODE[options.encode]},
                "max_inflight_encoders": _encoders(options),
                "zero_pad": 5,
                "seed": options.own.get("seed", 0),
            }
        )
        yield


def _library_defaults() -> ManimConfig:
    """Return the settings in the file that Manim ships, and in no other."""
    from manim._config.utils import ManimConfig, config_file_paths

    parser = configparser.ConfigParser()
    with config_file_paths()[0].open(encoding="utf-8") as file:
        parser.read_file(file)
    return ManimConfig().digest_parser(parser)


def _encoders(options: RenderOptions) -> int:
    """Return how many segments a process encodes side by side; each holds some sixty frames."""
    if options.drawing_processes > 1 and not options.forks:
        return 1  # the others have the other cores
    cores, pixels = os.cpu_count() or 1, options.resolution.width * options.resolution.height
    if pixels > _FULL_HD:
        return min(2, cores)
    return min(8, cores if pixels > _HD else 2 * cores)


@cache
def _manim_folder() -> Path:
    """Return where Manim lies; what is compiled logs as if it stood where it is called."""
    import manim

    return Path(manim.__file__).parent


_TALKERS = ("manim", "av.container.output")
"""Who would log; the second one says of each film with sound which options it has no use for."""


class _Silence(logging.Filter):
    """Let nothing of Manim's pass; a person's own scene may say something by its logger."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not Path(record.pathname).is_relative_to(_manim_folder())


@contextmanager
def _silence() -> Iterator[None]:
    """Within this context Manim and its encoder log nothing: what matters is raised."""
    loggers, silence = [logging.getLogger(name) for name in _TALKERS], _Silence()
    for logger in loggers:
        logger.addFilter(silence)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(silence)
