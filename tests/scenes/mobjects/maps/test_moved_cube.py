"""The cube as a matrix moves it: its corners, which faces are open, and what falls flat."""

import numpy as np
import pytest

from linalg.geometry.ways import Way
from scenes.mobjects.maps.moved_cube import AXES, CORNERS, MovedCube, fitted, sheet
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK

ROOM = Region(0.5, 6.5, -2.5, 3.5)
VIEW = (35.0, 24.0)
TURN = [[0, -1, 0], [1, 0, 0], [0, 0, 1]]
MATRICES = [
    TURN,
    [[1, 1, 0], [0, 1, 1], [1, 0, 1]],
    [[0, 1, 0], [1, 0, 0], [0, 0, 2]],
    [[1, 0, 1], [0, 1, 1], [1, 1, 2]],
    np.zeros((3, 3)),
]


def cube_for(A):
    maps = [Way(A).at(share) for share in np.linspace(0, 1, 9)]
    points = [AXES * np.eye(3), *(CORNERS @ one.T for one in maps), sheet(np.array(A, float))[0]]
    return MovedCube(fitted(np.concatenate(points), ROOM, VIEW), DARK)


@pytest.mark.parametrize("A", MATRICES)
def test_the_corners_are_drawn_where_the_matrix_sends_them(A):
    cube = cube_for(A)
    assert cube.shows(np.eye(3))
    assert not cube.shows(A)
    assert cube.take(A).shows(A)


@pytest.mark.parametrize("A", MATRICES)
def test_everything_stays_in_the_region(A):
    assert ROOM.contains(region_of(cube_for(A).take(A)), slack=1e-6)


@pytest.mark.parametrize("A", MATRICES[:3])
def test_three_faces_are_turned_to_the_viewer_and_have_all_the_open_edges(A):
    cube = cube_for(A).take(A)
    edges = [len(part.points) // 4 for part in (cube.edges, cube.far_edges)]
    assert edges == [9, 3]
    # the far edges meet in the one corner that is hidden: the farthest
    A = np.array(A, dtype=float)
    farthest = CORNERS[np.argmin(cube.projection.depths(CORNERS @ A.T))] @ A.T
    ends = cube.far_edges.points.reshape(-1, 4, 3)[:, [0, -1], :2]
    place = cube.projection.places(farthest)
    assert (np.linalg.norm(ends - place, axis=2).min(axis=1) < 1e-6).all()


def test_the_letter_is_before_or_behind_the_cube_as_it_turns():
    cube = cube_for(TURN)
    assert cube.open.has_points()
    assert not cube.hidden.has_points()
    cube.take([[-1, 0, 0], [0, -1, 0], [0, 0, 1]])  # half a turn about the z axis
    assert cube.hidden.has_points()
    assert not cube.open.has_points()


def test_a_flat_cube_lies_on_a_disc_in_its_plane():
    A = np.array(MATRICES[3], dtype=float)
    rim, share = sheet(A)
    assert share == pytest.approx(1)
    normal = np.array([1, 1, -1])  # the third row is the sum of the others
    np.testing.assert_allclose(rim @ normal, 0, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(rim - A.sum(axis=1) / 2, axis=1).std(), 0, atol=1e-9)


@pytest.mark.parametrize("A", [np.eye(3), np.ones((3, 3)), np.zeros((3, 3))])
def test_neither_space_nor_a_line_nor_a_point_lies_on_a_disc(A):
    assert sheet(A)[1] == 0


def test_a_null_vector_shrinks_to_nothing():
    cube = cube_for(MATRICES[3]).follow([-1, -1, 1]).take(np.eye(3))
    assert np.linalg.norm(cube.arrow.along) > 0.5
    assert cube.dead.get_fill_opacity() == 0
    cube.take(MATRICES[3])
    assert not cube.arrow.has_points()
    assert cube.dead.get_fill_opacity() == 1
