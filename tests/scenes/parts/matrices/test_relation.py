"""When two products on the frame are the same."""

import pytest
import sympy as sp

from scenes.parts.matrices.relation import is_product, is_same

a, b, c, d = sp.symbols("a b c d")


def test_expressions_are_the_same_in_whatever_form():
    A = sp.Matrix([[a, b], [c, d]])
    L, U = sp.Matrix([[1, 0], [c / a, 1]]), sp.Matrix([[a, b], [0, (a * d - b * c) / a]])
    assert is_product([A], [L, U])
    assert not is_product([A], [L, A])


def test_P_may_stand_before_A():
    P, A = sp.Matrix([[0, 1], [1, 0]]), sp.Matrix([[0, 2], [3, 4]])
    assert is_product([P, A], [sp.eye(2), sp.Matrix([[3, 4], [0, 2]])])
    assert not is_product([A], [sp.eye(2), sp.Matrix([[3, 4], [0, 2]])])


@pytest.mark.parametrize(("off", "same"), [(1e-12, True), (1e-6, False)])
def test_floats_are_the_same_up_to_rounding(off, same):
    assert is_same([1.0, 2.0], [1.0, 2.0 + off]) is same
