"""Vectors that leave a set, as the lecture names them: a quarter plane, a line off 0."""

import pytest

from linalg.errors import LinalgError
from linalg.subspaces.closure import is_subspace
from linalg.subspaces.leaving import leaving


def test_a_multiple_leaves_the_quarter_plane():
    record = leaving("x >= 0, y >= 0", (2, 1), scalar=-1)
    (example,) = record.counterexamples
    assert (example.law, example.scalar, example.result) == ("scaling", -1, (-2, -1))
    assert record.check()
    assert record.verdict == is_subspace("x >= 0, y >= 0").verdict


def test_a_sum_leaves_a_line_off_the_origin():
    record = leaving("x + y = 2", (-1, 3), (2, 0))
    (example,) = record.counterexamples
    assert (example.law, example.result) == ("addition", (1, 3))
    assert record.check()
    assert record.verdict == is_subspace("x + y = 2").verdict


def test_what_stays_is_no_proof_and_neither_is_what_was_outside():
    with pytest.raises(LinalgError, match="is not outside"):
        leaving("x >= 0, y >= 0", (2, 1), (1, 2))
    with pytest.raises(LinalgError, match="is not inside"):
        leaving("x >= 0, y >= 0", (-2, 1), scalar=-1)
