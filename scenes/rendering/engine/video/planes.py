"""Pictures as an encoder wants them: luma and halved chroma, converted only where they change.

Stands in for ``VideoSegmentEncoder.write_frame``, which copies a whole picture into a new frame
and has it converted, for every frame. The conversion is FFmpeg's own in both; of a part it is the
same as of the whole when a few pixels around the part go with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.rendering.engine.drawing.rectangles import Rectangle, merged
from scenes.rendering.engine.video.bands import (
    BLOCK,
    HANDLED,
    BandEncoder,
    Encoded,
    band_around,
    new_frame,
    planes_of,
    turns_of,
)
from scenes.rendering.engine.video.headers import UnknownStreamError

__all__ = ["AbandonedError", "Change", "PlanesEncoder", "changes"]

_AROUND = 4
"""Pixels around a changed one whose chroma it may touch; even, and more than the filter reads."""

_STEP = 64
"""Widths and heights of converted parts are multiples of it."""

_MOST = 60
"""Sizes that an encoder keeps itself prepared for."""

_MOST_WAITING = 100_000_000
"""Bytes of changes that are kept at most; x264 itself keeps some 300 MB at 1920 × 1080."""

_TALLEST = 0.85
"""Of a picture, the part up to which a band is worth to wait for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """New pixels of a picture.

    Attributes
    ----------
    pixels : array of uint8, shape (h, w, 4)
        A part of the picture, a copy.
    left, top : int
        Where the part begins.
    place : Rectangle
        What of it is to be put into the picture.
    """

    pixels: np.ndarray
    left: int
    top: int
    place: Rectangle


def changes(pixels: np.ndarray, rectangles: Sequence[Rectangle]) -> list[Change]:
    """Copy what changed in a picture, with as much around it as its conversion needs."""
    height, width = pixels.shape[:2]
    if sum(r.area for r in rectangles) > 0.6 * height * width:
        return [Change(pixels.copy(), 0, 0, Rectangle(0, 0, width, height))]
    result = []
    for place in merged(_even(r.wider(_AROUND), width, height) for r in rectangles):
        source = _of_a_common_size(_even(place.wider(_AROUND), width, height), width, height)
        result.append(
            Change(np.ascontiguousarray(pixels[source.slices]), source.left, source.top, place)
        )
    return result


def _even(rectangle: Rectangle, width: int, height: int) -> Rectangle:
    """Return the smallest rectangle on the picture that holds this one and whole chroma samples."""
    return Rectangle(
        max(rectangle.left - rectangle.left % 2, 0),
        max(rectangle.top - rectangle.top % 2, 0),
        min(rectangle.right + rectangle.right % 2, width),
        min(rectangle.bottom + rectangle.bottom % 2, height),
    )


def _of_a_common_size(rectangle: Rectangle, width: int, height: int) -> Rectangle:
    """Return a rectangle on the picture that holds this one, of few sizes that come again.

    FFmpeg prepares itself for every new size, which takes longer than to convert a small part.
    """
    left, right = _stretched(rectangle.left, rectangle.right, width)
    top, bottom = _stretched(rectangle.top, rectangle.bottom, height)
    return Rectangle(left, top, right, bottom)


def _stretched(start: int, end: int, most: int) -> tuple[int, int]:
    """Return an even start, and an end that is a multiple of the step behind it, if it can be."""
    size = -(-(end - start) // _STEP) * _STEP
    start = max(0, min(start, (most - size) // 2 * 2))
    return start, max(end, min(start + size, most))


class AbandonedError(RuntimeError):
    """The segment is not wanted any more."""


@dataclass(frozen=True, slots=True)
class _Patch:
    """Converted pixels, and where they belong in each plane."""

    places: tuple[tuple[slice, slice], ...]
    parts: tuple[np.ndarray, ...]

    @property
    def size(self) -> int:
        """Bytes it takes."""
        return sum(part.size for part in self.parts)

    def apply(self, planes: Sequence[np.ndarray]) -> None:
        """Put the pixels into a picture."""
        for plane, place, part in zip(planes, self.places, self.parts, strict=True):
            plane[place] = part


class PlanesEncoder(VideoSegmentEncoder):
    """Encodes one segment from the changes of its pictures; the first has to be whole.

    The changes are kept until it is known which rows of the picture they touch, so that x264 gets
    no others (see :mod:`scenes.rendering.engine.video.bands`). As soon as that would gain little,
    or too much is kept, or where the file is of another kind, x264 gets whole pictures.
    """

    _stream: av.VideoStream
    abandoned = False
    """Set from another thread to have the segment given up soon, not when it is encoded."""

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=spec)
        self._frame = new_frame(spec.width, spec.height)
        self._planes = planes_of(self._frame)
        self._time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        self._converters: dict[tuple[int, ...], VideoReformatter] = {}
        self._waiting: deque[tuple[list[_Patch], int]] | None = deque()
        self._waiting_size = 0
        self._turns = np.zeros(spec.height, bool)
        self._rows: list[int] = []
        self._band = range(0)

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Apply the changes and encode the picture `repeat` times, now or later."""
        if repeat < 1:
            raise ValueError("Frame repeat must be a positive integer.")
        try:
            news: Sequence[Change] = pixels  # Manim hands on what the renderer gave it
            patches = [self._converted(change) for change in news]
            if self._waiting is None:
                self._encode(patches, repeat)
                return
            self._wait(patches, repeat, news)
            if self._waiting_size > _MOST_WAITING or (news and not self._gains()):
                self._encode_waiting()
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def finish(self) -> None:
        """Encode what was kept, flush encoded packets and close the segment."""
        try:
            if self._waiting and not self._closed:
                self._encode_band(self._waiting)
        except Exception as error:
            raise self._operation_error("finish", error) from error
        super().finish()

    def _wait(self, patches: list[_Patch], repeat: int, pixels: Sequence[Change]) -> None:
        """Keep the changes of a picture; the first picture is put in place at once."""
        assert self._waiting is not None
        if self._waiting:
            self._waiting_size += sum(patch.size for patch in patches)
            self._waiting.append((patches, repeat))
            for change in pixels:
                self._rows.append(change.place.top)
                self._rows.append(change.place.bottom)
        else:
            for patch in patches:
                patch.apply(self._planes)
            self._turns = turns_of(self._frame)
            self._waiting.append(([], repeat))

    def _gains(self) -> bool:
        """Say whether the rows that change are few enough, as far as is known."""
        self._rows = [min(self._rows), max(self._rows)] if self._rows else []
        self._band = band_around(self._turns, *self._rows) if self._rows else range(0)
        return len(self._band) * BLOCK < _TALLEST * self.spec.height

    def _encode_band(self, waiting: deque[tuple[list[_Patch], int]]) -> None:
        """Encode the whole segment as a band that changes, and what stays around it."""
        self._container.start_encoding()
        header = self._stream.codec_context.extradata or b""
        count = sum(repeat for _, repeat in waiting)
        try:
            encoder = BandEncoder(self._frame, self._band, count, self.spec, header)
        except UnknownStreamError:
            self._encode_waiting()
            return
        while waiting:
            self._check()
            patches, repeat = waiting.popleft()
            for patch in patches:
                patch.apply(self._planes)
            self._mux(encoder.encode(self._frame, repeat))
        self._mux(encoder.finish())
        self._next_pts = count

    def _mux(self, pictures: Iterable[Encoded]) -> None:
        for picture in pictures:
            packet = av.Packet(picture.data)
            packet.stream = self._stream
            packet.time_base = self._time_base
            packet.pts, packet.dts, packet.duration = picture.pts, picture.dts, 1
            packet.is_keyframe = picture.is_key
            self._container.mux(packet)

    def _encode_waiting(self) -> None:
        """Encode whole pictures, from now on."""
        waiting, self._waiting = self._waiting or deque(), None
        while waiting:
            self._check()
            self._encode(*waiting.popleft())

    def _check(self) -> None:
        if self.abandoned:
            raise AbandonedError("the render was given up")

    def _encode(self, patches: Iterable[_Patch], repeat: int) -> None:
        """Encode the picture as so many frames."""
        for patch in patches:
            patch.apply(self._planes)
        for _ in range(repeat):
            self._frame.pts = self._next_pts
            self._frame.time_base = self._time_base
            self._next_pts += 1
            for packet in self._stream.encode(self._frame):
                self._container.mux(packet)

    def _converted(self, change: Change) -> _Patch:
        """Return the new pixels as they go into the planes."""
        if len(self._converters) > _MOST:
            self._converters.clear()
        converter = self._converters.setdefault(change.pixels.shape, VideoReformatter())
        frame = av.VideoFrame.from_ndarray(change.pixels, format="rgba")
        place, places, parts = change.place, [], []
        for k, plane in enumerate(planes_of(converter.reformat(frame, format=HANDLED))):
            size = 1 if k == 0 else 2
            rows = slice(place.top // size, -(-place.bottom // size))
            columns = slice(place.left // size, -(-place.right // size))
            top, left = rows.start - change.top // size, columns.start - change.left // size
            places.append((rows, columns))
            parts.append(
                plane[
                    top : top + rows.stop - rows.start, left : left + columns.stop - columns.start
                ].copy()
            )
        return _Patch(tuple(places), tuple(parts))
