r"""A sheet as questions for Moodle, in its XML: a field for each number, which Moodle marks itself.

A question is of the type "Embedded answers (Cloze)". An integer is a numerical field without
tolerance; a fraction a short answer that takes 1/2, 2/4, 0.5 and 0,5 alike. Formulas stand between
``\(`` and ``\)``, which Moodle's MathJax filter typesets; the solution is the general feedback.

Source: Moodle's documentation, "Moodle XML format" and "Embedded Answers (Cloze) question type".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import sympy as sp

from linalg.exercises.question import Answer, Question
from linalg.exercises.sheets import Sheet
from linalg.language import translated
from linalg.notation.latex import to_latex as math
from linalg.notation.parts import formula
from linalg.notation.prose import escape_html
from linalg.page.latex import aligned, displayed
from linalg.page.model import (
    Aligned,
    Block,
    Equation,
    Heading,
    Inline,
    Paragraph,
    Table,
)

NONE = ("-", "–", "—", "−")
"""What is typed into a field for which there is no number: a dash, of any length."""

_MULTIPLES = 6
"""A fraction may be written with a factor of up to so much."""


def to_moodle(sheet: Sheet, *, language: str = "en") -> str:
    """Return a sheet as Moodle XML: a category, and a question for each variant.

    Parameters
    ----------
    sheet : Sheet
    language : {"en", "ko"}

    Examples
    --------
    >>> from linalg.exercises.sheets import sheet
    >>> print(to_moodle(sheet("rank", size=2, seed=1))[:120])
    <?xml version="1.0" encoding="UTF-8"?>
    <quiz>
      <question type="category">
        <category>
          <text>$course$/top/Ranks
    """
    title = translated(sheet.title, language)
    digits = len(str(len(sheet.questions)))
    questions = [
        _question(question, f"{title} {number:0{digits}}", language)
        for number, question in enumerate(sheet.questions, start=1)
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<quiz>",
            _category(title),
            *questions,
            "</quiz>",
            "",
        ]
    )


def _category(title: str) -> str:
    name = title.replace("/", "//")  # a slash alone would begin a category below
    return (
        '  <question type="category">\n    <category>\n'
        f"      <text>$course$/top/{escape_html(name)}</text>\n"
        "    </category>\n  </question>"
    )


def _question(question: Question, name: str, language: str) -> str:
    text = [*_html(question.statement(), language), *_fields(question, language)]
    feedback = _html([*question.answer_blocks(), *question.worked()], language)
    return (
        '  <question type="cloze">\n'
        f"    <name><text>{escape_html(name)}</text></name>\n"
        f'    <questiontext format="html"><text>{_cdata(text)}</text></questiontext>\n'
        f'    <generalfeedback format="html"><text>{_cdata(feedback)}</text></generalfeedback>\n'
        "    <penalty>0.3333333</penalty>\n"
        "    <hidden>0</hidden>\n"
        "  </question>"
    )


def _cdata(lines: Iterable[str]) -> str:
    return "<![CDATA[" + "\n".join(lines).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _fields(question: Question, language: str) -> Iterator[str]:
    """Yield each answer with its fields: one for each number."""
    if question.form_note:
        yield f"<p>{escape_html(translated(question.form_note, language))}</p>"
    for answer in (answer for answer in question.answers if answer.typed):
        if answer.choices:
            label = "".join(escape_html(translated(part, language)) for part in answer.label)
            yield f"<p>{label}: {_choice(answer, language)}</p>"
        elif answer.value is None:
            dash = f"{{1:SHORTANSWER:{'~'.join(f'={text}' for text in NONE)}}}"
            yield _named(answer, _grid([[dash] * answer.shape[1]] * answer.shape[0]))
        elif isinstance(answer.value, sp.MatrixBase):
            rows = answer.value.tolist()
            yield _named(answer, _grid([[field(entry) for entry in row] for row in rows]))
        else:
            yield _named(answer, field(answer.value))


def _named(answer: Answer, fields: str) -> str:
    label = math(formula((*answer.label, "=")))
    cell = "vertical-align: middle; border: 0;"
    return (
        f'<table style="border: 0;"><tr><td style="{cell}">\\({escape_html(label)}\\)</td>'
        f'<td style="{cell}">{fields}</td></tr></table>'
    )


def _grid(rows: Sequence[Sequence[str]]) -> str:
    """Fields in rows and columns, with a line left and right for the brackets."""
    body = "".join(f"<tr>{''.join(f'<td>{entry}</td>' for entry in row)}</tr>" for row in rows)
    sides = "border: 0; border-left: 2px solid; border-right: 2px solid;"
    return f'<table style="{sides}">{body}</table>'


def _choice(answer: Answer, language: str) -> str:
    words = [
        ("=" if word == answer.value else "") + translated(word, language)
        for word in answer.choices
    ]
    return f"{{1:MULTICHOICE:{'~'.join(words)}}}"


def field(value: Any) -> str:
    """Return the field in which one number is typed.

    Examples
    --------
    >>> field(-3), field(Fraction(1, 2))[:39]
    ('{1:NUMERICAL:=-3:0}', '{1:SHORTANSWER:=1/2~=2/4~=3/6~=4/8~=5/1')
    """
    number = Fraction(str(value))
    if number.denominator == 1:
        return f"{{1:NUMERICAL:={number}:0}}"
    return f"{{1:SHORTANSWER:{'~'.join(f'={text}' for text in spellings(number))}}}"


def spellings(number: Fraction) -> tuple[str, ...]:
    """Return the ways to write a fraction: unreduced, and as a decimal where it ends.

    Examples
    --------
    >>> spellings(Fraction(-3, 2))[-3:]
    ('-18/12', '-1.5', '-1,5')
    """
    p, q = number.numerator, number.denominator
    written = [f"{k * p}/{k * q}" for k in range(1, _MULTIPLES + 1)]
    rest = q
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        decimal = f"{Decimal(p) / Decimal(q):f}"
        written += [decimal, decimal.replace(".", ",")]
    return tuple(written)


def _html(blocks: Iterable[Block], language: str) -> Iterator[str]:
    """Yield blocks as HTML with formulas in TeX."""
    for block in blocks if language == "en" else [b.in_language(language) for b in blocks]:
        match block:
            case Heading(text):
                yield f"<h4>{escape_html(text)}</h4>"
            case Paragraph(inline):
                yield f"<p>{_inline(inline)}</p>"
            case Equation(formula):
                for line in displayed(formula, language):
                    yield f"<p>\\[{escape_html(math(line))}\\]</p>"
            case Aligned():
                yield f"<p>\\[{escape_html(aligned(block))}\\]</p>"
            case Table(header, rows):
                cells = (("th", header), *(("td", row) for row in rows))
                body = "".join(
                    f"<tr>{''.join(f'<{tag}>{_inline([cell])}</{tag}>' for cell in row)}</tr>"
                    for tag, row in cells
                )
                yield f"<table>{body}</table>"


def _inline(parts: Sequence[Inline]) -> str:
    return "".join(escape_html(p if isinstance(p, str) else f"\\({math(p)}\\)") for p in parts)
