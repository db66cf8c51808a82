"""The options of ``optviz slides``: the film's size, and where the slides go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice, FilePath, Integer, Number, Switch
from scenes.rendering.options import RESOLUTIONS, RenderOptions

__all__ = ["SlideOptions"]


@dataclass(frozen=True)
class SlideOptions(Parameters):
    """The form of slides, and where they go."""

    quality: str = parameter(
        Choice(*RESOLUTIONS),
        help="854 × 480, 1280 × 720, 1920 × 1080 or 3840 × 2160 pixels",
        example="low",
        default="high",
    )
    fps: float | None = parameter(
        Number(1, 120), help="frames per second; else by quality", example="30", default=None
    )
    processes: int | None = parameter(
        Integer(1, 64), help="how many processes draw at a time", example="2", default=None
    )
    output: Path | None = parameter(
        FilePath(),
        help="the file to write, .html or .pptx; else the lesson's name with .html, in this folder",
        example="talk.pptx",
        default=None,
    )
    force: bool = parameter(
        Switch(),
        help="write over a file that another hand or program has made",
        example="yes",
        default=False,
    )

    def __post_init__(self) -> None:
        if self.output is not None and self.output.suffix.lower() not in (".html", ".pptx"):
            raise ParameterError(
                "output", f"{str(self.output)!r} does not end in one of .html, .pptx"
            )

    def target(self, name: str) -> Path:
        """Return the absolute path of the slides of a lesson."""
        return (self.output or Path(f"{name}.html")).absolute()

    def rendering(self) -> RenderOptions:
        """Return how the film is rendered."""
        return RenderOptions(quality=self.quality, fps=self.fps, processes=self.processes)
