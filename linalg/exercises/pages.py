"""The pages of a question, with its answer, and of a sheet, without."""

from __future__ import annotations

from collections.abc import Iterator

from linalg.exercises.question import Question
from linalg.exercises.sheets import Sheet, variant
from linalg.language import say
from linalg.page import Block, Heading, NewPage, Page, Paragraph
from linalg.record import page_of


@page_of.register
def question_page(question: Question) -> Page:
    """Write the task, the answer, and how it comes about."""
    return Page(
        question.title,
        [
            *question.statement(),
            Heading("Answer"),
            *question.answer_blocks(),
            *question.worked(),
        ],
    )


@page_of.register
def sheet_page(sheet: Sheet) -> Page:
    """Write the tasks alone, a page each; `Sheet.key` is the key."""
    return Page(say("Exercises: {title}", title=sheet.title), _tasks(sheet))


def _tasks(sheet: Sheet) -> Iterator[Block]:
    for number, question in enumerate(sheet.questions, start=1):
        if number > 1:
            yield NewPage()
        yield Heading(variant(number))
        yield Paragraph(say("Name: {space}", space="…" * 20))
        yield from question.statement()
