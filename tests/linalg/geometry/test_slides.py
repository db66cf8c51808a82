"""Right-hand sides that slide, and an x that is put right; NumPy is the judge."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from linalg import solve
from linalg.geometry.slides import approach, slides

SYSTEMS = {
    "lecture": ("2 -1; -1 2", "0 3"),
    "lecture in space": ("2 -1 0; -1 2 -1; 0 -3 4", "0 -1 4"),
    "another b": ("2 -1 0; -1 2 -1; 0 -3 4", "1 1 -3"),
    "b is 0": ("1 2; 3 4", "0 0"),
    "fractions": ("1/3 2/7; -5/2 1", "1/2 3/4"),
    "roots": ("sqrt(2) 1; 1 sqrt(3)", "1 2"),
    "nearly singular": ("1 1; 1 1.001", "2 2.001"),
    "small": ("1e-7 2e-7; 3e-7 -1e-7", "1e-7 2e-7"),
}


@pytest.fixture(params=SYSTEMS)
def given(request):
    return solve(*SYSTEMS[request.param])


def floats(M):
    return np.array(M.tolist(), dtype=float)


def test_x_solves_the_system_all_along_the_way(given):
    record = slides(given)
    assert record.check()
    A = floats(given.A)
    for leg in range(len(record.stops) - 1):
        for share in np.linspace(0, 1, 5):
            b, x = record.at(leg, share)
            assert x == pytest.approx(np.linalg.solve(A, b), rel=1e-6, abs=1e-9)


def test_it_comes_back_and_moves_one_entry_at_first(given):
    record = slides(given)
    assert record.stops[0].b == record.stops[-1].b == given.b
    moved = floats(record.stops[1].b - given.b)[:, 0]
    assert moved[0] != 0
    assert not moved[1:].any()


def test_one_equation_after_the_other_is_put_right(given):
    record = approach(given)
    assert record.check()
    A, b = floats(given.A), floats(given.b)[:, 0]
    size = np.abs(b).max() or 1.0
    for k, stop in enumerate(record.stops):
        wrong = np.abs(A @ floats(stop)[:, 0] - b) > 1e-9 * size
        assert wrong.tolist() == [False] * k + [True] * (len(b) - k)


def test_the_lectures_answers():
    assert approach(solve(*SYSTEMS["lecture"])).stops[-1] == sp.Matrix([1, 2])
    assert slides(solve(*SYSTEMS["lecture in space"])).stops[0].x == sp.Matrix([0, 0, 1])
    assert slides(solve(*SYSTEMS["another b"])).stops[-1].x == sp.Matrix([1, 1, 0])


def test_a_wrong_stop_is_noticed():
    given = solve(*SYSTEMS["lecture"])
    first, second, third = approach(given).stops
    assert not replace(approach(given), stops=(second, first, third)).check()
    stops = slides(given).stops
    assert not replace(slides(given), stops=stops[:-1]).check()
