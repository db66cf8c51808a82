"""Moodle's XML: well formed, and its fields read as Moodle reads them.

The grammar of a field is that of Moodle's documentation, "Embedded Answers (Cloze) question type".
"""

import html
import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
import sympy as sp

from linalg.exercises.moodle import field, spellings, to_moodle
from linalg.exercises.sheets import sheet
from linalg.exercises.topics import TOPICS

FIELD = re.compile(r"\{(\d*):(NUMERICAL|SHORTANSWER|MULTICHOICE):([^{}]+)\}")
NUMERICAL = re.compile(r"=(-?\d+(?:\.\d+)?):0")


def fields(text):
    """The fields of a question: its kind, and the answers that get all marks."""
    for weight, kind, body in FIELD.findall(text):
        assert weight == "1"
        alternatives = body.split("~")
        if kind == "NUMERICAL":
            (alternative,) = alternatives
            yield kind, [NUMERICAL.fullmatch(alternative)[1]]
        else:
            assert not re.search(r"[#%*\\]", body)
            yield kind, [a[1:] for a in alternatives if a.startswith("=")]


def questions(text):
    root = ET.fromstring(text)
    assert root.tag == "quiz"
    category, *rest = root
    assert category.get("type") == "category"
    assert category.findtext("category/text").startswith("$course$/top/")
    return rest


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("fractions", [False, True])
def test_every_field_takes_the_number_of_the_key(topic, fractions):
    made = sheet(topic, variants=4, seed=11, fractions=fractions)
    found = questions(to_moodle(made))
    assert len({question.findtext("name/text") for question in found}) == 4
    for question, element in zip(made.questions, found, strict=True):
        assert element.get("type") == "cloze"
        text = element.find("questiontext")
        assert text.get("format") == "html"
        wanted = []
        for answer in question.answers:
            if answer.typed and answer.choices:
                wanted.append(("MULTICHOICE", answer.value))
            elif answer.typed and answer.value is None:
                wanted += [("SHORTANSWER", "-")] * (answer.shape[0] * answer.shape[1])
            elif answer.typed:
                value = answer.value
                entries = value if isinstance(value, sp.MatrixBase) else [value]
                wanted += [
                    ("NUMERICAL" if sp.sympify(e).is_Integer else "SHORTANSWER", str(e))
                    for e in entries
                ]
        got = [(kind, answers) for kind, answers in fields(text.findtext("text"))]
        assert [kind for kind, _ in got] == [kind for kind, _ in wanted]
        assert all(value in answers for (_, answers), (_, value) in zip(got, wanted, strict=True))


@pytest.mark.parametrize("topic", TOPICS)
def test_formulas_are_closed_and_nothing_else_is_in_braces(topic):
    made = sheet(topic, variants=3, seed=4)
    for element in questions(to_moodle(made)):
        for part in ("questiontext", "generalfeedback"):
            text = element.findtext(f"{part}/text")
            formulas = re.findall(r"\\[(\[](.*?)\\[)\]]", FIELD.sub("", text), re.DOTALL)
            assert formulas or part == "generalfeedback"
            for tex in map(html.unescape, formulas):
                assert tex.count("{") == tex.count("}")
            ET.fromstring(f"<div>{text}</div>")


def test_a_system_without_a_solution_has_as_many_fields_as_others():
    made = sheet("solve", variants=12, seed=1)
    counts = {
        len(list(fields(element.findtext("questiontext/text"))))
        for element in questions(to_moodle(made))
    }
    assert {question.work.kind for question in made.questions} == {"unique", "none", "family"}
    assert counts == {4}


@pytest.mark.parametrize(
    "number", [Fraction(1, 2), Fraction(-3, 2), Fraction(2, 3), Fraction(-7, 8), Fraction(1, 6)]
)
def test_a_fraction_may_be_written_in_several_ways(number):
    written = spellings(number)
    assert f"{number}" in written
    assert len(set(written)) == len(written)
    for text in written:
        assert Fraction(text.replace(",", ".")) == number
    decimal = any("." in text for text in written)
    assert decimal == (number.denominator in (2, 8))


def test_an_integer_is_a_number_without_tolerance():
    assert field(sp.Integer(-3)) == "{1:NUMERICAL:=-3:0}"
    assert field(0) == "{1:NUMERICAL:=0:0}"
