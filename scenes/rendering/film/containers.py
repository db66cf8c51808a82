"""The finished video file: its chapters and title, and the proof that it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av

from scenes.rendering.film.writer import UNNAMED, Chapter

__all__ = ["count_frames", "finish_video"]

_OPTIONS = {
    ".mp4": {"movflags": "+faststart"},
    ".mov": {"movflags": "+faststart"},
    ".webm": {"fflags": "+bitexact"},  # no number drawn by lot, so that two renders are the same
}


def finish_video(
    source: Path, target: Path, *, title: str, chapters: Sequence[Chapter], fps: Fraction
) -> None:
    """Copy a video's streams into a file with a title and chapters, which plays while it loads.

    Upstream joins the segments by their lengths in microseconds, so that frames drift off their
    beat by some; here each is put back on it.
    """
    options = _OPTIONS.get(target.suffix, {})
    with av.open(str(source)) as film, av.open(str(target), "w", options=options) as container:
        container.metadata["title"] = title
        container.set_chapters(_entries(chapters, title, fps))
        streams = {s.index: container.add_stream_from_template(s) for s in film.streams}
        if "alpha_mode" in film.streams.video[0].metadata:  # without which browsers see no alpha
            shown = cast(av.VideoStream, streams[film.streams.video[0].index])
            shown.pix_fmt = "yuva420p"
        for packet in film.demux():
            if packet.dts is not None:
                if packet.stream.type == "video":
                    _put_on_beat(packet, fps)
                packet.stream = streams[packet.stream.index]
                container.mux(packet)


def _entries(chapters: Sequence[Chapter], title: str, fps: Fraction) -> list[Any]:
    return [
        {
            "id": number,
            "start": chapter.start,
            "end": chapter.end,
            "time_base": 1 / fps,
            "metadata": {"title": title if chapter.name == UNNAMED else chapter.name},
        }
        for number, chapter in enumerate(chapters, start=1)
    ]


def _put_on_beat(packet: Any, fps: Fraction) -> None:
    """Round the times of a packet to whole frames."""
    frames = packet.time_base * fps
    packet.pts, packet.dts = round(packet.pts * frames), round(packet.dts * frames)
    packet.duration, packet.time_base = 1, 1 / fps


def count_frames(path: Path) -> int:
    """Return how many pictures a video file holds, without decoding them."""
    with av.open(str(path)) as film:
        return sum(packet.dts is not None for packet in film.demux(video=0))
