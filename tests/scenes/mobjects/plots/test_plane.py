import itertools

import numpy as np
import pytest

from linalg.notation import words
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.plane import Dash, Plane
from scenes.mobjects.text import region_of
from scenes.stage import MAIN, DoesNotFitError, Region
from scenes.theme import DARK, Role

LEFT = Region(MAIN.left, -0.2, -2.4, MAIN.top)
WIDE = Axis(-2, 6, "x"), Axis(-1, 3, "y")
AXES = {
    "usual": WIDE,
    "logarithmic": (Axis(0, 100, words("step")), Axis(1e-12, 1e3, words("loss"), log=True)),
    "huge": (Axis(-1e12, 3e12, "x"), Axis(0, 1e200, "y")),
    "tiny": (Axis(0, 1e-9, "x"), Axis(-1e-300, 1e-300, "y")),
    "far from zero": (Axis(1e6, 1e6 + 3, "x"), Axis(99.999, 100.001, "y")),
    "no names": (Axis(0, 1), Axis(0, 1)),
}


# Where a unit as long across as upwards makes sense.
ALIKE = ["usual", "far from zero", "no names"]


@pytest.mark.parametrize(
    ("name", "equal"), [*((name, False) for name in AXES), *((name, True) for name in ALIKE)]
)
def test_everything_stays_in_its_region_and_labels_apart(name, equal):
    plane = Plane(*AXES[name], LEFT, DARK, equal=equal)
    assert LEFT.contains(region_of(plane), slack=0.05)
    boxes = [region_of(label) for label in plane.labels]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
    assert all(label.font_size == pytest.approx(28) for label in plane.labels)
    assert len(plane.labels) >= 3


def test_corners_of_the_ranges_are_corners_of_the_box():
    plane = Plane(*WIDE, LEFT, DARK)
    assert plane.point(-2, -1)[:2] == pytest.approx([plane.inner.left, plane.inner.bottom])
    assert plane.point(6, 3)[:2] == pytest.approx([plane.inner.right, plane.inner.top])
    assert plane.holds(6, 3)
    assert not plane.holds(6.1, 3)


def test_one_point_and_many_are_placed_alike():
    plane = Plane(*AXES["logarithmic"], LEFT, DARK)
    points = [[3, 1e-5], [50, 1], [99, 700]]
    expected = [plane.point(*point)[:2] for point in points]
    assert plane.places(points) == pytest.approx(np.array(expected))


def test_a_unit_is_as_long_across_as_upwards():
    plane = Plane(*WIDE, LEFT, DARK, equal=True)
    origin = plane.point(0, 0)
    assert plane.point(1, 0)[0] - origin[0] == pytest.approx(plane.point(0, 1)[1] - origin[1])
    assert plane.x.low <= -2 < 6 <= plane.x.high
    assert plane.y.low <= -1 < 3 <= plane.y.high


def test_curves_are_cut_at_the_box():
    plane = Plane(*WIDE, LEFT, DARK)
    curve = plane.curve([[-100, 1], [100, 1]], Role.GRADIENT)
    region = region_of(curve)
    assert (region.left, region.right) == pytest.approx((plane.inner.left, plane.inner.right))
    assert not plane.curve([[50, 50], [60, 60]], Role.GRADIENT).has_points()
    area = plane.area([[0, 0], [100, 0], [100, 100], [0, 100]], Role.CONSTRAINT)
    assert plane.inner.contains(region_of(area), slack=1e-9)


def test_a_dashed_curve_draws_less_of_the_same_line():
    plane = Plane(*WIDE, LEFT, DARK)
    solid, dashed = (
        plane.curve([[0, 0], [5, 0]], Role.NEWTON, dash=dash) for dash in (Dash.SOLID, Dash.DASHED)
    )
    assert region_of(dashed).height == region_of(solid).height == 0
    assert len(dashed.points) > len(solid.points)


def test_no_room():
    with pytest.raises(DoesNotFitError, match="no room"):
        Plane(*WIDE, Region(0, 1, 0, 1), DARK)
