"""The training of one hidden layer, step by step."""

import dataclasses

import numpy as np
import pytest
from scipy.optimize import minimize

from optviz.network.data.clouds import clouds, rings
from optviz.network.data.data import Data, moons
from optviz.network.experiments.hidden_training import train_hidden

DATA = clouds(80, noise=0.4, held_out=0.5, seed=6)


@pytest.fixture(scope="module")
def pair():
    return train_hidden(DATA, 2, steps=150, decay=0.002)


def by_hand(record, x, step):
    """Scores with weights read off the vector: W₁ by rows, b₁, W₂, b₂."""
    v, h, c = record.vectors[step], record.hidden, record.data.number_of_classes
    U, a = v[: 2 * h].reshape(2, h), v[2 * h : 3 * h]
    V, b = v[3 * h : 3 * h + h * c].reshape(h, c), v[3 * h + h * c :]
    return np.array([np.tanh(p @ U + a) @ V + b for p in x])


def test_scores_are_linear_in_the_hidden_plane(pair):
    hidden = pair.hidden_points(DATA.x, 70)
    np.testing.assert_allclose(pair.scores_of_hidden(hidden, 70), pair.scores(DATA.x, 70))
    np.testing.assert_allclose(pair.scores(DATA.x, 70), by_hand(pair, DATA.x, 70))
    a, b = np.array([[0.3, -0.8]]), np.array([[-0.5, 0.1]])
    ends = [pair.scores_of_hidden(p, 70) for p in (a, b)]
    middle = pair.scores_of_hidden((a + b) / 2, 70)
    np.testing.assert_allclose(middle, (ends[0] + ends[1]) / 2)


def test_the_wrong_are_counted_at_every_step(pair):
    for step in (0, 60, pair.steps):
        for x, y, counted in (
            (DATA.x, DATA.y, pair.wrong),
            (DATA.x_held_out, DATA.y_held_out, pair.wrong_held_out),
        ):
            assert counted[step] == (by_hand(pair, x, step).argmax(axis=1) != y).sum()


def test_the_first_step_goes_down_each_coordinate_by_the_rate(pair):
    """Adam's first step is the sign of the gradient times the rate (Kingma and Ba 2015)."""

    def loss(vector):
        moved = dataclasses.replace(pair, vectors=np.array([vector, vector]), decay=np.zeros(1))
        weights = np.concatenate([vector[:4], vector[6:10]])
        return moved.losses[0] + 0.002 / 2 * (weights**2).sum()

    start, step = pair.vectors[0], 1e-6
    slopes = [
        (loss(start + step * e) - loss(start - step * e)) / (2 * step) for e in np.eye(len(start))
    ]
    moved = pair.vectors[1] - start
    np.testing.assert_allclose(moved, -pair.rate * np.sign(slopes), rtol=1e-3)


def test_softmax_regression_ends_near_scipys_lowest_loss():
    record = train_hidden(DATA, 0, steps=600)
    rows = np.arange(len(DATA.x))

    def loss(v):
        scores = DATA.x @ v[:4].reshape(2, 2) + v[4:]
        return np.mean(np.logaddexp.reduce(scores, axis=1) - scores[rows, DATA.y])

    assert record.losses[-1] == pytest.approx(minimize(loss, np.zeros(6)).fun, abs=1e-5)


def test_a_record_that_was_changed_fails_its_check(pair):
    assert pair.check()
    vectors = pair.vectors.copy()
    vectors[40, 3] += 1e-5
    assert not dataclasses.replace(pair, vectors=vectors).check()
    assert not dataclasses.replace(pair, decay=np.zeros(pair.steps)).check()


def test_opposite_clouds_need_two_units():
    line, one, two = (int(train_hidden(DATA, h).wrong[-1]) for h in (0, 1, 2))
    assert line >= 10
    assert one >= 5
    assert two <= 2


def test_decay_holds_the_weights_back_and_far_too_much_flattens():
    free = train_hidden(DATA, 20)
    held = train_hidden(DATA, 20, decay=0.02, steps=200, start=free.vectors[-1])
    flat = train_hidden(DATA, 20, decay=5.0, steps=200, start=free.vectors[-1])
    assert flat.size[-1] < 0.2 < held.size[-1] < free.size[-1] / 2
    assert len(np.unique(flat.scores(DATA.x, flat.steps).argmax(axis=1))) == 1
    assert free.wrong[-1] == 0


def test_between_steps_the_parameters_are_shares_of_both(pair):
    np.testing.assert_allclose(pair.at(3.25), 0.75 * pair.vectors[3] + 0.25 * pair.vectors[4])
    np.testing.assert_array_equal(pair.at(pair.steps), pair.vectors[-1])
    np.testing.assert_array_equal(pair.at(pair.steps + 5), pair.vectors[-1])


def test_of_three_starts_the_lowest_is_kept():
    assert train_hidden(DATA, 3, steps=60, seed=1) == train_hidden(DATA, 3, steps=60, seed=1)
    kept = train_hidden(DATA, 3, steps=60)
    alone = train_hidden(DATA, 3, steps=60, start=kept.vectors[0])
    np.testing.assert_array_equal(kept.vectors, alone.vectors)


@pytest.mark.parametrize("points", [1, 3])
def test_a_single_point_or_a_missing_class_is_learned_too(points):
    few = Data(np.eye(3, 2)[:points], np.arange(points) % 2, classes=("a", "b", "c"))
    assert train_hidden(few, 2, steps=30).check()


def test_three_rings_and_moons():
    assert train_hidden(rings(60, classes=3, held_out=0.5), 4, steps=80).check()
    assert train_hidden(moons(30), 1, steps=30, decay=0.1).check()


def test_wrong_numbers_are_named():
    with pytest.raises(ValueError, match="hidden must be at least 0"):
        train_hidden(DATA, -1)
    with pytest.raises(ValueError, match="steps must be at least 1"):
        train_hidden(DATA, 1, steps=0)
