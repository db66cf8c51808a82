"""Losses written out for one example, with the lecture's numbers."""

import dataclasses

import numpy as np
import pytest

from linalg.errors import ShapeError
from optviz.network.losses.explanation import explain_loss
from optviz.network.losses.huber import Huber
from optviz.network.losses.losses import (
    BinaryCrossEntropy,
    MulticlassHinge,
    SoftmaxCrossEntropy,
    SquaredError,
)

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
        SoftmaxCrossEntropy(0.1),
    ],
    ids=str,
)
def test_the_terms_make_the_loss(loss):
    for scores in (CAT, [1000.0, -1000.0, 0.0], [0.0, 0.0, 0.0]):
        for label in range(3):
            assert explain_loss(loss, scores, label).check()


def test_a_probability_below_the_smallest_float():
    record = explain_loss(SoftmaxCrossEntropy(), [1000.0, -1000.0], 1)
    assert record.value == 2000
    assert record.check()
    assert "too small for a computer" in str(record)


def test_label_smoothing_wants_every_class_a_little():
    """Szegedy et al. 2016: the targets are 1 - ε + ε/C and ε/C."""
    record = explain_loss(SoftmaxCrossEntropy(0.3), CAT, 0, classes=NAMES)
    assert [term.target for term in record.terms] == pytest.approx([0.8, 0.1, 0.1])
    logarithms = np.log([term.value for term in record.terms])
    assert record.value == pytest.approx(-np.dot([0.8, 0.1, 0.1], logarithms))
    assert record.check()
    assert "target" in str(record)
    assert "-0.8 ln 0.13 - 0.1 ln 0.869" in str(record)


def test_a_softmax_against_probabilities():
    record = explain_loss(SoftmaxCrossEntropy(), CAT, [0.5, 0.5, 0.0])
    assert record.label is None
    assert record.check()


def test_binary_cross_entropy_question_by_question():
    record = explain_loss(BinaryCrossEntropy(), [2.0, -1.0, 0.5], [1, 0, 0.25])
    workings = ["-ln σ(2)", "-ln(1 - σ(-1))", "-0.25 ln σ(0.5) - 0.75 ln(1 - σ(0.5))"]
    assert [term.working for term in record.terms] == workings
    sigma = 1 / (1 + np.exp([-2.0, 1.0, -0.5]))
    third = -0.25 * np.log(sigma[2]) - 0.75 * np.log(1 - sigma[2])
    values = [-np.log(sigma[0]), -np.log(1 - sigma[1]), third]
    assert [term.value for term in record.terms] == pytest.approx(values)
    assert [term.gradient for term in record.terms] == pytest.approx(sigma - [1, 0, 0.25])
    assert record.value == pytest.approx(sum(values))
    assert record.check()
    assert "question 3" in str(record)


def test_squared_error_term_by_term():
    record = explain_loss(SquaredError(), [2.0, -1.0], [1.5, -3.0])
    assert [term.working for term in record.terms] == ["(2 - 1.5)²", "(-1 - (-3))²"]
    assert [term.value for term in record.terms] == [0.25, 4.0]
    assert [term.gradient for term in record.terms] == [1.0, 4.0]
    assert "L = 0.25 + 4.0 = 4.25" in str(record)


def test_a_wrong_sum_is_noticed():
    record = explain_loss(SoftmaxCrossEntropy(), CAT, 0)
    assert not dataclasses.replace(record, value=record.value * 1.001).check()
    record = explain_loss(SquaredError(), CAT, CAR)
    assert not dataclasses.replace(record, value=record.value + 0.01).check()


def test_what_cannot_be_explained_is_named():
    with pytest.raises(ValueError, match="3 scores, but 2 names"):
        explain_loss(MulticlassHinge(), CAT, 0, classes=["a", "b"])
    with pytest.raises(ValueError, match="labels run from 7 to 7"):
        explain_loss(MulticlassHinge(), CAT, 7)
    with pytest.raises(ShapeError, match=r"scores \(1, 3\), targets \(1, 2\)"):
        explain_loss(SquaredError(), CAT, [1, 2])
    with pytest.raises(ValueError, match=r"binary targets lie in \[0, 1\]"):
        explain_loss(BinaryCrossEntropy(), CAT, [1, 2, 3])


def test_the_figure():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    ax = explain_loss(MulticlassHinge(), CAT, 0, classes=NAMES).plot()
    assert [text.get_text() for text in ax.texts] == ["0.00", "2.90", "0.00"]
    pyplot.close("all")


def test_the_worst_class_alone():
    """The frog: 2.2 + 3.1 + 1 = 6.3 and 2.5 + 3.1 + 1 = 6.6."""
    record = explain_loss(MulticlassHinge(classes="worst"), [2.2, 2.5, -3.1], 2)
    assert [term.value for term in record.terms] == pytest.approx([0, 6.6, 0])
    assert record.terms[0].working == "max(0, 2.2 - (-3.1) + 1), not the worst"
    assert record.value == pytest.approx(6.6)
    assert record.check()


def test_huber_is_written_out():
    record = explain_loss(Huber(1.0), [0.5, -4.0], [0.0, 0.0])
    assert [term.working for term in record.terms] == ["½·0.5²", "1·(4 - 1/2)"]
    assert [term.gradient for term in record.terms] == [0.5, -1]
    assert (record.value, bool(record.check())) == (3.625, True)
    assert "The Huber loss of one example" in str(record)
