import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg import LinalgError
from linalg.symmetry.inertia import inertia

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


def test_errors():
    with pytest.raises(LinalgError, match="no sign"):
        inertia("a 1; 1 2")
    with pytest.raises(LinalgError, match="symmetric"):
        inertia("1 2; 3 4")
