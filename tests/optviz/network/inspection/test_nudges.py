"""Nudges of inputs against the gradients of one backward pass."""

import numpy as np
import pytest

from optviz.network.graph.scalars import EdgeError
from optviz.network.inspection.backpropagation import backpropagate
from optviz.network.inspection.nudges import nudge_inputs, size_of_nudge

NEURON = {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0}


def test_the_first_example_of_the_lecture():
    """CS231n, lecture 4: f = (x + y) z is linear in each input, so every h tells the gradient."""
    nudges = nudge_inputs(backpropagate("(x + y)*z", x=-2, y=5, z=-4))
    np.testing.assert_allclose(nudges.ratios, np.array([[-4.0], [-4.0], [3.0]]) * np.ones(49))
    np.testing.assert_allclose(nudges.values[0], [-1.9, 5, -4, 3.1, -12.4])
    np.testing.assert_allclose(nudges.deltas[0], [0.1, 0, 0, 0.1, -0.4], atol=1e-12)
    assert nudges.check()


def test_the_sigmoid_neuron_of_the_lecture():
    nudges = nudge_inputs(backpropagate("sigmoid(w0*x0 + w1*x1 + w2)", **NEURON))
    assert nudges.h == 0.1
    assert nudges.gradients.round(2).tolist() == [-0.2, 0.39, -0.39, -0.59, 0.2]
    assert all(nudges.agree)
    assert not any(nudges.at_kinks)
    off = np.abs(nudges.ratios - nudges.gradients[:, None])
    assert (off[:, -1] < off[:, 0]).all()


def test_at_a_tie_the_gradient_lies_between_the_slopes_of_the_two_sides():
    nudges = nudge_inputs(backpropagate("max(x, y)", x=2, y=2))
    assert nudges.at_kinks == (True, True)
    assert nudges.slopes.round(9).tolist() == [[0, 1], [0, 1]]
    assert nudges.check()


@pytest.mark.parametrize(
    ("expression", "x", "h"),
    [("log(x)", 0.05, 0.01), ("sqrt(1 - x)", 0.95, -0.1), ("arcsin(x)", 0.9999, -0.1)],
)
def test_a_nudge_stays_in_the_domain(expression, x, h):
    nudges = nudge_inputs(backpropagate(expression, x=x))
    assert nudges.h == pytest.approx(h)
    assert nudges.check()


def test_a_given_nudge_out_of_the_domain_is_refused():
    with pytest.raises(EdgeError, match="log"):
        nudge_inputs(backpropagate("log(x)", x=0.05), h=-0.1)


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("x^2 + y^2", {"x": 0.0, "y": 0.0}),
        ("exp(20*x)", {"x": 1.0}),
        ("x*y", {"x": 1e6, "y": 1e-6}),
        ("relu(x) + x", {"x": -3.0}),
        ("relu(x)", {"x": 0.0}),
        ("abs(x) - y", {"x": 0.0, "y": 1.0}),
        ("sin(100*x)", {"x": 0.3}),
        ("x/y - y^3", {"x": 3.0, "y": -0.02}),
    ],
)
def test_smaller_nudges_come_to_the_gradient(expression, values):
    assert nudge_inputs(backpropagate(expression, **values)).check()


def test_the_check_sees_a_wrong_gradient():
    record = backpropagate("(x + y)*z", x=-2, y=5, z=-4)
    *others, last = record.backward
    wrong = type(record)(
        record.nodes,
        record.forward,
        (*others, last._replace(gradient=last.gradient + 1, total=last.total + 1)),
        record._replay,
    )
    assert not nudge_inputs(wrong).check()


def test_h_fits_the_value():
    assert [size_of_nudge(v) for v in (1e6, -30, 2, 0.3, 0, 4e-3)] == pytest.approx(
        [1e5, 1, 0.1, 0.1, 0.1, 1e-3]
    )


def test_each_ratio_is_held_against_its_own_gradient():
    """Beside a gradient of 123456 one of 0.000001 is no 0."""
    nudges = nudge_inputs(backpropagate("x*y", x=123456.0, y=1e-6))
    assert nudges.check()
    assert nudges.ratios[:, -1].tolist() == pytest.approx([1e-6, 123456.0], rel=1e-3)
    assert (nudges.tolerances < 0.01 * nudges.gradients).all()


def test_a_gradient_that_rounding_hides_does_not_fail_the_check():
    assert nudge_inputs(backpropagate("x^2 + y", x=1e9, y=1.0)).check()
