"""The units of 1957 to 2006: what each can and cannot learn."""

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.data.data import digits
from optviz.network.machines.boltzmann import autoencoder, boltzmann, pretrain_autoencoder
from optviz.network.machines.madaline import madaline
from optviz.network.machines.perceptron import XOR, adaline, perceptron

rng = np.random.default_rng(0)


def separable(n=100, margin=0.2):
    x = rng.uniform(-1, 1, (3 * n, 2))
    side = x @ [0.6, 0.8] - 0.1
    far = np.abs(side) > margin
    return x[far][:n], np.where(side[far][:n] > 0, 1, -1)


def test_the_perceptron_converges_on_separable_data_within_novikoffs_bound():
    for _ in range(5):
        unit = perceptron(*separable())
        assert unit.converged
        assert unit.errors == 0
        assert unit.check()
        assert len(unit.weights) - 1 == unit.mistakes.sum()


def test_the_perceptrons_changes_are_its_rule():
    unit = perceptron([[1.0, 2.0], [-1.0, 0.5]], [1, -1])
    np.testing.assert_array_equal(unit.weights[1], [1, 2, 1])  # wrong at 0: add y (x, 1)
    for before, after in zip(unit.weights, unit.weights[1:], strict=False):
        changes = [sign * np.append(row, 1) for row, sign in zip(unit.x, unit.y, strict=True)]
        assert any(np.array_equal(after - before, change) for change in changes)


def test_xor_is_not_learned_by_one_unit_and_is_by_a_madaline():
    unit = perceptron(*XOR, passes=1000)
    assert not unit.converged
    assert unit.errors > 0
    assert len(np.unique(unit.weights, axis=0)) < 20  # it goes round in circles
    assert adaline(*XOR).errors > 0
    solved = [madaline(*XOR, seed=seed) for seed in range(30)]
    assert sum(record.errors[-1] == 0 for record in solved) >= 20  # it may get stuck
    best = next(record for record in solved if not record.errors[-1])
    np.testing.assert_array_equal(best.predict(XOR[0]), XOR[1])
    assert best.flips > 0


def test_madaline_learns_more_than_a_line():
    x = rng.uniform(-1, 1, (200, 2))
    y = np.where(x[:, 0] * x[:, 1] > 0, 1, -1)
    right = [(madaline(x, y, hidden=8, seed=s).predict(x) == y).mean() for s in range(3)]
    assert max(right) > 0.9
    assert perceptron(x, y).errors > 60


def test_adaline_settles_near_least_squares():
    x, y = separable()
    y = np.where(rng.random(len(y)) < 0.1, -y, y)  # not separable any more
    unit = adaline(x, y, passes=200, rate=0.002)
    best = np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y, rcond=None)[0]
    np.testing.assert_allclose(unit.weights[-1], best, atol=0.05)
    steps = np.abs(np.diff(perceptron(x, y, passes=200).weights, axis=0)).max(axis=1)
    assert np.abs(np.diff(unit.weights[-50:], axis=0)).max() < 0.01 < steps[-1]


def test_wrong_answers_and_shapes_are_named():
    with pytest.raises(ValueError, match=r"2\*y - 1 makes them of 0, 1"):
        perceptron(XOR[0], [0, 1, 1, 0])
    with pytest.raises(ShapeError, match=r"not \(4, 2\) and \(3,\)"):
        madaline(XOR[0], [1, -1, 1])
    with (
        np.errstate(all="ignore"),
        pytest.raises(ValueError, match="a rate of 5 is too high"),
    ):
        adaline(XOR[0] * 10, XOR[1], rate=5)
    with pytest.raises(ValueError, match="lie between 0 and 1, the data between"):
        boltzmann(XOR[0], 3)
    with pytest.raises(ShapeError, match="only points in the plane"):
        perceptron(np.eye(3), [1, -1, 1]).plot()


def test_contrastive_divergence_lowers_the_reconstruction_error():
    x = digits().x
    machine = boltzmann(x, 40, epochs=15)
    assert machine.errors[-1] < machine.errors[0] / 2
    error = ((machine.down(machine.up(x)) - x) ** 2).mean()
    mean_only = ((x.mean(axis=0) - x) ** 2).mean()
    assert error < mean_only / 2
    assert boltzmann(x, 40, epochs=3, steps=3).errors[-1] < machine.errors[0]


def test_contrastive_divergence_is_the_slope_of_the_likelihood_when_it_runs_long():
    """With many steps CD-k follows the exact gradient, found by summing over all states."""
    x = np.array([[1.0, 0.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    before = np.array([0.0, 0.0, 0.0])
    machine = boltzmann(np.tile(x, (500, 1)), 1, epochs=1, batch_size=10**6, steps=50, momentum=0)
    # All weights are near 0 at the start: the model is uniform, each unit on half of the time.
    np.testing.assert_allclose(machine.visible - before, 0.1 * (x.mean(axis=0) - 0.5), atol=5e-3)


def test_layer_by_layer_pretraining_starts_a_deep_autoencoder_better():
    record = pretrain_autoencoder(digits().x[:600], (64, 32, 16, 8), machine_epochs=10, epochs=8)
    pretrained, random = record.pretrained.epochs["loss"], record.random.epochs["loss"]
    assert pretrained[0] < random[0]
    assert pretrained[-1] < random[-1]
    assert len(record.machines) == 3
    assert "layer by layer" in str(record)


def test_the_stack_is_unrolled_down_and_up():
    x = digits().x[:100]
    record = pretrain_autoencoder(x, (64, 16, 8), machine_epochs=2, epochs=1, learning_rate=1e-12)
    first, second = record.machines
    p, down = record.pretrained.parameters, second.up(first.up(x))
    for path, expected in {
        "0.W": first.W,
        "2.b": second.hidden,
        "4.W": second.W.T,
        "6.W": first.W.T,
        "6.b": first.visible,
    }.items():
        np.testing.assert_allclose(p.at(path), expected, atol=1e-6)
    scores, _ = record.pretrained.network.forward(p, x)
    again = first.down(second.down(down))
    np.testing.assert_allclose(1 / (1 + np.exp(-scores)), again, atol=1e-5)


def test_an_autoencoder_is_mirrored():
    layers = [layer for layer in autoencoder((64, 32, 8)) if hasattr(layer, "inputs")]
    assert [(layer.inputs, layer.outputs) for layer in layers] == [
        (64, 32),
        (32, 8),
        (8, 32),
        (32, 64),
    ]


def test_figures_are_drawn():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    assert len(perceptron(*separable()).plot().get_lines()) > 2
    assert madaline(*XOR).plot().get_xlabel() == "pass"
    assert boltzmann(np.eye(4), 2, epochs=2).plot().get_xlabel() == "epoch"
    assert "passes" in str(perceptron(*XOR))
    assert "reconstruction" in str(boltzmann(np.eye(4), 2, epochs=2))
    pyplot.close("all")


def test_novikoffs_bound_is_a_square():
    """Two points at ±(1, 0) and the line x = 0: R² = 2 with the constant 1, margin 1."""
    record = perceptron([[1.0, 0.0], [-1.0, 0.0]], [1, -1])
    w = record.weights[-1] / np.linalg.norm(record.weights[-1])
    margin = min(w @ [1, 0, 1], -(w @ [-1, 0, 1]))
    assert record.check().bound == pytest.approx(2 / margin**2)
