"""What A has moved comes back step by step, and the steps' product stands beside it."""

import dataclasses

import numpy as np
import pytest
import sympy as sp

from linalg import Subtract, eliminate, inverse
from linalg.geometry.undoing import Undoing

INVERTIBLE = [
    "1 3; 2 7",
    "1 -1; 1 1",
    "0 1; 1 0",
    "-2 1/3; 5 4",
    "1 2 1; 3 8 1; 0 4 1",
    "0 1 1; 1 2 1; 2 7 9",
]


@pytest.mark.parametrize("A", INVERTIBLE)
def test_the_maps_lead_from_A_back_to_the_identity(A):
    undoing = Undoing(inverse(A).elimination)
    np.testing.assert_allclose(undoing.maps[0], undoing.out.at(1), atol=1e-12)
    np.testing.assert_array_equal(undoing.maps[-1], np.eye(undoing.n))
    assert undoing.check()


@pytest.mark.parametrize("A", INVERTIBLE)
def test_each_map_is_the_one_before_it_under_the_matrix_of_the_step(A):
    undoing = Undoing(inverse(A).elimination)
    for k, step in enumerate(undoing.elimination.steps):
        E = np.array(step.matrix(undoing.n), dtype=float)
        np.testing.assert_allclose(E @ undoing.maps[k], undoing.maps[k + 1], atol=1e-12)


def test_a_multiple_that_is_subtracted_slides_everything_along_one_axis():
    undoing = Undoing(inverse("1 3; 2 7").elimination)
    assert isinstance(undoing.elimination.steps[0], Subtract)
    halfway = undoing.between(0, 1, 0.5)
    np.testing.assert_allclose(halfway, [[1, 3], [1, 4]])  # row 2 has lost 1 times row 1


def test_the_columns_fall_onto_their_axes_one_after_the_other():
    first, *later = Undoing(inverse("1 -1; 1 1").elimination).maps[1:]
    assert first[1, 0] == 0
    assert later[0][0, 1] == 0


def test_a_singular_matrix_leaves_what_no_step_can_fill():
    undoing = Undoing(eliminate("1 3; 2 6", sp.eye(2)))
    assert undoing.check()
    assert all(np.linalg.matrix_rank(one) == 1 for one in undoing.maps)


def test_floats_are_compared_up_to_rounding():
    undoing = Undoing(inverse(np.array([[0.1, 0.3], [0.7, 0.2]])).elimination)
    assert undoing.check()
    np.testing.assert_allclose(undoing.maps[-1], np.eye(2), atol=1e-12)


@pytest.mark.parametrize("A", ["1 3; 2 7", [[0.1, 0.3], [0.7, 0.2]]])
def test_the_steps_of_another_matrix_fail_the_check(A):
    other = [[1, 3], [2, 8]] if isinstance(A, str) else np.array([[0.1, 0.3], [0.7, 0.25]])
    A = A if isinstance(A, str) else np.array(A)
    right, wrong = inverse(A).elimination, inverse(other).elimination
    mixed = dataclasses.replace(wrong, given=right.given)
    assert not Undoing(mixed).check()
