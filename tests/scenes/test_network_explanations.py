"""What the topics on networks take and refuse."""

import pytest

from scenes.explanations.networks import Loss
from scenes.parameters import ParameterError


@pytest.mark.parametrize(
    ("given", "loss"),
    [
        ({"right": "1"}, 2.9),
        ({"right": "1", "kind": "squared-hinge"}, 2.9**2),
        ({"right": "1", "kind": "softmax"}, 2.0403),
        ({"kind": "binary", "targets": "1 1 0"}, 0.2136),
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
