"""What can be asked of a render, and where its result goes; nothing here needs Manim."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from scenes.kinds import Choice, FilePath, Integer, Number, closest
from scenes.parameters import ParameterError, Parameters, parameter

__all__ = ["EXTENSIONS", "RenderOptions", "Resolution"]

EXTENSIONS = {"mp4": ".mp4", "webm": ".webm", "gif": ".gif", "mov": ".mov", "png": ".png"}
"""The ending of a file in each format; a png-sequence is a folder and has none."""

_PICTURES = ("png", "png-sequence")

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


@dataclass(frozen=True)
class RenderOptions(Parameters):
    """What a render makes, and where.

    Examples
    --------
    >>> options = RenderOptions.from_mapping({"output": "week-2.webm"})
    >>> options.file_format, options.target("elimination").name
    ('webm', 'week-2.webm')
    >>> RenderOptions().target("elimination").name
    'elimination.mp4'
    """

    quality: str = parameter(
        Choice(*RESOLUTIONS),
        help="854 × 480, 1280 × 720, 1920 × 1080 or 3840 × 2160 pixels",
        example="low",
        default="high",
    )
    fps: float | None = parameter(
        Number(1, 120),
        help="frames per second; else 15, 30, 60 or 60, by quality, and 25 at most for gif",
        example="30",
        default=None,
    )
    format: str | None = parameter(
        Choice(*EXTENSIONS, "png-sequence"),
        help="png is the last frame, png-sequence all of them; else what the output's name says",
        example="gif",
        default=None,
    )
    output: Path | None = parameter(
        FilePath(),
        help="the file to write; else the lesson's or scene's name, in this folder",
        example="week-2.mp4",
        default=None,
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

    def __post_init__(self) -> None:
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
    def file_format(self) -> str:
        """The format asked for, else the one that the output's name says, else mp4."""
        if self.format is not None:
            return self.format
        ending = ".mp4" if self.output is None else self.output.suffix.lower()
        return ending.removeprefix(".")

    @property
    def resolution(self) -> Resolution:
        """The picture's size and frame rate."""
        size = RESOLUTIONS[self.quality]
        most = _GIF_FPS if self.file_format == "gif" else size.fps
        fps = min(size.fps, most) if self.fps is None else self.fps
        return Resolution(size.width, size.height, fps)

    @property
    def drawing_processes(self) -> int:
        """How many processes draw at a time.

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
        """How many processes would make the film soonest on this machine."""
        cores, size = os.cpu_count() or 1, self.resolution
        pays = cores >= _MANY_CORES and size.width * size.height >= _LARGE
        return min(cores, _MOST) if pays else 1

    @property
    def forks(self) -> bool:
        """Whether processes are forked from this one; the libraries of macOS do not like that."""
        return sys.platform == "linux"

    def target(self, name: str) -> Path:
        """Return the absolute path of what the render of the lesson `name` writes."""
        if self.output is not None:
            return self.output.absolute()
        if self.file_format == "png-sequence":
            return Path(f"{name}-frames").absolute()
        return Path(name + EXTENSIONS[self.file_format]).absolute()
