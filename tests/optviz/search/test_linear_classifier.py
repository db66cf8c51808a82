"""Random search against the slope on the bundled digits."""

import numpy as np
import pytest

from optviz.network.losses.losses import MulticlassHinge
from optviz.search.linear_classifier import LinearClassifier, follow_slope, race, random_weights


@pytest.fixture(scope="module")
def digits():
    X, labels = pytest.importorskip("sklearn.datasets").load_digits(return_X_y=True)
    X = X / 16
    return LinearClassifier(X - X.mean(axis=0), labels)


def test_a_thousand_random_weights_reach_little_and_the_slope_much(digits):
    result = race(digits)
    assert result.random.accuracies.max() == pytest.approx(0.28, abs=0.04)
    assert result.slope.accuracies.max() > 0.95
    assert result.slope.accuracies[1] > 0.8, "one step beats a thousand guesses"


def test_the_slope_also_learns_with_a_bias_and_the_hinge_loss(digits):
    with_bias = np.column_stack([digits.X, np.ones(len(digits.X))])
    classifier = LinearClassifier(with_bias, digits.labels, MulticlassHinge())
    assert follow_slope(classifier, 100, learning_rate=0.1).accuracies[-1] > 0.9


def test_the_gradient_is_that_of_the_loss():
    rng = np.random.default_rng(0)
    classifier = LinearClassifier(rng.normal(size=(6, 3)), [0, 1, 2, 0, 1, 1])
    W, h = rng.normal(size=(3, 3)), 1e-6
    gradient = classifier.evaluate(W)[2]
    for place in np.ndindex(3, 3):
        step = np.zeros((3, 3))
        step[place] = h
        numeric = (classifier.evaluate(W + step)[0] - classifier.evaluate(W - step)[0]) / (2 * h)
        assert gradient[place] == pytest.approx(numeric, abs=1e-8)


def test_the_same_seed_the_same_guesses_and_the_best_are_kept():
    rng = np.random.default_rng(1)
    classifier = LinearClassifier(rng.normal(size=(20, 4)), rng.integers(0, 3, 20))
    first, second = (random_weights(classifier, 50, seed=3) for _ in range(2))
    np.testing.assert_array_equal(first.losses, second.losses)
    assert classifier.evaluate(first.W)[0] == first.losses.min()
    assert (np.diff(first.best_accuracy) >= 0).all()


def test_the_last_weights_have_the_last_loss():
    rng = np.random.default_rng(1)
    classifier = LinearClassifier(rng.normal(size=(20, 4)), rng.integers(0, 3, 20))
    attempts = follow_slope(classifier, 7)
    assert classifier.evaluate(attempts.W)[0] == attempts.losses[-1]
    assert attempts.losses[0] == pytest.approx(np.log(3))


def test_page_and_figure():
    result = race(LinearClassifier(np.eye(3), [0, 1, 2]), trials=4, steps=4)
    assert "following the slope" in result.to_text()
    assert "random search" in result.random.to_text()
    assert result.plot().get_xscale() == "log"


def test_bad_input():
    with pytest.raises(ValueError, match="must be"):
        LinearClassifier(np.eye(3), [0, 1])
    with pytest.raises(ValueError, match="not positive"):
        random_weights(LinearClassifier(np.eye(2), [0, 1]), 0)
