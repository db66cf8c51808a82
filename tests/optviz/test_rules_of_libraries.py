"""Rules against PyTorch, optax and Keras, step for step."""

import json
from pathlib import Path

import numpy as np
import pytest

from optviz import rules

ORACLES = Path(__file__).parent / "oracles"
TORCH = json.loads((ORACLES / "torch_rules.json").read_text())["cases"]
KERAS = json.loads((ORACLES / "keras_rules.json").read_text())["cases"]
OPTAX = json.loads((ORACLES / "optax_rules.json").read_text())["cases"]
MATRIX = json.loads((ORACLES / "matrix_rules.json").read_text())["cases"]
SINGLE = float(np.finfo(np.float32).eps)


def quadratic(x):
    """Gradient of ½(x² + 10y²)."""
    return np.array([1.0, 10.0]) * x


def rosenbrock(x):
    """Gradient of (1 - x)² + 100 (y - x²)²."""
    bend = x[1] - x[0] * x[0]
    return np.array([-2 * (1 - x[0]) - 400 * x[0] * bend, 200 * bend])


def path(rule, gradient, start, rate, steps):
    """Iterates of the rule by its definition."""
    x = np.array(start)
    state = rule.init(x)
    points = [x]
    for k in range(steps):
        delta, state, _ = rule.update(gradient(x), state, k, x, rate)
        x = x + delta
        points.append(x)
    return np.array(points)


def relative_distance(ours, theirs):
    """Largest distance of two paths relative to the size of the path."""
    return np.max(np.abs(ours - theirs)) / np.max(np.abs(theirs))


@pytest.mark.parametrize("gradient", [quadratic, rosenbrock])
@pytest.mark.parametrize("name", sorted(TORCH))
def test_equal_to_torch_and_optax(name, gradient):
    case = TORCH[name]
    rule = getattr(rules, case["rule"])(**case["arguments"])
    oracle = case[gradient.__name__]
    theirs = np.array(oracle["path"])
    ours = path(rule, gradient, theirs[0], oracle["rate"], len(theirs) - 1)
    assert len(theirs) == {"quadratic": 101, "rosenbrock": 21}[gradient.__name__]
    assert relative_distance(ours, theirs) < 1e-12


@pytest.mark.parametrize("name", sorted(KERAS))
def test_equal_to_keras(name):
    case = KERAS[name]
    rule = getattr(rules, case["rule"])(**case["arguments"], convention="keras")
    theirs = np.array(case["path"])
    ours = path(rule, quadratic, theirs[0], case["rate"], len(theirs) - 1)
    assert relative_distance(ours, theirs) < (SINGLE if name == "adafactor" else 1e-12)


@pytest.mark.parametrize("name", sorted(OPTAX))
def test_equal_to_optax_and_autograd(name):
    case = OPTAX[name]
    rule = getattr(rules, case["rule"])(**case["arguments"])
    theirs = np.array(case["path"])
    ours = path(rule, quadratic, theirs[0], case["rate"], len(theirs) - 1)
    assert relative_distance(ours, theirs) < 1e-12


def bent(x):
    """Gradient of ½Σ cᵢ xᵢ², c counting 1, 2, 3 …."""
    return (1 + np.arange(len(x))) * x


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_rules_of_matrices(name):
    """PyTorch orthogonalises in bfloat16, whose numbers have 8 bits.

    Keras, MLX's iteration and optax's share t^-0.8 are computed in single precision.
    """
    case = MATRIX[name]
    of_matrices = {} if case["rule"] == "Momentum" else {"columns": case["columns"]}
    rule = getattr(rules, case["rule"])(**of_matrices, **case["arguments"])
    theirs = np.array(case["path"])
    ours = path(rule, bent, theirs[0], case["rate"], len(theirs) - 1)
    singly = name.startswith(("muon-keras", "muon-mlx", "adafactor-keras", "adafactor-optax"))
    tolerance = 2**-8 if name.startswith("muon-torch") else SINGLE if singly else 1e-12
    assert relative_distance(ours, theirs) < tolerance
