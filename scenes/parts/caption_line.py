"""The caption line of a lesson: what is said now, and how long it has to stay."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from scenes.captions import Caption, Catalogue
from scenes.captions.caption import CaptionTooLongError
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.parts.fades import in_place_of
from scenes.parts.timeline import Said
from scenes.stage import CAPTION
from scenes.theme import SMALLEST, TextKind, Theme
from scenes.typed_manim import Animation, VGroup, Wait

__all__ = ["CaptionLine"]

_LINE_PITCH = 1.4  # of caption lines, in ems


class CaptionLine:
    """One caption at a time, on two lines at most.

    Parameters
    ----------
    catalogue : Catalogue
    theme : Theme
    burned : bool
        Whether captions are drawn into the picture.

    Attributes
    ----------
    lines : VGroup of Text
        The caption on the frame.
    """

    def __init__(self, catalogue: Catalogue, theme: Theme, *, burned: bool) -> None:
        self.lines: VGroup[Text] = VGroup()
        self._catalogue, self._theme, self._burned = catalogue, theme, burned
        self._caption: Caption | None = None
        self._start = 0.0

    def fitting(self, key: str, values: Mapping[str, Any]) -> Caption:
        """Return a caption; if its values are too long for it, the one that leaves them out."""
        caption = self._catalogue.caption(key, **values)
        with suppress(CaptionTooLongError):
            _ = caption.lines
            return caption
        with suppress(KeyError):
            return self._catalogue.caption(f"{key}.short", **values)
        return caption

    def turn_to(self, caption: Caption) -> list[Animation]:
        """Return the animations that put a caption in place of the one before."""
        if not self._burned:
            return [Wait()]
        old, self.lines = self.lines, self._typeset(caption)
        return in_place_of(old, self.lines)

    def begin(self, caption: Caption, time: float) -> None:
        """Count the reading time of a caption that is on the frame from now on."""
        self._caption, self._start = caption, time

    def unread(self, time: float, pace: float) -> float:
        """Return how many more seconds the caption needs at a pace of reading."""
        if self._caption is None:
            return 0.0
        return self._start + self._caption.reading_time * pace - time

    def taken_down(self, time: float) -> Said | None:
        """Return what was said until now, once; None if nothing was."""
        caption, self._caption = self._caption, None
        return None if caption is None else Said(caption, self._start, time)

    def _typeset(self, caption: Caption) -> VGroup[Text]:
        colours = self._theme.colours
        bodies = ["".join(p.markup(colours) for p in line) for line in caption.lines]
        lines = VGroup(*(Text(body, self._theme, TextKind.CAPTION) for body in bodies))
        pitch = _LINE_PITCH * SMALLEST[TextKind.CAPTION] * UNITS_PER_POINT
        x, y, _ = CAPTION.centre
        for k, line in enumerate(lines):
            line.stand_at(x, y + ((len(lines) - 1) / 2 - k) * pitch - pitch / 4)
        return lines.shift((0, max(0.0, CAPTION.bottom - region_of(lines).bottom), 0))
