"""Sides that a singular matrix reaches or misses; SymPy and NumPy are the judges."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from linalg import solve
from linalg.geometry.reach import reach

SYSTEMS = {
    "the lecture's, tilted": ("2 -1; -2 1", "0 3"),
    "the same line": ("1 2; 2 4", "3 6"),
    "parallel lines": ("1 2; 2 4", "3 1"),
    "a column of zeros": ("1 0; 2 0", "1 2"),
    "b at right angles to the columns": ("1 1; 1 1", "1 -1"),
    "no b": ("1 2; 2 4", "0 0"),
    "planes that share a line": ("1 1 0; 0 1 1; 1 2 1", "1 1 2"),
    "a prism": ("1 1 0; 0 1 1; 1 2 1", "1 1 3"),
    "one plane three times": ("1 2 3; 2 4 6; -1 -2 -3", "1 2 -1"),
    "three parallel planes": ("1 2 3; 2 4 6; -1 -2 -3", "1 2 5"),
    "roots": ("sqrt(2) 2; 1 sqrt(2)", "1 1"),
    "large numbers": ("1000 2000; 3000 6000", "5 -70"),
}


def record_of(name):
    given = solve(*SYSTEMS[name])
    return given, reach(given.A, given.b)


@pytest.mark.parametrize("name", SYSTEMS)
def test_one_side_has_solutions_the_other_has_none_and_one_of_both_is_given(name):
    given, record = record_of(name)
    assert record.check()
    assert given.b in (record.hit.b, record.missed.b)
    A, unknowns = sp.Matrix(record.A), sp.symbols(f"u:{record.A.shape[1]}")
    assert sp.linsolve((A, sp.Matrix(record.hit.b)), *unknowns) != sp.S.EmptySet
    assert sp.linsolve((A, sp.Matrix(record.missed.b)), *unknowns) == sp.S.EmptySet


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_point_of_the_line_is_a_solution(name):
    _, record = record_of(name)
    A, b = (np.array(M.tolist(), dtype=float) for M in (record.A, record.hit.b))
    for s in (-2.5, 0.0, 1.0, 7.0):
        assert A @ record.at(s) == pytest.approx(b[:, 0], abs=1e-9 * np.abs(A).max())


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_sum_that_swings_keeps_its_distance_and_never_comes_to_b(name):
    _, record = record_of(name)
    A, hit, missed = (
        np.array(M.tolist(), dtype=float) for M in (record.A, record.hit.b, record.missed.b)
    )
    turns = np.linspace(0, 1, 25)
    sums = np.array([A @ record.around(turn, 2.0) for turn in turns]) - hit[:, 0]
    assert np.abs(sums[[0, -1]]).max() < 1e-9 * np.abs(A).max()
    rank = np.linalg.matrix_rank(A)
    assert np.linalg.norm(sums, axis=1).max() == pytest.approx(2.0 if rank == 1 else 4.0)
    assert np.linalg.norm(sums + hit[:, 0] - missed[:, 0], axis=1).min() > 1e-6


def test_the_lectures_tilted_lines():
    _, record = record_of("the lecture's, tilted")
    assert record.hit.b == sp.Matrix([sp.Rational(-3, 2), sp.Rational(3, 2)])
    y = record.evidence
    assert (y.T @ record.A).tolist() == [[0, 0]]
    assert y[0, 0] == y[1, 0] != 0  # row 1 + row 2 says 0 = 3


def test_a_wrong_solution_is_noticed():
    _, record = record_of("the same line")
    assert not replace(record, x=record.x + sp.Matrix([1, 0])).check()


def test_an_invertible_matrix_reaches_all():
    with pytest.raises(ValueError, match="reaches every side"):
        reach(solve("2 -1; -1 2", "0 3").A, sp.Matrix([0, 3]))
