"""The local models: their level sets, damping, and a function cut along a step."""

import numpy as np
import pytest

from optviz.descent.compare import compare
from optviz.descent.minimize import minimize
from optviz.objectives.contours import contours
from optviz.objectives.cut import cut
from optviz.objectives.gallery import quadratic, read_objective, rosenbrock, saddle_between_minima
from optviz.objectives.model import QuadraticModel
from optviz.second_order import newton, trust_region

WINDOW = ((-2.0, 2.0), (-1.5, 2.5))


def start_model(function, point):
    return minimize(function, newton(), point, steps=1).model(0)


def test_lines_lie_on_their_level():
    f = rosenbrock()
    shown = contours(f, ((-2, 2), (-1, 3)), resolution=400)
    for level in shown.levels[2:8]:
        lines = shown.lines(level)
        assert lines
        for line in lines:
            # Linear interpolation on the grid leaves an error of second order in its spacing.
            assert np.abs(f(line) - level).max() < 0.03 * level + 0.2


def test_what_is_below_a_level_has_its_area():
    shown = contours(quadratic(1), ((-2, 2), (-2, 2)), resolution=300)
    (disc,) = shown.below(0.5)
    x, y = disc.T
    area = (x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2
    assert area == pytest.approx(np.pi, rel=1e-3)
    hill = contours(read_objective("-x^2 - y^2"), ((-2, 2), (-2, 2)), resolution=300)
    outer, hole = hill.below(-1.0)
    assert len(outer) > 4
    assert np.linalg.norm(hole, axis=1) == pytest.approx(1, abs=1e-3)


def test_lines_break_where_there_is_no_value():
    shown = contours(read_objective("log(x) + y^2"), ((-1, 2), (-1, 1)))
    lines = [line for level in shown.levels for line in shown.lines(level)]
    assert lines
    assert all((line[:, 0] >= 0).all() for line in lines)


def test_level_lines_of_the_tangent_plane_are_straight_and_evenly_spaced():
    model = start_model(rosenbrock(), [-1.2, 1])
    shown = model.plane_contours(WINDOW, 0.2, count=2)
    down = model.gradient / np.linalg.norm(model.gradient)
    heights = []
    for level in shown.levels:
        (line,) = shown.lines(level)
        along = (line - model.centre) @ down
        assert np.ptp(along) < 1e-9
        heights.append(along[0])
    assert np.diff(heights) == pytest.approx(0.2)
    assert heights[2] == pytest.approx(0, abs=1e-12)


def test_level_lines_of_a_bowl_divide_the_way_to_its_minimum():
    model = start_model(quadratic(4), [1.0, 0.5])
    shown = model.contours(((-3, 3), (-3, 3)), resolution=400)
    ahead = model.stationary_point - model.centre
    places = []
    for level in shown.levels[:3]:
        shares = np.linspace(0, 1, 20_001)
        values = model(model.centre + shares[:, None] * ahead)
        places.append(shares[np.abs(values - level).argmin()])
    assert places == pytest.approx([2 / 3, 1 / 3, 0.0], abs=1e-3)
    assert all(shown.lines(level) for level in shown.levels[:3])


def test_a_model_that_is_level_at_its_centre_or_singular_has_no_levels_of_its_own():
    flat = QuadraticModel(np.zeros(2), 1.0, np.zeros(2), np.eye(2))
    assert len(flat.levels()) == 0
    singular = QuadraticModel(np.zeros(2), 1.0, np.ones(2), np.diag([1.0, 0.0]))
    assert len(singular.levels()) == 0


def test_damping_turns_the_step_from_newtons_to_the_slopes():
    model = start_model(saddle_between_minima(), [1.2, 0.3])
    assert not model.has_minimum
    lowest = model.curvatures[0]
    assert model.damped(-lowest + 0.1).has_minimum
    step = model.damped(1e9).stationary_point - model.centre
    downhill = -model.gradient / np.linalg.norm(model.gradient)
    assert step / np.linalg.norm(step) == pytest.approx(downhill, abs=1e-6)
    lengths = [
        np.linalg.norm(model.damped(shift).stationary_point - model.centre)
        for shift in (2.0, 4.0, 8.0, 16.0)
    ]
    assert lengths == sorted(lengths, reverse=True)


def test_a_trust_region_takes_the_step_of_the_model_damped_by_its_shift():
    path = minimize(saddle_between_minima(), trust_region(), [1.2, 0.3], steps=3)
    for k in range(3):
        damped = path.model(k).damped(float(path.terms["shift"][k]))
        assert damped.has_minimum
        if (path.x[k + 1] != path.x[k]).any():
            assert damped.stationary_point == pytest.approx(path.x[k + 1], abs=1e-6)


def test_a_cut_touches_its_tangent_and_its_parabola():
    f = rosenbrock()
    model = start_model(f, [-1.2, 1])
    along = cut(f, model, -0.001 * model.gradient, reach=(-1e-3, 1e-3), resolution=3)
    assert along.tangent[1] == along.parabola[1] == pytest.approx(along.value[1])
    slope = (along.value[2] - along.value[0]) / 2e-3
    assert slope == pytest.approx((along.tangent[2] - along.tangent[0]) / 2e-3, rel=1e-6)
    assert along.parabola == pytest.approx(along.value, rel=1e-9)


def test_a_cut_of_a_quadratic_is_its_parabola_and_ends_at_the_bottom():
    f = quadratic(10)
    path = minimize(f, newton(), [4, 1], steps=1)
    along = cut(f, path.model(0), path.step[0], reach=(0, 2), resolution=201)
    assert along.parabola == pytest.approx(along.value, abs=1e-9)
    assert along.t[along.parabola.argmin()] == pytest.approx(1.0)


def test_a_cut_has_holes_where_the_function_has_no_value():
    f = read_objective("log(x) + x^2 + y^2")
    along = cut(f, start_model(f, [1, 0.1]), [-1.0, 0.0])
    assert np.isnan(along.value[along.t >= 1]).all()
    assert np.isfinite(along.parabola).all()


def test_a_cut_draws_itself():
    f = rosenbrock()
    ax = cut(f, start_model(f, [-1.2, 1]), [0.1, 0.2]).plot()
    assert [line.get_label() for line in ax.lines] == [
        "function",
        "linear model",
        "quadratic model",
    ]


def test_the_window_of_a_race_leaves_out_what_went_up():
    race = compare(quadratic(100), "gd(lr=0.05), newton", [1.0, 1.0], steps=20)
    (left, right), (low, high) = race.window
    assert np.abs(race.trajectories["gd(lr=0.05)"].x).max() > 100
    assert left < 0 < 1 < right < 2
    assert low < 0 < 1 < high < 2


@pytest.mark.parametrize(
    ("hessian", "is_valley"),
    [([[2, 2], [2, 2]], True), ([[2, 0], [0, 4]], False), ([[2, 0], [0, -2]], False)],
)
def test_a_valley_is_lowest_along_a_line(hessian, is_valley):
    model = QuadraticModel(np.zeros(2), 0.0, np.array([1.0, 1.0]), np.array(hessian, dtype=float))
    assert model.is_valley is is_valley


def test_a_slope_without_curvature_has_no_valley():
    assert not QuadraticModel(np.zeros(2), 0.0, np.array([0.0, 1.0]), np.diag([2.0, 0.0])).is_valley
