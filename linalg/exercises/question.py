"""A question of an exercise sheet: what is given, what is asked, the answer, and its proof."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import Any

from sympy import sympify

from linalg.check import Check
from linalg.language import say
from linalg.notation import words
from linalg.numbers.matrices import Matrix, columns
from linalg.numbers.record_matrix import RecordMatrix
from linalg.page import Block, Equation, Figure, Heading, Paragraph
from linalg.reading import read_expression
from linalg.record import Record, as_json


@dataclass(frozen=True)
class Answer:
    """One thing that is asked for.

    Attributes
    ----------
    name : str
        ``"L"``, ``"x"`` …; `Question.verified` knows it by this.
    value : matrix, number, str or None
        A str is one of the `choices`; None says that there is none.
    label : tuple
        The name as a page writes it: parts of a formula, or of a choice prose.
    choices : tuple of str
        Between which is chosen, if it is.
    typed : bool
        True if a form with a field for each number can ask for it.
    shape : tuple of int
        Of the fields that a form has where there is none.
    """

    name: str
    value: Any
    label: tuple[Any, ...]
    _: KW_ONLY
    choices: tuple[str, ...] = ()
    typed: bool = True
    shape: tuple[int, int] = (0, 0)


class Question(Record, ABC):
    """A question of a sheet, with its answer and the work that leads there."""

    @property
    @abstractmethod
    def title(self) -> str:
        """The topic, as the title of a sheet."""

    @property
    @abstractmethod
    def task(self) -> str:
        """The task, in a sentence or two."""

    @property
    @abstractmethod
    def given(self) -> tuple[tuple[str, Any], ...]:
        """The matrices, functions and numbers that are given, by their names."""

    @property
    @abstractmethod
    def answers(self) -> tuple[Answer, ...]:
        """The things that are asked for, with their values."""

    @abstractmethod
    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Say whether answers are right, by their relation to what is given.

        Parameters
        ----------
        answers : mapping
            Values by the names of the `answers`, all of them: numbers and matrices as everywhere,
            text among them.
        """

    @abstractmethod
    def worked(self) -> Iterable[Block]:
        """Return the solution step by step."""

    @property
    def form_note(self) -> str:
        """The line above the fields of a form; for most questions none."""
        return ""

    def check(self) -> Check:
        """Say whether the answers of the key are right."""
        return self.verified({answer.name: answer.value for answer in self.answers})

    def statement(self) -> tuple[Block, ...]:
        """Return the task and what is given."""
        return (Paragraph(self.task), *self.given_blocks())

    def given_blocks(self) -> Iterator[Block]:
        """Yield what is given, on one line."""
        parts: list[object] = []
        for name, value in self.given:
            if parts:
                parts += [words(",  ")]
            parts += [name, "=", value]
        yield Equation(*parts)

    def answer_blocks(self) -> Iterator[Block]:
        """Yield the answers, each on its line."""
        for answer in self.answers:
            if answer.value is None:
                continue
            if isinstance(answer.value, str):
                yield Paragraph(say("{name}: {value}.", name=answer.label[0], value=answer.value))
            else:
                yield Equation(*answer.label, "=", answer.value)

    def to_dict(self) -> dict[str, Any]:
        """Return what is given and the answers as data that `json.dumps` takes."""
        return {
            "record": type(self).__name__,
            "task": str(self.task),
            "given": {name: as_json(value) for name, value in self.given},
            "answers": {answer.name: as_json(answer.value) for answer in self.answers},
            "check": as_json(self.check()),
        }


def exact(given: object) -> Matrix:
    """Read an answer that is a matrix or a column, floats by the fraction that they are.

    >>> list(exact("1/2 -3")), list(exact([0.5, -3]))
    ([1/2, -3], [1/2, -3])
    """
    rows = columns(given).rows
    return RecordMatrix([[_exact(entry) for entry in row] for row in rows])


def exact_number(given: object) -> Any:
    """Read an answer that is one number.

    >>> exact_number("3/6"), exact_number(0.5)
    (1/2, 1/2)
    """
    return sympify(_exact(read_expression(given) if isinstance(given, str) else given))


def _exact(entry: Any) -> Any:
    return Fraction(entry) if isinstance(entry, float) else entry


def steps_of(work: Record, *, without: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield the page of some work from its first section on, without figures.

    Parameters
    ----------
    work : Record
    without : tuple of str
        Headings of sections that are left out.
    """
    begun, kept = False, True
    for block in work.page().blocks:
        if isinstance(block, Heading):
            begun, kept = True, block.text not in without
        if begun and kept and not isinstance(block, Figure):
            yield block
