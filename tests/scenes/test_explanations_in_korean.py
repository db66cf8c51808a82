"""Pages in Korean of many inputs: every sentence, nothing left in English.

The examples of all topics are in `test_explanations`, which computes them anyway.
"""

import pytest
from korean_pages import english

from scenes.explanations.networks.layers import ACTIVATIONS, ON_IMAGES, ON_ROWS
from scenes.explanations.networks.network_checks import AUGMENTATIONS, SETS
from scenes.explanations.networks.networks import LOSSES
from scenes.explanations.topics import topic

SQUARES = ["2 1; 8 7", "0 2; 3 4", "1 2; 2 4", "a b; c d", "1 2 1; 3 8 1; 0 4 1", "1.5 2; 1 3", "1"]
SHAPES = [*SQUARES, "1 2 2 2; 2 4 6 8; 3 6 8 10", "0 0; 0 0", "1 2; 3 4; 5 6", "k 1; 1 k"]
SIDES = {1: ["6"], 2: ["1 2", "p q", "1 2; 3 4"], 3: ["2 12 2", "1 1 1"]}


def systems():
    for matrix in SHAPES:
        yield {"matrix": matrix}
        yield from ({"matrix": matrix, "rhs": rhs} for rhs in SIDES[matrix.count(";") + 1])


def each(option, values):
    return [{option: value} for value in values]


SYSTEMS = list(systems())
MATRICES = each("matrix", SHAPES)
PAIRS = [
    {"left": "1 3; 2 7", "right": "2 1; 8 7"},
    {"left": "a b; c d", "right": "1 2; 3 4"},
]
DATA = ["2 0 | 1; 0 1 | 1; 1 1 | 2", "1 1 | 1; 2 2 | 3", "0 1 | 1; 0 2 | 1", "1 0 | 3; 0 2 | 1"]
XOR = "0 0 | -1; 0 1 | 1; 1 0 | 1; 1 1 | -1"
INPUTS = {
    "activations": [
        {"start": start, "width": "50"} for start in ("tanh-large", "tanh-xavier", "relu-he")
    ],
    "activation-function": each("name", [*ACTIVATIONS]),
    "adaline": each("matrix", [XOR]),
    "augmentation": [
        {"kind": kind, "images": images}
        for kind in AUGMENTATIONS
        for images in ("photos", "digits")
    ],
    "backpropagation": [
        {"expression": "1/(1 + exp(-(w*x + b)))", "values": "w = 1, x = 2, b = 3"},
        {"expression": "x^2 + 3*x", "values": "x = 2"},
    ],
    "basins": [
        {"objective": f, "rule": rule, "resolution": "12", "steps": "40"}
        for f in ("himmelblau", "sin(x)*sin(y)", "x^2 - y^2")
        for rule in ("gd(lr=0.01)", "newton")
    ],
    "conventions": [*each("rule", ["gd", "adam"]), {"rule": "gd", "rate": "100", "steps": "300"}],
    "data": each("name", [*SETS]),
    "decision-regions": each("data", ["moons"]),
    "descent": [
        {"objective": f, "start": start, "rules": rules, "steps": "40"}
        for f in ("x^2 + 10*y^2", "x^2 - y^2", "abs(x) + y^2", "-x^2 - y^2", "sqrt(x) + y^2", "x*y")
        for start in ("4, 1", "0, 0")
        for rules in ("gd(lr=0.05)", "gd(lr=0.3)", "newton", "gd, momentum, adam", "bfgs, cg")
    ],
    "diagnosis": [
        {"data": data, "learning_rate": rate, "hidden": hidden, "epochs": "12"}
        for data in ("moons", "iris")
        for rate in ("1000", "0.5", "0.00001")
        for hidden in ("2", "64")
    ],
    "gradient-check": [
        {"objective": f, "at": at, "formula": formula}
        for f, at in (("abs(x) + y", "0, 1"), ("exp(20*x)", "1"), ("max(x, y)", "1, 1"))
        for formula in ("forward", "central", "complex")
    ],
    "layer": [
        {"layer": layer, "matrix": "1 -2 3 0; 0.5 4 -1 1; 2 2 0 1; 1 0 1 2"}
        for layer in (*ON_ROWS, *ON_IMAGES, *ACTIVATIONS)
    ],
    "loss": [
        *({"scores": "3.2, 5.1, -1.7", "right": "1", "kind": kind} for kind in LOSSES),
        *({"scores": "3.2, 5.1", "targets": "1, 0", "kind": kind} for kind in LOSSES),
        {"scores": "1000, 0, 0", "right": "2", "kind": "softmax"},
    ],
    "madaline": each("matrix", [XOR]),
    "network-summary": [{"hidden": "16, 8", "batch_norm": "yes", "dropout": "yes"}],
    "objective": each("function", ["x^2 + y^2", "abs(x) + y", "beale", "1/x"]),
    "perceptron": each("matrix", [XOR]),
    "preprocessing": each("kind", ["centre", "normalise", "whiten"]),
    "regularisation-path": [
        {"data": data, "penalty": penalty, "intercept": intercept}
        for data in DATA
        for penalty in ("l1", "l2", "elastic-net")
        for intercept in ("yes", "no")
    ],
    "schedule": each(
        "name", ["constant", "step", "exponential", "linear", "inverse-sqrt", "warm-up"]
    ),
    "search": [{"strategy": kind, "trials": "9"} for kind in ("grid", "random")],
    "touch": [
        {"data": data, "penalty": penalty, "strength": strength}
        for data in DATA
        for penalty in ("l1", "l2", "p 0.5", "p 3", "max-norm")
        for strength in ("0", "1", "100")
    ],
    "touch-path": [{"data": d, "penalty": p} for d in DATA for p in ("l1", "p 0.5")],
    "training": [{"data": "moons", "learning_rate": "1000", "epochs": "5"}],
    "cases": SYSTEMS,
    "column-picture": SYSTEMS,
    "contains": [{"matrix": m, "vector": v} for m in SHAPES for v in SIDES[m.count(";") + 1]],
    "cost": MATRICES,
    "definiteness": each("matrix", ["2 -1; -1 2", "1 0; 0 -1", "0 1; 1 0", "1 a; a 2", "0"]),
    "determinant": SYSTEMS,
    "directional-derivative": [{"function": "abs(x) + y", "direction": "1, 0"}],
    "elimination": [*SYSTEMS, *({**given, "form": "reduced"} for given in SYSTEMS)],
    "elimination-matrices": MATRICES,
    "exercise": each("kind", ["lu", "inverse", "exchange", "rank", "condition"]),
    "gradient": each("function", ["x^2", "a*abs(x)", "max(x, y)", "sqrt(x)*z"]),
    "hessian": each("function", ["x*abs(x)", "x^4 + y", "max(x, y)"]),
    "inverse": MATRICES,
    "inverse-of-product": PAIRS,
    "inverse-of-transpose": MATRICES,
    "is-subspace": each(
        "constraints", ["x*y >= 0", "x + y = 0", "x + y = 1", "x >= 0", "x^2 + y^2 <= 1"]
    ),
    "jacobian": each("functions", ["r*cos(t); r*sin(t)", "x*y; max(x, y)"]),
    "layer-jacobian": each("layer", ["relu", "softmax", "linear", "layer-norm"]),
    "ldlt": MATRICES,
    "ldu": MATRICES,
    "lu": MATRICES,
    "multiply": [*PAIRS, {"left": "1 2", "right": "3; 4"}],
    "permutation": each("matrix", ["2 3 1", "1 2 3", "2 1", "2 1 4 3"]),
    "permutations": each("n", ["1", "3", "4"]),
    "plu": MATRICES,
    "rank": MATRICES,
    "row-picture": SYSTEMS,
    "rref": MATRICES,
    "solve": [*SYSTEMS, {"matrix": "2x + y = 3; a*x - y = 0"}],
    "subspaces": MATRICES,
    "symmetric-products": MATRICES,
    "taylor": [{"function": "a*x^2", "at": "1", "variables": "x"}],
    "transpose-of-product": PAIRS,
}
"""What a topic is asked for: inputs of every kind that its page tells apart."""


def asked(name):
    for given in INPUTS.get(name, ()):
        try:
            explanation = topic(name).from_mapping(given)
            yield explanation.record().page().with_remarks(explanation.remarks)
        except ValueError:  # what that topic refuses
            continue


@pytest.mark.parametrize("name", sorted(INPUTS))
def test_a_page_in_korean_keeps_no_english(name):
    kept = {page.title: english(page.in_language("ko")) for page in asked(name)}
    assert {title: words for title, words in kept.items() if words} == {}
    assert kept


def test_english_words_on_a_page_are_seen():
    page = topic("solve").example().record().page()
    assert {"Steps", "The", "system", "Check"} <= english(page)
