"""A film cut at its beats: what a slide needs of each."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

__all__ = ["Deck", "Slide"]

_QUALITY = 90
"""Of the pictures, as JPEG."""


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One beat of a film.

    Attributes
    ----------
    title : str
    captions : tuple of str
    first, last, rest : int
        Its first and last frame, and the one to pause at.
    picture : bytes
        That frame, as JPEG.
    """

    title: str
    captions: tuple[str, ...]
    first: int
    last: int
    rest: int
    picture: bytes


@dataclass(frozen=True, kw_only=True)
class Deck:
    """A film and its slides.

    Attributes
    ----------
    title : str
    film : Path
        An mp4.
    fps : float
    size : tuple of int
        Width and height in pixels.
    slides : tuple of Slide
    """

    title: str
    film: Path
    fps: float
    size: tuple[int, int]
    slides: tuple[Slide, ...]

    @classmethod
    def of(cls, film: Path, beats: Path, title: str) -> Deck:
        """Return the deck of a film from the file that says where its beats are.

        Parameters
        ----------
        film : Path
        beats : Path
            As ``--beats`` writes it.
        title : str
        """
        told: dict[str, Any] = json.loads(beats.read_text(encoding="utf-8"))
        rests = {int(beat["rest"]) for beat in told["beats"]}
        pictures: dict[int, bytes] = {}
        size = (0, 0)
        for number, picture in _frames(film):
            size = picture.size
            if number in rests:
                pictures[number] = _jpeg(picture)
        slides = tuple(
            Slide(
                title=beat["title"],
                captions=tuple(beat["captions"]),
                first=beat["first"],
                last=beat["last"],
                rest=beat["rest"],
                picture=pictures[beat["rest"]],
            )
            for beat in told["beats"]
        )
        return cls(title=title, film=film, fps=told["fps"], size=size, slides=slides)

    def clip(self, slide: Slide, target: Path) -> None:
        """Write the frames of a slide as an mp4 of their own; nothing is encoded again.

        A beat begins with a play, and each play begins with a frame that stands alone.
        """
        step = Fraction(1) / Fraction(self.fps).limit_denominator(1001)
        with av.open(str(self.film)) as source, av.open(str(target), "w") as made:
            stream = source.streams.video[0]
            copy = made.add_stream_from_template(stream)
            base = stream.time_base or Fraction(1, 1)
            start = None
            for packet in source.demux(stream):
                if packet.pts is None or packet.dts is None:
                    continue
                frame = round(packet.pts * base / step)
                if not slide.first <= frame <= slide.last:
                    continue
                start = packet.dts if start is None else start
                first = round(slide.first * step / base)
                packet.pts, packet.dts = packet.pts - first, packet.dts - first
                packet.stream = copy
                made.mux(packet)


def _frames(film: Path) -> Iterator[tuple[int, Image.Image]]:
    """Yield the frames of a film as pictures, with their numbers."""
    with av.open(str(film)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            yield number, Image.fromarray(frame.to_ndarray(format="rgb24"))


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
