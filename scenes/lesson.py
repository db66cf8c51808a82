"""The base of every lesson: beats, captions that stay long enough to be read, holds, and a pace."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from manim import (
    Animation,
    FadeIn,
    FadeOut,
    Scene,
    VGroup,
    VMobject,
    Wait,
    config,
    smooth,
    squish_rate_func,
)

from linalg.notation import to_typst
from linalg.record import Record
from scenes.captions import Caption, Catalogue
from scenes.captions.caption import CaptionTooLongError
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.parameters import Parameters
from scenes.presentation import Presentation
from scenes.stage import CAPTION, FORMULA, Region
from scenes.theme import SMALLEST, THEMES, Role, TextKind, Theme
from scenes.timeline import Beat, Said, Timeline
from scenes.typeset import mathematics, typeset

__all__ = ["Lesson", "UnprovenRecordError"]

PACE: Mapping[str, float] = MappingProxyType({"slow": 1.3, "normal": 1.0, "fast": 0.7})
_READING = MappingProxyType({"slow": 1.4, "normal": 1.15, "fast": 1.0})
SHORTEST_MOTION, LONGEST_MOTION = 0.5, 3.0
SHORTEST_HOLD = 1.0
_CAPTION_FADE = 0.6
_FORMULA_SIZE = 52
_LESSONS = Path(__file__).resolve().parent / "lessons"
_LINE_PITCH = 1.4  # of caption lines, in ems


class UnprovenRecordError(RuntimeError):
    """A record that does not pass its own check, so that nobody may animate it."""


class Lesson(Scene):
    """A scene that shows records and says what it shows.

    A subclass names its `parameters_class`, returns the records it draws from `records`, and tells
    the story in ``construct``.

    Parameters
    ----------
    parameters : Parameters, optional
        What the lesson is about; if left out, the `parameters` of a subclass, or the example of
        its `parameters_class`.
    presentation : Presentation, optional
        Language, theme, pace and captions; if left out, the `presentation` of a subclass.
    **options
        Those of Manim's ``Scene``.

    Attributes
    ----------
    timeline : Timeline
        Beats and captions so far, with their times.
    formula_region : Region or None
        Where the one formula stands that the eye is led to; None where there is no room for it.
    formula_text : Text or None
        The formula that is shown there.
    """

    parameters_class: ClassVar[type[Parameters]]
    parameters: Any
    presentation: Presentation = Presentation()

    def __init__(
        self,
        parameters: Parameters | None = None,
        presentation: Presentation | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        if parameters is not None:
            self.parameters = parameters
        elif not hasattr(type(self), "parameters"):
            self.parameters = self.parameters_class.example()
        self.presentation = presentation or type(self).presentation
        self.timeline = Timeline()
        self._caption: Caption | None = None
        self._caption_start = 0.0
        self._lines = VGroup()
        self.formula_text: Text | None = None
        self.formula_region: Region | None = FORMULA

    def records(self) -> Iterable[Record]:
        """Return the records that the lesson draws; each is asked for its proof first."""
        raise NotImplementedError

    # What a subclass reads.

    @property
    def theme(self) -> Theme:
        """The colours of this run."""
        return THEMES[self.presentation.theme]

    @cached_property
    def catalogue(self) -> Catalogue:
        """The captions of this lesson, or of the one it is made from, in its language."""
        modules = [sys.modules.get(kind.__module__) for kind in type(self).__mro__]
        folders = [Path(getattr(module, "__file__", None) or "").parent for module in modules]
        lessons = [folder.name for folder in folders if folder.resolve().parent == _LESSONS]
        return Catalogue(self.presentation.language, next(iter(lessons), None))

    def words(self, key: str, **values: object) -> str:
        """Return the plain text of a key: a title, or a word within a formula."""
        return self.catalogue.caption(key, **values).text

    def label(self, *parts: object, role: Role = Role.FOREGROUND, size: float = 32) -> Text:
        """Return a formula of a size to stand beside something."""
        return Text(self.markup(*parts), self.theme, TextKind.LABEL, size, role)

    def markup(self, *parts: object) -> str:
        """Return parts in the sense of ``linalg.notation`` as markup in this theme's colours."""
        return mathematics(to_typst(parts, colours=self.theme.colours))

    # What a storyboard is told with.

    def beat(self, key: str, **values: object) -> None:
        """Begin a named section."""
        title = self.words(key, **values)
        self.next_section(title)
        self.timeline.beats.append(Beat(title, self.time))

    def say(self, key: str, *animations: Animation, **values: Any) -> None:
        """Show a caption in place of the one before, which stays until it could be read.

        Parameters
        ----------
        key : str
        *animations
            Quiet changes that come with it: a highlight, a label.
        **values
            The caption's values, and ``count`` where it has a plural.
        """
        self.finish_reading()
        fades = self._fade_caption(self._fitting_caption(key, values))
        self.play(*fades, *animations, run_time=self._motion(_CAPTION_FADE))
        self._caption_start = self.time

    def formula(self, *parts: object, margin: float = 0.0) -> list[Animation]:
        """Return the animations that put a formula in its place, and the one before away.

        A margin leaves room at its sides, for a box. Without parts the place is left empty; so it
        is for a formula too large for it at a legible size, which nobody would read either.
        """
        leaving = self.formula_text
        self.formula_text = self._fitting(parts, margin) if parts else None
        return _in_place_of(leaving, self.formula_text)

    def _fitting(self, parts: tuple[object, ...], margin: float = 0.0) -> Text | None:
        region = self.formula_region
        if region is None:
            return None
        body = self.markup(*parts)
        (ink,) = typeset(body)
        ems = min((region.width - 2 * margin) / ink.width, region.height / ink.height)
        size = min(_FORMULA_SIZE, ems / UNITS_PER_POINT)
        if size < SMALLEST[TextKind.FORMULA]:
            return None
        return Text(body, self.theme, TextKind.FORMULA, size).move_to(region.centre)

    def show(self, *animations: Animation, seconds: float = 1.0) -> None:
        """Play animations together, if any, at the pace of this run, as long as a motion may be."""
        if animations:
            self.play(*animations, run_time=self._motion(seconds))

    def change(self, *animations: Animation, seconds: float = 2.0, hold: float = 1.0) -> None:
        """Play a change of the state that the lesson is about, and hold still after it."""
        self.show(*animations, seconds=seconds)
        self.hold(hold)

    def hold(self, seconds: float = 1.0) -> None:
        """Hold still, never shorter than it takes to see what has changed."""
        self._rest(max(SHORTEST_HOLD, seconds * PACE[self.presentation.pace]))

    # What Manim calls.

    def setup(self) -> None:
        self.camera.background_color = self.theme.background
        for record in self.records():
            check = record.check()
            if not check:
                raise UnprovenRecordError(f"{type(record).__name__} fails its check: {check}")

    def tear_down(self) -> None:
        """Let the last caption be read; it stays, so that the last frame is a figure."""
        self.finish_reading()
        self._note_caption()

    # The caption line.

    def _fitting_caption(self, key: str, values: dict[str, Any]) -> Caption:
        """Return a caption; if its values are too long for it, the one that leaves them out."""
        caption = self.catalogue.caption(key, **values)
        with suppress(CaptionTooLongError):
            _ = caption.lines
            return caption
        with suppress(KeyError):
            return self.catalogue.caption(f"{key}.short", **values)
        return caption

    def _fade_caption(self, caption: Caption) -> list[Animation]:
        old = self._lines
        self._note_caption()
        self._caption = caption
        if not self.presentation.burns_captions:
            return [Wait()]
        self._lines = self._typeset_caption(caption)
        return _in_place_of(old, self._lines)

    def _typeset_caption(self, caption: Caption) -> VGroup:
        colours = self.theme.colours
        bodies = ["".join(p.markup(colours) for p in line) for line in caption.lines]
        lines = VGroup(*(Text(body, self.theme, TextKind.CAPTION) for body in bodies))
        pitch = _LINE_PITCH * SMALLEST[TextKind.CAPTION] * UNITS_PER_POINT
        x, y, _ = CAPTION.centre
        for k, line in enumerate(lines):
            line.stand_at(x, y + ((len(lines) - 1) / 2 - k) * pitch - pitch / 4)
        return lines.shift((0, max(0.0, CAPTION.bottom - region_of(lines).bottom), 0))

    def finish_reading(self) -> None:
        """Wait until the caption could be read: before the picture that it speaks of goes."""
        if self._caption is None:
            return
        reading = self._caption.reading_time * _READING[self.presentation.pace]
        rest = self._caption_start + reading - self.time
        if rest > 0:
            self._rest(rest)

    def _note_caption(self) -> None:
        if self._caption is not None:
            said = Said(self._caption, self._caption_start, self.time)
            self.timeline.captions.append(said)
            seconds = said.end - said.start
            self.add_subcaption(said.caption.subtitle, duration=seconds, offset=-seconds)
            self._caption = None

    # Time, in whole frames.

    def _rest(self, seconds: float) -> None:
        # Manim rounds a wait down to whole frames; the hundredth keeps rounding errors out of it.
        frames = math.ceil(seconds * config.frame_rate - 1e-6)
        self.wait((frames + 0.01) / config.frame_rate)

    def _motion(self, seconds: float) -> float:
        paced = seconds * PACE[self.presentation.pace]
        return min(max(paced, SHORTEST_MOTION), LONGEST_MOTION)


def _in_place_of(old: VMobject | None, new: VMobject | None) -> list[Animation]:
    """Return the fades that replace one text by another without letting them shine through."""
    fades: list[Animation] = []
    if old:
        fades.append(FadeOut(old, rate_func=squish_rate_func(smooth, 0, 0.5)))
    if new:
        fades.append(FadeIn(new, rate_func=squish_rate_func(smooth, 0.5 if old else 0, 1)))
    return fades
