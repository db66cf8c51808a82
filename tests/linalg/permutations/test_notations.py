"""Lists of other programs: from 0 or 1, as arrays, as exchanges, as pivots, as cycles.

The numbers are those of NumPy and SciPy, which run here, on a matrix whose permutation is a
3-cycle: an exchange of two rows is its own inverse and hides every mistake.
"""

import numpy as np
import pytest
import scipy.linalg
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.linalg import splu

from linalg import eliminate, permutation, plu
from linalg.errors import LinalgError, ShapeError
from linalg.permutations.notations import order_of_pivots

A = np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 3.0], [4.0, 0.0, 1.0]])
orders = st.integers(0, 8).flatmap(lambda n: st.permutations(range(n)))


@given(orders, st.sampled_from([0, 1]))
@settings(max_examples=80, deadline=None)
def test_a_list_counts_from_0_or_1_in_any_container(p, first):
    counted = [i + first for i in p]
    forms = [counted, tuple(counted), np.array(counted, dtype=int), np.array(counted, dtype=float)]
    forms += [list(np.array(counted, dtype=np.int32)), tuple(map(sp.Integer, counted))]
    if len(p) > 1:
        forms += [np.array([counted]), np.array([counted]).T, sp.Matrix([counted])]
    assert {permutation(form).p for form in forms} == {tuple(p)}


@given(orders, st.sampled_from([0, 1]))
@settings(max_examples=80, deadline=None)
def test_exchanges_pivots_and_cycles_there_and_back(p, first):
    P = permutation(p)
    n = len(p)
    counted = [(i + first, j + first) for i, j in P.exchanges]
    assert permutation(exchanges=counted, n=n, first=first) == P
    assert permutation(pivots=P.as_exchanges(first)) == P
    assert (
        permutation(pivots=np.array(P.as_exchanges(first), dtype=np.int32), n=n, first=first) == P
    )
    cycles = [[row + first for row in cycle] for cycle in P.cycles]
    assert permutation(cycles=cycles, n=n, first=first) == P


def test_what_scipy_gives():
    """Row i of PA is row p[i] of A; SciPy's own P, and so its list, is that of A = PLU."""
    P = permutation(plu(A).p)
    assert P.p == (2, 0, 1)
    _, pivots = scipy.linalg.lu_factor(A)
    assert permutation(pivots=pivots) == P
    assert P.as_exchanges() == tuple(pivots) == (2, 2, 2)
    indices, _, _ = scipy.linalg.lu(A, p_indices=True)
    assert permutation(indices).inverse == P
    matrix, _, _ = scipy.linalg.lu(A)
    assert permutation(matrix).inverse == P
    _, pivots, _ = scipy.linalg.lapack.dgetrf(A)
    assert permutation(pivots=pivots + 1) == P  # its wrapper counts from 0, LAPACK from 1
    rows = splu(scipy.sparse.csc_array(A), permc_spec="NATURAL").perm_r
    assert permutation(rows).inverse == P


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_pivots_of_any_shape_are_those_of_lapack(m, n, seed):
    B = np.random.default_rng(seed).normal(size=(m, n))
    _, pivots, _ = scipy.linalg.lapack.dgetrf(B)
    record = eliminate(B)
    assert permutation(pivots=pivots, n=m, first=0).p == record.p
    assert permutation(pivots=pivots + 1, n=m, first=1).p == record.p


def test_a_text_counts_from_1_and_from_0_where_it_says_so():
    assert permutation(exchanges="1 3; 2 3") == permutation(pivots="3 3 3")
    assert permutation(exchanges="0 2; 1 2", first=0) == permutation(pivots="2 2 2")
    assert permutation("1 2 0") == permutation("2 3 1")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"P": [3, 3, 3]}, "exchanges, as LAPACK lists them, are given by name: pivots="),
        ({"P": [0, 2]}, "neither each of 0 to 1 once nor each of 1 to 2"),
        ({"exchanges": [(0, 3)], "n": 3}, "no row 3: they are counted from 0 to 2; to count from"),
        ({"exchanges": [(0, 3)], "n": 3, "first": 1}, "no row 0: they are counted from 1 to 3"),
        ({"exchanges": [(0, 1, 2)]}, "an exchange names two rows, not 3"),
        ({"exchanges": [3, 3, 3]}, "exchanges is a list of lists of whole numbers"),
        ({"exchanges": [(0, 0.5)]}, "exchanges is a list of lists of whole numbers"),
        ({"cycles": [(0, 1), (1, 2)]}, "1 stands there twice"),
        ({"cycles": 3}, "cycles is a list of lists of whole numbers"),
        ({"pivots": [1, 1, 1]}, "(1, 1, 1) are no pivots of 3 rows"),
        ({"pivots": [3, 3, 3], "first": 0}, "(3, 3, 3) are no pivots of 3 rows"),
        ({"pivots": [1, 2], "n": 3}, "may be counted from 0 or from 1: say first=0 or first=1"),
        ({"pivots": [(0, 1)]}, "pairs are given as exchanges="),
        ({"pivots": [1, 2], "first": 2}, "first is 0 or 1, where rows are counted from, not 2"),
    ],
)
def test_what_is_no_permutation_is_told_the_remedy(given, message):
    with pytest.raises(LinalgError) as caught:
        permutation(**given)
    assert message in str(caught.value)


def test_one_notation_at_a_time():
    for wrong in ({}, {"P": [0], "pivots": [0]}, {"P": [1, 0], "n": 2}, {"P": [1, 0], "first": 0}):
        with pytest.raises(TypeError):
            permutation(**wrong)
    with pytest.raises(LinalgError, match="first is 0 or 1"):
        permutation([1, 0]).as_exchanges(first=2)


def test_a_matrix_of_one_row_is_no_list():
    assert permutation(np.array([[1]])).p == (0,)
    with pytest.raises(ShapeError):
        permutation(np.array([[0]]))


def test_no_pivots_leave_the_rows():
    assert order_of_pivots([], n=2) == [0, 1]


def test_pages_show_the_lists_from_1_and_from_0():
    sentence = "The rows of PA are the rows (3, 1, 2) of A; p = (2, 0, 1) counts them from 0."
    page = permutation(pivots=[3, 3, 3]).to_text()
    assert sentence in page
    assert "rows of A, the inverse  (2, 3, 1)  (1, 2, 0)" in page
    assert "exchanges               (3, 3, 3)  (2, 2, 2)" in page
    assert sentence in plu(A).to_text()
    assert sentence in eliminate(A).to_text()
