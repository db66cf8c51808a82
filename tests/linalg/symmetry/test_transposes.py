import numpy as np
import pytest
from hypothesis import given, settings
from strategies import exact_matrices

from linalg import ShapeError
from linalg.symmetry.transposes import (
    inverse_of_product,
    inverse_of_transpose,
    transpose_of_product,
)


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
