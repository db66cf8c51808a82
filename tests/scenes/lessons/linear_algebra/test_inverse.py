"""The lesson on the inverse, with usual and unusual input, played through without drawing."""

from functools import cache

import numpy as np
import pytest
import sympy as sp

from linalg import Inverse, inverse
from linalg.check import Check
from linalg.geometry.undoing import Undoing
from linalg.notation import brackets, marked, symbol
from linalg.reading.matrices import ReadMatrix
from scenes.lessons.linear_algebra.inverse.moved_space import MovedSpace
from scenes.lessons.linear_algebra.inverse.parameters import InverseParameters
from scenes.lessons.linear_algebra.inverse.storyboard import InverseLesson
from scenes.mobjects.maps.moved_cube import MovedCube
from scenes.mobjects.maps.moved_plane import MovedPlane
from scenes.mobjects.matrices.measures import entry_markup
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import (
    STORY_RULES,
    nothing_false_is_displayed,
    the_proof_is_shown,
)
from scenes.stage import DoesNotFitError
from scenes.theme import Role, TextKind

DIFFERENCES = sp.Matrix(8, 8, lambda i, j: {0: 2, 1: -1}.get(abs(i - j), 0))
SINGULAR_EIGHT = """
    2 0 -2 -2 1 1 -2 0; -2 1 3 1 -3 -1 3 1; 2 -1 -2 -3 5 3 -5 0; 0 1 1 1 0 0 3 0
    2 2 1 -2 4 3 0 -1; 0 2 4 -4 4 5 -2 1; -2 0 0 6 -3 -6 1 -9; 0 2 4 -2 2 3 6 2
"""
INPUTS = {
    "example": "1 -1; 1 1",
    "lecture": "1 3; 2 7",
    "singular": "1 3; 2 6",
    "1 by 1": "5",
    "zero": "0 0; 0 0",
    "1 by 1 and zero": "0",
    "orthogonal": "3/5 -4/5; 4/5 3/5",
    "turned over": "0 1; 1 0",
    "huge and small": "1000000 0; 0 1/1000000",
    "3 by 3": "1 2 1; 3 8 1; 0 4 1",
    "space turned inside out": "0 1 0; 1 0 0; 0 0 2",
    "space onto a plane": "1 0 1; 0 1 1; 1 1 2",
    "space onto a line": "1 1 1; 1 1 1; 2 2 2",
    "zero pivot": "0 1 1; 1 2 1; 2 7 9",
    "upper triangular": "1 1 1; 0 1 1; 0 0 1",
    "identity": "1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 0 1",
    "negative pivots": "-2 0; 0 -4",
    "4 by 4": "2 1 0 3; 4 1 1 2; -2 3 5 1; 1 0 2 2",
    "4 by 4 of rank 2": "1 2 3 4; 2 4 6 8; 1 1 1 1; 3 5 7 9",
    "5 by 5": "2 1 0 3 1; 4 1 1 2 0; -2 3 5 1 1; 1 0 2 2 1; 3 1 1 0 4",
    "4 by 4 of differences": str(DIFFERENCES[:4, :4].tolist()),
    "8 by 8": str(DIFFERENCES.tolist()),
    "singular 8 by 8": SINGULAR_EIGHT,
    "symbols": "a b; c d",
    "a turn by any angle": "cos(t) -sin(t); sin(t) cos(t)",
    "longer symbols": "a 1 0; 1 b 1; 0 1 c",
    "singular with symbols": "a b; 2*a 2*b",
    "large numbers": "100000 20000; 3 -123456789",
    "long fractions": "1/97 2/89; 31/83 -44/101",
    "roots": "2^(1/2) 1; 1 2",
}


IN_KOREAN = (
    *("lecture", "singular", "zero", "3 by 3", "zero pivot", "space onto a plane"),
    *("5 by 5", "8 by 8", "singular 8 by 8", "symbols", "longer symbols", "large numbers"),
)
TOLD = (
    *("example", "lecture", "orthogonal", "turned over", "upper triangular", "3 by 3"),
    *("singular", "space turned inside out", "space onto a plane", "negative pivots"),
    *("4 by 4", "4 by 4 of differences", "5 by 5", "8 by 8", "long fractions", "zero pivot"),
)
"""What is told as a story: not what is nothing but signs, a single number, or does not move."""


def parameters(matrix):
    return InverseParameters.from_mapping({"matrix": matrix})


@cache
def rehearsed(name):
    """The film in English, at which many tests look."""
    return rehearse(InverseLesson, parameters(INPUTS[name]))


def rehearsed_as(name, **presentation):
    """A film that one test looks at."""
    return rehearse(InverseLesson, parameters(INPUTS[name]), Presentation(**presentation))


def said(rehearsal):
    return [item.caption.text for item in rehearsal.timeline.captions]


def formulas(rehearsal):
    """Return each formula that was shown, once, in order."""
    seen = [
        text.body
        for play in rehearsal.plays
        for text in play.after.texts
        if text.kind is TextKind.FORMULA
    ]
    return list(dict.fromkeys(seen))


def written(matrix):
    return tuple(
        tuple(entry_markup(matrix[i, j]) for j in range(matrix.cols)) for i in range(matrix.rows)
    )


def filled_in(rehearsal):
    """Return the entries of the product on the last frame, which has begun as empty brackets."""
    last = rehearsal.plays[-1].after.texts
    return [text.body for text in last if text.kind is TextKind.ENTRY and not text.in_matrix]


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert lint(rehearsed(name)) == []


@pytest.mark.parametrize("name", TOLD)
def test_the_film_tells_a_story(name):
    assert lint(rehearsed(name), STORY_RULES) == []


@pytest.mark.parametrize("name", INPUTS)
def test_nothing_false_is_displayed_and_the_end_proves_it(name):
    assert lint(rehearsed(name), (nothing_false_is_displayed, the_proof_is_shown)) == []


@pytest.mark.parametrize("name", IN_KOREAN)
def test_every_rule_is_kept_in_korean(name):
    assert lint(rehearsed_as(name, language="ko")) == []


@pytest.mark.parametrize("pace", ["slow", "fast"])
@pytest.mark.parametrize("name", ["3 by 3", "8 by 8", "singular"])
def test_every_rule_is_kept_at_every_pace(name, pace):
    assert lint(rehearsed_as(name, pace=pace, theme="light")) == []


@pytest.mark.parametrize("name", ["4 by 4", "5 by 5"])
def test_a_larger_matrix_takes_no_more_than_two_minutes(name):
    assert rehearsed(name).seconds <= 120


@pytest.mark.parametrize("entries", [((0.5, 2.0), (3.0, 4.5)), ((0.1, 0.2), (0.2, 0.4))])
def test_floats_have_an_inverse_or_none(entries):
    rehearsal = rehearse(InverseLesson, InverseParameters(ReadMatrix(entries)))
    assert lint(rehearsal) == []
    titles = [beat.title for beat in rehearsal.timeline.beats]
    assert ("No inverse" in titles) == (entries[0][0] == 0.1)


def test_the_product_of_floats_is_checked_against_ones_and_zeros():
    rehearsal = rehearse(InverseLesson, InverseParameters(ReadMatrix(((0.5, 2.0), (3.0, 4.5)))))
    assert filled_in(rehearsal) == [entry_markup(x) for x in (1, 0, 0, 1)]


# The numbers: MIT 18.06, lecture 3


def test_the_matrix_goes_from_A_and_I_to_I_and_the_lectures_inverse():
    states = []
    for play in rehearsed("lecture").plays:
        states += [m for m in play.after.matrices if len(m[0]) == 4 and m not in states]
    row_by_row = [state for state in states if state[0][1] != entry_markup(3)]
    assert states[0] == written(sp.Matrix([[1, 3, 1, 0], [2, 7, 0, 1]]))
    assert written(sp.Matrix([[1, 3, 1, 0], [0, 1, -2, 1]])) in states
    assert row_by_row == [written(sp.Matrix([[1, 0, 7, -3], [0, 1, -2, 1]]))]


def test_the_same_steps_are_said_to_make_the_inverse_and_it_is_tried_out():
    rehearsal = rehearsed("lecture")
    markup = rehearsal.lesson.markup
    one, zero = marked(1, "result"), marked(0, "result")
    inverse_of_A = symbol("A", sup=-1)
    story = [
        markup("E", "A", "=", "I"),
        markup("E", brackets([["A", "I"]]), "=", brackets([["I", inverse_of_A]])),
        markup(7, "·", 1, "+", -3, "·", 2, "=", one),
        markup(7, "·", 3, "+", -3, "·", 7, "=", zero),
        markup(inverse_of_A, "A", "=", "I"),
    ]
    assert formulas(rehearsal)[-len(story) :] == story
    last = rehearsal.plays[-1].after
    assert last.matrices == (
        written(sp.Matrix([[7, -3], [-2, 1]])),
        written(sp.Matrix([[1, 3], [2, 7]])),
    )
    assert filled_in(rehearsal) == [entry_markup(x) for x in (1, 0, 0, 1)]


def test_a_singular_matrix_ends_with_an_x_that_it_sends_to_0():
    rehearsal = rehearsed("singular")
    markup = rehearsal.lesson.markup
    zero = marked(0, "result")
    x = sp.Matrix([-3, 1])  # the lecture's (3, -1), with 1 for the free unknown
    assert rehearsal.plays[-1].after.matrices == (written(sp.Matrix([[1, 3], [2, 6]])), written(x))
    story = [
        markup(1, "·", -3, "+", 3, "·", 1, "=", zero),
        markup(2, "·", -3, "+", 6, "·", 1, "=", zero),
        markup("A", "x", "=", 0),
    ]
    assert formulas(rehearsal)[-len(story) :] == story
    words = said(rehearsal)
    assert "Column 2 is 0 in all remaining rows: no exchange helps, a permanent failure." in words
    assert words[-1] == "No matrix brings x back from 0: no inverse."


# The plane, and space


def taken(monkeypatch, kind, matrix):
    """Return every matrix that the picture has shown at the end of a motion, in order."""
    shown, take = [], kind.take
    monkeypatch.setattr(kind, "take", lambda self, A: (shown.append(np.array(A)), take(self, A))[1])
    rehearse(InverseLesson, parameters(matrix))
    return shown


@pytest.mark.parametrize(
    ("kind", "matrix"),
    [(MovedPlane, "1 3; 2 7"), (MovedPlane, "0 2; 1 3"), (MovedCube, "1 1 0; 0 1 1; 1 0 1")],
)
def test_the_plane_goes_out_and_every_step_brings_it_nearer(monkeypatch, kind, matrix):
    shown = taken(monkeypatch, kind, matrix)
    record = inverse(matrix).elimination
    story = iter(shown)
    for expected in Undoing(record).maps:  # in this order
        assert any(np.allclose(expected, one, atol=1e-9) for one in story)
    out = Undoing(record).maps[0]  # then out under A once more, and back
    assert any(np.allclose(out, one, atol=1e-9) for one in story)
    np.testing.assert_allclose(shown[-1], np.eye(len(out)), atol=1e-9)


def test_a_singular_plane_falls_and_no_step_raises_it(monkeypatch):
    shown = taken(monkeypatch, MovedPlane, "1 3; 2 6")
    fallen = [k for k, A in enumerate(shown) if abs(np.linalg.det(A)) < 1e-9]
    begun_again = [k for k, A in enumerate(shown) if np.array_equal(A, np.eye(2))]
    first = fallen[0]
    again = next(k for k in begun_again if k > first)
    assert set(range(first, again)) <= set(fallen)
    np.testing.assert_allclose(shown[-1] @ [-3, 1], 0, atol=1e-12)


@pytest.mark.parametrize(
    ("matrix", "key"),
    [
        ("1 -1; 1 1", "plane.moves"),
        ("0 1; 1 0", "plane.over"),
        ("1 0; 0 1", "plane.stays"),
        ("1 3; 2 6", "plane.line"),
        ("0 0; 0 0", "plane.point"),
        ("1 1 0; 0 1 1; 1 0 1", "space.moves"),
        ("0 1 0; 1 0 0; 0 0 2", "space.over"),
        ("1 0 1; 0 1 1; 1 1 2", "space.plane"),
        ("1 1 1; 1 1 1; 2 2 2", "space.line"),
    ],
)
def test_what_A_does_is_said_by_rank_and_determinant(matrix, key):
    film = rehearse(InverseLesson, parameters(matrix), Presentation(pace="fast"))
    assert [item.caption.key for item in film.timeline.captions][1] == key


def test_a_picture_that_has_no_room_beside_the_rows_is_seen_before_and_after_them():
    rehearsal = rehearsed("long fractions")
    assert rehearsal.lesson.undoing is not None
    keys = [item.caption.key for item in rehearsal.timeline.captions]
    assert keys[1:3] == ["plane.over", "looked.for"]
    after = keys[keys.index("inverse") + 1 :]
    assert after[:2] == ["plane.out.again", "in.again"]
    together = next(s for s in rehearsal.timeline.captions if s.caption.key == "together")
    seen = [play.after for play in rehearsal.plays if play.start > together.start and play.still]
    assert len(seen[0].others) < 10  # the rows are alone: brackets, bar, boxes


@pytest.mark.parametrize("name", ["huge and small", "symbols", "4 by 4", "1 by 1"])
def test_what_cannot_be_drawn_is_told_by_its_rows(name):
    assert rehearsed(name).lesson.undoing is None


def test_a_plane_that_is_not_back_is_found_out(monkeypatch):
    monkeypatch.setattr(MovedSpace, "through", lambda moved, steps: [])
    messages = [str(f) for f in lint(rehearsed_as("example"), STORY_RULES)]
    assert any("E[A I] = [I A⁻¹] is displayed and does not hold" in text for text in messages)


def test_every_row_is_divided_by_its_pivot():
    rehearsal = rehearsed("3 by 3")
    assert "Division by the pivots makes lengths 1 again." in said(rehearsal)
    tags = {text.body for play in rehearsal.plays for text in play.after.texts}
    for pivot in (2, 5):
        assert rehearsal.lesson.markup("÷", marked(pivot, "multiplier")) in tags
    six_wide = [m for play in rehearsal.plays for m in play.after.matrices if len(m[0]) == 6]
    A = sp.Matrix([[1, 2, 1], [3, 8, 1], [0, 4, 1]])
    assert six_wide[-1] == written(sp.eye(3).row_join(A.inv()))


def test_a_large_inverse_is_the_known_one():
    rehearsal = rehearsed("8 by 8")
    known = sp.Matrix(8, 8, lambda i, j: sp.Rational((min(i, j) + 1) * (8 - max(i, j)), 9))
    wide = [m for play in rehearsal.plays for m in play.after.matrices if len(m[0]) == 16]
    assert wide[-1] == written(sp.eye(8).row_join(known))
    assert written(known) in rehearsal.plays[-1].after.matrices
    marks = {mark.role for mark in rehearsal.plays[-1].after.marks}
    assert Role.RESULT in marks


def test_a_product_of_zeros_is_written_out():
    rehearsal = rehearsed("negative pivots")
    half = -sp.Rational(1, 2)
    assert rehearsal.lesson.markup(half, "·", 0, "+", 0, "·", -4, "=", marked(0, "result")) in (
        formulas(rehearsal)
    )


def test_where_there_is_no_room_below_a_matrix_the_formula_stands_beside_it():
    rehearsal = rehearsed("4 by 4")
    whole = brackets([["A", "I"]]), "=", brackets([["I", symbol("A", sup=-1)]])
    body = rehearsal.lesson.markup("E", *whole)
    seen = [text for play in rehearsal.plays for text in play.after.texts if text.body == body]
    assert {text.kind for text in seen} == {TextKind.LABEL}


def test_no_box_around_a_row_or_a_column_touches_what_stands_beside_it():
    rehearsal = rehearsed("4 by 4 of differences")
    begun = next(b.start for b in rehearsal.timeline.beats if b.title == "Tried out")
    plays = [play.after for play in rehearsal.plays if play.still and play.start > begun]
    boxes = [(view, mark) for view in plays for mark in view.marks if mark.role is Role.SOURCE]
    assert boxes
    for view, mark in boxes:
        for text in view.texts:
            inside = mark.region.contains(text.region)
            assert inside or not mark.region.overlaps(text.region), text.body


def test_a_large_singular_matrix_is_multiplied_by_its_x():
    rehearsal = rehearsed("singular 8 by 8")
    A, x = rehearsal.lesson.elimination.A, rehearsal.lesson.homogeneous.null_vectors[0]
    assert A * x == 0 * x != x
    assert rehearsal.plays[-1].after.matrices == (written(A), written(x))
    assert filled_in(rehearsal) == [entry_markup(0)] * 8


def test_what_the_pivots_take_for_granted_stays_in_sight():
    rehearsal = rehearsed("symbols")
    inverse_shown = next(b.start for b in rehearsal.timeline.beats if b.title == "The inverse")
    play = next(play for play in rehearsal.plays if play.start > inverse_shown)
    labels = [text.body for text in play.after.texts if text.kind is TextKind.LABEL]
    assert sum("eq.not" in body for body in labels) == 2


def test_the_story_of_the_example_is_told_in_order():
    keys = [item.caption.key for item in rehearsed("example").timeline.captions]
    assert keys == [
        *("question", "plane.moves", "looked.for", "beside"),
        *("pivot", "multiplier", "subtract.once", "entries", "plane.slides"),
        *("above", "add", "plane.slides.too", "lengths"),
        *("plane.back", "inverse"),
        *("plane.out.again", "in.again", "product.entries", "check.done"),
    ]


def test_the_story_of_a_singular_matrix_is_told_in_order():
    keys = [item.caption.key for item in rehearsed("singular").timeline.captions]
    assert keys == [
        *("question", "plane.line", "looked.for", "beside"),
        *("pivot", "multiplier", "subtract", "entries", "plane.flat", "pivot.failure"),
        *("alive", "dies", "product.entries", "no.inverse"),
    ]


# Refusals


def test_only_a_square_matrix_has_an_inverse():
    with pytest.raises(ParameterError, match="is 2 × 3; only a square matrix"):
        parameters("1 2 3; 4 5 6")


def test_a_matrix_with_entries_too_long_is_refused_with_what_would_fit():
    matrix = "; ".join(
        " ".join(str(101 + 7 * i * j + (i == j)) for j in range(8)) for i in range(8)
    )
    with pytest.raises(DoesNotFitError, match="16 columns of"):
        rehearse(InverseLesson, parameters(matrix))


def test_an_inverse_that_fails_its_check_is_not_shown(monkeypatch):
    monkeypatch.setattr(Inverse, "check", lambda record: Check("AA⁻¹ = I", False))
    assert inverse("1 3; 2 7").matrix is not None
    with pytest.raises(UnprovenRecordError, match="does not hold"):
        rehearsed_as("example")
