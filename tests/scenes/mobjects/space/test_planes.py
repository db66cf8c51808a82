"""Planes in a cube, its names, and a view from which all of them are seen."""

import numpy as np
import pytest

from linalg.geometry.hyperplanes import Hyperplane
from scenes.mobjects.space.cube import Cube, edge_view, open_view
from scenes.mobjects.space.planes import Planes
from scenes.mobjects.space.projection import Projection
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK

ROOM = Region(-3, 3, -2, 2)


@pytest.fixture
def cube():
    return Cube(-np.ones(3), np.ones(3), "xyz", ROOM, DARK, (30.0, 24.0))


def test_a_cube_and_its_names_lie_in_their_region(cube):
    assert ROOM.contains(region_of(cube), slack=0.05)


def test_two_planes_meet_in_the_line_that_both_equations_hold_on(cube):
    planes = Planes(cube, 2)
    planes.place_all([Hyperplane((1, 0, 0), 0), Hyperplane((0, 1, 0), 0)])
    ends = cube.projection.places([[0, 0, -1], [0, 0, 1]])
    drawn = planes.crossings.points[:, :2]
    assert sorted(drawn[[0, -1], 1]) == pytest.approx(sorted(ends[:, 1]))
    assert drawn[:, 0] == pytest.approx(ends[0, 0])


def test_a_plane_placed_with_others_is_as_if_placed_alone(cube):
    equations = [Hyperplane((1, 1, 0), 0), Hyperplane((0, 1, -1), 0.5)]
    one, other = Planes(cube, 2), Planes(cube, 2)
    one.place_all(equations)
    for row, equation in enumerate(equations):
        other.place(row, equation)
    for here, there in zip(one.get_family(), other.get_family(), strict=True):
        assert np.array_equal(here.points, there.points)


def test_no_plane_is_seen_along_its_edge():
    normals = np.vstack([np.eye(3), [1.0, -1.0, 0.0]])
    units = normals / np.linalg.norm(normals, axis=1)[:, None]
    assert np.abs(units @ Projection(*open_view(normals)).to_viewer).min() > 0.2


def test_the_edges_are_those_that_are_drawn_and_the_lines_in_which_planes_meet(cube):
    planes = Planes(cube, 2)
    assert planes.edges == []
    planes.place_all([Hyperplane((1, 0, 0), 0), Hyperplane((0, 1, 0), 0)])
    assert len(planes.edges) == 4 + 4 + 1
    drawn = np.concatenate([planes.crossings.points, *(o.points for o in planes.outlines)])
    for ends in planes.edges:
        for end in ends:
            assert np.linalg.norm(drawn[:, :2] - end, axis=1).min() < 0.35  # there may be a gap


@pytest.mark.parametrize("seed", range(12))
def test_from_its_edge_a_plane_is_a_line_and_the_view_is_from_no_steeper_than_needed(seed):
    normal = np.random.default_rng(seed).normal(size=3)
    azimuth, elevation = edge_view(normal, (45.0, 24.0))
    assert Projection(azimuth, elevation).to_viewer @ normal == pytest.approx(0, abs=1e-9)
    assert 0 <= elevation <= 60
    assert elevation >= 4 or np.hypot(*normal[:2]) < 0.2 * abs(normal[2])


@pytest.mark.parametrize("normal", [(1.0, 0, 0), (0, 1.0, 0), (1.0, -1.0, 0), (0, 0, 1.0)])
def test_planes_along_an_axis_have_an_edge_too(normal):
    view = edge_view(np.array(normal), (45.0, 24.0))
    assert Projection(*view).to_viewer @ normal == pytest.approx(0, abs=1e-9)


def test_a_cube_fits_its_region_from_everywhere_that_it_turns_to():
    other = (100.0, 35.0)
    cube = Cube(-np.ones(3), np.ones(3), [None] * 3, ROOM, DARK, (30.0, 24.0), [other])
    for view in ((30.0, 24.0), other):
        cube.turn_to(view)
        assert ROOM.contains(region_of(cube), slack=0.01)
        assert cube.inner.contains(region_of(cube), slack=1e-6)
        ends = np.concatenate(cube.edges)
        for corner in cube.places(cube.corners):
            assert np.linalg.norm(ends - corner, axis=1).min() < 1e-9
