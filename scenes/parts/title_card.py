"""The first frame of a film: its title, and the question that it answers."""

from __future__ import annotations

from typing import Any

from scenes.captions import Caption
from scenes.mobjects.text import UNITS_PER_POINT, Text, region_of
from scenes.parts.lesson import Lesson
from scenes.parts.timeline import Said
from scenes.stage import FRAME
from scenes.theme import SMALLEST, Role, TextKind
from scenes.typed_manim import FadeOut, VGroup

__all__ = ["TitleCard"]

_PITCH = 1.4  # of lines, in ems
_QUESTION = 40
_GAP = 0.5


class TitleCard:
    """A title with a question under it, there from the first frame on: it is the thumbnail.

    Its words are the captions ``title`` and ``question`` of the lesson; the question is among the
    subtitles.

    Parameters
    ----------
    lesson : Lesson
    **values
        Those of the two captions.
    """

    def __init__(self, lesson: Lesson, **values: Any) -> None:
        self.lesson = lesson
        self.title = lesson.catalogue.caption("title", **values)
        self.question = lesson.catalogue.caption("question", **values)

    def play(self) -> None:
        """Show the card at once, and take it away when it could be read."""
        lesson, start = self.lesson, self.lesson.time
        title = self._lines(self.title, TextKind.TITLE, SMALLEST[TextKind.TITLE], Role.FOREGROUND)
        question = self._lines(self.question, TextKind.CAPTION, _QUESTION, Role.MUTED)
        question.shift((0, region_of(title).bottom - _GAP - region_of(question).top, 0))
        card = VGroup(title, question)
        lesson.add(card.shift((0, -region_of(card).centre[1], 0)))
        question_time = self.question.reading_time
        lesson.hold(self.title.reading_time + question_time, least=question_time)
        lesson.note(Said(self.question, start, lesson.time))
        lesson.show(FadeOut(card), seconds=0.6)

    def _lines(self, caption: Caption, kind: TextKind, size: float, role: Role) -> VGroup[Text]:
        """Return the lines of a caption, one under the other, in the middle of the frame."""
        theme = self.lesson.theme
        bodies = ["".join(p.markup(theme.colours) for p in line) for line in caption.lines]
        lines = VGroup(*(Text(body, theme, kind, size, role) for body in bodies))
        for k, line in enumerate(lines):
            line.stand_at(FRAME.centre[0], -k * _PITCH * size * UNITS_PER_POINT)
        return lines
