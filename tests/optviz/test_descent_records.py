"""Smaller records: conventions, basins, the price of Newton, contours."""

import json
from typing import ClassVar

import numpy as np
import pytest
from matplotlib import pyplot

from optviz.descent.basins import basins
from optviz.descent.conventions import compare_conventions
from optviz.objectives.contours import contour_levels, contours, window_around
from optviz.objectives.gallery import ackley, himmelblau, quadratic, rastrigin, rosenbrock
from optviz.objectives.objective import Objective
from optviz.rules import Adadelta, AdaGrad, Adam, AdamW, GradientDescent, Lion, Momentum
from optviz.rules.forms import FORMS, Forms
from optviz.schedules.schedules import StepDecay
from optviz.second_order import trust_region
from optviz.second_order.newton_cost import gradient_step_flops, newton_cost, newton_step_flops


def test_momentum_s_conventions_part_at_the_first_change_of_rate():
    f = quadratic(10)
    rate = StepDecay(0.05, every=10)
    record = compare_conventions(f, Momentum, [4, 1], learning_rate=rate)
    assert record.parting("torch", "cs231n") == 11
    assert record.parting("keras", "cs231n") is None
    assert record.parting("torch", "torch") is None
    assert record.groups() == [
        ["torch", "optax", "mlx"],
        ["keras", "cs231n", "paper"],
        ["autograd"],
    ]
    assert "The same steps are made by torch, optax and mlx; keras, cs231n and paper." in str(
        record
    )
    assert json.loads(json.dumps(record.to_dict()))["rule"] == "momentum"
    assert "Distances of the paths that differ" in str(record)
    labels = [text.get_text() for text in record.plot_distances().get_legend().get_texts()]
    assert labels[:2] == [
        "torch, optax, mlx / keras, cs231n, paper",
        "torch, optax, mlx / autograd",
    ]
    pyplot.close("all")


def test_epsilon_and_decay_part_from_the_first_step():
    f = quadratic(10)
    assert compare_conventions(f, AdaGrad, [4, 1], learning_rate=0.5).parting("torch", "keras") == 1
    adamw = compare_conventions(f, AdamW, [4, 1], learning_rate=0.1, weight_decay=0.1)
    assert adamw.parting("torch", "paper") == 1
    same = compare_conventions(f, Adam, [4, 1])
    assert same.parting("torch", "paper") is None


def test_basins_of_himmelblau():
    window = ((-5, 5), (-5, 5))
    found = basins(himmelblau(), trust_region(), window, resolution=16, steps=60)
    np.testing.assert_allclose(
        sorted(map(tuple, found.minima)), sorted(himmelblau().minima), atol=1e-5
    )
    assert found.shares.sum() == 1
    j, i = np.abs(found.x - 3).argmin(), np.abs(found.y - 2).argmin()
    np.testing.assert_allclose(found.minima[found.which[i, j]], [3, 2], atol=1e-5)
    assert "100" not in str(found).split("%")[0]
    assert "Every start reached a minimum." in str(found)
    axes = found.plot()
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("$x$", "$y$")
    assert [text.get_text() for text in axes.texts] == ["1", "2", "3", "4"]
    assert len(axes.collections) == 4  # an outline each: a grey print tells them apart
    pyplot.close(axes.figure)


def test_one_basin_alone_has_no_outline():
    bowl = basins(quadratic(), trust_region(), ((-1, 1), (-1, 1)), resolution=4, steps=20)
    axes = bowl.plot()
    assert bowl.shares.tolist() == [1.0]
    assert not axes.collections
    pyplot.close(axes.figure)


def test_many_basins_are_a_short_table_of_plain_numbers():
    window = ((-3.2, 3.2), (-3.2, 3.2))
    found = basins(rastrigin(), trust_region(), window, resolution=30, steps=60)
    text = found.to_text()
    assert f"These are the 20 lowest of {len(found.minima)} minima." in " ".join(text.split())
    assert "1 (0, 0)" in " ".join(text.split())
    assert "e-" not in text
    axes = found.plot()
    assert axes.get_aspect() == 1
    axes.figure.canvas.draw()
    frame = axes.get_window_extent()
    assert all(frame.contains(*number.get_window_extent().get_points()[0]) for number in axes.texts)
    pyplot.close(axes.figure)


def test_basins_without_any_minimum():
    f = himmelblau()
    found = basins(
        f, GradientDescent(), ((-5, 5), (-5, 5)), resolution=4, steps=3, learning_rate=1e-6
    )
    assert len(found.minima) == 0
    assert np.all(found.which == -1)
    assert "100.0 % of the starts reached no minimum" in str(found)
    assert "share" not in str(found)
    pyplot.close(found.plot().figure)


def test_counts_of_a_newton_step():
    assert newton_step_flops(1) == 1 + 2 + 1
    assert newton_step_flops(100) == pytest.approx(100**3 / 3, rel=0.1)
    assert gradient_step_flops(100) == 200


def test_price_of_newton_grows():
    record = newton_cost([40, 160, 640], repetitions=3)
    assert record.newton_seconds[-1] > 5 * record.newton_seconds[0]
    assert list(record.hessian_bytes) == [8 * n * n for n in (40, 160, 640)]
    assert "grew as n to the power" in " ".join(str(record).split())


def test_levels_crowd_to_the_floor_of_the_valley():
    shown = contours(rosenbrock(), ((-2, 2), (-1, 3)))
    gaps = np.diff(shown.levels)
    assert np.all(gaps[1:] > gaps[:-1])
    below = [(shown.values < level).mean() for level in shown.levels]
    assert below[0] == pytest.approx(0.01, abs=0.002)
    assert below[-1] == pytest.approx(0.95, abs=0.002)


def test_levels_of_odd_grids():
    assert len(contour_levels(np.ones((3, 3)))) == 1
    assert np.isfinite(contour_levels(np.array([[1.0, np.nan], [np.inf, 4.0]]))).all()
    with pytest.raises(ValueError, match="no finite value"):
        contour_levels(np.full((2, 2), np.nan))


def test_window_holds_the_path_but_not_a_runaway():
    f = rosenbrock()
    path = np.array([[-1.2, 1.0], [0.0, 0.5], [0.5, 0.2], [1e8, 1e9], [np.nan, 0]])
    (left, right), (low, high) = window_around(f, [path])
    assert left < -1.2
    assert 1 < right < 10
    assert low < 0.2
    assert 1 < high < 10
    (left, right), _ = window_around(f, [np.array([[1.0, 1.0]])])
    assert left < 1 < right


WINDOW = ((0, 1), (0, 1))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: basins(rosenbrock(3), trust_region(), WINDOW), "two variables, not 3"),
        (lambda: basins(rosenbrock(), trust_region(), WINDOW, resolution=1), "2 to 2000 starts"),
        (lambda: basins(rosenbrock(), trust_region(), WINDOW, resolution=9999), "2 to 2000 starts"),
        (lambda: basins(rosenbrock(), trust_region(), ((0, 1), (1, 1))), "is empty"),
        (lambda: newton_cost([100]), "two or more sizes"),
        (lambda: newton_cost([10, 20], repetitions=0), "at least once"),
        (lambda: newton_cost([0, 10]), "sizes from 1 to 20000"),
        (lambda: newton_cost([10, 10**6]), "sizes from 1 to 20000"),
        (lambda: contours(rosenbrock(3), ((0, 1), (0, 1))), "two variables, not 3"),
        (lambda: contours(rosenbrock(), ((1, 0), (0, 1))), "is empty"),
    ],
)
def test_impossible_pictures(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_conventions_are_a_rule_s_class():
    with pytest.raises(TypeError, match="'adam' is not the class of a rule"):
        compare_conventions(rosenbrock(), "adam", [0, 0])


def test_conventions_say_what_they_had_in_common():
    record = compare_conventions(Objective("x**2 + 10*y**2"), Momentum, [4, 1], learning_rate=10)
    text = " ".join(record.to_text().split())
    assert "From (4, 1), with the learning rate 10, and the same hyperparameters" in text
    assert "torch diverged after step 5" in text


def test_conventions_at_their_own_rates_say_so():
    """A Keras Adadelta is a thousand times slower than a PyTorch one, for its default rate."""
    record = compare_conventions(Objective("x^2 + y^2"), Adadelta, [1, 1], steps=1)
    text = " ".join(record.to_text().split())
    assert "each with its own learning rate (torch 1, keras 0.001, optax 1, paper 1)" in text
    steps = {name: abs(float(t.step[0, 0])) for name, t in record.trajectories.items()}
    expected = {"torch": (1e-6, 0.1, 1), "keras": (1e-7, 0.05, 1e-3), "paper": (1e-6, 0.05, 1)}
    for name, (epsilon, share, rate) in expected.items():
        by_hand = rate * 2 * (epsilon / (share * 4 + epsilon)) ** 0.5
        assert steps[name] == pytest.approx(by_hand, rel=1e-9)


class Alone(GradientDescent):
    """Gradient descent with one convention."""

    forms: ClassVar[Forms] = {"torch": FORMS["gd"]["torch"]}


def test_conventions_of_one_formula():
    record = compare_conventions(quadratic(10), Lion, [4, 1], learning_rate=0.01, weight_decay=0.1)
    assert "The same steps are made by paper, keras and optax." in str(record)
    assert not record.plot_distances().lines
    alone = compare_conventions(quadratic(10), Alone, [4, 1], learning_rate=0.01)
    assert "There is one convention, torch." in str(alone)
    pyplot.close("all")


def test_a_minimum_without_a_slope_is_reached():
    """Ackley's function has a tip at its minimum, around which no gradient is small."""
    found = basins(ackley(), trust_region(), ((-1.5, 1.5), (-1.5, 1.5)), resolution=12, steps=60)
    assert found.minima[0].tolist() == [0, 0]
    assert found.shares[0] > 0.1
    assert (found.which >= 0).all()
