"""Sheets: distinct variants by seed, the tasks without answers, the key with them."""

import json

import pytest
from korean_pages import english

from linalg.errors import LimitError, LinalgError
from linalg.exercises.moodle import to_moodle
from linalg.exercises.sheets import sheet
from linalg.exercises.topics import TOPICS
from linalg.page import NewPage, to_html, to_latex, to_markdown, to_text, to_typst


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("size", [2, 3])
def test_a_class_of_thirty_has_thirty_different_sheets(topic, size):
    made = sheet(topic, variants=30, seed=2026, size=size)
    assert len({str(question.given) for question in made.questions}) == 30
    assert made.check()


def test_the_seed_makes_the_sheet():
    made = sheet("lu", variants=5, seed=1)
    assert sheet("lu", variants=5, seed=1) == made
    assert sheet("lu", variants=5, seed=2) != made
    assert sheet("lu", variants=8, seed=1).questions[:5] == made.questions


def test_too_few_different_ones_are_a_clear_line():
    with pytest.raises(LimitError, match="of inverse of size 2 there are hardly more than"):
        sheet("inverse", variants=500, seed=1, size=2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"topic": "magic"}, 'topic is "determinant", '),
        ({"topic": "lu", "size": 1}, "size must be"),
        ({"topic": "newton", "size": 4}, "size must be"),
        ({"topic": "lu", "variants": 0}, "variants must be"),
        ({"topic": "lu", "seed": -1}, "seed must be"),
    ],
)
def test_what_cannot_be_is_refused(arguments, message):
    with pytest.raises(LinalgError, match=message):
        sheet(**arguments)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_sheet_holds_the_tasks_alone(topic):
    made = sheet(topic, variants=3, seed=5)
    tasks, key = to_text(made.page()), to_text(made.key())
    assert tasks.count("Variant") == 3
    assert "Answer" not in tasks
    assert "Steps" not in tasks
    assert "2026" not in tasks
    assert key.count("Answer") == 3
    short = to_text(made.key(worked=False))
    assert "every answer was verified" in short
    assert "Answer" not in short


def test_each_variant_begins_a_page():
    made = sheet("lu", variants=4, seed=5)
    assert sum(isinstance(block, NewPage) for block in made.page().blocks) == 3
    assert to_typst(made.page()).count("#pagebreak") == 3
    assert to_latex(made.page()).count(r"\newpage") == 3
    assert to_html(made.page()).count('<hr class="new-page">') == 3
    assert to_markdown(made.page()).count("\n---\n") == 3


def test_a_question_is_a_record():
    question = sheet("permuted-lu", seed=3).questions[0]
    assert "Exchange rows" in question.to_text()
    data = json.loads(json.dumps(question.to_dict()))
    assert data["answers"].keys() == {"P", "L", "U"}
    assert data["check"]["holds"] is True
    assert json.loads(json.dumps(sheet("solve", variants=4).to_dict()))["seed"] == 0


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("fractions", [False, True])
def test_sheets_and_keys_in_korean(topic, fractions):
    made = sheet(topic, variants=8, seed=3, fractions=fractions)
    for page in (made.page(), made.key()):
        translation = page.in_language("ko")
        assert english(translation) <= {"LU", "LDL", "det"}
    assert "문제 1" in to_text(made.page().in_language("ko"))
    assert "<name><text>" in to_moodle(made, language="ko")
