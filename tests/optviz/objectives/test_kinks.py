"""Slopes at kinks and ties: one rule for objectives and graphs, and what others answer."""

import json
from pathlib import Path

import numpy as np
import pytest

from optviz import Objective, SumOfSquares, minimize
from optviz.conventions.slopes_at_kinks import CLAMP_OF_TORCH, KINK_VERSIONS, SLOPES_AT_KINKS
from optviz.network import ReLU, backpropagate
from optviz.second_order import damped_newton, modified_newton, newton, trust_region

ORACLES = Path(__file__).parent / "oracles"
STORED = json.loads((ORACLES / "slopes_at_kinks.json").read_text())


@pytest.mark.parametrize(
    ("function", "slope"),
    [
        ("max(x, 0)", 0.5),
        ("max(0, x)", 0.5),
        ("min(x, 0)", 0.5),
        ("max(x, -x)", 0.0),
        ("abs(x)", 0.0),
        ("max(x, 2*x)", 1.5),
        ("max(3*x, 0*x) + x", 2.5),
    ],
)
def test_objectives_and_graphs_agree(function, slope):
    f = Objective(function, ["x"])
    assert f.gradient([0.0]).tolist() == [slope]
    assert f.gradient([[0.0], [0.0]]).tolist() == [[slope], [slope]]
    assert backpropagate(function, x=0).gradient == {"x": slope}


def test_all_that_tie_share_equally():
    """By hand: thirds and halves; SymPy's own derivative adds up to 3/2 of the slope."""
    f = Objective("max(x, y, z)")
    assert f.gradient([0, 0, 0]) == pytest.approx([1 / 3] * 3)
    assert f.gradient([1, 1, 0]).tolist() == [0.5, 0.5, 0]
    assert f.gradient([1, 0, 0]).tolist() == [1, 0, 0]
    assert Objective("min(x, y, z)").gradient([0, 1, 0]).tolist() == [0.5, 0, 0.5]
    assert Objective("max(x, 2*x, 3*x)").gradient([0.0]).tolist() == [2.0]
    sums = SumOfSquares(["max(x, y, 1)"])
    assert sums.jacobians(np.array([1.0, 1.0])).ravel() == pytest.approx([1 / 3] * 2)


@pytest.mark.parametrize(
    ("function", "slopes"),
    [
        ("max(x, y, z)", (1 / 3, 1 / 3, 1 / 3)),
        ("max(max(x, y), z)", (1 / 3, 1 / 3, 1 / 3)),
        ("max(x, max(y, z))", (1 / 3, 1 / 3, 1 / 3)),
        ("min(x, min(y, z))", (1 / 3, 1 / 3, 1 / 3)),
        ("max(max(x, 1), max(y, z))", (1 / 4, 1 / 4, 1 / 4)),
        ("max(x, min(y, z))", (1 / 2, 1 / 4, 1 / 4)),
        ("max(2*max(x, y) - 1, z)", (1 / 2, 1 / 2, 1 / 2)),
        ("min(x, max(y, 2*z - 1))", (1 / 2, 1 / 4, 1 / 2)),
        ("max(x, y, min(z, 1))*x", (4 / 3, 1 / 3, 1 / 6)),
        ("exp(max(x, y, z) - 1)^2", (2 / 3, 2 / 3, 2 / 3)),
    ],
)
def test_a_max_in_a_max_is_one_max(function, slopes):
    """By hand, at (1, 1, 1): a third each, not ¼, ¼, ½; a min in a max is a node of its own."""
    assert backpropagate(function, x=1, y=1, z=1).gradient == pytest.approx(
        dict(zip("xyz", slopes, strict=True))
    )
    f = Objective(function, ["x", "y", "z"])
    assert f.gradient([1.0, 1.0, 1.0]) == pytest.approx(slopes)
    assert f.gradients(np.ones((3, 2))) == pytest.approx(np.array([slopes] * 2).T)


@pytest.mark.parametrize(
    ("function", "at_zero", "beside"),
    [
        ("max(x, 0)^2", np.nan, 2.0),  # 0 on the left, 2 on the right: not 1/2
        ("x*abs(x)", np.nan, 2.0),
        ("max(x, 0)", np.nan, 0.0),
        ("abs(x)", np.nan, 0.0),
        ("abs(x)*max(x, 0)", np.nan, 2.0),
        ("abs(x)^3", 0.0, 12.0),
        ("max(0, x)^3", 0.0, 12.0),
        ("x^2*abs(x) + x^2", 2.0, 14.0),
        ("max(0, x)^3 - max(0, -x)^3", 0.0, 12.0),
    ],
)
def test_a_second_derivative_that_there_is_not_is_none(function, at_zero, beside):
    f = Objective(function)
    np.testing.assert_array_equal(f.hessian([0.0]), [[at_zero]])
    np.testing.assert_array_equal(f.hessian([[0.0], [2.0]]).ravel(), [at_zero, beside])


def test_each_variable_has_its_own_kink():
    f = Objective("abs(x)*abs(y)")
    assert f.hessian([2, 3])[0, 1] == 1
    assert f.hessian([2, -3])[0, 1] == -1
    assert np.isnan(f.hessian([0, 3])[0, 1])
    assert np.isnan(f.hessian([0, 0])[0, 1])


def test_newton_does_not_step_by_a_hessian_that_there_is_not():
    f = Objective("max(x, 0)^2 + x + y^2", ["x", "y"])
    path = minimize(f, newton(), [0.0, 1.0], steps=3)
    assert (path.steps, path.ending) == (0, "no Hessian")
    for method in (damped_newton(), modified_newton(), trust_region()):
        path = minimize(f, method, [0.0, 1.0], steps=3)
        assert (path.steps, path.ending) == (0, "no Hessian")
        both = minimize(f, method, [[0.0, 1.0], [1.0, 1.0]], steps=3)
        assert both.status[0] == "no Hessian" != both.status[1]
    beside = minimize(f, newton(), [1.0, 1.0], steps=1)
    assert beside.x[1].tolist() == [-0.5, 0]


def test_table_is_what_the_libraries_answered():
    assert {k: v.split("+")[0] for k, v in STORED["versions"].items()} == KINK_VERSIONS
    stored = {
        library: {name: tuple(map(float, slopes)) for name, slopes in found.items()}
        for library, found in STORED["slopes"].items()
    }
    assert stored.keys() == SLOPES_AT_KINKS.keys()
    for library, found in stored.items():
        assert found.keys() == SLOPES_AT_KINKS[library].keys()
        for name, slopes in found.items():
            np.testing.assert_array_equal(slopes, SLOPES_AT_KINKS[library][name])


def test_clamp_changed_with_2_14():
    stored = json.loads((ORACLES / "slope_of_clamp.json").read_text())
    assert {version: tuple(slopes) for version, slopes in stored.items()} == CLAMP_OF_TORCH
    assert KINK_VERSIONS["torch"] in CLAMP_OF_TORCH
    changed = {v: slopes for v, slopes in CLAMP_OF_TORCH.items() if slopes == (0, 0)}
    assert list(changed) == ["2.14.0", "2.14.1", "2.15.0"]


def test_our_rule_is_that_of_maximum():
    ours = backpropagate("max(x, y)", x=0, y=0).gradient.values()
    for library in ("torch", "jax", "autograd"):
        assert tuple(ours) == SLOPES_AT_KINKS[library]["maximum(x, y)"]
    three = tuple(backpropagate("max(x, y, z)", x=0, y=0, z=0).gradient.values())
    assert three == SLOPES_AT_KINKS["torch"]["amax(x, y, z)"]
    assert three == SLOPES_AT_KINKS["jax"]["max(x, y, z)"]
    _, cache = ReLU().forward({}, np.zeros(1))
    assert tuple(ReLU().backward(np.ones(1), cache)[0]) == SLOPES_AT_KINKS["torch"]["relu(x)"]
    assert backpropagate("relu(x)", x=0).gradient == {"x": 0}
