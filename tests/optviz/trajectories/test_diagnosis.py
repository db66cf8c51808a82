"""Diagnosis against what is known: theoretical rates, orders, zig-zags, saddles."""

import numpy as np
import pytest

from optviz.descent.minimize import minimize
from optviz.objectives.gallery import monkey_saddle, quadratic, rosenbrock, saddle_between_minima
from optviz.objectives.objective import Objective
from optviz.rules import Adam, GradientDescent, Momentum, Nesterov
from optviz.second_order import newton
from optviz.trajectories.diagnosis import best_fixed_rate, contraction, diagnose, longest_zig_zag


@pytest.mark.parametrize(
    ("rule", "rate"),
    [
        (GradientDescent(), 2 / 51),
        (GradientDescent(), 0.01),
        (Momentum(momentum=0.5), 0.02),
        (Momentum(momentum=0.5, dampening=0.5), 0.02),
        (Nesterov(momentum=0.6), 0.02),
    ],
)
def test_measured_rate_is_the_theoretical_one(rule, rate):
    path = minimize(quadratic(50, rotation=0.4), rule, [3, 2], steps=400, learning_rate=rate)
    found = diagnose(path)
    assert found.rate == pytest.approx(found.theory, rel=0.02)
    assert found.condition == pytest.approx(50)
    assert found.best == pytest.approx(49 / 51)


def test_heavy_ball_at_its_best_contracts_by_the_square_root_of_the_condition():
    mu, L = 1.0, 100.0
    beta = ((L**0.5 - mu**0.5) / (L**0.5 + mu**0.5)) ** 2
    rate = 4 / (L**0.5 + mu**0.5) ** 2
    factor = contraction(Momentum(momentum=beta), rate, [mu, L])
    assert factor == pytest.approx(9 / 11, rel=1e-6)


def test_no_theory_for_rules_that_are_not_linear():
    assert contraction(Adam(), 0.1, [1, 2]) is None
    assert best_fixed_rate([1, 3]) == 0.5


def test_zig_zag_but_not_spiral():
    turn = np.array([[0.0, 0.0], [1, 1], [2, 0], [3, 1], [4, 0], [5, 1], [6, 0], [7, 1], [8, 0]])
    first, turns = longest_zig_zag(turn[:, None])
    assert (first[0], turns[0]) == (0, 6)
    angle = np.arange(20) * np.pi / 2.2
    spiral = 0.9 ** np.arange(20)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    assert longest_zig_zag(spiral[:, None])[1][0] == 0
    assert longest_zig_zag(np.zeros((9, 1, 2)))[1][0] == 0
    assert longest_zig_zag(np.zeros((1, 1, 2)))[1][0] == 0


def test_a_zig_zag_is_seen_at_every_size():
    turns = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0], [3.0, 1.0], [4.0, 0.0], [5.0, 1.0]])
    found = [longest_zig_zag(turns[:, None] * size) for size in (1.0, 1e-200, 1e200)]
    assert [(int(first[0]), int(length[0])) for first, length in found] == [(0, 3)] * 3


def test_saddle_is_found_with_its_place():
    found = diagnose(
        minimize(
            saddle_between_minima(), GradientDescent(), [1, 1e-6], steps=300, learning_rate=0.05
        )
    )
    step, saddle = found.saddle
    assert 50 < step < 100
    np.testing.assert_allclose(saddle, [0, 0], atol=1e-9)


def test_crossing_a_curved_valley_is_not_a_saddle():
    found = diagnose(minimize(rosenbrock(), Momentum(), [-1.2, 1], steps=300, learning_rate=1e-3))
    assert found.saddle is None


def test_flat_saddle_without_curvature_does_not_break_it():
    path = minimize(monkey_saddle(), GradientDescent(), [0.5, 0.01], steps=200, learning_rate=0.05)
    assert diagnose(path).ending in ("step limit", "diverged")


def test_many_starts_are_refused():
    path = minimize(rosenbrock(), Adam(), np.ones((2, 2)), steps=2)
    with pytest.raises(ValueError, match=r"diagnose\(trajectory.start"):
        diagnose(path)


def test_condition_of_three_variables_is_that_of_the_outer_two():
    f = Objective("x**2/2 + 5*y**2 + 50*z**2")
    path = minimize(f, GradientDescent(), [1, 1, 1], steps=400, learning_rate=2 / 101)
    found = diagnose(path)
    assert found.condition == pytest.approx(100)
    assert found.best == pytest.approx(99 / 101)
    assert found.rate == pytest.approx(found.theory, rel=1e-6)


def test_who_ends_on_a_saddle_has_not_escaped_it():
    path = minimize(Objective("x**2 - y**2"), newton(), [1, 1], steps=10)
    assert path.status == "saddle point"
    assert diagnose(path).saddle is None


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.2, "The gradient grew by the factor 3 a step; theory says 3."),
        (0.1, "The gradient kept its size; theory says 1."),
        (0.05, "The gradient shrank by the factor 0.9 a step; theory says 0.9."),
    ],
)
def test_a_gradient_that_grows_is_not_said_to_shrink(rate, words):
    path = minimize(
        Objective("x**2 + 10*y**2"), GradientDescent(), [4, 1], steps=60, learning_rate=rate
    )
    assert words in " ".join(path.to_text().split())


@pytest.mark.parametrize("start", [[-1.2, 1], [2, 2]])
def test_no_order_where_the_last_steps_do_not_agree_on_one(start):
    """In the valley of Rosenbrock's function Newton's gradients do not fall evenly."""
    path = minimize(rosenbrock(), newton(), start, steps=100)
    assert path.ending == "converged"
    assert diagnose(path).order is None


def test_a_swing_beside_a_saddle_is_no_escape():
    """Along x² alone, y is 0 in every step: the saddle of x² - y² is never left."""
    path = minimize(Objective("x**2 - y**2"), Momentum(), [1, 0], steps=100, learning_rate=0.0046)
    assert (path.x[:, 1] == 0).all()
    assert path.status == "step limit"
    assert diagnose(path).saddle is None


def test_no_condition_number_where_the_ground_is_flat():
    path = minimize(Objective("x**4 + y**4"), newton(), [1, 1], steps=100)
    assert diagnose(path).condition is None


def test_the_table_ends_where_the_steps_do():
    text = minimize(rosenbrock(), newton(), [-1.2, 1], steps=100).to_text()
    steps = [line.split()[0] for line in text.splitlines() if line.strip()[:1].isdigit()]
    assert steps == [*map(str, range(9)), "100"]
