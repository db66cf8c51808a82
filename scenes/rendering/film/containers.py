"""The finished video file: its chapters and title, and the proof that it is whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple, cast

import av

from scenes.rendering.film.subtitles import Cue
from scenes.rendering.film.writer import UNNAMED, Chapter

__all__ = ["Subtitles", "count_frames", "finish_video"]

_MILLISECOND = Fraction(1, 1000)
_OPTIONS = {
    ".mp4": {"movflags": "+faststart"},
    ".mov": {"movflags": "+faststart"},
    ".webm": {"fflags": "+bitexact"},  # no number drawn by lot, so that two renders are the same
}


_WITH_TEXT = (".mp4", ".mov")
"""What carries subtitles that a player can switch on."""


class Subtitles(NamedTuple):
    """The words of a film, and their language by three letters."""

    cues: Sequence[Cue]
    language: str


_SILENT = Subtitles((), "und")


def finish_video(
    source: Path,
    target: Path,
    *,
    title: str,
    chapters: Sequence[Chapter],
    fps: Fraction,
    subtitles: Subtitles = _SILENT,
) -> None:
    """Copy a video's streams into a file with a title and chapters, which plays while it loads.

    An mp4 or mov carries its subtitles too, for players that can show them.

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
        texts = deque(_texts(container, subtitles) if target.suffix in _WITH_TEXT else ())
        for packet in film.demux():
            if packet.dts is not None:
                while texts and texts[0].pts * _MILLISECOND <= packet.dts * packet.time_base:
                    container.mux(texts.popleft())
                if packet.stream.type == "video":
                    _put_on_beat(packet, fps)
                packet.stream = streams[packet.stream.index]
                container.mux(packet)
        for text in texts:
            container.mux(text)


def _texts(container: Any, subtitles: Subtitles) -> Iterator[Any]:
    """Yield the packets of a stream of subtitles: each cue, and nothing between two of them."""
    if not subtitles.cues:
        return
    stream = container.add_stream("mov_text")
    stream.codec_context.subtitle_header = b"[Script Info]\n"  # without one it does not open
    stream.metadata["language"] = subtitles.language
    before = 0
    for cue in subtitles.cues:
        start, end = (round(time.total_seconds() / _MILLISECOND) for time in (cue.start, cue.end))
        if start > before:
            yield _text("", before, start, stream)
        yield _text(cue.text, start, end, stream)
        before = end


def _text(words: str, start: int, end: int, stream: Any) -> Any:
    """A packet of QuickTime text: its length in two bytes, and the words."""
    data = words.encode()
    packet = av.Packet(len(data).to_bytes(2, "big") + data)
    packet.pts = packet.dts = start
    packet.duration, packet.time_base, packet.stream = end - start, _MILLISECOND, stream
    return packet


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
