"""The lesson on row picture and column picture, with usual and unusual input, played unseen."""

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from linalg.reading.matrices import ReadMatrix
from scenes.lessons.linear_algebra.pictures.parameters import PicturesParameters
from scenes.lessons.linear_algebra.pictures.storyboard import PicturesLesson
from scenes.lessons.linear_algebra.pictures.two_pictures import TwoPictures
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.space.cube import Cube
from scenes.mobjects.systems.column_view import ColumnView
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES

INPUTS = {
    "example": ("2 -1; -1 2", "0 3"),
    "the same line": ("1 2; 2 4", "3 6"),
    "parallel lines": ("1 2; 2 4", "3 1"),
    "identity": ("1 0; 0 1", "2 3"),
    "fractions": ("1/3 2/7; -5/2 1", "1/2 3/4"),
    "large numbers": ("1000 2; 3 700", "5000 -4000"),
    "small numbers": ("1e-7 2e-7; 3e-7 -1e-7", "1e-7 2e-7"),
    "b is 0": ("1 2; 3 4", "0 0"),
    "nearly singular": ("1 1; 1 1.001", "2 2.001"),
    "a column of zeros": ("1 0; 2 0", "1 2"),
    "roots": ("sqrt(2) 1; 1 sqrt(3)", "1 2"),
    "three unknowns": ("2 -1 0; -1 2 -1; 0 -3 4", "0 -1 4"),
    "planes at right angles": ("1 0 0; 0 1 0; 0 0 1", "1 2 3"),
    "a prism": ("1 1 0; 0 1 1; 1 2 1", "1 1 3"),
    "planes that share a line": ("1 1 0; 0 1 1; 1 2 1", "1 1 2"),
    "one plane three times": ("1 2 3; 2 4 6; -1 -2 -3", "1 2 -1"),
    "parallel planes": ("1 2 3; 2 4 6; -1 -2 -3", "1 2 5"),
}


def parameters(matrix, rhs):
    return PicturesParameters.from_mapping({"matrix": matrix, "rhs": rhs})


@cache
def rehearsed(name, language="en"):
    """The film at the fast pace, at which many tests look."""
    given = parameters(*INPUTS[name])
    return rehearse(PicturesLesson, given, Presentation(pace="fast", language=language))


def said(name):
    return [item.caption.key for item in rehearsed(name).timeline.captions]


def beats(name):
    return [beat.title for beat in rehearsed(name).timeline.beats]


def stage_of(name):
    """The stage of a film that nobody plays."""
    lesson = PicturesLesson(parameters(*INPUTS[name]))
    return TwoPictures(lesson, lesson.story)


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert lint(rehearsed(name), (*RULES, *STORY_RULES)) == []


@pytest.mark.parametrize("name", ["a prism", "the same line"])
def test_every_rule_is_kept_in_korean(name):
    assert lint(rehearsed(name, "ko"), (*RULES, *STORY_RULES)) == []


def test_three_unknowns_take_no_more_than_two_minutes_at_the_slow_pace():
    given = parameters(*INPUTS["three unknowns"])
    film = rehearse(PicturesLesson, given, Presentation(pace="slow"))
    assert lint(film, (*RULES, *STORY_RULES)) == []
    assert film.seconds <= 120


# The story


def test_a_system_with_one_answer_is_tilted_until_both_pictures_fail_and_tried_out():
    assert beats("example") == [
        "One answer, two pictures",
        "The row picture",
        "The column picture",
        "One x in both pictures",
        "b slides",
        "A line is tilted",
        "Both pictures fail",
        "The answer tried out",
    ]
    keys = said("example")
    told = ["lines.tilt", "lines.runs", "line.why", "line.none", "lines.onto.line", "lines.many.1"]
    assert [key for key in keys if key in told] == told


@pytest.mark.parametrize(
    ("name", "rows", "last"),
    [
        ("parallel lines", "lines.none.rows", "refuted"),
        ("the same line", "lines.family.rows", "tried.columns"),
        ("a prism", "planes.none.rows", "refuted"),
        ("planes that share a line", "planes.family.rows", "tried.columns"),
    ],
)
def test_a_singular_system_shows_its_failure_at_once(name, rows, last):
    keys = said(name)
    assert rows in keys
    assert keys[-1] == last
    assert not {"try", "lines.tilt", "planes.tilt"} & set(keys)


@pytest.mark.parametrize("name", ["example", "three unknowns", "parallel lines"])
def test_the_film_ends_on_the_proof(name):
    last = rehearsed(name).plays[-1].after.claims
    wanted = (
        {"0 is not what b adds up to"}
        if name == "parallel lines"
        else {"the combination is b", *(f"equation {i + 1}" for i in range(len(last) - 1))}
    )
    assert {claim.relation for claim in last} == wanted
    assert all(claim.holds for claim in last)


def test_no_relation_is_false_while_it_is_lit_and_the_sign_goes_out_when_lines_are_parallel():
    held = [claim for play in rehearsed("example").plays for claim in play.after.claims]
    assert {claim.relation for claim in held} >= {"Ax = b", "det A"}
    assert all(claim.holds for play in rehearsed("example").plays for claim in play.after.claims)
    (start,) = (b.start for b in rehearsed("example").timeline.beats if "fail" in b.title)
    play = next(p for p in rehearsed("example").plays if p.start >= start)
    assert "Ax = b" not in {claim.relation for claim in play.after.claims}


# What is drawn


@pytest.mark.parametrize(("name", "x"), [("example", (1, 2)), ("three unknowns", (0, 0, 1))])
def test_the_same_x_is_a_point_and_a_sum_that_arrives_at_b(name, x):
    stage = stage_of(name)
    stage.rows.grown[:] = stage.columns.grown[:] = 1.0
    stage.columns.chained = 1.0
    stage.draw(stage.now._replace(x=np.array(x, dtype=float)))
    (place,) = stage.rows.scenery.places([x])
    assert stage.rows.point.get_center()[:2] == pytest.approx(place)
    assert stage.columns.arrives
    (b,) = stage.columns.scenery.places([stage.now.b])
    assert stage.columns.tip.get_center()[:2] == pytest.approx(b)
    stage.draw(stage.now._replace(x=np.array(x) + 0.5))
    assert not stage.columns.arrives


def test_multiples_beside_each_other_do_not_arrive():
    stage = stage_of("example")
    stage.columns.grown[:], stage.columns.chained = 1.0, 1.0
    stage.columns.apart = 1.0
    stage.draw(stage.now._replace(x=np.array([1.0, 2.0])))
    assert not stage.columns.arrives


@pytest.mark.parametrize("name", ["example", "parallel lines", "large numbers"])
def test_both_axes_have_the_same_scale(name):
    stage = stage_of(name)
    for view in (stage.rows, stage.columns):
        assert isinstance(view.scenery, Plane)
        assert view.scenery.is_equal


def test_three_unknowns_stand_in_space():
    stage = stage_of("a prism")
    assert isinstance(stage.rows.scenery, Cube)
    assert isinstance(stage.columns.scenery, Cube)


@pytest.mark.parametrize("name", ["example", "a prism", "one plane three times"])
def test_all_combinations_are_drawn_where_the_columns_lie(name):
    stage = stage_of(name)
    view, S = stage.columns, np.array(stage.story.reach.A.tolist(), dtype=float)
    view.spanned = 1.0
    stage.draw(stage.now._replace(A=S))
    drawn = spanned(view)
    corners = [view.scenery.places([column]) for column in S.T]
    if np.linalg.matrix_rank(S) == 1:
        (one, *_, other) = drawn
        for corner in corners:
            along, step = other - one, corner[0] - one
            assert abs(along[0] * step[1] - along[1] * step[0]) < 1e-6
    else:
        assert len(drawn) > 3


@pytest.mark.parametrize("name", ["three unknowns", "a prism", "planes at right angles"])
def test_seen_along_their_plane_the_columns_lie_on_a_line_and_b_that_is_missed_does_not(name):
    stage = stage_of(name)
    reach = stage.story.reach
    view, normal = stage.columns, np.array(reach.evidence.tolist(), dtype=float)[:, 0]
    view.turn(view.edge_of(normal))
    columns, b = (
        view.scenery.places(np.array(M.T.tolist(), dtype=float)) for M in (reach.A, reach.missed.b)
    )
    (origin,) = view.scenery.places([np.zeros(3)])
    assert np.linalg.matrix_rank(columns - origin, tol=1e-9) == 1
    assert np.linalg.matrix_rank([*(columns - origin), *(b - origin)], tol=1e-3) == 2
    view.turn(view.open)
    assert np.linalg.matrix_rank(view.scenery.places(np.eye(3)) - origin, tol=1e-3) == 2


def spanned(view: ColumnView) -> np.ndarray:
    shown = view.line if view.line.has_points() else view.sheet[0]
    return shown.points[:, :2]


# What is refused


@pytest.mark.parametrize(
    ("matrix", "rhs", "reason"),
    [
        ("1 2 3 4; 1 1 1 1; 0 1 0 1; 1 0 0 2", "1 2 3 4", "4 unknowns.*render elimination"),
        ("5", "1", "1 unknown;"),
        ("1 2 3; 4 5 6", "1 2", "2 × 3.*explain row-picture"),
        ("1 k; 2 3", "1 2", "holds k.*render elimination"),
        ("1 2; 3 4", "1 c", "holds c"),
        ("0 0; 1 2", "1 2", "row 1 is 0"),
        ("1 2; 3 4", None, "is missing"),
        ("1 2; 3 4", "1 2; 3 4", "shows one b"),
        ("1 2; 3 4", "1 2 3", "3 entries"),
        ("1 1e10; 3 4", "1 2", "1e\\+10.*another unit"),
        ("1 2; 3 4", "1 1e-10", "1e-10.*another unit"),
    ],
)
def test_what_cannot_be_pictured_is_refused_in_one_line(matrix, rhs, reason):
    given = {"matrix": matrix} | ({} if rhs is None else {"rhs": rhs})
    with pytest.raises(ParameterError, match=reason) as refused:
        PicturesParameters.from_mapping(given)
    assert "\n" not in str(refused.value)


def test_floats_are_the_decimals_that_they_show():
    given = PicturesParameters(ReadMatrix(((0.1, 0.2), (0.2, 0.4))), ((1.0,), (np.float64(2.0),)))
    assert ((Fraction(1, 10), Fraction(1, 5)), (Fraction(1, 5), Fraction(2, 5))) == given.A
    assert given.b == ((1,), (2,))
    assert any("decimals" in remark for remark in given.remarks)
    assert not parameters("0.1 0.2; 0.2 0.4", "1 2").remarks
    assert lint(rehearse(PicturesLesson, given)) == []
    with pytest.raises(ParameterError, match="nan"):
        PicturesParameters(ReadMatrix(((np.nan, 1.0), (1.0, 2.0))), ((1,), (2,)))


def test_a_system_may_be_given_with_a_bar():
    given = PicturesParameters.from_mapping({"matrix": "2 -1 | 0; -1 2 | 3"})
    assert given.b == ((0,), (3,))
