"""What multiples sweep: lengths and areas by hand, in the plane and in space."""

import numpy as np
import pytest

from scenes.mobjects.space.ground import FLAT, Ground
from scenes.mobjects.space.swept import Swept
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK, Role

REGION = Region(-3, 3, -3, 3)
VIEW = (20.0, 25.0)


def swept(vectors, view=FLAT):
    """Return what vectors sweep in the cube from -3 to 3; in the plane a unit is a unit."""
    d = len(vectors[0])
    ground = Ground(-3 * np.ones(d), 3 * np.ones(d), REGION, DARK, [view])
    return Swept(ground, vectors, Role.LEVEL_SET)


def area(mobject):
    x, y = mobject.points[::4, :2].T
    return abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2


def test_a_line_grows_with_its_multiples_up_to_the_edges():
    picture = swept([[1.0, 0.5]])
    assert picture.reach(0) == (-3, 3)
    line = region_of(picture.take([(-1, 2)]).line)
    assert (line.left, line.right) == pytest.approx((-1, 2))
    line = region_of(picture.take([(-9, 9)]).line)
    assert (line.left, line.right, line.top) == pytest.approx((-3, 3, 1.5))


def test_a_strip_is_as_wide_as_the_multiples_of_the_second():
    picture = swept([[1.0, 0.0], [1.0, 2.0]])
    assert area(picture.take([(-3, 3), (-0.5, 1)]).face) == pytest.approx(6 * 3)
    far = picture.extent(1)
    assert far == pytest.approx(1.5)
    assert area(picture.take([(-3, 3), (-far, far)]).face) == pytest.approx(36)


def test_the_swept_plane_of_space_is_its_section():
    picture = swept([[1.0, 0, 0], [0, 1, 1]], VIEW)
    far = picture.extent(1)
    picture.take([(-9, 9), (-far, far)])
    corners = picture.ground.places([[-3, -3, -3], [3, -3, -3], [3, 3, 3], [-3, 3, 3]])
    x, y = corners.T
    expected = abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2
    assert area(picture.face) == pytest.approx(expected)


def test_a_plane_that_is_carried_leaves_where_it_has_been():
    picture = swept([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]], VIEW)
    far = picture.extent(1)
    picture.take([(-9, 9), (-far, far), (0, 0)])
    assert not picture.left_behind.has_points()
    picture.take([(-9, 9), (-far, far), (-1, 2)], 2.0)
    assert len(picture.left_behind.points) == 4 * 4 * 4  # four squares, at -1, 0, 1, 2
    top = picture.ground.places([[-3, -3, 2], [3, 3, 2]])
    corners = picture.face.points[::4, :2]
    for corner in top:
        assert np.linalg.norm(corners - corner, axis=1).min() < 1e-9


def test_short_vectors_draw_few_lines():
    picture = swept([[0.01, 0], [0, 0.01]])
    far = picture.extent(1)
    picture.take([(-9, 9), (-far, far)])
    assert 0 < len(picture.grid.points) / 4 <= 20


def test_nothing_is_swept_without_vectors():
    picture = swept([[1.0, 0]])
    empty = Swept(picture.ground, [], Role.LEVEL_SET).redraw()
    assert not any(part.has_points() for part in empty)


def test_the_highest_point_is_where_a_name_may_stand():
    assert swept([[1.0, 0.5]]).top.tolist() == [3, 1.5]
    picture = swept([[1.0, 0, 0], [0, 1, 1]], VIEW)
    heights = picture.ground.places(picture.outline)[:, 1]
    assert picture.ground.places(picture.top[None])[0, 1] == heights.max()
    assert sorted(map(tuple, picture.outline.round(9).tolist())) == [
        (x, y, y) for x in (-3, 3) for y in (-3, 3)
    ]
