"""A side that is reached and one that is missed: numbers of the lecture, checked by NumPy."""

from dataclasses import replace

import numpy as np
import pytest

from linalg.elimination.solving import solve
from linalg.errors import LinalgError
from linalg.subspaces.sides import Sides, sides

LECTURE = "1 3 4; 2 3 5; 4 1 5"  # the columns (1, 2, 4) and (3, 3, 1), and their sum
MATRICES = {
    "lecture": (LECTURE, "5 7 9"),
    "lecture, off": (LECTURE, "1 0 0"),
    "two columns": ("1 3; 2 3; 4 1", "4 5 5"),
    "no side": (LECTURE, None),
    "rank 1": ("1 2; 2 4; 3 6", "1 0 0"),
    "rank 3": ("1 0 1; 0 1 1; 1 1 0", "1 2 3"),
    "zero": ("0 0; 0 0", "1 2"),
    "zero, no side": ("0 0; 0 0", None),
    "two rows": ("1 2; 2 4", "1 1"),
    "fractions": ("1/2 1/3; 1/4 1/5; 1 1", "1 1 1"),
    "b = 0": ("1 3; 2 3; 4 1", "0 0 0"),
    "negative": ("-1 2; 3 -4; -5 6", "-1 0 -2"),
    "roots": ("2^(1/2) 1; 2 2^(1/2)", "1 1"),
    "floats": (np.array([[0.1, 0.2, 0.3], [0.2, 0.4, 0.6], [1.0, 0, 1]]), [1.0, 2, 3]),
}


@pytest.mark.parametrize("name", MATRICES)
def test_one_side_is_reached_and_the_other_missed(name):
    record = sides(*MATRICES[name])
    A = record.columns.T
    on, off = record.side(1.0), record.side(0.0)
    assert record.check()
    assert A @ record.x == pytest.approx(on)
    assert (A @ record.null_vectors.T).ravel() == pytest.approx(0, abs=1e-12)
    missed = np.linalg.lstsq(A, off, rcond=None)[0]
    distance = np.linalg.norm(A @ missed - off)
    assert (distance > 1e-6) == (record.missed is not None) == (record.rank < len(on))
    assert A @ record.nearest(off) == pytest.approx(A @ missed)
    assert record.nearest(on) == pytest.approx(record.x)
    assert record.rank == np.linalg.matrix_rank(A)


@pytest.mark.parametrize("name", MATRICES)
def test_the_given_side_is_one_of_the_two(name):
    A, b = MATRICES[name]
    record = sides(A, b)
    ends = [record.side(0.0).tolist(), record.side(1.0).tolist()]
    if b is not None:
        given = [float(x) for x in (b.split() if isinstance(b, str) else b)]
        assert given in ends


def test_the_lectures_plane_and_its_null_space():
    record = sides(LECTURE, "5 7 9")
    assert tuple(record.hit.x) == (2, 1, 0)
    assert record.null_vectors.tolist() == [[-1, -1, 1]]  # all multiples of (1, 1, -1)
    assert record.dependence(2).tolist() == [1, 1, 0]
    normal = np.array([10, -11, 3])  # of the plane through both columns
    assert normal @ record.side(1.0) == 0 != normal @ record.side(0.0)
    assert record.side(0.0).tolist() == [5, 1, 9]


def test_what_is_no_proof_fails_its_check():
    record = sides(LECTURE, "5 7 9")
    assert not Sides(record.hit, record.hit).check()
    assert not Sides(record.missed, record.missed).check()
    assert not Sides(record.hit, None).check()
    elsewhere = solve(LECTURE, "0 0 1")
    assert elsewhere.kind == "none"
    assert not replace(record, missed=elsewhere).check()


def test_symbols_are_refused():
    with pytest.raises(LinalgError, match="depends on the symbols: give numbers"):
        sides("1 a; 2 3", "1 1")
    with pytest.raises(LinalgError, match="give numbers"):
        sides("1 2; 2 4", "1 c")
