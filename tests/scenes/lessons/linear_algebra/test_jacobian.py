"""The lesson on the Jacobian, with usual and unusual maps, played through."""

from functools import cache

import numpy as np
import pytest

from linalg.check import Check
from linalg.geometry.zoom import HALVINGS
from linalg.notation import to_text
from scenes.lessons.linear_algebra.jacobian.halving import rounded
from scenes.lessons.linear_algebra.jacobian.linear_map import LinearMap
from scenes.lessons.linear_algebra.jacobian.parameters import JacobianParameters
from scenes.lessons.linear_algebra.jacobian.storyboard import JacobianLesson
from scenes.lessons.linear_algebra.jacobian.tried_out import TriedOut
from scenes.lessons.linear_algebra.jacobian.zoom_stage import ZoomStage
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES

INPUTS = {
    "example": {"functions": "r*cos(t); r*sin(t)", "point": "3/2, pi/3"},
    "onto a line": {"functions": "r*cos(t); r*sin(t)", "point": "0, pi/3"},
    "onto a point": {"functions": "x^2 - y^2; 2*x*y", "point": "0, 0"},
    "turned over": {"functions": "y + x^2; x + y^2", "point": "0, 0", "variables": "x, y"},
    "order 3": {"functions": "x + y^3; x - y", "point": "0, 0"},
    "linear": {"functions": "2*x + y; x - y", "point": "1/3, 2/7"},
    "linear onto a line": {"functions": "x; 3 + 0*y", "point": "0, 0"},
    "a kink beside the point": {"functions": "abs(x) + y; x - y^2", "point": "1/2, 0"},
    "far away": {"functions": "x*y; x - y", "point": "10^8, 1"},
    "a small window": {
        "functions": "exp(x)*cos(y); exp(x)*sin(y)",
        "point": "0, 1",
        "side": "1/1000",
    },
    "large values": {"functions": "1e6*x*y; 1e6*(x - y^2)", "point": "0.1, 0.7"},
    "roots": {"functions": "sqrt(2)*x + 2*y; x + sqrt(2)*y", "point": "0, 0"},
    "numbered variables": {"functions": "x_1^2*x_2; x_1 + x_2", "point": "1/7, -3.25"},
    "long functions": {
        "functions": "exp(alpha)*beta; beta*alpha + sqrt(beta)*atan(alpha)/(1 + alpha^2)",
        "point": "alpha = 1, beta = 2",
    },
}


def parameters(name):
    return JacobianParameters.from_mapping(INPUTS[name])


@cache
def rehearsed(name):
    """The film at the fast pace, at which many tests look."""
    return rehearse(JacobianLesson, parameters(name), Presentation(pace="fast"))


def keys(name):
    return [item.caption.key for item in rehearsed(name).timeline.captions]


@cache
def stage_of(name):
    lesson = JacobianLesson(parameters(name))
    return ZoomStage(lesson, lesson.zoom)


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_and_the_story_told_whatever_the_map(name):
    assert lint(rehearsed(name), (*RULES, *STORY_RULES)) == []


# The story


def test_the_story_of_the_example_is_told_in_order():
    assert keys("example") == [
        *("question", "map", "carried", "columns", "linear.plane"),
        *("distance", "zoom", "zoom.on", "zoom.end", "error", "order"),
        *("along", "tangent", "parabola", "gaps", "orders"),
        *("tried", "tried.on", "tried.plus"),
    ]


@pytest.mark.parametrize(
    ("name", "told", "untold"),
    [
        ("onto a line", {"linear.line", "zoom.line", "tried.line"}, {"linear.over", "tried.plus"}),
        (
            "onto a point",
            {"linear.point", "zoom.on.point", "zoom.point", "tried.point"},
            {"zoom.on"},
        ),
        ("turned over", {"linear.over", "tried.minus", "parabola.exact"}, {"tried.plus", "orders"}),
        ("order 3", {"order", "zoom.end"}, {"along"}),
        ("linear", {"carried.straight", "zoom.linear"}, {"carried", "order", "along"}),
        ("linear onto a line", {"linear.line", "zoom.linear", "tried.line"}, {"zoom.line"}),
    ],
)
def test_each_kind_of_map_is_told_what_it_is(name, told, untold):
    assert told <= set(keys(name))
    assert not untold & set(keys(name))


@pytest.mark.parametrize(
    ("name", "said"), [("example", "divides e by 4: order 2"), ("order 3", "by 8: order 3")]
)
def test_the_order_is_read_off_the_record(name, said):
    assert said in " ".join(c.caption.text for c in rehearsed(name).timeline.captions)


def test_numbers_that_are_nearly_whole_are_read_off_as_whole():
    assert [rounded(x) for x in (3.93, 2.02, 2.83, 5.66)] == [4, 2, 2.8, 5.7]


# What is drawn


def test_the_image_is_drawn_in_the_lens_as_the_record_has_it():
    stage = stage_of("example")
    stage.show(0.25)
    corners = stage.lens.view.points(stage.lens.sheet.square.points[::4, :2])
    r, t = 1.5, np.pi / 3
    first = np.array([r * np.cos(t), r * np.sin(t)])
    across = np.array([1.75 * np.cos(t + 0.25), 1.75 * np.sin(t + 0.25)])
    np.testing.assert_allclose(corners[0], [0, 0], atol=1e-9)
    gaps = np.hypot(*(corners - (across - first) / 0.25).T)
    assert gaps.min() < 1e-9


def test_the_image_travels_from_the_window_to_the_lens():
    stage = stage_of("example")
    stage.carry(0.0)
    assert stage.lens.sheet.square.points[0, :2] == pytest.approx(
        stage.plane.point(1.5, np.pi / 3)[:2]
    )
    stage.carry(1.0)
    assert stage.lens.sheet.square.points[0, :2] == pytest.approx(stage.lens.view.places([0, 0]))


def test_the_drawn_area_is_that_of_the_record():
    stage = stage_of("turned over")
    for h in (0.5, 0.1, 0.01):
        stage.show(h)
        assert stage.lens.drawn_area == pytest.approx(stage.record.area(h), rel=1e-2, abs=1e-2)
    assert stage.lens.drawn_area < 0


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("example", "detJ = r = 3/2"),
        ("long functions", "detJ ≈ 1.3"),
        ("linear", "detJ = -3"),
    ],
)
def test_the_determinant_is_written_exactly_or_said_to_be_rounded(name, formula):
    assert to_text(TriedOut(stage_of(name))._determinant()) == formula


@pytest.mark.parametrize(
    ("name", "formula"),
    [("long functions", "J ≈ 5.44  2.72 1.8  1.14"), ("linear", "J = 2  1 1  -1")],
)
def test_long_entries_of_J_are_rounded_and_said_to_be(name, formula):
    parts = LinearMap(stage_of(name))._jacobian()
    assert to_text(parts[:2]) == formula[:3]
    written = to_text(parts[2])
    assert all(number in written for number in formula[3:].split())


# What is claimed


def test_a_wrong_distance_is_found_out():
    stage = stage_of("example")
    (claim,) = [c for c in stage.lesson.claims if c.shown is stage.gap]
    stage.show(0.5)
    assert claim.holds()
    stage.gap.set_value(1.2 * stage.record.gap(0.5))
    assert not claim.holds()


def test_a_wrong_ratio_of_areas_is_found_out():
    stage = stage_of("example")
    act = TriedOut(stage)
    (claim,) = [c for c in stage.lesson.claims if c.shown is act.ratio]
    act._reach(HALVINGS)
    assert claim.holds()
    act.ratio.set_value(1.0)
    assert not claim.holds()


def test_nothing_is_drawn_from_a_record_that_fails_its_check(monkeypatch):
    lesson = JacobianLesson(parameters("example"))
    monkeypatch.setattr(type(lesson.zoom), "check", lambda self: Check("areas", False))
    with pytest.raises(UnprovenRecordError):
        lesson.setup()


# What is refused


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"functions": "abs(x); y", "point": "0, 0"}, "point: the function has a kink"),
        ({"functions": "log(x); y", "point": "-1, 0"}, "point: .* no real value .* take another"),
        ({"functions": "1/x; y", "point": "1/2, 0"}, "side: .* take a smaller side"),
        ({"functions": "x*y; x", "point": "10^18, 0"}, "side: .* take a larger side"),
        ({"functions": "sin(100*x); y", "point": "0, 0"}, "side: F bends too much"),
        ({"functions": "x; y", "point": "0, 0", "side": "-1"}, "side: needs a positive number"),
        ({"functions": "x; y", "point": "0, 0", "side": "a"}, "side: needs a positive number"),
        ({"functions": "x; y", "point": "0"}, "point: .* 2 coordinates x, y"),
        ({"functions": "x*y", "point": "0, 0"}, "functions: 1 of them; write two"),
        ({"functions": "x*y; z", "point": "0, 0"}, "functions: .* x, y, z; put numbers"),
        ({"functions": "x; x^2", "point": "0, 0"}, "functions: .* x; name two"),
        ({"functions": "y; x", "point": "0, 1"}, "point: .* write 'y = 0, x = 1'"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(given, message):
    with pytest.raises(ParameterError, match=message) as caught:
        JacobianParameters.from_mapping(given)
    assert "\n" not in str(caught.value)


def test_a_second_variable_may_be_named_that_does_not_occur():
    given = {"functions": "x; x^2", "point": "0, 0", "variables": "x, y"}
    assert JacobianParameters.from_mapping(given).zoom.rank == 1
