"""The lesson on column space and null space, with usual and unusual input, played through."""

from functools import cache

import numpy as np
import pytest

from linalg.check import Check
from linalg.notation import fenced
from linalg.reading.matrices import ReadMatrix
from linalg.subspaces.sides import Sides, sides
from scenes.lessons.linear_algebra.subspaces.column_stage import ColumnStage
from scenes.lessons.linear_algebra.subspaces.itinerary import Itinerary
from scenes.lessons.linear_algebra.subspaces.parameters import SubspacesParameters
from scenes.lessons.linear_algebra.subspaces.storyboard import SubspacesLesson
from scenes.lessons.linear_algebra.subspaces.tried_out import TriedOut
from scenes.mobjects.space.projection import Projection
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES
from scenes.stage import DoesNotFitError

LECTURE = "1 3 4; 2 3 5; 4 1 5"
INPUTS = {
    "example": (LECTURE, "5 7 9"),
    "b off": ("1 3; 2 3; 4 1", "1 0 0"),
    "rank 1": ("1 2 -1; 2 4 -2; 3 6 -3", "1 0 0"),
    "rank 3": ("1 0 1; 0 1 1; 1 1 0", "1 2 3"),
    "two rows": ("2 1; 1 3", None),
    "two rows and three columns": ("2 1 1; 1 3 0", None),
    "two rows of rank 1": ("1 2; 2 4", "1 1"),
    "one column": ("1; 2; -1", None),
    "fractions": ("1/2 1/3; 0.25 -1/5; 1 1", None),
    "b = 0": ("1 3; 2 3; 4 1", "0 0 0"),
    "negative": ("-1 2; 3 -4; -5 6", "-1 0 -2"),
    "the same column twice": ("1 1; 1 1; 2 2", None),
    "a column of zeros": ("0 1 2; 0 1 0; 0 2 1", None),
    "roots": ("2^(1/2) 1; 2 2^(1/2)", "1 1"),
    "long fractions": ("31/83 44/101; 17/97 -2/89", None),
}
STILL_INPUTS = {
    "zero": ("0 0; 0 0", "1 2"),
    "zero in space": ("0 0 0; 0 0 0; 0 0 0", None),
    "one column of zeros": ("0; 0", None),
}
"""Where nothing is swept little moves, and still pictures fill more than they should."""


def parameters(matrix, rhs=None):
    given = {"matrix": matrix} if rhs is None else {"matrix": matrix, "rhs": rhs}
    return SubspacesParameters.from_mapping(given)


@cache
def rehearsed(name):
    """The film at the fast pace, at which many tests look."""
    given = parameters(*{**INPUTS, **STILL_INPUTS}[name])
    return rehearse(SubspacesLesson, given, Presentation(pace="fast"))


def keys(name):
    return [item.caption.key for item in rehearsed(name).timeline.captions]


def stage_of(matrix, rhs=None):
    return ColumnStage(SubspacesLesson(parameters(matrix, rhs)), sides(matrix, rhs))


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_and_the_story_told_whatever_the_input(name):
    assert lint(rehearsed(name), (*RULES, *STORY_RULES)) == []


@pytest.mark.parametrize("name", STILL_INPUTS)
def test_every_rule_is_kept_where_nothing_is_swept(name):
    assert lint(rehearsed(name)) == []


def test_floats_are_shown():
    given = SubspacesParameters(ReadMatrix(((0.5, 2.0), (3.0, 4.5), (1.0, 0.25))))
    film = rehearse(SubspacesLesson, given, Presentation(pace="fast"))
    assert lint(film, (*RULES, *STORY_RULES)) == []


# The story


def test_the_story_of_the_example_is_told_in_order():
    assert keys("example") == [
        *("question", "columns", "line", "plane", "dependent.plane", "all.plane"),
        *("closure", "sum.stays", "multiple.leaves", "line.off", "sum.leaves"),
        *("off", "gap.plane", "slide", "reached"),
        *("null", "null.line", "added", "many.line", "check", "end.many"),
    ]


@pytest.mark.parametrize(
    ("name", "told", "untold"),
    [
        ("rank 1", {"dependent.line", "all.line", "gap.line", "null.plane", "many"}, {"plane"}),
        ("rank 3", {"space", "all.whole.space", "everywhere", "only", "end.one"}, {"off", "null"}),
        ("two rows", {"all.whole.plane", "everywhere", "only"}, {"slide", "space"}),
        ("two rows of rank 1", {"all.line", "gap.line", "many.line"}, {"plane", "everywhere"}),
        ("zero", {"zero", "all.origin", "gap.origin", "null.plane", "many"}, {"line"}),
        ("zero in space", {"null.space"}, {"line", "only"}),
        ("a column of zeros", {"zero", "line", "plane", "all.plane"}, {"dependent.plane"}),
        ("b = 0", {"all.plane", "reached", "only"}, {"many", "many.line"}),
    ],
)
def test_each_kind_of_matrix_is_told_what_it_is(name, told, untold):
    assert told <= set(keys(name))
    assert not untold & set(keys(name))


def test_x_and_b_are_read_off_and_tried_out():
    film = rehearsed("example")
    words = [item.caption.text for item in film.timeline.captions]
    assert "Reached: x = (2, 1, 0)." in words
    assert "x = (1, 1, -1) leads back to 0." in words
    bodies = [text.body for text in film.plays[-1].after.texts]
    for number in ("2.00", "1.00", "5.00", "7.00", "9.00"):
        assert number in bodies
    assert {claim.relation for claim in film.plays[-1].after.claims} == {
        "Ax = b",
        *(f"row {i} of Ax = b" for i in (1, 2, 3)),
    }


# The combinations and their box


@pytest.mark.parametrize("name", [*INPUTS, *STILL_INPUTS])
def test_all_that_is_shown_is_in_the_box(name):
    record = sides(*{**INPUTS, **STILL_INPUTS}[name])
    itinerary = Itinerary(record)
    low, high = itinerary.box
    assert (low < 0).all()
    assert (high > 0).all()
    for points in (itinerary.lines, np.cumsum(itinerary.tour[:, :, None] * record.columns, axis=1)):
        assert (points >= low).all()
        assert (points <= high).all()
    low, high = itinerary.x_box
    assert ((low < record.x) & (record.x < high)).all()


def test_steps_are_solutions_of_Ax_0():
    itinerary = Itinerary(sides(LECTURE, "5 7 9"))
    assert itinerary.null_steps.tolist() == [[1, 1, -1]]
    assert itinerary.solution_step.tolist() == [-1, -1, 1]
    assert (itinerary.null_steps @ itinerary.record.columns == 0).all()
    line = Itinerary(sides("1 2 -1; 2 4 -2; 3 6 -3", "1 0 0"))
    assert np.linalg.matrix_rank(line.null_steps) == 2
    assert (line.null_steps @ line.record.columns == 0).all()


def test_the_plane_is_seen_open_and_then_along_its_edge():
    picture = stage_of(LECTURE, "5 7 9").picture
    normal = np.array([10.0, -11, 3]) / np.sqrt(230)
    open_, edge = (abs(normal @ Projection(*v).to_viewer) for v in (picture.base, picture.edge))
    assert open_ > 0.35
    assert edge < 0.05
    flat = stage_of("2 1; 1 3").picture
    assert flat.base == flat.edge


# What is claimed


def test_the_equality_is_judged_from_what_is_drawn():
    stage = stage_of(LECTURE, "5 7 9")
    picture = stage.picture
    picture.b = np.array([5.0, 7, 9])
    picture.chain.multiples = np.array([2.0, 1, 0])
    picture.redraw()
    stage.write()
    assert stage.is_reached()
    stage.b.numbers[1].set_value(6.0)
    assert not stage.is_reached()
    stage.write()
    picture.chain.arrows[0].shift((0.1, 0, 0)).scale(1.2)
    assert not stage.is_reached()
    picture.chain.multiples = np.array([1.0, 0, 1])
    picture.redraw()
    stage.write()
    assert stage.is_reached()
    picture.chain.multiples = np.array([1.0, 0, 0.9])
    picture.redraw()
    stage.write()
    assert not stage.is_reached()


def test_a_row_that_does_not_hold_is_found():
    tried = TriedOut(stage_of(LECTURE, "5 7 9"))
    for line in tried.lines:
        holds = tried._holds(line)
        assert holds()
        line.value[2] += 1
        assert not holds()


def test_a_record_that_fails_its_check_is_not_shown(monkeypatch):
    monkeypatch.setattr(Sides, "check", lambda record: Check("Ax = b", False))
    with pytest.raises(UnprovenRecordError):
        rehearse(SubspacesLesson, parameters(LECTURE))


# Refusals


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("1 2; 3 4; 5 6; 7 8",), "is 4 × 2; columns are seen as arrows: give 2 or 3 rows"),
        (("1 2 3",), "is 1 × 3; columns are seen as arrows: give 2 or 3 rows"),
        (("1 2 3 4; 5 6 7 8",), "has 4 columns; give at most 3, so that x is seen too"),
        (("1 a; 2 b",), "arrows need numbers: give one for a, b"),
        (("1 2; 3 4", "c 1"), "rhs: arrows need numbers: give one for c"),
        (("1 2 | c; 3 4 | 1",), "matrix: arrows need numbers: give one for c"),
        (("1 2; 3 4", "1 2; 3 4"), "has 2 columns; one b is told about"),
    ],
)
def test_what_cannot_be_pictured_is_refused_with_the_remedy(given, message):
    with pytest.raises(ParameterError, match=message):
        parameters(*given)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (("1000 1; 0 1",), "column 2"),
        (("1 0; 0 1", "500 500"), "column 1"),
        (("1 1; 0 1/100", "0 1"), "column 1"),
    ],
)
def test_arrows_too_short_to_be_seen_are_refused(given, name):
    with pytest.raises(DoesNotFitError, match=f"{name} is too short to be seen"):
        rehearse(SubspacesLesson, parameters(*given))


# Names of spaces


@pytest.mark.parametrize(
    ("name", "column_space", "null_space"),
    [
        ("example", True, True),
        ("b off", True, False),
        ("rank 1", True, True),
        ("rank 3", False, False),
        ("two rows and three columns", False, True),
        ("zero", False, False),
    ],
)
def test_what_is_neither_0_nor_everything_has_a_name(name, column_space, null_space):
    bodies = {text.body for play in rehearsed(name).plays for text in play.after.texts}
    markup = rehearsed(name).lesson.markup
    assert (markup("C", fenced("A")) in bodies) == column_space
    assert (markup("N", fenced("A")) in bodies) == null_space
