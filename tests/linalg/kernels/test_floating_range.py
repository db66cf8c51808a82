"""Numbers at both ends of what floats can hold: answers hold or are refused, never a warning."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg import (
    LinalgError,
    eliminate,
    explain_determinant,
    explain_rank,
    inverse,
    ldlt,
    ldu,
    lu,
    plu,
    rref,
    solve,
)

pytestmark = pytest.mark.filterwarnings("error")

ENDS = [0.0, 0.0, 1.0, -1.0, 0.1, 1e8, 1e-20, 1e155, 1e-160, 1e300, -1e300, 1.7e308]
ENDS += [3e-300, np.finfo(float).tiny, 1e-310, 5e-324]


@st.composite
def matrices(draw):
    m, n = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    pool = st.sampled_from(draw(st.lists(st.sampled_from(ENDS), min_size=2, max_size=5)))
    return np.array(draw(st.lists(st.lists(pool, min_size=n, max_size=n), min_size=m, max_size=m)))


def _symmetric(A):
    k = min(A.shape)
    return np.triu(A[:k, :k]) + np.triu(A[:k, :k], 1).T


WAYS = {
    "solve": lambda A: solve(A, np.ones(len(A))),
    "rref": rref,
    "rank": explain_rank,
    "inverse": inverse,
    "eliminate": eliminate,
    "plu": lambda A: plu(A, pivoting="nonzero"),
    "lu": lu,
    "ldu": ldu,
    "ldlt": lambda A: ldlt(_symmetric(A)),
    "determinant": explain_determinant,
}


@pytest.mark.parametrize("way", WAYS)
@given(matrices())
@settings(deadline=None, max_examples=60)
def test_answers_hold_or_are_refused(way, A):
    try:
        record = WAYS[way](A)
    except LinalgError:
        return
    assert record.check()


def test_a_multiplier_that_is_no_float_is_lost_within_the_bound():
    """It is 1e-460, and 1e-160 of the matrix goes with it."""
    record = plu([[1e300, 1e300], [1e-160, 3e-300]], pivoting="nonzero")
    assert record.L[1, 0] == 0
    assert record.check()


def test_a_contradiction_beside_the_smallest_normal_number():
    solution = solve([[0, 1e8], [0, 2.2250738585072014e-308]], [1, 1])
    assert solution.kind == "none"
    assert solution.check()


def test_each_right_hand_side_has_its_own_limit():
    solution = solve([[1.0, 0.0], [1.0, 0.0]], [[1e20, 1.0], [1e20, 2.0]])
    assert solution.kind == "none"
    assert solution.check()


def test_evidence_is_given_in_a_size_that_floats_can_hold():
    solution = solve([[1e-300], [-1e300]], [1.0, 1.0])
    y = solution.evidence.ravel()
    assert solution.kind == "none"
    assert y[0] * 1e-300 == pytest.approx(y[1] * 1e300, rel=1e-12)
    assert y.all()


def test_pivots_next_to_zero_are_divided_by():
    """`getrf` of OpenBLAS 0.3.31 leaves 1e-310 there."""
    _, L, U = plu(np.array([[1e-310, 1.0], [1e-310, 2.0]]))
    assert L.tolist() == [[1, 0], [1, 1]]
    assert U.tolist() == [[1e-310, 1], [0, 1]]


@pytest.mark.parametrize("scale", [1e300, 1e-300])
def test_perturbed_answers_fail(scale):
    A = np.array([[2.0, 1.0, 0.5], [1.0, 3.0, -1.0], [0.5, 4.0, 1.0]]) * scale
    records = [(solve(A, np.ones(3) * scale), "x"), (inverse(A), "matrix"), (rref(A), "R")]
    for record, name in records:
        assert record.check()
        wrong = getattr(record, name).copy()
        wrong[1, 0] += 1e-10 * np.abs(wrong).max()
        object.__setattr__(record, name, wrong)
        assert not record.check()


def test_no_lu_is_told_before_anything_overflows():
    with pytest.raises(LinalgError, match="indefinite"):
        ldlt(np.array([[0.0, 1e-300], [1e-300, 1.7e308]]))
