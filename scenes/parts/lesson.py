"""The base of every lesson: beats, captions that stay long enough to be read, holds, and a pace."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from linalg.check import Checked
from linalg.notation import to_typst
from scenes.captions import Catalogue
from scenes.captions.catalogue import has_captions
from scenes.mobjects.text import Text
from scenes.parameters.declarations import Parameters
from scenes.parameters.presentation import Presentation
from scenes.parts.caption_line import CaptionLine
from scenes.parts.claims import Claim
from scenes.parts.formula_place import FormulaPlace
from scenes.parts.timeline import Beat, Said, Timeline
from scenes.theme import THEMES, Role, TextKind, Theme
from scenes.typed_manim import Animation, Mobject, Motion, Scene, VMobject, config
from scenes.typesetting.typeset import mathematics

__all__ = ["Lesson", "UnprovenRecordError"]

PACE: Mapping[str, float] = MappingProxyType({"slow": 1.3, "normal": 1.0, "fast": 0.7})
_READING = MappingProxyType({"slow": 1.4, "normal": 1.15, "fast": 1.0})
SHORTEST_MOTION, LONGEST_MOTION = 0.5, 3.0
SHORTEST_HOLD = 1.0
_CAPTION_FADE = 0.6
_LEAST_REST = 1e-6  # seconds: less is rounding, and no frame


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
    caption_line : CaptionLine
    formula_place : FormulaPlace
        Where the one formula stands that the eye is led to.
    claims : list of Claim
        The relations that the film displays at one time or another.
    """

    straight_alpha: ClassVar[bool] = True
    """Without a background, colours are written as they are (Manim fades thin light lines)."""
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
        self.claims: list[Claim] = []
        self.formula_place = FormulaPlace(self.theme)
        burned = self.presentation.burns_captions
        self.caption_line = CaptionLine(self.catalogue, self.theme, burned=burned)

    def records(self) -> Iterable[Checked]:
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
        files = [getattr(module, "__file__", None) for module in modules]
        folders = [Path(file).resolve().parent for file in files if file]
        lessons = [folder for folder in folders if has_captions(folder)]
        return Catalogue(self.presentation.language, next(iter(lessons), None))

    def words(self, key: str, **values: Any) -> str:
        """Return the plain text of a key: a title, or a word within a formula."""
        return self.catalogue.caption(key, **values).text

    def label(self, *parts: object, role: Role = Role.FOREGROUND, size: float = 32) -> Text:
        """Return a formula of a size to stand beside something."""
        return Text(self.markup(*parts), self.theme, TextKind.LABEL, size, role)

    def markup(self, *parts: object) -> str:
        """Return parts in the sense of ``linalg.notation`` as markup in this theme's colours."""
        return mathematics(to_typst(parts, colours=self.theme.colours))

    # What a storyboard is told with.

    def beat(self, key: str, **values: Any) -> None:
        """Begin a named section, once what was said in the one before could be read."""
        self.finish_reading()
        title = self.words(key, **values)
        self.next_section(title)
        self.timeline.beats.append(Beat(title, self.time))

    def say(self, key: str, *animations: Motion, **values: Any) -> None:
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
        caption = self.caption_line.fitting(key, values)
        self._take_down()
        fades = self.caption_line.turn_to(caption)
        self.play(*fades, *animations, run_time=self._motion(_CAPTION_FADE))
        self.caption_line.begin(caption, self.time)

    def finish_reading(self) -> None:
        """Wait until the caption could be read: before the picture that it speaks of goes."""
        rest = self.caption_line.unread(self.time, _READING[self.presentation.pace])
        if rest > _LEAST_REST:
            self._rest(rest)

    def _take_down(self) -> None:
        said = self.caption_line.taken_down(self.time)
        if said is not None:
            self.note(said)

    def note(self, said: Said) -> None:
        """Count what was said until now among the captions and subtitles."""
        self.timeline.captions.append(said)
        seconds = said.end - said.start
        self.add_subcaption(said.caption.subtitle, duration=seconds, offset=-seconds)

    def claim(self, relation: str, shown: VMobject, holds: Callable[[], bool]) -> None:
        """Name what a thing claims whenever it is seen and not muted; the rehearsal looks.

        Parameters
        ----------
        relation : str
            Its name for whoever reads the lint, such as ``"A = LU"``.
        shown : VMobject
        holds : callable
            Tells whether it is true, from what is drawn at that moment.
        """
        self.claims.append(Claim(relation, shown, holds))

    def formula(self, *parts: object, margin: float = 0.0) -> list[Animation]:
        """Return the animations that put a formula in its place, and the one before away.

        A margin leaves room at its sides, for a box. Without parts the place is left empty; so it
        is for a formula too large for it at a legible size, which nobody would read either.
        """
        return self.formula_place.turn_to(parts, margin)

    def show(self, *animations: Motion, seconds: float = 1.0) -> None:
        """Play animations together, if any, at the pace of this run, as long as a motion may be."""
        if animations:
            self.play(*animations, run_time=self._motion(seconds))

    def change(self, *animations: Motion, seconds: float = 2.0, hold: float = 1.0) -> None:
        """Play a change of the state that the lesson is about, and hold still after it."""
        self.show(*animations, seconds=seconds)
        self.hold(hold)

    def picture(self) -> list[Mobject]:
        """Return what is on the frame beside the caption and the formula."""
        apart = (self.caption_line.lines, self.formula_place.text)
        return [mobject for mobject in self.mobjects if mobject not in apart]

    def hold(self, seconds: float = 1.0, least: float = SHORTEST_HOLD) -> None:
        """Hold still, never shorter than it takes to see what has changed, at any pace."""
        self._rest(max(least, seconds * PACE[self.presentation.pace]))

    # What Manim calls.

    def setup(self) -> None:
        # A colour that is not there is none: cairo's are multiplied by their opacity.
        ground = self.theme.background if self.camera.background_opacity else "#000000"
        self.camera.background_color = ground
        for record in self.records():
            check = record.check()
            if not check:
                raise UnprovenRecordError(f"{type(record).__name__} fails its check: {check}")

    def tear_down(self) -> None:
        """Let the last caption be read; it stays, so that the last frame is a figure."""
        self.finish_reading()
        self._take_down()

    # Time, in whole frames.

    def _rest(self, seconds: float) -> None:
        # Manim rounds a wait down to whole frames; the hundredth keeps rounding errors out of it.
        frames = math.ceil(seconds * config.frame_rate - 1e-6)
        self.wait((frames + 0.01) / config.frame_rate)

    def _motion(self, seconds: float) -> float:
        paced = seconds * PACE[self.presentation.pace]
        return min(max(paced, SHORTEST_MOTION), LONGEST_MOTION)
