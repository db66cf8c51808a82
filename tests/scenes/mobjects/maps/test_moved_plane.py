"""The plane as a matrix moves it: what is drawn is where the matrix sends things."""

import numpy as np
import pytest

from linalg.geometry.ways import Way
from scenes.mobjects.maps.moved_plane import LETTER, MovedPlane, Window, images
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK

ROOM = Region(0.5, 6.5, -2.5, 3.5)
MATRICES = [
    [[1, -1], [1, 1]],
    [[0, 1], [1, 0]],
    [[1, 3], [2, 6]],
    [[0.5, 0], [0.25, -1]],
    [[0, 0], [0, 0]],
]


def plane_around(*matrices):
    return MovedPlane(Window.around(images([np.eye(2), *matrices]), ROOM), DARK)


def segments(part):
    return part.points.reshape(-1, 4, 3)[:, [0, -1], :2]


@pytest.mark.parametrize("A", MATRICES)
def test_the_matrix_can_be_read_off_the_picture(A):
    np.testing.assert_allclose(plane_around(A).take(A).map, A, atol=1e-9)


@pytest.mark.parametrize("A", [A for A in MATRICES if np.linalg.det(A)])
def test_every_line_is_the_image_of_a_line_of_the_grid(A):
    plane = plane_around(A).take(A)
    ends = plane.window.points(segments(plane.grid))
    back = np.linalg.solve(np.array(A, dtype=float), ends.reshape(-1, 2).T).T.reshape(-1, 2, 2)
    level = np.isclose(back[:, 0], back[:, 1], atol=1e-9)
    assert level.any(axis=1).all()
    fixed = back[:, 0][level]
    np.testing.assert_allclose(fixed, np.round(fixed), atol=1e-9)


def test_a_singular_matrix_leaves_a_line():
    plane = plane_around(MATRICES[2]).take(MATRICES[2])
    x, y = plane.window.points(segments(plane.grid)).reshape(-1, 2).T
    np.testing.assert_allclose(y, 2 * x, atol=1e-9)


@pytest.mark.parametrize("A", MATRICES)
def test_nothing_leaves_the_window_on_the_way(A):
    way = Way(A)
    shares = np.linspace(0, 1, 11)
    plane = plane_around(*map(way.at, shares))
    for share in shares:
        region = region_of(plane.take(way.at(share)))
        assert ROOM.contains(region, slack=1e-9)


def test_the_columns_are_arrows_to_where_the_unit_vectors_go():
    A = np.array(MATRICES[0], dtype=float)
    plane = plane_around(A).take(A)
    along = [arrow.along / plane.window.unit for arrow in plane.columns]
    np.testing.assert_allclose(np.column_stack(along), A, atol=1e-9)


def test_the_letter_is_turned_over_by_a_reflection_and_by_no_rotation():
    assert _turns_left(LETTER)
    plane = plane_around(np.eye(2), [[0, -1], [1, 0]], [[0, 1], [1, 0]])
    for A, same in (([[0, -1], [1, 0]], True), ([[0, 1], [1, 0]], False)):
        corners = plane.take(A).letter.points[::4, :2]
        assert _turns_left(corners) is same


def _turns_left(corners):
    x, y = np.asarray(corners).T
    return bool(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)) > 0)


def test_a_null_vector_and_its_line_shrink_to_a_point():
    plane = plane_around(np.eye(2), MATRICES[2]).follow([-3, 1]).take(np.eye(2))
    x, y = plane.window.points(segments(plane.line)).reshape(-1, 2).T
    np.testing.assert_allclose(x, -3 * y, atol=1e-9)
    assert plane.arrow.has_points()
    assert plane.dead.get_fill_opacity() == 0
    plane.take(MATRICES[2])
    assert not plane.arrow.has_points()
    assert plane.dead.get_fill_opacity() == 1
