"""The lesson on diamond and circle, with usual and unusual input, played through undrawn."""

import functools
import itertools
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from linalg.check import Check
from optviz.planar.planar_path import TouchPath
from optviz.planar.touch import Touch
from scenes.lessons.optimisation.diamond_and_circle import storyboard
from scenes.lessons.optimisation.diamond_and_circle.parameters import DiamondAndCircleParameters
from scenes.lessons.optimisation.diamond_and_circle.storyboard import DiamondAndCircleLesson
from scenes.lessons.optimisation.diamond_and_circle.swing import SwingOfTheForce
from scenes.lessons.optimisation.diamond_and_circle.touch_stage import TouchStage
from scenes.mobjects.touches.path_picture import PathPicture
from scenes.mobjects.touches.touch_panel import TouchPanel
from scenes.mobjects.written import read_back
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import LONGEST_FILM, SHORTEST_FILM, STORY_RULES
from scenes.theme import DARK, Role

ORACLE = json.loads((Path(__file__).parent / "oracles" / "planar_paths.json").read_text())
INPUTS = {
    "example": {},
    "data": {"data": ORACLE["data"]},
    "long fractions": {"data": "1/97 2/89 | 1/3; 31/83 -44/101 | 5; 1 1 | 1/7"},
    "orthonormal columns": {"data": "1 0 | 3; 0 1 | 1"},
    "inside": {"centre": "1/4 1/8", "radius": "1"},
    "on an axis": {"centre": "2 0", "angle": "0"},
    "zero": {"centre": "0 0"},
    "on an axis, turned": {"centre": "0 3", "angle": "45"},
    "round": {"axes": "1 1"},
    "round and diagonal": {"centre": "2 2", "axes": "1 1"},
    "elongated": {"axes": "40 1"},
    "very elongated": {"axes": "1 300", "angle": "10"},
    "second quadrant": {"centre": "-2 1", "angle": "30"},
    "p below 1": {"left": "p 0.5", "right": "elastic 1/2"},
    "p below 1, long": {
        "centre": "-3 1/4",
        "axes": "4 1/2",
        "angle": "35",
        "left": "p 1/2",
        "right": "elastic 1/3",
    },
    "p above 2": {"left": "max", "right": "p 4"},
    "p between and above": {"left": "p 3/2", "right": "p 3", "angle": "90"},
    "the circle first": {"left": "l2", "right": "l1"},
    "the same twice": {"left": "l2"},
    "large": {"centre": "-3000000 1/1000"},
    "small": {"centre": "3e-7 2e-7"},
    "a large ball": {"radius": "100"},
    "a tiny ball": {"radius": "1/1000"},
    "far away": {"centre": "40 9", "radius": "1"},
    "an edge": {"data": "2 0 | 1; 0 1 | 1; 1 1 | 2", "radius": "3/5"},
    "parallel columns": {"data": "1 2 | 1; 2 4 | 3"},
    "equal columns": {"data": "1 1 | 1; 2 2 | 3"},
    "a column of zeros": {"data": "0 1 | 1; 0 2 | 3"},
    "a valley across the ball": {"data": "1 2 | 1; 2 4 | 3", "radius": "3/4"},
    "a range of λ": {"strengths": "1 2"},
    "a range beyond": {"strengths": "10 20"},
}


def parameters(name):
    return DiamondAndCircleParameters.from_mapping(INPUTS[name])


@functools.cache
def rehearsed(name, **presentation):
    return rehearse(DiamondAndCircleLesson, parameters(name), Presentation(**presentation))


def said(rehearsal):
    return [item.caption.text for item in rehearsal.timeline.captions]


def keys(rehearsal):
    return [item.caption.key for item in rehearsal.timeline.captions]


def panels(rehearsal):
    """Return the panels on the last frame."""
    family = [part for top in rehearsal.lesson.mobjects for part in top.get_family()]
    return [part for part in family if isinstance(part, TouchPanel)]


def shown_weights(panel):
    return [read_back(weight.value.body) for weight in panel.weights]


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    film = rehearsed(name)
    assert lint(film, (*RULES, *STORY_RULES)) == []
    assert SHORTEST_FILM <= film.seconds <= LONGEST_FILM


@pytest.mark.parametrize("name", ["long fractions", "large", "small", "p below 1"])
def test_every_rule_is_kept_in_korean_with_wide_input(name):
    film = rehearsed(name, language="ko", theme="light")
    assert lint(film, (*RULES, *STORY_RULES)) == []


# Against searches that know nothing of the records


def lowest_on(points, H, centre):
    gap = points - centre
    values = 0.5 * np.einsum("ki,ij,kj->k", gap, H, gap)
    return points[values.argmin()], values.min()


def example_loss(turned=0.0):
    angle = math.radians(-20 + turned)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return turn @ np.diag([1 / 2.5**2, 1.0]) @ turn.T, np.array([2.0, 2.25])


def diamond(radius, count=100_001):
    side = np.linspace(0, 1, count)[:, None]
    corners = radius * np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]])
    return np.concatenate([a + side * (b - a) for a, b in itertools.pairwise(corners)])


def circle(radius, count=400_001):
    angle = np.linspace(0, 2 * math.pi, count)
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


def test_the_points_of_first_touch_are_where_the_loss_is_lowest_on_the_balls():
    film = rehearsed("example")
    for panel, ball in zip(panels(film), (diamond, circle), strict=True):
        lowest, _ = lowest_on(ball(1.6), *example_loss())
        assert shown_weights(panel) == pytest.approx(lowest, abs=0.0051)
        np.testing.assert_allclose(panel.dot.get_center(), panel.at(lowest), atol=1e-3)


def test_the_corner_is_named_only_where_a_weight_is_zero():
    words = said(rehearsed("example"))
    first = words.index("A level set grows until it touches.")
    assert words[first + 1] == "A corner: w₁ = 0."
    assert words[first + 3] == "No weight is 0."


def test_the_nearest_point_is_another_one_and_is_marked():
    """The erratum: only round contours lead to the nearest point of the circle."""
    film = rehearsed("example")
    H, centre = example_loss()
    solution, _ = lowest_on(circle(1.6), H, centre)
    nearest, _ = lowest_on(circle(1.6), np.eye(2), centre)
    assert np.linalg.norm(solution - nearest) > 0.3
    panel, touch = panels(film)[1], film.lesson.touches[1]
    line, ring = panel.nearest(touch)
    np.testing.assert_allclose(ring.get_center(), panel.at(nearest), atol=1e-3)
    np.testing.assert_allclose(line.points[0], panel.at(centre), atol=1e-9)
    assert np.linalg.norm(line.points[-1] - panel.at(nearest)) < 0.15  # no more than a gap


def test_round_ellipses_lead_to_the_nearest_point():
    film = rehearsed("round")
    assert "nearest.round" in keys(film)
    assert "nearest" not in keys(film)
    assert "swing.stays" in keys(film)  # about the corner they turn all the same


def test_the_weights_on_the_paths_are_those_of_scikit_learn():
    given = {"data": ORACLE["data"], "strengths": "0 3.6"}
    lesson = DiamondAndCircleLesson(DiamondAndCircleParameters.from_mapping(given))
    picture = PathPicture(lesson.paths, DARK)
    strengths = lesson.paths[0].strengths[::-1]
    for k, strength in enumerate(ORACLE["strengths"]):
        moment = int(np.abs(strengths - strength).argmin())
        assert strengths[moment] == pytest.approx(strength, abs=1e-12)
        picture.reach(moment)
        assert read_back(picture.strength.value.body) == pytest.approx(strength, abs=0.0051)
        for panel, plot, model in zip(
            picture.panels, picture.plots, ("lasso", "ridge"), strict=True
        ):
            weights = ORACLE[model][k]
            assert shown_weights(panel) == pytest.approx(weights, abs=0.0051)
            np.testing.assert_allclose(panel.dot.get_center(), panel.at(weights), atol=1e-6)
            for dot, weight in zip(plot.dots, weights, strict=True):
                place = plot.plane.point(strength, weight)
                np.testing.assert_allclose(dot.get_center(), place, atol=1e-6)


def test_the_ball_and_the_ellipse_on_the_way_meet_in_the_solution():
    lesson = rehearsed("example").lesson
    picture = PathPicture(lesson.paths, DARK)
    picture.reach(60)
    for panel in picture.panels:
        for curve in (panel.outline, panel.ellipse):
            gaps = np.linalg.norm(curve.points - panel.dot.get_center(), axis=1)
            assert gaps.min() < 0.03


def test_it_says_from_which_strength_on_the_lasso_drops_a_weight():
    H, centre = example_loss()
    pull = H @ centre
    # With the second weight alone, the first is pulled by less than λ from here on.
    strength = min(
        k
        for k in np.linspace(0, pull[1], 100_001)
        if abs(pull[0] - H[0, 1] * (pull[1] - k) / H[1, 1]) <= k
    )
    words = said(rehearsed("example"))
    assert f"L1: from λ = {strength:.3g} on, w₁ = 0." in words
    assert f"L1: from λ = {abs(pull).max():.3g} on, both weights are 0." in words
    assert "L2: no weight is 0, even at λ = 2.8." in words


# The swing, against the loss turned by hand


def turned_about_the_corner(degrees):
    """Return the Hessian and the lowest point of the example turned about (0, 1.6)."""
    H, centre = example_loss(turned=degrees)
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    corner = np.array([0.0, 1.6])
    return H, corner + turn @ (centre - corner)


def test_the_point_stays_on_the_corner_for_a_quarter_turn_and_not_beyond():
    film = rehearsed("example")
    assert "L1: for 90° the point stays, and w₁ = 0." in said(film)
    record, (first, last) = film.lesson.swing.turned[0], film.lesson.swing.rest
    low, high = record.angles[first], record.angles[last]
    assert high - low == pytest.approx(90, abs=1)
    for degrees, at_corner in ((low, True), (high, True), (low - 2, False), (high + 2, False)):
        (x, y), _ = lowest_on(diamond(1.6), *turned_about_the_corner(degrees))
        assert bool(abs(x) < 1e-9) is at_corner
        assert (abs(x) + abs(y)) == pytest.approx(1.6)


def test_on_the_circle_each_angle_has_its_own_point():
    film = rehearsed("example")
    assert "L2: each direction of -∇f has its own point." in said(film)
    record, swing = film.lesson.swing.turned[1], film.lesson.swing
    for moment in (swing.rest[0], swing.start, swing.rest[1]):
        lowest, _ = lowest_on(circle(1.6), *turned_about_the_corner(record.angles[moment]))
        np.testing.assert_allclose(record.touches[moment].point, lowest, atol=1e-4)
    steps = np.linalg.norm(np.diff(record.solutions, axis=0), axis=1)
    assert steps.min() > 1e-3


def test_the_arrow_turns_in_the_fan_while_the_dot_stays():
    lesson = DiamondAndCircleLesson(parameters("example"))
    stage = TouchStage(lesson, lesson.touches, lesson.swing.centres)
    for panel, touch in stage.both:
        stage.solution(panel, touch)
    act = SwingOfTheForce(stage, lesson.swing)
    act.begin(lesson.swing)
    panel, places, directions = stage.panels[0], [], []
    for moment in np.linspace(*lesson.swing.rest, 9).round().astype(int).tolist():
        act.reach(moment)
        places.append(panel.dot.get_center())
        directions.append(math.degrees(math.atan2(*panel.arrow.along[::-1])))
    np.testing.assert_allclose(places, [panel.at((0, 1.6))] * 9, atol=1e-9)
    assert directions == pytest.approx(np.linspace(45, 135, 9), abs=0.6)


def test_a_tip_that_holds_less_than_its_half_plane_lets_the_point_jump():
    film = rehearsed("p below 1, long")
    assert "swing.jumps" in keys(film)
    (text,) = [text for text in said(film) if "the point stays" in text]
    width = int(text.partition("for ")[2].partition("°")[0])
    assert 60 < width < 150


# Two questions


def test_the_price_that_leads_to_the_touch_is_that_of_scikit_learn_s_path():
    """λ of the lasso at the corner, from its stationarity by hand: |∂f/∂w₂| there."""
    H, centre = example_loss()
    slope = H @ (np.array([0.0, 1.6]) - centre)
    film = rehearsed("example")
    assert float(film.lesson.touches[0].strength) == pytest.approx(-slope[1])
    for touch, priced in zip(film.lesson.touches, film.lesson.priced, strict=True):
        np.testing.assert_allclose(touch.point, priced.point, atol=1e-8)


def test_a_ball_that_is_not_convex_may_hold_points_that_no_price_leads_to():
    film = rehearsed("p below 1, long")
    assert "p = 0.5: no λ leads here." in said(film)
    assert "questions" not in keys(film)


# Jumps


def test_jumps_are_told_where_they_are_and_shown_as_jumps():
    film = rehearsed("p below 1, long")
    jumps = [text for text in said(film) if "it jumps to" in text]
    assert jumps == [
        "At λ = 0.015 it jumps to (-3.3, 0).",
        "At λ = 1.4 it jumps to (0, 2.1).",
        "At λ = 5.2 it jumps to (0, 0).",
    ]
    picture = PathPicture(film.lesson.paths, DARK)
    (trace, _), (leap, _) = picture.traces, picture.leaps
    picture.reach(len(picture.touches[0]) - 1)
    length = np.linalg.norm(trace.points[3::4] - trace.points[::4], axis=1).max()
    assert length < 0.3  # no line over a jump
    assert leap.has_points()


# Other stories


def test_the_story_of_the_example_is_told_in_order():
    assert keys(rehearsed("example")) == [
        *("question", "loss", "balls"),
        *("grow", "touch.corner", "grow.again", "touch.arc", "nearest"),
        *("cone", "normal", "swing.start", "swing.stays", "swing.leaves", "swing.follows"),
        *("questions", "paths.start", "paths.zero", "paths.gone", "paths.kept"),
        *("tried", "close.arc"),
    ]


def test_a_lowest_point_within_the_ball_feels_no_constraint():
    story = keys(rehearsed("inside"))
    assert story.count("touch.inside") == 1
    assert not {"grow", "cone", "nearest", "swing.start"} & set(story)
    assert story[-1] == "close.inside"
    assert "paths.zero" in story  # the penalised form is felt all the same


def test_no_weights_at_all_leave_nothing_to_shrink():
    assert keys(rehearsed("zero"))[-1] == "close.zero"
    assert "paths.start" not in keys(rehearsed("zero"))


def test_a_circle_touched_on_an_axis_is_not_called_a_corner():
    story = keys(rehearsed("on an axis"))
    assert "touch.corner" in story
    assert "touch.axis" in story


def test_a_square_has_its_corners_where_weights_are_equal():
    film = rehearsed("p above 2")
    assert "touch.tie" in keys(film)
    assert keys(film)[-1] == "close.none"
    assert not any("corner keeps" in text for text in said(film))


def test_parallel_columns_have_a_whole_line_of_lowest_points():
    story = keys(rehearsed("parallel columns"))
    assert "valley" in story
    assert "loss" not in story
    assert not any(key.startswith("nearest") for key in story)
    assert "L1: w₁ = 0 all along." in said(rehearsed("parallel columns"))


def test_of_equal_columns_the_lasso_picks_one_of_many_and_ridge_shares():
    film = rehearsed("equal columns")
    assert "touch.family" in keys(film)
    (_, none), (first, second) = map(shown_weights, panels(film))
    assert none == 0
    assert first == second


def test_a_valley_that_crosses_the_ball_is_not_felt():
    assert keys(rehearsed("a valley across the ball")).count("touch.crossed") == 1


def test_what_is_zero_in_the_whole_range_is_not_said_to_become_so():
    assert "L1: w₁ = 0 all along." in said(rehearsed("a range of λ"))
    assert "L1: from λ = 10 on, both weights are 0." in said(rehearsed("a range beyond"))
    assert "paths.nothing" not in keys(rehearsed("a range beyond"))  # the circle shrinks on


def test_records_that_fail_their_check_are_not_shown(monkeypatch):
    for kind, relation in ((Touch, "touch"), (TouchPath, "path")):
        with monkeypatch.context() as patch:
            patch.setattr(kind, "check", lambda record, said=relation: Check(said, False))
            with pytest.raises(UnprovenRecordError, match=relation):
                rehearse(DiamondAndCircleLesson)


# The parameters


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"data": "1 2 | 1; 3 4 | 2", "centre": "1 1"}, "centre: follows from the data"),
        ({"data": "1 2; 3 4"}, "data: needs a bar"),
        ({"data": "1 2 3 | 1; 3 4 5 | 2"}, "data: X is"),
        ({"axes": "1 0"}, "axes: must both be positive"),
        ({"axes": "10000 1"}, "axes: the ellipses are more than 1000 times"),
        ({"radius": "0"}, "radius: must be positive"),
        ({"strengths": "2 1"}, "strengths: must rise"),
        ({"centre": "1 2 3"}, "centre: '1 2 3' is not two rational numbers"),
        ({"left": "l3"}, "left: 'l3' is not one of"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_reason(given, complaint):
    with pytest.raises(ParameterError) as caught:
        DiamondAndCircleParameters.from_mapping(given)
    assert str(caught.value).startswith(complaint)


@pytest.mark.parametrize("name", ["example", "data", "long fractions", "second quadrant", "small"])
def test_without_a_radius_the_diamond_is_touched_on_a_corner(name):
    assert DiamondAndCircleLesson(parameters(name)).touches[0].kind == "corner"


# With Manim's own command, as a figure


def test_manim_alone_makes_a_figure_of_the_last_frame(tmp_path):
    command = [str(Path(sys.executable).with_name("manim")), "-ql", "--format", "png"]
    command += ["--media_dir", str(tmp_path), "--progress_bar", "none", storyboard.__file__]
    subprocess.run(command, check=True, cwd=tmp_path, env=os.environ | {"NO_COLOR": "1"})
    (made,) = tmp_path.rglob("DiamondAndCircleLesson*.png")
    picture = Image.open(made).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}
    for role in (Role.SOLUTION, Role.LEVEL_SET, Role.CONSTRAINT):
        assert any(_distance(colour, DARK[role]) < 40 for colour in colours), role
    assert _rgb(DARK[Role.SOLUTION]) in colours


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _distance(colour, hexadecimal):
    return sum(abs(a - b) for a, b in zip(colour, _rgb(hexadecimal), strict=True))
