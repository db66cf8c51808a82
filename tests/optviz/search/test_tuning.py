"""The search on the digits: its scales, its scores, its cross-validation."""

import numpy as np
import pytest

pytest.importorskip("sklearn")

from optviz.search.search import grid_search
from optviz.search.successive_halving import successive_halving
from optviz.search.tuning import (
    SPACE,
    accuracy,
    accuracy_within,
    centred_digits,
    loss_within,
    validated,
)
from scenes.explanations.optimisation.search import CrossValidation, Search, SuccessiveHalving


def test_pixels_are_centred():
    np.testing.assert_allclose(centred_digits().X.mean(axis=0), 0, atol=1e-6)
    assert centred_digits().X.shape == (1797, 64)


def test_more_steps_and_a_sensible_rate_score_better():
    rng = np.random.default_rng(0)
    good, slow = {"learning rate": 1.0, "momentum": 0.9}, {"learning rate": 1e-4, "momentum": 0.9}
    assert accuracy(good, rng) > 0.93
    assert accuracy(slow, rng) < 0.9
    assert accuracy_within(good, 2, rng) < accuracy_within(good, 20, rng)


def test_halving_tells_settings_apart_from_the_first_rung_on():
    record = successive_halving(loss_within, SPACE, 9, least=2, goal="lowest")
    assert len(set(record.rungs[0].scores)) == 9
    assert f"learning rate {record.best['learning rate']:.6g}, momentum" in str(record)


def test_the_learning_rate_is_the_important_one():
    search = grid_search(accuracy, SPACE, 3)
    scores = search.scores.reshape(3, 3)
    assert scores.mean(axis=1).std() > 3 * scores.mean(axis=0).std()


def test_cross_validation_of_a_good_setting():
    result = validated(3)
    assert 0.92 < result.mean < 0.97
    assert sum(len(fold.validation) for fold in result.folds) == 1797


def said(record):
    return " ".join(record.to_text().split())


def test_pages_say_what_is_scored_and_on_what():
    model = "A linear classifier of the 1797 handwritten digits"
    search = Search.from_mapping({"trials": "12"}).record()
    assert model in said(search)
    assert "The score after 30 steps is the share of held-out digits" in said(search)
    assert "higher is better" in said(search)
    assert "12 trials" in said(search)
    assert "The best 10 of them are in the table." in said(search)
    assert "of them are in the table" not in said(
        Search.from_mapping({"trials": "9", "strategy": "grid"}).record()
    )
    halving = SuccessiveHalving.from_mapping({"trials": "3"}).record()
    assert model in said(halving)
    assert "mean cross-entropy on those held out: lower is better" in said(halving)
    assert "budget in steps" in said(halving)
    assert f"Cost {halving.cost} steps, against {halving.full_cost}" in said(halving)
    folds = said(CrossValidation.from_mapping({"folds": "2"}).record())
    assert model in folds
    assert "after 30 steps on the other folds" in folds
    assert len(centred_digits().labels) == 1797
