"""The tape and its one way back: the lecture's numbers, the patterns, and events that agree."""

import re

import numpy as np
import pytest
import sympy

from linalg.errors import ParseError
from linalg.reading import read_expression
from optviz.network.graph.scalars import OPERATIONS, apply, variables
from optviz.network.inspection.backpropagation import backpropagate, backpropagate_network
from optviz.network.layers.activations import ReLU, Tanh
from optviz.network.layers.batch_normalisation import BatchNorm
from optviz.network.layers.convolution import Convolution
from optviz.network.layers.dropout import Dropout
from optviz.network.layers.linear import Flatten, Linear
from optviz.network.layers.pooling import MaxPool
from optviz.network.layers.sequential import Residual, Sequential, StochasticDepth
from optviz.network.losses.losses import MulticlassHinge, SoftmaxCrossEntropy


def test_the_lectures_first_example():
    record = backpropagate("(x + y)*z", x=-2, y=5, z=-4)
    assert record.value == -12
    assert record.gradient == {"x": -4, "y": -4, "z": 3}
    assert [node.name for node in record.nodes] == ["x", "y", "z", "+", "*"]


@pytest.mark.parametrize(
    "text", ["1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", "sigmoid(w0*x0 + w1*x1 + w2)"]
)
def test_the_lectures_sigmoid_neuron(text):
    record = backpropagate(text, w0=2, x0=-1, w1=-3, x1=-2, w2=-3)
    assert round(record.value, 2) == 0.73
    gradient = {name: round(value, 2) for name, value in record.gradient.items()}
    assert gradient == {"w0": -0.2, "w1": -0.39, "w2": 0.2, "x0": 0.39, "x1": -0.59}


def test_events_come_in_order_and_multiply():
    record = backpropagate("(x + y)*z", x=-2, y=5, z=-4)
    assert [event.node for event in record.forward] == [0, 1, 2, 3, 4]
    assert [(event.node, event.to) for event in record.backward] == [(4, 3), (4, 2), (3, 0), (3, 1)]
    for event in record.backward:
        assert event.gradient == record.local(event) * event.upstream


def test_patterns_add_distributes_max_routes_mul_switches():
    assert backpropagate("x + y", x=3, y=-4).gradient == {"x": 1, "y": 1}
    assert backpropagate("max(x, y)", x=3, y=-4).gradient == {"x": 1, "y": 0}
    assert backpropagate("x * y", x=3, y=-4).gradient == {"x": -4, "y": 3}


def test_a_tie_is_shared():
    """As PyTorch's maximum, JAX's and autograd's."""
    for name in ("max", "min"):
        record = backpropagate(f"{name}(x, y)", x=2, y=2)
        assert record.gradient == {"x": 0.5, "y": 0.5}
        assert record.check()


def test_one_node_may_be_both_inputs():
    record = backpropagate("x^x", x=2)
    locals_ = [record.local(event) for event in record.backward]
    assert locals_ == pytest.approx([2 * 2, 4 * np.log(2)])
    assert record.gradient["x"] == pytest.approx(sum(locals_))
    assert record.check()


def test_branches_add_up():
    record = backpropagate("x*x + x", x=3)
    assert record.gradient == {"x": 7}
    totals = [event.total for event in record.backward if event.to == 0]
    assert len(totals) == 3
    assert totals[-1] == 7


def test_backward_twice_is_right():
    x, y = variables(x=3.0, y=4.0)
    f = x * y + apply("exp", x)
    assert backpropagate(f) == backpropagate(f)
    assert list(f.tape.backward()) == list(f.tape.backward())
    g = f * f  # and what was written later does not change what was read before
    assert backpropagate(f).gradient["y"] == 3
    assert backpropagate(g).gradient["y"] == pytest.approx(2 * f.value * 3)


def test_python_arithmetic_and_typed_text_are_the_same_graph():
    x, y = variables(x=2.0, y=3.0)
    typed = backpropagate("(2 - x)/y + y^2*(-x) - 1", x=2, y=3)
    written = backpropagate((2 - x) / y + y**2 * (-x) - 1)
    assert [node.name for node in typed.nodes] == [node.name for node in written.nodes]
    assert typed.gradient == written.gradient


FUNCTIONS = ["exp", "log", "sqrt", "sin", "cos", "tanh", "abs"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_local_gradients_equal_sympys(name):
    z = sympy.Symbol("z", positive=True)
    function = getattr(sympy, name.capitalize() if name == "abs" else name)
    for at in (0.3, 1.7):
        record = backpropagate(f"{name}(x)", x=at)
        assert record.value == pytest.approx(float(function(z).subs(z, at)))
        slope = sympy.diff(function(z), z).subs(z, at)
        assert record.gradient["x"] == pytest.approx(float(slope))


@pytest.mark.parametrize("name", sorted(OPERATIONS))
@pytest.mark.parametrize("at", [(0.7, 1.3), (2.0, 0.4)])
def test_every_operation_agrees_with_difference_quotients(name, at):
    x = {"arccosh": 1 + at[0], "arcsin": at[0] / 3, "arccos": at[0] / 3, "arctanh": at[0] / 3}
    inputs = variables(x=x.get(name, at[0]), y=at[1])[: OPERATIONS[name].arity]
    record = backpropagate(apply(name, *inputs))
    assert record.check()


@pytest.mark.parametrize(
    ("text", "values", "message"),
    [
        ("2 + exp(x)", {"x": 1000}, "exp (node 3) at 1000 has a value that is too large"),
        ("log(x)", {"x": 0}, "log (node 2) at 0 has no value: only numbers above 0"),
        ("y*log(exp(-x))", {"x": 1000, "y": 1}, "log (node 5) at 0 has no value"),
        ("sqrt(x)", {"x": 0}, "sqrt (node 2) at 0 has the value 0, and no finite slope"),
        ("sqrt(x)", {"x": -1}, "sqrt (node 2) at -1 has no value"),
        ("x^0.5", {"x": 0}, "** (node 3) at 0, 0.5 has the value 0, and no finite slope"),
        ("x^y", {"x": -2, "y": 0.5}, "** (node 3) at -2, 0.5 has no value"),
        ("x^(-1)", {"x": 0}, "** (node 3) at 0, -1 has no value"),
        ("x^y", {"x": 10, "y": 400}, "** (node 3) at 10, 400 has a value that is too large"),
        ("y/x", {"x": 0, "y": 1}, "/ (node 3) at 1, 0 has no value: 0 divides nothing"),
        ("1/x", {"x": 1e-200}, "/ (node 3) at 1, 1e-200 has a slope that is too large"),
        ("x*y", {"x": 1e200, "y": 1e200}, "* (node 3) at 1e+200, 1e+200 has a value that is"),
        ("x - y", {"x": 1e308, "y": -1e308}, "- (node 3) at 1e+308, -1e+308 has a value"),
        ("1e200*(1e200*x)", {"x": 0}, "* (node 4) hands back a gradient that is too large"),
        ("x", {"x": float("nan")}, "x is nan: a node holds a finite number"),
        ("x*1e999", {"x": 1}, "a number is inf: a node holds a finite number"),
    ],
)
def test_a_node_at_the_edge_of_its_domain_is_named(text, values, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        backpropagate(text, **values)


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("log(x)", 1e-6),
        ("sqrt(x)", 1e-9),
        ("sqrt(x)*log(x)", 1e-8),
        ("1/x", 1e-7),
        ("x^1.5", 0.0),
        ("exp(x)", 700.0),
        ("sigmoid(x)", -800.0),
        ("relu(x)", 0.0),
    ],
)
def test_the_check_holds_beside_the_edge_of_a_domain(text, x):
    assert backpropagate(text, x=x).check()


@pytest.mark.parametrize(("text", "x"), [("tanh(log(x))", 1e-3), ("tanh(x)", 0.3)])
def test_the_check_sees_a_slope_that_is_wrong_by_a_thousandth(monkeypatch, text, x):
    wrong = OPERATIONS["tanh"].__class__(
        "tanh", lambda x: (np.tanh(x), (1.001 * (1 - np.tanh(x) ** 2),)), 1
    )
    monkeypatch.setitem(OPERATIONS, "tanh", wrong)
    assert not backpropagate(text, x=x).check()


def test_names_with_an_index_are_typeset():
    record = backpropagate("w_1*x1", w_1=2, x1=3)
    assert "From * (node 3) to w₁: 3.0 × 1.0 = 3.0." in str(record)
    assert "$x_(1)$" in record.to_typst()
    assert "$x_{1}$" in [text.get_text() for text in record.plot().texts]


def test_the_check_sees_a_wrong_gradient(monkeypatch):
    wrong = OPERATIONS["tanh"].__class__("tanh", lambda x: (np.tanh(x), (0.5,)), 1)
    monkeypatch.setitem(OPERATIONS, "tanh", wrong)
    assert not backpropagate("tanh(x)", x=0.3).check()


def test_sigmoid_does_not_overflow():
    assert backpropagate("sigmoid(x)", x=-1000).gradient == {"x": 0}
    assert backpropagate("sigmoid(x)", x=1000).value == 1


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("x + q", 4, "q has no value: given: x, y"),
        ("2x", 1, r"write 2\*x"),
        ("x + sinc(x)", 4, "sinc is not a function here"),
        ("x + max(x)", 4, "max takes two or more arguments"),
        ("exp(x, y)", 0, "exp takes one argument"),
        ('open("canary")', 5, '"'),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text, position, message):
    with pytest.raises(ParseError, match=message) as error:
        backpropagate(text, x=1, y=2)
    assert error.value.position == position


def test_operations_take_their_inputs_from_one_tape():
    with pytest.raises(ValueError, match="different tapes"):
        variables(x=1)[0] + variables(y=1)[0]
    with pytest.raises(ValueError, match="max takes 2 or more inputs, not 1"):
        apply("max", variables(x=1)[0])


def networks():
    rng = np.random.default_rng(0)
    image = rng.normal(size=(3, 2, 6, 6))
    flat = rng.normal(size=(5, 4))
    return {
        "one layer": (Linear(4, 3), flat),
        "deep": (Sequential(Linear(4, 6), Tanh(), Dropout(0.3), Linear(6, 3)), flat),
        "normalised": (Sequential(Linear(4, 6, None), BatchNorm(6), ReLU(), Linear(6, 3)), flat),
        "residual": (
            Sequential(Residual(Sequential(Linear(4, 4), ReLU(), Linear(4, 4))), Linear(4, 3)),
            flat,
        ),
        "shortcut": (Sequential(Residual(Linear(4, 3), Linear(4, 3))), flat),
        "convolutional": (
            Sequential(
                Convolution(2, 3, 3, padding=1), ReLU(), MaxPool(2), Flatten(), Linear(27, 3)
            ),
            image,
        ),
    }


@pytest.mark.parametrize("name", networks())
@pytest.mark.parametrize("loss", [SoftmaxCrossEntropy(), MulticlassHinge()], ids=lambda x: x.name)
def test_a_whole_network_agrees_with_difference_quotients(name, loss):
    network, x = networks()[name]
    labels = np.arange(len(x)) % 3
    record = backpropagate_network(network, network.parameters(1), x, loss, labels)
    check = record.check()
    assert check, str(check)
    single = network.parameters(1, dtype=np.float32)
    record = backpropagate_network(network, single, x.astype(np.float32), loss, labels)
    assert record.check()


def test_a_block_that_is_left_out_now_and_then():
    """At test time its branch counts by a part, and so does the gradient through it."""
    network = Sequential(StochasticDepth(Linear(4, 4), rate=0.3), Linear(4, 3))
    _, x = networks()["deep"]
    labels = np.arange(len(x)) % 3
    record = backpropagate_network(
        network, network.parameters(1), x, SoftmaxCrossEntropy(), labels, mode="test"
    )
    assert record.check()


def test_the_engine_is_the_layers_own_chain_rule():
    network, x = networks()["deep"]
    p = network.parameters(1)
    y, cache = network.forward(p, x, mode="train", rng=np.random.default_rng(7))
    dy = np.random.default_rng(2).normal(size=y.shape)
    dx, gradients = network.backward(dy, cache)
    upstream = dy
    rng, caches, h = np.random.default_rng(7), [], x
    for i, layer in enumerate(network):
        h, layer_cache = layer.forward(p[str(i)], h, mode="train", rng=rng)
        caches.append(layer_cache)
    for i, layer in reversed(list(enumerate(network))):
        upstream, own = layer.backward(upstream, caches[i])
        for name, gradient in own.items():
            np.testing.assert_array_equal(gradients[str(i)][name], gradient)
    np.testing.assert_array_equal(dx, upstream)


def test_the_record_has_its_faces():
    record = backpropagate("max(x, y)*x", x=3, y=2)
    text = str(record)
    assert "From * (node 4) to x: 3.0 × 1.0 = 3.0." in text
    assert "in all 6.0" in text
    assert record.to_dict()["nodes"][0] == {"name": "x", "inputs": [], "value": 3, "gradient": 6}
    assert "<math" in record.to_html()
    network, x = networks()["residual"]
    record = backpropagate_network(
        network, network.parameters(1), x, SoftmaxCrossEntropy(), np.arange(5) % 3
    )
    assert "parameters 0.branch.0" in str(record)
    assert record.to_dict()["record"] == "Backpropagation"


def test_the_figure_draws_every_node_and_both_labels_of_an_edge():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    record = backpropagate("(x + y)*z", x=-2, y=5, z=-4)
    ax = record.plot()
    texts = [text.get_text() for text in ax.texts]
    for expected in ("$x$", "$y$", "$z$", "+", "×", "5.00", "3.00", "-12.00", "1.00"):
        assert expected in texts
    assert texts.count("-4.00") == 4  # the value of z, and the gradients of the sum, x and y
    pyplot.close("all")


def test_a_relu_passes_nothing_back_at_0():
    assert backpropagate("relu(x)", x=0).gradient == {"x": 0}


@pytest.mark.parametrize(
    ("text", "point"),
    [
        *[(f"{name}(x)", {"x": 0.3}) for name in ("tan", "arcsin", "arccos", "arctan", "atanh")],
        *[(f"{name}(x)", {"x": -1.7}) for name in ("sinh", "cosh", "asinh", "arsinh", "atan")],
        *[(f"{name}(x)", {"x": 2.5}) for name in ("acosh", "arcosh", "log2", "log10", "ln")],
        *[("atan2(y, x)", {"x": x, "y": y}) for x in (-2.0, 0.5) for y in (-1.0, 3.0)],
        ("log(x, y)", {"x": 8.0, "y": 2.0}),
        ("sin(pi*x)", {"x": 0.2}),
    ],
)
def test_functions_are_those_that_are_read_elsewhere(text, point):
    """Values and slopes are those of the SymPy expression that every other reader makes of it."""
    f = read_expression(text)
    found = backpropagate(text, **point)
    at = {symbol: point[symbol.name] for symbol in f.free_symbols}
    assert found.value == pytest.approx(float(f.subs(at)), rel=1e-13)
    for symbol in f.free_symbols:
        assert found.gradient[symbol.name] == pytest.approx(
            float(f.diff(symbol).subs(at)), rel=1e-12
        )
    assert found.check()


@pytest.mark.parametrize(
    ("text", "x", "message"),
    [
        ("arcsin(x)", 1.5, r"arcsin \(node 2\) at 1.5 has no value: .* from -1 to 1"),
        ("arcsin(x)", 1, "no finite slope"),
        ("artanh(x)", 1, "between -1 and 1"),
        ("arcosh(x)", 0.5, "from 1 on"),
        ("atan2(x, x)", 0, "the origin has no angle"),
        ("log10(x)", -1, "only numbers above 0"),
        ("log(x, x, x)", 2, "log takes one argument or two"),
    ],
)
def test_functions_end_where_they_have_no_value_or_slope(text, x, message):
    with pytest.raises(ValueError, match=message):
        backpropagate(text, x=x)
