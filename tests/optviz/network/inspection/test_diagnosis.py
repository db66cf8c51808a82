"""What curves show: trainings that go wrong on purpose are told apart, and good ones left alone."""

from dataclasses import replace

import numpy as np
import pytest

from optviz.network.data.data import Data, digits
from optviz.network.inspection.diagnosis import RULES, diagnose
from optviz.network.inspection.gradient_check import check_gradients
from optviz.network.inspection.sanity import first_loss, overfit_small_sample
from optviz.network.layers.activations import ReLU, Sigmoid, Tanh
from optviz.network.layers.dropout import Dropout
from optviz.network.layers.initialisation import Normal, Xavier
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Linear
from optviz.network.layers.sequential import Sequential
from optviz.network.layers.summary import summarise
from optviz.network.losses.losses import MulticlassHinge, SoftmaxCrossEntropy, SquaredError
from optviz.network.training.divergence import DivergedError
from optviz.network.training.history import TrainingHistory
from optviz.network.training.probes import DeadUnits, Saturation, UpdateRatio
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.training import train
from optviz.rules import Adam, GradientDescent

DIGITS = digits()
LOSS = SoftmaxCrossEntropy()
PROBES = [DeadUnits(), Saturation(), UpdateRatio()]


def wide(activation=ReLU):
    return Sequential(Linear(64, 64), activation(), Linear(64, 10))


def deep(activation, depth=8):
    layers = [Linear(64, 64)]
    for _ in range(depth):
        layers += [activation(), Linear(64, 64)]
    return Sequential(*layers, activation(), Linear(64, 10))


def test_a_good_training_has_no_findings():
    history = train(
        wide(),
        LOSS,
        Adam(),
        DIGITS,
        TrainingSettings(epochs=15, learning_rate=0.003),
        probes=PROBES,
    )
    assert diagnose(history).names == ()
    assert "Nothing stands out" in str(diagnose(history))


@pytest.mark.parametrize("rate", [0.5, 3.0])
def test_learning_rate_too_high(rate):
    history = train(
        wide(), LOSS, Adam(), DIGITS, TrainingSettings(epochs=12, learning_rate=rate), probes=PROBES
    )
    assert "learning rate too high" in diagnose(history).names


def test_a_loss_that_explodes_has_not_stayed_at_chance():
    history = train(wide(), LOSS, Adam(), DIGITS, TrainingSettings(epochs=12, learning_rate=100.0))
    assert history.steps["loss"].max() > 1000
    assert diagnose(history).names[0] == "learning rate too high"
    assert "bad start" not in diagnose(history).names


def test_divergence():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(100, 5))
    data = Data.split(x, x @ rng.normal(size=(5, 1)))
    with pytest.raises(DivergedError) as error:
        train(
            Linear(5, 1),
            SquaredError(),
            GradientDescent(),
            data,
            TrainingSettings(epochs=60, learning_rate=30.0),
        )
    assert diagnose(error.value.history).names == ("diverged",)


@pytest.mark.parametrize("rate", [1e-4, 1e-3])
def test_learning_rate_too_low(rate):
    history = train(
        wide(),
        LOSS,
        GradientDescent(),
        DIGITS,
        TrainingSettings(epochs=12, learning_rate=rate),
        probes=PROBES,
    )
    names = diagnose(history).names
    assert "learning rate too low" in names
    assert "learning rate too high" not in names
    assert "bad start" not in names


def test_a_bad_start_is_a_plateau():
    """Ten layers that start at N(0, 0.01²): the loss stays at ln 10 before it moves."""
    history = train(
        deep(Tanh),
        LOSS,
        Adam(),
        DIGITS,
        TrainingSettings(weights=Normal(0.01), epochs=12, learning_rate=1e-3),
    )
    assert "bad start" in diagnose(history).names
    good = train(
        deep(Tanh),
        LOSS,
        Adam(),
        DIGITS,
        TrainingSettings(weights=Xavier(), epochs=12, learning_rate=1e-3),
    )
    assert "bad start" not in diagnose(good).names


def test_a_start_that_is_too_large():
    history = train(
        deep(ReLU, 3),
        LOSS,
        Adam(),
        DIGITS,
        TrainingSettings(weights=Normal(1.0), epochs=6, learning_rate=1e-3),
    )
    finding = diagnose(history).findings[diagnose(history).names.index("bad start")]
    assert "the first loss is" in finding.evidence


def test_overfitting():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(80, 20)), rng.integers(0, 3, 80)  # nothing to learn but by heart
    network = Sequential(Linear(20, 100), ReLU(), Linear(100, 3))
    history = train(
        network,
        LOSS,
        Adam(),
        Data.split(x, y, held_out=0.5),
        TrainingSettings(epochs=40, learning_rate=0.01),
    )
    assert diagnose(history).names == ("overfitting",)


def test_underfitting():
    """A single bottleneck unit cannot tell ten digits apart."""
    network = Sequential(Linear(64, 1), Tanh(), Linear(1, 10))
    history = train(network, LOSS, Adam(), DIGITS, TrainingSettings(epochs=60, learning_rate=0.03))
    assert "underfitting" in diagnose(history).names


def test_dead_units_and_saturation():
    start = wide().parameters(0)
    start["0"]["b"][:40] = -20
    history = train(
        wide(),
        LOSS,
        Adam(),
        DIGITS,
        TrainingSettings(epochs=3, learning_rate=1e-3),
        parameters=start,
        probes=PROBES,
    )
    findings = {finding.name: finding for finding in diagnose(history).findings}
    assert "ReLU 1" in findings["dead units"].evidence
    history = train(
        wide(Sigmoid),
        LOSS,
        Adam(),
        DIGITS,
        TrainingSettings(weights=Normal(10), epochs=3),
        probes=PROBES,
    )
    assert "saturation" in diagnose(history).names


def test_every_rule_is_silent_without_evidence():
    def interrupting(x, y, rng):
        raise KeyboardInterrupt

    empty = train(wide(), LOSS, Adam(), DIGITS, TrainingSettings(augment=interrupting))
    one = train(wide(), LOSS, Adam(), DIGITS, TrainingSettings(epochs=1))
    assert all(rule(empty) is None for rule in RULES)
    assert diagnose(one).names == ()


@pytest.mark.parametrize(
    ("loss", "expected"), [(SoftmaxCrossEntropy(), np.log(10)), (MulticlassHinge(), 9)]
)
def test_the_first_loss(loss, expected):
    record = first_loss(wide(), loss, DIGITS)
    assert record.expected == pytest.approx(expected)
    assert record.check()
    assert "starts at the loss of guessing" in str(record)
    far = first_loss(wide(), loss, DIGITS, weights=Normal(1.0))
    assert not far.check()
    assert "does not start at the loss of guessing" in str(far)
    assert "The penalty does not raise" in str(replace(record, penalised=record.measured))


def test_the_first_loss_of_a_loss_without_chance_level():
    with pytest.raises(ValueError, match="by chance is not known"):
        first_loss(wide(), SquaredError(), DIGITS)


def by_heart(network, epochs, learning_rate=0.01):
    settings = TrainingSettings(epochs=epochs, learning_rate=learning_rate)
    return overfit_small_sample(network, LOSS, DIGITS, settings=settings)


def test_a_small_sample_shows_a_network_that_cannot_learn():
    assert by_heart(wide(), epochs=200).check()
    broken = Sequential(Linear(64, 64), ReLU(), Dropout(0.9), Linear(64, 10))
    record = by_heart(broken, epochs=50)
    assert not record.check()
    assert "They are not known by heart" in " ".join(str(record).split())


class Wrong(Tanh):
    def slope(self, x, y):
        return 1 - y


def test_the_gradient_check_finds_a_wrong_layer():
    x, y = DIGITS.x[:8], DIGITS.y[:8]
    right = check_gradients(deep(Tanh, 1), LOSS, x, y)
    assert right.check()
    assert right.verdict == "right"
    wrong = check_gradients(Sequential(Linear(64, 8), Wrong(), Linear(8, 10)), LOSS, x, y)
    assert not wrong.check()
    assert wrong.verdict == "probably wrong"
    assert wrong.errors["2.W"].max() < 1e-6  # behind the wrong layer all is well
    assert "0.W" in str(wrong)


def test_the_summary_of_a_convolutional_network():
    from optviz.network.layers.batch_normalisation import BatchNorm
    from optviz.network.layers.convolution import Convolution
    from optviz.network.layers.linear import Flatten
    from optviz.network.layers.pooling import MaxPool
    from optviz.network.layers.sequential import Residual

    block = Residual(Sequential(Convolution(8, 8, 3, padding=1, bias=None), BatchNorm(8), ReLU()))
    network = Sequential(
        Convolution(1, 8, 3, padding=1), block, MaxPool(2), Flatten(), Linear(128, 10)
    )
    summary = summarise(network, (1, 8, 8))
    assert [row.output for row in summary.rows] == [
        *([(8, 8, 8)] * 5),
        (8, 4, 4),
        (128,),
        (10,),
    ]
    assert summary.parameters == (9 * 8 + 8) + 9 * 8 * 8 + 16 + 128 * 10 + 10
    assert summary.parameters == network.parameters().vector.size
    assert isinstance(network, Layer)
    with pytest.raises(ValueError, match=r"layer 4, Linear\(128, 10\)"):
        summarise(network, (1, 12, 12))


def test_the_figure_shows_where_the_curves_turn():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    rng = np.random.default_rng(0)
    noise = Data.split(rng.normal(size=(60, 10)), rng.integers(0, 2, 60), held_out=0.5)
    network = Sequential(Linear(10, 64), ReLU(), Linear(64, 2))
    record = diagnose(
        train(network, LOSS, Adam(), noise, TrainingSettings(epochs=60, learning_rate=0.01))
    )
    ax = record.plot()
    assert ax.get_title() == "overfitting"
    place = record.findings[0].epoch
    assert f"lowest at epoch {place}" in record.findings[0].evidence
    assert [text.get_text() for text in ax.texts] == ["overfitting"]
    assert ax.texts[0].xy[0] == place
    assert record.to_dict()["findings"][0]["epoch"] == place
    assert "history" not in record.to_dict()
    pyplot.close("all")


def test_a_finding_in_a_step_has_its_place_among_the_epochs():
    history = train(wide(), LOSS, Adam(), DIGITS, TrainingSettings(epochs=4, learning_rate=100.0))
    finding = diagnose(history).findings[0]
    peak = history.steps["loss"].argmax() + 1
    assert finding.epoch == pytest.approx(4 * peak / len(history.steps["loss"]))


def test_sound_curves_are_drawn_too():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    history = train(wide(), LOSS, Adam(), DIGITS, TrainingSettings(epochs=6, learning_rate=0.003))
    ax = diagnose(history).plot()
    assert ax.get_title() == "nothing stands out"
    assert not ax.texts
    pyplot.close("all")


def test_the_sanity_checks_have_figures():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    first = first_loss(wide(), LOSS, DIGITS)
    widths = [bar.get_width() for bar in first.plot().patches[:2]]
    assert widths == [first.penalised, first.measured]
    small = by_heart(wide(), epochs=30)
    ax = small.plot()
    assert len(ax.get_lines()[0].get_xdata()) == 30
    assert ax.get_title() == "learned by heart"
    failed = by_heart(wide(), epochs=3, learning_rate=1e-6)
    assert failed.plot().get_title() == "not learned by heart"
    gradients = check_gradients(wide(), LOSS, DIGITS.x[:4], DIGITS.y[:4], places=3)
    ax = gradients.plot()
    assert [label.get_text() for label in ax.get_yticklabels()] == list(gradients.errors)
    np.testing.assert_allclose(
        ax.get_lines()[1].get_xdata(), np.maximum(gradients.errors["0.b"], 1e-13)
    )
    pyplot.close("all")


def test_a_sample_on_which_training_diverges_is_not_learned():
    record = overfit_small_sample(
        wide(), SquaredError(), regression(), settings=TrainingSettings(learning_rate=1e30)
    )
    assert not record.check()
    assert record.history.status == "diverged"


def regression():
    rng = np.random.default_rng(0)
    return Data(rng.normal(size=(30, 64)), rng.normal(size=(30, 10)))


def test_a_small_sample_must_lose_nearly_all_of_its_loss():
    record = by_heart(wide(), epochs=40)
    losses = record.history.steps["loss"]
    for share, holds in ((0.009, True), (0.011, False)):
        steps = {"loss": np.append(losses[:-1], share * losses[0])}
        assert bool(replace(record, history=replace(record.history, steps=steps)).check()) == holds


class Large(SoftmaxCrossEntropy):
    """A loss with a large constant, or many times as large."""

    def __init__(self, constant=0.0, factor=1.0):
        self.constant, self.factor = constant, factor

    def forward(self, scores, targets):
        value, cache = super().forward(scores, targets)
        return self.constant + self.factor * value, cache

    def backward(self, upstream, cache):
        return super().backward(self.factor * upstream, cache)


def test_the_bound_of_a_gradient_check_knows_the_size_of_the_loss():
    x, y = DIGITS.x[:8], DIGITS.y[:8]
    network = Sequential(Linear(64, 8), Tanh(), Linear(8, 10))
    for loss in (Large(factor=1e6), Large(factor=1e-6), Large(1e3)):
        record = check_gradients(network, loss, x, y)
        assert record.check()
        assert record.worst <= 1e-4
    drowned = check_gradients(network, Large(1e12), x, y)
    assert drowned.verdict.startswith("undecided")
    assert "as far as the difference can tell" in drowned.check().relation
    assert "too large to tell anything at some places: 10 of 10 of 0.W" in " ".join(
        str(drowned).split()
    )
    wrong = Sequential(Linear(64, 8), Wrong(), Linear(8, 10))
    for loss in (Large(factor=1e6), Large(factor=1e-6), Large(1e3)):
        assert check_gradients(wrong, loss, x, y).verdict == "probably wrong"


def test_a_layer_alone_counts_its_parameters():
    assert Linear(64, 10).summary((64,)).parameters == 650
    nested = Sequential(Linear(64, 8), Sequential(Linear(8, 4), ReLU()))
    assert [row.parameters for row in nested.summary((64,)).rows] == [520, 36, 0]


def test_the_summary_has_a_figure():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    ax = summarise(wide(), (64,)).plot()
    learned, given = ([bar.get_width() for bar in bars] for bars in ax.containers)
    assert learned == [64 * 64 + 64, 0, 650]
    assert given == [64, 64, 10]
    assert ax.get_yticklabels()[0].get_text() == "Linear(64, 64)"
    assert ax.yaxis_inverted()
    assert "4810 parameters, 18.8 KiB in single" in str(summarise(wide(), (64,)))
    pyplot.close("all")


def told(epochs, probes=None, labels=None):
    """What is found in curves that were made up; ten steps an epoch."""
    losses = np.repeat(epochs["loss"], 10)
    steps = {"loss": losses, "learning rate": np.full(len(losses), 0.1)}
    history = TrainingHistory(
        network=wide(),
        parameters=wide().parameters(0),
        best=None,
        best_epoch=None,
        steps=steps,
        epochs={name: np.asarray(values) for name, values in epochs.items()},
        probes=probes or {},
        probe_labels=labels or {},
        status="finished",
        reason="",
        classes=10,
        chance=np.log(10),
    )
    return diagnose(history).names


@pytest.mark.parametrize(("rise", "found"), [(1.06, ()), (1.4, ("overfitting",))])
def test_a_held_out_loss_that_hardly_rises_is_no_overfitting(rise, found):
    turning = np.concatenate([np.linspace(1, 0.5, 15), np.linspace(0.5, 0.5 * rise, 15)])
    curves = {"loss": np.linspace(1, 0.1, 30), "held-out loss": turning}
    assert told({**curves, "accuracy": np.full(30, 0.95)}) == found


@pytest.mark.parametrize(("late", "found"), [(0.06, ()), (0.15, ("learning rate too low",))])
def test_a_loss_that_comes_to_rest_has_no_rate_too_low(late, found):
    parts = np.linspace(2, 1.7, 11), np.linspace(1.69, 1.6, 9), np.linspace(1.6, 1.6 - late, 11)
    losses = np.concatenate(parts)
    assert told({"loss": losses, "accuracy": np.full(len(losses), 0.95)}) == found


@pytest.mark.parametrize(("share", "found"), [(0.3, ()), (0.5, ("saturation",))])
def test_some_saturation_is_no_finding(share, found):
    curves = {"loss": np.geomspace(2, 0.01, 8), "accuracy": np.full(8, 0.95)}
    probes, labels = {"Saturation": np.full((8, 1), share)}, {"Saturation": ("Tanh 1",)}
    assert told(curves, probes, labels) == found
    assert told(curves, probes, {"Saturation": ("ReLU 1",)}) == ()
