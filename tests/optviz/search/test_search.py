"""Searches: what they try, that a seed decides it, and that they find what is there."""

import json
import math
from typing import ClassVar

import numpy as np
import pytest
from joblib import parallel_config, register_parallel_backend
from joblib.parallel import ThreadingBackend

from linalg.errors import LimitError
from optviz.search.babysitting import babysit
from optviz.search.cross_validation import cross_validate, folds
from optviz.search.hyperparameters import Choice, Integers, LogUniform, Uniform
from optviz.search.search import coarse_to_fine, grid_search, random_search
from optviz.search.successive_halving import successive_halving

SPACE = {"lr": LogUniform(1e-4, 1.0), "units": Integers(50, 100)}


def noisy(setting, rng):
    return -((math.log10(setting["lr"]) + 2) ** 2) + 0.1 * rng.normal()


def noisy_within(setting, budget, rng):
    return noisy(setting, rng) / budget


def test_random_tries_n_squared_values_where_a_grid_tries_n():
    n = 5
    square = {"important": Uniform(0, 1), "not": Uniform(0, 1)}
    grid = grid_search(lambda setting, rng: 0.0, square, n)
    random = random_search(lambda setting, rng: 0.0, square, n * n)
    assert len(grid.trials) == len(random.trials) == n * n
    assert len(set(grid.values("important"))) == n
    assert len(set(random.values("important"))) == n * n


@pytest.mark.parametrize("workers", [1, 2])
def test_the_seed_decides_not_the_number_of_workers(workers):
    searches = [
        random_search(noisy, SPACE, 12, seed=4, workers=workers),
        grid_search(noisy, SPACE, 3, seed=4, workers=workers),
        coarse_to_fine(noisy, SPACE, 6, seed=4, workers=workers),
    ]
    alone = [
        random_search(noisy, SPACE, 12, seed=4),
        grid_search(noisy, SPACE, 3, seed=4),
        coarse_to_fine(noisy, SPACE, 6, seed=4),
    ]
    assert searches == alone
    halved = successive_halving(noisy_within, SPACE, 9, seed=4, workers=workers)
    assert halved == successive_halving(noisy_within, SPACE, 9, seed=4)


def test_another_seed_tries_something_else():
    first, second = (random_search(noisy, SPACE, 5, seed=seed) for seed in (0, 1))
    assert first.trials != second.trials


def test_more_trials_begin_with_the_same_ones():
    few, many = (random_search(noisy, SPACE, count, seed=2) for count in (5, 9))
    assert many.trials[:5] == few.trials


def test_joblib_configuration_is_respected():
    joblib = pytest.importorskip("joblib")
    alone = random_search(noisy, SPACE, 6)
    with joblib.parallel_config("threading", n_jobs=2):
        assert random_search(noisy, SPACE, 6) == alone


def test_coarse_to_fine_closes_in():
    def bowl(setting, rng):
        return (setting["x"] - 0.3) ** 2 + (setting["y"] - 1.0) ** 2

    square = {"x": Uniform(0, 1), "y": Uniform(0, 1)}
    search = coarse_to_fine(bowl, square, 20, rounds=4, goal="lowest", seed=1)
    assert len(search.trials) == 80
    sides = [high[0] - low[0] for low, high in search.windows]
    np.testing.assert_allclose(sides, [1, 0.3, 0.09, 0.027])
    for (low, high), group in zip(search.windows, np.split(np.arange(80), 4), strict=True):
        places = np.array([search.trials[k].place for k in group])
        assert (places >= low).all()
        assert (places <= high).all()
        assert (np.array(low) >= 0).all()
        assert (np.array(high) <= 1 + 1e-12).all()
    equal = random_search(bowl, square, 80, goal="lowest", seed=1)
    assert search.best.score < 0.1 * equal.best.score


@pytest.mark.parametrize(("goal", "best"), [("highest", 3.0), ("lowest", 1.0)])
def test_a_score_that_is_no_number_is_the_worst(goal, best):
    scores = iter([2.0, math.nan, 3.0, 1.0])
    search = random_search(lambda setting, rng: next(scores), SPACE, 4, goal=goal)
    assert search.best.score == best
    assert math.isnan(search.ranked[-1].score)
    assert search.best_so_far.tolist() == ([2, 2, 3, 3] if goal == "highest" else [2, 2, 2, 1])


def test_halving_keeps_the_best_third():
    search = successive_halving(lambda at, budget, rng: at["x"], {"x": Uniform(0, 1)}, 27, seed=5)
    assert [(r.budget, len(r.numbers)) for r in search.rungs] == [(1, 27), (3, 9), (9, 3), (27, 1)]
    for before, after in zip(search.rungs, search.rungs[1:], strict=False):
        kept = {search.settings[k]["x"] for k in after.numbers}
        dropped = {search.settings[k]["x"] for k in before.numbers} - kept
        assert min(kept) > max(dropped)
    assert search.best["x"] == max(setting["x"] for setting in search.settings)
    assert search.curve(search.rungs[-1].numbers[0])[0] == [1, 3, 9, 27]


def test_a_setting_has_the_same_stream_at_each_budget():
    search = successive_halving(
        lambda at, budget, rng: rng.random(), {"x": Uniform(0, 1)}, 9, goal="lowest"
    )
    for number in search.rungs[-1].numbers:
        assert len(set(search.curve(number)[1])) == 1


def test_folds_hold_out_everyone_once():
    for n, k in ((10, 5), (11, 4), (5, 5)):
        split = folds(n, k, seed=1)
        assert sorted(np.concatenate([fold.validation for fold in split])) == list(range(n))
        for fold in split:
            assert set(fold.training) | set(fold.validation) == set(range(n))
            assert len(fold.training) + len(fold.validation) == n
            assert len(fold.validation) in (n // k, n // k + 1)


def test_folds_can_share_the_classes_evenly():
    labels = np.repeat([0, 1, 2], [40, 10, 5])
    for fold in folds(55, 5, labels=labels, seed=2):
        np.testing.assert_array_equal(np.bincount(labels[fold.validation]), [8, 2, 1])


def test_cross_validation_of_a_mean_by_hand():
    x = np.array([1.0, 2.0, 3.0, 6.0])
    result = cross_validate(lambda train, held, rng: (x[held] - x[train].mean()).item(), 4, k=4)
    by_hand = x - (x.sum() - x) / 3
    np.testing.assert_allclose(np.sort(result.scores), np.sort(by_hand))
    assert result.standard_error == pytest.approx(by_hand.std(ddof=1) / 2)


def test_babysitting_sees_the_days_so_far():
    seen = []

    def adjust(days):
        seen.append(len(days))
        return {"lr": 0.1 if len(days) < 2 else 0.05}

    record = babysit(lambda x, setting: (x + 1, x + 1.0), 0, {"lr": 0.1}, adjust, 4)
    assert seen == [1, 2, 3, 4]
    assert record.scores == [1, 2, 3, 4]
    assert record.changes == [2]


def test_pages_figures_and_data():
    mixed = {**SPACE, "activation": Choice(["relu", "tanh"])}
    search = coarse_to_fine(noisy, mixed, 4)
    axes = search.plot()
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "linear")
    search.plot(axes, ["activation", "lr"])
    random_search(noisy, {"lr": SPACE["lr"]}, 3).plot()
    halved = successive_halving(noisy_within, SPACE, 9)
    validated = cross_validate(lambda train, held, rng: 1.0, 6, k=3)
    watched = babysit(lambda x, setting: (x, 0.0), 0, {"lr": 1}, lambda days: {"lr": 2}, 2)
    for record in (search, halved, validated, watched):
        assert record.to_text()
        record.plot()
        json.dumps(record.to_dict())


def test_bad_input():
    with pytest.raises(ValueError, match="highest"):
        random_search(noisy, SPACE, 3, goal="best")
    with pytest.raises(ValueError, match="not positive"):
        random_search(noisy, SPACE, 0)
    with pytest.raises(ValueError, match="points"):
        grid_search(noisy, SPACE, {"lr": 3})
    with pytest.raises(ValueError, match="points"):
        grid_search(noisy, SPACE, 0)
    with pytest.raises(LimitError, match="at most 1000000"):
        grid_search(noisy, {name: Uniform(0, 1) for name in "abc"}, 101)
    with pytest.raises(ValueError, match="shrink"):
        coarse_to_fine(noisy, SPACE, 3, shrink=1.5)
    with pytest.raises(ValueError, match="factor"):
        successive_halving(noisy_within, SPACE, 3, factor=1)
    with pytest.raises(ValueError, match="between 2 and"):
        folds(3, 4)
    with pytest.raises(ValueError, match="labels have shape"):
        folds(4, 2, labels=[0, 1])
    with pytest.raises(ValueError, match="days"):
        babysit(lambda x, setting: (x, 0.0), 0, {}, lambda days: {}, 0)


def test_smallest_grids_and_halvings():
    search = grid_search(noisy, SPACE, dict.fromkeys(SPACE, 1))
    assert len(search.trials) == 1
    halved = successive_halving(noisy_within, SPACE, 4, factor=2)
    assert [len(rung.numbers) for rung in halved.rungs] == [4, 2, 1]


class Elsewhere(ThreadingBackend):
    """A backend as Dask's is registered, which counts what it is given."""

    given: ClassVar[list[int]] = []

    def submit(self, call, callback=None):
        self.given.append(1)
        return super().submit(call, callback)


def test_trials_run_where_joblib_s_configuration_says():
    register_parallel_backend("elsewhere", Elsewhere)
    here = random_search(noisy, SPACE, 6, seed=3)
    with parallel_config("elsewhere", n_jobs=2):
        there = random_search(noisy, SPACE, 6, seed=3)
        folded = cross_validate(lambda training, held_out, rng: rng.normal(), 12, 4, seed=1)
    assert there.scores.tolist() == here.scores.tolist()
    assert folded.mean == cross_validate(lambda t, h, rng: rng.normal(), 12, 4, seed=1).mean
    assert len(Elsewhere.given) == 6 + 4
