"""The figure of a graph: what is written in it, and that none of it collides."""

import itertools

import numpy as np
import pytest

from optviz.network import (
    Linear,
    ReLU,
    Residual,
    Sequential,
    SoftmaxCrossEntropy,
    backpropagate,
    backpropagate_network,
)


def network():
    inner = Residual(Sequential(Linear(3, 3), ReLU()))
    net = Sequential(Linear(2, 3), ReLU(), inner, Linear(3, 2))
    x = np.array([[1.0, 2.0], [3.0, -1.0]])
    return backpropagate_network(net, net.parameters(0), x, SoftmaxCrossEntropy(), np.array([0, 1]))


RECORDS = {
    "the lecture's": lambda: backpropagate("(x + y)*z", x=-2, y=5, z=-4),
    "the neuron": lambda: backpropagate(
        "1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", w0=2, x0=-1, w1=-3, x1=-2, w2=-3
    ),
    "shared inputs": lambda: backpropagate("x*y + x/y", x=2000, y=-3e-4),
    "many branches": lambda: backpropagate("(x + sigmoid(y))/(sigmoid(x) + (x + y)^2)", x=3, y=-4),
    "a network": network,
}


@pytest.mark.parametrize("name", RECORDS)
def test_no_text_lies_over_another(name):
    ax = RECORDS[name]().plot()
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    assert len(boxes) > 5
    for one, other in itertools.combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        down = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert not (across > 0.5 and down > 0.5)


def test_values_stand_above_and_gradients_below():
    ax = RECORDS["the lecture's"]().plot()
    at = {text.get_text(): (text.xy, text.get_va()) for text in ax.texts}
    assert at["-12.00"][0] == at["1.00"][0]
    assert (at["-12.00"][1], at["1.00"][1]) == ("bottom", "top")


def test_a_small_number_is_not_written_as_0():
    ax = backpropagate("x*y", x=1e-4, y=2).plot()
    assert "1.0e-04" in [text.get_text() for text in ax.texts]
