"""Penalties: prices, slopes and proximal operators against brute force on a fine grid."""

import numpy as np
import pytest

from optviz.regularisation.penalties import (
    L1,
    L2,
    ElasticNet,
    MaxNorm,
    PNorm,
    norm_penalty,
    soft_threshold,
)

SEPARABLE = [L1(), L2(), ElasticNet(0.3), PNorm(0.5), PNorm(0.8), PNorm(1.5), PNorm(3.0)]
ALL = [*SEPARABLE, MaxNorm()]


def named(penalty):
    return penalty.name


def test_the_lecture_prefers_small_weights_by_l2_and_is_indifferent_by_l1():
    x = np.ones(4)
    spike, spread = np.array([1.0, 0, 0, 0]), np.full(4, 0.25)
    assert spike @ x == spread @ x == 1
    assert (L2()(spike), L2()(spread)) == (1, 0.25)
    assert L1()(spike) == L1()(spread) == 1


@pytest.mark.parametrize("penalty", SEPARABLE, ids=named)
@pytest.mark.parametrize("step", [0.01, 0.4, 2.0])
def test_the_proximal_operator_is_the_minimiser_of_its_definition(penalty, step):
    grid = np.linspace(-3, 3, 600_001)
    for w in (-2.3, -0.4, 0.0, 0.11, 1.7):
        cost = 0.5 * (grid - w) ** 2 + step * penalty(grid[:, None])
        point = penalty.prox([w], step)
        assert 0.5 * (point[0] - w) ** 2 + step * penalty(point) <= cost.min() + 1e-12
        assert abs(point[0] - grid[cost.argmin()]) < 2e-5


@pytest.mark.parametrize("p", [0.5, 0.8, 0.95])
def test_below_p_1_the_minimiser_jumps_away_from_zero_at_its_threshold(p):
    """Where the two minima cost the same, v = (2t(1 - p))^(1/(2 - p)), u = v + t p v^(p - 1)."""
    step = 0.7
    v = (2 * step * (1 - p)) ** (1 / (2 - p))
    u = v + step * p * v ** (p - 1)
    assert PNorm(p).prox([u * (1 - 1e-6)], step)[0] == 0
    assert PNorm(p).prox([u * (1 + 1e-6)], step)[0] == pytest.approx(v, rel=1e-3)


@pytest.mark.parametrize("step", [0.2, 1.0, 10.0])
def test_the_proximal_operator_of_the_largest_magnitude(step):
    rng = np.random.default_rng(1)
    w = np.array([2.0, -1.5, 0.3])
    point = MaxNorm().prox(w, step)
    cost = 0.5 * ((point - w) ** 2).sum() + step * MaxNorm()(point)
    other = point + rng.normal(scale=0.1, size=(20_000, 3))
    assert (0.5 * ((other - w) ** 2).sum(axis=1) + step * MaxNorm()(other) >= cost).all()


@pytest.mark.parametrize("penalty", SEPARABLE, ids=named)
def test_the_gradient_is_the_derivative_away_from_the_axes(penalty):
    w, h = np.array([0.7, -1.2, 2.0]), 1e-6
    numeric = [(penalty(w + h * e) - penalty(w - h * e)) / (2 * h) for e in np.eye(3)]
    np.testing.assert_allclose(penalty.gradient(w), numeric, rtol=1e-8)


@pytest.mark.parametrize("penalty", ALL, ids=named)
def test_a_zero_weight_has_slope_zero_and_costs_nothing(penalty):
    assert penalty([0.0, 0.0]) == 0
    np.testing.assert_array_equal(penalty.gradient([0.0, 0.0]), [0.0, 0.0])
    np.testing.assert_array_equal(penalty.prox([0.0, 0.0], 1.0), [0.0, 0.0])


@pytest.mark.parametrize("penalty", ALL, ids=named)
def test_reach_ends_on_the_boundary(penalty):
    direction = np.random.default_rng(2).normal(size=(50, 3))
    boundary = penalty.reach(direction, 1.7)[:, None] * direction
    np.testing.assert_allclose(penalty(boundary), 1.7, rtol=1e-12)


@pytest.mark.parametrize("penalty", ALL, ids=named)
def test_a_ball_without_extent_reaches_nowhere(penalty):
    with np.errstate(all="raise"):
        assert penalty.reach([[1.0, 0.0], [0.6, -0.8]], 0.0).tolist() == [0.0, 0.0]


def test_the_general_power_agrees_with_the_closed_forms():
    w = np.array([1.5, -0.2, 0.6])
    for p, closed in ((1.0, L1()), (2.0, L2())):
        assert PNorm(p)(w) == pytest.approx(closed(w), rel=1e-15)
        np.testing.assert_allclose(PNorm(p).prox(w, 0.3), closed.prox(w, 0.3), atol=1e-15)
        np.testing.assert_allclose(PNorm(p).gradient(w), closed.gradient(w), rtol=1e-15)
    for ratio, closed in ((1.0, L1()), (0.0, L2())):
        np.testing.assert_allclose(ElasticNet(ratio).prox(w, 0.3), closed.prox(w, 0.3))


def test_only_a_slope_at_zero_makes_a_small_weight_exactly_zero():
    small = [1e-3]
    sparse = {p.name: p.prox(small, 0.1)[0] == 0 for p in SEPARABLE}
    assert [name for name, zero in sparse.items() if zero] == [
        "L1",
        "elastic net 0.3",
        "p = 0.5",
        "p = 0.8",
    ]


def test_soft_threshold_keeps_shape_and_sign():
    np.testing.assert_array_equal(
        soft_threshold([[3.0, -3.0], [0.5, -0.5]], 1.0), [[2.0, -2.0], [0.0, 0.0]]
    )


@pytest.mark.parametrize("p", [0, 0.05, 51, -1, np.inf, np.nan])
def test_a_power_that_is_none_is_refused(p):
    with pytest.raises(ValueError, match="not between"):
        PNorm(p)


def test_a_mixture_stays_between_ridge_and_lasso():
    with pytest.raises(ValueError, match="not between 0"):
        ElasticNet(1.5)


def test_norm_penalty_picks_the_closed_form():
    assert [norm_penalty(p) for p in (1, 2.0, np.inf, 4)] == [L1(), L2(), MaxNorm(), PNorm(4)]
