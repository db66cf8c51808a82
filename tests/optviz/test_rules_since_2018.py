"""Rules since 2018 that are more than a formula for one coordinate, by hand and by their papers."""

import numpy as np
import pytest

from linalg import ShapeError
from optviz import Objective, compare, minimize
from optviz.rules import Adafactor, Momentum, Muon, RAdam, Rprop, ScheduleFree, newton_schulz
from optviz.second_order import Method, PolyakStep, SteepestDescent, polyak

VALUES = [1, 0.5, 0.1, 0.01, 0.001]
BOWL = Objective("x^2 + 10*y^2")


@pytest.mark.parametrize(
    ("normalise", "expected"),
    [
        (False, [0.69644, 0.76544, 0.71212, 0.69892, 0.47054]),
        (True, [0.69896, 1.11878, 0.71201, 0.68656, 0.42178]),
    ],
)
@pytest.mark.parametrize("shape", [(5, 5), (5, 8), (8, 5)])
def test_newton_schulz_acts_on_singular_values(normalise, expected, shape):
    rng = np.random.default_rng(0)
    U, V = (np.linalg.qr(rng.normal(size=(n, n)))[0] for n in shape)
    matrix = U[:, :5] @ np.diag(VALUES) @ V[:, :5].T
    turned = U[:, :5].T @ newton_schulz(matrix, normalise=normalise) @ V[:, :5]
    np.testing.assert_allclose(turned, np.diag(expected), atol=6e-6)


def test_newton_schulz_of_many_and_of_none():
    many = np.random.default_rng(0).normal(size=(4, 3, 2))
    each = [newton_schulz(matrix) for matrix in many]
    np.testing.assert_allclose(newton_schulz(many), each, rtol=1e-13)
    assert newton_schulz(np.ones((2, 2), np.float32)).dtype == np.float32
    np.testing.assert_array_equal(newton_schulz(np.eye(2), rounds=0, normalise=False), np.eye(2))
    with pytest.raises(ShapeError, match="a matrix is orthogonalised"):
        newton_schulz([1.0, 2.0])


@pytest.mark.parametrize(
    ("convention", "tall", "wide"),
    [
        ("torch", 2.0, 1.0),
        ("keras", 0.2 * 12**0.5, 0.2 * 12**0.5),
        ("optax", 1.0, 2.0),
        ("mlx", 2.0, 1.0),
        ("tinygrad", 1.0, 1.0),
    ],
)
def test_scale_of_muon(convention, tall, wide):
    rule = Muon(convention=convention)
    assert rule.scale(12, 3) == pytest.approx(tall)
    assert rule.scale(3, 12) == pytest.approx(wide)


def test_muon_of_a_vector_goes_along_the_gradient():
    path = minimize(BOWL, Muon(nesterov=False, weight_decay=0), [3.0, 0.4], steps=1)
    direction = path.step[0] / np.linalg.norm(path.step[0])
    np.testing.assert_allclose(direction, [-0.6, -0.8], rtol=1e-6)


@pytest.mark.parametrize(
    "rule",
    [
        Muon(columns=2),
        Muon(columns=2, convention="optax"),
        Adafactor(columns=2, weight_decay=0.1),
        Adafactor(),
        Rprop(),
        RAdam(),
        ScheduleFree(),
    ],
    ids=lambda rule: rule.name,
)
def test_records_of_matrices_and_of_many_starts_hold(rule):
    f = Objective("a^2 + 2*b^2 + 3*c^2 + 4*d^2")
    one = minimize(f, rule, [1, 2, 3, 4], steps=20, learning_rate=0.02)
    many = minimize(f, rule, [[1, 2, 3, 4], [-1, 0.5, 2, 1]], steps=20, learning_rate=0.02)
    np.testing.assert_allclose(many.x[:, 0], one.x, rtol=1e-9)
    assert one.check().holds
    assert many.check().holds
    assert one.f[-1] < one.f[0]


def test_rows_that_are_not_filled():
    with pytest.raises(ShapeError, match="3 numbers do not fill rows of 2"):
        minimize(Objective("x^2 + y^2 + z^2"), Muon(columns=2), [1, 2, 3], steps=1)
    with pytest.raises(ShapeError, match="3 numbers do not fill rows of 2"):
        minimize(Objective("x^2 + y^2 + z^2"), Adafactor(columns=2), [1, 2, 3], steps=1)
    for make in (Muon, Adafactor):
        with pytest.raises(ValueError, match="columns is at least 1"):
            make(columns=0)


def test_adafactor_of_rank_one_squares_is_exact():
    """g² = r cᵀ: u = g/√v has signs only, of root mean square 1, so nothing is clipped."""
    g = np.outer([1.0, -2.0], [3.0, 0.5]).ravel()
    rule, x = Adafactor(columns=2), np.ones(4)
    delta, _, _ = rule.update(g, rule.init(x), 0, x, 0.01)
    np.testing.assert_allclose(delta, -0.01 * np.sign(g), rtol=1e-12)


def test_adafactor_of_optax_has_the_whole_v_of_a_small_matrix():
    """By hand: the first v is g² itself, so u is the sign, of length 1 · lr · rms(x) = 2 · lr."""
    g, x = np.array([1.0, -2.0, 3.0, 4.0]), np.full(4, 2.0)
    rule = Adafactor(columns=2, convention="optax")
    delta, state, _ = rule.update(g, rule.init(x), 0, x, 0.1)
    np.testing.assert_allclose(delta, -0.2 * np.sign(g), rtol=1e-15)
    assert list(state) == ["square_mean"]
    large = Adafactor(columns=128, convention="optax")
    assert list(large.init(np.zeros(127 * 128))) == ["square_mean"]
    assert large.init(np.zeros(128 * 128)).keys() == {"row_mean", "column_mean"}
    with pytest.raises(TypeError):
        Adafactor(factored_from="all")


def test_decay_of_optaxs_adafactor_has_no_rate():
    x = np.array([2.0])
    for convention, kept in (("torch", 2 - 0.1 * 0.5 * 2), ("optax", 2 - 0.5 * 2)):
        rule = Adafactor(convention=convention, weight_decay=0.5)
        delta, _, _ = rule.update(np.zeros(1), rule.init(x), 0, x, 0.1)
        assert x + delta == pytest.approx(kept)


def test_rprop_of_optax_is_a_step_late():
    """By hand on x² from 4 with 0.1: the steps are 0, then -0.1, -0.12 and so on."""
    path = minimize(Objective("x^2"), Rprop(convention="optax"), [4.0], steps=3, learning_rate=0.1)
    np.testing.assert_allclose(path.x.ravel(), [4, 4, 3.9, 3.78])


def test_rprop_forgets_the_size_of_the_gradient():
    scaled = [
        minimize(Objective(f), Rprop(), [4, 1], steps=30, learning_rate=0.1).x
        for f in ("x^2 + 10*y^2", "1000*x^2 + 10000*y^2")
    ]
    np.testing.assert_array_equal(*scaled)


def test_radam_is_momentum_until_v_is_worth_dividing_by():
    """ρ of step t at β₂ = 0.999 is below 4 up to t = 4 and above 5 from t = 6 on."""
    rule = RAdam()
    path = minimize(BOWL, rule, [4, 1], steps=6, learning_rate=0.001)
    m_hat = path.derived["m_hat"]
    np.testing.assert_allclose(path.step[:5], -0.001 * m_hat[:5], rtol=1e-9)
    assert abs(path.step[5] / (0.001 * m_hat[5])).max() < 0.5
    assert [RAdam(convention="paper").rectifier(k) > 0 for k in (3, 4)] == [False, True]


def test_the_average_of_schedule_free_is_the_mean_of_z():
    path = minimize(BOWL, ScheduleFree(), [4, 1], steps=50, learning_rate=0.04)
    z, mean = path.terms["z"], path.terms["average"]
    np.testing.assert_allclose(mean, np.cumsum(z, axis=0) / np.arange(1, 51)[:, None], rtol=1e-9)
    np.testing.assert_allclose(path.x[1:], 0.1 * z + 0.9 * mean, rtol=1e-9)


def test_polyak_step_by_hand():
    """‖x‖²: f/‖∇f‖² = ¼, half way. |x| + |y| from (3, 1): f/2 = 2."""
    assert minimize(Objective("x^2 + y^2"), polyak(), [4, 2], steps=1).x[1].tolist() == [2, 1]
    assert minimize(Objective("abs(x) + abs(y)"), polyak(), [3, 1], steps=1).x[1].tolist() == [
        1,
        -1,
    ]
    shifted = minimize(Objective("x^2 + 5"), polyak(minimum=5), [4], steps=1)
    assert shifted.x[1].tolist() == [2]
    assert minimize(Objective("x^2 + y^2"), polyak(), [4, 2], steps=600).ending == "converged"
    assert minimize(Objective("x^2"), polyak(longest=0.1), [1], steps=1).x[1, 0] == 0.8


def test_polyak_step_with_a_wrong_least_value():
    low = minimize(Objective("x^2 + 5"), polyak(), [4], steps=20)
    assert low.ending == "step limit"
    high = minimize(Objective("x^2 + 1"), polyak(minimum=5), [1], steps=20)
    assert (high.steps, high.ending) == (0, "stalled")
    with pytest.raises(ValueError, match="the least value is a number"):
        Method(SteepestDescent(), PolyakStep(float("nan")))


def test_they_are_found_by_name():
    race = compare(BOWL, "RAdam, rprop, muon, adafactor, schedule-free, Polyak", [4, 1], steps=5)
    assert len(race.trajectories) == 6
    with pytest.raises(ValueError, match="dampening is part of"):
        Momentum(convention="optax", dampening=0.1)
