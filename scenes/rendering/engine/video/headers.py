"""Headers of an H.264 stream before the pixels: parameter sets and the headers of slices.

Read and written as far as x264 makes use of it (ITU-T H.264, 7.3.2 and 7.3.3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.rendering.engine.video.bits import BitReader, BitWriter, nal_units, unescaped

__all__ = ["BIDIRECTIONAL", "INTRA", "PREDICTED", "Layout", "SliceHeader", "UnknownStreamError"]

PREDICTED, BIDIRECTIONAL, INTRA = range(3)
"""Kinds of slices: from pictures before, from pictures on both sides, from nothing else."""

_SEQUENCE, _PICTURE = 7, 8
"""Types of NAL units: the two parameter sets."""

_LONGEST = 128
"""Bytes that hold the longest header that x264 writes, some times over."""

_NOWHERE, _WITHIN = 1, 2
"""Where edges of blocks are smoothed: nowhere; inside a slice, not between it and another."""


class UnknownStreamError(ValueError):
    """The encoder was asked for a stream of a kind that is not written here."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The layout of the headers of slices, from the parameter sets.

    Two streams with the same layout can give slices to one picture.
    """

    picture_set: bytes
    frame_bits: int
    order_bits: int
    frames_kept: int
    references: tuple[int, int]
    weighted: bool
    start_quality: int

    @classmethod
    def read(cls, header: bytes) -> Layout:
        """Read the parameter sets at the beginning of a stream.

        Raises
        ------
        UnknownStreamError
            When they are of a kind that x264 does not write for Manim.
        """
        units = {unit[0] & 31: unit.rstrip(b"\0") for unit in nal_units(header)}
        if not {_SEQUENCE, _PICTURE} <= units.keys():
            raise UnknownStreamError("no parameter sets")
        sequence = BitReader(unescaped(units[_SEQUENCE][1:]))
        _expect(sequence.fixed(24) >> 16 >= 100)  # High: 8 x 8 transforms may be said
        _expect(sequence.unsigned() == 0)
        _expect([sequence.unsigned() for _ in range(3)] == [1, 0, 0])  # 4:2:0, 8 bits
        _expect(sequence.fixed(2) == 0)
        frame_bits = sequence.unsigned() + 4
        order = sequence.unsigned()
        _expect(order in (0, 2))  # said in each slice, or as they come
        order_bits = sequence.unsigned() + 4 if order == 0 else 0
        frames_kept = sequence.unsigned()
        _expect(sequence.fixed(1) == 0)  # no gaps between the numbers of frames
        sequence.unsigned()
        sequence.unsigned()
        _expect(sequence.fixed(1) == 1)  # no fields

        picture = BitReader(unescaped(units[_PICTURE][1:]))
        _expect((picture.unsigned(), picture.unsigned()) == (0, 0))
        _expect(picture.fixed(2) == 0b10)  # CABAC, no fields
        _expect(picture.unsigned() == 0)
        references = picture.unsigned() + 1, picture.unsigned() + 1
        weighted = picture.fixed(1) == 1
        _expect(picture.fixed(2) != 1)  # no explicit weights for two directions
        start_quality = 26 + picture.signed()
        picture.signed()
        picture.signed()
        _expect(picture.fixed(1) == 1)  # the filter of edges is said in each slice
        picture.fixed(1)
        _expect(picture.fixed(1) == 0)
        return cls(
            picture_set=units[_PICTURE],
            frame_bits=frame_bits,
            order_bits=order_bits,
            frames_kept=frames_kept,
            references=references,
            weighted=weighted,
            start_quality=start_quality,
        )


@dataclass(frozen=True, kw_only=True)
class SliceHeader:
    """The header of a slice.

    Attributes
    ----------
    kind : int
        `PREDICTED`, `BIDIRECTIONAL` or `INTRA`.
    frame, order : int
        Numbers of the picture, in the order of decoding and of showing.
    key : int, optional
        The number of a key frame, which alternates between two that follow each other.
    references, marking : str
        Bits: which pictures it is made from, and with what weights; which are kept.
    entropy : int
        The table that CABAC begins with; 0 in an intra slice, which has no choice.
    quality : int
        The quantiser.
    edges : tuple of int, optional
        Thresholds of the filter, if edges are smoothed.
    length : int
        How many bits it takes.
    """

    kind: int
    frame: int
    order: int
    key: int | None
    references: str
    marking: str
    entropy: int
    quality: int
    edges: tuple[int, int] | None = None
    length: int = 0

    @classmethod
    def read(cls, unit: bytes, layout: Layout) -> SliceHeader:
        """Read the header of a slice from its NAL unit, escapes removed."""
        key_frame = unit[0] & 31 == 5
        reader = BitReader(unit[1:_LONGEST])
        _expect(reader.unsigned() == 0)
        kind = reader.unsigned() % 5
        _expect(kind in (PREDICTED, BIDIRECTIONAL, INTRA) and reader.unsigned() == 0)
        frame = reader.fixed(layout.frame_bits)
        key = reader.unsigned() if key_frame else None
        order = reader.fixed(layout.order_bits)
        start = reader.place
        if kind != INTRA:
            _read_references(reader, kind, layout)
        references = reader.since(start)
        start = reader.place
        if unit[0] >> 5 & 3:
            _read_marking(reader, key_frame)
        marking = reader.since(start)
        entropy = reader.unsigned() if kind != INTRA else 0
        quality = layout.start_quality + reader.signed()
        _expect(reader.unsigned() == 0)  # edges are smoothed everywhere
        edges = reader.signed(), reader.signed()
        return cls(
            kind=kind,
            frame=frame,
            order=order,
            key=key,
            references=references,
            marking=marking,
            entropy=entropy,
            quality=quality,
            edges=edges,
            length=reader.place,
        )

    def again(self, quality: int, layout: Layout) -> SliceHeader:
        """Return the header of another slice of the picture, which repeats the frame before."""
        references = BitWriter()
        if self.kind == BIDIRECTIONAL:
            references.fixed(0b11, 2)  # motion is that of the neighbours; how many references:
            references.unsigned(0, 0)  # one each
            references.fixed(0b00, 2)
        else:
            references.fixed(1, 1)
            references.unsigned(0)
            references.fixed(0, 1)
            if layout.weighted:
                references.unsigned(0, 0)
                references.fixed(0, 2)
        kind = BIDIRECTIONAL if self.kind == BIDIRECTIONAL else PREDICTED
        return replace(
            self, kind=kind, references=references.bits, entropy=0, quality=quality, edges=None
        )

    def at(self, first: int, layout: Layout) -> bytes:
        """Write it for a slice that begins at macroblock `first` and keeps to itself."""
        writer = BitWriter()
        writer.unsigned(first, self.kind, 0)
        writer.fixed(self.frame, layout.frame_bits)
        if self.key is not None:
            writer.unsigned(self.key)
        writer.fixed(self.order, layout.order_bits)
        writer.bits += self.references + self.marking
        if self.kind != INTRA:
            writer.unsigned(self.entropy)
        writer.signed(self.quality - layout.start_quality)
        if self.edges is None:
            writer.unsigned(_NOWHERE)
        else:
            writer.unsigned(_WITHIN)
            writer.signed(*self.edges)
        return writer.aligned()


def _read_references(reader: BitReader, kind: int, layout: Layout) -> None:
    directions = 2 if kind == BIDIRECTIONAL else 1
    if kind == BIDIRECTIONAL:
        reader.fixed(1)
    counts = list(layout.references[:directions])
    if reader.fixed(1):
        counts = [reader.unsigned() + 1 for _ in range(directions)]
    for _ in range(directions):
        if reader.fixed(1):
            while reader.unsigned() != 3:
                reader.unsigned()
    if layout.weighted and kind == PREDICTED:
        reader.unsigned()
        reader.unsigned()
        for _ in range(counts[0]):
            for numbers in (2, 4):  # luma, and both chromas
                if reader.fixed(1):
                    for _ in range(numbers):
                        reader.signed()


def _read_marking(reader: BitReader, key_frame: bool) -> None:
    if key_frame:
        reader.fixed(2)
    elif reader.fixed(1):
        while command := reader.unsigned():
            _expect(command == 1)  # forget one picture
            reader.unsigned()


def _expect(condition: bool) -> None:
    if not condition:
        raise UnknownStreamError("headers of a kind that x264 does not write for Manim")
