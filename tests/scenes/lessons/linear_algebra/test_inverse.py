"""The lesson on the inverse, with usual and unusual input, played through without drawing."""

from functools import cache

import pytest
import sympy as sp

from linalg import Inverse, inverse
from linalg.check import Check
from linalg.notation import marked, symbol
from linalg.reading.matrices import ReadMatrix
from scenes.lessons.linear_algebra.inverse.parameters import InverseParameters
from scenes.lessons.linear_algebra.inverse.storyboard import InverseLesson
from scenes.mobjects.matrices.measures import entry_markup
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.stage import DoesNotFitError
from scenes.theme import Role, TextKind

DIFFERENCES = sp.Matrix(8, 8, lambda i, j: {0: 2, 1: -1}.get(abs(i - j), 0))
SINGULAR_EIGHT = """
    2 0 -2 -2 1 1 -2 0; -2 1 3 1 -3 -1 3 1; 2 -1 -2 -3 5 3 -5 0; 0 1 1 1 0 0 3 0
    2 2 1 -2 4 3 0 -1; 0 2 4 -4 4 5 -2 1; -2 0 0 6 -3 -6 1 -9; 0 2 4 -2 2 3 6 2
"""
INPUTS = {
    "example": "1 3; 2 7",
    "singular": "1 3; 2 6",
    "1 by 1": "5",
    "zero": "0 0; 0 0",
    "1 by 1 and zero": "0",
    "3 by 3": "1 2 1; 3 8 1; 0 4 1",
    "zero pivot": "0 1 1; 1 2 1; 2 7 9",
    "upper triangular": "1 1 1; 0 1 1; 0 0 1",
    "identity": "1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 0 1",
    "negative pivots": "-2 0; 0 -4",
    "4 by 4": "2 1 0 3; 4 1 1 2; -2 3 5 1; 1 0 2 2",
    "4 by 4 of rank 2": "1 2 3 4; 2 4 6 8; 1 1 1 1; 3 5 7 9",
    "5 by 5": "2 1 0 3 1; 4 1 1 2 0; -2 3 5 1 1; 1 0 2 2 1; 3 1 1 0 4",
    "8 by 8": str(DIFFERENCES.tolist()),
    "singular 8 by 8": SINGULAR_EIGHT,
    "symbols": "a b; c d",
    "longer symbols": "a 1 0; 1 b 1; 0 1 c",
    "singular with symbols": "a b; 2*a 2*b",
    "large numbers": "100000 20000; 3 -123456789",
    "long fractions": "1/97 2/89; 31/83 -44/101",
    "roots": "2^(1/2) 1; 1 2",
}


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


@pytest.mark.parametrize("name", INPUTS)
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
    for play in rehearsed("example").plays:
        states += [m for m in play.after.matrices if len(m[0]) == 4 and m not in states]
    row_by_row = [state for state in states if state[0][1] != entry_markup(3)]
    assert states[0] == written(sp.Matrix([[1, 3, 1, 0], [2, 7, 0, 1]]))
    assert written(sp.Matrix([[1, 3, 1, 0], [0, 1, -2, 1]])) in states
    assert row_by_row == [written(sp.Matrix([[1, 0, 7, -3], [0, 1, -2, 1]]))]


def test_the_product_is_multiplied_out_entry_by_entry():
    rehearsal = rehearsed("example")
    markup = rehearsal.lesson.markup
    one, zero = marked(1, "result"), marked(0, "result")
    story = [
        markup(1, "·", 7, "+", 3, "·", -2, "=", one),
        markup(1, "·", -3, "+", 3, "·", 1, "=", zero),
        markup(2, "·", 7, "+", 7, "·", -2, "=", zero),
        markup(2, "·", -3, "+", 7, "·", 1, "=", one),
        markup("A", symbol("A", sup=-1), "=", "I"),
    ]
    assert formulas(rehearsal)[-len(story) :] == story
    last = rehearsal.plays[-1].after
    assert last.matrices == (
        written(sp.Matrix([[1, 3], [2, 7]])),
        written(sp.Matrix([[7, -3], [-2, 1]])),
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
    assert words[-1] == "No matrix sends 0 back to this x: there is no inverse."


def test_every_row_is_divided_by_its_pivot():
    rehearsal = rehearsed("3 by 3")
    words = said(rehearsal)
    assert "Divide row 2 by its pivot, 2." in words
    assert "Divide row 3 by its pivot, 5." in words
    assert not any("Divide row 1" in text for text in words)
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
        *("question", "looked.for", "beside"),
        *("pivot", "multiplier", "subtract", "entries", "entries.rest", "pivot.last"),
        *("gauss", "above", "subtract"),
        *("inverse", "check", "product.entries", "check.done"),
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
