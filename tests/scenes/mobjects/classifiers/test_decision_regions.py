"""Regions of classifiers as they are drawn."""

import numpy as np
import pytest

from scenes.mobjects.classifiers.decision_regions import DecisionRegions
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.text import region_of
from scenes.parts.plot_stage import PLOT
from scenes.theme import DARK

PLANE = Plane(Axis(-2, 2), Axis(-2, 2), PLOT, DARK, equal=True)


def circle(x):
    """Class 1 within a circle of radius 1."""
    return np.stack([np.hypot(*x.T) - 1, 0 * x[:, 0]], axis=1)


def thirds(x):
    """Three classes, the nearest of three corners."""
    angles = 2 * np.pi * np.arange(3) / 3
    return x @ np.stack([np.cos(angles), np.sin(angles)])


def traced(scores, classes):
    regions = DecisionRegions(PLANE, classes)
    return regions.trace(scores(regions.grid))


@pytest.mark.parametrize(("scores", "classes"), [(circle, 2), (thirds, 3)])
def test_a_point_lies_in_the_region_of_its_largest_score(scores, classes):
    regions = traced(scores, classes)
    x = np.random.default_rng(0).uniform(-1.9, 1.9, (400, 2))
    top = np.sort(scores(x), axis=1)
    clear = top[:, -1] - top[:, -2] > 0.03
    drawn = regions.classes_at(PLANE.places(x[clear]))
    np.testing.assert_array_equal(drawn, scores(x[clear]).argmax(axis=1))
    assert clear.sum() > 350


def test_a_hole_belongs_to_the_class_within():
    regions = traced(circle, 2)
    assert regions.classes_at(PLANE.places([[0, 0], [1.5, 0]])).tolist() == [1, 0]
    radius = [np.hypot(*PLANE.value_at(p)) for p in regions.boundary.points]
    assert radius == pytest.approx(np.ones(len(radius)), abs=2e-3)


def test_a_straight_boundary_is_drawn_straight():
    regions = traced(lambda x: np.stack([x[:, 0] + 2 * x[:, 1], 0.3 + 0 * x[:, 0]], axis=1), 2)
    values = np.array([PLANE.value_at(p) for p in regions.boundary.points])
    assert values @ [1, 2] == pytest.approx(np.full(len(values), 0.3), abs=1e-9)


def test_one_class_everywhere_has_no_boundary():
    regions = traced(lambda x: np.tile([1.0, 0.0], (len(x), 1)), 2)
    assert not regions.boundary.has_points()
    assert not regions.fills[1].has_points()
    filled = region_of(regions.fills[0])
    assert filled.contains(PLANE.inner, slack=1e-6)


def test_points_in_the_region_of_another_class_are_counted_within_what_can_be_seen():
    regions = traced(circle, 2)
    x = np.array([[0, 0], [0.5, 0], [1.5, 0], [1.0, 0.0]])  # the last on the boundary
    assert regions.wrong(PLANE.places(x), np.array([1, 0, 0, 1])) == (1, 2)


def test_regions_are_few_shapes_whatever_they_show():
    regions = traced(thirds, 3)
    assert len(regions.family_members_with_points()) == 4


def test_regions_may_be_traced_anew():
    regions = traced(circle, 2)
    regions.trace(-circle(regions.grid))
    assert regions.classes_at(PLANE.places([[0, 0]])).tolist() == [0]
