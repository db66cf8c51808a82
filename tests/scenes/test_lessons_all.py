"""What holds for every lesson there is, with the example of its parameters."""

import inspect
import sys

import pytest
from manim import Scene

from scenes.captions.catalogue import LANGUAGES, locale_of
from scenes.lessons.catalogue import lesson, lesson_names
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import PACE, Lesson
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import LONGEST_FILM, SHORTEST_FILM, STORY_RULES

RETOLD = (
    "backpropagation",
    "descent",
    "diamond-and-circle",
    "elimination",
    "inverse",
    "jacobian",
    "losses",
    "lu",
    "momentum-to-adam",
    "permuted-lu",
    "pictures",
    "products",
    "regions",
    "subspaces",
)
"""The films that are held to the rules for a story."""

LESSON = pytest.mark.parametrize("name", lesson_names())
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def rehearsed(name, **presentation):
    entry = lesson(name)
    return rehearse(entry.storyboard(), entry.parameters.example(), Presentation(**presentation))


@LESSON
@LANGUAGE
@pytest.mark.parametrize("pace", PACE)
def test_the_film_keeps_the_rules_and_tells_a_story_of_twenty_seconds_to_two_minutes(
    name, language, pace
):
    film = rehearsed(name, language=language, pace=pace)
    assert lint(film, (*RULES, *STORY_RULES) if name in RETOLD else RULES) == []
    assert SHORTEST_FILM <= film.seconds <= LONGEST_FILM


@LESSON
def test_the_rules_are_kept_on_a_light_ground(name):
    assert lint(rehearsed(name, theme="light")) == []


@LESSON
@LANGUAGE
def test_there_are_captions(name, language):
    folder = name.replace("-", "_")
    assert (locale_of(folder) / language / "LC_MESSAGES" / f"{folder}.mo").exists()


# Composition: a lesson calls acts, and nobody overrides anybody


@LESSON
def test_a_film_is_a_lesson_and_a_lesson_is_a_scene(name):
    assert lesson(name).storyboard().__bases__ == (Lesson,)
    assert Lesson.__bases__ == (Scene,)


@LESSON
def test_a_film_says_only_what_it_shows_and_in_which_order(name):
    """What every lesson does, a film leaves as it is."""
    left_open = {"parameters_class", "records", "construct"}
    theirs = {key for key in vars(lesson(name).storyboard()) if not key.startswith("__")}
    assert left_open <= theirs
    assert theirs & set(dir(Lesson)) == left_open - {"parameters_class"}


@LESSON
def test_an_act_inherits_from_nobody(name):
    used = vars(sys.modules[lesson(name).storyboard().__module__]).values()
    classes = [x for x in used if inspect.isclass(x) and x.__module__.startswith("scenes.")]
    acts = [kind for kind in classes if "stage" in inspect.signature(kind).parameters]
    assert acts
    assert {kind.__bases__ for kind in acts} == {(object,)}
