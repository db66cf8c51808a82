"""A sheet of exercises for a class: variants by seed, and the key apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from linalg.check import Check
from linalg.errors import LimitError
from linalg.exercises.draws import Wish
from linalg.exercises.question import Question
from linalg.exercises.topics import LARGEST, TOPICS, TopicName
from linalg.language import say, say_counted
from linalg.options import number, word
from linalg.page import Block, Heading, NewPage, Page, Paragraph, Table
from linalg.record import Record, as_json

MOST_VARIANTS = 500
_FRUITLESS = 200
"""So many draws of what is on the sheet already, and there is nothing new."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet(Record):
    """Variants of one exercise, all different.

    Attributes
    ----------
    topic : str
    seed : int
        The same arguments and seed make the same sheet; more variants leave the first as they are.
    size : int
    fractions : bool
    questions : tuple of Question
        A variant each.
    """

    topic: str
    seed: int
    size: int
    fractions: bool
    questions: tuple[Question, ...]

    @property
    def title(self) -> str:
        """The topic, as a title."""
        return self.questions[0].title

    def check(self) -> Check:
        """Say whether the key is right: the first answer that is not, else all of them."""
        checks = [question.check() for question in self.questions]
        wrong = next((check for check in checks if not check.holds), None)
        return wrong or Check("every answer of the key", True)

    def key(self, *, worked: bool = True) -> Page:
        """Return the page with the answers of every variant in a table, then each worked out.

        Parameters
        ----------
        worked : bool
            False for the table alone.
        """
        blocks = [*self._table(), *(self._worked() if worked else ())]
        return Page(say("Key: {title}", title=self.title), blocks)

    def to_dict(self) -> dict[str, Any]:
        """Return the questions with their answers as data that `json.dumps` takes."""
        head = {name: getattr(self, name) for name in ("topic", "seed", "size", "fractions")}
        return {"record": "Sheet", **head, "questions": as_json(self.questions)}

    def _table(self) -> Iterator[Block]:
        """Yield the answers of all variants; one that a variant lacks is a dash."""
        yield Paragraph(
            say_counted(
                len(self.questions),
                "Seed {seed}, {count} variant; its answer was verified.",
                "Seed {seed}, {count} variants; every answer was verified.",
                seed=self.seed,
            )
        )
        names: dict[str, Any] = {}
        for question in self.questions:
            for answer in question.answers:
                names[answer.name] = answer.label[0] if answer.choices else answer.label
        rows: list[list[Any]] = []
        for place, question in enumerate(self.questions, start=1):
            values = {a.name: a.value for a in question.answers if a.value is not None}
            rows.append([str(place), *(values.get(name, "–") for name in names)])
        yield Table([say("Variant"), *names.values()], rows)

    def _worked(self) -> Iterator[Block]:
        """Yield each variant with its answer and the work that leads there."""
        for place, question in enumerate(self.questions, start=1):
            yield NewPage()
            yield Heading(variant(place))
            yield from question.statement()
            yield Heading("Answer", 3)
            yield from question.answer_blocks()
            for block in question.worked():
                yield Heading(block.text, 3) if isinstance(block, Heading) else block

    def _brief(self) -> str:
        return f"of {len(self.questions)} variants: {self.topic}, seed {self.seed}"


def variant(number: int) -> str:
    """Return the name of a variant, counted from 1.

    >>> variant(7)
    'Variant 7'
    """
    return say("Variant {number}", number=number)


def sheet(
    topic: TopicName,
    *,
    variants: int = 1,
    seed: int = 0,
    size: int = 3,
    fractions: bool = False,
) -> Sheet:
    """Draw a sheet of exercises, every variant different, and verify its key.

    Parameters
    ----------
    topic : str
        ``"lu"``, ``"inverse"``, ``"solve"`` …: a name of `linalg.exercises.topics.TOPICS`.
    variants : int
        At most 500.
    seed : int
    size : int
        Of the matrices, from 2 to 6; of functions, the number of variables, 2 or 3.
    fractions : bool
        True if fractions are to occur; else the work stays in integers.

    Returns
    -------
    Sheet

    Raises
    ------
    LinalgError
        For an unknown topic, and a size or number of variants out of range.
    LimitError
        If there are not as many different ones.

    Examples
    --------
    >>> exercises = sheet("lu", variants=2, seed=2026)
    >>> exercises.questions[0].work.L
    Matrix([
    [ 1,  0, 0],
    [-2,  1, 0],
    [ 1, -1, 1]])
    >>> print(exercises.check())
    every answer of the key holds exactly
    """
    word("topic", topic, TopicName)
    number("size", size, low=2, high=LARGEST.get(topic, 6), whole=True)
    number("variants", variants, low=1, high=MOST_VARIANTS, whole=True)
    number("seed", seed, low=0, whole=True)
    draw = TOPICS[topic]
    generator = np.random.default_rng(seed)
    wish = Wish(size, fractions)
    found: dict[str, Question] = {}
    fruitless = 0
    while len(found) < variants:
        question = draw(generator, wish)
        if (given := str(question.given)) in found:
            fruitless += 1
        else:
            found[given], fruitless = question, 0
        if fruitless > _FRUITLESS:
            raise LimitError(
                f"of {topic} of size {size} there are hardly more than {len(found)} different "
                f"exercises, not {variants}: ask for fewer variants, a larger size or fractions"
            )
    made = Sheet(
        topic=topic, seed=seed, size=size, fractions=fractions, questions=tuple(found.values())
    )
    if not (check := made.check()):
        raise AssertionError(f"the key is wrong: {check}")
    return made
