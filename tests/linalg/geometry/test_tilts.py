"""A line or a plane that is tilted until the matrix is singular; NumPy and SymPy are the judges."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from linalg import solve
from linalg.geometry.tilts import tilt

MATRICES = {
    "lecture": "2 -1; -1 2",
    "lecture in space": "2 -1 0; -1 2 -1; 0 -3 4",
    "rows at right angles": "1 0; 0 1",
    "in space at right angles": "1 0 0; 0 1 0; 0 0 1",
    "sizes far apart": "1000 2; 3 700",
    "fractions": "1/3 2/7; -5/2 1",
    "roots": "sqrt(2) 1; 1 sqrt(3)",
    "nearly singular": "1 1; 1 1.001",
}


def given(text):
    return solve(text, [1] * (text.count(";") + 1)).A


@pytest.mark.parametrize("text", MATRICES.values(), ids=MATRICES)
def test_the_determinant_falls_in_proportion_and_reaches_zero_at_the_end(text):
    record = tilt(given(text))
    assert record.check()
    whole = float(sp.Matrix(given(text)).det())
    for share in np.linspace(0, 1, 7):
        assert np.linalg.det(record.at(share)) == pytest.approx(
            (1 - share) * whole, abs=1e-9 * abs(whole)
        )
    assert sp.Matrix(record.tilted).det().equals(0)
    assert sp.Matrix(record.tilted).rank(simplify=True) == record.A.shape[0] - 1


@pytest.mark.parametrize("text", MATRICES.values(), ids=MATRICES)
def test_all_rows_but_the_last_stay(text):
    record = tilt(given(text))
    assert record.at(0.4)[:-1] == pytest.approx(record.at(0.0)[:-1])


def test_the_lectures_second_line_becomes_parallel_to_the_first():
    record = tilt(given("2 -1; -1 2"))
    assert record.multiples == (-1,)
    assert record.tilted == sp.Matrix([[2, -1], [-2, 1]])


def test_a_wrong_way_is_noticed():
    record = tilt(given("2 -1; -1 2"))
    assert not replace(record, A=given("2 -1; -4 2")).check()  # singular already
    flat = tilt(given(MATRICES["lecture in space"]))
    assert not replace(flat, A=given("2 -1 0; 4 -2 0; 0 -3 4")).check()


def test_a_singular_matrix_cannot_be_tilted():
    with pytest.raises(ValueError, match="singular already"):
        tilt(solve("1 2; 2 4", "3 6").A)


def test_multiples_are_fractions():
    assert all(isinstance(k, Fraction) for k in tilt(given("3 1; 1 7")).multiples)
