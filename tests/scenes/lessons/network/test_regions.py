"""The lesson on decision regions, with usual and unusual input, played through undrawn."""

import functools

import numpy as np
import pytest

from scenes.lessons.network.regions import hidden_plane
from scenes.lessons.network.regions.parameters import RegionsParameters
from scenes.lessons.network.regions.storyboard import RegionsLesson
from scenes.mobjects.classifiers.error_bars import ErrorRow
from scenes.mobjects.classifiers.tally import Tally
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import LONGEST_FILM, SHORTEST_FILM, STORY_RULES

INPUTS = {
    "example": {},
    "XOR": {"data": "xor", "seed": "6"},
    "one unit": {"units": "1"},
    "many units, the most first": {"units": "40 5 3 2 40", "points": "30"},
    "four arms": {"data": "spirals", "classes": "4", "noise": "0", "units": "2"},
    "three rings": {"data": "rings", "classes": "3", "units": "1 4"},
    "few points": {"points": "4", "decay": "1e-9", "units": "2 3"},
    "no noise, no decay": {"noise": "0", "decay": "0", "units": "2"},
    "much noise": {"noise": "2", "points": "150", "units": "1 12"},
    "huge decay": {"data": "xor", "decay": "100", "units": "3"},
}
FAST = Presentation(pace="fast")


@functools.cache
def rehearsed(name):
    return rehearse(RegionsLesson, RegionsParameters.from_mapping(INPUTS[name]), FAST)


def said(name):
    return [item.caption.text for item in rehearsed(name).timeline.captions]


def keys(name):
    return [item.caption.key for item in rehearsed(name).timeline.captions]


def on_the_last_frame(name, kind):
    family = [part for top in rehearsed(name).lesson.mobjects for part in top.get_family()]
    return [part for part in family if isinstance(part, kind)]


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    film = rehearsed(name)
    assert lint(film, (*RULES, *STORY_RULES)) == []
    assert SHORTEST_FILM <= film.seconds <= LONGEST_FILM


def test_the_story_is_told_in_order():
    beats = [beat.title for beat in rehearsed("example").timeline.beats]
    assert beats == [
        *("The question", "The points", "A straight line", "The hidden plane"),
        *("More units", "Weight decay", "Tried out"),
    ]


def test_the_numbers_are_those_of_the_records():
    """Counted once more with weights read off the record, and with no method of it."""
    film = rehearsed("example").lesson
    data = film.parameters.points_of_data

    def wrong(record, x, y):
        v, h = record.vectors[-1], record.hidden
        if h:
            x = np.tanh(x @ v[: 2 * h].reshape(2, h) + v[2 * h : 3 * h])
            v = v[3 * h :]
        n = x.shape[1]
        return int(((x @ v[: 2 * n].reshape(n, 2) + v[2 * n :]).argmax(axis=1) != y).sum())

    shown = [*film.by_units, film.held_back[0]]
    rows = on_the_last_frame("example", ErrorRow)
    assert [(row.training.number.value, row.held_out.number.value) for row in rows] == [
        (wrong(r, data.x, data.y), wrong(r, data.x_held_out, data.y_held_out)) for r in shown
    ]
    assert [(row.training.number.value, row.held_out.number.value) for row in rows] == [
        (14, 7),
        (3, 3),
        (2, 6),
        (0, 6),
        (2, 2),
    ]
    line = wrong(film.line, data.x, data.y)
    assert f"Trained, {line} of 60 are still wrong." in said("example")
    assert "Straight, and 57 of 60 points are right." in said("example")
    assert "Held back. Wrong held out: 2, not 6." in said("example")
    assert "Wrong in training 0, but held out 6, not 3: overfitting." in said("example")
    (tally,) = on_the_last_frame("example", Tally)
    assert tally.number.value == 58
    assert said("example")[-1] == "58 of 60 unseen points are right."


def test_captions_say_what_happens_with_unusual_input():
    assert "separated" in keys("no noise, no decay")
    assert not any(key.startswith("decay") for key in keys("no noise, no decay"))
    assert {"train.stuck", "separated.nearly"} <= set(keys("four arms"))
    assert {"held.one", "units.one"} <= set(keys("one unit"))
    assert not {"held", "overfit", "better"} & set(keys("one unit"))
    assert "line.works" in keys("few points")
    assert {"decay.weak", "decay.far"} <= set(keys("few points"))
    assert "decay.flat" in keys("huge decay")
    assert "decay.far" not in keys("huge decay")


def test_units_are_told_once_each_and_the_fewest_first():
    words = [text for text in said("many units, the most first") if "ways" in text]
    assert words == [f"{n} units: {n} ways to bend." for n in (2, 3, 5, 40)]


def test_the_boundary_carried_back_must_meet_the_one_drawn(monkeypatch):
    carry = hidden_plane.BentPlane.carry
    monkeypatch.setattr(
        hidden_plane.BentPlane,
        "carry",
        lambda sheet, image, share=1.0: carry(sheet, image, 0.9 * share + 0.1 * (share == 0)),
    )
    film = rehearse(
        RegionsLesson, RegionsParameters.from_mapping(INPUTS["no noise, no decay"]), FAST
    )
    false = {finding.message for finding in lint(film, STORY_RULES) if "hold" in finding.message}
    assert false == {"the line carried is the boundary is displayed and does not hold"}


def test_a_wrong_count_is_found(monkeypatch):
    set_value = Tally.set_value
    monkeypatch.setattr(Tally, "set_value", lambda tally, value: set_value(tally, value + 1))
    film = rehearse(
        RegionsLesson, RegionsParameters.from_mapping(INPUTS["no noise, no decay"]), FAST
    )
    false = {finding.message for finding in lint(film, STORY_RULES) if "hold" in finding.message}
    assert {message.split(" is displayed")[0] for message in false} == {
        "as many points lie in another's region",
        "as many points lie in their own region",
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"data": "circle"}, "data: 'circle' is not one of xor, moons, spirals, rings"),
        ({"data": "moons", "classes": "3"}, "classes: moons has two classes; spirals and rings"),
        ({"units": "0, 2"}, "units: 0 is out of range: from 1 to 40"),
        ({"units": "1 2 3 4 5 6"}, "units: 6 numbers, at most 5"),
        ({"units": ","}, "units: holds no number"),
        ({"units": "two"}, "units: 'two' is not a whole number"),
        ({"points": "3"}, "points: 3 is out of range"),
        ({"decay": "-1"}, "decay: -1 is out of range"),
        ({"noise": "nan"}, "noise: 'nan' is not a finite number"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(given, message):
    with pytest.raises(ParameterError) as error:
        RegionsParameters.from_mapping(given)
    assert str(error.value).startswith(message)


def test_a_list_of_a_course_file_is_read_too():
    assert RegionsParameters.from_mapping({"units": [3, 1]}).by_units == (1, 3)
