"""A map magnified around a point: distances fall with the window, areas come to det J."""

import dataclasses

import numpy as np
import pytest
import sympy as sp

from linalg import jacobian
from linalg.errors import LinalgError, ShapeError
from linalg.geometry.zoom import HALVINGS, InvisibleWindowError, zoom

POLAR = ["r*cos(t)", "r*sin(t)"]
SQUARE = ["x^2 - y^2", "2*x*y"]  # of x + iy


def polar(side=2):
    return zoom(POLAR, [sp.Rational(3, 2), sp.pi / 3], side)


def test_polar_coordinates_multiply_areas_by_r():
    record = polar()
    assert (record.jacobian.determinant, record.determinant) == (sp.Symbol("r"), sp.Rational(3, 2))
    # ∬ r dr dt over a square from the point is (r + h/2) h², by hand.
    np.testing.assert_allclose(record.areas, 1.5 + record.windows / 2, rtol=1e-12)
    assert record.check()


def test_the_windows_are_halved():
    np.testing.assert_allclose(polar().windows, 2.0 ** -np.arange(HALVINGS + 1))


@pytest.mark.parametrize(
    ("components", "point", "order"),
    [
        (POLAR, [sp.Rational(3, 2), sp.pi / 3], 2),
        (SQUARE, [1, 2], 2),
        (["x + y^3", "x - y"], [0, 0], 3),
        (["x + y^4", "x - y"], [0, 0], 4),
        (["x + abs(x)^(5/2)", "y"], [0, 0], 2.5),
    ],
)
def test_the_order_of_the_distance_is_measured(components, point, order):
    assert zoom(components, point).order == pytest.approx(order, abs=0.01)


def test_the_distance_of_a_square_of_complex_numbers_is_known():
    """(a + hz)² - a² - 2ahz = h²z², which is largest at a corner: 2h²."""
    record = zoom(SQUARE, [1, sp.Rational(1, 2)])
    np.testing.assert_allclose(record.distances, 2 * record.windows**2, rtol=1e-9)
    assert record.factor == pytest.approx(4)
    # ∬ 4|z|² over the square from a: by hand for a = (1, ½), h = 1.
    assert record.area(1.0) == pytest.approx(4 * (7 / 3 + 13 / 12))


def test_magnified_images_come_to_those_of_J():
    record, u = polar(), np.array([[0.3, -1.0], [0.8, 0.5]])
    J = np.array([[0.5, -1.5 * np.sqrt(3) / 2], [np.sqrt(3) / 2, 0.75]])
    np.testing.assert_allclose(record.straight(u), J @ u)
    np.testing.assert_allclose(record.image(u, 1e-6), J @ u, atol=1e-5)


@pytest.mark.parametrize(
    ("components", "point", "rank", "sign"),
    [
        (POLAR, [0, 1], 1, 0),
        (SQUARE, [0, 0], 0, 0),
        (["x + y", "2*x + y"], [0, 0], 2, -1),
        (["0.1*x + 0.3*y", "0.2*x + 0.6*y"], [0, 0], 1, 0),
        (["1e-9*x", "1e-9*y"], [0, 0], 2, 1),
    ],
)
def test_what_J_leaves_of_the_plane(components, point, rank, sign):
    record = zoom(components, point)
    assert (record.rank, sp.sign(record.determinant)) == (rank, sign)
    assert record.check()


def test_a_square_that_is_turned_over_has_a_negative_area():
    assert zoom(["y", "x"], [0, 0], variables=["x", "y"]).areas == pytest.approx(-1)


def test_a_linear_map_has_no_distance_at_any_size():
    record = zoom(["2*x + y", "x - y"], [sp.Rational(1, 3), sp.Rational(2, 7)])
    assert record.is_straight
    assert record.trusted == 0
    np.testing.assert_allclose(record.areas, -3)


def test_what_rounding_hides_is_no_distance():
    record = zoom(["x + y^4", "y"], [1000, 0], sp.Rational(1, 10))
    assert 0 < record.trusted < HALVINGS + 1
    assert record.order == pytest.approx(4, abs=0.05)


def test_a_wrong_jacobian_fails_the_check():
    record = polar()
    turned = jacobian(["r*cos(t)", "r*sin(t)*2"])
    wrong = dataclasses.replace(record.jacobian, matrix=turned.matrix)
    assert not dataclasses.replace(record, jacobian=wrong).check()


class _Doubled(type(polar())):
    @property
    def areas(self):
        return 2 * super().areas


def test_wrong_areas_fail_the_check():
    record = polar()
    assert not _Doubled(record.jacobian, record.point, record.side).check()


@pytest.mark.parametrize(
    ("components", "point", "error", "message"),
    [
        (["abs(x)", "y"], [0, 0], LinalgError, "kink at the point, where x = 0"),
        (["log(x)", "y"], [-1, 0], LinalgError, "no real value at the point"),
        (["1/x", "y"], [sp.Rational(1, 2), 0], InvisibleWindowError, "take a smaller side"),
        (["x*y", "x - y"], [10**18, 1], InvisibleWindowError, "take a larger side"),
        (["sin(100*x)", "y"], [0, 0], InvisibleWindowError, "bends too much .* smaller side"),
        (["exp(50*x)", "y"], [0, 0], InvisibleWindowError, "bends too much .* smaller side"),
        (["3 + 0*x", "4 + 0*y"], [0, 0], LinalgError, "does not change near the point"),
        (["a*x*y", "x"], [1, 1, 1], ShapeError, "not 2 of 3"),
        (["x", "y", "x + y"], [1, 1], ShapeError, "not 3 of 2"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_remedy(components, point, error, message):
    with pytest.raises(error, match=message):
        zoom(components, point)


def test_a_pole_between_the_points_that_are_looked_at_is_found():
    with pytest.raises(InvisibleWindowError, match="take a smaller side"):
        zoom(["tan(x)", "y"], [0, 0], 4)


def test_a_window_of_a_thousand_turns_is_refused():
    with pytest.raises(InvisibleWindowError, match="take a smaller side"):
        polar(side=1000)


def test_a_window_has_a_positive_side():
    with pytest.raises(LinalgError, match="positive"):
        polar(side=0)
