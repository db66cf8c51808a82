"""A picture that is held: one picture, and as many that say "the same again".

x264 takes as long for a frame that equals the one before as for any other. Here such a frame is
written directly: a slice all of whose macroblocks are skipped (ITU-T H.264, 7.3.3 and 7.3.4), some
hundred bytes that depend on the size of the picture alone. Any decoder shows the picture again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import av
import numpy as np
from manim._config.video_encoder import VideoEncoderSpec

from scenes.rendering.engine.bits import BitReader, BitWriter, escaped, nal_units, unescaped

__all__ = ["UnknownStreamError", "held_packets"]

_CODEC = "libx264"
_SLICE, _INSTANT, _SEQUENCE, _PICTURE = 1, 5, 7, 8
"""Types of NAL units: a slice, one of a key frame, and the two parameter sets."""
_REFERENCE = 2 << 5
_P_SLICES = 5
_LOOKAHEAD = 40
"""Frames ahead that x264 takes into account, by default, for the quality of a picture."""


class UnknownStreamError(ValueError):
    """The encoder was asked for a stream of a kind that is not written here."""


@dataclass(frozen=True)
class _Layout:
    """What the parameter sets say of the headers of slices."""

    frame_bits: int
    order_bits: int
    weighted: bool
    start_quality: int
    deblocking: bool

    def header(self, index: int, entropy: int, quality: int) -> BitWriter:
        """Return the header of the slice of frame `index` after a key frame."""
        writer = BitWriter()
        writer.unsigned(0)
        writer.unsigned(_P_SLICES)
        writer.unsigned(0)
        writer.fixed(index, self.frame_bits)
        writer.fixed(2 * index, self.order_bits)
        writer.fixed(1, 1)  # one reference,
        writer.unsigned(0)
        writer.fixed(0, 1)  # the frame before
        if self.weighted:
            writer.unsigned(0)
            writer.unsigned(0)
            writer.fixed(0, 2)
        writer.fixed(0, 1)
        writer.unsigned(entropy)
        writer.signed(quality - self.start_quality)
        if self.deblocking:
            writer.unsigned(1)
        return writer


def held_packets(
    frame: av.VideoFrame, count: int, spec: VideoEncoderSpec, header: bytes
) -> Iterator[bytes]:
    """Yield the packets that show a frame `count` times, the first of them a key frame.

    Parameters
    ----------
    frame : av.VideoFrame
        In the encoder's pixel format.
    count : int
    spec : VideoEncoderSpec
    header : bytes
        The parameter sets of the file that the packets are for.

    Raises
    ------
    UnknownStreamError
        When the file is of a kind that this does not write.
    """
    if spec.codec != _CODEC or any("x264" in name for name, _ in _options(spec)):
        raise UnknownStreamError(spec.codec)
    layout = _layout(header)
    entropy, quality, skipped = _skipped(spec)
    sets, key = _encoded([frame], spec, (("x264-params", f"zones=0,0,b={_weight(count):.2f}"),))
    if _parameter_sets(sets) != _parameter_sets(header):
        raise UnknownStreamError("parameter sets that depend on the picture")
    yield key[0]
    for index in range(1, count):
        start = layout.header(index, entropy, quality).aligned()
        yield b"\0\0\0\1" + bytes([_REFERENCE | _SLICE]) + escaped(start + skipped)


def _weight(count: int) -> float:
    """Return how many times the bits of a single picture this one is worth.

    x264 spends more on a picture, the more frames ahead are made from it. This is what makes a
    picture of text and curves as good, by its signal-to-noise ratio, as x264 makes it in a hold.
    """
    return 1.1 + 0.085 * min(count, _LOOKAHEAD)


def _options(spec: VideoEncoderSpec) -> tuple[tuple[str, str], ...]:
    return tuple(dict(spec.options).items())


def _encoded(
    frames: list[av.VideoFrame], spec: VideoEncoderSpec, more: tuple[tuple[str, str], ...]
) -> tuple[bytes, list[bytes]]:
    """Return the parameter sets and the packets of frames encoded by themselves."""
    encoder = av.CodecContext.create(spec.codec, "w")
    encoder.width, encoder.height = spec.width, spec.height
    encoder.pix_fmt = spec.pixel_format
    encoder.framerate = spec.frame_rate
    encoder.time_base = 1 / Fraction(spec.frame_rate)
    encoder.options = {**dict(_options(spec)), **dict(more)}
    encoder.flags |= av.codec.context.Flags.global_header
    packets = []
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, encoder.time_base
        packets += encoder.encode(frame)
    packets += encoder.encode(None)
    return encoder.extradata or b"", [bytes(packet) for packet in packets]


def _parameter_sets(header: bytes) -> dict[int, bytes]:
    units = {unit[0] & 31: unit.rstrip(b"\0") for unit in nal_units(header)}
    return {kind: units.get(kind, b"") for kind in (_SEQUENCE, _PICTURE)}


def _layout(header: bytes) -> _Layout:
    """Read the parameter sets (ITU-T H.264, 7.3.2)."""
    sets = _parameter_sets(header)
    sequence = BitReader(unescaped(sets[_SEQUENCE][1:]))
    profile = sequence.fixed(24) >> 16
    _expect(sequence.unsigned() == 0)
    if profile >= 100:
        _expect(sequence.unsigned() == 1)
        _expect((sequence.unsigned(), sequence.unsigned()) == (0, 0))
        _expect(sequence.fixed(2) == 0)
    frame_bits = sequence.unsigned() + 4
    order = sequence.unsigned()
    _expect(order in (0, 2))  # said in each slice, or as they come
    order_bits = sequence.unsigned() + 4 if order == 0 else 0
    sequence.unsigned()
    sequence.fixed(1)
    sequence.unsigned()
    sequence.unsigned()
    _expect(sequence.fixed(1) == 1)

    picture = BitReader(unescaped(sets[_PICTURE][1:]))
    _expect((picture.unsigned(), picture.unsigned()) == (0, 0))
    _expect(picture.fixed(2) == 0b10)  # CABAC, no fields
    _expect(picture.unsigned() == 0)
    picture.unsigned()
    picture.unsigned()
    weighted = picture.fixed(1) == 1
    picture.fixed(2)
    start_quality = 26 + picture.signed()
    picture.signed()
    picture.signed()
    deblocking = picture.fixed(1) == 1
    picture.fixed(1)
    _expect(picture.fixed(1) == 0)
    return _Layout(frame_bits, order_bits, weighted, start_quality, deblocking)


def _expect(condition: bool) -> None:
    if not condition:
        raise UnknownStreamError("parameter sets of a kind that x264 does not write for Manim")


@lru_cache(maxsize=4)
def _skipped(spec: VideoEncoderSpec) -> tuple[int, int, bytes]:
    """Return the data of a slice of skipped macroblocks, and the two numbers CABAC begins with.

    They are taken from the second of two black frames, which x264 skips as a whole.
    """
    black = av.VideoFrame(spec.width, spec.height, spec.pixel_format)
    for plane, level in zip(black.planes, (16, 128, 128), strict=True):
        np.frombuffer(plane, np.uint8)[:] = level
    plain = (("x264-params", "bframes=0:ref=1:weightp=0:scenecut=0"),)
    sets, packets = _encoded([black, black], spec, plain)
    layout = _layout(sets)
    _expect(len(packets) == 2 and not layout.weighted)
    unit, *others = (u for u in nal_units(packets[1]) if u[0] & 31 == _SLICE)
    _expect(not others)
    reader = BitReader(unescaped(unit[1:]))
    _expect(reader.unsigned() == 0)
    _expect(reader.unsigned() == _P_SLICES)
    reader.unsigned()
    reader.fixed(layout.frame_bits + layout.order_bits)
    if reader.fixed(1):
        reader.unsigned()
    _expect(reader.fixed(1) == 0)
    if unit[0] >> 5 & 3:
        _expect(reader.fixed(1) == 0)
    entropy = reader.unsigned()
    quality = layout.start_quality + reader.signed()
    if layout.deblocking and reader.unsigned() != 1:
        reader.signed()
        reader.signed()
    start = -(-reader.place // 8)
    return entropy, quality, unescaped(unit[1:])[start:]
