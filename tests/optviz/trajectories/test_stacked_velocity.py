"""The steps of momentum as sums of past gradients."""

import numpy as np
import pytest

from optviz import Objective, minimize
from optviz.rules import Adam, Momentum, Nesterov
from optviz.schedules.schedules import Exponential
from optviz.trajectories.stacked_velocity import StackedVelocity

RAVINE = Objective("x^2/2 + 10*y^2")
START = [-4, 0.75]


def stacked(rule, rate=0.04, steps=12, objective=RAVINE):
    return StackedVelocity.of(minimize(objective, rule, START, steps=steps, learning_rate=rate))


@pytest.mark.parametrize("kind", [Momentum, Nesterov])
@pytest.mark.parametrize("convention", ["torch", "keras", "optax", "cs231n", "paper"])
@pytest.mark.parametrize("rate", [0.03, Exponential(0.03, 0.9)])
def test_the_arrows_lead_from_each_point_to_the_next(kind, convention, rate):
    stack = stacked(kind(momentum=0.7, convention=convention), rate)
    path = stack.trajectory
    for k in range(12):
        arrows = stack.arrows(k)
        assert arrows.shape == (k + 1, 2)
        np.testing.assert_allclose(path.x[k] + arrows.sum(axis=0), path.x[k + 1], atol=1e-12)
    assert stack.check()


@pytest.mark.parametrize(
    "rule",
    [
        Momentum(momentum=0.7, dampening=0.3),
        Momentum(momentum=0.7, dampening=0.3, convention="mlx"),
        Momentum(momentum=0.7, convention="autograd"),
        Momentum(momentum=0.7, weight_decay=0.1),
        Nesterov(momentum=0.7, dampening=0.2),
        Momentum(momentum=0.0),
        Momentum(momentum=1.0),
    ],
    ids=str,
)
def test_whatever_enters_the_velocity(rule):
    assert stacked(rule).check()


def test_each_gradient_shrinks_by_the_momentum_at_every_step():
    """By hand: 1, μ, μ², …, the newest last."""
    np.testing.assert_allclose(stacked(Momentum(momentum=0.5)).shares(3), [1 / 8, 1 / 4, 1 / 2, 1])
    # Nesterov's: the newest counts once more, and all shrink once more.
    ahead = stacked(Nesterov(momentum=0.5)).shares(2)
    np.testing.assert_allclose(ahead, [1 / 8, 1 / 4, 3 / 2])


def test_across_the_ravine_they_cancel_and_along_it_they_add():
    """κ = 20, η = 0.09, μ = 0.7: the course's ravine; from a loop of its own."""
    stack = stacked(Momentum(momentum=0.7), 0.09)
    x, v, gradients = np.array(START), np.zeros(2), []
    for _ in range(6):
        g = x * [1, 20]
        gradients.append(g)
        v = 0.7 * v + g
        x = x - 0.09 * v
    parts = 0.7 ** np.arange(5, -1, -1)[:, None] * gradients
    expected = np.abs(parts.sum(axis=0)) / np.abs(parts).sum(axis=0)
    np.testing.assert_allclose(stack.left(5, np.eye(2)), expected)
    assert stack.left(5, np.eye(2)).round(2).tolist() == [1.0, 0.09]


def test_what_does_not_move_leaves_nothing():
    at_rest = StackedVelocity.of(minimize(RAVINE, Momentum(), [0, 0], steps=3, learning_rate=0.1))
    assert at_rest.left(2, np.eye(2)).tolist() == [0, 0]


def test_the_point_ahead_is_where_the_velocity_alone_leads():
    stack = stacked(Momentum(momentum=0.7))
    path = stack.trajectory
    for k in (1, 4):
        carried = path.x[k] - 0.04 * 0.7 * path.terms["velocity"][k - 1]
        np.testing.assert_allclose(stack.look_ahead(k), [path.x[k], carried])
    np.testing.assert_allclose(stack.look_ahead(0), [path.x[0], path.x[0]])


def test_nesterovs_points_are_those_of_his_own_form():
    """Sutskever's form, in a loop of its own: y ← y + v, v ← μv - ηg(y + μv)."""
    stack = stacked(Nesterov(momentum=0.7))
    y, v = np.array(START), np.zeros(2)
    for k in range(8):
        np.testing.assert_allclose(stack.look_ahead(k), [y, y + 0.7 * v], atol=1e-12)
        v = 0.7 * v - 0.04 * RAVINE.gradient(y + 0.7 * v)
        y = y + v


def test_a_wrong_momentum_is_found():
    good = stacked(Momentum(momentum=0.7)).trajectory
    wrong = vars(good) | {"method": Momentum(momentum=0.6)}
    fields = {k: v for k, v in wrong.items() if k in type(good).__dataclass_fields__}
    assert not StackedVelocity.of(type(good)(**fields)).check()


def test_a_runaway_proves_itself_as_far_as_it_is_finite():
    assert stacked(Momentum(momentum=0.9), 3.0, steps=400).check()


def test_only_a_velocity_is_taken_apart():
    with pytest.raises(TypeError, match="adam has no velocity"):
        StackedVelocity.of(minimize(RAVINE, Adam(), START, steps=2))
    with pytest.raises(ValueError, match="one start"):
        StackedVelocity.of(minimize(RAVINE, Momentum(), [START, START], steps=2))
