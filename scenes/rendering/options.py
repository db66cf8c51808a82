"""Options of a render, and where its result goes; nothing here needs Manim."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice, FilePath, Integer, Number, Switch, closest

__all__ = ["EXTENSIONS", "VECTOR", "RenderOptions", "Resolution"]

EXTENSIONS = {
    "mp4": ".mp4", "webm": ".webm", "gif": ".gif", "mov": ".mov", "png": ".png",
    "svg": ".svg", "pdf": ".pdf",
}  # fmt: skip
"""The ending of a file in each format; a png-sequence is a folder and has none."""

VECTOR = ("svg", "pdf")
_PICTURES = ("png", "png-sequence", *VECTOR)

_GIF_FPS = 25
_MOST_GIF_FPS = 50
"""A GIF counts in hundredths of a second, and browsers show a frame of one of them for ten."""

_MANY_CORES = 4
_LARGE = 1280 * 720
_MOST = 8
"""Drawing processes at most, unless more are asked for; each may hold 400 MB at 1920 × 1080."""


@dataclass(frozen=True)
class Resolution:
    """The size of a picture in pixels, and its frames per second unless asked otherwise."""

    width: int
    height: int
    fps: float


RESOLUTIONS = {
    "low": Resolution(854, 480, 15),
    "medium": Resolution(1280, 720, 30),
    "high": Resolution(1920, 1080, 60),
    "4k": Resolution(3840, 2160, 60),
}


@dataclass(frozen=True, kw_only=True)
class RenderOptions(Parameters):
    """Options of a render: what it makes, and where.

    Attributes
    ----------
    own : mapping
        What a person's own settings say of the film, under the names of Manim's ``config``; what is
        asked for here goes before it.

    Examples
    --------
    >>> options = RenderOptions.from_mapping({"output": "week-2.webm"})
    >>> options.file_format, options.target("elimination").name
    ('webm', 'week-2.webm')
    >>> RenderOptions().target("elimination").name
    'elimination.mp4'
    """

    quality: str | None = parameter(
        Choice(*RESOLUTIONS),
        help="854 × 480, 1280 × 720, 1920 × 1080 or 3840 × 2160 pixels; else high",
        example="low",
        default=None,
    )
    fps: float | None = parameter(
        Number(1, 120),
        help="frames per second; else 15, 30, 60 or 60, by quality, and 25 at most for gif",
        example="30",
        default=None,
    )
    format: str | None = parameter(
        Choice(*EXTENSIONS, "png-sequence"),
        help="png is the last frame, png-sequence all of them, svg and pdf a moment (--at); "
        "else what the output's name says",
        example="gif",
        default=None,
    )
    output: Path | None = parameter(
        FilePath(),
        help="the file to write; else the lesson's or scene's name, in this folder",
        example="week-2.mp4",
        default=None,
    )
    transparent: bool = parameter(
        Switch(),
        help="without a background (mov, webm, gif, pictures); a mov, unless asked for",
        example="yes",
        default=False,
    )
    encode: str = parameter(
        Choice("small", "fast"),
        help="a small file, or a larger one in less time (mp4)",
        example="fast",
        default="small",
    )
    processes: int | None = parameter(
        Integer(1, 64),
        help="how many processes draw at a time; else by the cores, 1 on two of them",
        example="2",
        default=None,
    )

    own: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.transparent and self._asked_format == "mp4":
            raise ParameterError(
                "transparent", "an mp4 has a background always: ask for a mov, a webm or pictures"
            )
        if self.encode == "fast" and self.file_format != "mp4":
            raise ParameterError("encode", "fast is for mp4 only")
        if self.file_format == "gif" and self.fps is not None and self.fps > _MOST_GIF_FPS:
            raise ParameterError(
                "fps",
                f"a GIF of {self.fps:g} frames per second plays too slowly in browsers: "
                f"{_MOST_GIF_FPS} at most, or another --format",
            )
        if self.output is None:
            return
        ending = self.output.suffix.lower()
        wanted = EXTENSIONS.get(self.file_format, "" if self.format else ".mp4")
        if ending == wanted:
            return
        if self.format == "png-sequence":
            raise ParameterError("output", "is a folder for png-sequence: its name has no ending")
        if self.output.is_dir():
            name = f"film{wanted}"
            raise ParameterError(
                "output", f"{str(self.output)!r} is a folder: name a file in it, {name} say"
            )
        if self.format is None:
            endings = ", ".join(EXTENSIONS.values())
            raise ParameterError(
                "output",
                f"{str(self.output)!r} does not end in one of {endings}"
                f"{closest(ending, EXTENSIONS.values())}",
            )
        raise ParameterError(
            "output",
            f"{self.output.name!r} is not a name for {self.format}: "
            f"end it in {wanted}, or ask for another --format",
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """The choices made in place of what could not be."""
        if (
            self.file_format == "gif"
            and self.fps is None
            and self.own.get("frame_rate", 0) > _GIF_FPS
        ):
            return (f"a gif has {_GIF_FPS} frames per second, unless --fps says another number",)
        if self._asked_format is None and self.file_format != self._own_format:
            return ("an mp4 has a background always, so this is a mov",)
        return ()

    @property
    def file_format(self) -> str:
        """The format asked for, else the one that the output's name says, else mp4."""
        if self._asked_format is not None:
            return self._asked_format
        is_film = self._own_format == "mp4"
        return "mov" if is_film and self.background_opacity < 1 else self._own_format

    @property
    def typed(self) -> frozenset[str]:
        """The options asked for here that a person's own settings may set as well."""
        asked: set[str] = set()
        if self.quality is not None:
            asked |= {"quality", "frame_rate", "pixel_width", "pixel_height"}
        if self.fps is not None:
            asked.add("frame_rate")
        if self._asked_format is not None:
            asked.add("format")
        if self.transparent or self._asked_format == "mp4":
            asked.add("background_opacity")
        return frozenset(asked)

    @property
    def _asked_format(self) -> str | None:
        """The format asked for, by its name or by the output's."""
        if self.format is not None or self.output is None:
            return self.format
        return self.output.suffix.lower().removeprefix(".")

    @property
    def _own_format(self) -> str:
        """The format that is made if nobody asks for another."""
        own = str(self.own.get("format"))
        return own if own in (*EXTENSIONS, "png-sequence") else "mp4"

    @property
    def background_opacity(self) -> float:
        """From 0, no background, to 1."""
        if self.transparent:
            return 0.0
        return 1.0 if self._asked_format == "mp4" else float(self.own.get("background_opacity", 1))

    @property
    def resolution(self) -> Resolution:
        """The picture's size and frame rate; a quality keeps the shape of a person's own size."""
        usual = RESOLUTIONS["high"]
        width = self.own.get("pixel_width", usual.width)
        height = self.own.get("pixel_height", usual.height)
        fps = self.own.get("frame_rate", usual.fps)
        if self.quality is not None:
            size = RESOLUTIONS[self.quality]
            width, height, fps = *_in_shape(size, width / height), size.fps
        if self.fps is not None:
            fps = self.fps
        elif self.file_format == "gif":
            fps = min(fps, _GIF_FPS)
        return Resolution(width, height, fps)

    @property
    def drawing_processes(self) -> int:
        """The number of processes that draw at a time.

        One draws and encodes by two threads, which is enough for two cores. Where there are more,
        each segment of a film gets a process of its own; where they are not forked, only if asked
        for, since a scene has to be the same each time it is played.
        """
        if self.file_format in _PICTURES:
            return 1
        if self.processes is not None:
            return self.processes
        return self.processes_by_cores if self.forks else 1

    @property
    def processes_by_cores(self) -> int:
        """The number of processes that would make the film soonest on this machine."""
        cores, size = os.cpu_count() or 1, self.resolution
        pays = cores >= _MANY_CORES and size.width * size.height >= _LARGE
        return min(cores, _MOST) if pays else 1

    @property
    def forks(self) -> bool:
        """True if processes are forked from this one; the libraries of macOS do not like that."""
        return sys.platform == "linux" and hasattr(os, "fork")

    def target(self, name: str) -> Path:
        """Return the absolute path of what the render of the lesson `name` writes."""
        if self.output is not None:
            return self.output.absolute()
        if self.file_format == "png-sequence":
            return Path(f"{name}-frames").absolute()
        return Path(name + EXTENSIONS[self.file_format]).absolute()


def _in_shape(size: Resolution, ratio: float) -> tuple[int, int]:
    """Return the width and height whose shorter side is that of a size, in another shape."""
    if math.isclose(ratio, size.width / size.height, rel_tol=0.005):
        return size.width, size.height
    if ratio < 1:
        return size.height, 2 * round(size.height / ratio / 2)
    return 2 * round(size.height * ratio / 2), size.height
