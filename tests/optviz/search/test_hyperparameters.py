"""Scales: where the quantiles lie, both ends, and grids."""

import numpy as np
import pytest

from optviz.search.hyperparameters import (
    PRIORITIES,
    Choice,
    Integers,
    LogUniform,
    LogUniformBelowOne,
    Space,
    Uniform,
)


def test_alpha_is_ten_to_a_uniform_power_from_minus_4_to_0():
    scale, u = LogUniform(1e-4, 1.0), np.random.default_rng(0).random(4000)
    r = np.log10([scale.at(x) for x in u])
    np.testing.assert_allclose(r, -4 + 4 * u, atol=1e-12)
    decades = np.histogram(r, bins=[-4, -3, -2, -1, 0])[0]
    assert decades.min() > 900, "each decade gets a quarter of the trials"


def test_one_minus_beta_is_ten_to_a_uniform_power_from_minus_3_to_minus_1():
    scale = LogUniformBelowOne(0.9, 0.999)
    for u in (0.0, 0.3, 1.0):
        assert 1 - scale.at(u) == pytest.approx(10 ** (-1 - 2 * u), rel=1e-10)


def test_every_integer_and_every_option_has_the_same_share():
    u = (np.arange(1000) + 0.5) / 1000
    layers = [Integers(1, 4).at(x) for x in u]
    assert [layers.count(k) for k in range(1, 5)] == [250] * 4
    names = [Choice(["a", "b"]).at(x) for x in u]
    assert names.count("a") == names.count("b") == 500
    assert Integers(50, 100).at(1.0) == 100


@pytest.mark.parametrize(
    ("scale", "count", "values"),
    [
        (Uniform(0, 1), 3, [0, 0.5, 1]),
        (Uniform(0, 2), 1, [1]),
        (LogUniform(1e-4, 1), 5, [1e-4, 1e-3, 1e-2, 1e-1, 1]),
        (LogUniformBelowOne(0.9, 0.999), 3, [0.9, 0.99, 0.999]),
        (Integers(2, 4), 3, [2, 3, 4]),
        (Integers(2, 4), 9, [2, 3, 4]),
        (Integers(0, 10), 3, [0, 5, 10]),
        (Integers(0, 10), 1, [5]),
        (Choice([16, 32, 64]), 2, [16, 64]),
    ],
)
def test_grids(scale, count, values):
    assert [scale.at(u) for u in scale.places(count)] == pytest.approx(values)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Uniform(1, 1),
        lambda: Uniform(0, np.nan),
        lambda: LogUniform(0, 1),
        lambda: LogUniform(-1, 1),
        lambda: LogUniformBelowOne(0.9, 1.0),
        lambda: Integers(3, 2),
        lambda: Integers(1, 2.5),
        lambda: Choice([]),
    ],
)
def test_empty_ranges_are_refused(make):
    with pytest.raises(ValueError, match="no range of values"):
        make()


def test_a_space_wants_scales():
    with pytest.raises(ValueError, match="at least one"):
        Space({})
    with pytest.raises(TypeError, match="lr is a float"):
        Space({"lr": 0.1})


def test_the_learning_rate_comes_first():
    assert PRIORITIES[0] == ("learning rate α",)
    assert "hidden units" in PRIORITIES[1]
