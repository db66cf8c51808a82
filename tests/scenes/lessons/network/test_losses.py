"""The lesson on hinge and softmax, with usual and unusual input, played through undrawn."""

import functools

import numpy as np
import pytest

from scenes.lessons.network.losses import board, pushes
from scenes.lessons.network.losses.course import Course
from scenes.lessons.network.losses.parameters import LossesParameters
from scenes.lessons.network.losses.storyboard import LossesLesson
from scenes.mobjects.live_number import LiveNumber
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import LONGEST_FILM, SHORTEST_FILM, STORY_RULES

INPUTS = {
    "example": {},
    "right already best": {"scores": "1.3, 4.9, 2.0", "right": "2"},
    "two classes": {"scores": "2, 5"},
    "six classes": {"scores": "1 2 3 4 5 6", "right": "3"},
    "all 0": {"scores": "0 0 0 0"},
    "huge, right far ahead": {"scores": "300, -400 10"},
    "huge, right far behind": {"scores": "-300, 400 10"},
    "fractions, close": {"scores": "1/3, 2/7, -5/11", "classes": "a, b, c"},
    "far below 0": {"scores": "-900, -905, -950", "right": "2"},
    "tiny, long names": {"scores": "0.001, 0.002", "classes": "a long name1, 고양이고양이"},
    "a tie of others": {"scores": "999.5, 1000, 1000"},
}
FAST = Presentation(pace="fast")


@functools.cache
def rehearsed(name):
    return rehearse(LossesLesson, LossesParameters.from_mapping(INPUTS[name]), FAST)


def keys(name):
    return [item.caption.key for item in rehearsed(name).timeline.captions]


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    film = rehearsed(name)
    assert lint(film, (*RULES, *STORY_RULES)) == []
    assert SHORTEST_FILM <= film.seconds <= LONGEST_FILM


def test_the_story_is_told_in_order():
    beats = [beat.title for beat in rehearsed("example").timeline.beats]
    assert beats == [
        *("The question", "Scores", "The hinge", "The softmax", "Before training"),
        *("Over the margin", "A jiggle", "Twice the weights", "Tried out"),
    ]


def test_the_stations_are_those_of_the_lecture():
    course = Course(np.array([3.2, 5.1, -1.7]), 0)
    given, start, *_ = (slide for slide in course.slides)
    assert (given.hinge[0], given.softmax[0]) == pytest.approx((2.9, 2.0404), abs=1e-4)
    assert (start.hinge[0], start.softmax[0]) == pytest.approx((2, np.log(3)))
    jiggle = course.slides[-1]
    assert np.ptp(jiggle.scores[:, 1]) == pytest.approx(2)
    assert not jiggle.hinge.any()
    assert np.ptp(jiggle.softmax) > 0.1
    assert (course.doubled == 2 * course.at_edge).all()


def test_the_film_ends_on_the_slopes_of_both():
    film = rehearsed("example")
    family = [part for top in film.lesson.mobjects for part in top.get_family()]
    shown = [part.value for part in family if isinstance(part, LiveNumber)]
    p = np.exp([6.6, 5.1, -1.7]) / np.exp([6.6, 5.1, -1.7]).sum()
    for value in (0.0, p[0] - 1, p[1], p[2], -np.log(p[0]), 6.6):
        assert np.isclose(shown, value, rtol=1e-9, atol=0).any()
    claims = {claim.relation for claim in film.plays[-1].after.claims}
    assert {"slopes are as the dots say", "what reaches over is the hinge"} <= claims


def test_captions_say_what_happens_with_unusual_input():
    assert {"hinge.over", "slide.closer", "start.back"} <= set(keys("example"))
    assert {"hinge.none", "slide.down"} <= set(keys("right already best"))
    assert "slide.down" not in keys("example")
    assert "start.back" not in keys("all 0")


def test_names_are_typed_or_the_lectures_or_numbers():
    def names(given, language="en"):
        parameters = LossesParameters.from_mapping(given)
        return LossesLesson(parameters, Presentation(language=language)).names

    assert names({}) == ["cat", "car", "frog"]
    assert names({}, "ko") == ["고양이", "자동차", "개구리"]
    assert names({"scores": "2, 5"}) == ["class 1", "class 2"]
    assert names({"scores": "2, 5", "classes": "yes, no"}) == ["yes", "no"]


@pytest.mark.parametrize(
    ("what", "false"),
    [
        ("hinge", {"what reaches over is the hinge", "the dots stand at both losses"}),
        ("softmax", {"L = -ln p_y", "the dots stand at both losses"}),
    ],
)
def test_a_wrong_number_is_found(monkeypatch, what, false):
    stand = board.LossBoard.stand

    def wrong(self, scores):
        stand(self, scores)
        number = getattr(self, what).number
        number.set_value(number.value + 0.25)

    monkeypatch.setattr(board.LossBoard, "stand", wrong)
    film = rehearse(LossesLesson, LossesParameters.example(), FAST)
    found = {f.message.split(" is displayed")[0] for f in lint(film, STORY_RULES)}
    assert false <= found


def test_an_arrow_of_a_false_length_is_found(monkeypatch):
    arrow = pushes.Pushes._arrow
    monkeypatch.setattr(pushes.Pushes, "_arrow", lambda self, x, y, s: arrow(self, x, y, 1.1 * s))
    film = rehearse(LossesLesson, LossesParameters.example(), FAST)
    found = {f.message.split(" is displayed")[0] for f in lint(film, STORY_RULES)}
    assert found == {"arrows are as long as slopes"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"scores": "3.2"}, "scores: one class can never be wrong: 2 to 6 scores"),
        ({"scores": "1 2 3 4 5 6 7 8 9 10"}, "scores: 10 scores; 6 have room under each other"),
        ({"scores": ","}, "scores: holds no number"),
        ({"scores": "1, x"}, "scores: 'x' is not a number"),
        ({"scores": "1e999, 2"}, "scores: '1e999' is not a finite number"),
        ({"scores": "1000, -1000"}, "scores: more than 700 apart"),
        ({"right": "4"}, "right: there are 3 classes"),
        ({"classes": "cat, car"}, "classes: 2 names, but 3 scores"),
        ({"classes": "cat,, car"}, "classes: a name is empty"),
        ({"classes": "cat, car, a frog in the pond"}, "classes: 'a frog in the pond' is too long"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(given, message):
    with pytest.raises(ParameterError) as error:
        LossesParameters.from_mapping(given)
    assert str(error.value).startswith(message)


def test_a_list_of_a_course_file_is_read_too():
    assert LossesParameters.from_mapping({"scores": [3, 1]}).scores == (3.0, 1.0)
