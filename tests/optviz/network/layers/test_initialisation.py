"""How weights start: their variances, what ten layers make of them, what training does then."""

import numpy as np
import pytest
from scipy.stats import norm

from linalg.errors import LimitError
from optviz.network.data.data import digits
from optviz.network.inspection.activation_statistics import LECTURE, layer_statistics
from optviz.network.layers.activations import ELU, GELU, SELU, LeakyReLU, ReLU, Sigmoid, Tanh
from optviz.network.layers.batch_normalisation import BatchNorm
from optviz.network.layers.convolution import Convolution
from optviz.network.layers.initialisation import (
    Constant,
    He,
    LeCun,
    Normal,
    Orthogonal,
    Xavier,
    Zeros,
)
from optviz.network.layers.linear import Linear
from optviz.network.layers.parameters import Parameters
from optviz.network.layers.sequential import Residual, Sequential, StochasticDepth
from optviz.network.losses.losses import SoftmaxCrossEntropy
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.step import loss_and_gradient
from optviz.network.training.training import train
from optviz.rules import GradientDescent

rng = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("weights", "variance"),
    [
        (Normal(0.01), 1e-4),
        (Xavier(), 2 / 700),
        (Xavier(fan="in"), 1 / 300),
        (He(), 2 / 300),
        (LeCun(), 1 / 300),
    ],
)
def test_variances(weights, variance):
    W = weights.sample((300, 400), 300, 400, rng)
    assert W.mean() == pytest.approx(0, abs=3e-3)
    assert W.var() == pytest.approx(variance, rel=0.02)


@pytest.mark.parametrize("kind", [Xavier, He, LeCun])
def test_uniform_has_the_same_variance_and_a_bound(kind):
    """PyTorch's bounds: √(6/(n + m)), √(6/n), √(3/n)."""
    W = kind("uniform").sample((300, 400), 300, 400, rng)
    assert W.var() == pytest.approx(kind().variance(300, 400), rel=0.02)
    bound = {Xavier: np.sqrt(6 / 700), He: np.sqrt(6 / 300), LeCun: np.sqrt(3 / 300)}[kind]
    assert 0.99 * bound < np.abs(W).max() <= bound


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 2, 3, 3)])
def test_orthogonal(shape):
    W = Orthogonal(2.0).sample(shape, 1, 1, rng).reshape(shape[0], -1)
    gram = W @ W.T if W.shape[0] <= W.shape[1] else W.T @ W
    np.testing.assert_allclose(gram, 4 * np.eye(len(gram)), atol=1e-12)


def test_fans_of_a_convolution():
    W = Convolution(16, 32, (3, 5)).parameters(0)["W"]
    assert W.var() == pytest.approx(2 / (16 * 15), rel=0.05)


def test_with_constant_weights_all_neurons_stay_alike():
    network = Sequential(Linear(64, 6), Tanh(), Linear(6, 10))
    data = digits()
    for start in (Zeros(), Constant(0.1)):
        history = train(
            network,
            SoftmaxCrossEntropy(),
            GradientDescent(),
            data,
            TrainingSettings(epochs=2, weights=start),
        )
        W = history.parameters["0"]["W"]
        assert np.ptp(W, axis=1).max() < 1e-5


def test_a_positive_bias_wakes_relus():
    """CS231n: a small positive bias, so that fewer units start dead."""
    x = rng.normal(size=(200, 5))
    dead = []
    for bias in (-1.0, 0.0, 0.5):
        layer = Linear(5, 400, bias=bias, weights=Normal(0.3))
        h, _ = layer.forward(layer.parameters(0), x)
        dead.append((h <= 0).all(axis=0).mean())
    assert dead[0] > dead[1] >= dead[2] == 0


def test_the_lectures_experiment():
    verdicts = {name: layer_statistics(*start).verdict for name, start in LECTURE.items()}
    assert verdicts == {
        "tanh, small": "collapses",
        "tanh, large": "saturates",
        "tanh, Xavier": "holds",
        "ReLU, Xavier": "collapses",
        "ReLU, He": "holds",
        "SELU, LeCun": "holds",
    }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("width", [40, 100])
def test_only_what_squashes_saturates(width, seed):
    """A ReLU is flat on half of its inputs by nature, whatever the weights and the seed."""

    def verdict(activation, start):
        start = Normal(start / width**0.5) if isinstance(start, float) else start
        return layer_statistics(activation, start, width=width, examples=50, seed=seed).verdict

    one_sided = [ReLU(), LeakyReLU(0.001), ELU(), SELU(), GELU(), GELU("tanh")]
    for activation in one_sided:
        assert verdict(activation, 8.0) == "explodes"
        assert verdict(activation, He()) != "saturates"
    for activation in (ReLU(), LeakyReLU(), LeakyReLU(0.001)):
        assert verdict(activation, He("uniform")) in ("holds", "collapses")
    for activation in (Tanh(), Sigmoid()):
        assert verdict(activation, 60.0) == "saturates"
    for activation in (ReLU(), Tanh(), Sigmoid()):
        assert verdict(activation, Zeros()) == "collapses"


def test_relus_with_he_s_weights_hold():
    for seed in range(5):
        record = layer_statistics(ReLU(), He(), width=300, examples=100, seed=seed)
        assert record.verdict == "holds"
        assert abs(record.flat - 0.5).max() < 0.15
        assert not record.squashes


def test_a_negative_slope_is_not_a_flat_one():
    """GELU falls from 0 to -0.75 with slopes down to -0.13; scaled to stay about there."""
    record = layer_statistics(GELU(), Normal(0.05), depth=1, width=100, examples=200)
    h = np.linspace(-3, 3, 100_001)
    weight = np.exp(-(h**2) / (2 * 0.5**2))
    flat = abs(GELU().slope(h, GELU().value(h))) < 0.01 * 0.5
    assert record.flat[0] == pytest.approx((weight * flat).sum() / weight.sum(), abs=0.01)


def test_a_signal_beyond_floats_is_said_to_explode():
    with pytest.raises(LimitError, match=r"explodes: it leaves the range of floats in layer \d+"):
        layer_statistics(ReLU(), Normal(100.0), depth=40, width=20, examples=5)


def test_the_numbers_of_the_lectures_experiment():
    small = layer_statistics(Tanh(), Normal(0.01))
    # Each layer multiplies the deviation by √500 · 0.01 = 0.2236 while tanh is nearly linear.
    np.testing.assert_allclose(small.std[2:] / small.std[1:-1], 0.2236, rtol=0.02)
    assert small.std[-1] < 1e-6
    large = layer_statistics(Tanh(), Normal(1.0))
    assert (large.std[1:] > 0.95).all()
    assert (large.flat > 0.8).all()
    relu = layer_statistics(ReLU(), Xavier())
    second = relu.mean**2 + relu.std**2
    np.testing.assert_allclose(second[1:] / second[:-1], 0.5, rtol=0.25)  # a ReLU halves it
    assert (second[-1] / second[0]) ** (1 / 10) == pytest.approx(0.5, rel=0.06)
    he = layer_statistics(ReLU(), He())
    second = he.mean**2 + he.std**2
    np.testing.assert_allclose(second[1:], 1, rtol=0.6)
    assert (second[-1] / second[0]) ** (1 / 10) == pytest.approx(1, rel=0.06)


def test_orthogonal_matrices_prefer_no_direction():
    """Householder's Q alone has a first entry that is never positive."""
    rng = np.random.default_rng(0)
    corners = [Orthogonal().sample((3, 3), 3, 3, rng)[0, 0] for _ in range(300)]
    assert 0.4 < np.mean(np.array(corners) > 0) < 0.6


def test_the_fans_of_a_convolution_count_its_places():
    """Xavier: 2 / (inputs and outputs of a unit), each 3 × 3 places of every channel."""
    W = Convolution(20, 60, 3).parameters(0, weights=Xavier())["W"]
    assert W.var() == pytest.approx(2 / (9 * (20 + 60)), rel=0.05)


def test_flat_is_below_a_hundredth_of_the_steepest_slope():
    """With weights from N(0, 1), 100 inputs make sums from N(0, 100); tanh is flat beyond 2.99."""
    record = layer_statistics(Tanh(), Normal(1.0), depth=2, width=100, examples=500)
    assert record.flat[0] == pytest.approx(2 * (1 - norm.cdf(0.2993)), abs=0.03)


def test_selu_normalises_itself():
    """From inputs far from mean 0 and deviation 1, too."""
    record = layer_statistics(SELU(), LeCun(), depth=30, width=300)
    assert abs(record.mean[-1]) < 0.1
    assert record.std[-1] == pytest.approx(1, abs=0.1)


def test_gradients_go_back_as_signals_go_forward():
    assert layer_statistics(ReLU(), He()).gradient[0] == pytest.approx(1, rel=0.5)
    assert layer_statistics(Tanh(), Normal(0.01)).gradient[0] < 1e-5


def test_the_record_has_its_faces():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    record = layer_statistics(Tanh(), Xavier(), depth=3, width=50, examples=60)
    assert "holds" in str(record)
    assert len(record.to_dict()["density"]) == 3
    np.testing.assert_allclose(record.density.sum(axis=1), 1, atol=0.02)
    assert record.plot().get_xlabel() == "layer"
    pyplot.close("all")


def test_all_positive_inputs_give_gradients_of_one_sign():
    """CS231n, lecture 5: why a sigmoid's outputs, all positive, make the next weights zig-zag."""
    x = rng.normal(size=(1, 4))
    network = Sequential(Linear(4, 5), Sigmoid(), Linear(5, 1))
    from optviz.network.losses.losses import SquaredError

    _, g = loss_and_gradient(network, network.parameters(0), x, np.array([[3.0]]), SquaredError())
    signs = np.sign(g["2"]["W"])
    assert abs(signs.sum()) == 5


def test_residual_blocks_that_end_in_zeros_start_as_the_identity():
    x = rng.normal(size=(3, 4))
    for last in (Linear(6, 4), Sequential(Linear(6, 4, None), BatchNorm(4))):
        block = Residual(Sequential(Linear(4, 6), ReLU(), last), zero_last=True)
        p = block.parameters(0)
        np.testing.assert_array_equal(block.forward(p, x)[0], x)
        _, cache = block.forward(p, x, mode="train")
        _, gradients = block.backward(np.ones_like(x), cache)
        assert max(np.abs(part).max() for part in p.flat(gradients)[None]) > 0  # and it can learn
    assert np.abs(Residual(Linear(4, 4)).parameters(0)["branch"]["W"]).max() > 0


def test_stochastic_depth_at_test_time_is_the_mean_of_training():
    block = StochasticDepth(Linear(4, 4), rate=0.3)
    p = block.parameters(0)
    x = rng.normal(size=(2, 4))
    draws = np.random.default_rng(1)
    outputs = [block.forward(p, x, mode="train", rng=draws)[0] for _ in range(4000)]
    np.testing.assert_allclose(np.mean(outputs, axis=0), block.forward(p, x)[0], atol=0.06)
    dropped = [np.array_equal(y, x) for y in outputs]
    assert np.mean(dropped) == pytest.approx(0.3, abs=0.03)
    with pytest.raises(ValueError, match="rate must be at least 0 and below 1, got 1"):
        StochasticDepth(Linear(4, 4), rate=1)
    with pytest.raises(ValueError, match="pass a shortcut layer"):
        Residual(Linear(4, 3)).forward(Residual(Linear(4, 3)).parameters(0), x)


def test_parameters_are_one_vector_and_its_views():
    network = Sequential(Linear(2, 3), Sequential(BatchNorm(3), Residual(Linear(3, 3))))
    p = network.parameters(0, dtype=np.float32)
    assert list(p.paths()) == [
        *("0.W", "0.b", "1.0.gamma", "1.0.beta", "1.1.branch.W", "1.1.branch.b"),
    ]
    assert p.vector.size == 6 + 3 + 3 + 3 + 9 + 3
    assert p.statistics.size == 3 + 3 + 1
    assert p.vector.dtype == p["0"]["W"].dtype == np.float32
    assert list(p.layers) == ["0", "1.0", "1.1.branch"]
    p.vector[:] = np.arange(p.vector.size)
    for path in p.paths():
        assert np.shares_memory(p.at(path), p.vector)
    flat = np.concatenate([p.at(path).ravel() for path in p.paths()])
    np.testing.assert_array_equal(flat, p.vector)
    other = p.copy()
    other.vector[:] = 0
    assert p["1"]["0"]["gamma"].any()
    assert not other["1"]["0"]["gamma"].any()
    np.testing.assert_array_equal(p.flat(p), p.vector)


def test_an_empty_network_has_no_parameters():
    p = Sequential(ReLU()).parameters(0)
    assert isinstance(p, Parameters)
    assert p.vector.size == 0
