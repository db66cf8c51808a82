"""Ways that grow, races of them, and the cut beside."""

import numpy as np
import pytest

from optviz.descent.compare import compare
from optviz.descent.minimize import minimize
from optviz.objectives.cut import cut
from optviz.objectives.gallery import quadratic, read_objective
from optviz.second_order import newton
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.cut_plot import CutPlot
from scenes.mobjects.plots.plane import Plane
from scenes.mobjects.plots.race import Race, Racer, Table, value_axis
from scenes.mobjects.plots.trail import MOST_MARKS, STYLES, Trail
from scenes.mobjects.readout import label
from scenes.mobjects.text import region_of
from scenes.mobjects.written import read_back
from scenes.parts.plot_stage import PLOT, SIDE
from scenes.theme import DARK

PLANE = Plane(Axis(-2, 2), Axis(-2, 2), PLOT, DARK)
WALK = np.array([[-1, -1], [1, -1], [1, 5], [0, 0]])


def middle(mobject):
    return np.array(region_of(mobject).centre[:2])


def test_the_head_is_where_the_way_is():
    trail = Trail(PLANE, WALK, STYLES[0], DARK)
    for step, point in ((0, (-1, -1)), (0.5, (0, -1)), (1, (1, -1)), (3, (0, 0))):
        assert middle(trail.reach(step).head) == pytest.approx(PLANE.point(*point)[:2], abs=1e-6)


def test_outside_the_box_nothing_is_drawn():
    trail = Trail(PLANE, WALK, STYLES[1], DARK)
    assert trail.leaves
    assert trail.reach(2).head.get_fill_opacity() == 0
    assert PLANE.inner.contains(region_of(trail.reach(3).line), slack=1e-6)
    assert not Trail(PLANE, WALK[:2], STYLES[1], DARK).leaves


def test_points_are_marked_when_they_have_been_reached():
    trail = Trail(PLANE, WALK, STYLES[2], DARK)
    shown = [[mark.get_fill_opacity() for mark in trail.reach(k).marks] for k in (0, 1, 3)]
    assert shown == [[1, 0, 0], [1, 1, 0], [1, 1, 1]]  # the third point lies outside


def test_long_ways_are_marked_at_their_head_only():
    points = np.random.default_rng(0).uniform(-1, 1, (MOST_MARKS + 1, 2))
    assert len(Trail(PLANE, points, STYLES[0], DARK).marks) == 0


def test_who_has_arrived_waits():
    trail = Trail(PLANE, WALK[:2], STYLES[0], DARK, steps=10)
    assert middle(trail.reach(0.5).head) == pytest.approx(PLANE.point(0, -1)[:2], abs=1e-6)
    assert middle(trail.reach(10).head) == pytest.approx(PLANE.point(1, -1)[:2], abs=1e-6)


def race(function, rules, start, steps=60):
    compared = compare(function, rules, start, steps=steps)
    racers = [
        Racer(name, style, trajectory, trajectory.steps, True)
        for style, (name, trajectory) in zip(STYLES, compared.trajectories.items(), strict=False)
    ]
    names = [label(DARK, "a") for _ in racers]
    table = Table(racers, names, SIDE, (label(DARK, "k"), label(DARK, "f")), DARK)
    values = Plane(Axis(0, steps), value_axis(racers, compared.lowest, "f"), SIDE, DARK)
    ways = Plane(Axis(-5, 5), Axis(-5, 5), PLOT, DARK)
    return racers, Race(racers, table, ways, values, compared.lowest, DARK), values


def test_a_race_shows_at_each_step_what_the_records_hold():
    racers, shown, values = race(quadratic(10), "gd(lr=0.15), momentum(lr=0.05)", [4, 1])
    for step in (0, 1, 7, 33):
        shown.reach(step)
        for racer, trail, numbers in zip(racers, shown.trails, shown.table.numbers, strict=True):
            assert numbers[0].body == str(step)
            assert read_back(numbers[1].body) == pytest.approx(racer.values[step], rel=0.05)
            assert middle(trail.head) == pytest.approx(
                shown.ways.point(*racer.points[step])[:2], abs=1e-6
            )
    curve = shown.curves[0].reach(33)
    assert middle(curve.head) == pytest.approx(values.point(33, racers[0].values[33])[:2], abs=1e-6)


def test_the_axis_of_values_holds_a_fall_and_cuts_off_a_divergence():
    racers, _, values = race(read_objective("x^2 + 10*y^2"), "gd(lr=0.2), newton", [4, 1], 23)
    first = racers[0].values[0]
    assert values.y.low == pytest.approx(first / 1e7)
    assert values.y.high == pytest.approx(first * 1e3)


def test_the_axis_of_values_ends_where_the_lowest_is():
    racers, _, values = race(read_objective("x^2 + 10*y^2"), "gd(lr=0.04)", [4, 1], 40)
    assert values.y.low == pytest.approx(racers[0].values[-1] / 2)


def test_the_point_on_a_cut_is_as_high_as_the_function():
    f = read_objective("x^2 + y^4")
    path = minimize(f, newton(), [2, 1], steps=1)
    plot = CutPlot(cut(f, path.model(0), path.step[0], reach=(-0.4, 1.9)), SIDE, DARK)
    for share in (0.0, 0.5, 1.0):
        value = f(path.x[0] + share * path.step[0])
        assert plot.value_at(share) == pytest.approx(value, abs=1e-3)
        place = plot.plane.point(share, value)[:2]
        assert middle(plot.reach(share).here) == pytest.approx(place, abs=1e-2)
    lowest = middle(plot.lowest_of_parabola(DARK))
    assert lowest == pytest.approx(plot.plane.point(1, path.model(0)(path.x[1]))[:2], abs=1e-2)


def test_a_cut_through_a_hole():
    f = read_objective("log(x) + x^2 + y^2")
    path = minimize(f, newton(), [1, 0.1], steps=1)
    plot = CutPlot(cut(f, path.model(0), [-1.0, 0.0], reach=(0, 2)), SIDE, DARK)
    assert plot.reach(1.5).here.get_fill_opacity() == 0
