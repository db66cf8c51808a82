"""Losses against the lecture's numbers, PyTorch's values and gradients, and their own questions."""

import json
from pathlib import Path

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.losses.huber import Huber
from optviz.network.losses.losses import (
    BinaryCrossEntropy,
    MulticlassHinge,
    SoftmaxCrossEntropy,
    SquaredError,
)

ORACLE = json.loads((Path(__file__).parent / "oracles" / "losses.json").read_text())
SCORES, LABELS, TARGETS = (np.array(ORACLE[key]) for key in ("scores", "labels", "targets"))

CAT_CAR_FROG = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])

AS_PYTORCH = {
    "hinge": (MulticlassHinge(), SCORES, LABELS, 1),
    "hinge margin 0.5": (MulticlassHinge(margin=0.5), SCORES, LABELS, 1),
    "hinge squared mean": (MulticlassHinge(squared=True, classes="mean"), SCORES, LABELS, 1),
    "cross-entropy": (SoftmaxCrossEntropy(), SCORES, LABELS, 1),
    "cross-entropy smoothed": (SoftmaxCrossEntropy(smoothing=0.1), SCORES, LABELS, 1),
    "cross-entropy huge": (SoftmaxCrossEntropy(), SCORES * 300, LABELS, 300),
    "binary": (BinaryCrossEntropy(), SCORES, TARGETS, 1),
    "squared": (SquaredError(), SCORES, TARGETS, 1),
    "huber": (Huber(1.5), SCORES, TARGETS, 1),
}


@pytest.mark.parametrize("name", AS_PYTORCH)
def test_values_and_gradients_equal_pytorchs(name):
    loss, scores, targets, scale = AS_PYTORCH[name]
    value, gradient = loss.value_and_gradient(scores, targets)
    assert value == pytest.approx(ORACLE[name]["loss"], rel=1e-12)
    np.testing.assert_allclose(gradient * scale, ORACLE[name]["gradient"], atol=1e-13)
    assert loss.examples(scores, targets).mean() == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("name", AS_PYTORCH)
def test_the_gradient_is_upstream_times_local(name):
    loss, scores, targets, _ = AS_PYTORCH[name]
    _, cache = loss.forward(scores, targets)
    once, twice = (loss.backward(upstream, cache)[0] for upstream in (1.0, 2.0))
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-12)


@pytest.mark.parametrize("name", AS_PYTORCH)
def test_float32_stays_float32(name):
    loss, scores, targets, _ = AS_PYTORCH[name]
    _, gradient = loss.value_and_gradient(scores.astype(np.float32), targets)
    assert gradient.dtype == np.float32


def test_the_lectures_hinge_numbers():
    np.testing.assert_allclose(MulticlassHinge().examples(CAT_CAR_FROG, [0, 1, 2]), [2.9, 0, 12.9])
    assert MulticlassHinge()(CAT_CAR_FROG, [0, 1, 2]) == pytest.approx(15.8 / 3)


def test_what_others_make_of_the_frog():
    """6.6 in Keras, optax and scikit-learn (Crammer and Singer), 12.9 / 3 in PyTorch."""
    worst = MulticlassHinge(classes="worst")
    np.testing.assert_allclose(worst.examples(CAT_CAR_FROG, [0, 1, 2]), [2.9, 0, 6.6])
    assert worst(CAT_CAR_FROG, [0, 1, 2]) == pytest.approx(9.5 / 3)
    _, slope = worst.value_and_gradient(CAT_CAR_FROG[2:], [2])
    np.testing.assert_allclose(slope, [[0, 1, -1]])
    squared = MulticlassHinge(classes="worst", squared=True)
    _, slope = squared.value_and_gradient(CAT_CAR_FROG[2:], [2])
    np.testing.assert_allclose(slope, [[0, 13.2, -13.2]])
    assert MulticlassHinge(classes="worst").chance(10) == 1


def test_the_worst_classes_share_the_slope_in_a_tie():
    loss, slope = MulticlassHinge(classes="worst").value_and_gradient([[1.0, 1.0, 0.5, 0.0]], [3])
    assert loss == 2
    np.testing.assert_allclose(slope, [[0.5, 0.5, 0, -1]])
    loss, slope = MulticlassHinge(classes="worst").value_and_gradient([[0.0, 0.0, 5.0]], [2])
    assert (loss, slope.tolist()) == (0, [[0, 0, 0]])


def test_huber_by_hand():
    """d²/2 up to δ, δ(|d| - δ/2) beyond; the two meet in value and slope."""
    loss = Huber(2.0)
    np.testing.assert_allclose(loss.examples([1.0, -2.0, 5.0], [0, 0, 0]), [0.5, 2.0, 8.0])
    _, slope = loss.value_and_gradient([[1.0, -2.0, 5.0]], [[0.0, 0.0, 0.0]])
    assert slope.tolist() == [[1, -2, 2]]


def test_the_lectures_softmax_numbers():
    softmax = SoftmaxCrossEntropy()
    cat = softmax.examples(CAT_CAR_FROG, [0, 1, 2])[0]
    assert round(cat, 2) == 2.04
    assert round(cat / np.log(10), 2) == 0.89
    p = softmax.probabilities([[5, 2, -1, 3]])
    np.testing.assert_allclose(p, [[0.842, 0.042, 0.002, 0.114]], atol=5e-4)
    loss, dz = softmax.value_and_gradient(np.log([[0.3, 0.2, 0.1, 0.4]]), [1])
    assert loss == pytest.approx(-np.log(0.2))
    np.testing.assert_allclose(dz, [[0.3, -0.8, 0.1, 0.4]])


def test_question_what_if_the_sum_ran_over_all_classes():
    """It adds the margin to every example: 1."""
    plain, all_classes = MulticlassHinge(), MulticlassHinge(true_class=True)
    difference = all_classes.examples(SCORES, LABELS) - plain.examples(SCORES, LABELS)
    np.testing.assert_allclose(difference, 1)
    for with_squares in (False, True):
        plain = MulticlassHinge(squared=with_squares)
        all_classes = MulticlassHinge(squared=with_squares, true_class=True)
        np.testing.assert_allclose(
            all_classes.value_and_gradient(SCORES, LABELS)[1],
            plain.value_and_gradient(SCORES, LABELS)[1],
        )


def test_question_what_if_we_took_the_mean():
    """The loss is rescaled, the best W is not changed."""
    total, mean = MulticlassHinge(), MulticlassHinge(classes="mean")
    np.testing.assert_allclose(total.examples(SCORES, LABELS), 3 * mean.examples(SCORES, LABELS))


@pytest.mark.parametrize("classes", [2, 10, 1000])
def test_question_what_is_the_loss_at_the_start(classes):
    scores, labels = np.zeros((3, classes)), [0, 1, 1]
    assert MulticlassHinge()(scores, labels) == classes - 1
    assert SoftmaxCrossEntropy()(scores, labels) == pytest.approx(np.log(classes))


def test_question_what_if_the_car_scores_change_a_bit():
    """The hinge ignores a small change where the right class leads by more than the margin."""
    jiggled = CAT_CAR_FROG + np.array([[0, 0, 0], [0.3, -0.3, 0.3], [0, 0, 0]])
    car = 1
    assert MulticlassHinge().examples(jiggled, [0, 1, 2])[car] == 0
    softmax = SoftmaxCrossEntropy()
    assert (
        softmax.examples(jiggled, [0, 1, 2])[car] > softmax.examples(CAT_CAR_FROG, [0, 1, 2])[car]
    )


def test_question_is_a_w_without_loss_unique():
    """No: 2W has none either, while the softmax loss of 2W is another one."""
    x = np.array([[1.0, 2.0], [-1.0, 1.0]])
    W = np.array([[0.0, 1.0, -3.0], [2.0, -1.0, 1.0]])
    labels = [0, 2]
    assert MulticlassHinge()(x @ W, labels) == MulticlassHinge()(x @ (2 * W), labels) == 0
    assert SoftmaxCrossEntropy()(x @ W, labels) > SoftmaxCrossEntropy()(x @ (2 * W), labels) > 0


def test_scores_of_a_thousand_neither_overflow_nor_warn():
    scores = np.array([[1000.0, -1000.0, 0.0]])
    for label, expected in enumerate([0, 2000, 1000]):
        value, gradient = SoftmaxCrossEntropy().value_and_gradient(scores, [label])
        assert value == expected
        assert np.isfinite(gradient).all()
    assert BinaryCrossEntropy()([1000.0, -1000.0], [0, 1]) == 1000


def test_the_mean_is_over_examples_and_not_over_classes():
    twice = np.vstack([CAT_CAR_FROG, CAT_CAR_FROG])
    for loss in (MulticlassHinge(), SoftmaxCrossEntropy()):
        once = loss(CAT_CAR_FROG, [0, 1, 2])
        assert loss(twice, [0, 1, 2, 0, 1, 2]) == pytest.approx(once)
        assert loss(CAT_CAR_FROG[:2], [0, 1]) == pytest.approx(
            loss.examples(CAT_CAR_FROG, [0, 1, 2])[:2].sum() / 2
        )


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0, 1, 3], r"labels run from 0 to 3, but 3 scores an example allow 0 … 2"),
        ([0, -1, 2], r"labels run from -1 to 2"),
        ([0, 1, 10**12], r"labels run from 0 to 1000000000000"),
        ([0.0, 1.0, 2.0], r"labels are integers, not float64"),
    ],
)
def test_wrong_labels_are_named(labels, message):
    for loss in (MulticlassHinge(), SoftmaxCrossEntropy()):
        with pytest.raises(ValueError, match=message):
            loss(CAT_CAR_FROG, labels)


def test_wrong_shapes_and_targets_are_named():
    with pytest.raises(ShapeError, match="not one-hot rows"):
        SoftmaxCrossEntropy()(CAT_CAR_FROG, np.eye(3, dtype=int))
    with pytest.raises(ShapeError, match=r"scores \(3, 3\), targets \(3,\)"):
        SquaredError()(CAT_CAR_FROG, [0.0, 1.0, 2.0])
    with pytest.raises(ValueError, match=r"binary targets lie in \[0, 1\], not in \[0, 2\]"):
        BinaryCrossEntropy()([0.0, 1.0], [0.0, 2.0])
    with pytest.raises(ValueError, match=r"smoothing must be at least 0 and at most 1, got 1.5"):
        SoftmaxCrossEntropy(smoothing=1.5)
    with pytest.raises(ShapeError, match="at least one example"):
        SoftmaxCrossEntropy()(np.zeros((0, 3)), np.zeros(0, int))
