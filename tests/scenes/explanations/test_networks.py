"""What the topics on networks take and refuse."""

import pytest

from scenes.explanations.networks.layers import ACTIVATIONS, ON_IMAGES, ON_ROWS, Layer, Summary
from scenes.explanations.networks.network_checks import AUGMENTATIONS, Augmentation
from scenes.explanations.networks.network_models import Adaline, Madaline, OneForEach, Perceptron
from scenes.explanations.networks.networks import Activations, Backpropagation, Loss
from scenes.parameters.declarations import ParameterError


@pytest.mark.parametrize(
    ("given", "loss"),
    [
        ({"right": "1"}, 2.9),
        ({"right": "1", "kind": "squared-hinge"}, 2.9**2),
        ({"right": "1", "kind": "softmax"}, 2.0403),
        ({"kind": "binary", "targets": "1 1 0"}, 0.2138),
        ({"kind": "squared", "targets": "3 5 -2"}, 0.14),
    ],
)
def test_every_loss_is_explained(given, loss):
    record = Loss.from_mapping({"scores": "3.2, 5.1, -1.7", **given}).record()
    assert record.value == pytest.approx(loss, abs=1e-4)
    assert record.check()


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"scores": "3 2", "right": "3"}, "there are 2 classes"),
        ({"scores": "3 2", "kind": "binary"}, "needs one for each score"),
        ({"scores": "3 2", "kind": "squared", "targets": "1"}, "needs one for each score"),
        ({"scores": "3 2", "kind": "binary", "targets": "5 0"}, "lie between 0 and 1"),
        ({"scores": "3 a", "right": "1"}, "entry 2, a, is no number"),
        ({"scores": "1 2; 3 4", "right": "1"}, "not a matrix"),
    ],
)
def test_a_loss_that_cannot_be_explained(given, fault):
    with pytest.raises(ParameterError, match=fault):
        Loss.from_mapping(given).record()


@pytest.mark.parametrize("layer", [*ON_ROWS, *ON_IMAGES, *ACTIVATIONS])
def test_every_layer_is_explained(layer):
    for matrix in ("1 -2 3; 0.5 4 -1; 2 2 0", "1 2; 3 5", "1 2 3 4; 5 6 7 -8"):
        record = Layer.from_mapping({"layer": layer, "matrix": matrix}).record()
        assert record.check()


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"layer": "relu", "matrix": "1 a"}, "takes numbers, no names"),
        ({"layer": "relu", "matrix": "1 " * 13}, "at most 12 rows"),
        ({"layer": "batch-norm", "matrix": "1 2 3"}, "take a larger batch"),
        ({"layer": "relux", "matrix": "1 2 3"}, "relu"),
    ],
)
def test_a_layer_that_cannot_be_explained(given, fault):
    with pytest.raises(ParameterError, match=fault):
        Layer.from_mapping(given).record()


@pytest.mark.parametrize("kind", AUGMENTATIONS)
def test_every_augmentation_is_shown(kind):
    for images in ("photos", "digits"):
        record = Augmentation.from_mapping({"kind": kind, "images": images}).record()
        assert len(record.changed) == 7


def test_a_network_of_layers():
    given = {"hidden": "128 64", "batch_norm": True, "dropout": True}
    rows = Summary.from_mapping(given).record().rows
    assert [row.layer for row in rows][:4] == [
        "Linear(64, 128, bias=None)",
        "BatchNorm(128)",
        "ReLU()",
        "Dropout()",
    ]
    for hidden in ("0", "1.5", "1 2; 3 4", "-3", "99999", "a"):
        with pytest.raises(ParameterError, match="hidden"):
            Summary.from_mapping({"hidden": hidden}).record()


@pytest.mark.parametrize(
    ("expression", "values"),
    [("1/x", "x = 0"), ("log(x)", "x = -1"), ("x^10^10", "x = 2"), ("exp(exp(x))", "x = 99")],
)
def test_a_graph_where_it_has_no_value(expression, values):
    given = {"expression": expression, "values": values}
    with pytest.raises(ParameterError, match="values: "):
        Backpropagation.from_mapping(given).record()


@pytest.mark.parametrize("topic", [Perceptron, Madaline])
@pytest.mark.parametrize(
    ("matrix", "fault"),
    [
        ("0 0", "has no bar"),
        ("0 0 | 2", "one sign: 1 or -1"),
        ("0 0 | 1 1", "one sign: 1 or -1"),
        ("0 a | 1", "takes numbers, not a"),
    ],
)
def test_points_without_signs(topic, matrix, fault):
    with pytest.raises(ParameterError, match=fault):
        topic.from_mapping({"matrix": matrix})


def test_classes_in_a_row_need_a_shared_classifier():
    row = OneForEach.from_mapping({}).record()
    assert row.each.accuracy < 0.9 < row.together.accuracy
    circle = OneForEach.from_mapping({"placed": "circle"}).record()
    assert min(circle.each.accuracy, circle.together.accuracy) > 0.97


def test_adaline_needs_a_step_that_is_small_enough():
    points = "0 0 | -1; 0 1 | 1; 1 0 | 1; 1 1 | 1"
    assert Adaline.from_mapping({"matrix": points}).record().errors == 0
    with pytest.raises(ParameterError, match=r"rate: a rate of 9\.0 is too high"):
        Adaline.from_mapping({"matrix": points, "rate": "9", "passes": "10000"}).record()


def test_the_spread_of_the_weights_may_be_chosen():
    given = {"start": "tanh-xavier", "depth": "4", "width": "60"}
    assert Activations.from_mapping(given).record().verdict == "holds"
    assert Activations.from_mapping({**given, "sigma": "0.01"}).record().verdict == "collapses"
    record = Activations.from_mapping({**given, "sigma": "2"}).record()
    assert (record.verdict, record.initialisation) == ("saturates", "Normal(2.0)")
