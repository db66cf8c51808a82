"""Every word and every number that a caller gives: what cannot be is refused and named."""

import inspect
from dataclasses import MISSING, fields, is_dataclass
from typing import Literal, get_args, get_origin, get_type_hints

import numpy as np
import pytest

from optviz import network as nn
from optviz.network.graph.concise import Concise
from optviz.network.layers.layer import Layer
from optviz.rules import Adam

X = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [-1.0, 0.5]])
LABELS = np.array([0, 1, 1, 0])
SIGNS = 2 * LABELS - 1
MOONS = nn.moons(20)
NET, LOSS = nn.Sequential(nn.Linear(2, 2)), nn.SoftmaxCrossEntropy()
START = NET.parameters(0)
IMAGES = nn.digits(images=True).take(3)
COLOURS = np.random.default_rng(0).random((2, 3, 8, 8))

PUBLIC = [getattr(nn, name) for name in nn.__all__]
OPTIONED = [
    kind
    for kind in PUBLIC
    if isinstance(kind, type) and issubclass(kind, Concise) and is_dataclass(kind) and fields(kind)
    if len(inspect.signature(kind).parameters) == len(fields(kind))
]
NEEDED = {"inputs": 4, "outputs": 2, "kernel": 2, "features": 4, "groups": 2, "channels": 4}
NEEDED |= {"output": (2, 2), "size": 2, "classes": 3, "sigma": 0.1, "value": 0.1}


def needed(kind):
    """The arguments without which it cannot be made."""
    return {f.name: NEEDED[f.name] for f in fields(kind) if f.default is MISSING}


def bad_options():
    """Each word and each number of each layer, loss, start and augmentation, just out of range."""
    for kind in OPTIONED:
        hints = get_type_hints(kind)
        for f in fields(kind):
            limits = f.metadata.get("limits", {})
            bad = ["nonsense"] if get_origin(hints[f.name]) is Literal else []
            bad += [limits["low"] - 1] if "low" in limits else []
            bad += [limits["high"] + 1] if "high" in limits else []
            bad += [limits[end] for end in ("above", "below") if end in limits]
            bad += [np.nan, np.inf] if limits and not limits.get("whole") else []
            bad += [1.5] if limits.get("whole") else []
            for value in bad:
                yield pytest.param(kind, f.name, value, id=f"{kind.__name__}-{f.name}-{value}")


@pytest.mark.parametrize(("kind", "name", "value"), list(bad_options()))
def test_an_option_out_of_range_is_named(kind, name, value):
    kind(**needed(kind))
    with pytest.raises(
        (ValueError, TypeError), match=f"{kind.__name__}: {name} (is|must be) "
    ) as e:
        kind(**{**needed(kind), name: value})
    words = get_args(get_type_hints(kind)[name])
    if value == "nonsense":
        assert all(f'"{word}"' in str(e.value) for word in words)


def test_every_option_of_words_or_numbers_is_looked_at():
    """A field is a word of a list, a number within limits, a flag, or a start for weights."""
    free = {"bias", "weights", "inverted", "shared", "squared", "true_class"}
    for kind in OPTIONED:
        hints = get_type_hints(kind)
        for f in fields(kind):
            known = "limits" in f.metadata or get_origin(hints[f.name]) is Literal
            assert known or f.name in free, (kind, f.name)


LAYERS = [
    nn.Dropout(0.9), nn.DropConnect(2, 2), nn.BatchNorm(2), nn.BatchRenorm(2), nn.LayerNorm(2),
    nn.GroupNorm(1, 2), nn.Linear(2, 2), nn.ReLU(), nn.Softmax(), nn.PReLU(), nn.Maxout(2, 2),
    nn.Flatten(), NET, nn.Residual(nn.Linear(2, 2)), nn.StochasticDepth(nn.Linear(2, 2)),
]  # fmt: skip


@pytest.mark.parametrize("mode", ["training", "Train", "testing", "", None, True])
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: type(layer).__name__)
def test_there_are_two_modes(layer, mode):
    parameters, rng = layer.parameters(0), np.random.default_rng(0)
    for method in (layer.forward, layer.jacobian):
        with pytest.raises(ValueError, match=f'mode is "test" or "train", not {mode!r}'):
            method(parameters, X, mode=mode, rng=rng)
        for known in ("test", "train"):
            assert method(parameters, X, mode=known, rng=rng) is not None


def test_every_layer_checks_its_mode():
    """Also one that somebody else writes."""

    class Double(Layer):
        def forward(self, parameters, x, *, mode="test", rng=None):
            return 2 * x, None

        def backward(self, dy, cache):
            return 2 * dy, {}

    assert Double().forward({}, X)[0].tolist() == (2 * X).tolist()
    with pytest.raises(ValueError, match="mode is"):
        Double().forward({}, X, mode="learn")
    assert {type(layer) for layer in LAYERS} < {kind for kind in PUBLIC if isinstance(kind, type)}


def train(**options):
    return nn.train(NET, LOSS, Adam(), MOONS, nn.TrainingSettings(**{"epochs": 1, **options}))


def race(**options):
    return nn.activation_race(MOONS, **{"hidden": [3], "epochs": 1, "rates": [0.1], **options})


WRONG = [
    (train, "epochs", [0, -1, 1.5]),
    (train, "batch_size", [0, 2.5]),
    (train, "weight_decay", [-1e-3, np.nan]),
    (lambda **o: nn.run(NET, START, X, LABELS, LOSS, **o), "mode", ["training"]),
    (lambda **o: nn.loss_and_gradient(NET, START, X, LABELS, LOSS, **o), "mode", ["Train"]),
    (lambda **o: nn.backpropagate_network(NET, START, X, LOSS, LABELS, **o), "mode", ["on"]),
    (lambda **o: nn.explain_layer(nn.ReLU(), X, **o), "mode", ["Train"]),
    (nn.Tape, "mode", ["training"]),
    (lambda **o: nn.check_gradients(NET, LOSS, X, LABELS, **o), "places", [0]),
    (lambda **o: nn.check_gradients(NET, LOSS, X, LABELS, **o), "step", [0, -1e-5]),
    (race, "hidden", [[0], [3, -1]]),
    (race, "level", [0, -1]),
    (lambda **o: nn.adaline(X, SIGNS, **o), "passes", [0]),
    (lambda **o: nn.adaline(X, SIGNS, **o), "rate", [0, -1]),
    (lambda **o: nn.perceptron(X, SIGNS, **o), "passes", [0]),
    (lambda **o: nn.perceptron(X, SIGNS, **o), "rate", [0, -1, np.nan]),
    (lambda **o: nn.madaline(X, SIGNS, **o), "hidden", [0]),
    (lambda **o: nn.madaline(X, SIGNS, **o), "passes", [0]),
    (lambda **o: nn.boltzmann(np.eye(4), **{"hidden": 2, **o}), "hidden", [0]),
    (lambda **o: nn.boltzmann(np.eye(4), 2, **o), "steps", [0]),
    (lambda **o: nn.boltzmann(np.eye(4), 2, **o), "batch_size", [0]),
    (lambda **o: nn.boltzmann(np.eye(4), 2, **o), "momentum", [1, -0.1]),
    (nn.autoencoder, "sizes", [(4, 0), ()]),
    (lambda **o: nn.capacities(MOONS, **o), "hidden", [[], [0]]),
    (lambda **o: nn.capacities(MOONS, **o), "weight_decay", [[], [-1.0]]),
    (nn.capacity_curve, "points", [0]),
    (lambda **o: nn.polynomial_fit(2, **o), "noise", [-0.1]),
    (nn.compare_features, "words", [0]),
    (lambda **o: nn.decision_picture(MOONS, **o), "points", [1]),
    (lambda **o: nn.decision_picture(MOONS, **o), "weight_decay", [-1]),
    (lambda **o: nn.one_for_each_and_one_for_all(MOONS, **o), "points", [1]),
    (nn.moons, "n", [0, 1]),
    (nn.moons, "noise", [-0.1]),
    (nn.spirals, "arms", [0]),
    (nn.spirals, "turns", [np.nan]),
    (nn.emptiness, "dimensions", [[0], []]),
    (nn.emptiness, "points", [1]),
    (lambda **o: nn.hue_histogram(COLOURS, **o), "bins", [0]),
    (lambda **o: nn.oriented_gradients(COLOURS, **o), "cell", [0]),
    (lambda **o: nn.patch_descriptors(COLOURS[0], **o), "stride", [0]),
    (lambda **o: nn.bag_of_words(COLOURS, **o), "words", [0]),
    (lambda **o: nn.layer_statistics(nn.ReLU(), nn.He(), **o), "depth", [0]),
    (lambda **o: nn.layer_statistics(nn.ReLU(), nn.He(), **o), "bins", [0]),
    (lambda **o: nn.loss_sensitivity(X, LABELS, **o), "relative_change", [-1]),
    (lambda **o: nn.loss_sensitivity(X, LABELS, **o), "trials", [0]),
    (lambda **o: nn.normalise(X, **o), "epsilon", [-1]),
    (lambda **o: nn.whiten(X, **o), "epsilon", [-1]),
    (lambda **o: nn.overfit_small_sample(NET, LOSS, MOONS, **o), "examples", [0]),
    (nn.photographs, "size", [0]),
    (nn.picture_patches, "each", [0]),
    (nn.picture_patches, "held_out", [-1]),
    (lambda **o: nn.augmentation_picture(nn.Flip(), IMAGES.x, IMAGES.y, **o), "versions", [0]),
    (lambda **o: nn.ten_crops(IMAGES.x, **o), "size", [0]),
    (MOONS.take, "n", [0, -1]),
    (nn.EarlyStopping, "patience", [0]),
    (lambda **o: nn.DecisionRegions((0, 0), (1, 1), **o), "points", [1]),
    (lambda **o: nn.StochasticDepth(nn.ReLU(), **o), "rate", [1, -0.1]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "name", "value"),
    [(call, name, value) for call, name, values in WRONG for value in values],
)
def test_a_function_names_what_it_cannot_take(call, name, value):
    with pytest.raises((ValueError, TypeError), match=f"{name} (is|must be) "):
        call(**{name: value})
