"""Ways from the identity to a matrix: the ends, what stays positive, and what turns."""

import numpy as np
import pytest
from scipy.linalg import expm, polar

from linalg.geometry.ways import Way

SHARES = np.linspace(0, 1, 41)

MATRICES = {
    "a turn with a stretch": [[1, -1], [1, 1]],
    "the lecture's": [[1, 3], [2, 7]],
    "half a turn": [[-1, 0], [0, -1]],
    "a reflection": [[0, 1], [1, 0]],
    "turned over": [[1, 2], [3, 1]],
    "onto a line": [[1, 3], [2, 6]],
    "to a point": [[0, 0], [0, 0]],
    "a cycle of the axes": [[0, 0, 1], [1, 0, 0], [0, 1, 0]],
    "half a turn in space": [[-1, 0, 0], [0, -1, 0], [0, 0, 1]],
    "space turned inside out": [[-1, 0, 0], [0, -1, 0], [0, 0, -1]],
    "any in space": [[2, 1, 1], [4, -6, 0], [-2, 7, 2]],
    "onto a plane": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
}


@pytest.mark.parametrize("A", MATRICES.values(), ids=MATRICES)
def test_a_way_leads_from_the_identity_to_its_matrix(A):
    way = Way(A)
    np.testing.assert_allclose(way.at(0), np.eye(len(A)), atol=1e-12)
    np.testing.assert_allclose(way.at(1), A, atol=1e-12)


@pytest.mark.parametrize("A", MATRICES.values(), ids=MATRICES)
def test_a_way_has_no_jumps(A):
    places = np.array([Way(A).at(share) for share in SHARES])
    most = 4 * (1 + np.abs(A).max())  # a turn by pi, and a stretch
    assert np.abs(np.diff(places, axis=0)).max() <= most / len(SHARES)


@pytest.mark.parametrize("A", MATRICES.values(), ids=MATRICES)
def test_what_is_not_turned_over_at_the_end_never_is(A):
    determinants = np.array([np.linalg.det(Way(A).at(share)) for share in SHARES])
    if Way(A).keeps_its_side:
        assert determinants.min() > 0
    else:
        assert (determinants[1:] < determinants[:-1] + 1e-9).sum() > 0
        assert determinants[-1] == pytest.approx(np.linalg.det(np.array(A, dtype=float)), abs=1e-9)


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_a_rotation_turns_by_a_part_of_its_angle(share):
    generator = np.array([[0, -0.3, 1.1], [0.3, 0, -0.7], [-1.1, 0.7, 0]])
    np.testing.assert_allclose(Way(expm(generator)).at(share), expm(share * generator), atol=1e-12)


def test_the_parts_are_those_of_the_polar_form():
    A = [[1, 3], [2, 7]]
    rotation, stretch = polar(np.array(A, dtype=float))
    half = 0.5 * np.eye(2) + 0.5 * stretch
    found = Way(A).at(0.5)
    np.testing.assert_allclose(found.T @ found, half @ half, atol=1e-12)
    np.testing.assert_allclose(rotation @ stretch, A, atol=1e-12)
