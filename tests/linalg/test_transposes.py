"""A8: what a matrix and its transpose make is symmetric."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices

from linalg import symmetric_products


def test_the_numbers_of_the_lecture():
    record = symmetric_products("1 3; 2 3; 4 1")
    assert record.rows == sp.Matrix([[10, 11, 7], [11, 13, 11], [7, 11, 17]])
    assert record.columns == sp.Matrix([[21, 13], [13, 19]])
    assert record.symmetric_part is None
    assert record.check()
    assert record.to_dict()["rows"][0] == ["10", "11", "7"]


def test_a_square_matrix_has_a_symmetric_part():
    record = symmetric_products("1 4; 2 3")
    assert record.symmetric_part == sp.Matrix([[1, 3], [3, 3]])
    assert "Symmetric part" in str(record)


@settings(max_examples=30, deadline=None)
@given(exact_matrices())
def test_any_matrix(R):
    assert symmetric_products(R).check()


@pytest.mark.parametrize("R", ["a b; 1 2; 0 b", sp.zeros(0, 3), np.eye(3)[:2] / 3])
def test_symbols_floats_and_nothing_at_all(R):
    record = symmetric_products(R)
    assert record.check()
    assert record.page()
