"""What holds for every lesson there is, with the example of its parameters."""

import pytest

from scenes.captions.catalogue import LANGUAGES, LOCALE
from scenes.catalogue import lesson, lesson_names
from scenes.lint import lint
from scenes.presentation import Presentation
from scenes.rehearsal import rehearse

LESSON = pytest.mark.parametrize("name", lesson_names())
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def rehearsed(name, **presentation):
    entry = lesson(name)
    return rehearse(entry.storyboard(), entry.parameters.example(), Presentation(**presentation))


@LESSON
@LANGUAGE
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_rules_are_kept(name, language, theme):
    assert lint(rehearsed(name, language=language, theme=theme)) == []


@LESSON
@pytest.mark.parametrize("pace", ["slow", "fast"])
def test_the_rules_are_kept_at_every_pace(name, pace):
    assert lint(rehearsed(name, pace=pace)) == []


@LESSON
@pytest.mark.parametrize("pace", ["slow", "normal", "fast"])
def test_the_example_takes_between_twenty_seconds_and_two_minutes(name, pace):
    assert 20 <= rehearsed(name, pace=pace).seconds <= 120


@LESSON
@LANGUAGE
def test_there_are_captions(name, language):
    folder = name.replace("-", "_")
    assert (LOCALE / language / "LC_MESSAGES" / f"{folder}.mo").exists()
