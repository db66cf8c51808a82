"""The end of lessons on a matrix with symbols: for which of their values what holds, as a list."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from manim import FadeIn, FadeOut, VGroup

from linalg import Elimination, LinalgError
from linalg.conditions.conditions import Condition
from linalg.elimination.cases import AnswerByCases, Case, answer_by_cases
from linalg.notation import words
from scenes.captions.on_one_line import on_one_line
from scenes.endings import QUAD
from scenes.lesson import UnprovenRecordError
from scenes.matrix_lesson import LABEL_SIZES, MatrixLesson
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.stage import FORMULA, MAIN

__all__ = ["About", "EndingByCases"]

MOST_CASES = 6
"""So many cases are read before the frame is full."""

_PITCH, _GAP = 1.9, 1.5  # of the lines, and between their two parts, in ems
ROOM = MAIN.joined(FORMULA)

About = Literal["solutions", "rank", "inverse"]
Line = tuple[tuple[object, ...], tuple[object, ...]]


class EndingByCases(MatrixLesson):
    """A lesson on an elimination that ends with its cases where the answer depends on symbols.

    Attributes
    ----------
    about : {"solutions", "rank", "inverse"}
        What the list says of each case.
    """

    elimination: Elimination
    about: About = "rank"

    def setup(self) -> None:
        super().setup()
        if self.answer is not None and not (check := self.answer.check()):
            raise UnprovenRecordError(f"AnswerByCases fails its check: {check}")

    @cached_property
    def answer(self) -> AnswerByCases | None:
        """The answer by cases; None without symbols, and where it is beyond the bounds."""
        record = self.elimination
        right = record.b if self.about == "solutions" else None
        if record.kind == "float" or not self.depends_on_symbols:
            return None
        try:
            answer = answer_by_cases(record.A, right)
        except LinalgError:
            return None
        settled = len(answer.cases) == 1 and not record.assumptions and not answer.defined
        return None if settled else answer

    @property
    def depends_on_symbols(self) -> bool:
        """Whether symbols are in play."""
        return any(
            getattr(matrix, "free_symbols", ())
            for matrix in (self.elimination.A, self.elimination.b)
        )

    def close_by_cases(self) -> None:
        """Clear the frame, and list the cases."""
        if self.answer is None:
            return
        self.finish_reading()
        shown = [
            m for m in self.mobjects if m not in (self.caption_line.lines, self.formula_place.text)
        ]
        self.show(FadeOut(*shown), *self.formula(), seconds=0.5)
        self.beat("beat.cases")
        table = self._table(self.answer)
        if table is None:
            self.say("cases.left")
            self.hold()
            return
        self.say("cases.always" if self._is_always(self.answer) else "cases", FadeIn(table))
        self.hold(1.5 * len(table))

    def _table(self, answer: AnswerByCases) -> VGroup | None:
        """Return a line for each case, as large as there is room for; None if there is none."""
        for lines in (self._lines_of(answer, solved=True), self._lines_of(answer, solved=False)):
            for size in LABEL_SIZES:
                texts = [[self._text(cell, size) for cell in line if cell] for line in lines]
                table = _aligned(texts, size * UNITS_PER_POINT)
                if table.width <= ROOM.width and table.height <= ROOM.height:
                    return table.move_to(ROOM.centre)
        return None

    def _is_always(self, answer: AnswerByCases) -> bool:
        """Whether the list says one thing for all values."""
        none_inverts = all(case.free_columns for case in answer.cases)
        return len(answer.cases) == 1 or (self.about == "inverse" and none_inverts)

    def _lines_of(self, answer: AnswerByCases, *, solved: bool) -> list[Line]:
        cases = answer.cases
        if self.about == "inverse":  # all others have none
            cases = tuple(case for case in cases if not case.free_columns)
        shown = cases if len(cases) <= MOST_CASES else cases[: MOST_CASES - 1]
        lines = self._defined(answer.defined)
        lines += [self._line(case, solved) for case in shown]
        if len(cases) > len(shown):
            more = self.words("case.more", count=len(cases) - len(shown))
            lines.append(((words(more),), ()))
        elif len(cases) < len(answer.cases):
            key = "case.otherwise" if cases else "case.always"
            lines.append(((words(self.words(key)),), (words(self.words("case.singular")),)))
        return lines

    def solution_of(self, case: Case) -> tuple[object, ...]:
        """Return the parts of the solutions of a case, if they are to be written after it."""
        return ()

    def _text(self, parts: tuple[object, ...], size: float) -> Text:
        return self.label(on_one_line(parts), size=size)

    def _defined(self, conditions: tuple[Condition, ...]) -> list[Line]:
        said = (words(self.words("case.defined")),)
        return [(_listed(conditions), said)] if conditions else []

    def _line(self, case: Case, solved: bool) -> Line:
        conditions = _listed(case.conditions) or (words(self.words("case.always")),)
        solution = self.solution_of(case) if solved and case.consistent else ()
        return conditions, solution or (words(self._verdict(case)),)

    def _verdict(self, case: Case) -> str:
        if self.about == "rank":
            return self.words("case.rank", rank=case.rank)
        if self.about == "inverse":
            return self.words("case.invertible")
        if not case.consistent:
            return self.words("case.none")
        if not case.dimension:
            return self.words("case.unique")
        return self.words("case.family", count=case.dimension)


def _aligned(lines: list[list[Text]], em: float) -> VGroup:
    """Put lines one below the other, their second parts in line too."""
    gap = max(line[0].width for line in lines) + _GAP * em
    for k, line in enumerate(lines):
        for x, text in zip((0.0, gap), line, strict=False):
            text.stand_at(x, -k * _PITCH * em, "left")
    return VGroup(*(VGroup(*line) for line in lines))


def _listed(conditions: tuple[Condition, ...]) -> tuple[object, ...]:
    """Return conditions with commas between them, as parts of a formula."""
    return tuple(part for c in conditions for part in (",", QUAD, *c.parts))[2:]
