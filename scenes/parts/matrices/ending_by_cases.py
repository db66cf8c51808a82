"""The end of lessons on a matrix with symbols: for which of their values what holds, as a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from linalg import Elimination, LinalgError
from linalg.conditions.conditions import Condition
from linalg.elimination.cases import AnswerByCases, Case, answer_by_cases
from linalg.notation import Formula, words
from linalg.numbers.matrices import is_float
from scenes.captions.on_one_line import on_one_line
from scenes.mobjects.text import UNITS_PER_POINT, Text
from scenes.parts.matrices.endings import QUAD
from scenes.parts.matrices.matrix_rooms import LABEL_SIZES
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.stage import FORMULA, MAIN
from scenes.typed_manim import FadeIn, FadeOut, VGroup

__all__ = ["About", "EndingByCases", "answer_by_symbols"]

MOST_CASES = 6
"""So many cases are read before the frame is full."""

_PITCH, _GAP = 1.9, 1.5  # of the lines, and between their two parts, in ems
ROOM = MAIN.joined(FORMULA)

About = Literal["solutions", "rank", "inverse"]
Line = tuple[tuple[object, ...], tuple[object, ...]]


def answer_by_symbols(record: Elimination, right: Any = None) -> AnswerByCases | None:
    """Return what the values of the symbols decide, or None.

    Parameters
    ----------
    record : Elimination
    right : matrix, optional
        The right-hand sides, if it is the solutions that are asked for.

    Returns
    -------
    AnswerByCases or None
        None without symbols, where they decide nothing, and where it is beyond the bounds.

    Examples
    --------
    >>> from linalg import eliminate
    >>> len(answer_by_symbols(eliminate("a 1; 1 a")).cases)
    3
    >>> answer_by_symbols(eliminate("2 1; 8 7")) is None
    True
    """
    symbolic = any(getattr(matrix, "free_symbols", ()) for matrix in (record.A, record.b))
    if is_float(record.A) or not symbolic:
        return None
    try:
        answer = answer_by_cases(record.A, right)
    except LinalgError:
        return None
    settled = len(answer.cases) == 1 and not record.assumptions and not answer.defined
    return None if settled else answer


def _unsaid(_: Case) -> tuple[object, ...]:
    return ()


class EndingByCases:
    """The cases one below the other, in place of everything else.

    Parameters
    ----------
    stage : MatrixStage
    answer : AnswerByCases or None
        Without one there is nothing to show.
    about : {"solutions", "rank", "inverse"}
        What the list says of each case.
    solution_of : callable, optional
        Returns the parts of the solutions of a case, if they are to be written after it.
    """

    def __init__(
        self,
        stage: MatrixStage,
        answer: AnswerByCases | None,
        about: About = "rank",
        solution_of: Callable[[Case], tuple[object, ...]] = _unsaid,
    ) -> None:
        self.lesson, self.answer, self.about = stage.lesson, answer, about
        self.solution_of = solution_of

    def play(self) -> None:
        """Clear the frame, and list the cases."""
        lesson, answer = self.lesson, self.answer
        if answer is None:
            return
        lesson.finish_reading()
        lesson.show(FadeOut(*lesson.picture()), *lesson.formula(), seconds=0.5)
        lesson.beat("beat.cases")
        table = self._table(answer)
        if table is None:
            lesson.say("cases.left")
            lesson.hold()
            return
        holds = bool(answer.check())
        lesson.claim("each case", table, lambda: holds)
        lesson.say("cases.always" if self._is_always(answer) else "cases", FadeIn(table))
        lesson.hold(1.5 * len(table))

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
        """Say whether the list says one thing for all values."""
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
            lines.append(((self._words("case.more", count=len(cases) - len(shown)),), ()))
        elif len(cases) < len(answer.cases):
            key = "case.otherwise" if cases else "case.always"
            lines.append(((self._words(key),), (self._words("case.singular"),)))
        return lines

    def _words(self, key: str, **values: object) -> Formula:
        return words(self.lesson.words(key, **values))

    def _text(self, parts: tuple[object, ...], size: float) -> Text:
        return self.lesson.label(on_one_line(parts), size=size)

    def _defined(self, conditions: tuple[Condition, ...]) -> list[Line]:
        return [(_listed(conditions), (self._words("case.defined"),))] if conditions else []

    def _line(self, case: Case, solved: bool) -> Line:
        conditions = _listed(case.conditions) or (self._words("case.always"),)
        solution = self.solution_of(case) if solved and case.consistent else ()
        return conditions, solution or (self._verdict(case),)

    def _verdict(self, case: Case) -> Formula:
        if self.about == "rank":
            return self._words("case.rank", rank=case.rank)
        if self.about == "inverse":
            return self._words("case.invertible")
        if not case.consistent:
            return self._words("case.none")
        if not case.dimension:
            return self._words("case.unique")
        return self._words("case.family", count=case.dimension)


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
