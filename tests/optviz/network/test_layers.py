"""Every layer against PyTorch's values, gradients and running statistics, and its own Jacobian."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

import optviz.network
from optviz.network.layers.activations import (
    ELU,
    GELU,
    SELU,
    LeakyReLU,
    Maxout,
    PReLU,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)
from optviz.network.layers.batch_normalisation import BatchNorm, BatchRenorm
from optviz.network.layers.convolution import Convolution
from optviz.network.layers.dropout import DropConnect, Dropout
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Flatten, Linear
from optviz.network.layers.normalisation import GroupNorm, InstanceNorm, LayerNorm, RMSNorm
from optviz.network.layers.parameters import Parameters
from optviz.network.layers.pooling import AveragePool, FractionalMaxPool, MaxPool, fractional_starts
from optviz.network.layers.smooth_activations import HardSwish, Mish, SiLU, Softplus

ORACLE = json.loads((Path(__file__).parent / "oracles" / "layers.json").read_text())

AS_PYTORCH = {
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "relu": ReLU(),
    "leaky relu": LeakyReLU(0.1),
    "elu": ELU(0.7),
    "selu": SELU(),
    "gelu": GELU(),
    "gelu tanh": GELU("tanh"),
    "softmax": Softmax(),
    "prelu": PReLU(),
    "prelu channels": PReLU(4),
    "linear": Linear(3, 2),
    "maxout": Maxout(3, 2, 3),
    "layer norm": LayerNorm(6),
    "group norm": GroupNorm(2, 4),
    "instance norm": InstanceNorm(4),
    "batch norm flat train": BatchNorm(4),
    "batch norm flat test": BatchNorm(4),
    "batch norm image train": BatchNorm(4),
    "batch norm image test": BatchNorm(4),
    "batch norm cumulative train": BatchNorm(4, "cumulative"),
    "batch norm cumulative test": BatchNorm(4, "cumulative"),
    "convolution plain": Convolution(4, 2, (3, 2)),
    "convolution padded": Convolution(4, 2, (3, 2), padding=1),
    "convolution strided": Convolution(4, 2, (3, 2), stride=2, padding=1),
    "convolution ragged": Convolution(4, 2, (3, 2), stride=3),
    "max pool": MaxPool(),
    "max pool overlapping": MaxPool((3, 2), (2, 1)),
    "average pool": AveragePool(),
    "average pool overlapping": AveragePool(3, 1),
    "silu": SiLU(),
    "softplus": Softplus(2.0),
    "mish": Mish(),
    "hard swish": HardSwish(),
    "rms norm": RMSNorm(6, epsilon=1e-3),
}


def tensors(name):
    case = ORACLE[name]
    parameters = {key: np.array(value) for key, value in case["parameters"].items()}
    statistics = {key: np.array(value) for key, value in case.get("statistics", {}).items()}
    return case, parameters, statistics


def assert_equal(ours, theirs, dtype=np.float64):
    tolerance = 1e-10 if dtype == np.float64 else 2e-5
    np.testing.assert_allclose(ours, np.array(theirs), rtol=tolerance, atol=tolerance)
    assert ours.dtype == dtype


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", AS_PYTORCH)
def test_values_and_gradients_equal_pytorchs(name, dtype):
    layer = AS_PYTORCH[name]
    case, parameters, statistics = tensors(name)
    given = {key: value.astype(dtype) for key, value in {**parameters, **statistics}.items()}
    mode = "train" if name.endswith("train") else "test"
    x, dy = np.array(case["x"], dtype), np.array(case["dy"], dtype)
    y, cache = layer.forward(given, x, mode=mode)
    assert_equal(y, case["y"], dtype)
    for _ in range(2):  # going back twice is right
        dx, gradients = layer.backward(dy, cache)
        assert_equal(dx, case["dx"], dtype)
        assert gradients.keys() == case["gradients"].keys()
        for key, gradient in gradients.items():
            assert_equal(gradient, case["gradients"][key], dtype)


@pytest.mark.parametrize("kind", ["flat", "image", "cumulative"])
def test_running_statistics_equal_pytorchs(kind):
    case, parameters, after = tensors(f"batch norm {kind} train")
    started = {key: np.array(value) for key, value in case["started"].items()}
    layer = AS_PYTORCH[f"batch norm {kind} train"]
    p = Parameters.pack(parameters, {**started, "batches": np.ones(1)})
    _, cache = layer.forward(p, np.array(case["x"]), mode="train")
    layer.track(p, cache)
    np.testing.assert_allclose(p["mean"], after["mean"], atol=1e-10)
    np.testing.assert_allclose(p["variance"], after["variance"], atol=1e-10)
    assert p["batches"] == 2


def test_keras_running_statistics():
    """moving = 0.99 moving + 0.01 batch, with the batch's biased variance, and ε = 0.001."""
    x = np.array([[1.0, 2.0], [3.0, 6.0], [5.0, 7.0]])
    layer = BatchNorm(2, "keras")
    p = layer.parameters()
    y, cache = layer.forward(p, x, mode="train")
    np.testing.assert_allclose(y, (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-3))
    layer.track(p, cache)
    np.testing.assert_allclose(p["mean"], 0.01 * x.mean(0))
    np.testing.assert_allclose(p["variance"], 0.99 + 0.01 * x.var(0))


def test_gamma_and_beta_can_restore_the_identity():
    x = np.random.default_rng(0).normal(3, 5, (50, 4))
    layer = BatchNorm(4)
    gamma, beta = np.sqrt(x.var(0) + 1e-5), x.mean(0)
    y, _ = layer.forward({"gamma": gamma, "beta": beta}, x, mode="train")
    np.testing.assert_allclose(y, x)


def test_a_bias_before_batch_normalisation_does_nothing():
    x = np.random.default_rng(0).normal(size=(50, 4))
    layer = BatchNorm(4)
    p = layer.parameters()
    with_bias, _ = layer.forward(p, x + np.arange(4.0), mode="train")
    np.testing.assert_allclose(with_bias, layer.forward(p, x, mode="train")[0], atol=1e-12)


def test_a_smaller_batch_is_noisier():
    """The erratum: a smaller batch regularises more. One example's output varies more with it."""
    rng = np.random.default_rng(1)
    data, example = rng.normal(size=(4096, 1)), np.array([[1.0]])
    layer = BatchNorm(1)
    p = layer.parameters()

    def spread(size):
        outputs = []
        for _ in range(200):
            batch = np.vstack([example, data[rng.integers(0, 4096, size - 1)]])
            outputs.append(layer.forward(p, batch, mode="train")[0][0, 0])
        return np.std(outputs)

    assert spread(4) > 2 * spread(32) > 4 * spread(512)


def test_batch_renormalisation_equals_its_definition():
    case, parameters, _ = tensors("batch renorm")
    running = {"mean": np.array([0.5, -0.2, 0.1]), "variance": np.array([0.5, 4.0, 1.0])}
    layer = BatchRenorm(3, r_max=1.5, d_max=0.5)
    y, cache = layer.forward({**parameters, **running}, np.array(case["x"]), mode="train")
    assert_equal(y, case["y"])
    dx, gradients = layer.backward(np.array(case["dy"]), cache)
    assert_equal(dx, case["dx"])
    for key, gradient in gradients.items():
        assert_equal(gradient, case["gradients"][key])


def test_batch_renormalisation_between_its_limits():
    x = np.random.default_rng(0).normal(2, 3, (8, 3))
    parameters = {"gamma": np.ones(3), "beta": np.zeros(3)}
    running = {"mean": np.array([1.0, 2.0, 3.0]), "variance": np.array([4.0, 9.0, 16.0])}
    everything = {**parameters, **running}
    closed, _ = BatchRenorm(3, r_max=1, d_max=0).forward(everything, x, mode="train")
    np.testing.assert_allclose(closed, BatchNorm(3).forward(everything, x, mode="train")[0])
    wide, _ = BatchRenorm(3, r_max=1e9, d_max=1e9).forward(everything, x, mode="train")
    np.testing.assert_allclose(wide, BatchNorm(3).forward(everything, x)[0])


def test_fractional_max_pool_equals_pytorchs(monkeypatch):
    case = ORACLE["fractional max pool"]

    class Drawn:
        def random(self, n):
            return np.array([0.7, 0.3])

    layer = FractionalMaxPool((3, 2))
    y, cache = layer.forward({}, np.array(case["x"]), mode="train", rng=Drawn())
    assert_equal(y, case["y"])
    assert_equal(layer.backward(np.array(case["dy"]), cache)[0], case["dx"])


STRUCTURED = {
    "linear": "Kronecker",
    "relu": "Diagonal",
    "gelu": "Diagonal",
    "prelu": "Diagonal",
    "softmax": "BlockDiagonal",
    "layer norm": "BlockDiagonal",
    "batch norm flat test": "Diagonal",
    "batch norm flat train": "Dense",
    "max pool": "Dense",
}


@pytest.mark.parametrize("name", STRUCTURED)
def test_the_structured_jacobian_is_what_backward_multiplies_with(name):
    layer = AS_PYTORCH[name]
    case, parameters, statistics = tensors(name)
    mode = "train" if name.endswith("train") else "test"
    everything = {**parameters, **statistics}
    J = layer.jacobian(everything, np.array(case["x"]), mode=mode)
    assert type(J).__name__ == STRUCTURED[name]
    dx = np.array(case["dy"]).ravel() @ J
    np.testing.assert_allclose(dx, np.ravel(case["dx"]), atol=1e-9)
    x, step = np.array(case["x"]), 1e-6
    towards = np.random.default_rng(0).normal(size=x.shape)
    towards[-1] = 0  # the row of zeros, where slopes jump
    up, _ = layer.forward(everything, x + step * towards, mode=mode)
    down, _ = layer.forward(everything, x - step * towards, mode=mode)
    np.testing.assert_allclose(J @ towards.ravel(), (up - down).ravel() / (2 * step), atol=1e-6)


@pytest.mark.parametrize("layer", [Flatten(), Dropout(0.3)], ids=str)
def test_jacobians_that_move_or_mask(layer):
    x = np.random.default_rng(0).normal(size=(2, 3, 2))
    rng = [np.random.default_rng(4) for _ in range(2)]
    y, cache = layer.forward({}, x, mode="train", rng=rng[0])
    J = layer.jacobian({}, x, mode="train", rng=rng[1])
    np.testing.assert_allclose(J @ x.ravel(), y.ravel())
    assert layer.backward(y, cache)[0].shape == x.shape


def test_fractional_windows_stand_in_the_middle_at_test_time():
    """With u = ½ three windows of two in five places start at 0, 2 and 3."""
    image = np.arange(25.0).reshape(1, 1, 5, 5)
    y, _ = FractionalMaxPool((3, 3)).forward({}, image)
    last = np.array([1, 3, 4])
    np.testing.assert_array_equal(y[0, 0], 5 * last[:, None] + last)


def test_fractional_windows_cover_and_end_with_the_image():
    layer = FractionalMaxPool((5, 6))
    x = np.random.default_rng(0).normal(size=(2, 3, 8, 9))
    y, _ = layer.forward({}, x, mode="train", rng=np.random.default_rng(0))
    assert y.shape == (2, 3, 5, 6)
    assert y.max() == x.max()
    np.testing.assert_array_equal(fractional_starts(10, 1, 2, 0.5), [8])
    again, _ = layer.forward({}, x)
    np.testing.assert_array_equal(again, layer.forward({}, x)[0])


@pytest.mark.parametrize("inverted", [True, False])
def test_dropout_at_test_time_is_the_mean_over_masks(inverted):
    """And it multiplies by the keep probability: the erratum's factor, 0.2, would be wrong."""
    x = np.array([[1.0, -2.0, 3.0]])
    layer, rng = Dropout(0.2, inverted=inverted), np.random.default_rng(0)
    outputs = [layer.forward({}, x, mode="train", rng=rng)[0] for _ in range(20_000)]
    at_test, _ = layer.forward({}, x)
    np.testing.assert_allclose(np.mean(outputs, axis=0), at_test, atol=0.03)
    np.testing.assert_allclose(at_test, x * (1 if inverted else 0.8))


def test_dropconnect_at_test_time_is_the_mean_over_masks():
    layer, rng = DropConnect(3, 2, rate=0.4), np.random.default_rng(0)
    p = layer.parameters(1)
    x = rng.normal(size=(4, 3))
    outputs = [layer.forward(p, x, mode="train", rng=rng)[0] for _ in range(20_000)]
    np.testing.assert_allclose(np.mean(outputs, axis=0), layer.forward(p, x)[0], atol=0.06)


def test_dropconnect_learns_only_through_the_weights_it_kept():
    layer = DropConnect(30, 20, rate=0.4, shared=True)
    p = layer.parameters(1)
    x = np.ones((2, 30))
    y, cache = layer.forward(p, x, mode="train", rng=np.random.default_rng(3))
    _, gradients = layer.backward(np.ones_like(y), cache)
    kept = gradients["W"] != 0
    assert 0.5 < kept.mean() < 0.7
    np.testing.assert_allclose(y, x @ np.where(kept, p["W"] / 0.6, 0) + p["b"])


@pytest.mark.parametrize("shared", [True, False])
def test_dropconnect_draws_a_mask_for_each_example_or_one_for_all(shared):
    """As if each example, or all of them, went through a linear layer with weights missing."""
    layer = DropConnect(6, 5, rate=0.4, shared=shared)
    p = layer.parameters(1)
    p["b"][...] = 0.5
    x, dy = np.random.default_rng(0).normal(size=(3, 6)), np.arange(15.0).reshape(3, 5) + 1
    y, cache = layer.forward(p, x, mode="train", rng=np.random.default_rng(3))
    dx, gradients = layer.backward(dy, cache)
    masks, total = [], 0
    for i in range(3):
        alone = np.where(np.arange(3)[:, None] == i, dy, 0)
        own = layer.backward(alone, cache)[1]["W"]
        masks.append(own != 0)
        W = np.where(masks[-1], p["W"] / 0.6, 0)
        np.testing.assert_allclose(y[i], x[i] @ W + 0.5)
        np.testing.assert_allclose(dx[i], dy[i] @ W.T)
        np.testing.assert_allclose(own, np.where(masks[-1], np.outer(x[i], dy[i]) / 0.6, 0))
        total = total + own
    np.testing.assert_allclose(gradients["W"], total)
    np.testing.assert_allclose(gradients["b"], dy.sum(axis=0))
    assert (masks[0] == masks[1]).all() == shared
    jacobian = layer.jacobian(p, x, mode="train", rng=np.random.default_rng(3))
    np.testing.assert_allclose(jacobian @ x.ravel() + 0.5, y.ravel())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: Linear(3, 2).forward({}, np.ones((5, 4))),
            r"Linear.*takes inputs .*\(N, 3\), got",
        ),
        (lambda: Linear(3, 2).forward({}, np.ones((5, 3, 1))), r"put Flatten\(\) before it"),
        (lambda: BatchNorm(3).forward({}, np.ones((1, 3)), mode="train"), "take a larger batch"),
        (lambda: InstanceNorm(3).forward({}, np.ones((2, 3))), "more than one number a group"),
        (lambda: GroupNorm(2, 3), "3 channels do not split into equal groups"),
        (lambda: Convolution(3, 2, 3).forward({}, np.ones((1, 5, 5, 3))), "channels come second"),
        (lambda: Convolution(3, 2, 3).forward({}, np.ones((1, 3, 2, 5))), "add padding"),
        (lambda: MaxPool(3).forward({}, np.ones((1, 3, 2, 5))), "take a smaller window"),
        (lambda: PReLU(3).forward({}, np.ones((1, 4))), r"as many channels, or 1"),
        (lambda: Dropout(1.0), "Dropout: rate must be at least 0 and below 1, got 1.0"),
        (lambda: Dropout().forward({}, np.ones(3), mode="train"), r"pass rng=np.random"),
        (lambda: BatchNorm(3, "caffe"), r'convention is "torch", "keras" or "cumulative"'),
        (
            lambda: FractionalMaxPool((3, 5)).forward({}, np.ones((1, 1, 5, 5))),
            "ask for a smaller output",
        ),
        (lambda: MaxPool().jacobian({}, np.ones((8, 1, 128, 128))), "no structure of it is used"),
    ],
)
def test_what_does_not_fit_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    "layer",
    [
        each
        for each in vars(optviz.network).values()
        if isinstance(each, type) and issubclass(each, Layer) and each is not Layer
    ],
)
def test_every_layer_says_its_shapes_and_its_source(layer):
    assert re.search(r"\(N, |\(…\)|shape", layer.__doc__)
    assert re.search(r"(19|20)\d\d|CS231n", layer.__doc__)
