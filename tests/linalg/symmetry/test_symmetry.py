import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import exact_matrices

from linalg import LinalgError, ShapeError
from linalg.symmetry.symmetry import (
    gram,
    inertia,
    inverse_of_product,
    inverse_of_transpose,
    is_symmetric,
    symmetric_part,
    transpose,
    transpose_of_product,
)


def test_r_times_its_transpose():
    """MIT 18.06, lecture 5."""
    R = "1 3; 2 3; 4 1"
    assert gram(transpose(R)) == sp.Matrix([[10, 11, 7], [11, 13, 11], [7, 11, 17]])


@given(exact_matrices(4))
@settings(deadline=None)
def test_gram_matrices_are_symmetric(R):
    assert is_symmetric(gram(R))


def test_symmetric_part_has_the_same_quadratic_form():
    A = sp.Matrix([[1, 4, 0], [2, 3, -1], [5, 7, 2]])
    x = sp.Matrix(sp.symbols("x y z"))
    S = symmetric_part(A)
    assert is_symmetric(S)
    assert sp.expand((x.T * A * x)[0] - (x.T * S * x)[0]) == 0


symmetric = st.lists(st.integers(-3, 3), min_size=6, max_size=6).map(
    lambda v: sp.Matrix([[v[0], v[1], v[2]], [v[1], v[3], v[4]], [v[2], v[4], v[5]]])
)


@given(symmetric)
@settings(deadline=None)
def test_inertia_is_that_of_the_eigenvalues(A):
    record = inertia(A)
    # the characteristic polynomial of an integer matrix has no root closer to 0 than this
    values = np.linalg.eigvalsh(np.array(A, dtype=float))
    counts = [int((values > 1e-6).sum()), int((abs(values) <= 1e-6).sum())]
    assert [record.positive, record.zero] == counts
    assert record.check()
    floats = inertia(np.array(A, dtype=float))
    assert (floats.positive, floats.negative) == (record.positive, record.negative)


@pytest.mark.parametrize(
    ("A", "expected"),
    [
        ("2 -1; -1 2", "positive definite"),
        ("1 1; 1 1", "positive semidefinite"),
        ("-2 1; 1 -2", "negative definite"),
        ("-1 -1; -1 -1", "negative semidefinite"),
        ("0 1; 1 0", "indefinite"),
        ("0 0; 0 0", "zero"),
    ],
)
def test_definiteness(A, expected):
    assert inertia(A).definiteness == expected


def test_definiteness_of_floats_does_not_depend_on_units():
    """Sylvester: DAD has the signs of A; its rank decides how many are 0."""
    units = np.diag([1.0, 1e-12, 1e9])
    for A, expected in [
        ([[2, -1, 0], [-1, 2, -1], [0, -1, 2]], "positive definite"),
        ([[1, 2, 3], [2, 4, 6], [3, 6, 9]], "positive semidefinite"),
        ([[0, 1, 0], [1, 0, 0], [0, 0, 1]], "indefinite"),
    ]:
        record = inertia(units @ np.array(A, dtype=float) @ units)
        assert record.definiteness == expected
        assert record.check()


@given(exact_matrices(3), exact_matrices(3))
@settings(deadline=None)
def test_transpose_of_product(A, B):
    k = min(A.cols, B.rows)
    assert transpose_of_product(A[:, :k], B[:k, :]).check()


def test_inverse_rules():
    A, B = "1 3; 2 7", "2 1; 8 7"
    assert inverse_of_product(A, B).check()
    assert inverse_of_transpose("a b; c d").check()
    rng = np.random.default_rng(0)
    assert inverse_of_product(rng.normal(size=(4, 4)), rng.normal(size=(4, 4))).check()


def test_a_wrong_side_fails():
    record = transpose_of_product("1 2; 3 4", "0 1; 1 1")
    object.__setattr__(record, "right", record.right.T)
    assert not record.check()


def test_errors():
    with pytest.raises(ShapeError, match="A is 2 × 2, B is 1 × 2"):
        transpose_of_product("1 2; 3 4", "1 2")
    with pytest.raises(LinalgError, match="no sign"):
        inertia("a 1; 1 2")
    with pytest.raises(LinalgError, match="symmetric"):
        inertia("1 2; 3 4")
