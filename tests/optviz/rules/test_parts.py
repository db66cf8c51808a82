"""Clipping and noise: explicit, recorded, repeatable."""

import numpy as np
import pytest

from optviz.rules import Adam, ClipNorm, ClipValue, GradientDescent, Noise, WithParts


def test_clip_norm_keeps_the_direction_of_each_start():
    g = np.array([[3.0, 0.3], [4.0, 0.4]])
    clipped = ClipNorm(1.0)(g, 0)
    np.testing.assert_allclose(clipped[:, 0], [0.6, 0.8], rtol=1e-6)
    np.testing.assert_array_equal(clipped[:, 1], g[:, 1])


def test_clip_value_by_component():
    np.testing.assert_array_equal(ClipValue(1.0)(np.array([-3.0, 0.5]), 0), [-1.0, 0.5])


def test_noise_is_a_function_of_seed_and_step():
    g = np.zeros(1000)
    noise = Noise(2.0, decay=0.5, seed=3)
    np.testing.assert_array_equal(noise(g, 4), noise(g, 4))
    assert not np.array_equal(noise(g, 4), noise(g, 5))
    assert not np.array_equal(noise(g, 4), Noise(2.0, decay=0.5, seed=4)(g, 4))
    assert Noise(1.0)(g, 8).std() == pytest.approx(1.0, rel=0.1)  # no decay unless asked for
    assert noise(g, 0).std() == pytest.approx(2.0, rel=0.1)
    assert noise(g, 3).std() == pytest.approx(1.0, rel=0.1)


def test_the_rule_sees_what_the_record_says():
    rule = WithParts(Adam(), [ClipValue(1.0), Noise(0.1)])
    x, g = np.array([1.0, 2.0]), np.array([5.0, -0.5])
    delta, _, terms = rule.update(g, rule.init(x), 0, x, 0.1)
    alone, _, _ = Adam().update(terms["used_gradient"], Adam().init(x), 0, x, 0.1)
    np.testing.assert_array_equal(delta, alone)
    assert rule.name == "clip_value + noise + adam"
    assert rule.default_rate == Adam().default_rate


def test_no_parts_change_nothing():
    g = np.array([5.0])
    plain = GradientDescent().update(g, {}, 0, g, 0.1)[0]
    assert WithParts(GradientDescent(), []).update(g, {}, 0, g, 0.1)[0] == plain


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: ClipNorm(0), ValueError, "a positive limit"),
        (lambda: ClipValue(-1.0), ValueError, "a positive limit"),
        (lambda: ClipNorm(np.nan), ValueError, "a positive limit"),
        (lambda: Noise(-1.0), ValueError, "cannot be drawn"),
        (lambda: Noise(np.nan), ValueError, "cannot be drawn"),
        (lambda: Noise(1.0, decay=np.inf), ValueError, "cannot be drawn"),
        (lambda: WithParts(Adam(), "clip"), TypeError, "a rule and a list of parts"),
        (lambda: WithParts("adam", [ClipNorm(1.0)]), TypeError, "a rule and a list of parts"),
        (lambda: WithParts(Adam(), [], weight_decay=0.1), ValueError, "are the wrapped rule's"),
        (lambda: WithParts(Adam(), [], convention="keras"), ValueError, "are the wrapped rule's"),
    ],
)
def test_parts_that_make_no_sense(make, error, message):
    with pytest.raises(error, match=message):
        make()
