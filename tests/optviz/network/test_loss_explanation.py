"""Losses written out for one example, with the lecture's numbers."""

import numpy as np
import pytest

from optviz.network.loss_explanation import explain_loss
from optviz.network.losses import MulticlassHinge, SoftmaxCrossEntropy

CAT, CAR, FROG = [3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]
NAMES = ["cat", "car", "frog"]


@pytest.mark.parametrize(
    ("scores", "label", "terms"),
    [(CAT, 0, [0, 2.9, 0]), (CAR, 1, [0, 0, 0]), (FROG, 2, [6.3, 6.6, 0])],
)
def test_the_hinge_of_the_lecture(scores, label, terms):
    record = explain_loss(MulticlassHinge(), scores, label, classes=NAMES)
    np.testing.assert_allclose([term.value for term in record.terms], terms, atol=1e-12)
    assert record.value == pytest.approx(sum(terms))
    assert record.check()


def test_the_working_is_written_out():
    record = explain_loss(MulticlassHinge(), FROG, 2, classes=NAMES)
    assert record.terms[0].working == "max(0, 2.2 - (-3.1) + 1)"
    assert [term.gradient for term in record.terms] == [1, 1, -2]
    text = str(record)
    assert "6.3 + 6.6" in text
    assert "frog (right)" in text


def test_the_softmax_of_the_lecture():
    record = explain_loss(SoftmaxCrossEntropy(), CAT, 0, classes=NAMES)
    assert [round(term.value, 2) for term in record.terms] == [0.13, 0.87, 0]
    assert round(record.value, 2) == 2.04
    assert "in base 10 it is 0.89" in str(record)
    assert record.terms[0].working == "e^3.2 / 188.7"
    assert record.check()


@pytest.mark.parametrize(
    "loss",
    [
        MulticlassHinge(squared=True),
        MulticlassHinge(classes="mean"),
        MulticlassHinge(margin=2, true_class=True, squared=True, classes="mean"),
        SoftmaxCrossEntropy(),
    ],
    ids=str,
)
def test_the_terms_make_the_loss(loss):
    for scores in (CAT, [1000.0, -1000.0, 0.0], [0.0, 0.0, 0.0]):
        for label in range(3):
            if loss == SoftmaxCrossEntropy() and abs(scores[label] - max(scores)) > 700:
                continue  # the probability is below the smallest float
            assert explain_loss(loss, scores, label).check()


def test_what_cannot_be_explained_is_named():
    with pytest.raises(ValueError, match="without label smoothing"):
        explain_loss(SoftmaxCrossEntropy(0.1), CAT, 0)
    with pytest.raises(ValueError, match="3 scores, but 2 names"):
        explain_loss(MulticlassHinge(), CAT, 0, classes=["a", "b"])
    with pytest.raises(ValueError, match="labels run from 7 to 7"):
        explain_loss(MulticlassHinge(), CAT, 7)


def test_the_figure():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    ax = explain_loss(MulticlassHinge(), CAT, 0, classes=NAMES).plot()
    assert [text.get_text() for text in ax.texts] == ["0.00", "2.90", "0.00"]
    pyplot.close("all")
