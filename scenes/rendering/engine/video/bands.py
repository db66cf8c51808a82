"""Segments of which only some rows change, or none: x264 gets just the rows that do.

x264 takes most of its time for what stays: three quarters of a frame's time at 1920 × 1080 go by
where nothing moves. Here a picture is three slices. The middle one is what x264 makes of a smaller
picture, the rows that change; the others say "as before". Only in key frames do they have
content, which x264 makes as well. A picture that is held has no middle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple, cast

import av
import numpy as np
from manim._config.video_encoder import VideoEncoderSpec

from scenes.rendering.engine.video.bits import escaped, nal_units, unescaped
from scenes.rendering.engine.video.headers import PREDICTED, Layout, SliceHeader, UnknownStreamError
from scenes.rendering.engine.video.skipping import QUALITY, skipped_macroblocks

__all__ = [
    "BLOCK",
    "HANDLED",
    "BandEncoder",
    "Encoded",
    "band_around",
    "new_frame",
    "planes_of",
    "turns_of",
]

HANDLED = "yuv420p"
"""The pixel format that is filled in parts."""

BLOCK = 16
"""Rows and columns of a macroblock."""

_INSIDE = "mvrange=32:direct=spatial"
"""What keeps x264 inside the band, or near it: motion has a limit, and is never taken from lists of
pictures, of which FFmpeg's decoder knows but one a picture."""

_REACH = 36
"""Pixels beyond the band that a motion of 32 needs, and its interpolation."""

_FEW = 0.05
"""Of the pixels of a row, the part that may differ from the pixel before: the edges of lines."""

_CODEC = "libx264"
_SLICES = (1, 5)
"""Types of NAL units: a slice, and one of a key frame."""
_LOOKAHEAD = 40
"""Frames ahead that x264 takes into account, by default, for the quality of a picture."""


class Encoded(NamedTuple):
    """A picture in the stream."""

    data: bytes
    pts: int
    dts: int
    is_key: bool


def turns_of(picture: av.VideoFrame) -> np.ndarray:
    """Say which rows of pixels are no continuation of the row before, or are none for a long time.

    These are the rows that differ from the one before, and those of many colours: encoded, they
    differ.
    """
    turns = np.zeros(picture.height + 1, bool)
    for plane in planes_of(picture):
        differs = np.append(False, (plane[1:] != plane[:-1]).any(axis=1))
        busy = np.count_nonzero(plane[:, 1:] != plane[:, :-1], axis=1) > _FEW * plane.shape[1]
        found = np.flatnonzero(differs | busy)
        turns[found * (1 if len(plane) == picture.height else 2)] = True
    return turns[:-1]


def band_around(turns: np.ndarray, top: int, bottom: int) -> range:
    """Return the rows of blocks to encode where the rows of pixels top to bottom change.

    The decoder sees the picture beyond the band where x264 sees the band's last row again. So the
    band is as high as it takes for the two to be the same: as far as motion reaches beyond it,
    and one block into it, no row of pixels differs from the next. It ends on background, usually.

    Parameters
    ----------
    turns : array of bool, shape (height,)
        Of the segment's first picture.
    top, bottom : int
        Empty where nothing changes.

    Examples
    --------
    >>> turns = np.zeros(1080, bool)
    >>> band_around(turns, 600, 700)
    range(36, 45)
    >>> turns[570] = True  # an edge that is too near
    >>> band_around(turns, 600, 700)
    range(34, 45)
    """
    if top >= bottom:
        return range(0)
    last = -(-len(turns) // BLOCK)
    start, stop = max(top // BLOCK - 1, 0), min(-(-bottom // BLOCK) + 1, last)
    while start > 0 and turns[max(start * BLOCK - _REACH, 0) + 1 : (start + 1) * BLOCK].any():
        start -= 1
    while stop < last and turns[(stop - 1) * BLOCK + 1 : stop * BLOCK + _REACH].any():
        stop += 1
    return range(start, stop)


def new_frame(width: int, height: int) -> av.VideoFrame:
    """Return a picture for an encoder, without chance values in the bytes beyond its width.

    x264 lets the first of these bytes decide, where half the width is odd.
    """
    frame = av.VideoFrame(width, height, HANDLED)
    for plane in frame.planes:
        _bytes_of(plane)[:] = 0
    return frame


def planes_of(frame: av.VideoFrame) -> list[np.ndarray]:
    """Return the planes of a frame as arrays that share its memory."""
    return [
        _bytes_of(plane).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in frame.planes
    ]


def _bytes_of(plane: Any) -> np.ndarray:
    """Return the memory of a plane, a buffer, though PyAV's annotations do not say so."""
    return np.frombuffer(plane, np.uint8)


@dataclass(frozen=True)
class _Still:
    """A part of the picture that stays: its place, and its slice in a key frame."""

    first: int
    count: int
    header: SliceHeader
    data: bytes


class BandEncoder:
    """Encodes a segment outside of whose band nothing changes.

    Parameters
    ----------
    picture : av.VideoFrame
        The first picture, in the encoder's pixel format.
    band : range
        The rows of macroblocks that change; empty for a hold.
    count : int
        How many frames there will be.
    spec : VideoEncoderSpec
    header : bytes
        The parameter sets of the file that the slices are for.

    Raises
    ------
    UnknownStreamError
        When the file is of a kind that this does not write.
    """

    def __init__(
        self, picture: av.VideoFrame, band: range, count: int, spec: VideoEncoderSpec, header: bytes
    ) -> None:
        if spec.codec != _CODEC or any("x264" in name for name, _ in dict(spec.options).items()):
            raise UnknownStreamError(spec.codec)
        self.layout = Layout.read(header)
        self.spec = spec
        self.across = -(-spec.width // BLOCK)
        rows = -(-spec.height // BLOCK)
        self.band = band
        parts = [range(band.start), range(band.stop, rows)] if band else [range(rows)]
        weight = _weight(count)
        self.stills = [self._still(picture, part, weight) for part in parts if part]
        self._part = _cut(picture, band) if band else None
        self._encoder = self._open(self._part, _INSIDE) if self._part else None
        self._next = 0

    def encode(self, picture: av.VideoFrame, repeat: int) -> Iterator[Encoded]:
        """Encode the picture so many times, as far as the band goes."""
        if self._encoder is None or self._part is None:
            for _ in range(repeat):
                yield self._held(self._next)
                self._next += 1
            return
        _copy_rows(picture, self._part, self.band.start * BLOCK)
        for _ in range(repeat):
            self._part.pts = self._next
            self._next += 1
            for packet in self._encoder.encode(self._part):
                yield self._composed(packet)

    def finish(self) -> Iterator[Encoded]:
        """Return the pictures that x264 still keeps."""
        if self._encoder is not None:
            for packet in self._encoder.encode(None):
                yield self._composed(packet)

    def _composed(self, packet: av.Packet[Any]) -> Encoded:
        """Put the band's slice between slices of what stays."""
        assert packet.pts is not None
        assert packet.dts is not None
        unit = _slice_of(bytes(packet))
        header = SliceHeader.read(unit, self.layout)
        band = header.at(self.band.start * self.across, self.layout) + _data(unit, header)
        middle = _unit(unit[:1], band)
        around = {still.first: self._around(still, unit[:1], header) for still in self.stills}
        slices = sorted({**around, self.band.start * self.across: middle}.items())
        data = b"".join(part for _, part in slices)
        return Encoded(data, packet.pts, packet.dts, header.key is not None)

    def _around(self, still: _Still, first_byte: bytes, header: SliceHeader) -> bytes:
        if header.key is not None:
            start = replace(still.header, key=header.key).at(still.first, self.layout)
            return _unit(first_byte, start + still.data)
        again = header.again(QUALITY, self.layout)
        data = skipped_macroblocks(still.count, again.kind)
        return _unit(first_byte, again.at(still.first, self.layout) + data)

    def _held(self, number: int) -> Encoded:
        """Return frame `number` of a picture that is held."""
        (still,) = self.stills
        if number == 0:
            return Encoded(self._around(still, b"\x65", still.header), 0, 0, True)
        header = replace(
            still.header, kind=PREDICTED, frame=number, order=2 * number, key=None, marking="0"
        )
        return Encoded(self._around(still, b"\x41", header), number, number, False)

    def _still(self, picture: av.VideoFrame, part: range, weight: float) -> _Still:
        cut = _cut(picture, part)
        encoder = self._open(cut, f"zones=0,0,b={weight:.2f}")
        cut.pts = 0
        (packet,) = [*encoder.encode(cut), *encoder.encode(None)]
        unit = _slice_of(bytes(packet))
        header = SliceHeader.read(unit, self.layout)
        return _Still(
            part.start * self.across, len(part) * self.across, header, _data(unit, header)
        )

    def _open(self, picture: av.VideoFrame, more: str) -> av.VideoCodecContext:
        """Open x264 for pictures of this size, with the settings of the file and `more`."""
        spec = self.spec
        encoder = cast(av.VideoCodecContext, av.CodecContext.create(spec.codec, "w"))
        encoder.width, encoder.height = picture.width, picture.height
        encoder.pix_fmt = spec.pixel_format
        encoder.framerate = spec.frame_rate
        picture.time_base = encoder.time_base = 1 / Fraction(spec.frame_rate)
        encoder.options = {**dict(spec.options), "x264-params": more}
        encoder.flags |= av.codec.context.Flags.global_header
        encoder.open()
        if Layout.read(encoder.extradata or b"") != self.layout:
            raise UnknownStreamError("parameter sets that depend on the size of the picture")
        return encoder


def _weight(count: int) -> float:
    """Return how many times the bits of a single picture this one is worth.

    x264 spends more on a picture, the more frames ahead are made from it. This is what makes a
    picture of text and curves as good, by its signal-to-noise ratio, as x264 makes it in a hold.
    """
    return 1.1 + 0.085 * min(count, _LOOKAHEAD)


def _cut(picture: av.VideoFrame, part: range) -> av.VideoFrame:
    """Return some rows of macroblocks as a picture."""
    top, bottom = part.start * BLOCK, min(part.stop * BLOCK, picture.height)
    cut = new_frame(picture.width, bottom - top)
    _copy_rows(picture, cut, top)
    return cut


def _copy_rows(picture: av.VideoFrame, cut: av.VideoFrame, top: int) -> None:
    for k, (to, plane) in enumerate(zip(planes_of(cut), planes_of(picture), strict=True)):
        start = top if k == 0 else top // 2
        to[:] = plane[start : start + len(to)]


def _slice_of(packet: bytes) -> bytes:
    """Return the only slice in a packet, escapes removed."""
    units = [unit for unit in nal_units(packet) if unit[0] & 31 in _SLICES]
    if len(units) != 1:
        raise UnknownStreamError(f"{len(units)} slices in a picture")
    return unescaped(units[0])


def _data(unit: bytes, header: SliceHeader) -> bytes:
    """Return what comes after the header of a slice; it begins with a byte of its own."""
    return unit[1 + -(-header.length // 8) :]


def _unit(first_byte: bytes, payload: bytes) -> bytes:
    return b"\0\0\0\1" + first_byte + escaped(payload)
