"""Training: PyTorch's steps, what it measures, how it ends, and going on after an interruption."""

import csv
import io
import json
import pickle
import re
from pathlib import Path

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.data.data import Data, digits, moons, spirals
from optviz.network.layers.activations import Point, ReLU, Sigmoid, Tanh
from optviz.network.layers.batch_normalisation import BatchNorm
from optviz.network.layers.dropout import Dropout
from optviz.network.layers.linear import Linear
from optviz.network.layers.sequential import Sequential
from optviz.network.losses.losses import SoftmaxCrossEntropy, SquaredError
from optviz.network.training.checkpoint import load
from optviz.network.training.divergence import DivergedError
from optviz.network.training.probes import (
    ActivationStatistics,
    DeadUnits,
    DecisionRegions,
    GradientNorms,
    Saturation,
    UpdateRatio,
)
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.stopping import EarlyStopping, trend
from optviz.network.training.training import train
from optviz.rules import Adam, GradientDescent, Momentum
from optviz.schedules.schedules import Cosine

ORACLE = json.loads((Path(__file__).parent / "oracles" / "training.json").read_text())
LOSS = SoftmaxCrossEntropy()


def small():
    return Sequential(Linear(2, 16), ReLU(), Linear(16, 2))


def test_ten_steps_equal_pytorchs():
    network = Sequential(Linear(3, 5, None), BatchNorm(5), ReLU(), Linear(5, 3))
    start = network.parameters()
    for path, value in ORACLE["started"].items():
        start.at(path)[...] = value
    data = Data(np.array(ORACLE["x"]), np.array(ORACLE["labels"]))
    history = train(
        network,
        LOSS,
        Momentum(momentum=0.9),
        data,
        TrainingSettings(
            epochs=10, batch_size=12, learning_rate=0.2, weight_decay=0.1, dtype=np.float64
        ),
        parameters=start,
    )
    np.testing.assert_allclose(history.steps["loss"], ORACLE["losses"], rtol=1e-10)
    for path, value in ORACLE["ended"].items():
        np.testing.assert_allclose(history.parameters.at(path), value, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(history.parameters["1"]["mean"], ORACLE["mean"], rtol=1e-10)
    np.testing.assert_allclose(history.parameters["1"]["variance"], ORACLE["variance"], rtol=1e-10)
    for path, value in ORACLE["started"].items():  # what came in was not changed
        np.testing.assert_array_equal(start.at(path), value)


def test_digits_above_97_percent():
    network = Sequential(Linear(64, 128), ReLU(), Linear(128, 10))
    history = train(
        network, LOSS, Adam(), digits(), TrainingSettings(epochs=20, learning_rate=0.003)
    )
    assert history.epochs["held-out accuracy"][-1] > 0.97
    assert history.steps["loss"][0] == pytest.approx(history.chance, rel=0.3)
    held = digits()
    predicted = history.predict(held.x_held_out)
    assert (predicted == held.y_held_out).mean() == history.epochs["held-out accuracy"][-1]


def test_the_loss_of_an_epoch_is_the_mean_over_its_examples():
    """A last mini-batch of 16 counts a quarter of one of 64."""
    history = train(
        small(), LOSS, Adam(), moons(100), TrainingSettings(epochs=1, learning_rate=0.1)
    )
    first, last = history.steps["loss"]
    assert history.epochs["loss"][0] == pytest.approx((64 * first + 16 * last) / 80)
    assert history.epochs["loss"][0] != pytest.approx((first + last) / 2)


def test_the_seed_decides_everything():
    network = Sequential(Linear(2, 8), Dropout(0.2), ReLU(), Linear(8, 2))
    runs = [
        train(network, LOSS, Adam(), moons(60), TrainingSettings(epochs=3, seed=s))
        for s in (1, 1, 2)
    ]
    np.testing.assert_array_equal(runs[0].parameters.vector, runs[1].parameters.vector)
    assert (runs[0].parameters.vector != runs[2].parameters.vector).any()


def noisy_network():
    return Sequential(
        Linear(2, 12), BatchNorm(12, "cumulative"), ReLU(), Dropout(0.3), Linear(12, 3)
    )


def run(path=None, **options):
    return train(
        noisy_network(),
        LOSS,
        Adam(),
        spirals(90),
        TrainingSettings(
            batch_size=16,
            learning_rate=Cosine(0.02, 60),
            augment=lambda x, y, rng: (x + rng.normal(0, 0.01, x.shape).astype(x.dtype), y),
            stopping=EarlyStopping(patience=50),
            checkpoint=path,
            **options,
        ),
        probes=[GradientNorms(), ActivationStatistics()],
    )


def assert_same(a, b):
    np.testing.assert_array_equal(a.parameters.vector, b.parameters.vector)
    np.testing.assert_array_equal(a.parameters.statistics, b.parameters.statistics)
    np.testing.assert_array_equal(a.best.vector, b.best.vector)
    assert a.best_epoch == b.best_epoch
    for kind in ("steps", "epochs", "probes"):
        ours, theirs = getattr(a, kind), getattr(b, kind)
        assert ours.keys() == theirs.keys()
        for name, values in ours.items():
            np.testing.assert_array_equal(values, theirs[name])


def test_interrupted_training_goes_on_bit_for_bit(tmp_path):
    path = tmp_path / "run.npz"
    whole = run(epochs=9)
    run(path, epochs=4)
    assert_same(run(path, epochs=9, resume=True), whole)


def test_ctrl_c_keeps_what_was_learned_and_the_checkpoint_goes_on(tmp_path):
    path, calls = tmp_path / "run.npz", 0

    def interrupting(x, y, rng):
        nonlocal calls
        calls += 1
        if calls == 13:  # in the middle of the third epoch
            raise KeyboardInterrupt
        return x, y

    def go(augment, **options):
        return train(
            small(),
            LOSS,
            Adam(),
            moons(100),
            TrainingSettings(batch_size=16, augment=augment, epochs=6, **options),
        )

    stopped = go(interrupting, checkpoint=path)
    assert stopped.status == "interrupted"
    assert "after 2 whole epochs, 12 steps" in stopped.reason
    assert len(stopped.steps["loss"]) == 12
    assert stopped.number_of_epochs == 2
    resumed = go(lambda x, y, rng: (x, y), checkpoint=path, resume=True)
    whole = go(lambda x, y, rng: (x, y))
    np.testing.assert_array_equal(resumed.parameters.vector, whole.parameters.vector)


def test_an_interruption_in_the_first_epoch_is_no_error():
    def interrupting(x, y, rng):
        raise KeyboardInterrupt

    history = train(
        small(),
        LOSS,
        Adam(),
        moons(),
        TrainingSettings(augment=interrupting, stopping=EarlyStopping()),
    )
    assert history.status == "interrupted"
    assert history.number_of_epochs == 0
    assert "Interrupted" in str(history)


def test_a_checkpoint_of_another_training_is_refused(tmp_path):
    path = tmp_path / "run.npz"

    def go(rate=0.01, n=60, **options):
        return train(
            small(),
            LOSS,
            Adam(),
            moons(n),
            TrainingSettings(learning_rate=rate, checkpoint=path, **options),
        )

    go(epochs=2)
    with pytest.raises(ValueError, match=r"another training: learning rate was .*0.01.*0.02"):
        go(rate=0.02, resume=True)
    with pytest.raises(ValueError, match="another training: data was"):
        go(n=80, resume=True)
    with pytest.raises(ValueError, match="resume=True needs"):
        train(small(), LOSS, Adam(), moons(), TrainingSettings(resume=True))
    path.write_bytes(b"not this")
    with pytest.raises(ValueError, match=r"run.npz: not a checkpoint"):
        go(resume=True)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        go(resume=True)


def test_a_pickle_in_a_checkpoint_is_not_run(tmp_path):
    path = tmp_path / "run.npz"
    with path.open("wb") as file:
        np.savez(file, header=np.array([{"version": 1}], dtype=object))
    with pytest.raises(ValueError, match="not a checkpoint"):
        load(path, None, {})


def test_no_half_written_checkpoint(tmp_path, monkeypatch):
    path = tmp_path / "run.npz"
    run(path, epochs=2)
    before = path.read_bytes()

    def failing(file, **arrays):
        file.write(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez", failing)
    with pytest.raises(OSError, match="disk full"):
        run(path, epochs=3, resume=True)
    assert path.read_bytes() == before


def diverging(rate=50.0, network=None, loss=None, data=None, probes=(), **options):
    """The error of a training whose steps are far too large."""
    network = network or Sequential(Linear(2, 16), ReLU(), Linear(16, 2))
    with pytest.raises(DivergedError) as caught:
        train(
            network,
            loss or SquaredError(),
            GradientDescent(),
            data or regression(),
            TrainingSettings(learning_rate=rate, **options),
            probes=probes,
        )
    return caught.value


def test_divergence_names_layer_shape_and_remedy():
    said = str(diverging())
    assert re.search(r"at step \d+, learning rate 50: -?inf comes out of layer 2, Linear", said)
    assert re.search(r"array of shape \(\d+, 2\), from finite numbers of shape \(\d+, 16\)", said)
    assert "lower the learning rate" in said
    said = str(diverging(3e38, loss=LOSS, data=moons(), weight_decay=10.0))
    assert re.search(
        r"at step 2, .*: (-?inf|nan) in the parameter W of layer 0, of shape \(2, 16", said
    )
    said = str(diverging(network=Linear(2, 2)))
    assert re.search(r"inf is the loss SquaredError\(\) of scores of shape \(\d+, 2\)", said)


def test_divergence_loses_nothing():
    error = diverging(2.0, probes=[GradientNorms()], epochs=50)
    history = error.history
    assert history.status == "diverged"
    assert history.reason in str(error)
    assert history.number_of_epochs > 0
    assert len(history.probes["GradientNorms"]) == history.number_of_epochs
    assert not np.isfinite(history.steps["loss"][-1])
    assert np.isfinite(history.steps["loss"][:-1]).all()
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_last_step_that_no_forward_pass_has_seen():
    data = Data(np.ones((4, 2)), np.array([0, 1, 0, 1]))
    error = diverging(3e38, Linear(2, 2), LOSS, data, epochs=1, weight_decay=10.0)
    assert "in the parameter W, of shape (2, 2)" in str(error)


def test_numbers_that_are_not_finite_before_the_first_step():
    spoiled = small().parameters(0)
    spoiled["2"]["W"][3] = np.nan
    with pytest.raises(ValueError, match=r"start with nan in the parameter W of layer 2, of shape"):
        train(small(), LOSS, Adam(), moons(), parameters=spoiled)
    with pytest.raises(DivergedError, match=r"nan in the mini-batch of shape \(64, 2\): .*augment"):
        train(
            small(),
            LOSS,
            Adam(),
            moons(),
            TrainingSettings(augment=lambda x, y, rng: (x * np.nan, y)),
        )


def regression():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(100, 2))
    return Data.split(x, x @ rng.normal(size=(2, 2)))


def test_regression_has_no_accuracy():
    history = train(
        Linear(2, 2),
        SquaredError(),
        Adam(),
        regression(),
        TrainingSettings(epochs=150, learning_rate=0.02),
    )
    assert set(history.epochs) == {"loss", "held-out loss"}
    assert history.epochs["held-out loss"][-1] < 1e-3
    assert history.chance is None


def test_early_stopping_on_the_trend():
    """One lucky value does not count, and the parameters of the best trend are kept."""
    rng = np.random.default_rng(0)
    noise = Data.split(rng.normal(size=(60, 10)), rng.integers(0, 2, 60), held_out=0.5)
    history = train(
        Sequential(Linear(10, 64), Tanh(), Linear(64, 2)),
        LOSS,
        Adam(),
        noise,
        TrainingSettings(
            epochs=200, learning_rate=0.01, stopping=EarlyStopping(patience=8, window=3)
        ),
    )
    assert history.status == "stopped early"
    smooth = trend(history.epochs["held-out loss"], 3)
    assert history.best_epoch == np.argmin(smooth)
    assert history.number_of_epochs == history.best_epoch + 1 + 8
    assert (history.best.vector != history.parameters.vector).any()
    assert f"best at epoch {history.best_epoch + 1}" in history.reason
    x = noise.x_held_out.astype(np.float32)
    best, last = (
        history.network.forward(p, x)[0].argmax(axis=1) for p in (history.best, history.parameters)
    )
    assert (best != last).any()
    np.testing.assert_array_equal(history.predict(noise.x_held_out), best)


def test_early_stopping_ignores_one_noisy_value():
    falling = list(np.linspace(1, 0.5, 20))
    falling[3] = 0.1
    assert EarlyStopping(patience=5, window=1).stops(falling[:12])
    assert not EarlyStopping(patience=5, window=5).stops(falling)
    assert EarlyStopping("held-out accuracy", window=1).best([0.1, 0.9, 0.3]) == 1
    with pytest.raises(ValueError, match="patience must be at least 1, got 0"):
        EarlyStopping(patience=0)
    with pytest.raises(ValueError, match="this training has loss, accuracy, held-out loss"):
        train(small(), LOSS, Adam(), moons(), TrainingSettings(stopping=EarlyStopping("F1")))


def test_probes_measure_what_they_say():
    network = Sequential(Linear(2, 16), ReLU(), Linear(16, 8), Sigmoid(), Linear(8, 2))
    start = network.parameters(0)
    start["0"]["b"][:4] = -1e3  # four units that no input of this size wakes up
    start["2"]["W"][...] *= 0
    start["2"]["b"][...] = [100, 100, 0, 0, 0, 0, 0, 0]  # two units saturated for every input
    probes = [
        DeadUnits(),
        Saturation(),
        GradientNorms(),
        UpdateRatio(),
        ActivationStatistics(),
        DecisionRegions((-2, -2), (2, 2), 7),
    ]
    history = train(
        network,
        LOSS,
        GradientDescent(),
        moons(),
        TrainingSettings(epochs=2, learning_rate=1e-6, dtype=np.float64),
        parameters=start,
        probes=probes,
    )
    assert history.probe_labels["DeadUnits"] == ("ReLU 1", "Sigmoid 2")
    np.testing.assert_allclose(history.probes["DeadUnits"], [[4 / 16, 2 / 8]] * 2)
    np.testing.assert_allclose(history.probes["Saturation"][:, 1], 2 / 8)
    assert history.probe_labels["UpdateRatio"] == ("0.W", "0.b", "2.W", "2.b", "4.W", "4.b")
    assert history.probes["GradientNorms"].shape == (2, 6)
    assert history.probes["ActivationStatistics"].shape == (2, 2, 2)
    mean = history.probes["ActivationStatistics"][0, 1, 0]
    assert mean == pytest.approx((2 * 1 + 6 * 0.5) / 8, rel=1e-5)
    assert history.probes["DecisionRegions"].shape == (2, 7, 7)
    last_step = 1e-6 * history.probes["GradientNorms"][-1, 4]
    ratio = last_step / np.linalg.norm(history.parameters.at("4.W"))
    assert history.probes["UpdateRatio"][-1, 4] == pytest.approx(ratio, rel=0.7)


def test_saturated_is_below_a_hundredth_of_the_steepest_slope():
    """Tanh's slope is 0.071 at 2 and 0.0099 at 3."""
    x = np.array([[0.0, 2.0, 3.0, 9.0]])
    y = np.tanh(x)
    assert Saturation().number(Tanh(), Point(x, y), y) == 2 / 4


def test_what_does_not_fit_is_named_with_its_layer():
    with pytest.raises(ShapeError, match=r"layer 0, Linear.*takes inputs of shape \(N, 3\), got"):
        train(Sequential(Linear(3, 2)), LOSS, Adam(), moons())
    with pytest.raises(ShapeError, match=r"layer 2, Linear\(17, 2\)"):
        train(Sequential(Linear(2, 16), ReLU(), Linear(17, 2)), LOSS, Adam(), moons())
    with pytest.raises(ValueError, match="labels run from 0 to 2"):
        train(Sequential(Linear(2, 2)), LOSS, Adam(), spirals())
    with pytest.raises(ShapeError, match=r"layer 1, BatchNorm.*take a larger batch"):
        train(
            Sequential(Linear(2, 2), BatchNorm(2), Linear(2, 2)),
            LOSS,
            Adam(),
            moons(),
            TrainingSettings(batch_size=1),
        )
    normalised = Sequential(Linear(2, 2), BatchNorm(2), Linear(2, 2))
    with pytest.raises(ShapeError, match=r"the last mini-batch of an epoch has 1 of 65 examples"):
        train(normalised, LOSS, Adam(), moons(65, held_out=0.0), TrainingSettings(batch_size=64))
    with pytest.raises(ValueError, match="epochs must be at least 1"):
        train(small(), LOSS, Adam(), moons(), TrainingSettings(epochs=0))


def test_the_history_has_its_faces():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    history = train(
        small(), LOSS, Adam(), moons(), TrainingSettings(epochs=3), probes=[UpdateRatio()]
    )
    assert "held-out accuracy" in str(history)
    data = json.loads(json.dumps(history.to_dict()))
    assert data["epochs"]["loss"] == history.epochs["loss"].tolist()
    ax = history.plot()
    assert len(ax.get_lines()) == 2
    assert history.plot_probe("UpdateRatio").get_yscale() == "log"
    pyplot.close("all")


def test_a_run_that_ends_at_once_is_drawn_step_by_step():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    history = diverging(1e30, Linear(2, 2)).history
    assert history.number_of_epochs == 0
    ax = history.plot()
    loss, end = ax.get_lines()
    whole = np.isfinite(history.steps["loss"])
    np.testing.assert_array_equal(loss.get_ydata(), history.steps["loss"][whole])
    assert list(end.get_xdata()) == [len(whole)] * 2
    assert ax.get_xlabel() == "step"
    pyplot.close("all")


def test_a_bar_is_shown_when_asked(capsys):
    train(small(), LOSS, Adam(), moons(), TrainingSettings(epochs=2, progress=True))
    assert "2/2" in capsys.readouterr().err
    train(small(), LOSS, Adam(), moons(), TrainingSettings(epochs=2))
    assert capsys.readouterr().err == ""


def test_a_bar_that_is_kept_has_a_few_states(capsys):
    train(small(), LOSS, Adam(), moons(), TrainingSettings(epochs=200, progress=True))
    states = capsys.readouterr().err.strip().split("\r")
    assert len(states) <= 23
    assert "100/200" in "".join(states)
    assert "200/200" in states[-1]
    assert "loss=" in states[-1]


def test_the_epochs_as_a_table():
    """Reading it back gives the same numbers."""
    history = train(
        small(), LOSS, Adam(), moons(), TrainingSettings(epochs=3), probes=[UpdateRatio()]
    )
    header, *rows = csv.reader(io.StringIO(history.to_csv()))
    assert header[:3] == ["epoch", "loss", "accuracy"]
    assert header[-1] == "UpdateRatio 2.b"
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert [float(row[1]) for row in rows] == history.epochs["loss"].tolist()
    assert [float(row[-1]) for row in rows] == history.probes["UpdateRatio"][:, -1].tolist()
