"""The lesson on A = LU, with usual and unusual input, played through without drawing."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import factor_films as films
import pytest
import sympy as sp
from PIL import Image

from linalg import LU, eliminate, lu
from linalg.check import Check
from linalg.notation import marked, point
from linalg.reading.matrices import ReadMatrix
from scenes.lessons.linear_algebra.lu import storyboard
from scenes.lessons.linear_algebra.lu.parameters import LUParameters
from scenes.lessons.linear_algebra.lu.storyboard import LULesson
from scenes.mobjects.matrices.measures import entry_markup
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.stage import DoesNotFitError
from scenes.theme import Role, TextKind

A = sp.Matrix([[1, 2, 1], [3, 8, 1], [0, 4, 1]])
MIXING = "1 2 1; 2 5 3; 0 5 7"  # 18.06, lecture 4: multipliers 2, 0, 5


@cache
def rehearsed(matrix=None, presentation=None, **given):
    parameters = LUParameters.example()
    if matrix is not None:
        parameters = LUParameters.from_mapping({"matrix": matrix, **given})
    return rehearse(LULesson, parameters, presentation)


# The rules


@pytest.mark.parametrize("name", films.INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert lint(rehearsed(films.INPUTS[name])) == []


@pytest.mark.parametrize("name", films.WORDY)
def test_every_rule_is_kept_in_korean_on_light_ground_too(name):
    film = rehearsed(films.INPUTS[name], Presentation(language="ko", theme="light"))
    assert lint(film) == []


def test_floats_are_factored_without_exchanges():
    film = rehearse(LULesson, LUParameters(ReadMatrix(((0.5, 2.0), (3.0, 4.0)))))
    assert lint(film) == []
    assert films.said(film)[-1] == "Every row is rebuilt: A = LU."


# U grows, L keeps the multipliers


def test_A_is_L_times_what_becomes_U_whenever_a_multiplier_has_dropped():
    rows = [row for row in films.rows_of_matrices(rehearsed()) if len(row) == 3 and row[0] == A]
    eye = sp.eye(3)
    first, second = sp.eye(3), sp.Matrix([[1, 0, 0], [3, 1, 0], [0, 2, 1]])
    first[1, 0] = 3
    after_one = sp.Matrix([[1, 2, 1], [0, 2, -2], [0, 4, 1]])
    U = sp.Matrix([[1, 2, 1], [0, 2, -2], [0, 0, 5]])  # 18.06, lecture 2
    story = [(eye, A), (eye, after_one), (first, after_one), (first, U), (second, U)]
    assert [row[1:] for row in rows][: len(story)] == story
    assert all(L * M == A for L, M in (story[0], story[2], story[4]))


def test_the_lectures_own_factors_are_shown():
    rows = films.rows_of_matrices(rehearsed("2 1; 8 7"))
    L, U = sp.Matrix([[1, 0], [4, 1]]), sp.Matrix([[2, 1], [0, 3]])
    assert rows[-1] == (sp.Matrix([[2, 1], [8, 7]]), L, U)


def test_the_arithmetic_of_the_first_row_operation_is_shown_once():
    film = rehearsed()
    first = film.lesson.markup(
        *(point(3, 8, 1), "-", marked(3, "multiplier"), "·"),
        *(marked(point(1, 2, 1), "source"), "=", point(0, 2, -2)),
    )
    assert first in films.formulas(film)
    assert films.formulas(film).count(first) == 1


def test_sections_are_the_chapters_of_the_lecture():
    columns = ["Column 1", "Column 2", "Column 3"]
    expected = ["The question", "The matrix", *columns, "A = LU", "E and L", "The check"]
    assert films.titles(rehearsed()) == expected
    with_D = films.titles(rehearsed("1 2 1; 3 8 1; 0 4 1", ldu=True))
    assert with_D == [*expected[:-1], "A = LDU", "The check"]


# E mixes, L does not


def test_the_corner_of_E_is_ten_and_that_of_L_is_zero():
    """E21 = -2, E32 = -5: the numbers of 18.06, lecture 4; E grows out of the identity."""
    film = rehearsed(MIXING)
    rows = [row for row in films.rows_of_matrices(film) if len(row) == 2]
    E21, E = sp.eye(3), sp.Matrix([[1, 0, 0], [-2, 1, 0], [10, -5, 1]])
    E21[1, 0] = -2
    L = sp.Matrix([[1, 0, 0], [2, 1, 0], [0, 5, 1]])
    assert rows[-2:] == [(E21, L), (E, L)]
    minus_five, minus_two = marked(-5, "multiplier"), marked(-2, "multiplier")
    assert film.lesson.markup(minus_five, "·", minus_two, "=", 10) in films.formulas(film)
    assert "Row 1 reaches row 3 by way of row 2." in films.said(film)


def test_L_is_never_out_of_sight():
    """It travels from one place to the next; nothing else is left of A = LU where E stands."""
    film = rehearsed(MIXING, ldu=True)
    L = sp.Matrix([[1, 0, 0], [2, 1, 0], [0, 5, 1]])
    start = next(beat.start for beat in film.timeline.beats if beat.title == "E and L")
    later = [play.after for play in film.plays if play.start >= start]
    assert all(L in map(films.read, view.matrices) for view in later)
    moving = [play.moving for play in film.plays if play.start >= start]
    assert max(moving) == 1


def test_where_an_entry_of_E_has_several_origins_all_are_added_up():
    film = rehearsed("1 1 1; 2 3 4; 3 7 6")  # multipliers 2, 3, 4
    factors = [marked(x, "multiplier") for x in (-3, -4, -2)]
    body = film.lesson.markup(factors[0], "+", factors[1], "·", factors[2], "=", 5)
    assert body in films.formulas(film)


def test_one_step_only_flips_its_sign():
    film = rehearsed("2 1; 8 7")
    assert "E takes away, L gives back." in films.said(film)
    flipped = (sp.Matrix([[1, 0], [-4, 1]]), sp.Matrix([[1, 0], [4, 1]]))
    assert flipped in films.rows_of_matrices(film)


def test_without_steps_there_is_nothing_to_compare():
    assert "E and L" not in films.titles(rehearsed("1 2; 0 3"))


# A = LDU


def test_the_pivots_go_into_D_and_leave_ones_behind():
    rows = films.rows_of_matrices(rehearsed("2 1; 8 7", ldu=True))
    L, half = sp.Matrix([[1, 0], [4, 1]]), sp.Rational(1, 2)
    parts = (sp.Matrix([[2, 1], [8, 7]]), L, sp.diag(2, 3), sp.Matrix([[1, half], [0, 1]]))
    assert parts in rows


@pytest.mark.parametrize("matrix", ["0 2; 0 3", "1 2 3; 4 5 6", "1 2 3; 2 4 8; 3 6 9"])
def test_where_there_is_no_LDU_none_is_shown(matrix):
    assert "A = LDU" not in films.titles(rehearsed(matrix, ldu=True))


def test_parts_can_be_left_out():
    titles = films.titles(rehearsed("1 2 1; 3 8 1; 0 4 1", products=False, ldu=False))
    assert titles[-3:] == ["Column 3", "A = LU", "The check"]


# The signs: lit only while they hold


def test_the_sign_is_lit_exactly_when_the_product_is_A():
    film = rehearsed()
    lit = []
    for play in film.plays:
        if play.still and len(play.after.matrices) == 3:
            placed = zip(play.after.frames, play.after.matrices, strict=True)
            row = sorted(placed, key=lambda item: item[0].left)
            given, L, M = (films.read(written) for _, written in row)
            claims = [c for c in play.after.claims if c.relation == "the product is LU"]
            assert all(claim.holds for claim in claims)
            assert not claims or given == L * M
            lit.append(bool(claims))
    assert {True, False} == set(lit)
    assert lit[-1]


# The rows of A are rebuilt


def test_every_row_of_A_is_rebuilt_and_claimed():
    film = rehearsed()
    last = film.plays[-1].after
    entries = [text for text in last.texts if text.in_matrix and text.role is Role.RESULT]
    assert sorted(text.body for text in entries) == sorted(map(entry_markup, A))
    claimed = {claim.relation for claim in last.claims}
    assert {f"row {i} of LU" for i in (1, 2, 3)} <= claimed
    assert all(claim.holds for claim in last.claims)
    said = films.said(film)
    assert "Row 2 of A = 3 · row 1 + 1 · row 2 of U." in said
    assert said[-1] == "Every row is rebuilt: A = LU."


def test_the_rows_that_meet_below_U_are_three_times_the_first_and_once_the_second():
    """3 · (1, 2, 1) = (3, 6, 3); with (0, 2, -2) it is row 2 of A, (3, 8, 1)."""
    film = rehearsed()
    start = next(s.start for s in film.timeline.captions if s.caption.key == "recipe")
    rows = []
    for play in film.plays:
        if play.start >= start:
            free = [t for t in play.after.texts if t.kind is TextKind.ENTRY and not t.in_matrix]
            free.sort(key=lambda text: (-round(text.region.centre[1], 1), text.region.left))
            rows.append([text.body for text in free])
    for row in ((3, 6, 3), (3, 8, 1)):
        assert list(map(entry_markup, row)) in rows


def test_factors_that_fail_their_check_are_not_shown(monkeypatch):
    monkeypatch.setattr(LU, "check", lambda record: Check("A = LU", False))
    with pytest.raises(UnprovenRecordError, match="A = LU does not hold"):
        rehearse(LULesson, LUParameters.example())


# Pivots that are zero


def test_a_zero_pivot_ends_the_film_with_the_exchange_that_would_help():
    film = rehearsed("1 2 1; 3 6 1; 2 8 1")
    words = films.said(film)
    assert words[-2] == "Row 3 offers 4, but A = LU exchanges no rows."
    assert words[-1] == "Exchange rows 2 and 3: see permuted-lu."
    assert film.lesson.markup("P", "A", "=", "L", "U") not in films.formulas(film)
    given, L, M = films.rows_of_matrices(film)[-1]
    assert given == L * M  # as far as it went
    assert M[1, :] == sp.Matrix([[0, 0, -2]])


def test_a_column_without_a_pivot_is_no_hindrance():
    film = rehearsed("1 3; 2 6")
    factors = (
        sp.Matrix([[1, 3], [2, 6]]),
        sp.Matrix([[1, 0], [2, 1]]),
        sp.Matrix([[1, 3], [0, 0]]),
    )
    assert films.rows_of_matrices(film)[-1] == factors
    assert films.said(film)[-1] == "Every row is rebuilt: A = LU."


# Sizes


SHAPES = [("tall", 4, 2), ("one row", 1, 9), ("one column", 4, 1)]


@pytest.mark.parametrize(("name", "m", "n"), SHAPES)
def test_L_is_square_and_U_has_the_shape_of_A(name, m, n):
    rows = films.rows_of_matrices(rehearsed(films.INPUTS[name]))
    assert [matrix.shape for matrix in rows[-1]] == [(m, n), (m, m), (m, n)]


def test_from_five_on_a_beat_is_a_column():
    film = rehearsed(films.INPUTS["5 by 5"])
    assert not any("The multiplier of row" in text for text in films.said(film))
    into_L = [text for text in films.said(film) if text.endswith("of L keeps the multipliers.")]
    assert len(into_L) == 4


def test_where_three_do_not_fit_A_gives_way():
    film = rehearsed(films.INPUTS["8 by 8 in small numbers"])
    L, U = films.rows_of_matrices(film)[-1]
    assert "open.packed" not in films.keys(film)
    assert sp.Matrix(films.SMALL_EIGHT) == L * U


def test_where_two_do_not_fit_L_and_U_share_one_matrix():
    matrix = films.INPUTS["tall and packed"]
    film, record = rehearsed(matrix), lu(matrix)
    (written,) = film.plays[-1].after.matrices
    assert "open.packed" in films.keys(film)
    for i, row in enumerate(written):
        for j, entry in enumerate(row):
            assert entry == entry_markup(record.L[i, j] if i > j else record.U[i, j])
    texts = [text for text in film.plays[-1].after.texts if text.in_matrix]
    multipliers = sorted(text.body for text in texts if text.role is Role.MULTIPLIER)
    below = [record.L[i, j] for i in range(8) for j in range(min(i, 3))]
    assert multipliers == sorted(entry_markup(x) for x in below if x != 0)


def test_what_can_not_be_legible_is_refused_with_what_would_fit():
    wide = "; ".join(" ".join(str(10**9 + i + j) for j in range(9)) for i in range(9))
    with pytest.raises(DoesNotFitError, match="columns would fit"):
        rehearsed(wide)


def test_a_right_hand_side_is_refused():
    with pytest.raises(ParameterError, match="one matrix alone"):
        LUParameters.from_mapping({"matrix": "1 2 | 3; 3 4 | 5"})


def test_symbolic_pivots_keep_their_conditions_in_sight():
    film = rehearsed("a b; c d")
    assumptions = eliminate("a b; c d").assumptions
    shown = [play.after for play in film.plays if play.after.matrices][-1]  # before the cases
    last = [text.body for text in shown.texts]
    for assumption in assumptions:
        assert film.lesson.markup(assumption.condition.parts) in last


# With Manim's own command, as a figure


def test_manim_alone_makes_a_figure_of_the_last_frame(tmp_path):
    command = [str(Path(sys.executable).with_name("manim")), "-ql", "--format", "png"]
    command += ["--media_dir", str(tmp_path), "--progress_bar", "none", storyboard.__file__]
    subprocess.run(command, check=True, cwd=tmp_path, env=os.environ | {"NO_COLOR": "1"})
    (made,) = tmp_path.rglob("LULesson*.png")
    picture = Image.open(made).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}
    pivot, multiplier, result = (0xE6, 0x9F, 0x00), (0xF0, 0xE4, 0x42), (0x00, 0xB3, 0x86)
    assert {pivot, multiplier, result} <= colours


def test_a_zero_pivot_with_zeros_below_it_stops_nothing():
    """[1 0 0; 0 0 0; 0 0 2] is I times itself."""
    film = rehearsed("1 0 0; 0 0 0; 0 0 2")
    assert lint(film) == []
    assert films.said(film)[-1] == "Every row is rebuilt: A = LU."


def test_only_columns_of_zeros_are_said_to_be_without_a_pivot():
    """The pivots stand in columns 3 and 2, in this order."""
    said = films.said(rehearsed("0 0 1; 0 1 1; 0 0 1"))
    assert [line for line in said if "in all remaining rows" in line] == [
        "Column 1 is 0 in all remaining rows: no exchange helps, a permanent failure."
    ]
    assert said[-1] == "Every row is rebuilt: A = LU."
