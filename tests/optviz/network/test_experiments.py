"""Models to look at: polynomials, decision regions, capacity, dimensions, the race."""

import numpy as np
import pytest

from optviz.network.data.data import Data, digits, moons, spirals
from optviz.network.experiments.activation_race import activation_race
from optviz.network.experiments.capacities import capacities
from optviz.network.experiments.decision_picture import decision_picture
from optviz.network.experiments.dimensions import emptiness
from optviz.network.experiments.one_vs_rest import one_for_each_and_one_for_all
from optviz.network.experiments.polynomial import capacity_curve, noisy_sine, polynomial_fit
from optviz.network.training.regions import classify, grid, regions

rng = np.random.default_rng(0)


def test_degree_9_goes_through_10_points_and_misses_fresh_ones():
    fits = capacity_curve(seed=4).fits
    assert fits[9].error < 1e-12
    assert fits[9].held_out_error > 2 * fits[3].held_out_error
    assert fits[1].error > 3 * fits[3].error
    errors = [fit.error for fit in fits]
    assert errors == sorted(errors, reverse=True)
    assert 3 <= capacity_curve(seed=4).best_degree <= 5
    assert all(fit.check() for fit in fits)


def test_the_fit_equals_numpys():
    x, y = noisy_sine(10)
    fit = polynomial_fit(4)
    fine = np.linspace(0, 1, 7)
    np.testing.assert_allclose(fit(fine), np.polynomial.Polynomial.fit(x, y, 4)(fine), rtol=1e-8)


def test_a_penalty_equals_ridge_and_tames_degree_9():
    linear_model = pytest.importorskip("sklearn.linear_model")
    fit = polynomial_fit(9, penalty=0.01, seed=4)
    V = np.polynomial.legendre.legvander(2 * fit.x - 1, 9)
    theirs = linear_model.Ridge(0.01, fit_intercept=False).fit(V, fit.y)
    np.testing.assert_allclose(fit.coefficients, theirs.coef_, atol=1e-9)
    assert fit.check()
    tamed = polynomial_fit(9, penalty=0.1, seed=4)
    assert tamed.held_out_error < 0.6 * polynomial_fit(9, seed=4).held_out_error


def test_more_points_tame_degree_9_too():
    few, many = polynomial_fit(9, seed=4), polynomial_fit(9, points=100, seed=4)
    assert many.held_out_error < 0.6 * few.held_out_error


def test_wrong_degrees_are_named():
    with pytest.raises(ValueError, match=r"10 points determine degrees 0 … 9, not 10"):
        polynomial_fit(10)
    with pytest.raises(ValueError, match="at least 0"):
        polynomial_fit(2, penalty=-1)


def blobs(centres, n=300, spread=0.3):
    y = np.arange(n) % len(centres)
    return Data.split(np.array(centres)[y] + rng.normal(0, spread, (n, 2)), y)


def test_softmax_regression_has_straight_boundaries():
    """Along any line across the picture each class is met at most once: regions are convex."""
    picture = decision_picture(blobs([(0, 0), (2, 0), (1, 2), (3, 2)]), epochs=60)
    assert picture.held_out_accuracy > 0.95
    for lines in (picture.regions, picture.regions.T):
        for line in lines:
            changes = line[np.flatnonzero(np.diff(line, prepend=-1))]
            assert len(changes) == len(set(changes))


def test_hidden_units_add_bends():
    accuracies = [
        decision_picture(spirals(), hidden=(units,) if units else (), epochs=150).accuracy
        for units in (0, 3, 32)
    ]
    assert accuracies[0] < accuracies[1] < accuracies[2]
    assert accuracies[2] > 0.95


def test_weight_decay_takes_freedom_away():
    record = capacities(moons(100), hidden=(2, 20), weight_decay=(0.0, 0.1), epochs=150)
    free, held = record.pictures[0][1], record.pictures[1][1]
    assert held.accuracy < free.accuracy
    bends = [np.count_nonzero(np.diff(picture.regions)) for picture in (free, held)]
    assert bends[1] <= bends[0]
    assert "λ = 0.1" in str(record)


def test_a_class_between_others_has_no_line_of_its_own():
    each, together = one_for_each_and_one_for_all(blobs([(2 * k, 0) for k in range(7)], n=700))
    assert together.accuracy > 0.98
    assert each.accuracy < 0.9


def test_both_ways_are_one_record():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    record = one_for_each_and_one_for_all(blobs([(2 * k, 0) for k in range(4)], n=80), epochs=5)
    assert list(record) == [record.each, record.together]
    assert f"one for each  {record.each.accuracy:.1%}" in str(record)
    left, right = record.plot().child_axes
    assert left.get_title().startswith("one for each")
    assert right.get_title().startswith("one for all")
    pyplot.close("all")


def test_one_for_each_is_as_good_where_every_class_has_a_line():
    each, together = one_for_each_and_one_for_all(blobs([(0, 0), (3, 0), (1.5, 3)]))
    assert each.held_out_accuracy > 0.97
    assert together.held_out_accuracy > 0.97


def test_the_grid_starts_below():
    points = grid((0, 10), (1, 12), 3)
    np.testing.assert_array_equal(points[:4], [[0, 10], [0.5, 10], [1, 10], [0, 11]])
    assert regions is not None


def test_one_score_says_yes_above_0():
    assert classify(np.array([[0.5], [-0.5], [0.0]])).tolist() == [1, 0, 0]
    assert classify(np.array([0.5, -0.5])).tolist() == [1, 0]
    assert classify(np.array([[0.5, 0.1], [0.2, 0.3]])).tolist() == [0, 1]


def test_the_curse_of_dimensionality():
    record = emptiness((1, 2, 3, 100))
    assert record.needed == (4, 16, 64, 4**100)
    assert record.edge[1] == pytest.approx(0.1)
    assert sorted(record.contrast) == list(record.contrast)
    assert record.contrast[-1] > 0.6


def test_the_race_measures_steps_to_a_level():
    record = activation_race(digits(), hidden=[32, 32], epochs=4, level=0.5, rates=(0.03, 0.1))
    assert set(record.losses) == {"ReLU", "tanh", "sigmoid"}
    relu, sigmoid = record.steps("ReLU"), record.steps("sigmoid")
    assert relu is not None
    assert record.losses["ReLU"][relu - 1] <= 0.5
    assert (record.losses["ReLU"][: relu - 1] > 0.5).all()
    assert sigmoid is None or sigmoid > relu
    assert "times the fastest" in str(record)


def test_a_rate_at_which_training_diverges_is_out_of_the_race():
    few = digits().take(100)
    race = activation_race(few, hidden=[8], epochs=2, rates=(1e30, 0.05))
    assert set(race.rates.values()) == {0.05}
    with pytest.raises(ValueError, match="ReLU: training diverged at every rate"):
        activation_race(few, hidden=[8], epochs=2, rates=(1e30,))


def test_a_picture_reaches_beyond_the_data():
    data = moons(60)
    picture = decision_picture(data, epochs=1)
    low, high = data.x.min(axis=0), data.x.max(axis=0)
    np.testing.assert_allclose(picture.low, low - 0.15 * (high - low))
    np.testing.assert_allclose(picture.high, high + 0.15 * (high - low))


def test_figures_are_drawn():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    record = capacities(moons(60), hidden=(1, 2), weight_decay=(0.0,), epochs=2)
    tiles = record.plot().child_axes
    assert [tile.get_title()[:8] for tile in tiles] == ["1 hidden", "2 hidden"]
    assert polynomial_fit(3).plot().get_xlabel() == "x"
    assert capacity_curve().plot().get_xlabel() == "degree"
    assert emptiness((1, 2)).plot().get_xscale() == "log"
    assert "held out" in str(record.pictures[0][0])
    pyplot.close("all")
