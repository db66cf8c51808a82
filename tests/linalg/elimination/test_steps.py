import numpy as np
import pytest
import sympy as sp

from linalg import Scale, Subtract, Swap

STEPS = [Swap(0, 2), Subtract(2, 0, sp.Rational(3, 2)), Scale(1, sp.Rational(-2, 3))]


@pytest.mark.parametrize("step", STEPS)
def test_apply_is_multiplication_from_the_left_and_the_inverse_undoes_it(step):
    M = sp.ImmutableMatrix([[1, 2], [3, 4], [5, 6]])
    assert step.apply(M) == step.matrix(3) * M
    assert step.inverse.apply(step.apply(M)) == M
    assert step.matrix(3) * step.inverse.matrix(3) == sp.eye(3)


@pytest.mark.parametrize("step", [Swap(0, 1), Subtract(1, 0, 0.5), Scale(1, 4.0)])
def test_arrays(step):
    M = np.array([[1.0, 2.0], [3.0, 4.0]])
    applied = step.apply(M)
    assert np.array_equal(applied, np.array(step.matrix(2), dtype=float) @ M)
    assert np.array_equal(M, [[1, 2], [3, 4]])


def test_the_inverse_of_an_elimination_matrix_flips_a_sign():
    """MIT 18.06, lecture 4."""
    E = Subtract(1, 0, 4).matrix(2)
    assert sp.Matrix([[1, 0], [-4, 1]]) == E
    assert E.inv() == Subtract(1, 0, 4).inverse.matrix(2)
