"""A lens: what a map makes of a small window, magnified, over the grid of its Jacobian."""

import numpy as np
import pytest

from scenes.mobjects.maps.lens import LINES, OUTLINE, Lens, Sheet, View
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK

ROOM = Region(-4, 4, -2, 3)
J = np.array([[1.0, 0.0], [1.0, 2.0]])
WINDOWS = np.array([1.0, 0.5, 0.25])


def bent(u, h):
    """(x, x + 2y + x²) around 0, magnified."""
    x, y = np.moveaxis(u, -1, 0)
    return np.stack([x, x + 2 * y + h * x * x], axis=-1)


def lens(image=bent, linear=J):
    return Lens(image, linear, WINDOWS, ROOM, DARK)


def test_lines_and_outline_cover_the_window_and_the_square_at_its_middle():
    assert (LINES.min(), LINES.max()) == (-1, 1)
    assert (OUTLINE.min(), OUTLINE.max()) == (0, 1)
    assert all((line == 0).all(axis=0).any() for line in LINES[-2:])


def test_a_view_keeps_its_scales_equal_and_its_places_can_be_read_back():
    view = View(ROOM, [bent(LINES, 1.0)], LINES @ J.T)
    points = np.array([[0.3, -0.2], [1.0, 1.0]])
    np.testing.assert_allclose(view.points(view.places(points)), points)
    assert np.hypot(*np.diff(view.places(points), axis=0)[0]) == pytest.approx(
        view.unit * np.hypot(0.7, 1.2)
    )


def test_a_huge_first_image_does_not_make_the_image_under_J_small():
    view = View(ROOM, [1000 * LINES], LINES)
    assert 2 * view.unit >= 0.5 * ROOM.height


def test_what_is_drawn_lies_in_the_rim_and_nearer_to_J_for_smaller_windows():
    made = lens()
    made.grow(1.0)
    made.spread(1.0)
    lengths = []
    for h in WINDOWS:
        made.turn(h)
        made.measure(1.0)
        assert ROOM.contains(region_of(made), slack=1e-6)
        lengths.append(np.hypot(*(made.gap.points[-1] - made.gap.points[0])[:2]) / made.view.unit)
    np.testing.assert_allclose(lengths, WINDOWS)  # x² is 1 at the edges


def test_a_gap_follows_the_dial_only_once_it_is_whole():
    made = lens().turn(1.0)
    assert not made.gap.has_points()
    made.measure(1.0)
    made.turn(0.5)
    assert made.gap.has_points()
    made.measure(0.0)
    assert not made.turn(0.25).gap.has_points()


@pytest.mark.parametrize(("linear", "area"), [(J, 2.0), (J[::-1], -2.0), (np.ones((2, 2)), 0.0)])
def test_the_area_is_signed(linear, area):
    made = lens(lambda u, h: u @ linear.T, linear).turn(0.5)
    assert made.drawn_area == pytest.approx(area, abs=1e-9)


def test_a_map_onto_a_point_draws_nothing_of_J():
    made = lens(lambda u, h: h * u, np.zeros((2, 2)))
    made.grow(1.0)
    made.spread(1.0)
    assert not any(part.has_points() for part in (*made.columns, *made.straight))


def test_a_tile_is_what_a_matrix_makes_of_the_square():
    made = lens()
    made.lay_tile(J)
    corners = made.view.points(made.tile.points[::4, :2])
    np.testing.assert_allclose(corners, [[0, 0], [1, 1], [1, 3], [0, 2]], atol=1e-9)


def test_a_square_that_leaves_its_region_is_cut():
    sheet = Sheet(DARK).lay(LINES, 10 * OUTLINE, ROOM)
    assert ROOM.contains(region_of(sheet), slack=1e-9)
