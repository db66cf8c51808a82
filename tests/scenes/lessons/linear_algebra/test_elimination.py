"""The lesson on elimination, with usual and unusual input, played through without drawing."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from linalg import Solution, Subtract, eliminate, solve
from linalg.check import Check
from linalg.elimination.states import States
from linalg.notation import marked, point, symbol, words
from linalg.reading.matrices import ReadMatrix
from scenes.lessons.linear_algebra.elimination import storyboard
from scenes.lessons.linear_algebra.elimination.parameters import EliminationParameters
from scenes.lessons.linear_algebra.elimination.storyboard import EliminationLesson
from scenes.lessons.linear_algebra.elimination.turning import turning_of
from scenes.mobjects.matrices.measures import entry_markup
from scenes.parameters.presentation import Presentation
from scenes.parts.elimination.elementary_matrices import ElementaryMatrices
from scenes.parts.elimination.solved_system import SolvedSystem
from scenes.parts.lesson import UnprovenRecordError
from scenes.parts.matrices.matrix_stage import MatrixStage
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES
from scenes.stage import DoesNotFitError
from scenes.theme import LIGHT, Role, TextKind

EIGHT = [[(i * i * 7 + 3 * j * (i + 1) + i * j) % 11 - 5 for j in range(8)] for i in range(8)]
FIVE = "2 1 0 3 1; 4 1 1 2 0; -2 3 5 1 1; 1 0 2 2 1; 3 1 1 0 4"
SINGULAR_EIGHT = """
    2 0 -2 -2 1 1 -2 0; -2 1 3 1 -3 -1 3 1; 2 -1 -2 -3 5 3 -5 0; 0 1 1 1 0 0 3 0
    2 2 1 -2 4 3 0 -1; 0 2 4 -4 4 5 -2 1; -2 0 0 6 -3 -6 1 -9; 0 2 4 -2 2 3 6 2
"""
FRACTIONS_OF_EIGHT = """
    -2 1 1 -2 -1 1 0 1; 2 1 -3 1 -3 3 0 -6; -1 1 -2 -2 2 0 1 -1; 3 1 0 0 2 3 -2 3
    -2 2 -2 3 1 0 2 -7; -3 2 3 -3 -2 3 1 -1; -3 -1 3 -3 3 3 -1 -3; 0 1 2 0 2 3 0 -2
"""
INPUTS = {
    "example": ("1 2 1; 3 8 1; 0 4 1", "2 12 2"),
    "1 by 1": ("2", "3"),
    "2 by 2": ("2 1; 8 7", "3 15"),
    "3 by 4 with fractions": ("1 2 3 4; 2 4 1 -1; 1/2 0 1/3 5", "1 2 3"),
    "5 by 5": (FIVE, "1 2 3 4 5"),
    "6 by 6": (str([[min(i, j) + 1 for j in range(6)] for i in range(6)]), "1 3 5 7 9 12"),
    "8 by 8": (str(EIGHT), "0 1 2 3 4 5 6 7"),
    "symbols": ("a b; c d", None),
    "symbols with a right-hand side": ("a b; c d", "e f"),
    "negative multipliers": ("1 2 1; -3 -4 1; -1 2 3", "1 2 3"),
    "no right-hand side": ("1 2 1; 3 8 1; 0 4 1", None),
    "no solution": ("1 2 1; 3 8 1; 0 4 -4", "2 12 2"),
    "a family": ("1 2 1; 3 8 1; 0 4 -4", "2 12 12"),
    "singular and alone": ("1 3; 2 6", None),
    "zero pivot": ("0 1 1; 1 2 1; 2 7 9", "1 2 3"),
    "a free column in the middle": ("1 2 3; 2 4 8; 3 6 9", "1 2 3"),
    "zero": ("0 0; 0 0", "0 0"),
    "zero without a solution": ("0 0; 0 0", "1 0"),
    "tall": ("1 2; 3 4; 5 6; 7 8", "1 1 1 1"),
    "wide": ("1 2 3 4", None),
    "large numbers": ("100000 20000; 3 -123456789", "1 2"),
    "long fractions": ("1/97 2/89; 31/83 -44/101", "1/103 5"),
    "a family as wide as the frame": ("1 1 1 1; 1 0 0 -1", "1 2"),
    "roots": ("2^(1/2) 1; 1 2^(1/2)", "1 0"),
    "long symbols": ("a 1 0; 1 b 1; 0 1 c", None),
    "several right-hand sides": ("1 2 1; 3 8 1; 0 4 1", "2 1; 12 0; 2 3"),
    "several of a singular matrix": ("1 2 1; 3 8 1; 0 4 -4", "2 0; 12 0; 12 0"),
    "some without a solution": ("1 2 1; 3 8 1; 0 4 -4", "2 2 1; 12 12 2; 2 12 3"),
    "several, and 5 by 5": (FIVE, "1 2; 3 4; 5 6; 7 8; 9 10"),
    "singular 8 by 8": (SINGULAR_EIGHT, None),
    "singular 8 by 8 with fractions": (FRACTIONS_OF_EIGHT, None),
    "a family of 8 by 8": (SINGULAR_EIGHT, "2 -2 2 0 2 0 -2 0"),
}
WITH_MATRICES = {
    "example": INPUTS["example"],
    "zero pivot": INPUTS["zero pivot"],
    "symbols": INPUTS["symbols"],
    "long fractions": INPUTS["long fractions"],
    "1 by 1": INPUTS["1 by 1"],
    "4 by 4": ("2 1 0 3; 4 1 1 2; -2 3 5 1; 1 0 2 2", None),
    "5 by 5": INPUTS["5 by 5"],
    "8 by 8": (SINGULAR_EIGHT, None),
}


def parameters(matrix, right_hand_side=None, **others):
    given = {"matrix": matrix} | ({"rhs": right_hand_side} if right_hand_side else {})
    return EliminationParameters.from_mapping(given | others)


def as_rows(name):
    return parameters(*INPUTS[name])


def as_matrices(name):
    return parameters(*WITH_MATRICES[name], operations="matrices")


@cache
def rehearsed(name, asked=as_rows):
    """The film in English, at which many tests look."""
    return rehearse(EliminationLesson, asked(name))


def rehearsed_as(name, asked=as_rows, **presentation):
    """A film that one test looks at."""
    return rehearse(EliminationLesson, asked(name), Presentation(**presentation))


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


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert lint(rehearsed(name)) == []


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_in_korean(name):
    assert lint(rehearsed_as(name, language="ko")) == []


@pytest.mark.parametrize("name", WITH_MATRICES)
def test_every_rule_is_kept_with_matrices_beside(name):
    assert lint(rehearsed(name, as_matrices)) == []


@pytest.mark.parametrize("name", WITH_MATRICES)
def test_every_rule_is_kept_with_matrices_beside_in_korean(name):
    assert lint(rehearsed_as(name, as_matrices, language="ko")) == []


@pytest.mark.parametrize("pace", ["slow", "fast"])
@pytest.mark.parametrize("name", ["example", "8 by 8", "long fractions"])
def test_every_rule_is_kept_at_every_pace(name, pace):
    assert lint(rehearsed_as(name, pace=pace, theme="light")) == []


@pytest.mark.parametrize("name", ["5 by 5", "8 by 8"])
def test_a_large_matrix_takes_no_more_than_two_minutes_either(name):
    assert rehearsed(name).seconds <= 120


def test_floats_are_exchanged_for_the_largest_pivot():
    matrix = ReadMatrix(((0.001, 2.0), (3.0, 4.0)))
    rehearsal = rehearse(EliminationLesson, EliminationParameters(matrix, ((1.0,), (2.0,))))
    assert lint(rehearsal) == []
    assert any("entry of largest size" in text for text in said(rehearsal))


# The numbers: MIT 18.06, lecture 2


def test_the_matrix_ends_as_the_lectures_U_and_c():
    written = [m for play in rehearsed("example").plays for m in play.after.matrices][-1]
    lecture = [(1, 2, 1, 2), (0, 2, -2, 6), (0, 0, 5, -10)]
    assert written == tuple(tuple(map(entry_markup, row)) for row in lecture)


def test_multipliers_and_pivots_are_the_lectures():
    words = said(rehearsed("example"))
    assert "Subtract 3 times row 1 from row 2." in words
    assert "Subtract 2 times row 2 from row 3." in words
    assert "Row 3 has a 0 there already." in words
    pivots = [text for text in words if "pivot" in text and " is " in text]
    assert [text.split(" is ")[1][0] for text in pivots[:3]] == ["1", "2", "5"]


def test_the_arithmetic_of_the_first_row_operation_is_shown_entry_by_entry():
    rehearsal = rehearsed("example")
    three, markup = marked(3, "multiplier"), rehearsal.lesson.markup
    row = [(3, 1, marked(0, "eliminated")), (8, 2, 2), (1, 1, -2), (12, 2, 6)]
    arithmetic = [
        markup(before, "-", three, "·", marked(source, "source"), "=", after)
        for before, source, after in row
    ]
    seen = formulas(rehearsal)
    assert [body for body in seen if body in arithmetic] == arithmetic[:1]
    second = markup(1, "-", marked(2, "multiplier"), "·", marked(-2, "source"), "=", 5)
    assert second not in seen  # once, slowly; later rows go faster


def test_a_negative_multiple_is_added():
    rehearsal = rehearsed("negative multipliers")
    words = said(rehearsal)
    assert "Add 3 times row 1 to row 2." in words
    assert "Add row 1 to row 3." in words
    assert "Subtract 2 times row 2 from row 3." in words
    assert not any("-3 times" in text for text in words)
    markup, three = rehearsal.lesson.markup, marked(3, "multiplier")
    zero = marked(0, "eliminated")
    row = markup(-3, "+", three, "·", marked(1, "source"), "=", zero)
    assert row in formulas(rehearsal)
    assert "3행에 1행을 더한다." in said(rehearsed_as("negative multipliers", language="ko"))


@pytest.mark.parametrize("name", ["negative multipliers", "5 by 5"])
def test_what_is_done_with_a_row_is_written_as_on_a_board(name):
    """A negative multiple is added: never a minus before a minus."""
    rehearsal = rehearsed(name)
    beside = {text.body for play in rehearsal.plays for text in play.after.texts}
    markup, row = rehearsal.lesson.markup, words("row 1")
    signs = {"negative multipliers": ("+", 3), "5 by 5": ("-", 2)}
    sign, size = signs[name]
    assert markup(sign, marked(size, "multiplier"), "·", row) in beside
    assert not any("- -" in body or "--" in body for body in beside)
    assert name != "negative multipliers" or markup("+", words(" row 1")) in beside


@pytest.mark.parametrize("name", ["example", "6 by 6", "3 by 4 with fractions"])
def test_the_multiple_of_a_row_is_seen_beside_the_row_that_it_changes(name):
    """NumPy multiplies the rows of the states anew."""
    film = rehearsed(name)
    record = film.lesson.system.elimination
    seen = {texts for play in film.plays for texts in _lines_outside(play.after)}
    for step, state in zip(record.steps, record.states, strict=False):
        if isinstance(step, Subtract):
            before = np.array(state.tolist(), dtype=object)
            multiple = -step.multiplier * before[step.source]
            assert tuple(map(entry_markup, multiple)) in seen


def _lines_outside(view):
    """Return the entries that stand on common heights beside those of the matrices."""
    texts = [t for t in view.texts if t.kind is TextKind.ENTRY and not t.in_matrix]
    heights = sorted({round(t.region.bottom, 1) for t in texts})
    for height in heights:
        line = [t for t in texts if abs(t.region.bottom - height) < 0.35]
        line.sort(key=lambda text: text.region.right)
        yield tuple(t.body for t in line)


def test_back_substitution_finds_the_lectures_x():
    rehearsal = rehearsed("example")
    markup = rehearsal.lesson.markup
    one, minus_two = marked(1, "result"), marked(-2, "result")
    answer = marked(point(2, 1, -2), "result")
    story = [
        markup(5, "z", "=", -10),
        markup(2, "y", "-", 2, "z", "=", 6),
        markup(2, "y", "-", 2, "·", minus_two, "=", 6),
        markup("x", "+", 2, "y", "+", "z", "=", 2),
        markup("x", "+", 2, "·", one, "+", minus_two, "=", 2),
        markup(point("x", "y", "z"), "=", answer),
    ]
    assert formulas(rehearsal)[-len(story) :] == story
    assert said(rehearsal)[-1] == "This solves every equation."


# What can go wrong with a system


def test_a_contradiction_is_named_with_its_row_and_never_written_as_an_equality():
    rehearsal = rehearsed("no solution")
    words = said(rehearsal)
    assert "Row 3 says 0 = -10: there is no solution." in words
    assert formulas(rehearsal)[-1] == rehearsal.lesson.markup(0, "≠", -10)
    assert [claim.relation for claim in rehearsal.plays[-1].after.claims][-1] == "0 ≠ c"


def test_without_a_picture_a_contradiction_is_followed_by_a_null_vector():
    matrix, right = "1 1 0 0; 0 1 1 0; 0 0 1 1; 1 0 0 1", "1 2 3 4"
    film = rehearse(EliminationLesson, parameters(matrix, right))
    assert said(film)[-1] == "A is singular: this x is not 0, and A times it is."


def test_a_formula_as_wide_as_the_frame_is_shown_in_a_box_that_is_not_wider():
    assert any(
        "x_(4) dot.op" in body for body in formulas(rehearsed("a family as wide as the frame"))
    )


def test_a_family_names_its_free_unknown():
    rehearsal = rehearsed("a family")
    assert "z has no pivot: it is free." in said(rehearsal)
    assert any(text.startswith("Infinitely many solutions") for text in said(rehearsal))


def test_a_zero_in_the_pivot_place_leads_to_an_exchange():
    words = said(rehearsed("zero pivot"))
    zero = words.index("A zero in the pivot position: a failure, perhaps only a temporary one.")
    assert words[zero + 1] == "Row 2 offers 1: exchange rows 1 and 2."
    assert words[zero + 2] == "The pivot of column 1 is 1."


def test_a_square_matrix_without_a_pivot_has_failed_for_good():
    words = said(rehearsed("singular and alone"))
    assert "Column 2 is 0 in all remaining rows: no exchange helps, a permanent failure." in words
    words = said(rehearsed("wide"))
    assert not any("permanent" in text for text in words)


@pytest.mark.parametrize("name", ["singular 8 by 8 with fractions", "a family of 8 by 8"])
def test_a_large_singular_matrix_shows_its_null_vector_beside_its_rows(name):
    rehearsal = rehearsed(name)
    system, view = rehearsal.lesson.system, rehearsal.plays[-1].after
    A, v = system.elimination.A, system.null_vectors[0]
    assert A * v == 0 * v != v
    columns = view.matrices[1:]
    assert columns[-1] == tuple((entry_markup(entry),) for entry in v)
    grid, vector = view.frames[0], view.frames[-1]
    assert vector.left > grid.right
    if name.startswith("a family"):
        x = tuple((entry_markup(entry),) for entry in system.solutions[0].x)
        assert columns == (x, columns[-1])


def test_a_long_expression_is_pointed_at_and_not_read_out():
    long = parameters("a+b 1 0; 1 c+d 1; 0 1 f")
    words = said(rehearse(EliminationLesson, long, Presentation()))
    assert "The last pivot is boxed: there is no row below it." in words


def test_what_a_symbolic_pivot_takes_for_granted_stays_in_sight():
    rehearsal = rehearsed("symbols")
    assert "It is a pivot as long as a ≠ 0." in said(rehearsal)
    last = [play.after for play in rehearsal.plays if play.after.matrices][-1]
    labels = [t.body for t in last.texts if t.kind is TextKind.LABEL]
    assert sum("eq.not" in body for body in labels) == 2


def test_from_five_on_a_beat_is_a_column():
    small, large = rehearsed("example"), rehearsed("5 by 5")
    assert any("The multiplier of row" in text for text in said(small))
    assert not any("The multiplier of row" in text for text in said(large))
    assert sum("Multiples of row" in text for text in said(large)) == 4


def test_the_story_of_the_example_is_told_in_order():
    keys = [item.caption.key for item in rehearsed("example").timeline.captions]
    assert keys == [
        *("question", "planes.unique", "augmented"),
        *("pivot", "multiplier", "subtract", "entries", "planes.turn", "already"),
        *("pivot", "subtract"),
        *("pivot.last", "triangular"),
        *("back.turn", "back.alone", "back.row", "back.row"),
        *("tried", "solution"),
    ]


def test_sections_are_the_chapters_of_the_lecture():
    titles = [beat.title for beat in rehearsed("example").timeline.beats]
    columns = ["Column 1", "Column 2", "Column 3"]
    ends = ["Triangular", "Back substitution", "Tried out"]
    assert titles == ["The question", "The system", *columns, *ends]


# Several right-hand sides


def test_each_right_hand_side_is_a_column_of_X():
    rehearsal = rehearsed("several right-hand sides")
    lecture = [2, 1, -2]
    found = {text.body for text in rehearsal.plays[-1].after.texts if not text.in_matrix}
    assert {entry_markup(value) for value in lecture} <= found
    second = solve("1 2 1; 3 8 1; 0 4 1", "1 0 3").x
    assert {entry_markup(value) for value in second} <= found
    titles = [beat.title for beat in rehearsal.timeline.beats]
    assert titles[-3:] == ["Right-hand side 1", "Right-hand side 2", "The answer"]


def test_a_right_hand_side_without_a_solution_is_named():
    words = said(rehearsed("some without a solution"))
    assert "Row 3 says 0 = -10: there is no solution." in words
    assert "A reaches only 1 of these 3 right-hand sides." in words


# Row operations as matrices: MIT 18.06, lecture 2


def test_each_row_operation_has_its_matrix():
    rehearsal = rehearsed("example", as_matrices)
    views = [play.after for play in rehearsal.plays]
    beside = [m for view in views for m in view.matrices if len(m[0]) == len(m)]
    lecture = [[[1, 0, 0], [-3, 1, 0], [0, 0, 1]], [[1, 0, 0], [0, 1, 0], [0, -2, 1]]]
    shown = [tuple(tuple(map(entry_markup, row)) for row in matrix) for matrix in lecture]
    assert list(dict.fromkeys(beside)) == shown
    product = (symbol("E", (3, 2)), symbol("E", (2, 1)), "A", "=", "U")
    assert rehearsal.lesson.markup(*product) in formulas(rehearsal)


def test_an_exchange_is_a_permutation_matrix():
    words = said(rehearsed("zero pivot", as_matrices))
    assert "P₁₂ is the identity with rows 1 and 2 exchanged." in words


def test_a_large_matrix_has_one_matrix_for_a_column():
    rehearsal = rehearsed("8 by 8", as_matrices)
    names = [symbol("E", k) for k in range(7, 0, -1)]
    assert rehearsal.lesson.markup(*names, "A", "=", "U") in formulas(rehearsal)
    record = rehearsal.lesson.system.elimination
    matrices = ElementaryMatrices(MatrixStage(rehearsal.lesson, record.states), record)
    product = record.A
    for steps in matrices.operations:
        product = matrices.matrix_of(steps) * product
    assert product == record.U


def test_matrices_without_room_beside_are_refused_with_the_remedy():
    asked = parameters(FRACTIONS_OF_EIGHT, operations="matrices")
    with pytest.raises(DoesNotFitError, match="without the matrices of the row operations"):
        rehearse(EliminationLesson, asked)


# The picture beside the rows, and the proof

UNPICTURED = {"symbols": ("a b; c d", "e f"), "4 unknowns": ("1 1 1 1; 1 0 0 -1", "1 2")}
PICTURED = {
    "two unknowns": ("1 2; 3 -1", "4 5"),
    "three unknowns": INPUTS["example"],
    "an exchange": INPUTS["zero pivot"],
    "fractions": ("1/2 1/3; 2/5 1", "1 2"),
    "the same line twice": ("1 2; 2 4", "3 6"),
    "parallels": ("1 2; 2 4", "3 8"),
    "planes through a line": ("1 2 1; 3 8 1; 0 4 -4", "2 12 12"),
    "no common point": ("1 2 1; 3 8 1; 0 4 -4", "2 12 2"),
    "wide": ("1 2 1; 3 8 1", "2 12"),
    "tall": ("1 2; 3 -1; 4 1", "4 5 9"),
    "an equation of zeros": ("1 2; 0 0; 3 1", "3 0 4"),
    "far away": ("1 1; 1 1.01", "2 3"),
}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", PICTURED)
def test_a_picture_keeps_every_rule(name, language):
    film = rehearse(EliminationLesson, parameters(*PICTURED[name]), Presentation(language=language))
    told = [rule for rule in STORY_RULES if rule.__name__ != "few_still_pictures"]
    assert lint(film, (*RULES, *told)) == []


@pytest.mark.parametrize("name", PICTURED)
def test_two_or_three_unknowns_of_numbers_are_pictured(name):
    assert turning_of(SolvedSystem(eliminate(*PICTURED[name]))) is not None


@pytest.mark.parametrize("name", UNPICTURED)
def test_more_unknowns_and_symbols_are_told_by_rows_alone(name):
    assert turning_of(SolvedSystem(eliminate(*UNPICTURED[name]))) is None


def test_what_has_no_common_point_runs_off_and_what_says_nothing_new_drops_out():
    parallels = rehearse(EliminationLesson, parameters(*PICTURED["parallels"]))
    assert "The lines are parallel: row 2 runs off to infinity." in said(parallels)
    same = rehearse(EliminationLesson, parameters(*PICTURED["the same line twice"]))
    assert "The same line twice: row 2 becomes 0 = 0 and drops out." in said(same)
    for film in (parallels, same):
        assert not any("turns about" in text for text in said(film))


@pytest.mark.parametrize("name", ["example", "6 by 6", "2 by 2", "zero pivot", "5 by 5"])
def test_x_is_put_into_every_given_equation(name):
    film = rehearsed(name)
    last = film.plays[-1].after
    assert last.claims
    assert all(claim.holds for claim in last.claims)
    relations = {claim.relation for claim in last.claims}
    m = film.lesson.system.elimination.shape[0]
    assert relations in ({"Ax = b"}, {f"equation {i + 1}" for i in range(m)})


# Refusals


def test_a_matrix_that_cannot_be_legible_is_refused_before_anything_is_drawn():
    matrix = "; ".join(" ".join(str(10**9 + i + j) for j in range(9)) for i in range(9))
    lesson = EliminationLesson(parameters(matrix))
    lesson.setup()
    with pytest.raises(DoesNotFitError, match="columns would fit"):
        lesson.construct()
    assert lesson.renderer.num_plays == 0


def test_a_matrix_far_too_large_is_refused_before_its_states_are_rebuilt(monkeypatch):
    def rebuild(*_):
        raise AssertionError("a state was rebuilt")

    matrix = "; ".join(" ".join(str((i * j) % 7 - 3) for j in range(40)) for i in range(40))
    lesson = EliminationLesson(parameters(matrix))
    _ = lesson.system.elimination.states[0]
    monkeypatch.setattr(States, "__iter__", rebuild)
    with pytest.raises(DoesNotFitError, match="rows would fit"):
        lesson.construct()


def test_an_answer_that_fails_its_check_is_not_shown(monkeypatch):
    monkeypatch.setattr(Solution, "check", lambda record: Check("Ax = b", False))
    with pytest.raises(UnprovenRecordError, match="Ax = b does not hold"):
        rehearsed_as("example")


# With Manim's own command, as a figure


def test_manim_alone_makes_a_figure_of_the_last_frame(tmp_path):
    command = [str(Path(sys.executable).with_name("manim")), "-ql", "--format", "png"]
    command += ["--media_dir", str(tmp_path), "--progress_bar", "none", storyboard.__file__]
    subprocess.run(command, check=True, cwd=tmp_path, env=os.environ | {"NO_COLOR": "1"})
    (made,) = tmp_path.rglob("EliminationLesson*.png")
    picture = Image.open(made).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}
    assert picture.size == (854, 480)
    assert picture.getpixel((2, 2)) == (0x11, 0x13, 0x18)
    assert _rgb("#56B4E9") in colours  # the plane of the first equation
    assert LIGHT[Role.PIVOT] not in colours
    assert _rgb("#00B386") in colours  # the answer


def _rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
