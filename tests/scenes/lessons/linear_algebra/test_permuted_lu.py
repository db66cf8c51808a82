"""The lesson on PA = LU, with usual and unusual input, played through without drawing."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import factor_films as films
import pytest
import sympy as sp
from PIL import Image

from linalg import PLU, plu
from linalg.check import Check
from linalg.reading.matrices import ReadMatrix
from scenes.lessons.linear_algebra.permuted_lu import storyboard
from scenes.lessons.linear_algebra.permuted_lu.parameters import PermutedLUParameters
from scenes.lessons.linear_algebra.permuted_lu.storyboard import PermutedLULesson
from scenes.mobjects.matrices.measures import entry_markup
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.theme import Role, TextKind

A = sp.Matrix([[1, 2, 1], [3, 6, 1], [2, 8, 1]])
EYE = sp.eye(3)
EXCHANGE = sp.Matrix([[1, 0, 0], [0, 0, 1], [0, 1, 0]])


@cache
def rehearsed(matrix=None, presentation=None, **given):
    parameters = PermutedLUParameters.example()
    if matrix is not None:
        parameters = PermutedLUParameters.from_mapping({"matrix": matrix, **given})
    return rehearse(PermutedLULesson, parameters, presentation)


# The rules


@pytest.mark.parametrize("name", films.INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert lint(rehearsed(films.INPUTS[name])) == []


@pytest.mark.parametrize("name", films.WORDY)
def test_every_rule_is_kept_in_korean_on_light_ground_too(name):
    film = rehearsed(films.INPUTS[name], Presentation(language="ko", theme="light"))
    assert lint(film) == []


@pytest.mark.parametrize("name", ["example", "4 by 4", "tall and packed"])
def test_every_rule_is_kept_when_rows_are_exchanged_for_the_largest_pivot(name):
    matrix = films.INPUTS[name] or "1 2 1; 3 6 1; 2 8 1"
    film = rehearsed(matrix, pivoting="max")
    assert lint(film) == []
    assert any("entry of largest size" in text for text in films.said(film))


def test_floats_are_exchanged_for_the_largest_pivot():
    film = rehearse(PermutedLULesson, PermutedLUParameters(ReadMatrix(((0.001, 2.0), (3.0, 4.0)))))
    assert lint(film) == []
    assert any("entry of largest size" in text for text in films.said(film))


# P keeps the exchanges, multipliers travel with their rows


def test_an_exchange_is_made_in_U_then_in_L_then_in_P():
    rows = [row for row in films.rows_of_matrices(rehearsed()) if len(row) == 4]
    L = sp.Matrix([[1, 0, 0], [3, 1, 0], [2, 0, 1]])
    travelled = sp.Matrix([[1, 0, 0], [2, 1, 0], [3, 0, 1]])
    before = sp.Matrix([[1, 2, 1], [0, 0, -2], [0, 4, -1]])
    U = sp.Matrix([[1, 2, 1], [0, 4, -1], [0, 0, -2]])
    start = rows.index((EYE, A, L, before))
    story = [(EYE, A, L, U), (EYE, A, travelled, U), (EXCHANGE, A, travelled, U)]
    assert rows[start + 1 : start + 4] == story
    assert L * before == EYE * A
    assert travelled * U == EXCHANGE * A


def test_A_is_in_sight_throughout_and_P_permutes_its_rows_at_the_end():
    film = rehearsed()
    start = next(beat.start for beat in film.timeline.beats if beat.title == "The check")
    for play in film.plays:
        if play.still and play.after.matrices and play.start < start:
            assert A in map(films.read, play.after.matrices)
    U, L = (
        sp.Matrix([[1, 2, 1], [0, 4, -1], [0, 0, -2]]),
        sp.Matrix([[1, 0, 0], [2, 1, 0], [3, 0, 1]]),
    )
    assert films.rows_of_matrices(film)[-2:] == [
        (EXCHANGE, EXCHANGE * A, L, U),
        (EXCHANGE * A, L, U),
    ]
    assert film.lesson.markup(2, "→", 3, "→", 2) in films.formulas(film)


def test_several_exchanges_are_named_one_by_one_and_make_one_cycle():
    film = rehearsed("0 0 1; 1 0 0; 0 1 0")
    shown = films.formulas(film)
    for pair in ((1, 2), (2, 3)):
        assert film.lesson.markup(pair[0], "↔", pair[1]) in shown
    assert film.lesson.markup(1, "→", 3, "→", 2, "→", 1) in shown
    assert lint(film) == []


def test_without_room_for_P_the_rows_of_A_are_exchanged_themselves():
    matrix = "0 1 0 0 0 0; 1 0 0 0 0 0; 0 0 0 0 1 0; 0 0 1 0 0 0; 2 0 0 1 0 0; 0 0 0 0 0 1"
    film, record = rehearsed(matrix), plu(matrix)
    given, L, U = films.rows_of_matrices(film)[-1]
    assert given == record.P * sp.Matrix(record.A) == L * U
    labels = [text for text in film.plays[-1].after.texts if text.kind is TextKind.LABEL]
    numbers = [text for text in labels if text.body in map(film.lesson.markup, range(1, 7))]
    numbers.sort(key=lambda text: -text.region.top)
    assert [text.body for text in numbers] == [film.lesson.markup(i + 1) for i in record.p]


@pytest.mark.parametrize("matrix", [None, "0 1 1; 1 2 1; 2 7 9", films.INPUTS["4 by 4"]])
def test_nothing_false_is_displayed(matrix):
    film = rehearsed(matrix) if matrix is None else rehearsed(matrix, pivoting="max")
    claims = [claim for play in film.plays if play.still for claim in play.after.claims]
    assert claims
    assert all(claim.holds for claim in claims)


def test_the_lectures_example_ends_with_its_own_factors():
    """18.06, lecture 5: [0 1 1; 1 2 1; 2 7 9] needs an exchange at once."""
    film = rehearsed("0 1 1; 1 2 1; 2 7 9")
    P = sp.Matrix([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    L = sp.Matrix([[1, 0, 0], [0, 1, 0], [2, 3, 1]])
    U = sp.Matrix([[1, 2, 1], [0, 1, 1], [0, 0, 4]])
    rows = films.rows_of_matrices(film)
    assert (P, P * L * U, L, U) in rows
    assert rows[-1] == (L * U, L, U)
    assert "Multipliers travel with their rows." not in films.said(film)


def test_the_zero_and_what_is_offered_are_named():
    words = films.said(rehearsed())
    offer = words.index("Row 3 offers 4: exchange rows 2 and 3.")
    assert words[offer - 1] == "A zero in the pivot place."
    assert words[offer + 1] == "Multipliers travel with their rows."
    assert words[offer + 2] == "P exchanges the same rows."


def test_without_an_exchange_P_stays_the_identity():
    film = rehearsed("2 1; 8 7")
    assert "No exchange was needed: P is the identity." in films.said(film)
    assert "PA is A itself." in films.said(film)
    assert films.rows_of_matrices(film)[-1][0] == sp.Matrix([[2, 1], [8, 7]])


def test_sections_are_the_chapters_of_the_lecture():
    columns = ["Column 1", "Column 2", "Column 3"]
    assert films.titles(rehearsed()) == [
        "The question",
        "The matrix",
        *columns,
        "PA = LU",
        "The check",
    ]


# The check


def test_every_row_of_PA_is_rebuilt():
    film = rehearsed()
    said = films.said(film)
    assert "PA takes rows 1, 3, 2 of A." in said
    assert "Row 2 of PA = 2 · row 1 + 1 · row 2 of U." in said
    assert said[-1] == "Every row is rebuilt: PA = LU."
    last = film.plays[-1].after
    entries = [text for text in last.texts if text.in_matrix and text.role is Role.RESULT]
    assert sorted(text.body for text in entries) == sorted(map(entry_markup, A))


def test_factors_that_fail_their_check_are_not_shown(monkeypatch):
    monkeypatch.setattr(PLU, "check", lambda record: Check("PA = LU", False))
    with pytest.raises(UnprovenRecordError, match="PA = LU does not hold"):
        rehearse(PermutedLULesson, PermutedLUParameters.example())


# Conditions of symbolic pivots


@pytest.mark.parametrize("matrix", ["a b; c d", "a b c; d e f; g h i"])
def test_conditions_stay_in_sight(matrix):
    film, record = rehearsed(matrix), plu(matrix)
    shown = [play.after for play in film.plays if play.after.matrices][-1]  # before the cases
    last = [text.body for text in shown.texts]
    conditions = [a.condition for a in record.elimination.assumptions][:2]
    assert all(film.lesson.markup(x.parts) in last for x in conditions)


# Large matrices


def test_in_one_matrix_the_rows_are_numbered_and_their_numbers_follow_them():
    # Row 5 takes part in two of the three exchanges.
    matrix = "2 3 1; 5 1 9; 7 7 2; 1 3 5; 1 9 2; 3 2 3; 3 6 1; 1 4 9"
    film, record = rehearsed(matrix, pivoting="max"), plu(matrix, pivoting="max")
    last = film.plays[-1].after
    labels = [text for text in last.texts if text.kind is TextKind.LABEL]
    numbers = [text.body for text in sorted(labels, key=lambda text: -text.region.top)]
    assert "open.packed" in films.keys(film)
    assert numbers == [film.lesson.markup(i + 1) for i in record.p]
    (written,) = last.matrices
    for i, row in enumerate(written):
        for j, entry in enumerate(row):
            assert entry == entry_markup(record.L[i, j] if i > j else record.U[i, j])


# With Manim's own command, as a figure


def test_manim_alone_makes_a_figure_of_the_last_frame(tmp_path):
    command = [str(Path(sys.executable).with_name("manim")), "-ql", "--format", "png"]
    command += ["--media_dir", str(tmp_path), "--progress_bar", "none", storyboard.__file__]
    subprocess.run(command, check=True, cwd=tmp_path, env=os.environ | {"NO_COLOR": "1"})
    (made,) = tmp_path.rglob("PermutedLULesson*.png")
    picture = Image.open(made).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}
    pivot, multiplier, result = (0xE6, 0x9F, 0x00), (0xF0, 0xE4, 0x42), (0x00, 0xB3, 0x86)
    assert {pivot, multiplier, result} <= colours
