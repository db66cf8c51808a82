"""Formulas of graphs, in the order in which they were typed, and the characters of their nodes."""

import re

import pytest

from linalg.notation import to_text
from optviz.network.graph.expressions import read_graph
from optviz.network.graph.folding import folded
from optviz.network.graph.formulas import formula_of
from optviz.network.graph.gates import Character, character_of

VALUES = {"x": -2.0, "y": 5.0, "z": 4.0, "w0": 1.0}


def written(text):
    return to_text(formula_of(read_graph(text, VALUES).tape))


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("(x + y)*z", "(x + y)z"),
        ("z*(x + y)", "z(x + y)"),
        ("x - (y - z)", "x - (y - z)"),
        ("(x - y) - z", "x - y - z"),
        ("x*(-y)", "x(-y)"),
        ("-(x - 2)^2", "-(x - 2)²"),
        ("x/(y*z)", "x/(yz)"),
        ("(x/y)^2", "(x/y)²"),
        ("2*(x*y + max(z, w0))", "2 (xy + max(z, w₀))"),
        ("sigmoid(w0*x + z)", "σ(w₀x + z)"),
        ("relu(x)*y", "ReLU(x) y"),
        ("pi*x", "πx"),
        ("x*x*x + x*y", "x · x · x + xy"),
    ],
)
def test_a_formula_is_written_as_it_was_typed(text, formula):
    assert written(text) == formula


@pytest.mark.parametrize(
    "text", ["x - (y + z)", "(x + y)/(x - z)", "-(x + y)*z", "2^x*y^2", "x - y*(z - x)^3", "x/y/z"]
)
def test_what_is_written_is_worth_what_was_typed(text):
    """Read back, with signs put between factors."""
    shown = written(text).translate({ord("²"): "^2", ord("³"): "^3"})
    typed = re.sub(r"(?<=[xyz\d)]) ?(?=[xyz(])", "*", shown)
    assert read_graph(typed, VALUES).value == pytest.approx(read_graph(text, VALUES).value)


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("x + y", Character.ADD),
        ("x + 1", Character.ADD),
        ("x - 1", Character.ADD),
        ("1 - x", Character.SCALE),
        ("x - y", Character.SUBTRACT),
        ("-x", Character.SCALE),
        ("x*y", Character.MULTIPLY),
        ("2*x", Character.SCALE),
        ("x/2", Character.SCALE),
        ("2/x", Character.SLOPE),
        ("x/y", Character.SLOPE),
        ("x^2", Character.SLOPE),
        ("max(x, y)", Character.ROUTE),
        ("min(x, x + 0)", Character.TIE),
        ("relu(y)", Character.OPEN),
        ("relu(x)", Character.CLOSED),
        ("abs(x)", Character.SLOPE),
        ("exp(x)", Character.SLOPE),
    ],
)
def test_the_character_of_a_node(text, character):
    tape = read_graph(text, VALUES).tape
    last = len(tape) - 1
    assert character_of(tape[last], folded(tape)[last]) is character
