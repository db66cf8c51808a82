"""Nodes: shared, simplified where nothing is lost, and never asked for a truth value."""

import numpy as np
import pytest

from linalg.compilation import ArraySource, Graph, ScalarSource, in_order


def test_equal_operations_are_one_node():
    graph = Graph()
    x, y = graph.input("x"), graph.input("y")
    assert x * y + 1 is 1 + y * x
    assert x - y is not y - x
    assert np.sqrt(x) is np.sqrt(x)
    assert np.float64(2) * x is x * 2.0
    assert np.maximum(x, 0.0) is np.maximum(0.0, x)


def test_neutral_numbers_vanish():
    graph = Graph()
    x = graph.input("x")
    for same in (x + 0, 0 + x, x - 0, x * 1, 1 * x, x / 1):
        assert same is x
    assert (x * 0) is not x


def test_branching_on_a_node_is_refused():
    x = Graph().input("x")
    with pytest.raises(TypeError, match="not known yet"):
        bool(x > 0)


def test_unknown_functions_are_refused():
    with pytest.raises(TypeError):
        np.arctan(Graph().input("x"))


def test_order_puts_arguments_first():
    graph = Graph()
    x = graph.input("x")
    total = (x + 1) * (x + 2) / (x + 1)
    order = in_order([total])
    assert len(order) == len(set(order)) == 7
    for node in order:
        assert all(order.index(a) < order.index(node) for a in node.args)


def test_levels_move_work_out_of_the_loop():
    graph = Graph()
    rate, k, x = graph.input("rate"), graph.input("k"), graph.input("x")
    step = x * ((1 - rate) ** 0.5 / (k + 1))
    code = ScalarSource([step], {rate: 0, k: 1, x: 2})
    assert code.lines == {0: ["t0 = power((1.0 - rate), 0.5)"], 1: ["t1 = (t0 / (k + 1.0))"]}
    assert code.results == ["(x * t1)"]


def test_buffers_are_reused():
    graph = Graph()
    x = graph.input("x")
    value = x
    for i in range(20):
        value = np.sqrt(value + float(i + 2))
    code = ArraySource([(value, "y")], {x: "x"}, {})
    assert code.buffers == ["w0"]


def test_one_node_for_two_outputs():
    graph = Graph()
    x = graph.input("x")
    code = ArraySource([(x * x, "y0"), (x * x, "y1"), (x, "y2")], {x: "x"}, {})
    assert code.lines == ["np_multiply(x, x, y0)", "copyto(y1, y0)", "copyto(y2, x)"]
