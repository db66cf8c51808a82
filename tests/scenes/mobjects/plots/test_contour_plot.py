import numpy as np
import pytest

from optviz.descent.minimize import minimize
from optviz.objectives.gallery import GALLERY, read_objective
from optviz.second_order import newton
from scenes.mobjects.plots.contour_plot import ContourPlot
from scenes.mobjects.plots.markers import Marker, Shape
from scenes.mobjects.plots.plane import Curve
from scenes.mobjects.text import region_of
from scenes.stage import MAIN, Region
from scenes.theme import DARK, Role

LEFT = Region(MAIN.left, 0.2, -2.4, MAIN.top)


def plot_of(function, window=None):
    return ContourPlot(function, window or function.domain, LEFT, DARK)


def unplaced(plot, points):
    """Return the coordinates of places on the frame."""
    box, (left, right), (low, high) = plot.plane.inner, *plot.window
    x = left + (points[:, 0] - box.left) / box.width * (right - left)
    y = low + (points[:, 1] - box.bottom) / box.height * (high - low)
    return np.column_stack([x, y])


@pytest.mark.parametrize("name", GALLERY)
def test_everything_stays_in_its_region(name):
    plot = plot_of(GALLERY[name]())
    assert LEFT.contains(region_of(plot), slack=0.05)
    for curve in plot.family_members_with_points():
        if isinstance(curve, Curve) and curve.role == Role.LEVEL_SET:
            assert plot.plane.inner.contains(region_of(curve), slack=1e-6)


def test_level_sets_lie_where_the_function_has_their_values():
    function = GALLERY["quadratic"]()
    plot = plot_of(function)
    (lines,) = [m for m in plot.submobjects if isinstance(m, Curve) and m.get_stroke_width() > 0]
    values = function(unplaced(plot, np.concatenate([lines.points[::4], lines.points[3::4]])))
    away = np.abs(values[:, None] / plot.contours.levels - 1)
    assert away.min(axis=1).max() < 0.02
    assert set(away.argmin(axis=1)) == set(range(len(plot.contours.levels)))


def test_known_minima_are_starred():
    plot = plot_of(GALLERY["himmelblau"]())
    stars = [m for m in plot.submobjects if isinstance(m, Marker)]
    assert len(stars) == 4
    assert all(star.shape is Shape.STAR for star in stars)


def test_units_are_equal_where_that_is_not_too_much_to_ask():
    function = read_objective("x^2 + y^2")
    for window, equal in ((((-2, 2), (-1, 1)), True), (((-200, 200), (-1, 1)), False)):
        plane = plot_of(function, window).plane
        units = [plane.point(1, 0)[0] - plane.point(0, 0)[0]]
        units.append(plane.point(0, 1)[1] - plane.point(0, 0)[1])
        assert bool(units[0] == pytest.approx(units[1])) is equal


def test_a_model_of_a_quadratic_has_its_level_sets():
    function = GALLERY["quadratic"]()
    plot = plot_of(function)
    path = minimize(function, newton(), [4, 1], steps=1)
    model, lines = path.model(0), plot.model_lines(path.model(0))
    ends = unplaced(plot, lines.points[::4])
    nearest = np.abs(function(ends)[:, None] - model.levels()).min(axis=1)
    assert nearest.max() < 0.3


def test_a_function_without_values_in_a_part():
    plot = plot_of(read_objective("log(x) + y^2 + x^2"), ((-1, 2), (-1, 1)))
    assert LEFT.contains(region_of(plot), slack=0.05)


def test_markers_of_each_shape_and_nowhere():
    for shape in Shape:
        marker = Marker((1, 2), shape, Role.NEWTON, DARK)
        region = region_of(marker)
        assert region.centre[:2] == pytest.approx((1, 2), abs=0.05)
        assert 0.1 < region.height < 0.4
        assert marker.stand((np.nan, 0)).get_fill_opacity() == 0
        assert marker.stand((0, 0)).get_fill_opacity() == 1
