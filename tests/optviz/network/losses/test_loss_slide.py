"""Both losses along a slide of scores, against the lecture's numbers, mpmath, and other classes."""

import mpmath
import numpy as np
import pytest

from linalg.errors import LinalgError, ShapeError
from optviz.network import MulticlassHinge, SoftmaxCrossEntropy
from optviz.network.losses.loss_slide import LossSlide, slide_losses

CAT, CAR, FROG = [3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]


def test_the_lecture():
    cat, car, frog = (slide_losses([s], k) for k, s in enumerate((CAT, CAR, FROG)))
    assert [float(r.hinge[0]) for r in (cat, car, frog)] == pytest.approx([2.9, 0, 12.9])
    assert cat.terms[0] == pytest.approx([0, 2.9, 0])
    assert cat.probabilities[0].round(2).tolist() == [0.13, 0.87, 0.0]
    assert round(float(cat.softmax[0]), 2) == 2.04
    assert round(float(cat.softmax[0]) / np.log(10), 2) == 0.89  # as the lecture prints it
    assert cat.softmax_slopes[0].round(2).tolist() == [-0.87, 0.87, 0.0]
    assert cat.hinge_slopes[0].tolist() == [-1, 1, 0]


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_at_the_start_the_losses_are_c_less_1_and_the_logarithm_of_c(classes):
    record = slide_losses(np.zeros((1, classes)), classes - 1)
    assert record.hinge[0] == classes - 1
    assert record.softmax[0] == pytest.approx(np.log(classes), rel=1e-15)


def test_over_the_edge_one_loss_is_0_and_the_other_falls():
    right = np.linspace(6.1, 60, 40)
    record = slide_losses(np.column_stack([right, np.full(40, 5.1), np.full(40, -1.7)]), 0)
    assert not record.hinge.any()
    assert not record.hinge_slopes.any()
    assert (np.diff(record.softmax) < 0).all()
    assert (record.softmax > 0).all()
    assert (record.softmax_slopes[:, 0] < 0).all()
    assert record.check()


def test_twice_the_scores_keep_a_hinge_of_0():
    once, twice = slide_losses([CAR, 2 * np.array(CAR)], 1).softmax
    assert slide_losses([CAR, 2 * np.array(CAR)], 1).hinge.tolist() == [0, 0]
    assert 0 < twice < once


def test_the_losses_are_those_of_the_package():
    scores = np.random.default_rng(7).normal(0, 4, (50, 5))
    record = slide_losses(scores, 2)
    labels = np.full(50, 2)
    assert record.hinge == pytest.approx(MulticlassHinge().examples(scores, labels))
    assert record.softmax == pytest.approx(SoftmaxCrossEntropy().examples(scores, labels))
    for loss, slopes in (
        (MulticlassHinge(), record.hinge_slopes),
        (SoftmaxCrossEntropy(), record.softmax_slopes),
    ):
        gradients = [loss.value_and_gradient(row[None], [2])[1][0] for row in scores]
        assert slopes == pytest.approx(np.array(gradients))
    assert record.check()


@pytest.mark.parametrize("scores", [[1000.0, -1000.0, 3.0], [40.0, 0.0, -40.0], [0.0, 650.0, 1.0]])
@pytest.mark.parametrize("label", [0, 1])
def test_huge_scores_keep_full_precision(scores, label):
    with mpmath.workdps(1200):
        powers = [mpmath.e ** mpmath.mpf(score) for score in scores]
        exact = float(-mpmath.log(powers[label] / mpmath.fsum(powers)))
        pulls = [float(power / mpmath.fsum(powers)) for power in powers]
        pulls[label] = float(-(mpmath.fsum(powers) - powers[label]) / mpmath.fsum(powers))
    record = slide_losses([scores], label)
    assert record.softmax[0] == pytest.approx(exact, rel=1e-14)
    assert record.softmax_slopes[0] == pytest.approx(pulls, rel=1e-13, abs=0)
    assert record.check()


def test_a_term_that_is_but_rounding_is_0():
    assert 0.13 - (0.13 + 1) + 1 > 0
    record = slide_losses([[0.13 + 1, 0.13]], 0)
    assert record.terms[0].tolist() == [0, 0]
    assert record.hinge_slopes[0].tolist() == [0, 0]


def test_a_false_loss_is_found(monkeypatch):
    record = slide_losses([CAT, CAR], 0)
    assert record.check()
    for name in ("hinge", "softmax", "softmax_slopes", "hinge_slopes"):
        wrong = LossSlide(record.scores, 0)
        wrong.__dict__[name] = np.asarray(getattr(record, name)) + 1e-6
        assert not wrong.check()


@pytest.mark.parametrize(
    ("scores", "label", "kind", "message"),
    [
        ([[1.0], [2.0]], 0, ShapeError, "one class alone"),
        ([1.0, 2.0], 0, ShapeError, "scores of shape"),
        (np.zeros((0, 3)), 0, ShapeError, "scores of shape"),
        ([[1.0, np.inf]], 0, ValueError, "finite"),
        ([[1.0, 2.0]], 2, LinalgError, "label"),
    ],
)
def test_what_has_no_losses_is_refused(scores, label, kind, message):
    with pytest.raises(kind, match=message):
        slide_losses(scores, label)
