"""Paths against scikit-learn's numbers on the diabetes data, and their knots against LARS."""

import json
from pathlib import Path

import numpy as np
import pytest

from optviz.homotopy import lasso_knots
from optviz.paths import elastic_net_path, lasso_path, ridge_path
from optviz.penalties import L1
from optviz.proximal import LinearFit, coordinate_descent, fista, ista

ORACLE = json.loads(
    Path(__file__).with_name("oracles").joinpath("coefficient_paths.json").read_text()
)
EXAMPLES, NAMES = ORACLE["examples"], ORACLE["names"]
FACTOR = np.array(ORACLE["factor"])
X, y = FACTOR[:, :-1], FACTOR[:, -1]


@pytest.mark.parametrize("solver", [coordinate_descent, fista])
def test_lasso_equals_scikit_learn(solver):
    alphas = np.array(ORACLE["lasso"]["alphas"])
    path = lasso_path(X, y, EXAMPLES * alphas, names=NAMES, solver=solver, tolerance=1e-12)
    expected = np.array(ORACLE["lasso"]["coefficients"])
    np.testing.assert_allclose(path.coefficients, expected, rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(path.active, expected != 0)
    assert path.check(), str(path.check())


def test_ridge_equals_scikit_learn():
    path = ridge_path(X, y, np.array(ORACLE["ridge"]["alphas"]) / 2, names=NAMES)
    np.testing.assert_allclose(path.coefficients, ORACLE["ridge"]["coefficients"], rtol=1e-9)
    assert path.check(), str(path.check())
    assert path.active.all(), "ridge shrinks, and makes nothing zero"


def test_elastic_net_equals_scikit_learn():
    oracle = ORACLE["elastic_net"]
    flat, square = oracle["l1_ratio"], 0.5 * (1 - oracle["l1_ratio"])
    strengths = EXAMPLES * np.array(oracle["alphas"]) * (flat + square)
    path = elastic_net_path(X, y, flat / (flat + square), strengths, tolerance=1e-12)
    np.testing.assert_allclose(path.coefficients, oracle["coefficients"], rtol=1e-6, atol=1e-6)
    assert path.check()


def test_knots_equal_those_of_lars():
    knots = lasso_knots(X, y, names=NAMES)
    oracle = ORACLE["lasso_knots"]
    np.testing.assert_allclose(knots.strengths, EXAMPLES * np.array(oracle["alphas"]), atol=1e-8)
    np.testing.assert_allclose(knots.coefficients, oracle["coefficients"], rtol=1e-9, atol=1e-8)
    assert knots.check(), str(knots.check())


def test_between_knots_the_path_is_straight():
    knots = lasso_knots(X, y)
    strengths = [400.0, 100.0, 20.0]
    path = lasso_path(X, y, strengths, tolerance=1e-13)
    for j in range(X.shape[1]):
        between = np.interp(strengths, knots.strengths[::-1], knots.coefficients[::-1, j])
        np.testing.assert_allclose(path.coefficients[:, j], between, atol=1e-6)


def test_a_coefficient_can_leave_again():
    knots = lasso_knots(X, y, names=NAMES)
    left = (knots.active[:-1] & ~knots.active[1:]).any(axis=0)
    assert [name for name, gone in zip(NAMES, left, strict=True) if gone] == ["s3"]


def test_knots_of_orthogonal_columns_are_their_pulls():
    path = lasso_knots(np.eye(3), [3.0, -1.0, 2.0])
    np.testing.assert_allclose(path.strengths, [3, 2, 1, 0])
    np.testing.assert_allclose(path.coefficients[-1], [3, -1, 2])


def test_equal_pulls_enter_at_one_knot():
    path = lasso_knots(np.eye(2), [2.0, -2.0])
    np.testing.assert_allclose(path.strengths, [2, 0])
    np.testing.assert_allclose(path.coefficients, [[0, 0], [2, -2]])


def test_the_first_to_enter_are_the_body_mass_index_and_a_blood_value():
    path = lasso_path(X, y, names=NAMES)
    assert list(path.entered)[:3] == ["bmi", "s5", "bp"]
    assert path.strengths[0] == pytest.approx(np.abs(X.T @ y).max())
    assert not path.active[0].any()
    assert (np.diff(path.losses) <= 1e-6).all()
    assert (np.diff(path.budgets) >= -1e-6).all()


def test_the_default_ridge_grid_goes_from_almost_nothing_to_almost_least_squares():
    path = ridge_path(X, y)
    least_squares = np.linalg.lstsq(X, y)[0]
    assert np.linalg.norm(path.coefficients[0]) < 0.02 * np.linalg.norm(least_squares)
    np.testing.assert_allclose(path.coefficients[-1], least_squares, rtol=0.05)


def test_a_start_from_the_neighbour_saves_sweeps():
    loss = LinearFit(X, y)
    near = coordinate_descent(loss, L1(), 100.0).solution
    warm = coordinate_descent(loss, L1(), 90.0, start=near)
    assert len(warm.w) < len(coordinate_descent(loss, L1(), 90.0).w)


def test_ista_takes_the_same_path_on_an_easy_problem():
    A = np.eye(4) + 0.1
    b = [1.0, -2.0, 3.0, 0.1]
    for path in (lasso_path(A, b, solver=ista), lasso_path(A, b, solver=fista)):
        np.testing.assert_allclose(path.coefficients, lasso_path(A, b).coefficients, atol=1e-8)


def test_page_and_figure():
    path = lasso_path(X, y, [500.0, 50.0], names=NAMES)
    assert "L1 path" in path.to_text()
    assert "The coefficients w minimise 1/2 ‖Xw - y‖² + λ‖w‖₁," in path.to_text()
    axes = path.plot()
    assert len(axes.get_legend().get_texts()) == len(NAMES)
    assert axes.xaxis_inverted()


def test_bad_input():
    with pytest.raises(ValueError, match="0 for every λ"):
        lasso_path(X, np.zeros(len(y)))
    with pytest.raises(ValueError, match="X is zero"):
        ridge_path(np.zeros_like(X), y)
    with pytest.raises(ValueError, match="not positive"):
        ridge_path(X, y, [1.0, 0.0])
    with pytest.raises(ValueError, match="2 names for 10 columns"):
        ridge_path(X, y, names=["a", "b"])
    with pytest.raises(ValueError, match="empty"):
        lasso_path(X, y, [])
    with pytest.raises(ValueError, match="ridge_path"):
        elastic_net_path(X, y, 0)
    with pytest.raises(ValueError, match="linearly dependent"):
        lasso_knots([[1, 2], [2, 4]], [1, 1])


def test_default_grids_reach_from_nothing_to_nearly_everything():
    """Ridge: from 1 % of the best determined direction to 99 % of the worst; lasso: to 1/1000."""
    sigma = np.array([3.0, 1.0])
    ridge = ridge_path(np.diag(sigma), [1.0, 1.0])
    np.testing.assert_allclose(ridge.coefficients[0, 0], 0.01 / sigma[0])
    np.testing.assert_allclose(ridge.coefficients[-1, 1], 0.99 / sigma[1])
    lasso = lasso_path(np.diag(sigma), [1.0, 1.0])
    assert not lasso.coefficients[0].any()
    np.testing.assert_allclose(lasso.strengths[[0, 1, -1]], [3, 3 * 10 ** (-3 / 99), 0.003])
    assert len(ridge.strengths) == len(lasso.strengths) == 100
    mixed = elastic_net_path(np.diag(sigma), [1.0, 1.0], 0.25)
    np.testing.assert_allclose(mixed.strengths[0], 3 / 0.25)
    assert not mixed.coefficients[0].any()
    assert mixed.coefficients[1].any()


def test_a_weight_that_is_kept_at_zero_is_zero_to_the_last_bit():
    """Of two equal columns the first does all; the pull on the second is λ, up to rounding."""
    for scale in (1.0, 0.1, 1 / 3):
        x = scale * np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
        path = lasso_path(x, [1.0, 2.0, 2.5])
        assert list(path.entered) == ["w1"]
        assert np.all(path.coefficients[:, 1] == 0)
        assert path.check()
