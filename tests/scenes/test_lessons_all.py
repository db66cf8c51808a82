"""What holds for every lesson there is, with the example of its parameters."""

import pytest

from scenes.captions.catalogue import LANGUAGES, LOCALE
from scenes.lesson import PACE
from scenes.lessons.catalogue import lesson, lesson_names
from scenes.parameters.presentation import Presentation
from scenes.rehearsal.lint import lint
from scenes.rehearsal.rehearsal import rehearse

LESSON = pytest.mark.parametrize("name", lesson_names())
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def rehearsed(name, **presentation):
    entry = lesson(name)
    return rehearse(entry.storyboard(), entry.parameters.example(), Presentation(**presentation))


@LESSON
@LANGUAGE
@pytest.mark.parametrize("pace", PACE)
def test_the_rules_are_kept_and_the_film_takes_between_twenty_seconds_and_two_minutes(
    name, language, pace
):
    film = rehearsed(name, language=language, pace=pace)
    assert lint(film) == []
    assert 20 <= film.seconds <= 120


@LESSON
def test_the_rules_are_kept_on_a_light_ground(name):
    assert lint(rehearsed(name, theme="light")) == []


@LESSON
@LANGUAGE
def test_there_are_captions(name, language):
    folder = name.replace("-", "_")
    assert (LOCALE / language / "LC_MESSAGES" / f"{folder}.mo").exists()
