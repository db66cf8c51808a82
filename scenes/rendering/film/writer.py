"""Manim's file writer, listened to: which section it is at, and how many frames it has."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from manim.scene.scene_file_writer import SceneFileWriter, _SceneFileWriterSettings
from PIL import Image

from scenes.rendering.film.gif import write_gif
from scenes.rendering.film.subtitles import Subcaptions

__all__ = ["UNNAMED", "Chapter", "ListenedWriter", "Listener", "straight"]

UNNAMED = "autocreated"
"""What Manim calls the section before the first that a scene names."""


class Listener(Protocol):
    """Whoever wants to know how far a render is."""

    def plan(self, steps: int) -> None:
        """So many animations and holds are to come."""

    def section(self, name: str) -> None:
        """A section with this name begins."""

    def step(self) -> None:
        """An animation or a hold begins."""

    def frames(self, count: int) -> None:
        """So many more frames have been drawn."""


@dataclass(frozen=True)
class Chapter:
    """A named stretch of the video, from one frame up to another."""

    name: str
    start: int
    end: int


class ListenedWriter(SceneFileWriter):
    """The file writer of one render.

    It differs from Manim's in this: it keeps where the sections start; a hold in a sequence of
    pictures lasts as long as in a video (upstream ``write_frame`` writes one picture); pictures
    have no alpha channel, which says nothing here (upstream ``output_image``, ``save_image``); and
    a GIF's frames are not all held in memory (upstream ``combine_files``).
    """

    straight_alpha = False
    """Whether colours are written as they are, not multiplied by their opacity (as cairo has them,
    and upstream writes them, so that thin light lines fade)."""

    def __init__(self, settings: _SceneFileWriterSettings, listener: Listener) -> None:
        self.listener = listener
        self.frames_written = 0
        self._starts: list[tuple[str, int]] = []
        super().__init__(settings)
        self.subcaptions = Subcaptions()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The sections that the scene names and that have frames, in order."""
        ends = [start for _, start in self._starts[1:]] + [self.frames_written]
        return tuple(
            Chapter(name, start, end)
            for (name, start), end in zip(self._starts, ends, strict=True)
            if end > start
        )

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        name = str(name)  # a number, say
        super().next_section(name, type_, skip_animations)
        self._starts.append((name, self.frames_written))
        if name != UNNAMED:
            self.listener.section(name)

    def begin_animation(self, allow_write: bool = False, **kwargs: Any) -> None:
        self.listener.step()
        super().begin_animation(allow_write, **kwargs)

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        if self.output_spec.transparent:
            pixels = self._seen(pixels)
        super().write_frame(pixels, repeat=repeat)
        if self.output_spec.is_image_sequence:
            self._repeat_last_image(repeat - 1)
        self.frames_written += repeat
        self.listener.frames(repeat)

    def _repeat_last_image(self, times: int) -> None:
        last = self.output_plan.image_frame_path(self.frame_count - 1)
        for _ in range(times):
            shutil.copyfile(last, self.output_plan.image_frame_path(self.frame_count))
            self.frame_count += 1

    def write_picture(self, pixels: Any, path: Path) -> None:
        """Write one frame as a PNG, of a scene that has no other."""
        Image.fromarray(self._seen(pixels)).save(path)

    def save_image(self, pixels: Any) -> None:
        super().save_image(self._seen(pixels))

    def output_image(self, image: Image.Image) -> None:
        super().output_image(image if self.output_spec.transparent else image.convert("RGB"))

    def _seen(self, pixels: Any) -> Any:
        """Return the channels of a frame that say something."""
        if not self.output_spec.transparent:
            return np.ascontiguousarray(pixels[:, :, :3])
        return straight(pixels) if self.straight_alpha else pixels

    def combine_files(
        self,
        input_files: list[str],
        output_file: Path,
        create_gif: bool = False,
        includes_sound: bool = False,
    ) -> None:
        if create_gif:
            write_gif([Path(file) for file in input_files], output_file)
        else:
            super().combine_files(input_files, output_file, create_gif, includes_sound)


def straight(pixels: Any) -> Any:
    """Return the colours of a frame as they are, whose channels are multiplied by their opacity.

    Parameters
    ----------
    pixels : ndarray
        Of shape (height, width, 4), of bytes.

    Examples
    --------
    >>> straight(np.array([[[100, 50, 0, 200], [9, 9, 9, 255]]], np.uint8)).tolist()
    [[[128, 64, 0, 200], [9, 9, 9, 255]]]
    """
    opacity = pixels[..., 3]
    partly = (opacity > 0) & (opacity < 255)
    shades, divisor = pixels[partly][:, :3].astype(np.uint16), opacity[partly][:, None]
    found = pixels.copy()
    found[partly, :3] = np.minimum(255, (shades * 255 + divisor // 2) // divisor)
    return found
