"""A sheet that is carried from one plane to another."""

import numpy as np
import pytest

from scenes.mobjects.classifiers.bent_plane import BentPlane
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.parts.plot_stage import PLOT, SIDE
from scenes.theme import DARK

HOME = Plane(Axis(-2, 2), Axis(-2, 2), PLOT, DARK, equal=True)
ABROAD = Plane(Axis(-1, 1), Axis(-1, 1), SIDE, DARK, equal=True)
POINTS = np.array([[0.5, 1.0], [-1.0, 0.0]])


def sheet():
    return BentPlane(HOME, ABROAD, POINTS, [0, 1]).follow([np.array([[-2.0, -2.0], [2.0, 2.0]])])


def test_points_go_from_their_place_to_that_of_their_image():
    made = sheet()
    ends = HOME.places(POINTS), ABROAD.places(np.tanh(POINTS))
    for share in (0.0, 0.3, 1.0):
        made.carry(np.tanh, share)
        wanted = (1 - share) * ends[0] + share * ends[1]
        np.testing.assert_allclose(made.cloud.places, wanted)


def test_grid_and_boundary_go_along():
    made = sheet().carry(np.tanh, 1.0)
    values = np.array([ABROAD.value_at(p) for p in made.grid.points])
    assert np.abs(values).max() < 1
    assert ABROAD.value_at(made.boundary.points[0]) == pytest.approx(np.tanh([-2, -2]))
    made.carry(np.tanh, 0.0)
    assert HOME.value_at(made.boundary.points[-1]) == pytest.approx([2, 2])


def test_a_grid_line_is_bent_as_the_map_says():
    made = sheet().carry(lambda x: np.stack([x[:, 0] / 2, x[:, 0] ** 2 / 8], axis=1), 1.0)
    values = np.array([ABROAD.value_at(p) for p in made.grid.points[::4]])
    assert values[:, 1] == pytest.approx(values[:, 0] ** 2 / 2, abs=1e-9)


def test_without_a_boundary_there_is_none():
    assert not BentPlane(HOME, ABROAD, POINTS, [0, 1]).carry(np.tanh).boundary.has_points()
