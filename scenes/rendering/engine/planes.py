"""Pictures as an encoder wants them: luma and halved chroma, converted only where they change.

Stands in for ``VideoSegmentEncoder.write_frame``, which copies a whole picture into a new frame
and has it converted, for every frame. The conversion is FFmpeg's own in both; of a part it is the
same as of the whole when a few pixels around the part go with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.rendering.engine.holds import UnknownStreamError, held_packets
from scenes.rendering.engine.rectangles import Rectangle, merged

__all__ = ["HANDLED", "Change", "PlanesEncoder", "changes"]

HANDLED = "yuv420p"
"""The pixel format that is filled in parts."""

_AROUND = 4
"""Pixels around a changed one whose chroma it may touch; even, and more than the filter reads."""

_STEP = 64
"""Widths and heights of converted parts are multiples of it."""

_MOST = 60
"""Sizes that an encoder keeps itself prepared for."""


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


class PlanesEncoder(VideoSegmentEncoder):
    """Encodes one segment from the changes of its pictures; the first has to be whole.

    A segment that is one picture held is not given to the encoder frame by frame (see
    :mod:`scenes.rendering.engine.holds`), where the file is of a kind that can do without.
    """

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        super().__init__(target=target, spec=spec)
        self._frame = av.VideoFrame(spec.width, spec.height, HANDLED)
        self._planes = _planes(self._frame)
        self._time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        self._held = 0
        self._converters: dict[tuple[int, ...], VideoReformatter] = {}

    def write_frame(self, pixels: Sequence[Change], *, repeat: int = 1) -> None:
        """Apply the changes and encode the picture `repeat` times."""
        if repeat < 1:
            raise ValueError("Frame repeat must be a positive integer.")
        try:
            if pixels and self._held:
                self._encode_held()
            for change in pixels:
                self._apply(change)
            if self._next_pts:
                self._encode(repeat)
            else:
                self._held += repeat
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def finish(self) -> None:
        """Encode what is held, flush encoded packets and close the segment."""
        try:
            if self._held and not self._closed:
                self._hold()
        except Exception as error:
            raise self._operation_error("finish", error) from error
        super().finish()

    def _hold(self) -> None:
        """Write the segment's only picture as a hold, or as frames where that cannot be."""
        self._container.start_encoding()
        header = self._stream.codec_context.extradata or b""
        try:
            packets = list(held_packets(self._frame, self._held, self.spec, header))
        except UnknownStreamError:
            self._encode_held()
            return
        for number, data in enumerate(packets):
            packet = av.Packet(data)
            packet.stream = self._stream
            packet.time_base = self._time_base
            packet.pts = packet.dts = number
            packet.duration = 1
            packet.is_keyframe = number == 0
            self._container.mux(packet)
        self._next_pts = self._held
        self._held = 0

    def _encode_held(self) -> None:
        count, self._held = self._held, 0
        self._encode(count)

    def _encode(self, count: int) -> None:
        """Encode the picture as so many frames."""
        for _ in range(count):
            self._frame.pts = self._next_pts
            self._frame.time_base = self._time_base
            self._next_pts += 1
            for packet in self._stream.encode(self._frame):
                self._container.mux(packet)

    def _apply(self, change: Change) -> None:
        place = change.place
        converted = _planes(self._converted(change.pixels))
        for k, (to, part) in enumerate(zip(self._planes, converted, strict=True)):
            size = 1 if k == 0 else 2
            rows = slice(place.top // size, -(-place.bottom // size))
            columns = slice(place.left // size, -(-place.right // size))
            top, left = rows.start - change.top // size, columns.start - change.left // size
            to[rows, columns] = part[
                top : top + rows.stop - rows.start, left : left + columns.stop - columns.start
            ]

    def _converted(self, pixels: np.ndarray) -> av.VideoFrame:
        if len(self._converters) > _MOST:
            self._converters.clear()
        converter = self._converters.setdefault(pixels.shape, VideoReformatter())
        frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
        return converter.reformat(frame, format=HANDLED)


def _planes(frame: av.VideoFrame) -> list[np.ndarray]:
    """Return the planes of a frame as arrays that share its memory."""
    return [
        np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in frame.planes
    ]
